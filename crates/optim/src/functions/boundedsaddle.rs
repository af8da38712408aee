//! A saddle between two minima.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::SQRT_2;

struct BoundedSaddle;

impl Formula for BoundedSaddle {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.powi(2) - y.powi(2) + y.powi(4) / 4.0
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "boundedsaddle",
    name: "Bounded saddle",
    group: Group::Saddles,
    formula: "x^2 - y^2 + y^4/4",
    about: "On the line y = 0 a descent runs into the saddle; beside it, it leaves slowly for one of two minima.",
    reference: Reference {
        authors: "Nesterov",
        year: 2004,
        title: "Introductory Lectures on Convex Optimization",
        source: "Kluwer",
        place: "example 1.2.2, with other factors",
    },
    area: [-2.5, 2.5, -2.5, 2.5],
    start: [1.0, 0.01],
    rate: 0.1,
    knobs: &[],
    points: &[(Nature::Minimum, [0.0, SQRT_2]), (Nature::Minimum, [0.0, -SQRT_2]), (Nature::Saddle, [0.0, 0.0])],
    build: |_| plane(BoundedSaddle),
};
