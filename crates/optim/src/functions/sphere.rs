//! The sphere: a bowl that is equally steep in every direction.

use super::{Function, Group, Nature, plane, survey};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Sphere;

impl Formula for Sphere {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.powi(2) + y.powi(2)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "sphere",
    name: "Sphere",
    group: Group::One,
    formula: "x^2 + y^2",
    about: "The gradient points straight at the minimum from everywhere, and rate 0.5 arrives in one step.",
    reference: survey("sphere function"),
    area: [-5.12, 5.12, -5.12, 5.12],
    start: [4.0, -3.0],
    rate: 0.1,
    knobs: &[],
    points: &[(Nature::Minimum, [0.0, 0.0])],
    build: |_| plane(Sphere),
};
