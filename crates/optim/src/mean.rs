//! A model and the mean of its loss over examples, which is an objective.

use crate::catalog::Reference;
use crate::examples::Examples;
use crate::objective::Objective;
use nalgebra::DMatrix;

/// A model as it describes itself.
#[derive(Debug)]
pub struct Model {
    /// The id used in links, fixed for ever.
    pub id: &'static str,
    /// The name that people read.
    pub name: &'static str,
    /// The loss of an example as a formula: z = x·t + y, v the output.
    pub loss: &'static str,
    /// Where the loss comes from.
    pub reference: Reference,
    /// What the model says for z.
    pub curve: fn(f64) -> f64,
    /// The mean loss over examples, and whether batches are drawn with replacement.
    pub build: fn(Examples, bool) -> Mean,
    /// The loss in Python: the body of a function of z, which may carry derivatives, v and how often the example counts, `w`.
    pub python: &'static [&'static str],
    /// What is called there, of the functions of formulas by their names in Python.
    pub calls: &'static [&'static str],
}

/// The loss of an example by z, with its first and its second derivative.
pub type Loss = fn(z: f64, v: f64) -> [f64; 3];

/// The whole mean at (x, y): the value, the gradient and the second derivatives (xx, xy, yy).
pub type Whole = dyn Fn([f64; 2]) -> Full;

/// Value, gradient and second derivatives of a mean loss.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Full {
    /// The value.
    pub f: f64,
    /// The gradient.
    pub g: [f64; 2],
    /// The second derivatives: xx, xy, yy.
    pub h: [f64; 3],
}

impl Full {
    /// Adds what examples with the input `t` say together: the sums of their losses, slopes and curvatures.
    pub fn add(&mut self, t: f64, [f, slope, curvature]: [f64; 3]) {
        self.f += f;
        self.g[0] += slope * t;
        self.g[1] += slope;
        self.h[0] += curvature * t * t;
        self.h[1] += curvature * t;
        self.h[2] += curvature;
    }

    /// A `n`-th of everything: a mean from sums.
    #[must_use]
    pub fn over(self, n: f64) -> Full {
        Full { f: self.f / n, g: self.g.map(|g| g / n), h: self.h.map(|h| h / n) }
    }
}

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
