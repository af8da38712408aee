//! Himmelblau's function: four equal minima around a hill.

use super::{Function, Nature};
use crate::catalog::Reference;
use crate::objective::{Formula, Plane};
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
        (Nature::Saddle, [-3.073025751, -0.081353044]),
        (Nature::Saddle, [-0.127961347, -1.95371498]),
        (Nature::Saddle, [0.086677505, 2.884254701]),
        (Nature::Saddle, [3.385154184, 0.07385188]),
        (Nature::Maximum, [-0.270844591, -0.923038556]),
    ],
    build: |_| Box::new(Plane(Himmelblau)),
};
