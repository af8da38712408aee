//! Adam: momentum and a rate for each coordinate, both corrected for their start at 0.
//!
//! ```text
//! m ← β₁ m + (1 − β₁) g         m₀ = 0
//! v ← β₂ v + (1 − β₂) g²        v₀ = 0
//! m̂ ← m / (1 − β₁ᵗ)             t = 1 at the first step
//! v̂ ← v / (1 − β₂ᵗ)
//! x ← x − ε m̂ / (√v̂ + δ)
//! ```
//! Kingma and Ba (2015), *Adam: A Method for Stochastic Optimization*, algorithm 1; Goodfellow et al. (2016), algorithm 8.7; PyTorch and Optax. Keras adds δ to √v
//! before the correction ("epsilon hat", section 2 of the paper): x ← x − ε √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + δ).

use super::adagrad::over;
use super::{BETA1, BETA2, FIRST_ORDER, PYTORCH_FIRST, eps, lacking, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Reference};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "adam",
    name: "Adam",
    family: Family::Adaptive,
    about: "Momentum and a rate for each coordinate, both corrected for their start at 0. Its first step is the rate in every coordinate, whatever the \
            scale of the function: a safe first choice that a tuned method can beat.",
    rule: &[
        "m ← β₁ m + (1 − β₁) g",
        "v ← β₂ v + (1 − β₂) g²",
        "m̂ ← m / (1 − β₁ᵗ),  v̂ ← v / (1 − β₂ᵗ)",
        "x ← x − ε m̂ / (√v̂ + δ)",
    ],
    conventions: "Keras adds epsilon before the bias is corrected; it shows only where epsilon is large beside √v.",
    reference: REFERENCE,
    forms: PYTORCH_FIRST,
    params: &[
        rate(Default::Fixed(1e-3), "The length of the first step in each coordinate."),
        BETA1,
        BETA2,
        EPS,
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfBox(0.0125),
    work: rule!(|s, dim| Adam::new(s, dim)),
    python: Python::Rule(after_means![
        "lack1, lack2 = 1 - s.beta1**t, 1 - s.beta2**t",
        r#"if s.form == "keras":"#,
        "    return -s.rate * np.sqrt(lack2) / lack1 * over(s.m, np.sqrt(s.v) + s.eps)",
        "return -s.rate / lack1 * over(s.m, np.sqrt(s.v) / np.sqrt(lack2) + s.eps)",
    ]),
    torch: |s| {
        let options = "lr=s.rate, betas=(s.beta1, s.beta2), eps=s.eps, weight_decay=s.weight_decay";
        (s.form() == Form::Pytorch && s.get("eps") > 0.0).then(|| Torch::same("Adam", options))
    },
    ..FIRST_ORDER
};

pub(super) const REFERENCE: Reference = Reference {
    authors: "Kingma, Ba",
    year: 2015,
    title: "Adam: A Method for Stochastic Optimization",
    source: "ICLR",
    place: "algorithm 1",
};

/// Adam's epsilon under each convention.
pub(super) const EPS: crate::catalog::Param =
    eps(Default::ByForm(&[(Form::Pytorch, 1e-8), (Form::Optax, 1e-8), (Form::Keras, 1e-7), (Form::Lecture, 1e-8)]));

/// The rule, for AdamW too.
pub(super) struct Adam<R> {
    rate: Scheduled,
    beta: [f64; 2],
    eps: f64,
    form: Form,
    m: Vec<R>,
    v: Vec<R>,
}

impl<R: Real> Adam<R> {
    pub(super) fn new(s: &Setting, dim: usize) -> Self {
        Adam {
            rate: s.scheduled("rate"),
            beta: [s.get("beta1"), s.get("beta2")],
            eps: s.get("eps"),
            form: s.form(),
            m: vec![R::ZERO; dim],
            v: vec![R::ZERO; dim],
        }
    }
}

/// The step where epsilon is added before the correction.
const KERAS: &[&str] = &["x ← x − ε √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + δ)"];

impl<R: Real> Adam<R> {
    /// Tells what the rule begins with.
    pub(super) fn tell_means(&self, told: &mut Told) {
        told.vector("m", "mean gradient", Role::Plain, &self.m);
        told.vector("v", "mean squared gradient", Role::Plain, &self.v);
        told.means("m̂", "mean gradient, corrected", Role::Slope);
        told.means("v̂", "mean squared gradient, corrected", Role::Plain);
    }
}

impl<R: Real> Rule<R> for Adam<R> {
    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let correct = self.beta.map(|beta| lacking(beta, k + 1));
        let [kept1, kept2] = self.beta.map(R::of);
        let [new1, new2] = self.beta.map(|beta| R::of(1.0 - beta));
        let (root, eps) = (R::of(correct[1].sqrt()), R::of(self.eps));
        let (rate, length) = (self.rate.at(k), R::of(self.rate.at(k) / correct[0]));
        let length_hat = R::of(rate * correct[1].sqrt() / correct[0]);
        for (u, (m, v)) in u.iter_mut().zip(self.m.iter_mut().zip(&mut self.v)) {
            *m = kept1 * *m + new1 * *u;
            *v = kept2 * *v + new2 * *u * *u;
            *u = match self.form {
                Form::Keras => -(length_hat * over(*m, v.sqrt() + eps)),
                _ => -(length * over(*m, v.sqrt() / root + eps)),
            };
        }
    }

    fn tell(&self, _k: u32, told: &mut Told) {
        self.tell_means(told);
        told.say(&METHOD.rule[..2]);
        if self.form == Form::Keras {
            return told.say(KERAS);
        }
        told.means("d", "direction: each coordinate by its own size", Role::Slope);
        told.say(&METHOD.rule[2..3]);
        told.say(&["d ← m̂ / (√v̂ + δ)", "x ← x − ε d"]);
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        let correct = self.beta.map(|beta| lacking(beta, k + 1));
        let (rate, root) = (self.rate.at(k), correct[1].sqrt());
        for (rates, v) in rates.iter_mut().zip(&self.v) {
            *rates = rate / (v.f64().sqrt() / root + if self.form == Form::Keras { self.eps / root } else { self.eps });
        }
        true
    }
}
