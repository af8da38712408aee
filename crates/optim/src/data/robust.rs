//! Examples around a line, some of which are gross errors.

use super::models::robust::MODEL;
use super::{COUNT, Data, Examples, NOISE, REPLACE, knob, level, normal};
use crate::catalog::{Param, Scale};

/// How far below the line an error lies.
const ERROR: f64 = 6.0;

/// The descriptor.
pub const DATA: Data = Data {
    id: "robust",
    name: "Robust line fit",
    about: "One example in five is a gross error. Huber’s loss grows only straight with it, so the line stays near the others.",
    rule: "v = 2 t + 1 + σ ξ, less 6 for a share of them; t = −1, −0.9 … 1",
    model: &MODEL,
    own: false,
    area: [-3.0, 5.0, -4.0, 4.0],
    start: [-2.0, -3.0],
    rate: 0.2,
    knobs: &[
        COUNT,
        NOISE,
        Param {
            slider: (0.0, 0.5),
            ..knob("outliers", "q", "outliers", "The share of gross errors.", 0.2, (0.0, 1.0), Scale::Linear)
        },
        REPLACE,
    ],
    draw: |knobs, random| {
        let (n, noise, outliers) = (knobs.get("n") as u32, knobs.get("noise"), knobs.get("outliers"));
        let (t, v) = (0..n)
            .map(|i| {
                let [t, u] = level(random, i);
                let error = if u < outliers { ERROR } else { 0.0 };
                (t, 2.0 * t + 1.0 + noise * normal(random, i) - error)
            })
            .unzip();
        Examples { t, v }
    },
};
