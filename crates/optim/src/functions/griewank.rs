//! Griewank's function: shallow waves on a wide bowl.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::SQRT_2;

struct Griewank;

impl Formula for Griewank {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x.powi(2) + y.powi(2)) / 4000.0 + 1.0 - x.cos() * (y / SQRT_2).cos()
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "griewank",
    name: "Griewank",
    group: Group::Several,
    formula: "1 + (x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2))",
    about: "Near by there are many minima, from afar only one bowl: the scale at which you look decides.",
    reference: Reference {
        authors: "Griewank",
        year: 1981,
        title: "Generalized descent for global optimization",
        source: "Journal of Optimization Theory and Applications 34(1)",
        place: "pages 11 to 39",
    },
    area: [-10.0, 10.0, -10.0, 10.0],
    start: [-6.0, 5.0],
    rate: 0.5,
    knobs: &[],
    points: &[(Nature::Minimum, [0.0, 0.0])],
    build: |_| plane(Griewank),
};
