//! Momentum, the heavy ball: a velocity that gradients push and friction slows.
//!
//! ```text
//! v ← ρ v − ε g                 v₀ = 0
//! x ← x + v
//! ```
//! Polyak (1964), *Some methods of speeding up the convergence of iteration methods*; Goodfellow et al. (2016), algorithm 8.2; so does Keras.
//! PyTorch and Optax keep the velocity without the rate, b ← ρ b + (1 − dampening) g and x ← x − ε b: the same path at a constant rate;
//! under a schedule theirs changes the speed of what is already moving. PyTorch's first b is g, whatever the dampening.

use super::{FIRST_ORDER, LECTURE_FIRST, fading, momentum, plain, rate};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Reference};
use crate::chain::Rule;
use crate::method::{Family, Method, Python, Suggest, Torch};
use crate::real::Real;
use crate::setting::{Scheduled, Setting};
use crate::transforms::{CLIP_NORM, CLIP_VALUE, WEIGHT_DECAY};

pub(super) const METHOD: Method = Method {
    id: "momentum",
    name: "Momentum",
    family: Family::Gradient,
    about: "A velocity that gradients push and friction slows. Faster where a valley limits the rate; at the same rate it raises the noise floor.",
    rule: &["v ← ρ v − ε g", "x ← x + v"],
    conventions: "The lecture and Keras keep the rate inside the velocity; PyTorch and Optax multiply by it afterwards: the same path at a \
                  constant rate, another one under a schedule. Dampening is PyTorch's alone.",
    reference: Reference {
        authors: "Polyak",
        year: 1964,
        title: "Some methods of speeding up the convergence of iteration methods",
        source: "USSR Computational Mathematics and Mathematical Physics 4(5)",
        place: "equation 9",
    },
    forms: LECTURE_FIRST,
    params: &[
        rate(
            Default::ByForm(&[(Form::Lecture, 0.01), (Form::Pytorch, 1e-3), (Form::Optax, 0.01), (Form::Keras, 0.01)]),
            "The push of the gradient on the velocity.",
        ),
        momentum(0.9),
        fading(
            "dampening",
            "τ",
            "dampening",
            "The share of each gradient after the first that is left out. PyTorch's convention alone knows it.",
            Default::Fixed(0.0),
        ),
        CLIP_NORM,
        CLIP_VALUE,
        WEIGHT_DECAY,
    ],
    suggest: Suggest::OfRate(0.2),
    limit: |s| {
        (plain(s, &["rate", "momentum"]) && s.get("dampening") == 0.0 && s.get("momentum") < 1.0)
            .then(|| 2.0 * (1.0 + s.get("momentum")))
    },
    work: rule!(|s, dim| HeavyBall::new(s, dim)),
    python: Python::Rule(&[
        "g = grad(x)",
        "if k == 0:",
        "    s.v = 0 * x",
        r#"if s.form in ("lecture", "keras"):"#,
        "    s.v = s.momentum * s.v - s.rate * g",
        "    return s.v",
        r#"share = 1 - s.dampening if s.form == "pytorch" and k > 0 else 1"#,
        "s.v = s.momentum * s.v + share * g",
        "return -s.rate * s.v",
    ]),
    torch: |s| {
        // Where the rate stands within the velocity, another rate would change what is remembered.
        let within = matches!(s.form(), Form::Lecture | Form::Keras);
        let fits = s.get("momentum") > 0.0 && !s.is_scheduled("momentum") && !(within && s.is_scheduled("rate"));
        let options = if s.form() == Form::Pytorch {
            "lr=s.rate, momentum=s.momentum, dampening=s.dampening, weight_decay=s.weight_decay"
        } else {
            "lr=s.rate, momentum=s.momentum, weight_decay=s.weight_decay"
        };
        fits.then(|| Torch::same("SGD", options))
    },
    ..FIRST_ORDER
};

struct HeavyBall<R> {
    rate: Scheduled,
    momentum: Scheduled,
    /// The share of a gradient that enters the velocity after the first one.
    share: f64,
    rate_inside: bool,
    v: Vec<R>,
}

impl<R: Real> HeavyBall<R> {
    fn new(s: &Setting, dim: usize) -> Self {
        HeavyBall {
            rate: s.scheduled("rate"),
            momentum: s.scheduled("momentum"),
            share: if s.form() == Form::Pytorch { 1.0 - s.get("dampening") } else { 1.0 },
            rate_inside: matches!(s.form(), Form::Lecture | Form::Keras),
            v: vec![R::ZERO; dim],
        }
    }
}

impl<R: Real> Rule<R> for HeavyBall<R> {
    fn update(&mut self, k: u32, _x: &[R], u: &mut [R]) {
        let (rate, momentum) = (R::of(self.rate.at(k)), R::of(self.momentum.at(k)));
        let share = R::of(if k == 0 { 1.0 } else { self.share });
        for (u, v) in u.iter_mut().zip(&mut self.v) {
            if self.rate_inside {
                *v = momentum * *v - rate * *u;
                *u = *v;
            } else {
                *v = momentum * *v + share * *u;
                *u = -(rate * *v);
            }
        }
    }

    fn tell(&self, k: u32, told: &mut Told) {
        if self.rate_inside {
            told.vector("v", "velocity", Role::Way, &self.v);
            told.say(METHOD.rule);
            return;
        }
        told.vector("b", "velocity without the rate", Role::Slope, &self.v);
        told.say(if k == 0 || self.share == 1.0 { &["b ← ρ b + g"] } else { &["b ← ρ b + (1 − τ) g"] });
        told.say(&["x ← x − ε b"]);
    }
}
