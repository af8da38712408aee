//! What can truthfully be said of how a run ended: where it is, or why it is nowhere. Data; the words are the scene's.

use crate::critical::Point;
use crate::dense::Spectrum;
use crate::functions::Nature;
use crate::objective::Objective;
use crate::race::Entry;
use crate::trajectory::{Broken, Halt, Trajectory};
use crate::vector::norm;
use nalgebra::DMatrix;

/// Where a run is at its end.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// At a critical point, or on its way there and close.
    At {
        /// Which.
        point: Point,
        /// Whether it is there, not merely close.
        arrived: bool,
    },
    /// Held by bounds where the function would fall further: a minimum of the box's border or a corner.
    Held {
        /// The bounds that hold it: the number of the variable, and whether it is the upper one.
        by: Vec<(usize, bool)>,
    },
    /// It repeats the same points for ever.
    Cycle {
        /// How many points.
        period: usize,
    },
    /// It diverges because its rate is above the limit of stability. Said on convex quadratics only, where it is true.
    Unstable {
        /// The rate.
        rate: f64,
        /// The limit: what the method allows, over the largest eigenvalue of the Hessian.
        limit: f64,
        /// The numerator of the limit.
        factor: f64,
    },
    /// It falls without end: the function is a quadratic with a direction in which it has no least value.
    Unbounded,
    /// It left for ever larger values until numbers ended, or is far outside and still climbing.
    Diverged,
    /// It stepped to where something is not finite, without having run away.
    Left(Broken),
    /// The start itself has no finite value or gradient.
    Undefined,
    /// Nothing of the kind: it is still on its way.
    Moving,
}

/// How close, as a share of the view's diagonal, counts as close to a point and as there.
const CLOSE: f64 = 2e-2;
const THERE: f64 = 1e-4;

/// So many times as far out as the view and the start is far.
const FAR: f64 = 10.0;

/// The longest cycle looked for.
const LONGEST_CYCLE: usize = 12;

/// What can be said of `entry`, which has ended, on `objective`, whose critical points in the view of this `diagonal` are `points`.
pub fn verdict(entry: &Entry, objective: &dyn Objective, points: &[Point], diagonal: f64) -> Verdict {
    let path = entry.trajectory();
    let last = path.iterate(path.steps());
    let broken = matches!(path.halt, Some(Halt::NonFinite { .. }));
    let (first, end) = (path.f[0], path.f[path.steps()]);
    let far = norm(last.iter().copied()) > FAR * (diagonal + norm(path.iterate(0).iter().copied()));
    if let Some([least, most]) = spectrum(objective, last.len()) {
        let endless = path.halt == Some(Halt::Unbounded);
        if least < 0.0 && (broken || endless || far && end < first) {
            return Verdict::Unbounded;
        }
        if let Some(factor) = (entry.method.limit)(&entry.setting).filter(|_| least >= 0.0 && most > 0.0) {
            let (rate, limit) = (entry.setting.get("rate"), factor / most);
            if rate > limit && (broken || end > first) {
                return Verdict::Unstable { rate, limit, factor };
            }
        }
    }
    if broken && path.steps() == 0 {
        return Verdict::Undefined;
    }
    if let Some(Halt::NonFinite { what, at }) = &path.halt {
        let near = |x: &[f64]| norm(x.iter().copied()) <= FAR * (diagonal + norm(path.iterate(0).iter().copied()));
        let is_near = *what != Broken::Iterate && near(at) && near(last) && end <= first;
        return if is_near { Verdict::Left(*what) } else { Verdict::Diverged };
    }
    if far && end > first {
        return Verdict::Diverged;
    }
    if let Some(period) = cycle(path, diagonal) {
        return Verdict::Cycle { period };
    }
    if matches!(path.halt, Some(ref halt) if *halt != Halt::Budget) {
        let by = held(entry, objective, last);
        if !by.is_empty() {
            return Verdict::Held { by };
        }
    }
    let away = |p: &Point| norm((0..last.len()).map(|i| p.at[i] - last[i]));
    let nearest = points.iter().min_by(|a, b| away(a).total_cmp(&away(b)));
    match nearest {
        Some(point) if away(point) <= THERE * diagonal => Verdict::At { point: *point, arrived: true },
        Some(point) if away(point) <= CLOSE * diagonal && point.nature == Nature::Minimum => {
            Verdict::At { point: *point, arrived: false }
        }
        _ => Verdict::Moving,
    }
}

/// Next to a gradient that bounds hold this share of it counts as nothing.
const NOTHING: f64 = 1e-4;

/// The bounds of a run that its end `x` lies on and that the gradient there presses against; none where the gradient leads on along
/// them. Methods without derivatives stand where it vanishes but for what they cannot see.
fn held(entry: &Entry, objective: &dyn Objective, x: &[f64]) -> Vec<(usize, bool)> {
    let Some(bounds) = &entry.bounds else { return Vec::new() };
    let mut g = vec![0.0; x.len()];
    objective.gradient(x, &mut g);
    let side = |i: usize| {
        let upper = x[i] == bounds.upper()[i] && g[i] < 0.0;
        let lower = x[i] == bounds.lower()[i] && g[i] > 0.0;
        (upper || lower).then_some((i, upper))
    };
    let along = (0..x.len()).map(|i| bounds.projected(i, x[i], g[i]));
    let measured = matches!(entry.trajectory().halt, Some(Halt::Gradient { .. }));
    if !measured && norm(along) > NOTHING * norm(g.iter().copied()) {
        return Vec::new();
    }
    (0..x.len()).filter_map(side).collect()
}

/// The least and the greatest eigenvalue of a quadratic's Hessian, the same everywhere; `None` for other functions.
pub fn spectrum(objective: &dyn Objective, dim: usize) -> Option<[f64; 2]> {
    if !objective.is_quadratic() {
        return None;
    }
    let mut hessian = DMatrix::zeros(dim, dim);
    objective.hessian(&vec![0.0; dim], &mut vec![0.0; dim], &mut hessian);
    if hessian.iter().any(|h| !h.is_finite()) {
        return None;
    }
    let spectrum = Spectrum::of(&hessian);
    Some([spectrum.least(), spectrum.greatest()])
}

/// The number of points that the end of a path repeats, if it moves and yet repeats itself at least three times.
fn cycle(path: &Trajectory, diagonal: f64) -> Option<usize> {
    let last = path.steps();
    let apart = |a: usize, b: usize| norm((0..path.dim).map(|i| path.iterate(a)[i] - path.iterate(b)[i]));
    let repeats = |period: usize| {
        last >= 3 * period
            && (last - 2 * period..last).all(|k| apart(k, k + 1) > THERE * diagonal * 0.1)
            && (last - 2 * period..=last).all(|k| apart(k, k - period) <= 1e-9 * diagonal)
    };
    (2..=LONGEST_CYCLE).find(|period| repeats(*period))
}
