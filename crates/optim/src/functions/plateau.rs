//! A well in an almost flat field.

use super::{Function, Group, Nature, knob, plane};
use crate::catalog::{Reference, Scale};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Plateau {
    width: f64,
}

impl Formula for Plateau {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let square = x.powi(2) + y.powi(2);
        -(-square / (2.0 * (self.width * self.width))).exp() + 1.0 + square / 1000.0
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "plateau",
    name: "Plateau",
    group: Group::Saddles,
    formula: "1 - exp(-(x^2 + y^2)/(2*width^2)) + (x^2 + y^2)/1000",
    about: "Far from the well the slope is tiny: memory or adaptive rates cross the field, plain descent crawls.",
    reference: Reference {
        authors: "Goodfellow, Bengio, Courville",
        year: 2016,
        title: "Deep Learning",
        source: "MIT Press",
        place: "section 8.2.3",
    },
    area: [-6.0, 6.0, -6.0, 6.0],
    start: [5.0, 4.0],
    rate: 0.5,
    knobs: &[knob("width", "w", "width", "How wide the well is.", 1.0, (0.1, 10.0), (0.25, 4.0), Scale::Log)],
    points: &[(Nature::Minimum, [0.0, 0.0])],
    build: |knobs| plane(Plateau { width: knobs.get("width") }),
};
