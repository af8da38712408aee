//! A race: an experiment at work. Every run of it from every start, on one objective.

use crate::anatomy::Anatomy;
use crate::bounds::Bounds;
use crate::experiment::{Experiment, Notice, RunSpec, check};
use crate::functions::{Function, Nature};
use crate::method::Method;
use crate::objective::Objective;
use crate::run::{Budget, Run};
use crate::sampling::{Batch, Orders, Sample, Sampling};
use crate::setting::Setting;
use crate::trajectory::Trajectory;
use std::rc::Rc;

/// A run of the race: a method from a start.
pub struct Entry {
    /// The number of the run in the experiment.
    pub run: usize,
    /// The number of the start.
    pub start: usize,
    /// The seed of what is random in it.
    pub seed: u32,
    /// Whether its steps see noise or batches.
    pub is_random: bool,
    /// The method.
    pub method: &'static Method,
    /// Its parameters.
    pub setting: Setting,
    /// When it has to end.
    pub budget: Budget,
    /// The bounds that it respects.
    pub bounds: Option<Bounds>,
    /// Whether there are bounds that the method does not know.
    pub ignores_bounds: bool,
    /// Whether the start lay outside of its bounds, so that it begins at the nearest point inside.
    pub was_outside: bool,
    at_work: Run,
}

impl Entry {
    /// What has happened so far.
    pub fn trajectory(&self) -> &Trajectory {
        self.at_work.trajectory()
    }
}

/// A run once more, beside the record, to look into its steps. It goes forward from where it is; what lies behind it begins anew.
pub struct Inspector {
    entry: usize,
    run: Run,
}

/// The rates of the steps of a run: entry k belongs to the step from iterate k.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rates {
    /// The rate; for a method without one that searches along a line in each step the step that was taken, as a multiple of its direction,
    /// not a number where none was. Empty for all others.
    pub rate: Vec<f64>,
    /// For each coordinate the factor of its gradient, or of the mean of its gradients, in the step; empty for a method that has none but
    /// the rate.
    pub effective: Vec<Vec<f64>>,
}

/// So many steps are taken again at most to look into one: more would be felt.
pub const FAR: usize = 100_000;

/// All runs of an experiment.
pub struct Race {
    /// What is minimized.
    pub objective: Rc<dyn Objective>,
    /// The built-in function, if it is one.
    pub function: Option<&'static Function>,
    /// The runs: for each run of the experiment, one from each start, and of these one with each seed.
    pub entries: Vec<Entry>,
    /// With how many seeds each run is made.
    pub seeds: usize,
}

impl Race {
    /// The runs of `experiment`, each at its start; or what is wrong with the experiment.
    pub fn new(experiment: &Experiment) -> Result<Race, Notice> {
        Race::on(experiment, Rc::from(check::objective(experiment)?))
    }

    /// The same on the objective of the experiment, for whoever has it: to draw many examples takes longer than a race.
    pub fn on(experiment: &Experiment, objective: Rc<dyn Objective>) -> Result<Race, Notice> {
        let starts = experiment.starts();
        check::at_most("o", "runs", experiment.o.len(), crate::experiment::limits::RUNS)?;
        check::at_most("x0", "starts", starts.len(), crate::experiment::limits::STARTS)?;
        let chances = if experiment.may_be_random() { chances(experiment)? } else { Vec::new() };
        let seeds = chances.len().max(1);
        check::steps(experiment).map_err(|(_, notice)| notice)?;
        for (index, x0) in starts.iter().enumerate() {
            check::start(index, *x0)?;
        }
        let mut entries = Vec::new();
        for (run, spec) in experiment.o.iter().enumerate() {
            let path = format!("runs[{run}]");
            let method = check::method(&path, &spec.method)?;
            let setting = check::setting(&path, method, spec)?;
            let budget = budget(experiment, spec, &path)?;
            let bounds =
                experiment.bounds_of(spec).map(|b| Bounds::new(vec![b[0], b[2]], vec![b[1], b[3]])).transpose()?;
            let ignores_bounds = bounds.is_some() && !method.bounded;
            for (start, x0) in starts.iter().enumerate() {
                for seed in 0..seeds {
                    let bounds = bounds.clone().filter(|_| method.bounded);
                    let was_outside = bounds.as_ref().is_some_and(|bounds| !bounds.contains(x0));
                    let mut at_work = Run::new(method.optimizer(&setting, 2), &*objective, x0, bounds.clone(), budget);
                    let mut is_random = false;
                    if let Some(chance) = chances.get(seed) {
                        let sampling = sampling(experiment, spec, &*objective, chance);
                        is_random = sampling.is_random();
                        at_work = at_work.sampled(sampling);
                    }
                    let setting = setting.clone();
                    entries.push(Entry {
                        run,
                        start,
                        seed: experiment.seed + seed as u32,
                        is_random,
                        method,
                        setting,
                        budget,
                        bounds,
                        ignores_bounds,
                        was_outside,
                        at_work,
                    });
                }
            }
        }
        Ok(Race { objective, function: experiment.f.function(), entries, seeds })
    }

    /// Takes up to `steps` more steps in each run; `true` when all have ended.
    pub fn advance(&mut self, steps: usize) -> bool {
        let mut ended = true;
        for entry in &mut self.entries {
            ended &= entry.at_work.advance(&*self.objective, steps);
        }
        ended
    }

    /// The runs with the first seed: one of each method from each start.
    pub fn firsts(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().step_by(self.seeds)
    }

    /// The runs of each method from each start, with all its seeds.
    pub fn groups(&self) -> std::slice::Chunks<'_, Entry> {
        self.entries.chunks(self.seeds)
    }

    /// What the step after `k` of the run number `entry` sees.
    pub fn sample(&self, entry: usize, k: usize) -> Sample {
        self.entries[entry].at_work.sample(k)
    }

    /// A run at its start again.
    fn again(&self, entry: usize) -> Run {
        let Entry { method, setting, at_work, .. } = &self.entries[entry];
        at_work.again(method.optimizer(setting, at_work.trajectory().dim), &*self.objective)
    }

    /// Whoever wants to look into the steps of the run number `entry`.
    pub fn inspector(&self, entry: usize) -> Inspector {
        Inspector { entry, run: self.again(entry) }
    }

    /// The rates of the run number `entry` as far as it has come; those of coordinates for at most [`FAR`] steps.
    pub fn rates(&self, entry: usize) -> Rates {
        let Entry { method, setting, at_work, .. } = &self.entries[entry];
        let (path, mut rates) = (at_work.trajectory(), Rates::default());
        let steps = path.steps();
        if method.param("rate").is_some() {
            let rate = setting.scheduled("rate");
            rates.rate = (0..steps).map(|k| rate.at(k as u32)).collect();
        } else {
            rates.rate = self.step_lengths(entry);
        }
        let (mut run, mut own) = (self.again(entry), vec![f64::NAN; path.dim]);
        for k in 0..steps.min(FAR) {
            run.advance(&*self.objective, 1);
            if !run.rates(&mut own) {
                break;
            }
            rates.effective.resize(path.dim, Vec::with_capacity(steps));
            rates.effective.iter_mut().zip(&own).for_each(|(column, own)| column.push(*own));
            debug_assert_eq!(run.trajectory().iterate(k + 1), path.iterate(k + 1));
        }
        rates
    }

    /// How far the run number `entry` went along the line of each step, for at most [`FAR`] steps; nothing if it never searched along one line.
    fn step_lengths(&self, entry: usize) -> Vec<f64> {
        let (mut run, steps) = (self.again(entry), self.entries[entry].trajectory().steps());
        let lengths =
            (0..steps.min(FAR)).map_while(|_| run.inspect(&*self.objective)).map(|told| match &told.searched[..] {
                [one] => one.step,
                _ => f64::NAN,
            });
        let lengths: Vec<f64> = lengths.collect();
        if lengths.iter().all(|length| length.is_nan()) { Vec::new() } else { lengths }
    }

    /// The minimum of a finite sum, known before any is searched.
    #[cold]
    #[inline(never)]
    pub fn known(&self) -> Vec<(Nature, [f64; 2])> {
        let minimum = || Some((Nature::Minimum, self.objective.as_mean()?.minimum()?));
        minimum().into_iter().collect()
    }

    /// The number of steps of the longest run so far.
    pub fn steps(&self) -> usize {
        self.entries.iter().map(|e| e.trajectory().steps()).max().unwrap_or(0)
    }
}

impl Inspector {
    /// The step of the run from iterate `k`; `None` where no step begins, beyond the last iterate, or at one at which the run has ended, and
    /// where more than [`FAR`] steps would have to be taken again. `race` is the one that the inspector is of.
    pub fn step(&mut self, race: &Race, k: usize) -> Option<Anatomy> {
        let objective = &*race.objective;
        if self.run.trajectory().steps() > k || self.run.trajectory().halt.is_some() {
            self.run = race.again(self.entry);
        }
        let behind = k - self.run.trajectory().steps();
        if behind > FAR {
            return None;
        }
        self.run.advance(objective, behind);
        if self.run.trajectory().steps() != k {
            return None;
        }
        let told = self.run.inspect(objective)?;
        let Entry { method, setting, bounds, .. } = &race.entries[self.entry];
        let path = self.run.trajectory();
        let end = match &path.halt {
            Some(halt) if path.steps() == k => Err(halt),
            _ => Ok(path.iterate(k + 1)),
        };
        Some(Anatomy::new(told, (method, setting, bounds.as_ref()), k, path.iterate(k), end))
    }
}

/// The seeds of a race with the orders of their examples, or what is wrong with what is random. Apart from what every race needs, as is
/// [`sampling`]: the page has both later than its first plot.
#[cold]
#[inline(never)]
fn chances(experiment: &Experiment) -> Result<Vec<(u32, Orders)>, Notice> {
    check::seeds(experiment.seed, experiment.seeds)?;
    check::noise("noise", experiment.noise)?;
    check::batch("batch", experiment.batch)?;
    for (run, spec) in experiment.o.iter().enumerate() {
        check::noise(&format!("runs[{run}].noise"), spec.noise.unwrap_or(0.0))?;
        check::batch(&format!("runs[{run}].batch"), spec.batch.unwrap_or(0))?;
    }
    Ok(experiment.all_seeds().map(|seed| (seed, Orders::default())).collect())
}

/// What the steps of a run see with a seed.
#[cold]
#[inline(never)]
fn sampling(
    experiment: &Experiment,
    run: &RunSpec,
    objective: &dyn Objective,
    (seed, orders): &(u32, Orders),
) -> Sampling {
    let of = objective.examples();
    let batch = objective
        .as_mean()
        .and_then(|mean| experiment.batch_of(run, of).map(|size| Batch { size, of, replace: mean.replace() }));
    Sampling::new(*seed, run.noise.unwrap_or(experiment.noise), batch, orders.clone())
}

fn budget(experiment: &Experiment, run: &RunSpec, path: &str) -> Result<Budget, Notice> {
    let tol = run.tol.unwrap_or(experiment.tol);
    let xtol = run.xtol.unwrap_or(experiment.xtol);
    check::tolerance(&format!("{path}.tol"), tol)?;
    check::tolerance(&format!("{path}.xtol"), xtol)?;
    for bounds in [run.bounds, experiment.bounds].into_iter().flatten() {
        check::bounds(format!("{path}.bounds"), bounds)?;
    }
    Ok(Budget { steps: experiment.n, tol, xtol })
}
