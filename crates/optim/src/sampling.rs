//! What is random in a run: the noise on the gradient and the examples of a batch, the same within a step, the same for every run of
//! a race that has the seed.
//!
//! In the step after `k` the function is f(x) + ξ_k·x, where ξ_k is normal with standard deviation `noise` in each coordinate; of a finite sum
//! it is the mean over a batch. Batches go through a shuffled order of all examples, an epoch at a time: the last one of an epoch is what is left.

use crate::random::{Random, Use};
use std::cell::RefCell;
use std::rc::Rc;

/// What one step sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// ξ (`[dim]`): the function of the step is f(x) + ξ·x. Empty without noise.
    pub tilt: Vec<f64>,
    /// The numbers of the examples that are looked at; empty where all are.
    pub batch: Vec<u32>,
}

/// How many examples make a step, out of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The examples of a step.
    pub size: u32,
    /// All examples.
    pub of: u32,
    /// Whether each is drawn from all of them, so that one may come twice and others never.
    pub replace: bool,
}

impl Batch {
    /// The steps of an epoch.
    pub fn steps(self) -> u32 {
        self.of.div_ceil(self.size)
    }
}

/// The orders of the examples in the epochs of one seed, as far as they are known: shared by all runs, since they are long.
#[derive(Clone, Debug)]
pub struct Orders(Rc<RefCell<Vec<Order>>>);

/// The order of one epoch; the first `done` places are as they stay.
#[derive(Debug)]
struct Order {
    epoch: u32,
    list: Vec<u32>,
    done: usize,
}

/// So many orders are kept.
const KEPT: usize = 4;

impl Default for Orders {
    fn default() -> Orders {
        Orders(Rc::new(RefCell::new(Vec::with_capacity(KEPT))))
    }
}

impl Orders {
    /// The places `from` to `to` in the order of an epoch of `of` examples, into `batch`.
    fn read(&self, random: Random, epoch: u32, of: u32, [from, to]: [usize; 2], batch: &mut Vec<u32>) {
        let mut orders = self.0.borrow_mut();
        let known = orders.iter().position(|order| order.epoch == epoch && order.list.len() == of as usize);
        let mut order = match known {
            Some(i) => orders.remove(i),
            None if orders.len() == KEPT => Order { epoch, done: 0, ..orders.remove(0) },
            None => Order { epoch, list: Vec::new(), done: 0 },
        };
        if known.is_none() {
            order.list.clear();
            order.list.extend(0..of);
        }
        if order.done < to {
            // Places are shuffled in pairs.
            let pairs = to.next_multiple_of(2).min(order.list.len());
            random.shuffle_on(epoch, &mut order.list, order.done, pairs);
            order.done = pairs;
        }
        batch.extend_from_slice(&order.list[from..to]);
        orders.push(order);
    }
}

/// Where a run's samples come from.
#[derive(Clone, Debug)]
pub struct Sampling {
    noise: f64,
    batch: Option<Batch>,
    normals: Random,
    examples: Random,
    orders: Orders,
}

impl Sampling {
    /// Samples of this seed: with noise of this standard deviation, and of these batches.
    pub fn new(seed: u32, noise: f64, batch: Option<Batch>, orders: Orders) -> Sampling {
        let (normals, examples) = (Random::new(seed, Use::Noise), Random::new(seed, Use::Batch));
        Sampling { noise, batch, normals, examples, orders }
    }

    /// Whether steps see anything but the whole function as it is.
    pub fn is_random(&self) -> bool {
        self.noise > 0.0 || self.batch.is_some()
    }

    /// What the step after `k` sees, of `dim` variables.
    pub fn draw(&self, k: u32, dim: usize, sample: &mut Sample) {
        sample.tilt.clear();
        sample.batch.clear();
        if self.noise > 0.0 {
            let pairs = (0..dim.div_ceil(2)).flat_map(|i| self.normals.normals(k, i as u32));
            sample.tilt.extend(pairs.take(dim).map(|normal| self.noise * normal));
        }
        let Some(batch) = self.batch else { return };
        let size = batch.size as usize;
        if batch.replace {
            let pairs = (0..size.div_ceil(2)).flat_map(|i| self.examples.below([batch.of; 2], k, i as u32));
            sample.batch.extend(pairs.take(size));
        } else {
            let from = (k % batch.steps()) as usize * size;
            let to = (from + size).min(batch.of as usize);
            self.orders.read(self.examples, k / batch.steps(), batch.of, [from, to], &mut sample.batch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(sampling: &Sampling, k: u32) -> Sample {
        let mut sample = Sample::default();
        sampling.draw(k, 2, &mut sample);
        sample
    }

    #[test]
    fn an_epoch_sees_every_example_once_and_the_next_one_in_another_order() {
        let batch = Batch { size: 4, of: 10, replace: false };
        let sampling = Sampling::new(1, 0.0, Some(batch), Orders::default());
        let epoch = |e: u32| -> Vec<u32> { (3 * e..3 * e + 3).flat_map(|k| drawn(&sampling, k).batch).collect() };
        let sorted = |mut list: Vec<u32>| {
            list.sort_unstable();
            list
        };
        assert_eq!(sorted(epoch(0)), (0..10).collect::<Vec<_>>());
        assert_eq!(sorted(epoch(7)), (0..10).collect::<Vec<_>>());
        assert_ne!(epoch(0), epoch(1));
        assert_eq!([0, 1, 2].map(|k| drawn(&sampling, k).batch.len()), [4, 4, 2]);
    }

    #[test]
    fn a_step_is_drawn_alone_and_whatever_was_drawn_before() {
        let batch = Some(Batch { size: 3, of: 7, replace: false });
        let (one, other) = (Orders::default(), Orders::default());
        let forwards: Vec<Sample> = (0..40).map(|k| drawn(&Sampling::new(5, 0.5, batch, one.clone()), k)).collect();
        for k in [39, 3, 4, 0, 21, 2, 38] {
            assert_eq!(drawn(&Sampling::new(5, 0.5, batch, other.clone()), k), forwards[k as usize], "step {k}");
        }
        assert_ne!(drawn(&Sampling::new(6, 0.5, batch, other), 0), forwards[0]);
    }

    #[test]
    fn runs_with_other_batches_go_through_the_same_order() {
        let order = |size: u32| -> Vec<u32> {
            let batch = Batch { size, of: 12, replace: false };
            let sampling = Sampling::new(3, 0.0, Some(batch), Orders::default());
            (0..batch.steps()).flat_map(|k| drawn(&sampling, k).batch).collect()
        };
        assert_eq!(order(1), order(12));
        assert_eq!(order(5), order(12));
    }

    #[test]
    fn with_replacement_some_come_twice() {
        let sampling = Sampling::new(2, 0.0, Some(Batch { size: 10, of: 10, replace: true }), Orders::default());
        let mut batch = drawn(&sampling, 0).batch;
        assert_eq!(batch.len(), 10);
        batch.sort_unstable();
        batch.dedup();
        assert!(batch.len() < 10, "{batch:?}");
    }

    #[test]
    fn noise_is_that_of_its_seed_times_its_deviation() {
        let [half, one] = [0.5, 1.0].map(|noise| drawn(&Sampling::new(1, noise, None, Orders::default()), 0).tilt);
        assert_eq!(one, [0.6196460363925586, 0.04540164660895712]);
        assert_eq!(half, [0.5 * one[0], 0.5 * one[1]]);
    }
}
