//! A network in training: a method of the catalog steps its weights, batch by batch, and what happens is recorded.
//!
//! Everything random depends only on the seed: the weights to begin with, and the order of the examples in each epoch. So all methods of an
//! experiment begin at the same point and see the same batches.

use crate::data::{Data, Set};
use crate::network::{Network, Room, Score};
use crate::record::{End, Epoch, Record};
use descent_optim::catalog::{Method, Setting, Work};
use descent_optim::chain::Chain;
use descent_optim::experiment::network::Init;
use descent_optim::random::{Random, Use};
use descent_optim::trajectory::Broken;
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

/// A network in training.
pub struct Training {
    network: Network,
    plan: Plan,
    chain: Chain<f32>,
    /// Where the method looks for its gradient, when not at the weights.
    point: Vec<f32>,
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
    /// `network` with its first weights, to be trained by `method` on `data`; `None` if the method is not of first order, or if `data` leaves nothing
    /// to train on.
    pub fn new(network: Network, method: &Method, setting: &Setting, plan: Plan, data: &Data) -> Option<Training> {
        let Work::Rule { single, .. } = method.work else { return None };
        let (trained, steps_an_epoch) = (plan.trained(data), plan.steps(data));
        let dim = network.parameters();
        (trained > 0).then(|| Training {
            room: network.room(),
            record: Record::new(network.layers().len(), steps_an_epoch * plan.epochs, plan.epochs),
            chain: Chain::new(setting, single(setting, dim)),
            point: vec![0.0; dim],
            steps_an_epoch,
            weights: network.init(plan.init, plan.seed),
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

    /// The number of steps of an epoch.
    pub fn steps_an_epoch(&self) -> usize {
        self.steps_an_epoch
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
        let first = k % self.steps_an_epoch * self.plan.batch;
        if first == 0 {
            self.order.iter_mut().zip(0..).for_each(|(place, i)| *place = i);
            let n = self.order.len();
            Random::new(self.plan.seed, Use::Batch).shuffle((k / self.steps_an_epoch) as u32, &mut self.order, n);
        }
        let ahead = self.chain.look_ahead(k as u32, &self.weights, &mut self.point);
        let at = if ahead { &self.point } else { &self.weights };
        let batch = &self.order[first..self.order.len().min(first + self.plan.batch)];
        let rows = batch.iter().map(|i| *i as usize);
        let score = self.network.gradient(at, set, rows, &mut self.gradient, &mut self.room);
        let loss = self.network.loss(at, score);
        self.record.step(loss, score.accuracy(), self.network.norms(&self.gradient));
        finite(loss.is_finite(), Broken::Value)?;
        self.chain.update(k as u32, &self.weights, at, &mut self.gradient);
        // The gradient became the step, and the step becomes the next iterate.
        self.gradient.iter_mut().zip(&self.weights).for_each(|(step, w)| *step += w);
        finite(self.gradient.iter().all(|w| w.is_finite()), Broken::Iterate)?;
        std::mem::swap(&mut self.weights, &mut self.gradient);
        self.sofar += Score { loss: loss * f64::from(score.count), ..score };
        Ok(())
    }

    /// Ends an epoch: what was held out is looked at, unless nothing was.
    fn finish_epoch(&mut self, set: &Set) {
        let seen = std::mem::take(&mut self.sofar);
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
