//! RAdam: Adam that waits with its adaptive rates until their variance is known.
//!
//! ```text
//! m ← β₁ m + (1 − β₁) g         m₀ = 0
//! v ← β₂ v + (1 − β₂) g²        v₀ = 0
//! ρ_∞ ← 2 / (1 − β₂) − 1
//! ρ_t ← ρ_∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
//! x ← x − ε m̂                                                      while ρ_t ≤ 5, then
//! x ← x − ε m̂ √(((ρ_t − 4)(ρ_t − 2) ρ_∞) / ((ρ_∞ − 4)(ρ_∞ − 2) ρ_t)) · √(1 − β₂ᵗ) / (√v + δ)
//! ```
//! Liu et al. (2020), *On the Variance of the Adaptive Learning Rate and Beyond*, algorithm 2 (there the threshold is 4). PyTorch adds δ to √v; Optax adds it to √v̂ and
//! rectifies from ρ_t = 5 on.

use super::adagrad::over;
use super::{BETA1, BETA2, FIRST_ORDER, lacking, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Reference};
use crate::chain::Rule;
use crate::math;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "radam",
    name: "RAdam",
    family: Family::Adaptive,
    about: "Adam that starts as plain momentum and turns its adaptive rates on as their variance becomes known: a warm-up by itself.",
    rule: &[
        "m̂ and v as in Adam",
        "ρₜ ← ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)",
        "x ← x − ε m̂ while ρₜ ≤ 5",
        "then x ← x − ε rₜ m̂ / (√v̂ + δ)",
    ],
    conventions: "PyTorch adds epsilon to √v, Optax to √v̂: a difference of about 1e-8.",
    reference: Reference {
        authors: "Liu, Jiang, He, Chen, Liu, Gao, Han",
        year: 2020,
        title: "On the Variance of the Adaptive Learning Rate and Beyond",
        source: "ICLR",
        place: "algorithm 2",
    },
    forms: &[Form::Pytorch, Form::Optax],
    params: &[
        rate(Default::Fixed(1e-3), "The rate of the momentum at first, the length of a step later."),
        BETA1,
        BETA2,
        super::adam::EPS,
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfBox(0.0125),
    work: rule!(|s, dim| RAdam::new(s, dim)),
    python: Python::Rule(after_means![
        "lack1, root = 1 - s.beta1**t, np.sqrt(1 - s.beta2**t)",
        "end = 2 / (1 - s.beta2) - 1",
        "now = end - 2 * t * s.beta2**t / (1 - s.beta2**t)",
        r#"if not (now >= 5 if s.form == "optax" else now > 5):"#,
        "    return -s.rate / lack1 * s.m",
        "r = np.sqrt((now - 4) * (now - 2) * end / ((end - 4) * (end - 2) * now))",
        r#"if s.form == "optax":"#,
        "    return -s.rate / lack1 * r * over(s.m, np.sqrt(s.v) / root + s.eps)",
        "return -s.rate / lack1 * r * root * over(s.m, np.sqrt(s.v) + s.eps)",
    ]),
    torch: |s| {
        let options = "lr=s.rate, betas=(s.beta1, s.beta2), eps=s.eps, weight_decay=s.weight_decay";
        (s.form() == Form::Pytorch && s.get("eps") > 0.0).then(|| Torch::same("RAdam", options))
    },
    ..FIRST_ORDER
};

struct RAdam<R> {
    rate: Scheduled,
    beta: [f64; 2],
    eps: f64,
    form: Form,
    m: Vec<R>,
    v: Vec<R>,
}

impl<R: Real> RAdam<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        RAdam {
            rate: s.scheduled("rate"),
            beta: [s.get("beta1"), s.get("beta2")],
            eps: s.get("eps"),
            form: s.form(),
            m: vec![R::ZERO; dim],
            v: vec![R::ZERO; dim],
        }
    }

    /// The rectification of step t, or nothing while the variance is unknown.
    fn rectify(&self, t: u32) -> Option<f64> {
        let beta2 = self.beta[1];
        let end = 2.0 / (1.0 - beta2) - 1.0;
        let now = end - 2.0 * f64::from(t) * math::pow(beta2, f64::from(t)) / lacking(beta2, t);
        let known = if self.form == Form::Optax { now >= 5.0 } else { now > 5.0 };
        known.then(|| (((now - 4.0) * (now - 2.0) * end) / ((end - 4.0) * (end - 2.0) * now)).sqrt())
    }
}

impl<R: Real> Rule<R> for RAdam<R> {
    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let t = k + 1;
        let length = self.rate.at(k) / lacking(self.beta[0], t);
        let root = lacking(self.beta[1], t).sqrt();
        let rectified = self.rectify(t);
        let [kept1, kept2] = self.beta.map(R::of);
        let [new1, new2] = self.beta.map(|beta| R::of(1.0 - beta));
        let eps = R::of(self.eps);
        for (u, (m, v)) in u.iter_mut().zip(self.m.iter_mut().zip(&mut self.v)) {
            *m = kept1 * *m + new1 * *u;
            *v = kept2 * *v + new2 * *u * *u;
            *u = match rectified {
                None => -(R::of(length) * *m),
                Some(r) if self.form == Form::Optax => -(R::of(length * r) * over(*m, v.sqrt() / R::of(root) + eps)),
                Some(r) => -(R::of(length * r * root) * over(*m, v.sqrt() + eps)),
            };
        }
    }

    fn tell(&self, k: u32, told: &mut Told) {
        told.vector("m", "mean gradient", Role::Slope, &self.m);
        told.vector("v", "mean squared gradient", Role::Plain, &self.v);
        told.means("m̂", "mean gradient, corrected", Role::Slope);
        told.means("v̂", "mean squared gradient, corrected", Role::Plain);
        told.means("ρ∞", "steps that the mean square remembers", Role::Plain);
        told.means("ρₜ", "the same so far: above 5 the variance is known", Role::Plain);
        told.means("r", "rectification", Role::Plain);
        told.say(&["m ← β₁ m + (1 − β₁) g", "v ← β₂ v + (1 − β₂) g²", "m̂ ← m / (1 − β₁ᵗ)", "ρ∞ ← 2 / (1 − β₂) − 1"]);
        told.say(&METHOD.rule[1..2]);
        if self.rectify(k + 1).is_none() {
            told.say(&["x ← x − ε m̂"]);
            return;
        }
        told.say(&["r ← √((ρₜ − 4) (ρₜ − 2) ρ∞ / ((ρ∞ − 4) (ρ∞ − 2) ρₜ))"]);
        told.say(match self.form {
            Form::Optax => &["v̂ ← v / (1 − β₂ᵗ)", "x ← x − ε r m̂ / (√v̂ + δ)"],
            _ => &["x ← x − ε r √(1 − β₂ᵗ) m̂ / (√v + δ)"],
        });
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        let (rate, root) = (self.rate.at(k), lacking(self.beta[1], k + 1).sqrt());
        let rectified = self.rectify(k + 1);
        for (rates, v) in rates.iter_mut().zip(&self.v) {
            let v = v.f64().sqrt();
            *rates = match rectified {
                None => rate,
                Some(r) if self.form == Form::Optax => rate * r / (v / root + self.eps),
                Some(r) => rate * r * root / (v + self.eps),
            };
        }
        true
    }
}
