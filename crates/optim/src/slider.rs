//! Between the value of a parameter and the position of its slider, 0 to 1, and the small steps of the arrow keys.

use crate::catalog::{Kind, Param, Scale};
use crate::decimal;
use crate::math;

/// Values from a slider have this many significant digits: enough to be exact to the hand, few enough to be read.
const DIGITS: usize = 3;

impl Param {
    /// The value at a position of the slider, with few digits; both ends are exact.
    pub fn at(&self, position: f64) -> f64 {
        let (from, to) = self.slider;
        let t = position.clamp(0.0, 1.0);
        let raw = match (t, self.scale) {
            (0.0, _) => return from,
            (1.0, _) => return to,
            (_, Scale::Log) => rounded(from * math::exp(t * math::ln(to / from)), DIGITS),
            (_, Scale::ToOne) => {
                let (far, near) = (1.0 - from, 1.0 - to);
                rounded(1.0 - rounded(far * math::exp(t * math::ln(near / far)), DIGITS - 1), 12)
            }
            (_, Scale::Linear) => nearest(from + t * (to - from), (to - from) / 400.0),
        };
        let raw = if self.kind == Kind::Number { raw } else { raw.round() };
        raw.clamp(from, to)
    }

    /// The position of a value on the slider; beyond an end, that end.
    pub fn position(&self, value: f64) -> f64 {
        let (from, to) = self.slider;
        let t = match self.scale {
            Scale::Log if value > 0.0 => math::ln(value / from) / math::ln(to / from),
            Scale::Log => 0.0,
            Scale::ToOne if value < 1.0 => math::ln((1.0 - value) / (1.0 - from)) / math::ln((1.0 - to) / (1.0 - from)),
            Scale::ToOne => 1.0,
            Scale::Linear => (value - from) / (to - from),
        };
        if t.is_nan() { 0.0 } else { t.clamp(0.0, 1.0) }
    }

    /// The value one small step up (`by` 1) or down (−1): one unit of its second digit.
    pub fn nudged(&self, value: f64, by: f64) -> f64 {
        if self.kind != Kind::Number {
            return (value + by).clamp(self.min, self.max);
        }
        // Close to 1 it is the distance to 1 that counts.
        let size = if self.scale == Scale::ToOne && value > 0.5 && value < 1.0 { 1.0 - value } else { value.abs() };
        let step = if size == 0.0 { 0.1 } else { power_of_ten(exponent(size) - 1) };
        nearest(value + by * step, step).clamp(self.min, self.max)
    }
}

/// `value` with `digits` significant digits.
fn rounded(value: f64, digits: usize) -> f64 {
    decimal::read(&format!("{value:.*e}", digits - 1)).unwrap_or(value)
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
    let near = decimal::read(&format!("{value:.*}", e.unsigned_abs() as usize)).unwrap_or(value);
    // No minus sign on a zero.
    near + 0.0
}

/// The whole e with 10ᵉ ≤ size < 10ᵉ⁺¹.
fn exponent(size: f64) -> i32 {
    let text = format!("{size:e}");
    text.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0)
}

fn power_of_ten(e: i32) -> f64 {
    decimal::read(&format!("1e{e}")).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Default;

    fn param(scale: Scale, slider: (f64, f64), kind: Kind) -> Param {
        Param {
            key: "p",
            symbol: "p",
            name: "p",
            about: "",
            kind,
            default: Default::Fixed(1.0),
            min: 0.0,
            max: 1e6,
            slider,
            scale,
            scheduled: false,
        }
    }

    fn log() -> Param {
        param(Scale::Log, (1e-4, 10.0), Kind::Number)
    }

    fn to_one() -> Param {
        param(Scale::ToOne, (0.0, 0.9999), Kind::Number)
    }

    #[test]
    fn positions_and_values_are_inverse_up_to_the_digits_shown() {
        for p in [log(), to_one(), param(Scale::Linear, (-5.0, 5.0), Kind::Number)] {
            for i in 0..=100 {
                let t = f64::from(i) / 100.0;
                let back = p.position(p.at(t));
                assert!((back - t).abs() < 0.006, "{:?} {t} {back}", p.scale);
            }
            assert_eq!((p.at(0.0), p.at(1.0)), p.slider);
        }
    }

    #[test]
    fn values_have_few_digits() {
        assert_eq!(log().at(0.5), 0.0316);
        assert_eq!(to_one().at(0.25), 0.9);
        assert_eq!(param(Scale::Linear, (-5.0, 5.0), Kind::Number).at(0.3333), -1.67);
        assert_eq!(param(Scale::Log, (1.0, 1000.0), Kind::Whole).at(0.5), 32.0);
    }

    #[test]
    fn beyond_the_slider_is_its_end() {
        assert_eq!(log().position(100.0), 1.0);
        assert_eq!(log().position(0.0), 0.0);
        assert_eq!(to_one().position(1.0), 1.0);
        assert_eq!(param(Scale::Linear, (0.0, 1.0), Kind::Number).position(f64::NAN), 0.0);
    }

    #[test]
    fn a_nudge_is_one_of_the_second_digit() {
        assert_eq!(log().nudged(0.1, 1.0), 0.11);
        assert_eq!(log().nudged(0.02, -1.0), 0.019);
        assert_eq!(to_one().nudged(0.99, 1.0), 0.991);
        assert_eq!(log().nudged(0.0, -1.0), 0.0);
        assert_eq!(param(Scale::Log, (1.0, 10.0), Kind::Whole).nudged(3.0, 1.0), 4.0);
    }

    #[test]
    fn every_slider_of_the_catalog_lies_in_its_range() {
        for param in crate::optimizers::CATALOG.iter().flat_map(|m| m.params) {
            for position in [0.0, 0.25, 0.5, 0.75, 1.0] {
                assert!(param.allows(param.at(position)), "{} at {position}", param.key);
            }
        }
    }
}
