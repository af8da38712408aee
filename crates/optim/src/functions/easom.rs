//! Easom's function: a narrow well in a flat plain.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::PI;

struct Easom;

impl Formula for Easom {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        -x.cos() * y.cos() * (-(x - PI).powi(2) - (y - PI).powi(2)).exp()
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "easom",
    name: "Easom",
    group: Group::Saddles,
    formula: "-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)",
    about: "Outside the well the gradient is almost 0: nothing says where to go, and a small gradient is no sign of a minimum.",
    reference: Reference {
        authors: "Easom",
        year: 1990,
        title: "A survey of global optimization techniques",
        source: "Master of Engineering thesis, University of Louisville",
        place: "a function of two variables",
    },
    area: [-2.0, 8.0, -2.0, 8.0],
    start: [1.9, 4.2],
    rate: 0.3,
    knobs: &[],
    points: &[
        (Nature::Minimum, [PI, PI]),
        (Nature::Minimum, [1.3049954504376675, 1.3049954504376675]),
        (Nature::Minimum, [1.3049954504376675, 4.978189856741919]),
        (Nature::Minimum, [4.978189856741919, 1.3049954504376675]),
        (Nature::Minimum, [4.978189856741919, 4.978189856741919]),
        (Nature::Saddle, [PI / 2.0, PI / 2.0]),
        (Nature::Saddle, [PI / 2.0, 1.5 * PI]),
        (Nature::Saddle, [1.5 * PI, PI / 2.0]),
        (Nature::Saddle, [1.5 * PI, 1.5 * PI]),
        (Nature::Maximum, [1.30499545, PI]),
        (Nature::Maximum, [PI, 1.30499545]),
        (Nature::Maximum, [PI, 4.978189857]),
        (Nature::Maximum, [4.978189857, PI]),
    ],
    build: |_| plane(Easom),
};
