//! The flower: a bowl whose bottom is flat along one diagonal.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Flower;

impl Formula for Flower {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.powi(2) + y.powi(2) + x * y.sin() + y * x.sin()
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "flower",
    name: "Flower",
    group: Group::One,
    formula: "x^2 + y^2 + x*sin(y) + y*sin(x)",
    about: "At the minimum one eigenvalue of the Hessian is 0: descent gets slower and slower, and Newton loses its digits.",
    reference: Reference {
        authors: "Frederickson",
        year: 2016,
        title: "An Interactive Tutorial on Numerical Optimization",
        source: "benfrederickson.com",
        place: "the function named flower",
    },
    area: [-6.0, 6.0, -6.0, 6.0],
    start: [4.0, -3.0],
    rate: 0.1,
    knobs: &[],
    points: &[(Nature::Minimum, [0.0, 0.0])],
    build: |_| plane(Flower),
};
