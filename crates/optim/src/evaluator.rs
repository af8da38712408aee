//! The only door to the objective: it counts, remembers the last point, and refuses values that are not finite.

use crate::objective::Objective;
use crate::trajectory::{Broken, Counts, Halt};

/// What the evaluator knows between steps.
#[derive(Clone, Debug)]
pub struct Memory {
    /// The evaluations asked for so far.
    pub counts: Counts,
    x: Vec<f64>,
    f: f64,
    g: Vec<f64>,
    known: bool,
    counted_f: bool,
    counted_g: bool,
}

impl Memory {
    /// Nothing known, nothing counted, for `dim` variables.
    pub fn new(dim: usize) -> Memory {
        Memory {
            counts: Counts::default(),
            x: vec![0.0; dim],
            f: 0.0,
            g: vec![0.0; dim],
            known: false,
            counted_f: false,
            counted_g: false,
        }
    }
}

/// Evaluates an objective for a method.
///
/// Asking again at the point of the last question is free and not counted. Observations, from which records are made, are never
/// counted; a method that then asks at the observed point pays its count but no second evaluation.
pub struct Evaluator<'a> {
    objective: &'a dyn Objective,
    memory: &'a mut Memory,
}

impl<'a> Evaluator<'a> {
    /// A door to `objective` with what is remembered from before.
    pub fn new(objective: &'a dyn Objective, memory: &'a mut Memory) -> Evaluator<'a> {
        Evaluator { objective, memory }
    }

    /// The value at `x` (`[dim]`), counted; a halt where it is not finite.
    pub fn value(&mut self, x: &[f64]) -> Result<f64, Halt> {
        let f = self.observe(x).0;
        if !std::mem::replace(&mut self.memory.counted_f, true) {
            self.memory.counts.f += 1;
        }
        finite(f.is_finite(), Broken::Value, x).map(|()| f)
    }

    /// The gradient at `x` (`[dim]`) into `gradient`, counted; a halt where a component is not finite.
    pub fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<(), Halt> {
        gradient.copy_from_slice(self.observe(x).1);
        if !std::mem::replace(&mut self.memory.counted_g, true) {
            self.memory.counts.g += 1;
        }
        finite(gradient.iter().all(|g| g.is_finite()), Broken::Gradient, x)
    }

    /// The value and the gradient at `x` (`[dim]`), whatever they are, for the records: not counted.
    pub fn observe(&mut self, x: &[f64]) -> (f64, &[f64]) {
        let memory = &mut *self.memory;
        if !(memory.known && memory.x == x) {
            memory.x.copy_from_slice(x);
            memory.f = self.objective.gradient(x, &mut memory.g);
            (memory.known, memory.counted_f, memory.counted_g) = (true, false, false);
        }
        (memory.f, &memory.g)
    }

    /// The evaluations counted so far.
    pub fn counts(&self) -> Counts {
        self.memory.counts
    }
}

/// A halt unless `ok`.
pub fn finite(ok: bool, what: Broken, at: &[f64]) -> Result<(), Halt> {
    if ok { Ok(()) } else { Err(Halt::NonFinite { what, at: at.to_vec() }) }
}
