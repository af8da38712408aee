//! The three-hump camel: a global minimum between two local ones.

use super::{Function, Group, Nature, plane, survey};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct ThreeHump;

impl Formula for ThreeHump {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.powi(2) * 2.0 - x.powi(4) * 1.05 + x.powi(6) / 6.0 + x * y + y.powi(2)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "threehump",
    name: "Three-hump camel",
    group: Group::Several,
    formula: "2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2",
    about: "The simplest map of basins: one global minimum, a local one on each side, and two saddles between them.",
    reference: survey("three-hump camel function"),
    area: [-2.2, 2.2, -2.2, 2.2],
    start: [-2.0, 1.9],
    rate: 0.05,
    knobs: &[],
    points: &[
        (Nature::Minimum, [0.0, 0.0]),
        (Nature::Minimum, [-1.747552345830289, 0.8737761729151445]),
        (Nature::Minimum, [1.747552345830289, -0.8737761729151445]),
        (Nature::Saddle, [1.0705422918236598, -0.5352711459118299]),
        (Nature::Saddle, [-1.0705422918236598, 0.5352711459118299]),
    ],
    build: |_| plane(ThreeHump),
};
