//! The eggholder: steep wells everywhere, the lowest one cut by the border of the box.

use super::{Function, Group, Nature, plane, survey};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Eggholder;

impl Formula for Eggholder {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        -(y + 47.0) * (x / 2.0 + y + 47.0).abs().sqrt().sin() - x * (x - y - 47.0).abs().sqrt().sin()
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "eggholder",
    name: "Eggholder",
    group: Group::Several,
    formula: "-(y + 47)*sin(sqrt(abs(x/2 + y + 47))) - x*sin(sqrt(abs(x - y - 47)))",
    about: "The lowest value in the box lies on its border, where the gradient is not 0.",
    reference: survey("egg holder function"),
    area: [-512.0, 512.0, -512.0, 512.0],
    start: [200.0, 100.0],
    rate: 0.2,
    knobs: &[],
    points: &[(Nature::Minimum, [512.0, 404.2318058008512])],
    build: |_| plane(Eggholder),
};
