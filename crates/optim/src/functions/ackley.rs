//! Ackley's function: a funnel with ripples and a kink at its minimum. e is written exp(1), so that it is exactly 0 there.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::math;
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::PI;

struct Ackley;

impl Formula for Ackley {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let funnel = (-((x.powi(2) + y.powi(2)) / 2.0).sqrt() / 5.0).exp();
        let ripples = (((x * (2.0 * PI)).cos() + (y * (2.0 * PI)).cos()) / 2.0).exp();
        -(funnel * 20.0) + 20.0 + math::exp(1.0) - ripples
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "ackley",
    name: "Ackley",
    group: Group::Several,
    formula: "20 - 20*exp(-sqrt((x^2 + y^2)/2)/5) + exp(1) - exp((cos(2*pi*x) + cos(2*pi*y))/2)",
    about: "Ripples stop a descent on the way, and at the kink in the middle the gradient jumps: a constant rate never settles.",
    reference: Reference {
        authors: "Ackley",
        year: 1987,
        title: "A Connectionist Machine for Genetic Hillclimbing",
        source: "Kluwer",
        place: "section 2.3",
    },
    area: [-5.0, 5.0, -5.0, 5.0],
    start: [2.4, 1.6],
    rate: 0.05,
    knobs: &[],
    points: &[(Nature::Minimum, [0.0, 0.0])],
    build: |_| plane(Ackley),
};
