//! A monkey saddle between three minima.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;

struct BoundedMonkey;

impl Formula for BoundedMonkey {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.powi(3) - x * 3.0 * y.powi(2) + (x.powi(2) + y.powi(2)).powi(2) / 2.0
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "boundedmonkey",
    name: "Bounded monkey saddle",
    group: Group::Saddles,
    formula: "x^3 - 3*x*y^2 + (x^2 + y^2)^2/2",
    about: "A plateau of one point: exactly there nothing moves, and a little noise finds one of three minima.",
    reference: Reference {
        authors: "Hilbert, Cohn-Vossen",
        year: 1952,
        title: "Geometry and the Imagination",
        source: "Chelsea",
        place: "chapter IV, the monkey saddle",
    },
    area: [-2.2, 2.2, -2.2, 2.2],
    start: [1.6, 0.1],
    rate: 0.05,
    knobs: &[],
    points: &[
        (Nature::Minimum, [-1.5, 0.0]),
        (Nature::Minimum, [0.75, 1.299038105676658]),
        (Nature::Minimum, [0.75, -1.299038105676658]),
        (Nature::Degenerate, [0.0, 0.0]),
    ],
    build: |_| plane(BoundedMonkey),
};
