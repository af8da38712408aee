//! The monkey saddle: three ways down, and no curvature in the middle.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Monkey;

impl Formula for Monkey {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.powi(3) - x * 3.0 * y.powi(2)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "monkey",
    name: "Monkey saddle",
    group: Group::Saddles,
    formula: "x^3 - 3*x*y^2",
    about: "Gradient and Hessian are both 0 in the middle: the second-order model knows nothing there.",
    reference: Reference {
        authors: "Hilbert, Cohn-Vossen",
        year: 1952,
        title: "Geometry and the Imagination",
        source: "Chelsea",
        place: "chapter IV, the monkey saddle",
    },
    area: [-1.5, 1.5, -1.5, 1.5],
    start: [0.9, 0.5],
    rate: 0.05,
    knobs: &[],
    points: &[(Nature::Degenerate, [0.0, 0.0])],
    build: |_| plane(Monkey),
};
