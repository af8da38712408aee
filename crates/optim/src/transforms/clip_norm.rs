//! A gradient longer than c is shortened to c. The direction stays.
//!
//! ```text
//! g ← g · c / ‖g‖  if ‖g‖ > c
//! ```
//! Pascanu, Mikolov, Bengio, *On the difficulty of training recurrent neural networks* (2013), algorithm 1; Goodfellow et al. (2016),
//! equations 10.48 and 10.49; so do Optax and Keras. PyTorch's `clip_grad_norm_` multiplies by min(1, c / (‖g‖ + 1e-6)).

use super::transform::{Transform, limit};
use crate::anatomy::told::Told;
use crate::catalog::{Form, Param};
use crate::real::Real;
use crate::setting::Setting;
use crate::vector::norm;

/// The largest length of the gradient.
pub const CLIP_NORM: Param = limit(
    "clip_norm",
    "c",
    "clip the norm",
    "A gradient longer than this is shortened to this length. The direction stays.",
);

struct ClipNorm {
    limit: f64,
    /// What is added to the norm before dividing.
    guard: f64,
}

/// The link, if it is on.
pub fn link<R: Real>(setting: &Setting) -> Option<Box<dyn Transform<R>>> {
    let limit = setting.get("clip_norm");
    let guard = if setting.form() == Form::Pytorch { 1e-6 } else { 0.0 };
    if limit.is_nan() { None } else { Some(Box::new(ClipNorm { limit, guard })) }
}

impl<R: Real> Transform<R> for ClipNorm {
    fn apply(&self, _k: u32, _x: &[R], g: &mut [R]) {
        let length = norm(g.iter().map(|g| g.f64())) + self.guard;
        if length > self.limit {
            // Dividing first keeps a gradient of 1e300 from overflowing.
            let (length, limit) = (R::of(length), R::of(self.limit));
            for g in g {
                *g = *g / length * limit;
            }
        }
    }

    fn tell(&self, _at: &str, told: &mut Told) {
        told.say(if self.guard > 0.0 {
            &["g ← min(1, c / (‖g‖ + 10⁻⁶)) g"]
        } else {
            &["g ← min(1, c / ‖g‖) g"]
        });
    }
}
