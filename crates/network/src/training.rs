//! A network in training: a method of the catalog steps its weights, batch by batch, and what happens is recorded.
//!
//! Everything random depends only on the seed: the weights to begin with, and the order of the examples in each epoch. So all methods of an
//! experiment begin at the same point and see the same batches.

use crate::data::{Data, Set};
use crate::network::{Network, Room};
use crate::record::{End, Epoch, Record};
use crate::score::Score;
use descent_optim::chain::Chain;
use descent_optim::evaluator::{Evaluator, Memory};
use descent_optim::experiment::network::Init;
use descent_optim::method::{Method, Work};
use descent_optim::objective::Objective;
use descent_optim::optimizer::Optimizer;
use descent_optim::random::{Random, Use};
use descent_optim::setting::Setting;
use descent_optim::trajectory::{Broken, Halt, Trials};
use nalgebra::DMatrix;
use std::cell::RefCell;
use std::ops::Range;

/// How a network is to be trained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// The examples of a step.
    pub batch: usize,
    /// How often all examples are seen.
    pub epochs: usize,
    /// The share of the training set that is held out for validation: its last part, as Keras does it.
    pub split: f64,
    /// How the weights begin.
    pub init: Init,
    /// The seed of everything random.
    pub seed: u32,
}

impl Plan {
    /// The number of examples of `data` to train on; the rest of its training set is for validation.
    pub fn trained(&self, data: &Data) -> usize {
        (data.train.len() as f64 * (1.0 - self.split)) as usize
    }

    /// The number of steps in an epoch on `data`.
    pub fn steps(&self, data: &Data) -> usize {
        self.trained(data).div_ceil(self.batch)
    }
}

/// A method at work.
enum Engine {
    /// A rule for what a batch says, and where it looks for its gradient, when not at the weights.
    Rule { chain: Chain<f32>, point: Vec<f32> },
    /// A method that finds its whole step itself, on all examples.
    Whole(Box<Whole>),
}

/// A method that asks for the loss of all examples wherever it wants. It counts in double precision, the network in single.
struct Whole {
    optimizer: Box<dyn Optimizer>,
    memory: Memory,
    trials: Trials,
    x: Vec<f64>,
    next: Vec<f64>,
}

/// A network in training.
pub struct Training {
    network: Network,
    plan: Plan,
    engine: Engine,
    steps_an_epoch: usize,
    weights: Vec<f32>,
    gradient: Vec<f32>,
    order: Vec<u32>,
    held_out: Range<usize>,
    room: Room,
    sofar: Score,
    record: Record,
    seconds: f64,
}

impl Training {
    /// `network` with its first weights, to be trained by `method` on `data`; `None` if the method trains no networks, or if `data` leaves nothing
    /// to train on. A method that finds its whole step itself sees all examples in every step.
    pub fn new(network: Network, method: &Method, setting: &Setting, plan: Plan, data: &Data) -> Option<Training> {
        let (dim, trained) = (network.parameters(), plan.trained(data));
        let weights = network.init(plan.init, plan.seed);
        let (engine, batch) = match method.work {
            Work::Rule { single, .. } => {
                (Engine::Rule { chain: Chain::new(setting, single(setting, dim)), point: vec![0.0; dim] }, plan.batch)
            }
            Work::Whole(build) if method.full_batch => {
                let x: Vec<f64> = weights.iter().map(|w| f64::from(*w)).collect();
                let (memory, trials) = (Memory::new(dim, None), Trials::default());
                (
                    Engine::Whole(Box::new(Whole {
                        optimizer: build(setting, dim),
                        memory,
                        trials,
                        next: x.clone(),
                        x,
                    })),
                    trained.max(1),
                )
            }
            Work::Whole(_) => return None,
        };
        let plan = Plan { batch, ..plan };
        let steps_an_epoch = plan.steps(data);
        (trained > 0).then(|| Training {
            room: network.room(),
            record: Record::new(network.layers().len(), steps_an_epoch * plan.epochs, plan.epochs),
            engine,
            steps_an_epoch,
            weights,
            gradient: vec![0.0; dim],
            order: (0..trained as u32).collect(),
            held_out: trained..data.train.len(),
            sofar: Score::default(),
            seconds: 0.0,
            network,
            plan,
        })
    }

    /// The network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The weights as they are now.
    pub fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// What has happened so far.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The seconds of training so far.
    pub fn seconds(&self) -> f64 {
        self.seconds
    }

    /// The number of steps of an epoch.
    pub fn steps_an_epoch(&self) -> usize {
        self.steps_an_epoch
    }

    /// How many epochs there are to be.
    pub fn epochs(&self) -> usize {
        self.plan.epochs
    }

    /// Loss, the penalty included, and accuracy of the weights as they are now on the test set.
    pub fn test(&mut self, data: &Data) -> (f64, f64) {
        let score = self.network.score(&self.weights, &data.test, 0..data.test.len(), &mut self.room);
        (self.network.loss(&self.weights, score), score.accuracy())
    }

    /// Takes up to `steps` more steps on `data`, the same at every call; `true` when the training has ended. `clock` tells the seconds: those that
    /// pass within the calls are recorded. However the steps are cut into calls, the weights are the same.
    pub fn advance(&mut self, data: &Data, steps: usize, clock: &mut dyn FnMut() -> f64) -> bool {
        let begin = clock() - self.seconds;
        for _ in 0..steps {
            if self.record.end.is_some() {
                break;
            }
            self.record.end = self.step(&data.train).err();
            if self.record.end.is_none() && self.record.steps().is_multiple_of(self.steps_an_epoch) {
                self.finish_epoch(&data.train);
                if let Some(epoch) = self.record.epochs.last_mut() {
                    epoch.seconds = clock() - begin;
                }
            }
        }
        self.seconds = clock() - begin;
        self.record.end.is_some()
    }

    fn step(&mut self, set: &Set) -> Result<(), End> {
        let k = self.record.steps();
        let Engine::Rule { chain, point } = &mut self.engine else { return self.whole_step(set) };
        let first = k % self.steps_an_epoch * self.plan.batch;
        if first == 0 {
            self.order.iter_mut().zip(0..).for_each(|(place, i)| *place = i);
            let n = self.order.len();
            Random::new(self.plan.seed, Use::Batch).shuffle((k / self.steps_an_epoch) as u32, &mut self.order, n);
        }
        let ahead = chain.look_ahead(k as u32, &self.weights, point);
        let at = if ahead { &*point } else { &self.weights };
        let batch = &self.order[first..self.order.len().min(first + self.plan.batch)];
        let rows = batch.iter().map(|i| *i as usize);
        let score = self.network.gradient(at, set, rows, &mut self.gradient, &mut self.room);
        let loss = self.network.loss(at, score);
        self.record.step(loss, score.accuracy(), self.network.norms(&self.gradient));
        finite(loss.is_finite(), Broken::Value)?;
        chain.update(k as u32, &self.weights, at, &mut self.gradient);
        // The gradient became the step, and the step becomes the next iterate.
        self.gradient.iter_mut().zip(&self.weights).for_each(|(step, w)| *step += w);
        finite(self.gradient.iter().all(|w| w.is_finite()), Broken::Iterate)?;
        std::mem::swap(&mut self.weights, &mut self.gradient);
        self.sofar += Score { loss: loss * f64::from(score.count), ..score };
        Ok(())
    }

    /// A step on all examples.
    fn whole_step(&mut self, set: &Set) -> Result<(), End> {
        let (k, count) = (self.record.steps(), self.order.len());
        let Engine::Whole(whole) = &mut self.engine else { return Ok(()) };
        let whole = &mut **whole;
        let work = RefCell::new(Work32 {
            weights: &mut self.weights,
            gradient: &mut self.gradient,
            room: &mut self.room,
            score: self.sofar,
        });
        let full = Full { network: &self.network, set, count, work };
        let mut eval = Evaluator::new(&full, &mut whole.memory, &mut whole.trials);
        // Where the last step ended the method has asked already.
        let (loss, _) = eval.observe(&whole.x);
        {
            let work = full.work.borrow();
            self.record.step(loss, work.score.accuracy(), self.network.norms(work.gradient));
        }
        let stepped = if loss.is_finite() {
            whole.optimizer.step(k as u32, &whole.x, &mut whole.next, &mut eval)
        } else {
            Err(Halt::NonFinite { what: Broken::Value, at: Vec::new() })
        };
        self.sofar = full.work.into_inner().score;
        whole.trials = Trials::default();
        let ok = stepped.is_ok() && whole.next.iter().all(|x| x.is_finite());
        if ok {
            std::mem::swap(&mut whole.x, &mut whole.next);
        }
        self.weights.iter_mut().zip(&whole.x).for_each(|(w, x)| *w = *x as f32);
        match stepped {
            Err(Halt::NonFinite { what, .. }) => Err(End::NotFinite(what)),
            Err(_) => Err(End::Still),
            Ok(()) => finite(ok, Broken::Iterate),
        }
    }

    /// Ends an epoch: what was held out is looked at, unless nothing was.
    fn finish_epoch(&mut self, set: &Set) {
        let seen = match self.engine {
            Engine::Rule { .. } => std::mem::take(&mut self.sofar),
            // What is seen in such a step is what stood before it.
            Engine::Whole(_) => {
                let count = self.order.len() as f64;
                let last = |list: &[f32]| list.last().map_or(f64::NAN, |z| f64::from(*z) * count);
                Score {
                    loss: last(&self.record.loss),
                    correct: (last(&self.record.accuracy) + 0.5) as u32,
                    count: self.order.len() as u32,
                }
            }
        };
        let validation = (!self.held_out.is_empty()).then(|| {
            let score = self.network.score(&self.weights, set, self.held_out.clone(), &mut self.room);
            (self.network.loss(&self.weights, score), score.accuracy())
        });
        self.record.epochs.push(Epoch { loss: seen.mean_loss(), accuracy: seen.accuracy(), validation, seconds: 0.0 });
        if self.record.epochs.len() == self.plan.epochs {
            self.record.end = Some(End::Epochs);
        }
    }
}

fn finite(ok: bool, what: Broken) -> Result<(), End> {
    if ok { Ok(()) } else { Err(End::NotFinite(what)) }
}

/// Where the loss of all examples is computed, and what it was last.
struct Work32<'a> {
    weights: &'a mut [f32],
    gradient: &'a mut [f32],
    room: &'a mut Room,
    score: Score,
}

/// The mean loss over the first `count` examples of a set as an objective.
struct Full<'a> {
    network: &'a Network,
    set: &'a Set,
    count: usize,
    work: RefCell<Work32<'a>>,
}

impl Objective for Full<'_> {
    fn dim(&self) -> usize {
        self.network.parameters()
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.gradient(x, &mut vec![0.0; x.len()])
    }

    fn gradient(&self, x: &[f64], out: &mut [f64]) -> f64 {
        let work = &mut *self.work.borrow_mut();
        work.weights.iter_mut().zip(x).for_each(|(w, x)| *w = *x as f32);
        work.score = self.network.gradient(work.weights, self.set, 0..self.count, work.gradient, work.room);
        out.iter_mut().zip(&*work.gradient).for_each(|(out, g)| *out = f64::from(*g));
        self.network.loss(work.weights, work.score)
    }

    /// No method that trains a network asks for one.
    fn hessian(&self, x: &[f64], out: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
        hessian.fill(f64::NAN);
        self.gradient(x, out)
    }
}
