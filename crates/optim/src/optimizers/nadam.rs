//! Nadam: Adam whose momentum looks ahead as Nesterov's does.
//!
//! ```text
//! m ← β₁ m + (1 − β₁) g         m₀ = 0
//! v ← β₂ v + (1 − β₂) g²        v₀ = 0
//! μ_t ← β₁ (1 − 0.96^(t ψ) / 2)
//! m̂ ← μ_{t+1} m / (1 − ∏_{i ≤ t+1} μ_i) + (1 − μ_t) g / (1 − ∏_{i ≤ t} μ_i)
//! x ← x − ε m̂ / (√v̂ + δ)
//! ```
//! Dozat (2016), *Incorporating Nesterov Momentum into Adam*, algorithm 2, with the warming of β₁ of its report (there 0.96^(0.004 t)). Three conventions, three
//! paths: PyTorch has ψ = 0.004, Keras ψ = 1, Optax no warming: m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ).

use super::adagrad::over;
use super::{BETA1, BETA2, FIRST_ORDER, LIBRARIES, lacking, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Kind, Param, Reference, Scale};
use crate::chain::Rule;
use crate::math;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "nadam",
    name: "Nadam",
    family: Family::Adaptive,
    about: "Adam whose momentum looks one step ahead, as Nesterov's does.",
    rule: &[
        "m ← β₁ m + (1 − β₁) g",
        "v ← β₂ v + (1 − β₂) g²",
        "m̂ ← μₜ₊₁ m / (1 − ∏ᵗ⁺¹μ) + (1 − μₜ) g / (1 − ∏ᵗμ)",
        "x ← x − ε m̂ / (√v̂ + δ)",
    ],
    conventions: "Three libraries, three paths: the momentum is warmed up slowly in PyTorch, fast in Keras and not at all in Optax.",
    reference: Reference {
        authors: "Dozat",
        year: 2016,
        title: "Incorporating Nesterov Momentum into Adam",
        source: "ICLR workshop",
        place: "algorithm 2",
    },
    forms: LIBRARIES,
    params: &[
        rate(
            Default::ByForm(&[(Form::Pytorch, 2e-3), (Form::Optax, 2e-3), (Form::Keras, 1e-3)]),
            "About the length of the first step in each coordinate.",
        ),
        BETA1,
        BETA2,
        super::adam::EPS,
        Param {
            key: "momentum_decay",
            symbol: "ψ",
            name: "momentum warm-up",
            about: "How fast beta 1 rises from half its value to all of it. Optax's convention has none.",
            kind: Kind::Number,
            default: Default::ByForm(&[(Form::Pytorch, 0.004), (Form::Optax, 0.0), (Form::Keras, 1.0)]),
            min: 0.0,
            max: 1e3,
            slider: (1e-4, 10.0),
            scale: Scale::Log,
            scheduled: false,
        },
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfBox(0.0125),
    work: rule!(|s, dim| Nadam::new(s, dim)),
    python: Python::Rule(after_means![
        "if k == 0:",
        "    s.product = 1.0",
        r#"warm = 0 if s.form == "optax" else 0.5"#,
        "mu = s.beta1 * (1 - warm * 0.96 ** (t * s.momentum_decay))",
        "ahead = s.beta1 * (1 - warm * 0.96 ** ((t + 1) * s.momentum_decay))",
        "s.product *= mu",
        "m_hat = ahead / (1 - s.product * ahead) * s.m + (1 - mu) / (1 - s.product) * g",
        "return -s.rate * over(m_hat, np.sqrt(s.v) / np.sqrt(1 - s.beta2**t) + s.eps)",
    ]),
    torch: |s| {
        // Version 1.13 has ψ twice in the product of the next step where it does not work on lists.
        let options = "lr=s.rate, betas=(s.beta1, s.beta2), eps=s.eps, momentum_decay=s.momentum_decay, foreach=True, weight_decay=s.weight_decay";
        (s.form() == Form::Pytorch && s.get("eps") > 0.0).then(|| Torch::same("NAdam", options))
    },
    ..FIRST_ORDER
};

struct Nadam<R> {
    rate: Scheduled,
    beta: [f64; 2],
    eps: f64,
    warmup: f64,
    form: Form,
    /// The product of all μ_i so far.
    product: f64,
    m: Vec<R>,
    v: Vec<R>,
}

impl<R: Real> Nadam<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        Nadam {
            rate: s.scheduled("rate"),
            beta: [s.get("beta1"), s.get("beta2")],
            eps: s.get("eps"),
            warmup: s.get("momentum_decay"),
            form: s.form(),
            product: 1.0,
            m: vec![R::ZERO; dim],
            v: vec![R::ZERO; dim],
        }
    }

    /// μ_t.
    fn mu(&self, t: u32) -> f64 {
        match self.form {
            Form::Optax => self.beta[0],
            _ => self.beta[0] * (1.0 - 0.5 * math::pow(0.96, f64::from(t) * self.warmup)),
        }
    }
}

impl<R: Real> Rule<R> for Nadam<R> {
    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let t = k + 1;
        let (mu, ahead) = (self.mu(t), self.mu(t + 1));
        self.product *= mu;
        let rate = self.rate.at(k);
        let of_m = R::of(rate * ahead / (1.0 - self.product * ahead));
        let of_g = R::of(rate * (1.0 - mu) / (1.0 - self.product));
        let [kept1, kept2] = self.beta.map(R::of);
        let [new1, new2] = self.beta.map(|beta| R::of(1.0 - beta));
        let (root, eps) = (R::of(lacking(self.beta[1], t).sqrt()), R::of(self.eps));
        for (u, (m, v)) in u.iter_mut().zip(self.m.iter_mut().zip(&mut self.v)) {
            *m = kept1 * *m + new1 * *u;
            *v = kept2 * *v + new2 * *u * *u;
            *u = -over(of_m * *m + of_g * *u, v.sqrt() / root + eps);
        }
    }

    fn tell(&self, k: u32, told: &mut Told) {
        told.vector("m", "mean gradient", Role::Slope, &self.m);
        told.vector("v", "mean squared gradient", Role::Plain, &self.v);
        told.number("μ", "share of the mean gradient, warmed up", self.mu(k + 1));
        told.number("μ₊", "the same in the next step", self.mu(k + 2));
        told.number("M", "product of all these shares", self.product);
        told.means("m̂", "mean gradient, looking ahead", Role::Slope);
        told.means("v̂", "mean squared gradient, corrected", Role::Plain);
        told.say(&METHOD.rule[..2]);
        told.say(&["M ← M μ", "m̂ ← μ₊ m / (1 − M μ₊) + (1 − μ) g / (1 − M)", "v̂ ← v / (1 − β₂ᵗ)"]);
        told.say(&METHOD.rule[3..]);
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        let root = lacking(self.beta[1], k + 1).sqrt();
        for (rates, v) in rates.iter_mut().zip(&self.v) {
            *rates = self.rate.at(k) / (v.f64().sqrt() / root + self.eps);
        }
        true
    }
}
