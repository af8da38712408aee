//! The generalized Cauchy point: where the model of the function has its first minimum on the way of steepest descent, bent at the
//! bounds.
//!
//! ```text
//! x(t) = P(x − t g),  the first local minimizer of  gᵀ(x(t) − x) + ½ (x(t) − x)ᵀ B (x(t) − x)
//! ```
//! Byrd, Lu, Nocedal, Zhu (1995), algorithm CP. On each piece between two breakpoints the model is a parabola, whose slope `f1` and
//! curvature `f2` are carried on from piece to piece in O(m²).

use super::compact::Compact;
use crate::bounds::Bounds;
use crate::sort::sorted;
use crate::vector::dot;
use nalgebra::DVector;

/// The generalized Cauchy point, and what the minimization that follows needs of it.
#[derive(Clone, Debug)]
pub struct Cauchy {
    /// The point (`[dim]`).
    pub x: Vec<f64>,
    /// Wᵀ(point − x).
    pub c: DVector<f64>,
    /// Whether a variable is not held by a bound (`[dim]`).
    pub free: Vec<bool>,
}

/// The generalized Cauchy point of the model with gradient `g` and matrix `model` at `x` (`[dim]` each, `x` in the box).
///
/// Slopes, curvatures and steps are those of the gradient and the matrix divided by `unit`, a power of 2 near the largest component of
/// the gradient, so that squares of tiny and of huge ones are numbers too.
pub fn cauchy_point(x: &[f64], g: &[f64], bounds: &Bounds, model: &Compact) -> Cauchy {
    let unit = power_of_two(g.iter().fold(f64::MIN_POSITIVE, |m: f64, g| m.max(g.abs())));
    let Way { mut d, breaks, mut free, endless } = Way::new(x, g, bounds, unit);
    let theta = model.theta / unit;
    let mut point = x.to_vec();
    let mut p = model.gather(&d);
    let mut c = DVector::zeros(p.len());
    let mut f1 = -dot(&d, &d);
    let least = f64::EPSILON * -theta * f1;
    let mut f2 = -theta * f1 - inner(&p, &model.middle(&p)) / unit;
    // How far the minimum of the parabola is from the beginning of its piece.
    let mut ahead = -f1 / f2;
    let mut t = 0.0;
    for (k, (end, i)) in breaks.iter().copied().enumerate() {
        let length = end - t;
        if ahead < length {
            break;
        }
        t = end;
        let pull = std::mem::take(&mut d[i]);
        point[i] = if pull > 0.0 { bounds.upper()[i] } else { bounds.lower()[i] };
        free[i] = false;
        let way = point[i] - x[i];
        c += length * &p;
        let w = model.row(i);
        let mw = model.middle(&w) / unit;
        f1 += length * f2 + pull * pull - theta * pull * way + pull * inner(&c, &mw);
        f2 += -theta * pull * pull + pull * (2.0 * inner(&p, &mw) - pull * inner(&w, &mw));
        f2 = f2.max(least);
        p -= pull * w;
        ahead = if k + 1 < breaks.len() || endless { -f1 / f2 } else { 0.0 };
    }
    let ahead = ahead.max(0.0);
    for i in (0..d.len()).filter(|i| d[*i] != 0.0) {
        point[i] = bounds.clamp(i, point[i] + (t + ahead) * d[i]);
    }
    Cauchy { x: point, c: c + ahead * p, free }
}

/// The power of 2 at or below a positive normal number.
fn power_of_two(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & f64::INFINITY.to_bits())
}

/// The way of steepest descent.
struct Way {
    /// Its direction until the first bound: −g/unit, but 0 where a bound holds (`[dim]`).
    d: Vec<f64>,
    /// When variables meet their bounds, and which, in order.
    breaks: Vec<(f64, usize)>,
    /// Whether a variable is not held by a bound at the beginning (`[dim]`).
    free: Vec<bool>,
    /// Whether a variable moves that never meets a bound.
    endless: bool,
}

impl Way {
    fn new(x: &[f64], g: &[f64], bounds: &Bounds, unit: f64) -> Way {
        let dim = x.len();
        let mut way = Way { d: vec![0.0; dim], breaks: Vec::new(), free: vec![true; dim], endless: false };
        for i in 0..dim {
            let (low, high, pull) = (bounds.lower()[i], bounds.upper()[i], -g[i] / unit);
            let held = low == high || (x[i] <= low && pull <= 0.0) || (x[i] >= high && pull >= 0.0);
            if held {
                way.free[i] = false;
                continue;
            }
            way.d[i] = pull;
            let room = if pull < 0.0 { x[i] - low } else { high - x[i] };
            if pull != 0.0 && room.is_finite() {
                way.breaks.push((room / pull.abs(), i));
            } else {
                way.endless |= pull != 0.0;
            }
        }
        way.breaks = sorted(way.breaks, |a, b| a.0.total_cmp(&b.0));
        way
    }
}

/// a·b.
fn inner(a: &DVector<f64>, b: &DVector<f64>) -> f64 {
    dot(a.as_slice(), b.as_slice())
}
