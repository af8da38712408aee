//! Lion: the sign of an interpolated momentum, so that every coordinate moves by the rate.
//!
//! ```text
//! c ← sign(β₁ m + (1 − β₁) g)
//! x ← x − ε (c + λ x)
//! m ← β₂ m + (1 − β₂) g         m₀ = 0
//! ```
//! Chen et al. (2023), *Symbolic Discovery of Optimization Algorithms*, algorithm 2, weight decay decoupled. Optax and Keras agree; Optax's default λ is 0.001, Keras' 0.

use super::{BETA1, BETA2, FIRST_ORDER, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Param, Reference};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "lion",
    name: "Lion",
    family: Family::Adaptive,
    about: "Moves every coordinate by exactly the rate, along the sign of its momentum. At a constant rate it never comes to rest: it needs a schedule.",
    rule: &["c ← sign(β₁ m + (1 − β₁) g)", "x ← x − ε (c + λ x)", "m ← β₂ m + (1 − β₂) g"],
    conventions: "The same rule in Optax and Keras; Optax decays weights by 0.001 unless told otherwise, Keras does not.",
    reference: Reference {
        authors: "Chen, Liang, Huang, Real, Wang et al.",
        year: 2023,
        title: "Symbolic Discovery of Optimization Algorithms",
        source: "NeurIPS",
        place: "algorithm 2",
    },
    forms: &[Form::Optax, Form::Keras],
    params: &[
        rate(Default::Fixed(1e-3), "The length of every step in every coordinate."),
        BETA1,
        Param { default: Default::Fixed(0.99), ..BETA2 },
        CLIP_NORM,
        CLIP_VALUE,
        Param {
            about: "The share of the position, times the rate, that is taken off at every step.",
            default: Default::ByForm(&[(Form::Optax, 1e-3), (Form::Keras, 0.0)]),
            ..WEIGHT_DECAY
        },
    ],
    decoupled: true,
    suggest: Suggest::OfBox(0.005),
    work: rule!(|s, dim| Lion::new(s, dim)),
    python: Python::Rule(&[
        "g = grad(x)",
        "if k == 0:",
        "    s.m = 0 * x",
        "c = np.sign(s.beta1 * s.m + (1 - s.beta1) * g)",
        "s.m = s.beta2 * s.m + (1 - s.beta2) * g",
        "return -s.rate * (c + s.weight_decay * x)",
    ]),
    ..FIRST_ORDER
};

struct Lion<R> {
    rate: Scheduled,
    decay: Scheduled,
    beta: [f64; 2],
    m: Vec<R>,
}

impl<R: Real> Lion<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        Lion {
            rate: s.scheduled("rate"),
            decay: s.scheduled("weight_decay"),
            beta: [s.get("beta1"), s.get("beta2")],
            m: vec![R::ZERO; dim],
        }
    }
}

impl<R: Real> Rule<R> for Lion<R> {
    fn update(&mut self, k: u32, x: &[R], u: &mut [R]) {
        let (rate, decay) = (R::of(self.rate.at(k)), R::of(self.decay.at(k)));
        let [kept1, kept2] = self.beta.map(R::of);
        let [new1, new2] = self.beta.map(|beta| R::of(1.0 - beta));
        for (u, (m, x)) in u.iter_mut().zip(self.m.iter_mut().zip(x)) {
            let sign = (kept1 * *m + new1 * *u).sign();
            *m = kept2 * *m + new2 * *u;
            *u = -(rate * (sign + decay * *x));
        }
    }

    fn tell(&self, _k: u32, told: &mut Told) {
        told.vector("m", "mean gradient", Role::Slope, &self.m);
        told.means("c", "sign of the momentum", Role::Slope);
        told.say(METHOD.rule);
    }
}
