//! Levy's function in two variables: waves whose height grows with the distance.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::PI;

struct Levy;

impl Formula for Levy {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let wave = (x + 3.0) * PI / 4.0;
        wave.sin().powi(2)
            + ((x - 1.0) / 4.0).powi(2) * ((wave + 1.0).sin().powi(2) * 10.0 + 1.0)
            + ((y - 1.0) / 4.0).powi(2) * (((y + 3.0) * PI / 2.0).sin().powi(2) + 1.0)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "levy",
    name: "Levy",
    group: Group::Several,
    formula: "sin(pi*(x + 3)/4)^2 + ((x - 1)/4)^2*(1 + 10*sin(pi*(x + 3)/4 + 1)^2) + ((y - 1)/4)^2*(1 + sin(pi*(y + 3)/2)^2)",
    about: "Parallel ridges across x, with the only deep minimum at (1, 1).",
    reference: Reference {
        authors: "Levy, Montalvo",
        year: 1985,
        title: "The tunneling algorithm for the global minimization of functions",
        source: "SIAM Journal on Scientific and Statistical Computing 6(1)",
        place: "pages 15 to 29",
    },
    area: [-10.0, 10.0, -10.0, 10.0],
    start: [-6.0, 5.0],
    rate: 0.05,
    knobs: &[],
    points: &[(Nature::Minimum, [1.0, 1.0])],
    build: |_| plane(Levy),
};
