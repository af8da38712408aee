//! What a run leaves behind: every iterate with its value, gradient norm and cumulative evaluations, and how it ended.

use crate::vector::append;

/// Numbers of evaluations of the objective, its gradient and its Hessian.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Evaluations of the value.
    pub f: u32,
    /// Evaluations of the gradient.
    pub g: u32,
    /// Evaluations of the Hessian.
    pub h: u32,
    /// Examples read: those of a batch, or all of them, at each point that was asked about. A function that is no sum is one example.
    pub examples: u64,
}

/// What was not finite when a run had to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The value of the objective.
    Value,
    /// A component of the gradient.
    Gradient,
    /// An entry of the Hessian.
    Hessian,
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
    /// What a method without derivatives searches with has become this small: at most `tol`.
    Spread {
        /// The size of the simplex, or of the last step along all lines.
        size: f64,
        /// The tolerance in force.
        tol: f64,
    },
    /// The gradient is exactly 0: there is no direction to go.
    NoDirection,
    /// The matrix of Newton's equations is singular: there is no step.
    Singular,
    /// All decrease that the model promises is below the rounding of the value: it cannot be seen any more.
    Rounding,
    /// No trial had a lower value, although the model promises more than rounding.
    NoDecrease,
    /// The value falls without end along a line.
    Unbounded,
    /// Something at `at` (`[dim]`) is not finite. The point is not part of the path, unless it is the start or only its
    /// gradient is not finite.
    NonFinite {
        /// What is not finite.
        what: Broken,
        /// Where.
        at: Vec<f64>,
    },
}

impl Halt {
    /// Whether a search found nothing lower. A method that remembers may forget then, and search along the gradient.
    pub fn found_nothing(&self) -> bool {
        matches!(self, Halt::Rounding | Halt::NoDecrease)
    }

    /// What is to be said when this came of a search after the `first` one had found nothing: where that one had ended in rounding, so
    /// has this one.
    pub fn after(self, first: Halt) -> Halt {
        if self.found_nothing() && first == Halt::Rounding { first } else { self }
    }
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
    /// The points that were tried on the way.
    pub trials: Trials,
    /// Why the run ended; `None` while it can go on.
    pub halt: Option<Halt>,
}

/// What a method thought of a point that it tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// It became the next iterate.
    Accepted,
    /// Its value is not low enough.
    TooHigh,
    /// The value still falls steeply there, or rises steeply: a better point is near.
    TooSteep,
    /// Its value or its gradient is not finite.
    NotFinite,
    /// Another point of the same step was better.
    Passed,
}

/// The points that a method tried, in order: a struct of arrays. Points at which a method merely measures, such as the look-ahead
/// points of momentum, are no trials.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trials {
    /// The points, one after the other (`[dim]` each).
    pub x: Vec<f64>,
    /// Their values.
    pub f: Vec<f64>,
    /// What the method thought of them.
    pub opinions: Vec<Opinion>,
    /// For each iterate, the number of trials until it was reached. What lies beyond the last belongs to a step that was not taken.
    pub ends: Vec<u32>,
}

impl Trials {
    /// Writes down a trial at `x` (`[dim]`).
    pub fn push(&mut self, x: &[f64], f: f64, opinion: Opinion) {
        if self.f.capacity() == 0 {
            self.x.reserve(TRIALS * x.len());
            self.f.reserve(TRIALS);
            self.opinions.reserve(TRIALS);
        }
        append(&mut self.x, x);
        self.f.push(f);
        self.opinions.push(opinion);
    }

    /// The numbers of the trials of the step that led to iterate `k`; for the one after the last, those of the step that failed.
    pub fn of_step(&self, k: usize) -> std::ops::Range<usize> {
        let end = |k: usize| self.ends.get(k).map_or(self.f.len(), |end| *end as usize);
        if k == 0 { 0..end(0) } else { end(k - 1)..end(k) }
    }
}

/// The iterates and the trials for which there is room at once: short runs are over before memory has to be moved, and no list of a run in
/// the plane is larger than the kilobyte up to which allocators are quickest.
const ROOM: usize = 42;
const TRIALS: usize = 64;

impl Trajectory {
    /// No iterate yet, of `dim` coordinates.
    pub fn new(dim: usize) -> Trajectory {
        Trajectory {
            dim,
            x: Vec::with_capacity(ROOM * dim),
            f: Vec::with_capacity(ROOM),
            grad_norm: Vec::with_capacity(ROOM),
            counts: Vec::with_capacity(ROOM),
            trials: Trials { ends: Vec::with_capacity(ROOM), ..Trials::default() },
            halt: None,
        }
    }

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
