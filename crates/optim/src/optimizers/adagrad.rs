//! AdaGrad: the rate of each coordinate is divided by the root of its summed squared gradients.
//!
//! ```text
//! r ← r + g²                    r₀ = initial
//! x ← x − ε g / (√r + δ)
//! ```
//! Duchi, Hazan, Singer (2011), *Adaptive Subgradient Methods*, figure 1 (diagonal); Goodfellow et al. (2016), algorithm 8.4. PyTorch stands δ outside the
//! root too, starts from 0 and can let the rate decay, ε / (1 + k · rate_decay). Optax and Keras put δ inside the root and start from 0.1.

use super::{FIRST_ORDER, PYTORCH_FIRST, eps, initial, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Kind, Param, Reference, Scale};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "adagrad",
    name: "AdaGrad",
    family: Family::Adaptive,
    about: "Divides the rate of each coordinate by the root of all its squared gradients so far. Makes progress in gentle directions; one steep \
            beginning is never forgotten.",
    rule: &["r ← r + g²", "x ← x − ε g / (√r + δ)"],
    conventions: "Optax and Keras put epsilon inside the root and start the sum at 0.1; PyTorch and the lecture start at 0 with epsilon outside. \
                  The decay of the rate is PyTorch's alone.",
    reference: Reference {
        authors: "Duchi, Hazan, Singer",
        year: 2011,
        title: "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization",
        source: "Journal of Machine Learning Research 12",
        place: "figure 1",
    },
    forms: PYTORCH_FIRST,
    params: &[
        rate(
            Default::ByForm(&[(Form::Pytorch, 0.01), (Form::Optax, 0.01), (Form::Keras, 1e-3), (Form::Lecture, 0.01)]),
            "The length of the first step in each coordinate.",
        ),
        eps(Default::ByForm(&[
            (Form::Pytorch, 1e-10),
            (Form::Optax, 1e-7),
            (Form::Keras, 1e-7),
            (Form::Lecture, 1e-7),
        ])),
        initial(Default::ByForm(&[(Form::Pytorch, 0.0), (Form::Optax, 0.1), (Form::Keras, 0.1), (Form::Lecture, 0.0)])),
        Param {
            key: "rate_decay",
            symbol: "η",
            name: "rate decay",
            about: "Divides the rate by 1 + k times this. PyTorch's convention alone knows it.",
            kind: Kind::Number,
            default: Default::Fixed(0.0),
            min: 0.0,
            max: 1e3,
            slider: (1e-4, 1.0),
            scale: Scale::Log,
            scheduled: false,
        },
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfBox(0.05),
    work: rule!(|s, dim| AdaGrad::new(s, dim)),
    python: Python::Rule(&[
        "g = grad(x)",
        "if k == 0:",
        "    s.r = s.initial + 0 * x",
        "s.r = s.r + g * g",
        r#"inside = s.form in ("optax", "keras")"#,
        "root = np.sqrt(s.r + s.eps) if inside else np.sqrt(s.r) + s.eps",
        r#"decay = s.rate_decay if s.form == "pytorch" else 0"#,
        "return -s.rate / (1 + k * decay) * over(g, root)",
    ]),
    torch: |s| {
        let options = "lr=s.rate, lr_decay=s.rate_decay, initial_accumulator_value=s.initial, eps=s.eps, weight_decay=s.weight_decay";
        (s.form() == Form::Pytorch && s.get("eps") > 0.0).then(|| Torch::same("Adagrad", options))
    },
    ..FIRST_ORDER
};

struct AdaGrad<R> {
    rate: Scheduled,
    eps: f64,
    eps_inside: bool,
    rate_decay: f64,
    r: Vec<R>,
}

impl<R: Real> AdaGrad<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        AdaGrad {
            rate: s.scheduled("rate"),
            eps: s.get("eps"),
            eps_inside: matches!(s.form(), Form::Optax | Form::Keras),
            rate_decay: if s.form() == Form::Pytorch { s.get("rate_decay") } else { 0.0 },
            r: vec![R::of(s.get("initial")); dim],
        }
    }
}

impl<R: Real> Rule<R> for AdaGrad<R> {
    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let rate = R::of(self.rate.at(k) / (1.0 + f64::from(k) * self.rate_decay));
        let eps = R::of(self.eps);
        for (u, r) in u.iter_mut().zip(&mut self.r) {
            *r = *r + *u * *u;
            let root = if self.eps_inside { (*r + eps).sqrt() } else { r.sqrt() + eps };
            *u = -(rate * over(*u, root));
        }
    }

    fn tell(&self, _k: u32, told: &mut Told) {
        told.vector("r", "sum of squared gradients", Role::Plain, &self.r);
        told.say(&METHOD.rule[..1]);
        let falls = self.rate_decay > 0.0;
        told.say(match (self.eps_inside, falls) {
            (true, _) => &["x ← x − ε g / √(r + δ)"],
            (false, false) => &METHOD.rule[1..],
            (false, true) => &["x ← x − ε / (1 + k η) · g / (√r + δ)"],
        });
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        let rate = self.rate.at(k) / (1.0 + f64::from(k) * self.rate_decay);
        for (rates, r) in rates.iter_mut().zip(&self.r) {
            let r = r.f64();
            *rates = rate / if self.eps_inside { (r + self.eps).sqrt() } else { r.sqrt() + self.eps };
        }
        true
    }
}

/// g / root, and 0 where both are 0: a coordinate that never had a gradient stays.
pub(super) fn over<R: Real>(g: R, root: R) -> R {
    if g == R::ZERO { g } else { g / root }
}
