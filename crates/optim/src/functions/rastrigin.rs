//! Rastrigin's function: a bowl covered with a regular grid of wells.

use super::{Function, Group, Nature, knob, plane};
use crate::catalog::{Reference, Scale};
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::PI;

struct Rastrigin {
    amplitude: f64,
}

impl Formula for Rastrigin {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let waves = (x * (2.0 * PI)).cos() + (y * (2.0 * PI)).cos();
        x.powi(2) + 2.0 * self.amplitude + y.powi(2) - waves * self.amplitude
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "rastrigin",
    name: "Rastrigin",
    group: Group::Several,
    formula: "2*amplitude + x^2 + y^2 - amplitude*(cos(2*pi*x) + cos(2*pi*y))",
    about: "A well on every whole number: a path that only goes down stays in the first one it meets.",
    reference: Reference {
        authors: "Rastrigin",
        year: 1974,
        title: "Systems of Extremal Control",
        source: "Nauka, Moscow",
        place: "the function of two variables",
    },
    area: [-5.12, 5.12, -5.12, 5.12],
    start: [2.2, -1.7],
    rate: 0.002,
    knobs: &[knob(
        "amplitude",
        "A",
        "amplitude",
        "How deep the wells are; at 0 a bowl is left.",
        10.0,
        (0.0, 100.0),
        (0.0, 20.0),
        Scale::Linear,
    )],
    points: &[(Nature::Minimum, [0.0, 0.0])],
    build: |knobs| plane(Rastrigin { amplitude: knobs.get("amplitude") }),
};
