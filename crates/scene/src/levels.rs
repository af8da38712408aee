//! Which values get a contour line: readable numbers that share the picture evenly among themselves.

use crate::field::Field;
use crate::ticks::ten;
use crate::words;
use descent_optim::decimal;
use descent_optim::math;
use descent_optim::sort::sorted;

/// A value with a contour line.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// The value.
    pub value: f64,
    /// The value as text; exact, because levels are rounded before lines are drawn.
    pub text: String,
}

impl Level {
    /// The values alone, as [`contours`](crate::contour::contours) takes them.
    pub fn values(levels: &[Level]) -> Vec<f64> {
        levels.iter().map(|level| level.value).collect()
    }
}

/// Above this ratio of the 90th to the 10th percentile (above the least value), levels are spaced by ratios.
const LARGE_RANGE: f64 = 60.0;

/// How many values are looked at: enough for percentiles, few enough to be sorted at every drag of a knob.
const SAMPLE: usize = 4096;

/// At most `n` levels for `field`, strictly increasing, usually nearly `n`.
///
/// By quantiles, so that bands cover similar areas, with more of them near the minimum; by equal ratios above the least
/// value where the range is large (Rosenbrock, Beale). A field without range gets three levels around its value.
pub fn levels(field: &Field, n: usize) -> Vec<Level> {
    let Some([min, max]) = field.range() else { return Vec::new() };
    let n = n.max(3);
    let size = min.abs().max(max.abs());
    // Half differences: the range itself may overflow.
    let half = max / 2.0 - min / 2.0;
    if half <= 1e-13 * size {
        return rounded(&flat(min), min, max);
    }
    let stride = field.values().len().div_ceil(SAMPLE) | 1;
    let mut sample: Vec<f64> = field.values().iter().step_by(stride).copied().filter(|v| v.is_finite()).collect();
    if sample.is_empty() {
        sample = vec![min, max];
    }
    let sample = sorted(sample, f64::total_cmp);
    let quantile = |p: f64| sample[((sample.len() - 1) as f64 * p).round() as usize];
    let above = |p: f64| (quantile(p) - min).max(0.0);
    let raw: Vec<f64> = if above(0.9) > LARGE_RANGE * above(0.1) && above(0.9) > 0.0 {
        by_ratio(min, max, above(0.015).max(above(0.995) * 1e-7), above(0.995), n)
    } else {
        (0..n).map(|i| quantile(math::pow((i as f64 + 0.5) / n as f64, 1.5))).collect()
    };
    let mut raw = spread(raw, min, max, n);
    if raw.len() < n / 2 {
        // A plateau swallows quantiles: even steps show the rest.
        raw.extend((0..n / 2).map(|i| min + 2.0 * half * ((i as f64 + 0.5) / (n / 2) as f64)));
        raw = spread(sorted(raw, f64::total_cmp), min, max, n);
    }
    rounded(&raw, min, max)
}

fn flat(value: f64) -> [f64; 3] {
    let step = if value == 0.0 { 1.0 } else { value.abs() / 10.0 };
    [value - step, value, value + step]
}

/// `n` levels in equal ratios above `min`, from `low` to `high`.
fn by_ratio(min: f64, max: f64, low: f64, high: f64, n: usize) -> Vec<f64> {
    let (low, high) = (math::ln(low.max(f64::MIN_POSITIVE)), math::ln(high.max(f64::MIN_POSITIVE)));
    let level = |i: usize| min + math::exp(low + (high - low) * i as f64 / (n - 1) as f64);
    (0..n).map(level).filter(|v| *v < max).collect()
}

/// `raw` (sorted) without those outside the range and those too close to the one before.
fn spread(raw: Vec<f64>, min: f64, max: f64, n: usize) -> Vec<f64> {
    let mut kept: Vec<f64> = Vec::with_capacity(raw.len());
    for v in raw {
        let before = kept.last().copied().unwrap_or(min);
        // Relative to the height above the minimum, so that levels in equal ratios all stay.
        let least = (v / 2.0 - min / 2.0) / (10.0 * n as f64);
        if v > min && v < max && v / 2.0 - before / 2.0 > least {
            kept.push(v);
        }
    }
    kept
}

/// The raw levels, each replaced by the roundest number near it.
fn rounded(raw: &[f64], min: f64, max: f64) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::with_capacity(raw.len());
    for (i, &v) in raw.iter().enumerate() {
        let before = if i == 0 { v.min(min) } else { raw[i - 1] };
        let after = raw.get(i + 1).copied().unwrap_or(v.max(max));
        // Less than half of the way to either neighbour: levels stay in order and roughly evenly spaced.
        let (low, high) = (v - (v / 2.0 - before / 2.0) * 0.85, v + (after / 2.0 - v / 2.0) * 0.85);
        let (value, text) = roundest(low, high, v);
        if levels.last().is_none_or(|last| last.value < value) {
            levels.push(Level { value, text });
        }
    }
    levels
}

/// The number in [low, high] with the shortest text, the nearest to `v` among those, and that text.
fn roundest(low: f64, high: f64, v: f64) -> (f64, String) {
    let (low, high) = (low.min(v), high.max(v));
    let top = math::log10(low.abs().max(high.abs()).max(1e-300)).ceil() as i32;
    for power in (top - 17..=top).rev() {
        for digit in [5.0, 2.0, 1.0] {
            let step = digit * ten(power);
            let k = (v / step).round();
            let Some(k) = [k, k - 1.0, k + 1.0].into_iter().find(|k| (low..=high).contains(&(k * step))) else {
                continue;
            };
            let whole = k * digit;
            let digits = (format!("{:.0}", whole.abs()).len()).clamp(1, 17);
            let text = words::number(decimal::read(&format!("{whole:.0}e{power}")).unwrap_or(v), digits);
            if let Some(value) = words::parse(&text).filter(|value| (low..=high).contains(value)) {
                return (value, text);
            }
        }
    }
    (v, words::number(v, 17))
}
