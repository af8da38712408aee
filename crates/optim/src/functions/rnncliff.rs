//! The cliff of a recurrent network: one weight multiplied with itself many times.

use super::{Function, Group, Nature, knob, plane};
use crate::catalog::{Kind, Param, Reference, Scale};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct RnnCliff {
    depth: i32,
}

impl Formula for RnnCliff {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        y.powi(2) / 20.0 + (x.powi(self.depth) / 2.0 + y - 0.7).powi(2)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "rnncliff",
    name: "Recurrent cliff",
    group: Group::Saddles,
    formula: "y^2/20 + (x^depth/2 + y - 0.7)^2",
    about: "A weight used ten times over makes a wall out of nothing: without clipping, one step on it undoes everything.",
    reference: Reference {
        authors: "Pascanu, Mikolov, Bengio",
        year: 2013,
        title: "On the difficulty of training recurrent neural networks",
        source: "International Conference on Machine Learning",
        place: "section 2.3 and figure 6",
    },
    area: [-1.6, 1.6, -2.0, 2.0],
    start: [1.2, 0.7],
    rate: 0.001,
    knobs: &[Param {
        kind: Kind::Whole,
        ..knob(
            "depth",
            "T",
            "depth",
            "How many times the weight x is multiplied with itself.",
            10.0,
            (1.0, 64.0),
            (1.0, 30.0),
            Scale::Linear,
        )
    }],
    points: &[
        (Nature::Minimum, [1.0342196941293802, 0.0]),
        (Nature::Minimum, [-1.0342196941293802, 0.0]),
        (Nature::Degenerate, [0.0, 0.6666666666666666]),
    ],
    build: |knobs| plane(RnnCliff { depth: knobs.get("depth") as i32 }),
};
