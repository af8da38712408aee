//! Two plateaus with a step between them.

use super::{Function, Group, Nature, knob, plane};
use crate::catalog::{Reference, Scale};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Step {
    steepness: f64,
}

impl Formula for Step {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        ((x - 1.0) * self.steepness).tanh() + (x + 3.0).powi(2) / 50.0 + y.powi(2) / 2.0
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "step",
    name: "Step",
    group: Group::Saddles,
    formula: "tanh(steepness*(x - 1)) + (x + 3)^2/50 + y^2/2",
    about: "A gentle slope, a step, a gentle slope: the same rate that crawls before the step leaps over it.",
    reference: Reference {
        authors: "Goodfellow, Bengio, Courville",
        year: 2016,
        title: "Deep Learning",
        source: "MIT Press",
        place: "section 8.2.3",
    },
    area: [-5.0, 4.0, -3.0, 3.0],
    start: [3.0, 2.0],
    rate: 0.2,
    knobs: &[knob("steepness", "s", "steepness", "How sharp the step is.", 3.0, (0.1, 100.0), (0.5, 20.0), Scale::Log)],
    points: &[(Nature::Minimum, [-3.0, 0.0])],
    build: |knobs| plane(Step { steepness: knobs.get("steepness") }),
};
