//! Answers of yes or no that depend on a dose.

use super::models::logistic::{MODEL, sigmoid};
use super::{COUNT, Data, Examples, REPLACE, knob, level};
use crate::catalog::{Param, Scale};

/// The descriptor.
pub const DATA: Data = Data {
    id: "logistic",
    name: "Logistic regression",
    about: "Yes or no, likelier with the dose: no formula gives the best slope and intercept, and far out the loss is nearly straight.",
    rule: "P(v = 1) = 1 / (1 + exp(1 − s t)), t = −1, −0.9 … 1",
    model: &MODEL,
    own: false,
    area: [-3.0, 9.0, -5.0, 4.0],
    start: [-2.0, 3.0],
    rate: 1.0,
    knobs: &[
        COUNT,
        Param {
            slider: (0.0, 8.0),
            ..knob(
                "steepness",
                "s",
                "steepness",
                "How sharply the answer depends on the dose.",
                4.0,
                (0.0, 1000.0),
                Scale::Linear,
            )
        },
        REPLACE,
    ],
    draw: |knobs, random| {
        let (n, steepness) = (knobs.get("n") as u32, knobs.get("steepness"));
        let (t, v) = (0..n)
            .map(|i| {
                let [t, u] = level(random, i);
                (t, if u < sigmoid(steepness * t - 1.0) { 1.0 } else { 0.0 })
            })
            .unzip();
        Examples { t, v }
    },
};
