//! Matyas's function: a flat diagonal valley.

use super::{Function, Group, Nature, plane, survey};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Matyas;

impl Formula for Matyas {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x.powi(2) + y.powi(2)) * 0.26 - x * 0.48 * y
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "matyas",
    name: "Matyas",
    group: Group::One,
    formula: "0.26*(x^2 + y^2) - 0.48*x*y",
    about: "A quadratic valley along the diagonal with condition number 25.",
    reference: survey("Matyas function"),
    area: [-10.0, 10.0, -10.0, 10.0],
    start: [-8.0, 4.0],
    rate: 0.5,
    knobs: &[],
    points: &[(Nature::Minimum, [0.0, 0.0])],
    build: |_| plane(Matyas),
};
