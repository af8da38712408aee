//! Readable positions on an axis, with texts as short as they can be.

use crate::words;
use descent_optim::decimal;
use descent_optim::math;

/// A mark on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub value: f64,
    /// What it says; empty for a mark without a label.
    pub text: String,
}

/// The one of …, 1, 2, 5, 10, … that is nearest to `ideal`, as (1 | 2 | 5, power of ten).
fn step(ideal: f64) -> (f64, i32) {
    let power = math::log10(ideal).floor();
    let power = if power.is_finite() { power as i32 } else { 0 };
    let unit = ten(power);
    match ideal / unit {
        // Between two candidates the ratio decides: √2, √10, √50.
        r if r >= 7.071_067_8 => (1.0, power + 1),
        r if r >= 3.162_277_7 => (5.0, power),
        r if r >= std::f64::consts::SQRT_2 => (2.0, power),
        _ => (1.0, power),
    }
}

/// 10ⁿ, exact where a number can be.
pub(crate) fn ten(n: i32) -> f64 {
    decimal::read(&format!("1e{n}")).unwrap_or(f64::INFINITY)
}

/// Marks at multiples of 1, 2 or 5 times a power of ten in [min, max], about `count` of them.
///
/// Beyond 10⁵ and below 10⁻⁴ the texts use powers of ten. An empty or infinite range has no marks.
pub fn ticks(min: f64, max: f64, count: usize) -> Vec<Tick> {
    ticks_about(min, max, (max - min) / count.max(1) as f64)
}

/// The same, with about `apart` between two marks.
pub fn ticks_about(min: f64, max: f64, apart: f64) -> Vec<Tick> {
    let span = max - min;
    if !(span.is_finite() && span > 0.0) {
        return Vec::new();
    }
    let (digit, power) = step(apart);
    // k · digit · 10ⁿ is written as text and read back, so that 3 · 0.1 is 0.3 to the last bit.
    let size = digit * ten(power);
    let (first, last) = ((min / size - 1e-9).ceil(), (max / size + 1e-9).floor());
    if !(first.abs() < 1e15 && last.abs() < 1e15 && last - first < 1000.0) {
        return Vec::new();
    }
    let furthest = min.abs().max(max.abs());
    let plain = power >= -5 && furthest < 1e6 || furthest == 0.0;
    (first as i64..=last as i64)
        .filter_map(|k| {
            let whole = k * digit as i64;
            let value = decimal::read(&format!("{whole}e{power}"))?;
            let text = if k == 0 {
                "0".into()
            } else if plain {
                shortest(words::fixed(value, (-power).max(0) as usize))
            } else {
                let digits = (math::log10(value.abs()).floor() as i32 - power + 1).clamp(1, 17);
                words::number(value, digits as usize)
            };
            Some(Tick { value, text })
        })
        .filter(|t| t.value >= min - 1e-9 * size && t.value <= max + 1e-9 * size)
        .collect()
}

/// `text` without zeros at the end of its decimals.
fn shortest(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

/// Marks in [min, max], both above zero, for a logarithmic axis: at powers of ten, every one, every second, third, … so that at most
/// about `count` carry a text; also at 2 and 5 times these, or at any round numbers, where there would be too few.
pub fn log_ticks(min: f64, max: f64, count: usize) -> Vec<Tick> {
    if !(min > 0.0 && max > min && max.is_finite()) {
        return Vec::new();
    }
    let slack = 1e-9;
    let (low, high) = ((math::log10(min) - slack).ceil() as i32, (math::log10(max) + slack).floor() as i32);
    if high - low < 2 {
        let inside = |value: f64| value >= min * (1.0 - slack) && value <= max * (1.0 + slack);
        let (texts, digits) = (|value: f64| words::number(value, 1), [1.0, 2.0, 5.0]);
        let all = (low - 1..=high).flat_map(|n| digits.map(|digit| digit * ten(n))).filter(|value| inside(*value));
        let marks: Vec<Tick> = all.map(|value| Tick { value, text: texts(value) }).collect();
        // Where there is one power of ten at most, some of these are better than even steps, which would crowd at the top.
        let stride = if high > low { 1 } else { marks.len().div_ceil(count.max(3)).max(1) };
        let marks: Vec<Tick> = marks.into_iter().step_by(stride).collect();
        if (2..=count.max(3)).contains(&marks.len()) {
            return marks;
        }
    }
    if high - low < 1 {
        return ticks(min, max, count.min(4)).into_iter().filter(|t| t.value > 0.0).collect();
    }
    let stride = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200].into_iter().find(|s| (high - low) / s < count.max(1) as i32);
    let stride = stride.unwrap_or(300);
    (low..=high)
        .filter(|n| n.rem_euclid(stride) == 0)
        .map(|n| Tick { value: ten(n), text: words::power_of_ten(n) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|t| t.text.as_str()).collect()
    }

    #[test]
    fn ticks_are_round_and_short() {
        assert_eq!(texts(&ticks(-2.0, 2.0, 8)), ["−2", "−1.5", "−1", "−0.5", "0", "0.5", "1", "1.5", "2"]);
        assert_eq!(texts(&ticks(0.0, 60.0, 4)), ["0", "20", "40", "60"]);
        assert_eq!(texts(&ticks(0.69, 0.71, 4)), ["0.69", "0.695", "0.7", "0.705", "0.71"]);
        assert_eq!(texts(&ticks(0.0, 4e-9, 4)), ["0", "1×10⁻⁹", "2×10⁻⁹", "3×10⁻⁹", "4×10⁻⁹"]);
    }

    #[test]
    fn a_logarithmic_axis_with_one_power_of_ten_has_marks_over_all_of_its_length() {
        assert_eq!(texts(&log_ticks(0.14, 7.0, 3)), ["0.2", "1", "5"]);
        assert_eq!(texts(&log_ticks(0.3, 4.0, 3)), ["0.5", "1", "2"]);
        assert_eq!(texts(&log_ticks(2.1, 4.9, 3)), ["3", "4"]);
    }

    #[test]
    fn powers_of_ten_are_thinned() {
        let ticks = log_ticks(1e-12, 10.0, 5);
        assert_eq!(texts(&ticks), ["10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "1"]);
    }

    #[test]
    fn less_than_two_decades_are_marked_in_between() {
        assert_eq!(texts(&log_ticks(0.05, 2.0, 6)), ["0.05", "0.1", "0.2", "0.5", "1", "2"]);
        assert_eq!(texts(&log_ticks(0.05, 2.0, 4)), ["0.1", "1"]);
        assert_eq!(texts(&log_ticks(2e-7, 1e-6, 5)), ["2×10⁻⁷", "5×10⁻⁷", "1×10⁻⁶"]);
        assert_eq!(texts(&log_ticks(1.1, 1.4, 5)), ["1.1", "1.2", "1.3", "1.4"]);
    }

    #[test]
    fn no_range_no_ticks() {
        for (a, b) in [(0.0, 0.0), (1.0, -1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (-1e308, 1e308)] {
            assert!(ticks(a, b, 5).is_empty());
            assert!(log_ticks(a, b, 5).is_empty());
        }
    }

    proptest! {
        #[test]
        fn ticks_increase_stay_inside_and_say_what_they_are(min in -1e4..1e4, log_span in -6.0..6.0, n in 2usize..12) {
            let span = descent_optim::math::pow(10.0, log_span);
            let ticks = ticks(min, min + span, n);
            prop_assert!(!ticks.is_empty() && ticks.len() <= 3 * n + 2, "{}", ticks.len());
            for pair in ticks.windows(2) {
                prop_assert!(pair[0].value < pair[1].value);
                prop_assert!(pair[0].text != pair[1].text);
            }
            for tick in &ticks {
                let said = words::parse(&tick.text).unwrap();
                prop_assert!((said - tick.value).abs() <= 1e-9 * span, "{} {}", tick.text, tick.value);
            }
        }
    }
}
