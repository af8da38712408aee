//! What a run leaves behind: every iterate with its value, gradient norm and cumulative evaluations, and how it ended.

/// Numbers of evaluations of the objective, its gradient and its Hessian.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Evaluations of the value.
    pub f: u32,
    /// Evaluations of the gradient.
    pub g: u32,
    /// Evaluations of the Hessian.
    pub h: u32,
}

/// What was not finite when a run had to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The value of the objective.
    Value,
    /// A component of the gradient.
    Gradient,
    /// A coordinate of the next iterate.
    Iterate,
}

/// Why a run ended. A result, never an error.
#[derive(Clone, Debug, PartialEq)]
pub enum Halt {
    /// All `n` steps were taken.
    Budget,
    /// The largest component of the gradient, `size`, is at most `tol`.
    Gradient {
        /// The largest component in size.
        size: f64,
        /// The tolerance in force.
        tol: f64,
    },
    /// The next step, of this length, would be shorter than `xtol`; it was not taken.
    ShortStep {
        /// The Euclidean length of the step.
        length: f64,
        /// The tolerance in force.
        xtol: f64,
    },
    /// Something at `at` (`[dim]`) is not finite. The point is not part of the path, unless it is the start or only its
    /// gradient is not finite.
    NonFinite {
        /// What is not finite.
        what: Broken,
        /// Where.
        at: Vec<f64>,
    },
}

/// A run as data: a struct of arrays, the start included, so each array has `len()` entries (`x` has `len() · dim`).
#[derive(Clone, Debug)]
pub struct Trajectory {
    /// The number of coordinates of an iterate.
    pub dim: usize,
    /// The iterates, one after the other.
    pub x: Vec<f64>,
    /// The values of the full objective.
    pub f: Vec<f64>,
    /// The Euclidean norms of the full gradient.
    pub grad_norm: Vec<f64>,
    /// The evaluations that were spent until the iterate was reached.
    pub counts: Vec<Counts>,
    /// Why the run ended; `None` while it can go on.
    pub halt: Option<Halt>,
}

impl Trajectory {
    /// The number of iterates, the start included.
    pub fn len(&self) -> usize {
        self.f.len()
    }

    /// Whether there is no iterate yet.
    pub fn is_empty(&self) -> bool {
        self.f.is_empty()
    }

    /// The number of steps taken.
    pub fn steps(&self) -> usize {
        self.len().saturating_sub(1)
    }

    /// The iterate number `k` (`[dim]`), 0 being the start.
    pub fn iterate(&self, k: usize) -> &[f64] {
        &self.x[k * self.dim..(k + 1) * self.dim]
    }
}
