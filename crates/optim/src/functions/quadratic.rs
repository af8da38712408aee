//! The lecture's quadratic: a bowl with condition number 2.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Quadratic;

impl Formula for Quadratic {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.powi(2) + y.powi(2) / 2.0
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "quadratic",
    name: "Quadratic bowl",
    group: Group::One,
    formula: "x^2 + y^2/2",
    about: "A convex bowl twice as steep along x as along y: the place to see what the rate alone does.",
    reference: Reference {
        authors: "Boyd, Vandenberghe",
        year: 2004,
        title: "Convex Optimization",
        source: "Cambridge University Press",
        place: "section 9.3.2, a quadratic problem in the plane",
    },
    area: [-5.0, 5.0, -5.0, 5.0],
    start: [-4.0, 4.0],
    rate: 0.1,
    knobs: &[],
    points: &[(Nature::Minimum, [0.0, 0.0])],
    build: |_| plane(Quadratic),
};
