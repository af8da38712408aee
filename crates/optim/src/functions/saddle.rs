//! The plain saddle: down along y, without end.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;

struct Saddle;

impl Formula for Saddle {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x.powi(2) - y.powi(2)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "saddle",
    name: "Saddle",
    group: Group::Saddles,
    formula: "x^2 - y^2",
    about: "The gradient is 0 in the middle, and yet it is no minimum: the slightest push along y leaves it for ever.",
    reference: Reference {
        authors: "Dauphin, Pascanu, Gulcehre, Cho, Ganguli, Bengio",
        year: 2014,
        title: "Identifying and attacking the saddle point problem in high-dimensional non-convex optimization",
        source: "Advances in Neural Information Processing Systems 27",
        place: "figure 1",
    },
    area: [-2.0, 2.0, -2.0, 2.0],
    start: [1.5, 0.01],
    rate: 0.1,
    knobs: &[],
    points: &[(Nature::Saddle, [0.0, 0.0])],
    build: |_| plane(Saddle),
};
