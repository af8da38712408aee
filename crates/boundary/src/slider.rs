//! The sliders of the form: what their positions mean is said in the core, for every parameter alike.

use descent_optim::catalog::{Default, Kind, Param, Scale};
use wasm_bindgen::prelude::wasm_bindgen;

/// As much of a descriptor as a slider needs.
fn param(scale: &str, slider: (f64, f64), range: (f64, f64), whole: bool) -> Param {
    let scale = match scale {
        "log" => Scale::Log,
        "toone" => Scale::ToOne,
        _ => Scale::Linear,
    };
    let kind = if whole { Kind::Whole } else { Kind::Number };
    let default = Default::Fixed(0.0);
    let (min, max) = range;
    Param { key: "", symbol: "", name: "", about: "", kind, default, min, max, slider, scale, scheduled: false }
}

/// The value at `position`, 0 to 1, of a slider from `from` to `to`. `scale` is the descriptor's word.
#[wasm_bindgen]
#[must_use]
pub fn slide(scale: &str, from: f64, to: f64, whole: bool, position: f64) -> f64 {
    param(scale, (from, to), (from, to), whole).at(position)
}

/// The position of `value` on a slider from `from` to `to`; beyond an end, that end.
#[wasm_bindgen]
#[must_use]
pub fn unslide(scale: &str, from: f64, to: f64, value: f64) -> f64 {
    param(scale, (from, to), (from, to), false).position(value)
}

/// `value` one small step up (`by` 1) or down (−1), between `min` and `max`.
#[wasm_bindgen]
#[must_use]
pub fn nudge(scale: &str, min: f64, max: f64, whole: bool, value: f64, by: f64) -> f64 {
    param(scale, (min, max), (min, max), whole).nudged(value, by)
}
