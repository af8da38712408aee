//! A way down, and what a search along it is.

use crate::anatomy::told::{Searched, Wanted};
use crate::evaluator::Evaluator;
use crate::point::Point;
use crate::trajectory::{Halt, Opinion};
use crate::vector::{dot, norm, zip};

/// Logs a trial, of which nothing is known but whether its value and its gradient, if it has been asked for, are finite.
fn log(to: &Point, finite: bool, eval: &mut Evaluator<'_>) -> Result<(), Halt> {
    eval.tried(&to.x, to.f, if finite { Opinion::TooHigh } else { Opinion::NotFinite });
    if to.f == f64::NEG_INFINITY { Err(Halt::Unbounded) } else { Ok(()) }
}

/// A line search: finds a step along a line at which its conditions hold.
pub trait Search {
    /// Tries steps along `line`, `first` before all others, and writes the point with value and gradient at the accepted one into
    /// `to`. Answers the step.
    ///
    /// # Errors
    /// [`Halt::Rounding`] or [`Halt::NoDecrease`] where no lower value was found, [`Halt::Unbounded`] where the value falls to −∞.
    fn along(&self, line: &Line<'_>, first: f64, to: &mut Point, eval: &mut Evaluator<'_>) -> Result<f64, Halt>;
}

/// A way down from a point.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Where it begins.
    pub from: &'a Point,
    /// Where it leads (`[dim]`), of any length.
    pub direction: &'a [f64],
    /// The slope at its beginning: the gradient there times the direction, below 0.
    pub slope: f64,
    /// The longest step allowed, as a multiple of the direction.
    pub most: f64,
}

/// Steps beyond this are not taken.
const FAR: f64 = 1e200;

impl<'a> Line<'a> {
    /// The line from a point along a direction (`[dim]`); steps of any length are allowed.
    pub fn new(from: &'a Point, direction: &'a [f64]) -> Line<'a> {
        Line { from, direction, slope: dot(&from.g, direction), most: FAR }
    }

    /// Makes a `direction` (`[dim]`) from a point 1 long where its slope is beyond all numbers, or leaves a search no room among them.
    pub fn tame(from: &Point, direction: &mut [f64]) {
        if dot(&from.g, direction).abs() > 1e290 {
            let length = norm(direction.iter().copied());
            direction.iter_mut().for_each(|d| *d /= length);
        }
    }

    /// The step to try first when nothing is known: as long as the direction, but hardly more than 1 long (1.01 as in SciPy). Where that is
    /// too short to be seen, a tenth of the way to 0, or 1 at 0.
    pub fn careful(&self) -> f64 {
        let (length, far) = (norm(self.direction.iter().copied()), norm(self.from.x.iter().copied()));
        let step = 1.0_f64.min(1.01 / length);
        let short = step * length <= f64::EPSILON * far || far == 0.0;
        let unseen = self.is_lost(step) || (short && -self.slope * step <= self.rounding());
        if unseen { (if far > 0.0 { 0.1 * far } else { 1.0 }) / length } else { step }
    }

    /// Moves `to` to the point at `step`, within the bounds.
    fn move_to(&self, step: f64, to: &mut Point, eval: &Evaluator<'_>) {
        zip(&mut to.x, &self.from.x, self.direction, |x, d| x + step * d);
        if let Some(bounds) = eval.bounds() {
            bounds.land(&self.from.x, &mut to.x);
        }
    }

    /// Evaluates value and gradient at `step`, and logs the trial. Answers the slope there; NaN where something is not finite.
    pub(super) fn try_step(&self, step: f64, to: &mut Point, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        self.move_to(step, to, eval);
        let finite = eval.try_point(to);
        log(to, finite, eval)?;
        Ok(if finite { dot(&to.g, self.direction) } else { f64::NAN })
    }

    /// Evaluates the value at `step`, and logs the trial. Answers whether it is finite.
    pub(super) fn try_value(&self, step: f64, to: &mut Point, eval: &mut Evaluator<'_>) -> Result<bool, Halt> {
        self.move_to(step, to, eval);
        to.f = eval.try_value(&to.x);
        let finite = to.f.is_finite();
        log(to, finite, eval)?;
        Ok(finite)
    }

    /// A halt unless the slope is below 0: one of 0 has vanished in rounding.
    pub(super) fn leads_down(&self) -> Result<(), Halt> {
        match self.slope {
            slope if slope < 0.0 => Ok(()),
            0.0 => Err(Halt::Rounding),
            _ => Err(Halt::NoDecrease),
        }
    }

    /// Whether the value `f` at `step` is low enough: Armijo's condition f ≤ f₀ + c₁·step·slope (Nocedal, Wright 2006, eq. 3.6a).
    pub(super) fn is_low(&self, step: f64, f: f64, c1: f64) -> bool {
        f <= self.from.f + c1 * step * self.slope
    }

    /// Differences of values smaller than this are rounding.
    pub(super) fn rounding(&self) -> f64 {
        4.0 * f64::EPSILON * self.from.f.abs()
    }

    /// Values that differ by this little may differ by rounding only: terms of a function that cancel leave more of it than its value
    /// shows. Hager and Zhang (2005) take 10⁻⁶ of the value.
    pub(super) fn doubt(&self) -> f64 {
        1e-11 * self.from.f.abs()
    }

    /// Whether steps that differ by `width` lead to the same point but for rounding.
    pub fn is_lost(&self, width: f64) -> bool {
        self.direction.iter().zip(&self.from.x).all(|(d, x)| (width * d).abs() <= f64::EPSILON * x.abs())
    }

    /// Tells of the `step` that a search with these constants has taken, and answers it.
    pub(super) fn taken(&self, step: f64, decrease: f64, curvature: Option<f64>, eval: &mut Evaluator<'_>) -> f64 {
        let Line { from, direction, slope, .. } = *self;
        eval.tell(|told| {
            let wanted = Some(Wanted { slope, decrease, curvature });
            let (at, direction, f) = (from.x.clone(), direction.to_vec(), from.f);
            told.searched =
                vec![Searched { from: at, direction, symbol: String::new(), f, step, wanted, trials: None }];
        });
        step
    }

    /// Why a search that found nothing lower has ended, when its first step was `first`.
    pub(super) fn failure(&self, first: f64) -> Halt {
        if -self.slope * first <= 16.0 * self.rounding() || self.is_lost(first) {
            Halt::Rounding
        } else {
            Halt::NoDecrease
        }
    }
}
