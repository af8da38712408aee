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
        let tried = self.try_step(line, first.min(line.most), line.most, to, eval, &suits)?;
        let step =
            if tried.1 == Opinion::Accepted { tried.0.step } else { self.narrow_down(line, tried, to, eval, &suits)? };
        Ok(line.taken(step, self.decrease, Some(self.curvature), eval))
    }

    /// Tries a step, of which `most` is the longest allowed, and answers what is thought of it.
    fn try_step(
        &self,
        line: &Line<'_>,
        step: f64,
        most: f64,
        to: &mut Point,
        eval: &mut Evaluator<'_>,
        suits: &dyn Fn(&Point) -> bool,
    ) -> Result<(Trial, Opinion), Halt> {
        let slope = line.try_step(step, to, eval)?;
        let t = Trial { step, f: to.f, slope };
        if slope.is_nan() {
            return Ok((t, Opinion::NotFinite));
        }
        let opinion = match self.opinion(line, t) {
            Opinion::Accepted if !suits(to) => Opinion::TooSteep,
            Opinion::TooSteep if step == most && slope < 0.0 => Opinion::Accepted,
            opinion => opinion,
        };
        eval.thinks(opinion);
        Ok((t, opinion))
    }

    /// Goes on from the first trial, which was not accepted. Answers the step taken.
    #[inline(never)]
    fn narrow_down(
        &self,
        line: &Line<'_>,
        first: (Trial, Opinion),
        to: &mut Point,
        eval: &mut Evaluator<'_>,
        suits: &dyn Fn(&Point) -> bool,
    ) -> Result<f64, Halt> {
        let (mut t, mut opinion) = first;
        let mut bracket = Bracket::new(line, t.step);
        let mut trials = 1..self.trials;
        while let Some(step) = self.next(line, &mut bracket, t, opinion).filter(|_| trials.next().is_some()) {
            (t, opinion) = self.try_step(line, step, bracket.most, to, eval, suits)?;
            if opinion == Opinion::Accepted {
                return Ok(step);
            }
        }
        let Some(best) = bracket.lowest else { return Err(line.failure(first.0.step)) };
        line.try_step(best.step, to, eval)?;
        eval.thinks(Opinion::Accepted);
        Ok(best.step)
    }

    /// The step to try after the trial `t`; none when nothing more can be found out.
    fn next(&self, line: &Line<'_>, bracket: &mut Bracket, t: Trial, opinion: Opinion) -> Option<f64> {
        let Bracket { interval, lowest, most, ends: (low, high), widths, below } = bracket;
        if opinion == Opinion::NotFinite {
            *most = interval.best.step + 0.5 * (t.step - interval.best.step);
            *high = high.min(*most);
            return Some(interval.best.step + BACK * (t.step - interval.best.step));
        }
        let is_low = line.is_low(t.step, t.f, self.decrease);
        if is_low && t.f < line.from.f - line.rounding() && lowest.is_none_or(|lowest| t.f < lowest.f) {
            *lowest = Some(t);
        }
        *below &= !(is_low && t.slope >= 0.0);
        let mut step = if *below && t.f <= interval.best.f && !is_low {
            interval.update_tilted(t, self.decrease * line.slope, *low, *high)
        } else {
            interval.update(t, *low, *high)
        };
        let (a, b) = (interval.best.step, interval.other.step);
        if interval.bracketed {
            if (b - a).abs() >= SHRINK * widths.1 {
                step = a + 0.5 * (b - a);
            }
            *widths = ((b - a).abs(), widths.0);
            (*low, *high) = (a.min(b), a.max(b));
        } else {
            (*low, *high) = (step + EXTRAPOLATE.0 * (step - a), step + EXTRAPOLATE.1 * (step - a));
        }
        if !step.is_finite() {
            step = if interval.bracketed { a + 0.5 * (b - a) } else { *high };
        }
        step = step.max(0.0).min(*most);
        let narrow = *high - *low <= self.narrow * *high || line.is_lost(*high - *low);
        (step != 0.0 && !(interval.bracketed && (step <= *low || step >= *high || narrow))).then_some(step)
    }
}

/// What the trials so far say about where to try next.
struct Bracket {
    interval: Interval,
    /// The lowest trial that is low enough.
    lowest: Option<Trial>,
    /// The longest step that may be finite.
    most: f64,
    /// The least and the longest step to try.
    ends: (f64, f64),
    /// How wide the interval was after the last trial and after the one before.
    widths: (f64, f64),
    /// At first a lower value is looked for below the line that the first condition draws.
    below: bool,
}

impl Bracket {
    /// Before the trial of the step `first`.
    fn new(line: &Line<'_>, first: f64) -> Bracket {
        let start = Trial { step: 0.0, f: line.from.f, slope: line.slope };
        Bracket {
            interval: Interval { best: start, other: start, bracketed: false, doubt: line.doubt() },
            lowest: None,
            most: line.most,
            ends: (0.0, first + EXTRAPOLATE.1 * first),
            widths: (line.most, 2.0 * line.most),
            below: true,
        }
    }
}

impl Search for Wolfe {
    fn along(&self, line: &Line<'_>, first: f64, to: &mut Point, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        self.along_until(line, first, to, eval, |_| true)
    }
}
