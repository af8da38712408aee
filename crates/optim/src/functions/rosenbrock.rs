//! Rosenbrock's banana: a curved valley that is easy to enter and slow to follow.

use super::{Function, Group, Nature, knob, plane};
use crate::catalog::{Reference, Scale};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Rosenbrock {
    steepness: f64,
}

impl Formula for Rosenbrock {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (-x + 1.0).powi(2) + (y - x.powi(2)).powi(2) * self.steepness
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "rosenbrock",
    name: "Rosenbrock",
    group: Group::One,
    formula: "(1 - x)^2 + steepness*(y - x^2)^2",
    about: "A bent valley with steep walls: finding it takes a few steps, following it to the minimum takes thousands.",
    reference: Reference {
        authors: "Rosenbrock",
        year: 1960,
        title: "An automatic method for finding the greatest or least value of a function",
        source: "The Computer Journal 3(3)",
        place: "pages 175 to 184",
    },
    area: [-2.0, 2.0, -1.0, 3.0],
    start: [-1.2, 1.0],
    rate: 0.001,
    knobs: &[knob(
        "steepness",
        "b",
        "steepness",
        "How steep the walls of the valley are.",
        100.0,
        (0.0, 1e6),
        (1.0, 1000.0),
        Scale::Log,
    )],
    points: &[(Nature::Minimum, [1.0, 1.0])],
    build: |knobs| plane(Rosenbrock { steepness: knobs.get("steepness") }),
};
