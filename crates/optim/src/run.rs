//! The only loop: a method steps, its iterates are recorded, and something ends it.

use crate::anatomy::told::Told;
use crate::bounds::Bounds;
use crate::evaluator::{Evaluator, Memory, finite};
use crate::objective::Objective;
use crate::optimizer::Optimizer;
use crate::sampling::{Sample, Sampling};
use crate::trajectory::{Broken, Halt, Trajectory};
use crate::vector::{append, are_finite, norm};

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
    sampling: Option<Sampling>,
    next: Vec<f64>,
    trajectory: Trajectory,
}

impl Run {
    /// At the start `x0` (`[dim]`), or at the nearest point within `bounds`, with the start recorded.
    pub fn new(
        optimizer: Box<dyn Optimizer>,
        objective: &dyn Objective,
        x0: &[f64],
        bounds: Option<Bounds>,
        budget: Budget,
    ) -> Run {
        let dim = x0.len();
        let mut next = x0.to_vec();
        if let Some(bounds) = &bounds {
            bounds.project(&mut next);
        }
        let memory = Memory::new(dim, bounds);
        let mut run = Run { optimizer, budget, memory, sampling: None, next, trajectory: Trajectory::new(dim) };
        run.trajectory.halt = run.start(objective).err();
        run
    }

    /// The same run with steps that see samples; what is recorded, and what ends it, is the whole function's.
    #[must_use]
    pub fn sampled(mut self, sampling: Sampling) -> Run {
        self.sampling = Some(sampling).filter(Sampling::is_random);
        self
    }

    /// The same run at its start again, with a fresh `optimizer` of the same method and setting.
    #[must_use]
    pub fn again(&self, optimizer: Box<dyn Optimizer>, objective: &dyn Objective) -> Run {
        let run = Run::new(optimizer, objective, self.trajectory.iterate(0), self.memory.bounds.clone(), self.budget);
        Run { sampling: self.sampling.clone(), ..run }
    }

    /// What the step after `k` sees.
    pub fn sample(&self, k: usize) -> Sample {
        let mut sample = Sample::default();
        if let Some(sampling) = &self.sampling {
            sampling.draw(k as u32, self.trajectory.dim, &mut sample);
        }
        sample
    }

    /// What has happened so far.
    pub fn trajectory(&self) -> &Trajectory {
        &self.trajectory
    }

    /// What has happened, when nothing more is to happen.
    pub fn into_trajectory(self) -> Trajectory {
        self.trajectory
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

    /// Takes one more step and answers what the method tells of it; `None` where the run has ended. The step is the same as when nobody
    /// listens.
    pub fn inspect(&mut self, objective: &dyn Objective) -> Option<Told> {
        if self.trajectory.halt.is_some() {
            return None;
        }
        self.memory.told = Some(Box::default());
        self.trajectory.halt = self.step(objective).err();
        self.memory.told.take().map(|told| *told)
    }

    /// See [`Optimizer::rates`].
    pub fn rates(&self, rates: &mut [f64]) -> bool {
        let last = self.trajectory.steps().saturating_sub(1);
        self.optimizer.rates(last as u32, rates)
    }

    fn start(&mut self, objective: &dyn Objective) -> Result<(), Halt> {
        let seen = self.observe(objective);
        self.record(&seen);
        finite(are_finite(&self.next), Broken::Iterate, &self.next)?;
        finite(seen.f.is_finite(), Broken::Value, &self.next)?;
        self.rest(seen.size)
    }

    fn step(&mut self, objective: &dyn Objective) -> Result<(), Halt> {
        let path = &mut self.trajectory;
        let k = path.steps();
        let x = &path.x[k * path.dim..];
        if let Some(sampling) = &self.sampling {
            self.memory.renew(|sample| sampling.draw(k as u32, path.dim, sample));
        }
        let mut eval = Evaluator::new(objective, &mut self.memory, &mut path.trials);
        self.optimizer.step(k as u32, x, &mut self.next, &mut eval)?;
        finite(are_finite(&self.next), Broken::Iterate, &self.next)?;
        let xtol = self.budget.xtol;
        if xtol > 0.0 {
            let length = norm(x.iter().zip(&self.next).map(|(x, next)| next - x));
            if length < xtol {
                return Err(Halt::ShortStep { length, xtol });
            }
        }
        let seen = self.observe(objective);
        finite(seen.f.is_finite(), Broken::Value, &self.next)?;
        self.record(&seen);
        self.rest(seen.size)
    }

    /// What is recorded of `next`.
    fn observe(&mut self, objective: &dyn Objective) -> Seen {
        let mut eval = Evaluator::new(objective, &mut self.memory, &mut self.trajectory.trials);
        let (f, g) = eval.observe_free(&self.next);
        Seen { f, norm: norm(g.iter().copied()), size: size(g) }
    }

    /// Makes `next` the iterate.
    fn record(&mut self, seen: &Seen) {
        let path = &mut self.trajectory;
        append(&mut path.x, &self.next);
        path.f.push(seen.f);
        path.grad_norm.push(seen.norm);
        path.counts.push(self.memory.counts);
        path.trials.ends.push(path.trials.f.len() as u32);
    }

    /// Whether the run ends at its newest iterate, whose gradient has this size.
    fn rest(&mut self, gradient: f64) -> Result<(), Halt> {
        let tol = self.budget.tol;
        match self.optimizer.spread() {
            Some(size) if tol > 0.0 && size <= tol => return Err(Halt::Spread { size, tol }),
            // Who compares values goes on where there is no gradient.
            Some(_) => {}
            None => {
                finite(!gradient.is_nan(), Broken::Gradient, &self.next)?;
                if tol > 0.0 && gradient <= tol {
                    return Err(Halt::Gradient { size: gradient, tol });
                }
            }
        }
        if self.trajectory.steps() >= self.budget.steps as usize { Err(Halt::Budget) } else { Ok(()) }
    }
}

/// The value at a point, and the Euclidean norm and the largest component of its gradient.
struct Seen {
    f: f64,
    norm: f64,
    size: f64,
}

/// The largest component in size; NaN where one is not finite.
fn size(components: &[f64]) -> f64 {
    if !are_finite(components) {
        return f64::NAN;
    }
    if let [a, b] = components {
        return a.abs().max(b.abs());
    }
    components.iter().fold(0.0, |size: f64, c| size.max(c.abs()))
}
