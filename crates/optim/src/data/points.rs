//! People's own points.

use super::models::line::MODEL;
use super::{Data, Examples, REPLACE};

/// The descriptor.
pub const DATA: Data = Data {
    id: "points",
    name: "Own points",
    about: "Points of your own, set by clicking or pasted, and the model that is to fit them.",
    rule: "(0, 1), (1, 2), (2, 4) until others are given",
    model: &MODEL,
    own: true,
    area: [-3.0, 4.0, -3.0, 5.0],
    start: [-2.0, 4.0],
    rate: 0.1,
    knobs: &[REPLACE],
    draw: |_, _| Examples { t: vec![0.0, 1.0, 2.0], v: vec![1.0, 2.0, 4.0] },
};
