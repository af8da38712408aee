//! Adamax: Adam with the largest recent gradient in place of the mean square.
//!
//! ```text
//! m ← β₁ m + (1 − β₁) g         m₀ = 0
//! u ← max(β₂ u, |g| + δ)        u₀ = 0
//! x ← x − ε / (1 − β₁ᵗ) · m / u
//! ```
//! Kingma and Ba (2015), *Adam*, algorithm 2 (there without δ). PyTorch and Optax add δ to |g| inside the maximum; Keras divides by u + δ.

use super::adagrad::over;
use super::{BETA1, BETA2, FIRST_ORDER, LIBRARIES, lacking, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Reference};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "adamax",
    name: "Adamax",
    family: Family::Adaptive,
    about: "Adam with the largest recent gradient of each coordinate in place of the mean square: a step is never longer than about the rate.",
    rule: &["m ← β₁ m + (1 − β₁) g", "u ← max(β₂ u, |g| + δ)", "x ← x − ε / (1 − β₁ᵗ) · m / u"],
    conventions: "PyTorch and Optax add epsilon inside the maximum, Keras to the denominator: a difference of about 1e-8.",
    reference: Reference { place: "algorithm 2", ..super::adam::REFERENCE },
    forms: LIBRARIES,
    params: &[
        rate(
            Default::ByForm(&[(Form::Pytorch, 2e-3), (Form::Optax, 2e-3), (Form::Keras, 1e-3)]),
            "The length of the first step in each coordinate.",
        ),
        BETA1,
        BETA2,
        super::adam::EPS,
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfBox(0.0125),
    work: rule!(|s, dim| Adamax::new(s, dim)),
    python: Python::Rule(&[
        "g, t = grad(x), k + 1",
        "if k == 0:",
        "    s.m, s.u = 0 * x, 0 * x",
        "s.m = s.beta1 * s.m + (1 - s.beta1) * g",
        r#"inside, outside = (0, s.eps) if s.form == "keras" else (s.eps, 0)"#,
        "s.u = np.maximum(s.beta2 * s.u, np.abs(g) + inside)",
        "return -s.rate / (1 - s.beta1**t) * over(s.m, s.u + outside)",
    ]),
    torch: |s| {
        let options = "lr=s.rate, betas=(s.beta1, s.beta2), eps=s.eps, weight_decay=s.weight_decay";
        (s.form() == Form::Pytorch && s.get("eps") > 0.0).then(|| Torch::same("Adamax", options))
    },
    ..FIRST_ORDER
};

struct Adamax<R> {
    rate: Scheduled,
    beta: [f64; 2],
    eps: f64,
    form: Form,
    m: Vec<R>,
    largest: Vec<R>,
}

impl<R: Real> Adamax<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        Adamax {
            rate: s.scheduled("rate"),
            beta: [s.get("beta1"), s.get("beta2")],
            eps: s.get("eps"),
            form: s.form(),
            m: vec![R::ZERO; dim],
            largest: vec![R::ZERO; dim],
        }
    }
}

/// The rule where epsilon is in the denominator.
const KERAS: &[&str] = &["m ← β₁ m + (1 − β₁) g", "u ← max(β₂ u, |g|)", "x ← x − ε / (1 − β₁ᵗ) · m / (u + δ)"];

impl<R: Real> Rule<R> for Adamax<R> {
    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let length = R::of(self.rate.at(k) / lacking(self.beta[0], k + 1));
        let (kept1, new1) = (R::of(self.beta[0]), R::of(1.0 - self.beta[0]));
        let (kept2, eps) = (R::of(self.beta[1]), R::of(self.eps));
        let (inside, outside) = if self.form == Form::Keras { (R::ZERO, eps) } else { (eps, R::ZERO) };
        for (u, (m, largest)) in u.iter_mut().zip(self.m.iter_mut().zip(&mut self.largest)) {
            *m = kept1 * *m + new1 * *u;
            *largest = (kept2 * *largest).max(u.abs() + inside);
            *u = -(length * over(*m, *largest + outside));
        }
    }

    fn tell(&self, _k: u32, told: &mut Told) {
        told.vector("m", "mean gradient", Role::Slope, &self.m);
        told.vector("u", "largest recent gradient", Role::Plain, &self.largest);
        told.say(if self.form == Form::Keras { KERAS } else { METHOD.rule });
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        let outside = if self.form == Form::Keras { self.eps } else { 0.0 };
        for (rates, largest) in rates.iter_mut().zip(&self.largest) {
            *rates = self.rate.at(k) / (largest.f64() + outside);
        }
        true
    }
}
