//! The links that every first-order method shares, one a file, in the order in which they work.

mod clip_norm;
mod clip_value;
mod weight_decay;

use crate::catalog::{Default, Param, Scale, Setting};
use crate::chain::Transform;
use crate::real::Real;
pub use clip_norm::CLIP_NORM;
pub use clip_value::CLIP_VALUE;
pub use weight_decay::WEIGHT_DECAY;

/// The links that `setting` asks for: value clipping, norm clipping, coupled weight decay.
pub fn links<R: Real>(setting: &Setting) -> Vec<Box<dyn Transform<R>>> {
    [clip_value::link(setting), clip_norm::link(setting), weight_decay::link(setting)].into_iter().flatten().collect()
}

/// A limit on the gradient that is off unless it is given.
const fn limit(key: &'static str, symbol: &'static str, name: &'static str, about: &'static str) -> Param {
    let default = Default::Absent("off");
    Param {
        default,
        min: 1e-12,
        max: 1e12,
        slider: (0.01, 100.0),
        scale: Scale::Log,
        ..Param::named(key, symbol, name, about)
    }
}
