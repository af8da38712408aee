//! Each component of the gradient is held between −c and c. The direction changes.
//!
//! ```text
//! g_i ← min(max(g_i, −c), c)
//! ```
//! Mikolov, *Statistical Language Models Based on Neural Networks* (2012), section 3.3. All libraries agree.

use super::transform::{Transform, limit};
use crate::anatomy::told::Told;
use crate::catalog::Param;
use crate::real::Real;
use crate::setting::Setting;

/// The largest size of a component.
pub const CLIP_VALUE: Param = limit(
    "clip_value",
    "c∞",
    "clip each component",
    "Each component of the gradient is held to this size. The direction changes.",
);

struct ClipValue(f64);

/// The link, if it is on.
pub fn link<R: Real>(setting: &Setting) -> Option<Box<dyn Transform<R>>> {
    let limit = setting.get("clip_value");
    if limit.is_nan() { None } else { Some(Box::new(ClipValue(limit))) }
}

impl<R: Real> Transform<R> for ClipValue {
    fn apply(&self, _k: u32, _x: &[R], g: &mut [R]) {
        let limit = R::of(self.0);
        for g in g {
            if *g > limit {
                *g = limit;
            } else if *g < -limit {
                *g = -limit;
            }
        }
    }

    fn tell(&self, _at: &str, told: &mut Told) {
        told.say(&["g ← min(max(g, −c∞), c∞)"]);
    }
}
