//! Booth's function: a tilted bowl with condition number 9.

use super::{Function, Group, Nature, plane, survey};
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Booth;

impl Formula for Booth {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x + y * 2.0 - 7.0).powi(2) + (x * 2.0 + y - 5.0).powi(2)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "booth",
    name: "Booth",
    group: Group::One,
    formula: "(x + 2*y - 7)^2 + (2*x + y - 5)^2",
    about: "A bowl whose axes are diagonal: rates chosen for each coordinate cannot follow its shape.",
    reference: survey("Booth function"),
    area: [-10.0, 10.0, -10.0, 10.0],
    start: [-5.0, -6.0],
    rate: 0.05,
    knobs: &[],
    points: &[(Nature::Minimum, [1.0, 3.0])],
    build: |_| plane(Booth),
};
