//! Examples around a line, with inputs between −1 and 1.

use super::models::line::MODEL;
use super::{COUNT, Data, Examples, NOISE, REPLACE, normal, spread};

/// The descriptor.
pub const DATA: Data = Data {
    id: "line",
    name: "Line fit",
    about: "A line through scattered examples: the loss is a bowl over slope and intercept, and a batch tilts it.",
    rule: "v = 2 t + 1 + σ ξ, t between −1 and 1",
    model: &MODEL,
    own: false,
    area: [-3.0, 5.0, -3.0, 4.0],
    start: [-2.0, -2.0],
    rate: 0.1,
    knobs: &[COUNT, NOISE, REPLACE],
    draw: |knobs, random| {
        let (n, noise) = (knobs.get("n") as u32, knobs.get("noise"));
        let t: Vec<f64> = (0..n).map(|i| spread(random, i)[0]).collect();
        let v = t.iter().zip(0..).map(|(t, i)| 2.0 * t + 1.0 + noise * normal(random, i)).collect();
        Examples { t, v }
    },
};
