//! The mean of a loss over examples, as an objective.

use crate::data::Examples;
use crate::data::models::{Full, Loss, Model, Whole};
use crate::objective::Objective;
use nalgebra::DMatrix;

/// A finite sum: the mean loss over examples. The whole of it is known from what examples have in common, so that its cost does not grow with their
/// number as long as they have few inputs; a batch costs what it has.
pub struct Mean {
    model: &'static Model,
    examples: Examples,
    replace: bool,
    loss: Loss,
    whole: Box<Whole>,
    quadratic: bool,
}

impl std::fmt::Debug for Mean {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mean({}, {})", self.model.id, self.examples.len())
    }
}

impl Mean {
    /// The mean of `loss` over `examples`, of which `whole` says all.
    pub fn new(
        model: &'static Model,
        examples: Examples,
        replace: bool,
        loss: Loss,
        whole: Box<Whole>,
        quadratic: bool,
    ) -> Mean {
        Mean { model, examples, replace, loss, whole, quadratic }
    }

    /// The model.
    pub fn model(&self) -> &'static Model {
        self.model
    }

    /// The examples.
    pub fn examples(&self) -> &Examples {
        &self.examples
    }

    /// Whether batches are drawn with replacement.
    pub fn replace(&self) -> bool {
        self.replace
    }

    /// The gradient of the whole at (x, y).
    pub fn whole_gradient(&self, at: [f64; 2]) -> [f64; 2] {
        (self.whole)(at).g
    }

    /// The gradient of a batch at (x, y).
    pub fn part_gradient(&self, batch: &[u32], at: [f64; 2]) -> [f64; 2] {
        self.part(batch, at).g
    }

    /// The gradient of one example's loss at (x, y).
    pub fn gradient_of(&self, i: usize, [x, y]: [f64; 2]) -> [f64; 2] {
        let t = self.examples.t[i];
        let [_, slope, _] = (self.loss)(x * t + y, self.examples.v[i]);
        [slope * t, slope]
    }

    /// The minimum, by the method of Levenberg and Marquardt from a flat line; `None` where there is none, as where a line tells all yes from all no.
    pub fn minimum(&self) -> Option<[f64; 2]> {
        let t = &self.examples.t;
        let mean = |power: u32| t.iter().map(|t| crate::math::powi(*t, power, 1.0)).sum::<f64>() / t.len() as f64;
        // What the curvature would be if every example had a curvature of 1.
        let full = [mean(2), mean(1), 1.0];
        let (mut at, mut damping) = ([0.0; 2], 1e-3);
        for _ in 0..300 {
            let Full { f, g, h } = (self.whole)(at);
            let [xx, xy, yy] = [0, 1, 2].map(|i| h[i] + damping * (full[i] + if i == 1 { 0.0 } else { 1e-12 }));
            let determinant = xx * yy - xy * xy;
            let step = [(xy * g[1] - yy * g[0]) / determinant, (xy * g[0] - xx * g[1]) / determinant];
            let to = [at[0] + step[0], at[1] + step[1]];
            if (self.whole)(to).f < f {
                (at, damping) = (to, damping / 10.0);
            } else if damping > 1e3 {
                // Nothing is lower: there, or as near as values can tell. Flat ground far out is no minimum.
                return (h[0] + h[2] > 1e-6 * (full[0] + full[2])).then_some(at);
            } else {
                damping *= 10.0;
            }
        }
        None
    }

    fn part(&self, batch: &[u32], [x, y]: [f64; 2]) -> Full {
        let mut sum = Full::default();
        for i in batch {
            let (t, v) = (self.examples.t[*i as usize], self.examples.v[*i as usize]);
            sum.add(t, (self.loss)(x * t + y, v));
        }
        sum.over(batch.len() as f64)
    }
}

fn put(full: &Full, gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
    let [xx, xy, yy] = full.h;
    gradient.copy_from_slice(&full.g);
    hessian.copy_from_slice(&[xx, xy, xy, yy]);
    full.f
}

impl Objective for Mean {
    fn dim(&self) -> usize {
        2
    }

    fn value(&self, x: &[f64]) -> f64 {
        (self.whole)([x[0], x[1]]).f
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let full = (self.whole)([x[0], x[1]]);
        gradient.copy_from_slice(&full.g);
        full.f
    }

    fn hessian(&self, x: &[f64], gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
        put(&(self.whole)([x[0], x[1]]), gradient, hessian)
    }

    fn examples(&self) -> u32 {
        self.examples.len() as u32
    }

    fn batch_value(&self, batch: &[u32], x: &[f64]) -> f64 {
        self.part(batch, [x[0], x[1]]).f
    }

    fn batch_gradient(&self, batch: &[u32], x: &[f64], gradient: &mut [f64]) -> f64 {
        let part = self.part(batch, [x[0], x[1]]);
        gradient.copy_from_slice(&part.g);
        part.f
    }

    fn batch_hessian(&self, batch: &[u32], x: &[f64], gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
        put(&self.part(batch, [x[0], x[1]]), gradient, hessian)
    }

    fn is_quadratic(&self) -> bool {
        self.quadratic
    }

    fn as_mean(&self) -> Option<&Mean> {
        Some(self)
    }
}
