//! RMSProp: AdaGrad with forgetting.
//!
//! ```text
//! r ← α r + (1 − α) g²          r₀ = 0
//! m ← α m + (1 − α) g           m₀ = 0; centred only, else m stays 0
//! b ← ρ b + g / (√(r − m²) + δ)
//! x ← x − ε b
//! ```
//! Tieleman and Hinton (2012), *Lecture 6.5*; centred: Graves (2013), *Generating Sequences*, equations 38 to 45. PyTorch stands δ outside the root; Optax and Keras
//! put it inside and keep the rate inside b (another path under a schedule). The lecture's are Goodfellow's algorithms 8.5 (δ inside the root) and, with
//! momentum, 8.6: the gradient is taken at x + ρ v, v ← ρ v − ε g / √(r + δ), x ← x + v. `nesterov` outside the lecture's is Optax's: the step is
//! ε g/√(r + δ) + ρ b with the new b.

use super::adagrad::over;
use super::{FIRST_ORDER, PYTORCH_FIRST, eps, fading, flag, initial, momentum, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Param, Reference};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "rmsprop",
    name: "RMSProp",
    family: Family::Adaptive,
    about: "Divides the rate of each coordinate by the root of a mean of its recent squared gradients. Blind to scale, but never settles at a constant rate.",
    rule: &["r ← α r + (1 − α) g²", "x ← x − ε g / (√r + δ)"],
    conventions: "PyTorch forgets slowly (0.99), the others with 0.9. PyTorch adds epsilon to the root, the others inside it. The lecture's momentum looks ahead.",
    reference: Reference {
        authors: "Tieleman, Hinton",
        year: 2012,
        title: "Neural Networks for Machine Learning, lecture 6.5",
        source: "Coursera",
        place: "rmsprop",
    },
    forms: PYTORCH_FIRST,
    params: &[
        rate(
            Default::ByForm(&[(Form::Pytorch, 0.01), (Form::Optax, 0.01), (Form::Keras, 1e-3), (Form::Lecture, 0.01)]),
            "About the length of a step in each coordinate.",
        ),
        fading(
            "decay",
            "α",
            "decay",
            "The share of the mean squared gradient that is kept from step to step.",
            Default::ByForm(&[(Form::Pytorch, 0.99), (Form::Optax, 0.9), (Form::Keras, 0.9), (Form::Lecture, 0.9)]),
        ),
        eps(Default::ByForm(&[(Form::Pytorch, 1e-8), (Form::Optax, 1e-8), (Form::Keras, 1e-7), (Form::Lecture, 1e-6)])),
        flag("centered", "m", "centred", "Divides by the root of the variance: the mean gradient is taken off."),
        momentum(0.0),
        Param {
            default: Default::ByForm(&[
                (Form::Pytorch, 0.0),
                (Form::Optax, 0.0),
                (Form::Keras, 0.0),
                (Form::Lecture, 1.0),
            ]),
            ..flag(
                "nesterov",
                "∇₊",
                "look ahead",
                "Momentum looks ahead as Nesterov's does. PyTorch and Keras do not offer it.",
            )
        },
        initial(Default::Fixed(0.0)),
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfBox(0.01),
    work: rule!(|s, dim| RmsProp::new(s, dim)),
    python: Python::Rule(&[
        "if k == 0:",
        "    s.r, s.m, s.b = s.initial + 0 * x, 0 * x, 0 * x",
        r#"lecture, pytorch = s.form == "lecture", s.form == "pytorch""#,
        "g = grad(x - s.momentum * s.b) if lecture and s.nesterov else grad(x)",
        "s.r = s.decay * s.r + (1 - s.decay) * g * g",
        "if s.centered:",
        "    s.m = s.decay * s.m + (1 - s.decay) * g",
        "variance = np.maximum(s.r - s.m * s.m, 0)",
        "root = np.sqrt(variance) + s.eps if pytorch else np.sqrt(variance + s.eps)",
        "push = over(g, root) * (1 if pytorch else s.rate)",
        "s.b = s.momentum * s.b + push",
        "step = push + s.momentum * s.b if s.nesterov and not lecture else s.b",
        "return -step * (s.rate if pytorch else 1)",
    ]),
    torch: |s| {
        let fits = s.form() == Form::Pytorch && s.get("initial") == 0.0 && s.get("nesterov") == 0.0;
        let fits = fits && s.get("eps") > 0.0 && !s.is_scheduled("momentum");
        let options = "lr=s.rate, alpha=s.decay, eps=s.eps, momentum=s.momentum, centered=bool(s.centered), weight_decay=s.weight_decay";
        fits.then(|| Torch::same("RMSprop", options))
    },
    ..FIRST_ORDER
};

struct RmsProp<R> {
    rate: Scheduled,
    momentum: Scheduled,
    decay: f64,
    eps: f64,
    centered: bool,
    nesterov: bool,
    form: Form,
    r: Vec<R>,
    m: Vec<R>,
    b: Vec<R>,
}

impl<R: Real> RmsProp<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        RmsProp {
            rate: s.scheduled("rate"),
            momentum: s.scheduled("momentum"),
            decay: s.get("decay"),
            eps: s.get("eps"),
            centered: s.get("centered") != 0.0,
            nesterov: s.get("nesterov") != 0.0,
            form: s.form(),
            r: vec![R::of(s.get("initial")); dim],
            m: vec![R::ZERO; dim],
            b: vec![R::ZERO; dim],
        }
    }
}

impl<R: Real> Rule<R> for RmsProp<R> {
    fn look_ahead(&self, k: u32, x: &[R], point: &mut [R]) -> bool {
        let momentum = R::of(self.momentum.at(k));
        for (point, (x, b)) in point.iter_mut().zip(x.iter().zip(&self.b)) {
            // With the rate inside, the lecture's velocity is −b.
            *point = *x - momentum * *b;
        }
        self.form == Form::Lecture && self.nesterov
    }

    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let (rate, momentum, eps) = (R::of(self.rate.at(k)), R::of(self.momentum.at(k)), R::of(self.eps));
        let (kept, new) = (R::of(self.decay), R::of(1.0 - self.decay));
        for (i, u) in u.iter_mut().enumerate() {
            self.r[i] = kept * self.r[i] + new * *u * *u;
            if self.centered {
                self.m[i] = kept * self.m[i] + new * *u;
            }
            // Rounding may take the variance below 0.
            let variance = (self.r[i] - self.m[i] * self.m[i]).max(R::ZERO);
            let root = if self.form == Form::Pytorch { variance.sqrt() + eps } else { (variance + eps).sqrt() };
            let scaled = over(*u, root);
            let (inside, outside) = if self.form == Form::Pytorch { (R::of(1.0), rate) } else { (rate, R::of(1.0)) };
            let push = inside * scaled;
            self.b[i] = momentum * self.b[i] + push;
            let ahead = self.nesterov && self.form != Form::Lecture;
            *u = -(outside * if ahead { push + momentum * self.b[i] } else { self.b[i] });
        }
    }

    fn tell(&self, k: u32, told: &mut Told) {
        told.vector("r", "mean squared gradient", Role::Plain, &self.r);
        told.say(&METHOD.rule[..1]);
        if self.centered {
            told.vector("m", "mean gradient", Role::Slope, &self.m);
            told.say(&["m ← α m + (1 − α) g"]);
        }
        told.means("d", "root of the mean square", Role::Plain);
        told.say(match (self.form, self.centered) {
            (Form::Pytorch, false) => &["d ← √r + δ"],
            (Form::Pytorch, true) => &["d ← √(max(r − m², 0)) + δ"],
            (_, false) => &["d ← √(r + δ)"],
            (_, true) => &["d ← √(max(r − m², 0) + δ)"],
        });
        let (lecture, pytorch) = (self.form == Form::Lecture, self.form == Form::Pytorch);
        if self.momentum.at(k) == 0.0 {
            told.say(&["x ← x − ε g / d"]);
            return;
        }
        if pytorch {
            told.vector("b", "velocity without the rate", Role::Slope, &self.b);
            told.say(&["b ← ρ b + g / d", if self.nesterov { "x ← x − ε (g / d + ρ b)" } else { "x ← x − ε b" }]);
            return;
        }
        let v: Vec<R> = self.b.iter().map(|b| -*b).collect();
        told.vector("v", "velocity", Role::Way, &v);
        if lecture && self.nesterov {
            told.gradient_at = "x + ρ v";
        }
        let ahead = self.nesterov && !lecture;
        told.say(&["v ← ρ v − ε g / d", if ahead { "x ← x + ρ v − ε g / d" } else { "x ← x + v" }]);
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        let rate = self.rate.at(k);
        for (rates, (r, m)) in rates.iter_mut().zip(self.r.iter().zip(&self.m)) {
            let variance = (r.f64() - m.f64() * m.f64()).max(0.0);
            *rates = rate
                / if self.form == Form::Pytorch { variance.sqrt() + self.eps } else { (variance + self.eps).sqrt() };
        }
        true
    }
}
