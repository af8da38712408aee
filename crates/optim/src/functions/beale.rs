//! Beale's function: a plateau, a valley, and corners thousands of times higher.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Beale;

impl Formula for Beale {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (-x + 1.5 + x * y).powi(2) + (-x + 2.25 + x * y.powi(2)).powi(2) + (-x + 2.625 + x * y.powi(3)).powi(2)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "beale",
    name: "Beale",
    group: Group::One,
    formula: "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    about: "A flat valley with its minimum at one end, and walls that send a large step far away.",
    reference: Reference {
        authors: "Beale",
        year: 1958,
        title: "On an iterative method for finding a local minimum of a function of more than one variable",
        source: "Technical report 25, Statistical Techniques Research Group, Princeton University",
        place: "the example in two variables",
    },
    area: [-4.5, 4.5, -4.5, 4.5],
    start: [1.0, 1.0],
    rate: 0.01,
    knobs: &[],
    points: &[
        (Nature::Minimum, [3.0, 0.5]),
        (Nature::Saddle, [0.0, 1.0]),
        (Nature::Saddle, [0.1005379373241584, -2.6445135850231245]),
    ],
    build: |_| plane(Beale),
};
