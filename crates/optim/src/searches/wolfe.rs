//! A search for the strong Wolfe conditions.
//!
//! ```text
//! f(step) ≤ f(0) + c₁ step f′(0)        the value is low enough
//! |f′(step)| ≤ c₂ |f′(0)|               the slope is gentle enough
//! ```
//! Moré, Thuente (1994), *Line search algorithms with guaranteed sufficient decrease*, ACM TOMS 20, algorithm of section 2 with the
//! interpolation of section 4; constants as in MINPACK-2's `dcsrch`, which SciPy uses too.
//!
//! Three additions. Near a minimum values differ by rounding only; then a trial is low enough when its slope says so (the approximate
//! Wolfe condition of Hager, Zhang 2005, *A new conjugate gradient method*, SIAM J. Optim. 16, eq. 4.1), and the interval is
//! narrowed by slopes. Trials that are not finite are backed away from. A method may ask for more than the two conditions.

use super::interpolation::{Interval, Trial};
use super::line::{Line, Search};
use crate::evaluator::Evaluator;
use crate::point::Point;
use crate::trajectory::{Halt, Opinion};

/// The search and its constants, 0 < c₁ < c₂ < 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wolfe {
    /// c₁: which share of the decrease that the slope promises has to be there.
    pub decrease: f64,
    /// c₂: which share of the slope may be left.
    pub curvature: f64,
    /// The search ends when the interval is this short, as a share of the step.
    pub narrow: f64,
    /// The most trials.
    pub trials: u32,
}

/// While no minimum is bracketed, the next step is this many times as far from the best one as the last, at least and at most.
const EXTRAPOLATE: (f64, f64) = (1.1, 4.0);
/// A bracket that shrinks less than by this factor in two trials is halved.
const SHRINK: f64 = 0.66;
/// How far back towards the best step after a trial that is not finite.
const BACK: f64 = 0.1;

impl Wolfe {
    /// With the usual limits: the interval may shrink to rounding.
    pub fn new(decrease: f64, curvature: f64) -> Wolfe {
        Wolfe { decrease, curvature: curvature.max(decrease), narrow: 1e-14, trials: 60 }
    }

    /// What is thought of a trial on `line`.
    fn opinion(&self, line: &Line<'_>, t: Trial) -> Opinion {
        let close = (t.f - line.from.f).abs() <= line.doubt();
        let falls = close && t.slope <= (2.0 * self.decrease - 1.0) * line.slope;
        if !(line.is_low(t.step, t.f, self.decrease) || falls) {
            Opinion::TooHigh
        } else if t.slope.abs() <= -self.curvature * line.slope {
            Opinion::Accepted
        } else {
            Opinion::TooSteep
        }
    }

    /// Searches like [`Search::along`], on and on until the point suits the caller too; every point close enough to a minimum of the
    /// line has to.
    ///
    /// # Errors
    /// As [`Search::along`].
    pub fn along_until(
        &self,
        line: &Line<'_>,
        first: f64,
        to: &mut Point,
        eval: &mut Evaluator<'_>,
        suits: impl Fn(&Point) -> bool,
    ) -> Result<f64, Halt> {
        line.leads_down()?;
        let start = Trial { step: 0.0, f: line.from.f, slope: line.slope };
        let mut interval = Interval { best: start, other: start, bracketed: false, doubt: line.doubt() };
        let mut best: Option<Trial> = None;
        let mut most = line.most;
        let mut step = first.min(most);
        let (mut low, mut high) = (0.0, step + EXTRAPOLATE.1 * step);
        let mut widths = (most, 2.0 * most);
        // At first a lower value is looked for below the line that the first condition draws.
        let mut below = true;
        for _ in 0..self.trials {
            let slope = line.try_step(step, to, eval)?;
            if slope.is_nan() {
                most = interval.best.step + 0.5 * (step - interval.best.step);
                high = high.min(most);
                step = interval.best.step + BACK * (step - interval.best.step);
                continue;
            }
            let t = Trial { step, f: to.f, slope };
            let opinion = match self.opinion(line, t) {
                Opinion::Accepted if !suits(to) => Opinion::TooSteep,
                opinion => opinion,
            };
            eval.thinks(opinion);
            let at_the_end = step == most && opinion == Opinion::TooSteep && slope < 0.0;
            if opinion == Opinion::Accepted || at_the_end {
                eval.thinks(Opinion::Accepted);
                return Ok(line.taken(step, self.decrease, Some(self.curvature), eval));
            }
            let is_low = line.is_low(step, t.f, self.decrease);
            if is_low && t.f < line.from.f - line.rounding() && best.is_none_or(|best| t.f < best.f) {
                best = Some(t);
            }
            below &= !(is_low && slope >= 0.0);
            step = if below && t.f <= interval.best.f && !is_low {
                interval.update_tilted(t, self.decrease * line.slope, low, high)
            } else {
                interval.update(t, low, high)
            };
            let (a, b) = (interval.best.step, interval.other.step);
            if interval.bracketed {
                if (b - a).abs() >= SHRINK * widths.1 {
                    step = a + 0.5 * (b - a);
                }
                widths = ((b - a).abs(), widths.0);
                (low, high) = (a.min(b), a.max(b));
            } else {
                (low, high) = (step + EXTRAPOLATE.0 * (step - a), step + EXTRAPOLATE.1 * (step - a));
            }
            if !step.is_finite() {
                step = if interval.bracketed { a + 0.5 * (b - a) } else { high };
            }
            step = step.max(0.0).min(most);
            let narrow = high - low <= self.narrow * high || line.is_lost(high - low);
            if step == 0.0 || (interval.bracketed && (step <= low || step >= high || narrow)) {
                break;
            }
        }
        let Some(Trial { step, .. }) = best else { return Err(line.failure(first)) };
        line.try_step(step, to, eval)?;
        eval.thinks(Opinion::Accepted);
        Ok(line.taken(step, self.decrease, Some(self.curvature), eval))
    }
}

impl Search for Wolfe {
    fn along(&self, line: &Line<'_>, first: f64, to: &mut Point, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        self.along_until(line, first, to, eval, |_| true)
    }
}
