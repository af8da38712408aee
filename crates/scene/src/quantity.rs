//! What charts show of a run: one descriptor a quantity, and one for each way to count along the x-axis.

use crate::standing::Landmarks;
use descent_optim::experiment::Axis;
use descent_optim::experiment::see::{LAYERS, Layer};
use descent_optim::functions::Nature;
use descent_optim::race::Race;
use descent_optim::trajectory::{Counts, Trajectory};
use descent_optim::vector::norm;
use serde::{Serialize, Serializer};

/// What a quantity is computed from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The run.
    pub path: &'a Trajectory,
    /// What it is measured against.
    pub landmarks: &'a Landmarks,
    /// The race that it is part of.
    pub race: &'a Race,
    /// Its number there.
    pub entry: usize,
}

impl<'a> Source<'a> {
    /// The run number `entry` of a race.
    pub fn of(race: &'a Race, landmarks: &'a Landmarks, entry: usize) -> Source<'a> {
        Source { path: race.entries[entry].trajectory(), landmarks, race, entry }
    }
}

/// A quantity that a chart shows.
#[derive(Serialize)]
pub struct Quantity {
    /// Its chart among what can be seen.
    #[serde(serialize_with = "by_id")]
    pub layer: Layer,
    /// Above the chart.
    pub name: &'static str,
    /// In front of a number.
    pub symbol: &'static str,
    /// The same for runs without a rate, whose steps a line search makes as long as they are; empty where that is no matter.
    #[serde(skip)]
    pub searched: &'static str,
    /// What is said where no run has it.
    pub none: &'static str,
    /// Whether its ratios say more than its differences: then the chart is logarithmic until somebody wants otherwise.
    pub log: bool,
    /// Whether it shows how far a run has come, see [`Series`](crate::chart::Series).
    pub progress: bool,
    /// The names of its parts, where there are several curves a run.
    pub parts: &'static [&'static str],
    /// Part `i`, a number an iterate; empty where the run has none.
    #[serde(skip)]
    pub column: fn(&Source<'_>, usize) -> Vec<f64>,
}

impl Quantity {
    /// What stands in front of a number of a run.
    pub fn symbol_of(&self, source: &Source<'_>) -> &'static str {
        let has_rate = source.race.entries[source.entry].method.param("rate").is_some();
        if self.searched.is_empty() || has_rate { self.symbol } else { self.searched }
    }
}

fn by_id<S: Serializer>(layer: &Layer, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(LAYERS[*layer as usize].id)
}

/// Has one part, which needs no name.
const WHOLE: &[&str] = &[""];

static ABOVE: Quantity = Quantity {
    layer: Layer::Loss,
    name: "Value above the best minimum",
    symbol: "f − f*",
    searched: "",
    none: "",
    log: true,
    progress: true,
    parts: WHOLE,
    column: |source, _| above(&source.path.f, source.landmarks.best.unwrap_or(0.0)),
};

static VALUE: Quantity =
    Quantity { name: "Value", symbol: "f", log: false, column: |source, _| source.path.f.clone(), ..ABOVE };

static DISTANCE: Quantity = Quantity {
    layer: Layer::Distance,
    name: "Distance to the nearest minimum",
    symbol: "‖x − x*‖",
    searched: "",
    none: "No minimum of this function is known, so there is no distance to it.",
    log: true,
    progress: true,
    parts: WHOLE,
    column: |source, _| distances(source),
};

static GRADIENT: Quantity = Quantity {
    layer: Layer::Gradient,
    name: "Gradient norm",
    symbol: "‖∇f‖",
    searched: "",
    none: "",
    log: true,
    progress: true,
    parts: WHOLE,
    column: |source, _| source.path.grad_norm.clone(),
};

static PROJECTED: Quantity = Quantity { name: "Gradient norm, projected within bounds", ..GRADIENT };

static RATE: Quantity = Quantity {
    layer: Layer::Rate,
    name: "Rate, or step length",
    symbol: "ε",
    searched: "α",
    none: "None of these methods has a rate, or goes along one line in a step.",
    log: true,
    progress: false,
    parts: WHOLE,
    column: |source, _| source.race.rates(source.entry).rate,
};

static EFFECTIVE: Quantity = Quantity {
    layer: Layer::Effective,
    name: "Effective rate of each coordinate",
    symbol: "ε/√v",
    searched: "",
    none: "None of these methods has a rate of its own for each coordinate.",
    log: true,
    progress: false,
    parts: &["x", "y"],
    column: |source, part| source.race.rates(source.entry).effective.into_iter().nth(part).unwrap_or_default(),
};

/// All quantities, as they describe themselves where the value of the best minimum is known, or is not, and where runs keep to bounds,
/// or none does.
pub fn quantities(best_is_known: bool, within: bool) -> [&'static Quantity; 5] {
    let value = if best_is_known { &ABOVE } else { &VALUE };
    [value, &DISTANCE, if within { &PROJECTED } else { &GRADIENT }, &RATE, &EFFECTIVE]
}

/// All quantities of a race.
pub fn quantities_of(race: &Race, landmarks: &Landmarks) -> [&'static Quantity; 5] {
    quantities(landmarks.best.is_some(), race.entries.iter().any(|entry| entry.bounds.is_some()))
}

/// Values above the best known minimum: what is below it, or above it by no more than the last digits of the two numbers can tell,
/// is on it.
pub fn above(values: &[f64], best: f64) -> Vec<f64> {
    let noise = 8.0 * f64::EPSILON * best.abs();
    let above = |f: &f64| match f - best {
        d if d.is_nan() => f64::NAN,
        d if d <= noise => 0.0,
        d => d,
    };
    values.iter().map(above).collect()
}

/// The distance of each iterate from the nearest minimum known; none where none is.
fn distances(source: &Source<'_>) -> Vec<f64> {
    let is_minimum = |p: &&descent_optim::critical::Point| p.nature == Nature::Minimum;
    let minima: Vec<[f64; 2]> = source.landmarks.points.iter().filter(is_minimum).map(|p| p.at).collect();
    let path = source.path;
    if minima.is_empty() || path.dim != 2 {
        return Vec::new();
    }
    let from = |x: &[f64; 2], m: [f64; 2]| [x[0] - m[0], x[1] - m[1]];
    let square = |x: &[f64; 2], m: [f64; 2]| from(x, m).map(|d| d * d).iter().sum::<f64>();
    let nearest = |x: &[f64; 2]| {
        // Squares decide which is nearest; its distance is measured with care.
        let mut best = (minima[0], square(x, minima[0]));
        for m in &minima[1..] {
            let far = square(x, *m);
            if far < best.1 {
                best = (*m, far);
            }
        }
        norm(from(x, best.0).into_iter())
    };
    path.x.as_chunks::<2>().0.iter().map(nearest).collect()
}

/// A way to count along the x-axis.
#[derive(Serialize)]
pub struct Along {
    /// As experiments say it.
    #[serde(rename = "id")]
    pub axis: Axis,
    /// What is counted.
    pub word: &'static str,
    /// The same, in a sentence.
    pub about: &'static str,
    /// Whether there is nothing between two whole numbers.
    pub whole: bool,
    /// Whether it means something only where there is data.
    pub data: bool,
    /// How far right each iterate stands; never falls.
    #[serde(skip)]
    pub column: fn(&Trajectory) -> Vec<f64>,
}

/// All of them, the default first.
pub static ALONG: [Along; 4] = [
    Along {
        axis: Axis::Steps,
        word: "steps",
        about: "Accepted iterates.",
        whole: true,
        data: false,
        column: |path| (0..path.len()).map(|k| k as f64).collect(),
    },
    Along {
        axis: Axis::Evals,
        word: "evaluations",
        about: "Evaluations of f, gradient and Hessian together.",
        whole: true,
        data: false,
        column: |path| {
            path.counts.iter().map(|Counts { f, g, h, .. }| f64::from(*f) + f64::from(*g) + f64::from(*h)).collect()
        },
    },
    Along {
        axis: Axis::Length,
        word: "path length",
        about: "The sum of the lengths of the steps, in the units of x and y.",
        whole: false,
        data: false,
        column: lengths,
    },
    Along {
        axis: Axis::Examples,
        word: "examples",
        about: "Examples read: those of a batch, or all, at each point that was asked about.",
        whole: true,
        data: true,
        column: |path| path.counts.iter().map(|counts| counts.examples as f64).collect(),
    },
];

/// The length of the path to each iterate.
fn lengths(path: &Trajectory) -> Vec<f64> {
    let mut way = 0.0;
    let step = |k: usize| {
        if k > 0 {
            let pairs = path.iterate(k - 1).iter().zip(path.iterate(k));
            way += norm(pairs.map(|(a, b)| b - a));
        }
        way
    };
    (0..path.len()).map(step).collect()
}
