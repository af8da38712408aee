//! The only door to the objective: it counts, remembers the last point, knows the bounds, keeps the log of trials, and refuses
//! values that are not finite.

use crate::bounds::Bounds;
use crate::objective::Objective;
use crate::point::Point;
use crate::trajectory::{Broken, Counts, Halt, Opinion, Trials};
use nalgebra::DMatrix;

/// What the evaluator knows between steps.
#[derive(Clone, Debug)]
pub struct Memory {
    /// The evaluations asked for so far.
    pub counts: Counts,
    /// The bounds, for methods that respect them.
    pub bounds: Option<Bounds>,
    x: Vec<f64>,
    f: f64,
    g: Vec<f64>,
    free: Vec<f64>,
    known_f: bool,
    known_g: bool,
    counted_f: bool,
    counted_g: bool,
}

impl Memory {
    /// Nothing known, nothing counted, for `dim` variables.
    pub fn new(dim: usize, bounds: Option<Bounds>) -> Memory {
        Memory {
            counts: Counts::default(),
            bounds,
            x: vec![0.0; dim],
            f: 0.0,
            g: vec![0.0; dim],
            free: Vec::new(),
            known_f: false,
            known_g: false,
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
    trials: &'a mut Trials,
}

impl<'a> Evaluator<'a> {
    /// A door to `objective` with what is remembered from before, and the log that trials go to.
    pub fn new(objective: &'a dyn Objective, memory: &'a mut Memory, trials: &'a mut Trials) -> Evaluator<'a> {
        Evaluator { objective, memory, trials }
    }

    /// The value at `x` (`[dim]`), whatever it is, counted: for trials, which may fail.
    pub fn try_value(&mut self, x: &[f64]) -> f64 {
        self.turn_to(x);
        let memory = &mut *self.memory;
        if !std::mem::replace(&mut memory.known_f, true) {
            memory.f = self.objective.value(x);
        }
        if !std::mem::replace(&mut memory.counted_f, true) {
            memory.counts.f += 1;
        }
        memory.f
    }

    /// The value at `x` (`[dim]`), counted; a halt where it is not finite.
    pub fn value(&mut self, x: &[f64]) -> Result<f64, Halt> {
        let f = self.try_value(x);
        finite(f.is_finite(), Broken::Value, x).map(|()| f)
    }

    /// The gradient at `x` (`[dim]`) into `gradient`, whatever it is, counted; `true` when it is finite.
    pub fn try_gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> bool {
        gradient.copy_from_slice(self.observe(x).1);
        if !std::mem::replace(&mut self.memory.counted_g, true) {
            self.memory.counts.g += 1;
        }
        gradient.iter().all(|g| g.is_finite())
    }

    /// The gradient at `x` (`[dim]`) into `gradient`, counted; a halt where a component is not finite.
    pub fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<(), Halt> {
        finite(self.try_gradient(x, gradient), Broken::Gradient, x)
    }

    /// Value and gradient at `at.x` into `at`, whatever they are, counted: for trials, which may fail. `true` when they are finite.
    pub fn try_point(&mut self, at: &mut Point) -> bool {
        at.f = self.observe(&at.x).0;
        let memory = &mut *self.memory;
        at.g.copy_from_slice(&memory.g);
        memory.counts.f += u32::from(!std::mem::replace(&mut memory.counted_f, true));
        memory.counts.g += u32::from(!std::mem::replace(&mut memory.counted_g, true));
        at.f.is_finite() && at.g.iter().all(|g| g.is_finite())
    }

    /// The Hessian at `x` (`[dim]`) into `hessian` (`[dim, dim]`), counted; a halt where an entry is not finite.
    pub fn hessian(&mut self, x: &[f64], hessian: &mut DMatrix<f64>) -> Result<(), Halt> {
        self.turn_to(x);
        let memory = &mut *self.memory;
        memory.f = self.objective.hessian(x, &mut memory.g, hessian);
        (memory.known_f, memory.known_g) = (true, true);
        memory.counts.h += 1;
        finite(hessian.iter().all(|h| h.is_finite()), Broken::Hessian, x)
    }

    /// The value and the gradient at `x` (`[dim]`), whatever they are, for the records: not counted.
    pub fn observe(&mut self, x: &[f64]) -> (f64, &[f64]) {
        self.turn_to(x);
        let memory = &mut *self.memory;
        if !std::mem::replace(&mut memory.known_g, true) {
            memory.f = self.objective.gradient(x, &mut memory.g);
            memory.known_f = true;
        }
        (memory.f, &memory.g)
    }

    /// The value and the gradient at `x` (`[dim]`) less what of it only presses against a bound, for the records: not counted.
    pub fn observe_free(&mut self, x: &[f64]) -> (f64, &[f64]) {
        self.observe(x);
        let memory = &mut *self.memory;
        let Some(bounds) = &memory.bounds else { return (memory.f, &memory.g) };
        memory.free.clear();
        memory.free.extend(memory.g.iter().enumerate().map(|(i, g)| bounds.projected(i, x[i], *g)));
        (memory.f, &memory.free)
    }

    /// The bounds that the method has to respect.
    pub fn bounds(&self) -> Option<&Bounds> {
        self.memory.bounds.as_ref()
    }

    /// The evaluations counted so far.
    pub fn counts(&self) -> Counts {
        self.memory.counts
    }

    /// Writes into the log that `x` (`[dim]`) with the value `f` was tried.
    pub fn tried(&mut self, x: &[f64], f: f64, opinion: Opinion) {
        self.trials.push(x, f, opinion);
    }

    /// Says what came of the trial that was logged last.
    pub fn thinks(&mut self, opinion: Opinion) {
        if let Some(last) = self.trials.opinions.last_mut() {
            *last = opinion;
        }
    }

    /// Forgets the last point unless it is `x`.
    fn turn_to(&mut self, x: &[f64]) {
        let memory = &mut *self.memory;
        if memory.x != x {
            memory.x.copy_from_slice(x);
            (memory.known_f, memory.known_g) = (false, false);
            (memory.counted_f, memory.counted_g) = (false, false);
        }
    }
}

/// A halt unless `ok`.
pub fn finite(ok: bool, what: Broken, at: &[f64]) -> Result<(), Halt> {
    if ok { Ok(()) } else { Err(Halt::NonFinite { what, at: at.to_vec() }) }
}
