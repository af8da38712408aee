//! The models, one a file: what z = x·t + y is taken to say, and the loss of an example.

use super::{Examples, Mean};
use crate::catalog::Reference;

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

/// The examples by their inputs: for each input in turn what is to be known of its outputs.
fn by_input<T>(examples: &Examples, known: impl Fn(Vec<f64>) -> T) -> Vec<(f64, T)> {
    let order = crate::sort::order(examples.len(), &|i, j| {
        examples.t[i].total_cmp(&examples.t[j]).then(examples.v[i].total_cmp(&examples.v[j]))
    });
    order
        .chunk_by(|i, j| examples.t[*i] == examples.t[*j])
        .map(|group| (examples.t[group[0]], known(group.iter().map(|i| examples.v[*i]).collect())))
        .collect()
}

/// The modules of the models and their list, in the order in which people are shown them.
macro_rules! catalog {
    ($($module:ident)*) => {
        $(pub mod $module;)*

        /// All models.
        pub static CATALOG: &[&Model] = &[$(&$module::MODEL),*];
    };
}

catalog! {
    line
    logistic
    robust
}

/// The model with this id.
pub fn find(id: &str) -> Option<&'static Model> {
    CATALOG.iter().copied().find(|model| model.id == id)
}
