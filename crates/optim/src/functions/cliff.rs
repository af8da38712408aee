//! A wall beside a gentle slope.

use super::{Function, Group, Nature, knob, plane};
use crate::catalog::{Reference, Scale};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Cliff {
    height: f64,
}

impl Formula for Cliff {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let wall = ((x - 1.0) * 40.0).softplus() * self.height / 40.0;
        (x + 2.0).powi(2) / 10.0 + y.powi(2) / 2.0 + wall
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "cliff",
    name: "Cliff",
    group: Group::Saddles,
    formula: "(x + 2)^2/10 + y^2/2 + height*log(1 + exp(40*(x - 1)))/40",
    about: "One gradient on the wall is a hundred times those on the slope: it throws a step far back, and a running sum never forgets it.",
    reference: Reference {
        authors: "Goodfellow, Bengio, Courville",
        year: 2016,
        title: "Deep Learning",
        source: "MIT Press",
        place: "section 8.2.4",
    },
    area: [-4.0, 2.0, -3.0, 3.0],
    start: [1.5, 1.0],
    rate: 0.1,
    knobs: &[knob(
        "height",
        "h",
        "height",
        "How high the wall is, one unit behind its foot.",
        20.0,
        (0.0, 1000.0),
        (1.0, 100.0),
        Scale::Log,
    )],
    points: &[(Nature::Minimum, [-2.0, 0.0])],
    build: |knobs| plane(Cliff { height: knobs.get("height") }),
};
