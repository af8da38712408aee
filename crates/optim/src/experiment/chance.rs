//! What is random in a race as forms show it: batches, noise and seeds. The key is the link's.

use super::limits;
use crate::catalog::{Default, Kind, Param, Scale};

/// A number of an experiment.
const fn number(key: &'static str, symbol: &'static str, name: &'static str, about: &'static str) -> Param {
    Param { kind: Kind::Whole, default: Default::Fixed(1.0), min: 1.0, ..Param::named(key, symbol, name, about) }
}

/// Batch, noise, seed and seeds.
pub const CHANCE: &[Param] = &[
    Param {
        default: Default::Absent("full"),
        max: limits::BATCH as f64,
        slider: (1.0, 1000.0),
        scale: Scale::Log,
        ..number("batch", "m", "batch", "The examples of a step; all of them where none is given.")
    },
    Param {
        kind: Kind::Number,
        default: Default::Fixed(0.0),
        min: 0.0,
        max: limits::NOISE,
        slider: (0.0, 2.0),
        ..number("noise", "σ", "noise", "The standard deviation of normal noise on each component of the gradient.")
    },
    Param {
        min: 0.0,
        max: limits::SEED as f64,
        slider: (0.0, 100.0),
        ..number("seed", "", "seed", "Of everything random. All runs meet the same noise and the same batches.")
    },
    Param {
        max: limits::SEEDS as f64,
        slider: (1.0, limits::SEEDS as f64),
        ..number("seeds", "", "seeds", "With how many seeds each run is made: one lucky seed proves nothing.")
    },
];
