//! Finite sums: objectives that are the mean of a loss over examples, with the examples in view.
//!
//! An example is an input t and an output v; a model says z = x·t + y, so the point of the plane is the model's slope and intercept, and a loss of z and v says how
//! wrong it is. A set of data is one file here, a model one in `models/`; a test fails when a file is missing from its list.

pub mod models;

use crate::catalog::{Default, Form, Kind, Param, Reference, Scale, Values};
pub use crate::examples::Examples;
pub use crate::mean::{Mean, Model};
use crate::random::{Random, Use};

/// A set of data as it describes itself.
#[derive(Debug)]
pub struct Data {
    /// The id used in links, fixed for ever.
    pub id: &'static str,
    /// The name that people read.
    pub name: &'static str,
    /// What it teaches, in a sentence.
    pub about: &'static str,
    /// How an example is made, as a formula.
    pub rule: &'static str,
    /// The model that is fitted; for own points the first on offer.
    pub model: &'static Model,
    /// Whether the examples are people's own.
    pub own: bool,
    /// The box of slope and intercept: xmin, xmax, ymin, ymax.
    pub area: [f64; 4],
    /// The start that a race gets when none is given.
    pub start: [f64; 2],
    /// A rate at which gradient descent makes sense here.
    pub rate: f64,
    /// The knobs.
    pub knobs: &'static [Param],
    /// The examples, drawn with these knobs; each depends on its own number and not on how many there are.
    pub draw: fn(&Values, Random) -> Examples,
}

impl Data {
    /// The mean loss over the examples of a seed, or over own `points` (input and output each).
    pub fn build(&self, model: &Model, knobs: &Values, seed: u32, points: &[[f64; 2]]) -> Mean {
        let examples = match points {
            points if self.own && !points.is_empty() => {
                Examples { t: points.iter().map(|p| p[0]).collect(), v: points.iter().map(|p| p[1]).collect() }
            }
            _ => (self.draw)(knobs, Random::new(seed, Use::Data)),
        };
        (model.build)(examples, knobs.flag("replace"))
    }
}

/// The set of data with this id.
pub fn find(id: &str) -> Option<&'static Data> {
    CATALOG.iter().copied().find(|data| data.id == id)
}

/// The most examples.
pub const MOST: u32 = 100_000;

/// A knob: a number that is set once for a race.
const fn knob(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    about: &'static str,
    default: f64,
    (min, max): (f64, f64),
    scale: Scale,
) -> Param {
    let default = Default::Fixed(default);
    Param { default, min, max, slider: (min, max), scale, ..Param::named(key, symbol, name, about) }
}

/// How many examples there are.
const COUNT: Param = Param {
    kind: Kind::Whole,
    slider: (10.0, MOST as f64),
    ..knob("n", "N", "examples", "How many examples there are.", 100.0, (1.0, MOST as f64), Scale::Log)
};

/// How outputs scatter.
const NOISE: Param = Param {
    slider: (0.0, 2.0),
    ..knob(
        "noise",
        "σ",
        "scatter",
        "The standard deviation of the outputs around the line that they were made from.",
        0.5,
        (0.0, 1000.0),
        Scale::Linear,
    )
};

/// How batches are drawn.
const REPLACE: Param = Param {
    kind: Kind::Flag,
    ..Param::named(
        "replace",
        "",
        "with replacement",
        "Draws every example of a batch from all of them, so that one may come twice; else an epoch sees each once.",
    )
};

/// Where the numbers of a set of data come from, which are drawn and not taken from a paper.
pub const REFERENCE: Reference = Reference {
    authors: "Goodfellow, Bengio, Courville",
    year: 2016,
    title: "Deep Learning",
    source: "MIT Press",
    place: "section 8.1.3, batch and minibatch algorithms",
};

/// So many inputs there are where they are rounded: −1, −0.9 … 1. What examples with one input say together is summed up once, which makes
/// the whole function as fast for 100,000 examples as for 100.
const LEVELS: u32 = 21;

/// The input of example `i`, evenly spread over −1 ≤ t < 1, and another number from 0 to 1.
fn spread(random: Random, i: u32) -> [f64; 2] {
    let [u, w] = random.uniforms(0, i);
    [2.0 * u - 1.0, w]
}

/// The same among the [`LEVELS`].
fn level(random: Random, i: u32) -> [f64; 2] {
    let [u, w] = random.uniforms(0, i);
    [((u * f64::from(LEVELS)).floor() - f64::from(LEVELS / 2)) / f64::from(LEVELS / 2), w]
}

/// The standard normal number of example `i`.
fn normal(random: Random, i: u32) -> f64 {
    random.normals(1, i / 2)[i as usize % 2]
}

impl Data {
    /// The knobs at their defaults, replaced by what `given` says.
    pub fn values(&self, given: impl Fn(&str) -> Option<f64>) -> Values {
        Values::of(self.knobs, Form::Lecture, given)
    }
}

/// The modules of the data and their list, in the order in which people are shown them.
macro_rules! catalog {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// All sets of data, in the order in which people are shown them.
        pub static CATALOG: &[&Data] = &[$(&$module::DATA),*];
    };
}

catalog! {
    line
    scaled
    logistic
    robust
    points
}
