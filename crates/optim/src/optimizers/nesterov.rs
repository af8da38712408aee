//! Nesterov's momentum: the gradient is taken where the velocity is about to lead.
//!
//! ```text
//! g ← ∇f(x + ρ v)
//! v ← ρ v − ε g                 v₀ = 0
//! x ← x + v
//! ```
//! Nesterov (1983); Sutskever et al. (2013), equations 3 and 4; Goodfellow et al. (2016), algorithm 8.3. The libraries store the look-ahead point
//! θ = x + ρ v instead and take the gradient there: b ← ρ b + g, θ ← θ − ε (g + ρ b) in PyTorch and Optax; v ← ρ v − ε g, θ ← θ + ρ v − ε g in Keras.

use super::{FIRST_ORDER, LECTURE_FIRST, momentum, plain, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Reference};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "nesterov",
    name: "Nesterov momentum",
    family: Family::Gradient,
    about: "Momentum that takes its gradient where it is about to be, and so brakes before the turn. Its limit of stability is lower than momentum's.",
    rule: &["g ← ∇f(x + ρ v)", "v ← ρ v − ε g", "x ← x + v"],
    conventions: "The lecture's path shows the parameters x; the libraries' shows the look-ahead points x + ρ v, which is another curve.",
    reference: Reference {
        authors: "Sutskever, Martens, Dahl, Hinton",
        year: 2013,
        title: "On the importance of initialization and momentum in deep learning",
        source: "ICML",
        place: "equations 3 and 4",
    },
    forms: LECTURE_FIRST,
    params: &[
        rate(
            Default::ByForm(&[(Form::Lecture, 0.01), (Form::Pytorch, 1e-3), (Form::Optax, 0.01), (Form::Keras, 0.01)]),
            "The push of the gradient on the velocity.",
        ),
        momentum(0.9),
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfRate(0.2),
    limit: |s| {
        let rho = s.get("momentum");
        (plain(s, &["rate", "momentum"]) && rho < 1.0).then(|| 2.0 * (1.0 + rho) / (1.0 + 2.0 * rho))
    },
    work: rule!(|s, dim| Nesterov::new(s, dim)),
    python: Python::Rule(&[
        "if k == 0:",
        "    s.v = 0 * x",
        r#"if s.form == "lecture":"#,
        "    s.v = s.momentum * s.v - s.rate * grad(x + s.momentum * s.v)",
        "    return s.v",
        "g = grad(x)",
        r#"if s.form == "keras":"#,
        "    s.v = s.momentum * s.v - s.rate * g",
        "    return s.momentum * s.v - s.rate * g",
        "s.v = s.momentum * s.v + g",
        "return -s.rate * (g + s.momentum * s.v)",
    ]),
    torch: |s| {
        // The textbook's iterates are the points before the look ahead.
        let fits = match s.form() {
            Form::Lecture => false,
            Form::Keras => !s.is_scheduled("rate"),
            _ => true,
        };
        let fits = fits && s.get("momentum") > 0.0 && !s.is_scheduled("momentum");
        fits.then(|| Torch::same("SGD", "lr=s.rate, momentum=s.momentum, nesterov=True, weight_decay=s.weight_decay"))
    },
    ..FIRST_ORDER
};

struct Nesterov<R> {
    rate: Scheduled,
    momentum: Scheduled,
    form: Form,
    v: Vec<R>,
}

impl<R: Real> Nesterov<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        Nesterov { rate: s.scheduled("rate"), momentum: s.scheduled("momentum"), form: s.form(), v: vec![R::ZERO; dim] }
    }
}

impl<R: Real> Rule<R> for Nesterov<R> {
    fn look_ahead(&self, k: u32, x: &[R], point: &mut [R]) -> bool {
        let momentum = R::of(self.momentum.at(k));
        for (point, (x, v)) in point.iter_mut().zip(x.iter().zip(&self.v)) {
            *point = *x + momentum * *v;
        }
        self.form == Form::Lecture
    }

    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let (rate, momentum) = (R::of(self.rate.at(k)), R::of(self.momentum.at(k)));
        for (u, v) in u.iter_mut().zip(&mut self.v) {
            match self.form {
                Form::Lecture => {
                    *v = momentum * *v - rate * *u;
                    *u = *v;
                }
                Form::Keras => {
                    *v = momentum * *v - rate * *u;
                    *u = momentum * *v - rate * *u;
                }
                _ => {
                    *v = momentum * *v + *u;
                    *u = -(rate * (*u + momentum * *v));
                }
            }
        }
    }

    fn tell(&self, _k: u32, told: &mut Told) {
        match self.form {
            Form::Lecture => {
                told.vector("v", "velocity", Role::Way, &self.v);
                told.gradient_at = "x + ρ v";
                told.say(&METHOD.rule[1..]);
            }
            Form::Keras => {
                told.vector("v", "velocity", Role::Way, &self.v);
                told.say(&["v ← ρ v − ε g", "x ← x + ρ v − ε g"]);
            }
            _ => {
                told.vector("b", "velocity without the rate", Role::Slope, &self.v);
                told.say(&["b ← ρ b + g", "x ← x − ε (g + ρ b)"]);
            }
        }
    }
}
