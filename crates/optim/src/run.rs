//! The only loop: a method steps, its iterates are recorded, and something ends it.

use crate::evaluator::{Evaluator, Memory, finite};
use crate::objective::Objective;
use crate::optimizer::Optimizer;
use crate::trajectory::{Broken, Halt, Trajectory};

/// When a run has to end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// The most steps it may take.
    pub steps: u32,
    /// It ends when the largest component of the gradient is at most this in size; 0 switches the test off, even at gradient 0.
    pub tol: f64,
    /// It ends when the next step would be shorter than this; that step is not taken. 0 switches the test off.
    pub xtol: f64,
}

/// A method on its way from a start.
pub struct Run {
    optimizer: Box<dyn Optimizer>,
    budget: Budget,
    memory: Memory,
    next: Vec<f64>,
    trajectory: Trajectory,
}

impl Run {
    /// At the start `x0` (`[dim]`), with the start recorded.
    pub fn new(optimizer: Box<dyn Optimizer>, objective: &dyn Objective, x0: &[f64], budget: Budget) -> Run {
        let dim = x0.len();
        let trajectory =
            Trajectory { dim, x: Vec::new(), f: Vec::new(), grad_norm: Vec::new(), counts: Vec::new(), halt: None };
        let mut run = Run { optimizer, budget, memory: Memory::new(dim), next: x0.to_vec(), trajectory };
        run.trajectory.halt = run.start(objective).err();
        run
    }

    /// What has happened so far.
    pub fn trajectory(&self) -> &Trajectory {
        &self.trajectory
    }

    /// Takes up to `steps` more steps on `objective`, the same at every call; `true` when the run has ended.
    /// However the steps are cut into calls, the path is the same.
    pub fn advance(&mut self, objective: &dyn Objective, steps: usize) -> bool {
        for _ in 0..steps {
            if self.trajectory.halt.is_some() {
                break;
            }
            self.trajectory.halt = self.step(objective).err();
        }
        self.trajectory.halt.is_some()
    }

    fn start(&mut self, objective: &dyn Objective) -> Result<(), Halt> {
        let f = self.record(objective);
        finite(self.next.iter().all(|x| x.is_finite()), Broken::Iterate, &self.next)?;
        finite(f.is_finite(), Broken::Value, &self.next)?;
        self.rest(objective)
    }

    fn step(&mut self, objective: &dyn Objective) -> Result<(), Halt> {
        let k = self.trajectory.steps();
        let x = self.trajectory.iterate(k);
        let mut eval = Evaluator::new(objective, &mut self.memory);
        self.optimizer.step(k as u32, x, &mut self.next, &mut eval)?;
        finite(self.next.iter().all(|x| x.is_finite()), Broken::Iterate, &self.next)?;
        let length = norm(x.iter().zip(&self.next).map(|(x, next)| next - x));
        if length < self.budget.xtol {
            return Err(Halt::ShortStep { length, xtol: self.budget.xtol });
        }
        let (f, _) = eval.observe(&self.next);
        finite(f.is_finite(), Broken::Value, &self.next)?;
        self.record(objective);
        self.rest(objective)
    }

    /// Makes `next` the iterate and answers its value.
    fn record(&mut self, objective: &dyn Objective) -> f64 {
        let mut eval = Evaluator::new(objective, &mut self.memory);
        let (f, g) = eval.observe(&self.next);
        self.trajectory.x.extend_from_slice(&self.next);
        self.trajectory.f.push(f);
        self.trajectory.grad_norm.push(norm(g.iter().copied()));
        self.trajectory.counts.push(eval.counts());
        f
    }

    /// Whether the run ends at its newest iterate.
    fn rest(&mut self, objective: &dyn Objective) -> Result<(), Halt> {
        let x = self.trajectory.iterate(self.trajectory.steps());
        let mut eval = Evaluator::new(objective, &mut self.memory);
        let (_, g) = eval.observe(x);
        finite(g.iter().all(|g| g.is_finite()), Broken::Gradient, x)?;
        let size = g.iter().fold(0.0, |size: f64, g| size.max(g.abs()));
        if self.budget.tol > 0.0 && size <= self.budget.tol {
            return Err(Halt::Gradient { size, tol: self.budget.tol });
        }
        if self.trajectory.steps() >= self.budget.steps as usize { Err(Halt::Budget) } else { Ok(()) }
    }
}

/// The Euclidean norm. Components whose squares overflow or vanish are scaled first, so that it is as good as its
/// largest component.
pub fn norm(components: impl Iterator<Item = f64> + Clone) -> f64 {
    let squares: f64 = components.clone().map(|c| c * c).sum();
    if (1e-280..1e280).contains(&squares) {
        return squares.sqrt();
    }
    let largest = components.clone().fold(0.0, |m: f64, c| if c.is_nan() { c } else { m.max(c.abs()) });
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    largest * components.map(|c| (c / largest) * (c / largest)).sum::<f64>().sqrt()
}
