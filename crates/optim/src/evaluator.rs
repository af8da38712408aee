//! The only door to the objective: it counts, remembers the last point, knows the bounds, keeps the log of trials, and refuses
//! values that are not finite.

use crate::anatomy::told::Told;
use crate::bounds::Bounds;
use crate::objective::Objective;
use crate::point::Point;
use crate::sampling::Sample;
use crate::trajectory::{Broken, Counts, Halt, Opinion, Trials};
use crate::vector::{are_equal, are_finite, copy};
use nalgebra::DMatrix;

/// What is known at the last point that was asked about.
#[derive(Clone, Debug)]
struct Known {
    x: Vec<f64>,
    f: f64,
    g: Vec<f64>,
    known_f: bool,
    known_g: bool,
    counted_f: bool,
    counted_g: bool,
    read: bool,
}

impl Known {
    /// Nothing, of `dim` variables.
    fn nothing(dim: usize) -> Known {
        let (known_f, known_g, counted_f, counted_g, read) = (false, false, false, false, false);
        // No point is equal to this one.
        Known { x: vec![f64::NAN; dim], f: 0.0, g: vec![0.0; dim], known_f, known_g, counted_f, counted_g, read }
    }

    /// Forgets the last point unless it is `x`.
    fn turn_to(&mut self, x: &[f64]) {
        if !are_equal(&self.x, x) {
            copy(&mut self.x, x);
            (self.known_f, self.known_g) = (false, false);
            self.recount();
        }
    }

    /// Counts again what is asked for next.
    fn recount(&mut self) {
        (self.counted_f, self.counted_g, self.read) = (false, false, false);
    }
}

/// What the evaluator knows between steps.
#[derive(Clone, Debug)]
pub struct Memory {
    /// The evaluations asked for so far.
    pub counts: Counts,
    /// The bounds, for methods that respect them.
    pub bounds: Option<Bounds>,
    /// What the step sees.
    sample: Sample,
    /// The whole function.
    whole: Known,
    /// The batch of the step, where it has one.
    part: Known,
    free: Vec<f64>,
    /// What the method tells of its step, while somebody listens.
    pub told: Option<Box<Told>>,
}

impl Memory {
    /// Nothing known, nothing counted, for `dim` variables.
    pub fn new(dim: usize, bounds: Option<Bounds>) -> Memory {
        let (whole, part) = (Known::nothing(dim), Known::nothing(0));
        Memory {
            counts: Counts::default(),
            bounds,
            sample: Sample::default(),
            whole,
            part,
            free: Vec::new(),
            told: None,
        }
    }

    /// Begins a step with another sample. What is asked for within the step is an evaluation of its own.
    pub fn renew(&mut self, draw: impl FnOnce(&mut Sample)) {
        draw(&mut self.sample);
        if self.sample.batch.is_empty() {
            self.whole.recount();
        } else {
            self.part.g.resize(self.whole.g.len(), 0.0);
            // No point is equal to this one.
            self.part.x.clear();
            self.part.x.resize(self.whole.x.len(), f64::NAN);
        }
    }
}

/// Evaluates an objective for a method.
///
/// Asking again at the point of the last question is free and not counted. Observations, from which records are made, are of the whole
/// function and never counted; where a step sees the whole function, a method that asks at the observed point pays its count but no second evaluation.
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

    /// Whether the function changes from step to step, so that what was found out in one does not hold in the next.
    pub fn is_random(&self) -> bool {
        let sample = &self.memory.sample;
        !(sample.tilt.is_empty() && sample.batch.is_empty())
    }

    /// The value at `x` (`[dim]`), whatever it is, counted: for trials, which may fail.
    pub fn try_value(&mut self, x: &[f64]) -> f64 {
        let Memory { counts, sample, whole, part, .. } = &mut *self.memory;
        let all = sample.batch.is_empty();
        let known = if all { whole } else { part };
        known.turn_to(x);
        if !std::mem::replace(&mut known.known_f, true) {
            known.f = if all { self.objective.value(x) } else { self.objective.batch_value(&sample.batch, x) };
        }
        if !std::mem::replace(&mut known.counted_f, true) {
            counts.f += 1;
        }
        let f = known.f;
        self.read();
        self.tilted(f, x)
    }

    /// The value at `x` (`[dim]`), counted; a halt where it is not finite.
    pub fn value(&mut self, x: &[f64]) -> Result<f64, Halt> {
        let f = self.try_value(x);
        finite(f.is_finite(), Broken::Value, x).map(|()| f)
    }

    /// The gradient at `x` (`[dim]`) into `gradient`, whatever it is, counted; `true` when it is finite.
    pub fn try_gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> bool {
        self.seen(x, gradient);
        let (counts, known) = self.account();
        counts.g += u32::from(!std::mem::replace(&mut known.counted_g, true));
        self.read();
        gradient.iter().all(|g| g.is_finite())
    }

    /// The gradient at `x` (`[dim]`) into `gradient`, counted; a halt where a component is not finite.
    pub fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> Result<(), Halt> {
        finite(self.try_gradient(x, gradient), Broken::Gradient, x)
    }

    /// Value and gradient at `at.x` into `at`, whatever they are, counted: for trials, which may fail. `true` when they are finite.
    pub fn try_point(&mut self, at: &mut Point) -> bool {
        let f = self.seen(&at.x, &mut at.g);
        at.f = self.tilted(f, &at.x);
        let (counts, known) = self.account();
        counts.f += u32::from(!std::mem::replace(&mut known.counted_f, true));
        counts.g += u32::from(!std::mem::replace(&mut known.counted_g, true));
        self.read();
        at.f.is_finite() && are_finite(&at.g)
    }

    /// Turns `at` to `x` (`[dim]`): evaluates unless it is there already and the function is still the same.
    #[inline]
    pub fn turn(&mut self, at: &mut Point, x: &[f64]) -> Result<(), Halt> {
        if are_equal(&at.x, x) && !self.is_random() { Ok(()) } else { self.turn_anew(at, x) }
    }

    #[cold]
    fn turn_anew(&mut self, at: &mut Point, x: &[f64]) -> Result<(), Halt> {
        self.gradient(x, &mut at.g)?;
        at.f = self.value(x)?;
        at.x.copy_from_slice(x);
        Ok(())
    }

    /// The Hessian at `x` (`[dim]`) into `hessian` (`[dim, dim]`), counted; a halt where an entry is not finite.
    pub fn hessian(&mut self, x: &[f64], hessian: &mut DMatrix<f64>) -> Result<(), Halt> {
        let Memory { counts, sample, whole, part, .. } = &mut *self.memory;
        let all = sample.batch.is_empty();
        let known = if all { whole } else { part };
        known.turn_to(x);
        known.f = if all {
            self.objective.hessian(x, &mut known.g, hessian)
        } else {
            self.objective.batch_hessian(&sample.batch, x, &mut known.g, hessian)
        };
        (known.known_f, known.known_g) = (true, true);
        counts.h += 1;
        self.read();
        finite(hessian.iter().all(|h| h.is_finite()), Broken::Hessian, x)
    }

    /// The value and the gradient of the whole function at `x` (`[dim]`), whatever they are, for the records: not counted.
    pub fn observe(&mut self, x: &[f64]) -> (f64, &[f64]) {
        let known = &mut self.memory.whole;
        known.turn_to(x);
        if !std::mem::replace(&mut known.known_g, true) {
            known.f = self.objective.gradient(x, &mut known.g);
            known.known_f = true;
        }
        (known.f, &known.g)
    }

    /// The value and the gradient at `x` (`[dim]`) less what of it only presses against a bound, for the records: not counted.
    pub fn observe_free(&mut self, x: &[f64]) -> (f64, &[f64]) {
        self.observe(x);
        let Memory { whole, bounds, free, .. } = &mut *self.memory;
        let Some(bounds) = bounds else { return (whole.f, &whole.g) };
        free.clear();
        free.extend(whole.g.iter().enumerate().map(|(i, g)| bounds.projected(i, x[i], *g)));
        (whole.f, free)
    }

    /// The value at `x` of what the step sees, without its tilt, and the gradient with it into `gradient`: not counted.
    fn seen(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let f = if self.memory.sample.batch.is_empty() {
            let known = &mut self.memory.whole;
            known.turn_to(x);
            if std::mem::replace(&mut known.known_g, true) {
                copy(gradient, &known.g);
            } else {
                // The method, which waits for it, has it first.
                known.f = self.objective.gradient(x, gradient);
                known.known_f = true;
                copy(&mut known.g, gradient);
            }
            known.f
        } else {
            let Memory { sample, part, .. } = &mut *self.memory;
            part.turn_to(x);
            if !std::mem::replace(&mut part.known_g, true) {
                part.f = self.objective.batch_gradient(&sample.batch, x, &mut part.g);
                part.known_f = true;
            }
            copy(gradient, &part.g);
            part.f
        };
        for (g, tilt) in gradient.iter_mut().zip(&self.memory.sample.tilt) {
            *g += tilt;
        }
        f
    }

    /// A value with the tilt of the step: f + ξ·x.
    fn tilted(&self, f: f64, x: &[f64]) -> f64 {
        x.iter().zip(&self.memory.sample.tilt).fold(f, |f, (x, tilt)| f + tilt * x)
    }

    /// The counts, and what is known of what the step sees.
    fn account(&mut self) -> (&mut Counts, &mut Known) {
        let Memory { counts, sample, whole, part, .. } = &mut *self.memory;
        (counts, if sample.batch.is_empty() { whole } else { part })
    }

    /// Counts the examples that were read for the last point, once.
    #[inline]
    fn read(&mut self) {
        let objective = self.objective;
        let batch = self.memory.sample.batch.len() as u64;
        let (counts, known) = self.account();
        if !std::mem::replace(&mut known.read, true) {
            counts.examples += if batch == 0 { u64::from(objective.examples()) } else { batch };
        }
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

    /// Lets a method tell of its step, if anybody listens. What it tells changes no step.
    #[inline]
    pub fn tell(&mut self, tell: impl FnOnce(&mut Told)) {
        if let Some(told) = &mut self.memory.told {
            heard(told, tell);
        }
    }
}

/// Apart from the steps that nobody listens to.
#[cold]
#[inline(never)]
fn heard(told: &mut Told, tell: impl FnOnce(&mut Told)) {
    tell(told);
}

/// A halt unless `ok`.
pub fn finite(ok: bool, what: Broken, at: &[f64]) -> Result<(), Halt> {
    if ok { Ok(()) } else { Err(Halt::NonFinite { what, at: at.to_vec() }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions;

    #[test]
    fn within_a_step_all_questions_see_one_tilted_function_and_records_see_the_whole() {
        let camel = functions::find("sixhump").unwrap();
        let camel = (camel.build)(&camel.defaults());
        let (mut memory, mut trials) = (Memory::new(2, None), Trials::default());
        memory.renew(|sample| sample.tilt = vec![0.5, -0.25]);
        let mut eval = Evaluator::new(&*camel, &mut memory, &mut trials);
        for x in [[1.0, 2.0], [-0.5, 0.125], [1.0, 2.0]] {
            let (mut plain, mut g, mut at) = ([0.0; 2], [0.0; 2], Point::new(2));
            let f = camel.gradient(&x, &mut plain);
            let tilted = f + 0.5 * x[0] - 0.25 * x[1];
            assert_eq!(eval.try_value(&x), tilted);
            assert!(eval.try_gradient(&x, &mut g));
            assert_eq!(g, [plain[0] + 0.5, plain[1] - 0.25]);
            at.x.copy_from_slice(&x);
            assert!(eval.try_point(&mut at));
            assert_eq!((at.f, &at.g[..]), (tilted, &g[..]));
            let (mut ours, mut theirs) = (DMatrix::zeros(2, 2), DMatrix::zeros(2, 2));
            eval.hessian(&x, &mut ours).unwrap();
            camel.hessian(&x, &mut [0.0; 2], &mut theirs);
            assert_eq!(ours, theirs);
            assert_eq!(eval.observe(&x), (f, &plain[..]));
        }
        assert_eq!(eval.counts(), Counts { f: 3, g: 3, h: 3, examples: 3 });
    }

    #[test]
    fn the_same_point_in_the_next_step_is_another_evaluation() {
        let bowl = functions::find("sphere").unwrap();
        let bowl = (bowl.build)(&bowl.defaults());
        let (mut memory, mut trials) = (Memory::new(2, None), Trials::default());
        let mut seen = Vec::new();
        for tilt in [0.0, 1.0, 2.0] {
            memory.renew(|sample| sample.tilt = vec![tilt; 2]);
            let mut eval = Evaluator::new(&*bowl, &mut memory, &mut trials);
            seen.push(eval.try_value(&[1.0, 1.0]));
            eval.try_value(&[1.0, 1.0]);
        }
        assert_eq!([seen[1] - seen[0], seen[2] - seen[0]], [2.0, 4.0]);
        assert_eq!(memory.counts.f, 3);
    }
}
