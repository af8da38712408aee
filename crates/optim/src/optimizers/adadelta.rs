//! Adadelta: AdaGrad with forgetting, and with the unit of the step restored by the size of earlier steps.
//!
//! ```text
//! r ← ρ r + (1 − ρ) g²           r₀ = 0
//! d ← g √(s + δ) / √(r + δ)
//! s ← ρ s + (1 − ρ) d²           s₀ = 0
//! x ← x − ε d
//! ```
//! Zeiler (2012), *ADADELTA: An Adaptive Learning Rate Method*, algorithm 1 (there without ε). All libraries agree on the rule; Keras has other defaults.

use super::{FIRST_ORDER, LIBRARIES, eps, fading, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Reference};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "adadelta",
    name: "Adadelta",
    family: Family::Adaptive,
    about: "Needs no rate in principle: the root of its own squared steps takes its place. Its first steps are tiny, because that root starts at epsilon.",
    rule: &["r ← ρ r + (1 − ρ) g²", "d ← g √(s + δ) / √(r + δ)", "s ← ρ s + (1 − ρ) d²", "x ← x − ε d"],
    conventions: "All agree on the rule; Keras' defaults are rate 0.001, decay 0.95, epsilon 1e-7.",
    reference: Reference {
        authors: "Zeiler",
        year: 2012,
        title: "ADADELTA: An Adaptive Learning Rate Method",
        source: "arXiv:1212.5701",
        place: "algorithm 1",
    },
    forms: LIBRARIES,
    params: &[
        rate(
            Default::ByForm(&[(Form::Pytorch, 1.0), (Form::Optax, 1.0), (Form::Keras, 1e-3)]),
            "A factor on the step; the paper has none.",
        ),
        fading(
            "decay",
            "ρ",
            "decay",
            "The share of the mean squares that is kept from step to step.",
            Default::ByForm(&[(Form::Pytorch, 0.9), (Form::Optax, 0.9), (Form::Keras, 0.95)]),
        ),
        eps(Default::ByForm(&[(Form::Pytorch, 1e-6), (Form::Optax, 1e-6), (Form::Keras, 1e-7)])),
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::Default,
    work: rule!(|s, dim| Adadelta::new(s, dim)),
    python: Python::Rule(&[
        "g = grad(x)",
        "if k == 0:",
        "    s.r, s.u = 0 * x, 0 * x",
        "s.r = s.decay * s.r + (1 - s.decay) * g * g",
        "d = over(g, np.sqrt(s.r + s.eps)) * np.sqrt(s.u + s.eps)",
        "s.u = s.decay * s.u + (1 - s.decay) * d * d",
        "return -s.rate * d",
    ]),
    torch: |s| {
        (s.get("eps") > 0.0)
            .then(|| Torch::same("Adadelta", "lr=s.rate, rho=s.decay, eps=s.eps, weight_decay=s.weight_decay"))
    },
    ..FIRST_ORDER
};

struct Adadelta<R> {
    rate: Scheduled,
    decay: f64,
    eps: f64,
    r: Vec<R>,
    s: Vec<R>,
    /// √(s + δ) as it was in the last step, before the square of that step was in it.
    root: Vec<R>,
}

impl<R: Real> Adadelta<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        Adadelta {
            rate: s.scheduled("rate"),
            decay: s.get("decay"),
            eps: s.get("eps"),
            r: vec![R::ZERO; dim],
            s: vec![R::ZERO; dim],
            root: vec![R::ZERO; dim],
        }
    }
}

impl<R: Real> Rule<R> for Adadelta<R> {
    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let (rate, eps) = (R::of(self.rate.at(k)), R::of(self.eps));
        let (kept, new) = (R::of(self.decay), R::of(1.0 - self.decay));
        let memory = self.r.iter_mut().zip(&mut self.s).zip(&mut self.root);
        for (u, ((r, s), root)) in u.iter_mut().zip(memory) {
            *r = kept * *r + new * *u * *u;
            *root = (*s + eps).sqrt();
            let d = super::adagrad::over(*u, (*r + eps).sqrt()) * *root;
            *s = kept * *s + new * d * d;
            *u = -(rate * d);
        }
    }

    fn tell(&self, _k: u32, told: &mut Told) {
        told.vector("r", "mean squared gradient", Role::Plain, &self.r);
        told.vector("s", "mean squared step", Role::Plain, &self.s);
        told.means("d", "the gradient, scaled", Role::Slope);
        told.say(METHOD.rule);
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        let rate = self.rate.at(k);
        for (rates, (r, root)) in rates.iter_mut().zip(self.r.iter().zip(&self.root)) {
            *rates = rate * root.f64() / (r.f64() + self.eps).sqrt();
        }
        true
    }
}
