//! How the gradients of batches scatter around the whole gradient at a point: a cloud, and its size against the size of the batch.

use crate::mean::Mean;
use crate::random::{Random, Use};
use crate::vector::norm;

/// The gradients of some batches of one size at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// The gradient of the whole.
    pub full: [f64; 2],
    /// Those of the batches.
    pub gradients: Vec<[f64; 2]>,
    /// Their mean.
    pub mean: [f64; 2],
    /// Their covariance: xx, xy, yy.
    pub covariance: [f64; 3],
}

impl Scatter {
    /// How far the mean of the first 1, 2, … batches is from the whole gradient: no bias keeps it from falling.
    pub fn errors(&self) -> Vec<f64> {
        let mut sum = [0.0; 2];
        let off = |(i, g): (usize, &[f64; 2])| {
            sum = [sum[0] + g[0], sum[1] + g[1]];
            let count = (i + 1) as f64;
            norm([0, 1].into_iter().map(|axis| sum[axis] / count - self.full[axis]))
        };
        self.gradients.iter().enumerate().map(off).collect()
    }
}

/// The batches of a mean at a point.
pub struct Batches<'a> {
    mean: &'a Mean,
    at: [f64; 2],
    random: Random,
    order: Vec<u32>,
    drawn: u32,
    one: f64,
}

impl<'a> Batches<'a> {
    /// Batches of a seed at a point, slope and intercept.
    pub fn new(mean: &'a Mean, at: [f64; 2], seed: u32) -> Batches<'a> {
        let of = mean.examples().len();
        let full = mean.whole_gradient(at);
        let square = |i: usize| {
            let [a, b] = mean.gradient_of(i, at);
            (a - full[0]) * (a - full[0]) + (b - full[1]) * (b - full[1])
        };
        let one = (0..of).map(square).sum::<f64>() / of as f64;
        Batches { mean, at, random: Random::new(seed, Use::Scatter), order: (0..of as u32).collect(), drawn: 0, one }
    }

    /// The gradient of another batch of this size.
    fn next(&mut self, size: u32) -> [f64; 2] {
        let (k, of) = (self.drawn, self.order.len() as u32);
        self.drawn += 1;
        if !self.mean.replace() {
            // A shuffle of what was shuffled is as good as one from the beginning.
            self.random.shuffle(k, &mut self.order, size as usize);
            return self.mean.part_gradient(&self.order[..size as usize], self.at);
        }
        let pairs = (0..size.div_ceil(2)).flat_map(|i| self.random.below([of; 2], k, i));
        let batch: Vec<u32> = pairs.take(size as usize).collect();
        self.mean.part_gradient(&batch, self.at)
    }

    /// The gradients of `count` batches of this size.
    pub fn scatter(&mut self, size: u32, count: usize) -> Scatter {
        let gradients: Vec<[f64; 2]> = (0..count).map(|_| self.next(size)).collect();
        let n = count as f64;
        let mean = [0, 1].map(|i| gradients.iter().map(|g| g[i]).sum::<f64>() / n);
        let product =
            |i: usize, j: usize| gradients.iter().map(|g| (g[i] - mean[i]) * (g[j] - mean[j])).sum::<f64>() / n;
        let covariance = [product(0, 0), product(0, 1), product(1, 1)];
        Scatter { full: self.mean.whole_gradient(self.at), gradients, mean, covariance }
    }

    /// The mean squared distance of a batch's gradient from the whole one by the formula: σ²/m, without replacement times (N − m)/(N − 1).
    pub fn variance(&self, size: u32) -> f64 {
        let (m, n) = (f64::from(size), self.order.len() as f64);
        let left = if self.mean.replace() || n < 2.0 { 1.0 } else { (n - m) / (n - 1.0) };
        self.one / m * left
    }

    /// The same, measured on `count` batches.
    pub fn measured(&mut self, size: u32, count: usize) -> f64 {
        let full = self.mean.whole_gradient(self.at);
        let square = |[a, b]: [f64; 2]| (a - full[0]) * (a - full[0]) + (b - full[1]) * (b - full[1]);
        (0..count).map(|_| square(self.next(size))).sum::<f64>() / count as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data;

    #[test]
    fn the_error_of_the_mean_ends_where_the_cloud_says_and_shrinks_like_the_root() {
        let line = data::find("line").unwrap();
        let mean = line.build(line.model, &line.values(|_| None), 5, &[]);
        // Over many clouds the squared error of a mean of K batches is the variance of one over K.
        let mut batches = Batches::new(&mean, [-1.0, 0.5], 2);
        let variance = batches.variance(5);
        let (mut first, mut last) = (0.0, 0.0);
        for _ in 0..400 {
            let cloud = batches.scatter(5, 64);
            let errors = cloud.errors();
            let off = norm([0, 1].into_iter().map(|i| cloud.mean[i] - cloud.full[i]));
            assert!((errors[63] - off).abs() < 1e-12);
            first += errors[0] * errors[0] / 400.0;
            last += errors[63] * errors[63] / 400.0;
        }
        assert!((first / variance - 1.0).abs() < 0.25 && (64.0 * last / variance - 1.0).abs() < 0.25, "{first} {last}");
    }

    #[test]
    fn what_is_measured_is_what_the_formula_says_and_the_mean_is_the_whole() {
        let line = data::find("line").unwrap();
        for replace in [0.0, 1.0] {
            let knobs = line.values(|key| (key == "replace").then_some(replace));
            let mean = line.build(line.model, &knobs, 5, &[]);
            let mut batches = Batches::new(&mean, [-1.0, 0.5], 2);
            for size in [1, 5, 30, 90] {
                let (is, says) = (batches.measured(size, 4000), batches.variance(size));
                assert!((is / says - 1.0).abs() < 0.15, "batch {size}: {is} and {says}");
                let cloud = batches.scatter(size, 4000);
                let trace = cloud.covariance[0] + cloud.covariance[2];
                assert!((trace / says - 1.0).abs() < 0.15, "batch {size}: {trace} and {says}");
                let off = (0..2).map(|i| (cloud.mean[i] - cloud.full[i]).abs()).fold(0.0, f64::max);
                assert!(off < 5.0 * (says / 4000.0).sqrt(), "biased by {off}");
            }
        }
    }
}
