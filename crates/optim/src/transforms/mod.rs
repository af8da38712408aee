//! The links that every first-order method shares, one a file, in the order in which they work.

mod clip_norm;
mod clip_value;
mod transform;
mod weight_decay;

use crate::real::Real;
use crate::setting::Setting;
pub use clip_norm::CLIP_NORM;
pub use clip_value::CLIP_VALUE;
pub use transform::Transform;
pub use weight_decay::WEIGHT_DECAY;

/// The links that `setting` asks for: value clipping, norm clipping, coupled weight decay.
pub fn links<R: Real>(setting: &Setting) -> Vec<Box<dyn Transform<R>>> {
    [clip_value::link(setting), clip_norm::link(setting), weight_decay::link(setting)].into_iter().flatten().collect()
}
