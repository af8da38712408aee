//! Levy's thirteenth function: fine waves on a bowl.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::PI;

struct Levy13;

impl Formula for Levy13 {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x * (3.0 * PI)).sin().powi(2)
            + (x - 1.0).powi(2) * ((y * (3.0 * PI)).sin().powi(2) + 1.0)
            + (y - 1.0).powi(2) * ((y * (2.0 * PI)).sin().powi(2) + 1.0)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "levy13",
    name: "Levy 13",
    group: Group::Several,
    formula: "sin(3*pi*x)^2 + (x - 1)^2*(1 + sin(3*pi*y)^2) + (y - 1)^2*(1 + sin(2*pi*y)^2)",
    about: "Fine waves on a bowl: far out they are steep enough to stop a descent in any of hundreds of minima.",
    reference: Reference {
        authors: "Surjanovic, Bingham",
        year: 2013,
        title: "Virtual Library of Simulation Experiments: Test Functions and Datasets",
        source: "Simon Fraser University",
        place: "Levy function N. 13",
    },
    area: [-10.0, 10.0, -10.0, 10.0],
    start: [3.0, -2.0],
    rate: 0.001,
    knobs: &[],
    points: &[(Nature::Minimum, [1.0, 1.0])],
    build: |_| plane(Levy13),
};
