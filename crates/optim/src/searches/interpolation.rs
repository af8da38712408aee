//! The safeguarded cubic and quadratic interpolation of Moré and Thuente: where to try next, and which interval still holds a minimum.
//!
//! Reference: Moré, Thuente (1994), *Line search algorithms with guaranteed sufficient decrease*, ACM TOMS 20, section 4; the
//! cases are numbered as there.

/// A step along a line with the value and the slope there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Trial {
    pub step: f64,
    pub f: f64,
    pub slope: f64,
}

/// Two ends, of which `best` has the lowest value so far; from there the value falls towards `other`. Until a minimum is
/// `bracketed`, `other` is where the search came from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interval {
    pub best: Trial,
    pub other: Trial,
    pub bracketed: bool,
    /// Values that differ by no more are not compared; slopes are.
    pub doubt: f64,
}

impl Interval {
    /// Takes up what the trial `t` says and answers the step to try next, from `low` to `high`.
    pub fn update(&mut self, t: Trial, low: f64, high: f64) -> f64 {
        let next = self.next(t, low, high);
        let turned = t.slope * self.best.slope < 0.0;
        let steeper = turned && t.slope.abs() > self.best.slope.abs();
        if t.f > self.best.f + self.doubt || (self.is_close(t) && steeper) {
            self.other = t;
        } else {
            if turned {
                self.other = self.best;
            }
            self.best = t;
        }
        next
    }

    /// The same for the function less the line with this `tilt`, whose minimizers are low enough for sure.
    pub fn update_tilted(&mut self, t: Trial, tilt: f64, low: f64, high: f64) -> f64 {
        let lean = |t: Trial, tilt: f64| Trial { f: t.f - tilt * t.step, slope: t.slope - tilt, ..t };
        let mut tilted = Interval { best: lean(self.best, tilt), other: lean(self.other, tilt), ..*self };
        let next = tilted.update(lean(t, tilt), low, high);
        *self = Interval { best: lean(tilted.best, -tilt), other: lean(tilted.other, -tilt), ..tilted };
        next
    }

    /// Whether the value at `t` and the lowest one may differ by rounding only.
    fn is_close(&self, t: Trial) -> bool {
        (t.f - self.best.f).abs() <= self.doubt
    }

    fn next(&mut self, t: Trial, low: f64, high: f64) -> f64 {
        let best = self.best;
        let outwards = if t.step > best.step { high } else { low };
        // Case 1: a higher value. The minimum is between.
        if t.f > best.f + self.doubt {
            self.bracketed = true;
            let cubic = cubic(best, t);
            let by_values = best.slope / ((best.f - t.f) / (t.step - best.step) + best.slope) / 2.0;
            let quadratic = best.step + by_values * (t.step - best.step);
            let cubic_nearer = (cubic - best.step).abs() < (quadratic - best.step).abs();
            return if cubic_nearer { cubic } else { cubic + (quadratic - cubic) / 2.0 };
        }
        let by_slopes = t.step + t.slope / (t.slope - best.slope) * (best.step - t.step);
        let nearer = |a: f64, b: f64| if (a - t.step).abs() < (b - t.step).abs() { a } else { b };
        // Case 2: a lower value, slopes of opposite sign. The minimum is between.
        if t.slope * best.slope < 0.0 {
            self.bracketed = true;
            if self.is_close(t) {
                return by_slopes;
            }
            let cubic = cubic(t, best);
            return if nearer(cubic, by_slopes) == cubic { by_slopes } else { cubic };
        }
        // Case 3: a lower value, the same sign, a gentler slope. The cubic may have no minimum in the right direction.
        if t.slope.abs() < best.slope.abs() {
            let cubic = if self.is_close(t) { by_slopes } else { cubic_beyond(t, best).unwrap_or(outwards) };
            if !self.bracketed {
                let farther = if nearer(cubic, by_slopes) == cubic { by_slopes } else { cubic };
                return farther.max(low).min(high);
            }
            let next = nearer(cubic, by_slopes);
            let limit = t.step + 0.66 * (self.other.step - t.step);
            return if t.step > best.step { next.min(limit) } else { next.max(limit) };
        }
        // Case 4: a lower value, the same sign, no gentler slope.
        if self.bracketed { cubic(t, self.other) } else { outwards }
    }
}

/// The minimizer of the cubic through two trials with their slopes, seen from `a`.
fn cubic(a: Trial, b: Trial) -> f64 {
    let (theta, gamma) = coefficients(a, b);
    let gamma = if b.step < a.step { -gamma } else { gamma };
    let (p, q) = ((gamma - a.slope) + theta, ((gamma - a.slope) + gamma) + b.slope);
    a.step + p / q * (b.step - a.step)
}

/// The minimizer of the same cubic, if it is on the side of `a` that is turned away from `b`.
fn cubic_beyond(a: Trial, b: Trial) -> Option<f64> {
    let (theta, gamma) = coefficients(a, b);
    let gamma = if a.step > b.step { -gamma } else { gamma };
    let (p, q) = ((gamma - a.slope) + theta, (gamma + (b.slope - a.slope)) + gamma);
    let r = p / q;
    (r < 0.0 && gamma != 0.0).then_some(a.step + r * (b.step - a.step))
}

fn coefficients(a: Trial, b: Trial) -> (f64, f64) {
    let theta = 3.0 * (a.f - b.f) / (b.step - a.step) + a.slope + b.slope;
    let scale = theta.abs().max(a.slope.abs()).max(b.slope.abs());
    let square = (theta / scale) * (theta / scale) - (a.slope / scale) * (b.slope / scale);
    (theta, scale * square.max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(f: impl Fn(f64) -> [f64; 2], step: f64) -> Trial {
        let [f, slope] = f(step);
        Trial { step, f, slope }
    }

    #[test]
    fn a_cubic_is_minimized_exactly() {
        // t³ − 3t has its minimum at 1.
        let f = |t: f64| [t * t * t - 3.0 * t, 3.0 * t * t - 3.0];
        assert!((cubic(on(f, 0.0), on(f, 1.7)) - 1.0).abs() < 1e-14);
        assert!((cubic(on(f, 1.7), on(f, 0.0)) - 1.0).abs() < 1e-14);
        assert!((cubic_beyond(on(f, 0.5), on(f, 0.1)).unwrap() - 1.0).abs() < 1e-14);
    }

    #[test]
    fn a_quadratic_is_minimized_in_every_case() {
        let f = |t: f64| [(t - 2.0) * (t - 2.0), 2.0 * (t - 2.0)];
        let from = on(f, 0.0);
        for trial in [5.0, 3.0, 1.0] {
            let mut interval = Interval { best: from, other: from, bracketed: false, doubt: 0.0 };
            assert!((interval.update(on(f, trial), 0.0, 20.0) - 2.0).abs() < 1e-14, "from {trial}");
            assert_eq!(interval.bracketed, trial > 2.0);
        }
    }
}
