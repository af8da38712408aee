//! Himmelblau's function: four equal minima around a hill.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Himmelblau;

impl Formula for Himmelblau {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x.powi(2) + y - 11.0).powi(2) + (x + y.powi(2) - 7.0).powi(2)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "himmelblau",
    name: "Himmelblau",
    group: Group::Several,
    formula: "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    about: "Four minima of the same value, so nothing but the start and the method decides where a path ends.",
    reference: Reference {
        authors: "Himmelblau",
        year: 1972,
        title: "Applied Nonlinear Programming",
        source: "McGraw-Hill",
        place: "an example with four solutions",
    },
    area: [-6.0, 6.0, -6.0, 6.0],
    start: [0.0, 0.0],
    rate: 0.01,
    knobs: &[],
    points: &[
        (Nature::Minimum, [3.0, 2.0]),
        (Nature::Minimum, [-2.805118086952745, 3.131312518250573]),
        (Nature::Minimum, [-3.779310253377747, -3.28318599128617]),
        (Nature::Minimum, [3.584428340330492, -1.848126526964404]),
        (Nature::Saddle, [-3.0730257507643897, -0.08135304428796751]),
        (Nature::Saddle, [-0.12796134673068005, -1.9537149802445766]),
        (Nature::Saddle, [0.08667750455539634, 2.884254701174776]),
        (Nature::Saddle, [3.385154183607021, 0.07385187983774928]),
        (Nature::Maximum, [-0.27084459066734756, -0.9230385564799816]),
    ],
    build: |_| plane(Himmelblau),
};
