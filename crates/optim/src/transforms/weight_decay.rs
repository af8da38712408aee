//! Coupled weight decay, the gradient of an L2 penalty: the rule sees it as part of the gradient.
//!
//! ```text
//! g ← g + λ x
//! ```
//! Goodfellow et al. (2016), equation 7.3; `weight_decay` of PyTorch's optimizers. AdamW and Lion decouple it from the rule
//! and take care of it themselves.

use super::transform::Transform;
use crate::anatomy::told::Told;
use crate::catalog::{Default, Kind, Param, Scale};
use crate::real::Real;
use crate::setting::Setting;

/// The strength of the pull towards 0.
pub const WEIGHT_DECAY: Param = Param {
    key: "weight_decay",
    symbol: "λ",
    name: "weight decay",
    about: "Adds this times the position to the gradient: a pull towards the origin.",
    kind: Kind::Number,
    default: Default::Fixed(0.0),
    min: 0.0,
    max: 1e3,
    slider: (1e-4, 1.0),
    scale: Scale::Log,
    scheduled: true,
};

struct WeightDecay(crate::setting::Scheduled);

/// The link, if it is on and the method does not decouple it.
pub fn link<R: Real>(setting: &Setting) -> Option<Box<dyn Transform<R>>> {
    let decay = setting.scheduled("weight_decay");
    let off = setting.decoupled || (decay.base == 0.0 && decay.is_constant());
    if off { None } else { Some(Box::new(WeightDecay(decay))) }
}

impl<R: Real> Transform<R> for WeightDecay {
    fn apply(&self, k: u32, x: &[R], g: &mut [R]) {
        let decay = R::of(self.0.at(k));
        for (g, x) in g.iter_mut().zip(x) {
            *g = *g + decay * *x;
        }
    }

    fn tell(&self, at: &str, told: &mut Told) {
        told.lines.push(if at == "x" { "g ← g + λ x".to_owned() } else { format!("g ← g + λ ({at})") });
    }
}
