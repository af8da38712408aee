//! Gradient descent: a step against the gradient.
//!
//! ```text
//! x ← x − ε g
//! ```
//! Cauchy (1847), *Méthode générale pour la résolution des systèmes d'équations simultanées*; Goodfellow et al. (2016), algorithm 8.1.
//! All libraries agree; they differ in how they clip.

use super::{FIRST_ORDER, GOODFELLOW, LECTURE_FIRST, plain, rate};
use crate::anatomy::told::Told;
use crate::catalog::{Default, Form, Reference};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "gd",
    name: "Gradient descent",
    family: Family::Gradient,
    about: "A step against the gradient, as long as rate times its length. The measure of all others: a long valley makes it zig-zag.",
    rule: &["x ← x − ε g"],
    conventions: "All agree; only the clipping of the norm differs by 1e-6 under PyTorch.",
    reference: Reference { place: "algorithm 8.1", ..GOODFELLOW },
    forms: LECTURE_FIRST,
    params: &[
        rate(
            Default::ByForm(&[(Form::Lecture, 0.1), (Form::Pytorch, 1e-3), (Form::Optax, 0.1), (Form::Keras, 0.01)]),
            "The length of a step as a multiple of the gradient.",
        ),
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfRate(1.0),
    limit: |s| plain(s, &["rate"]).then_some(2.0),
    work: rule!(|s, _| Descent::new(s)),
    python: Python::Rule(&["return -s.rate * grad(x)"]),
    torch: |_| Some(Torch::same("SGD", "lr=s.rate, weight_decay=s.weight_decay")),
    ..FIRST_ORDER
};

struct Descent {
    rate: Scheduled,
}

impl Descent {
    fn new(s: &Setting) -> Descent {
        Descent { rate: s.scheduled("rate") }
    }
}

impl<R: Real> Rule<R> for Descent {
    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let rate = R::of(self.rate.at(k));
        for u in u {
            *u = -(rate * *u);
        }
    }

    fn tell(&self, _k: u32, told: &mut Told) {
        told.say(METHOD.rule);
    }
}
