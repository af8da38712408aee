//! McCormick's function: a wave on a tilted valley.

use super::{Function, Group, Nature, plane, survey};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct McCormick;

impl Formula for McCormick {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x + y).sin() + (x - y).powi(2) - x * 1.5 + y * 2.5 + 1.0
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "mccormick",
    name: "McCormick",
    group: Group::Several,
    formula: "sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1",
    about: "A valley with one minimum after another: which one a path ends in depends on how fast it goes.",
    reference: survey("McCormick function"),
    area: [-1.5, 4.0, -3.0, 4.0],
    start: [3.0, 3.0],
    rate: 0.1,
    knobs: &[],
    points: &[
        (Nature::Minimum, [-0.5471975511965976, -1.5471975511965976]),
        (Nature::Minimum, [2.5943951023931953, 1.5943951023931953]),
        (Nature::Saddle, [1.5471975511965979, 0.5471975511965979]),
    ],
    build: |_| plane(McCormick),
};
