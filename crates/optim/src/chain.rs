//! The chain of a first-order method: the gradient passes through links, the last of which is the method's own rule.
//!
//! ```text
//! g ← ∇f(point)           point is x, or where the rule looks ahead
//! g ← clip_value(g)       then clip_norm(g), then g + weight_decay · point (coupled)
//! x ← x + rule(g)
//! ```

use crate::anatomy::told::Told;
use crate::evaluator::Evaluator;
use crate::optimizer::Optimizer;
use crate::real::Real;
use crate::setting::Setting;
use crate::trajectory::Halt;
use crate::transforms::{self, Transform};

/// The last link: a method's own rule.
pub trait Rule<R: Real> {
    /// Turns the gradient in `u` into the step to be added to `x`, in place. `k` steps have been made.
    fn update(&mut self, k: u32, x: &[R], u: &mut [R]);

    /// Writes the point at which the rule wants its gradient into `point` and answers `true`, or answers `false` when that is
    /// `x` itself.
    fn look_ahead(&self, _k: u32, _x: &[R], _point: &mut [R]) -> bool {
        false
    }

    /// Tells the lines of the rule that are in force after `k` steps, and what they begin with besides x, g and the parameters.
    fn tell(&self, k: u32, told: &mut Told);

    /// The factor by which the last step multiplied each coordinate of the gradient, or of its mean, into `rates` (`[dim]`); `false` where
    /// that is the rate alone. `k` as in the last update.
    fn rates(&self, _k: u32, _rates: &mut [f64]) -> bool {
        false
    }
}

/// A whole first-order method: common links, then the rule. Steps a point of the plane (`f64`) and the weights of a network
/// (`f32`) with the same code and without allocating.
pub struct Chain<R> {
    links: Vec<Box<dyn Transform<R>>>,
    rule: Box<dyn Rule<R>>,
}

impl<R: Real> Chain<R> {
    /// The links that `setting` asks for, in the fixed order, before `rule`.
    pub fn new(setting: &Setting, rule: Box<dyn Rule<R>>) -> Chain<R> {
        Chain { links: transforms::links(setting), rule }
    }

    /// The point at which the gradient is wanted, if it is not `x`.
    pub fn look_ahead(&self, k: u32, x: &[R], point: &mut [R]) -> bool {
        self.rule.look_ahead(k, x, point)
    }

    /// Tells the lines of the rule that are in force after `k` steps, from the gradient on.
    pub fn tell(&self, k: u32, told: &mut Told) {
        self.rule.tell(k, told);
        let rule = std::mem::take(&mut told.lines);
        let at = if told.gradient_at.is_empty() { "x" } else { told.gradient_at };
        told.lines.push(format!("g ← ∇f({at})"));
        for link in &self.links {
            link.tell(at, told);
        }
        told.lines.extend(rule);
    }

    /// See [`Rule::rates`].
    pub fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        self.rule.rates(k, rates)
    }

    /// Turns the gradient in `u`, taken at `point`, into the step to be added to `x`, in place.
    pub fn update(&mut self, k: u32, x: &[R], point: &[R], u: &mut [R]) {
        for link in &self.links {
            link.apply(k, point, u);
        }
        self.rule.update(k, x, u);
    }
}

/// A chain that minimizes an objective.
pub struct FirstOrder {
    chain: Chain<f64>,
    point: Vec<f64>,
    step: Vec<f64>,
}

impl FirstOrder {
    /// For `dim` variables.
    pub fn new(chain: Chain<f64>, dim: usize) -> FirstOrder {
        FirstOrder { chain, point: vec![0.0; dim], step: vec![0.0; dim] }
    }
}

impl Optimizer for FirstOrder {
    fn step(&mut self, k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let ahead = self.chain.look_ahead(k, x, &mut self.point);
        let point = if ahead { &self.point } else { x };
        eval.tell(|told| self.chain.tell(k, told));
        eval.gradient(point, &mut self.step)?;
        eval.tell(|told| told.gradient = Some(self.step.clone()));
        self.chain.update(k, x, point, &mut self.step);
        for (next, (x, step)) in next.iter_mut().zip(x.iter().zip(&self.step)) {
            *next = x + step;
        }
        Ok(())
    }

    fn rates(&self, k: u32, rates: &mut [f64]) -> bool {
        self.chain.rates(k, rates)
    }
}
