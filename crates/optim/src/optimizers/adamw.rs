//! AdamW: Adam with weight decay that does not pass through the adaptive rates.
//!
//! ```text
//! x ← x − ε λ x
//! x ← x − ε m̂ / (√v̂ + δ)        m̂ and v̂ as in Adam, from the gradient alone
//! ```
//! Loshchilov and Hutter (2019), *Decoupled Weight Decay Regularization*, algorithm 2, with the decay scaled by the rate as in all three libraries. Their
//! defaults for λ differ: PyTorch 0.01, Optax 1e-4, Keras 0.004.

use super::adam::{Adam, EPS};
use super::{BETA1, BETA2, FIRST_ORDER, LIBRARIES, rate};
use crate::anatomy::told::Told;
use crate::catalog::{Default, Form, Param, Reference};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "adamw",
    name: "AdamW",
    family: Family::Adaptive,
    about: "Adam with weight decay applied to the position itself, not through the adaptive rates. It minimizes the function plus a pull to the origin.",
    rule: &["x ← x − ε λ x", "x ← x − ε m̂ / (√v̂ + δ)"],
    conventions: "The same rule everywhere; the default decay is 0.01 in PyTorch, 0.0001 in Optax, 0.004 in Keras, whose epsilon stands as in its Adam.",
    reference: Reference {
        authors: "Loshchilov, Hutter",
        year: 2019,
        title: "Decoupled Weight Decay Regularization",
        source: "ICLR",
        place: "algorithm 2",
    },
    forms: LIBRARIES,
    params: &[
        rate(Default::Fixed(1e-3), "The length of the first step in each coordinate, and the scale of the decay."),
        BETA1,
        BETA2,
        EPS,
        CLIP_NORM,
        CLIP_VALUE,
        Param {
            about: "The share of the position, times the rate, that is taken off at every step.",
            default: Default::ByForm(&[(Form::Pytorch, 0.01), (Form::Optax, 1e-4), (Form::Keras, 0.004)]),
            ..WEIGHT_DECAY
        },
    ],
    decoupled: true,
    suggest: Suggest::OfBox(0.0125),
    work: rule!(|s, dim| AdamW::new(s, dim)),
    python: Python::Rule(after_means![
        "lack1, lack2 = 1 - s.beta1**t, 1 - s.beta2**t",
        r#"if s.form == "keras":"#,
        "    step = -s.rate * np.sqrt(lack2) / lack1 * over(s.m, np.sqrt(s.v) + s.eps)",
        "else:",
        "    step = -s.rate / lack1 * over(s.m, np.sqrt(s.v) / np.sqrt(lack2) + s.eps)",
        "return step - s.rate * s.weight_decay * x",
    ]),
    torch: |s| {
        let options = "lr=s.rate, betas=(s.beta1, s.beta2), eps=s.eps, weight_decay=s.weight_decay";
        (s.form() == Form::Pytorch && s.get("eps") > 0.0).then(|| Torch::same("AdamW", options))
    },
    ..FIRST_ORDER
};

struct AdamW<R> {
    adam: Adam<R>,
    rate: Scheduled,
    decay: Scheduled,
}

impl<R: Real> AdamW<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        AdamW { adam: Adam::new(s, dim), rate: s.scheduled("rate"), decay: s.scheduled("weight_decay") }
    }
}

impl<R: Real> Rule<R> for AdamW<R> {
    fn update(&mut self, k: u32, x: &[R], u: &mut [R]) {
        self.adam.update(k, x, u);
        let decay = R::of(self.rate.at(k) * self.decay.at(k));
        for (u, x) in u.iter_mut().zip(x) {
            *u = *u - decay * *x;
        }
    }

    fn tell(&self, k: u32, told: &mut Told) {
        self.adam.tell(k, told);
        told.lines.insert(told.lines.len() - 1, "x ← x − ε λ x".to_owned());
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        self.adam.rates(k, rates)
    }
}
