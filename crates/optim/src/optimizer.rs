//! A method at work: memory of its own, and one step at a time.

use crate::evaluator::Evaluator;
use crate::trajectory::Halt;

/// A method with its memory. It never owns the iterate: the caller accepts `next` when it is finite.
pub trait Optimizer {
    /// The step after `k` steps: from `x` (`[dim]`) to `next` (`[dim]`). All evaluations go through `eval`.
    fn step(&mut self, k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt>;

    /// The factor by which the last step, after `k` steps, multiplied each coordinate of the gradient into `rates` (`[dim]`); `false` where there
    /// is no such factor of a coordinate.
    fn rates(&self, _k: u32, _rates: &mut [f64]) -> bool {
        false
    }

    /// How widely a method without derivatives still searches, after its last step: this is held against `tol` then, in place of the
    /// gradient. `None` for methods with derivatives.
    fn spread(&self) -> Option<f64> {
        None
    }
}
