//! AMSGrad: Adam that divides by the largest mean of squared gradients so far, so that its rates never grow.
//!
//! ```text
//! m ← β₁ m + (1 − β₁) g         m₀ = 0
//! v ← β₂ v + (1 − β₂) g²        v₀ = 0
//! w ← max(w, v)                 w₀ = 0
//! x ← x − ε / (1 − β₁ᵗ) · m / (√w / √(1 − β₂ᵗ) + δ)
//! ```
//! Reddi, Kale, Kumar (2018), *On the Convergence of Adam and Beyond*, algorithm 2 (there without bias correction). PyTorch takes the maximum over raw v and corrects
//! afterwards; so does Keras, with δ added to √w before the correction; Optax takes it over corrected v̂, which keeps the huge first estimates.

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
    id: "amsgrad",
    name: "AMSGrad",
    family: Family::Adaptive,
    about: "Adam that never forgets its largest mean squared gradient, so that rates never grow. It mends a proof of convergence; in practice much like Adam.",
    rule: &[
        "m ← β₁ m + (1 − β₁) g",
        "v ← β₂ v + (1 − β₂) g²",
        "w ← max(w, v)",
        "x ← x − ε / (1 − β₁ᵗ) · m / (√w / √(1 − β₂ᵗ) + δ)",
    ],
    conventions: "Optax takes the maximum over the corrected means, which is another path; Keras adds epsilon before the correction.",
    reference: Reference {
        authors: "Reddi, Kale, Kumar",
        year: 2018,
        title: "On the Convergence of Adam and Beyond",
        source: "ICLR",
        place: "algorithm 2",
    },
    forms: LIBRARIES,
    params: &[
        rate(Default::Fixed(1e-3), "The length of the first step in each coordinate."),
        BETA1,
        BETA2,
        super::adam::EPS,
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfBox(0.0125),
    work: rule!(|s, dim| AmsGrad::new(s, dim)),
    python: Python::Rule(after_means![
        "if k == 0:",
        "    s.w = 0 * x",
        "lack1, lack2 = 1 - s.beta1**t, 1 - s.beta2**t",
        r#"s.w = np.maximum(s.w, s.v / lack2 if s.form == "optax" else s.v)"#,
        r#"if s.form == "optax":"#,
        "    return -s.rate / lack1 * over(s.m, np.sqrt(s.w) + s.eps)",
        r#"if s.form == "keras":"#,
        "    return -s.rate * np.sqrt(lack2) / lack1 * over(s.m, np.sqrt(s.w) + s.eps)",
        "return -s.rate / lack1 * over(s.m, np.sqrt(s.w) / np.sqrt(lack2) + s.eps)",
    ]),
    torch: |s| {
        let options = "lr=s.rate, betas=(s.beta1, s.beta2), eps=s.eps, amsgrad=True, weight_decay=s.weight_decay";
        (s.form() == Form::Pytorch && s.get("eps") > 0.0).then(|| Torch::same("Adam", options))
    },
    ..FIRST_ORDER
};

struct AmsGrad<R> {
    rate: Scheduled,
    beta: [f64; 2],
    eps: f64,
    form: Form,
    m: Vec<R>,
    v: Vec<R>,
    w: Vec<R>,
}

impl<R: Real> AmsGrad<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        AmsGrad {
            rate: s.scheduled("rate"),
            beta: [s.get("beta1"), s.get("beta2")],
            eps: s.get("eps"),
            form: s.form(),
            m: vec![R::ZERO; dim],
            v: vec![R::ZERO; dim],
            w: vec![R::ZERO; dim],
        }
    }
}

impl<R: Real> Rule<R> for AmsGrad<R> {
    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let correct = self.beta.map(|beta| lacking(beta, k + 1));
        let [kept1, kept2] = self.beta.map(R::of);
        let [new1, new2] = self.beta.map(|beta| R::of(1.0 - beta));
        let (root, eps) = (R::of(correct[1].sqrt()), R::of(self.eps));
        let length = R::of(self.rate.at(k) / correct[0]);
        let length_hat = R::of(self.rate.at(k) * correct[1].sqrt() / correct[0]);
        for (i, u) in u.iter_mut().enumerate() {
            self.m[i] = kept1 * self.m[i] + new1 * *u;
            self.v[i] = kept2 * self.v[i] + new2 * *u * *u;
            let seen = if self.form == Form::Optax { self.v[i] / R::of(correct[1]) } else { self.v[i] };
            self.w[i] = self.w[i].max(seen);
            *u = match self.form {
                Form::Optax => -(length * over(self.m[i], self.w[i].sqrt() + eps)),
                Form::Keras => -(length_hat * over(self.m[i], self.w[i].sqrt() + eps)),
                _ => -(length * over(self.m[i], self.w[i].sqrt() / root + eps)),
            };
        }
    }

    fn tell(&self, _k: u32, told: &mut Told) {
        told.vector("m", "mean gradient", Role::Slope, &self.m);
        told.vector("v", "mean squared gradient", Role::Plain, &self.v);
        told.vector("w", "largest mean square so far", Role::Plain, &self.w);
        told.say(&METHOD.rule[..2]);
        told.say(match self.form {
            Form::Optax => &["w ← max(w, v / (1 − β₂ᵗ))", "x ← x − ε / (1 − β₁ᵗ) · m / (√w + δ)"],
            Form::Keras => &["w ← max(w, v)", "x ← x − ε √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√w + δ)"],
            _ => &METHOD.rule[2..],
        });
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        let root = lacking(self.beta[1], k + 1).sqrt();
        for (rates, w) in rates.iter_mut().zip(&self.w) {
            let w = w.f64().sqrt();
            *rates = self.rate.at(k)
                / match self.form {
                    Form::Optax => w + self.eps,
                    Form::Keras => (w + self.eps) / root,
                    _ => w / root + self.eps,
                };
        }
        true
    }
}
