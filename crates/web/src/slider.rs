//! Between the value of a parameter and the position of its slider, 0 to 1.

use descent_optim::math;
use wasm_bindgen::prelude::wasm_bindgen;

/// Values from a slider have this many significant digits: enough to be exact to the hand, few enough to be read.
const DIGITS: i32 = 3;

/// The value at `position` of a slider from `from` to `to`. `scale` is the descriptor's word.
#[wasm_bindgen]
#[must_use]
pub fn slide(scale: &str, from: f64, to: f64, whole: bool, position: f64) -> f64 {
    let t = position.clamp(0.0, 1.0);
    // The ends are exact.
    let raw = match (t, scale) {
        (0.0, _) => return from,
        (1.0, _) => return to,
        (_, "log") => round(from * math::exp(t * math::ln(to / from)), DIGITS),
        (_, "toone") => {
            let (far, near) = (1.0 - from, 1.0 - to);
            round(1.0 - round(far * math::exp(t * math::ln(near / far)), DIGITS - 1), 12)
        }
        _ => nearest(from + t * (to - from), (to - from) / 400.0),
    };
    let raw = if whole { raw.round() } else { raw };
    raw.clamp(from.min(to), from.max(to))
}

/// The position of `value` on a slider from `from` to `to`; beyond an end, that end.
#[wasm_bindgen]
#[must_use]
pub fn unslide(scale: &str, from: f64, to: f64, value: f64) -> f64 {
    let t = match scale {
        "log" if value > 0.0 => math::ln(value / from) / math::ln(to / from),
        "log" => 0.0,
        "toone" if value < 1.0 => math::ln((1.0 - value) / (1.0 - from)) / math::ln((1.0 - to) / (1.0 - from)),
        "toone" => 1.0,
        _ => (value - from) / (to - from),
    };
    if t.is_nan() { 0.0 } else { t.clamp(0.0, 1.0) }
}

/// `value` one small step up (`by` 1) or down (−1): one unit of its second digit.
#[wasm_bindgen]
#[must_use]
pub fn nudge(scale: &str, min: f64, max: f64, whole: bool, value: f64, by: f64) -> f64 {
    if whole {
        return (value + by).clamp(min, max);
    }
    // Close to 1 it is the distance to 1 that counts.
    let size = if scale == "toone" && value > 0.5 && value < 1.0 { 1.0 - value } else { value.abs() };
    let step = if size == 0.0 { 0.1 } else { power_of_ten(exponent(size) - 1) };
    nearest(value + by * step, step).clamp(min, max)
}

/// `value` with `digits` significant digits.
pub fn round(value: f64, digits: i32) -> f64 {
    let text = format!("{value:.*e}", (digits - 1).max(0) as usize);
    text.parse().unwrap_or(value)
}

/// The multiple of the power of ten at or below `grain` that is nearest to `value`, as the decimal number it is.
pub fn nearest(value: f64, grain: f64) -> f64 {
    if !(value.is_finite() && grain > 0.0 && grain.is_finite()) {
        return value;
    }
    let e = exponent(grain);
    if e >= 0 {
        let step = power_of_ten(e);
        return (value / step).round() * step;
    }
    let rounded: f64 = format!("{value:.*}", e.unsigned_abs() as usize).parse().unwrap_or(value);
    // No minus sign on a zero.
    rounded + 0.0
}

/// The whole e with 10ᵉ ≤ size < 10ᵉ⁺¹.
fn exponent(size: f64) -> i32 {
    let text = format!("{size:e}");
    text.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0)
}

fn power_of_ten(e: i32) -> f64 {
    format!("1e{e}").parse().unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_values_are_inverse_up_to_the_digits_shown() {
        for (scale, from, to) in [("log", 1e-4, 10.0), ("linear", -5.0, 5.0), ("toone", 0.0, 0.9999)] {
            for i in 0..=100 {
                let t = f64::from(i) / 100.0;
                let back = unslide(scale, from, to, slide(scale, from, to, false, t));
                assert!((back - t).abs() < 0.006, "{scale} {t} {back}");
            }
            assert_eq!(slide(scale, from, to, false, 0.0), from);
            assert_eq!(slide(scale, from, to, false, 1.0), to);
        }
    }

    #[test]
    fn values_have_few_digits() {
        assert_eq!(slide("log", 1e-4, 10.0, false, 0.5), 0.0316);
        assert_eq!(slide("toone", 0.0, 0.9999, false, 0.25), 0.9);
        assert_eq!(slide("linear", -5.0, 5.0, false, 0.3333), -1.67);
        assert_eq!(slide("log", 1.0, 1000.0, true, 0.5), 32.0);
    }

    #[test]
    fn beyond_the_slider_is_its_end() {
        assert_eq!(unslide("log", 1e-4, 10.0, 100.0), 1.0);
        assert_eq!(unslide("log", 1e-4, 10.0, 0.0), 0.0);
        assert_eq!(unslide("toone", 0.0, 0.9999, 1.0), 1.0);
        assert_eq!(unslide("linear", 0.0, 1.0, f64::NAN), 0.0);
    }

    #[test]
    fn a_nudge_is_one_of_the_second_digit() {
        assert_eq!(nudge("log", 0.0, 1e6, false, 0.1, 1.0), 0.11);
        assert_eq!(nudge("log", 0.0, 1e6, false, 0.02, -1.0), 0.019);
        assert_eq!(nudge("toone", 0.0, 1.0, false, 0.99, 1.0), 0.991);
        assert_eq!(nudge("linear", 0.0, 10.0, false, 0.0, -1.0), 0.0);
        assert_eq!(nudge("log", 1.0, 10.0, true, 3.0, 1.0), 4.0);
    }
}
