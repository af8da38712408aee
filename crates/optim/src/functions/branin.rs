//! Branin's function: three equal minima.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::PI;

struct Branin;

impl Formula for Branin {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (y - x.powi(2) * 5.1 / (4.0 * (PI * PI)) + x * 5.0 / PI - 6.0).powi(2)
            + x.cos() * (10.0 * (1.0 - 1.0 / (8.0 * PI)))
            + 10.0
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "branin",
    name: "Branin",
    group: Group::Several,
    formula: "(y - 5.1*x^2/(4*pi^2) + 5*x/pi - 6)^2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
    about: "Three minima of one value along a bent valley.",
    reference: Reference {
        authors: "Branin",
        year: 1972,
        title: "Widely convergent method for finding multiple solutions of simultaneous nonlinear equations",
        source: "IBM Journal of Research and Development 16(5)",
        place: "pages 504 to 522",
    },
    area: [-5.0, 10.0, 0.0, 15.0],
    start: [2.5, 12.0],
    rate: 0.02,
    knobs: &[],
    points: &[
        (Nature::Minimum, [-PI, 12.275]),
        (Nature::Minimum, [PI, 2.275]),
        (Nature::Minimum, [9.42477796076938, 2.475]),
        (Nature::Saddle, [0.0, 6.0]),
        (Nature::Saddle, [2.0 * PI, 1.1]),
    ],
    build: |_| plane(Branin),
};
