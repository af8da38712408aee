//! Backtracking: the first step that makes the value low enough, each one shorter than the one before.
//!
//! ```text
//! f(step) ≤ f(0) + c₁ step f′(0)
//! ```
//! Armijo (1966), *Minimization of functions having Lipschitz continuous first partial derivatives*, Pacific J. Math. 16; Nocedal,
//! Wright (2006), algorithm 3.1, with the quadratic and cubic interpolation of section 3.5, kept between a tenth and a half of the
//! step before. Costs values only; the gradient is taken where the step ends.

use super::line::{Line, Search};
use crate::evaluator::Evaluator;
use crate::point::Point;
use crate::trajectory::{Halt, Opinion};
use crate::vector::dot;

/// The search and its constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backtracking {
    /// c₁: which share of the decrease that the slope promises has to be there.
    pub decrease: f64,
    /// The most trials.
    pub trials: u32,
}

impl Backtracking {
    /// c₁ = 10⁻⁴ (Nocedal, Wright 2006, p. 33).
    pub const USUAL: Backtracking = Backtracking { decrease: 1e-4, trials: 60 };
}

impl Search for Backtracking {
    fn along(&self, line: &Line<'_>, first: f64, to: &mut Point, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        line.leads_down()?;
        let mut step = first.min(line.most);
        let mut before: Option<(f64, f64)> = None;
        for _ in 0..self.trials {
            if line.is_lost(step) {
                break;
            }
            let finite = line.try_value(step, to, eval)?;
            if finite && self.accepts(line, step, to, eval) {
                eval.thinks(Opinion::Accepted);
                return Ok(line.taken(step, self.decrease, None, eval));
            }
            let next = if finite { interpolate(line, (step, to.f), before) } else { 0.1 * step };
            before = finite.then_some((step, to.f));
            // Where numbers overflow, the polynomial has no minimizer.
            step = if next.is_nan() { 0.1 * step } else { next.clamp(0.1 * step, 0.5 * step) };
        }
        Err(line.failure(first))
    }
}

impl Backtracking {
    /// Whether the trial is low enough; where values differ by rounding only, the slope decides (Hager, Zhang 2005, eq. 4.1).
    fn accepts(&self, line: &Line<'_>, step: f64, to: &mut Point, eval: &mut Evaluator<'_>) -> bool {
        let (low, close) = (line.is_low(step, to.f, self.decrease), (to.f - line.from.f).abs() <= line.doubt());
        (low || close)
            && eval.try_gradient(&to.x, &mut to.g)
            && (low || dot(&to.g, line.direction).abs() <= (1.0 - 2.0 * self.decrease) * -line.slope)
    }
}

/// The minimizer of the polynomial through the slope and the value at 0 and the values of the last one or two trials.
fn interpolate(line: &Line<'_>, (b, fb): (f64, f64), before: Option<(f64, f64)>) -> f64 {
    let above = |step: f64, f: f64| f - line.from.f - line.slope * step;
    let Some((a, fa)) = before else { return -line.slope * b * b / (2.0 * above(b, fb)) };
    // Nocedal, Wright (2006), eq. 3.59.
    let (ra, rb) = (above(a, fa) / (a * a), above(b, fb) / (b * b));
    let third = (rb - ra) / (b - a);
    let second = (b * ra - a * rb) / (b - a);
    if third == 0.0 {
        return -line.slope / (2.0 * second);
    }
    (-second + (second * second - 3.0 * third * line.slope).max(0.0).sqrt()) / (3.0 * third)
}
