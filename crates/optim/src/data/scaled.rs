//! The same with an input that was never standardized: from 0 to a scale.

use super::models::line::MODEL;
use super::{COUNT, Data, Examples, NOISE, REPLACE, knob, normal};
use crate::catalog::{Param, Scale};

/// The descriptor.
pub const DATA: Data = Data {
    id: "scaled",
    name: "Line fit, badly scaled",
    about: "The input runs from 0 to its scale: slope and intercept pull together in a long, narrow valley. Standardizing it would make a bowl.",
    rule: "v = t / 2 − 1 + σ ξ, t between 0 and the scale",
    model: &MODEL,
    own: false,
    area: [-1.0, 2.0, -3.0, 2.0],
    start: [1.5, 1.5],
    rate: 0.04,
    knobs: &[
        COUNT,
        NOISE,
        Param {
            slider: (0.5, 20.0),
            ..knob("scale", "s", "scale", "How far the input runs.", 10.0, (0.001, 1000.0), Scale::Log)
        },
        REPLACE,
    ],
    draw: |knobs, random| {
        let (n, noise, scale) = (knobs.get("n") as u32, knobs.get("noise"), knobs.get("scale"));
        let t: Vec<f64> = (0..n).map(|i| scale * random.uniforms(0, i)[0]).collect();
        let v = t.iter().zip(0..).map(|(t, i)| t / 2.0 - 1.0 + noise * normal(random, i)).collect();
        Examples { t, v }
    },
};
