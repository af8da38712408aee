//! The Goldstein–Price function: values from 3 to a million within one box.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;

struct GoldsteinPrice;

impl Formula for GoldsteinPrice {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let a = -(x * 14.0) + 19.0 + x.powi(2) * 3.0 - y * 14.0 + x * 6.0 * y + y.powi(2) * 3.0;
        let b = -(x * 32.0) + 18.0 + x.powi(2) * 12.0 + y * 48.0 - x * 36.0 * y + y.powi(2) * 27.0;
        ((x + y + 1.0).powi(2) * a + 1.0) * ((x * 2.0 - y * 3.0).powi(2) * b + 30.0)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "goldstein",
    name: "Goldstein–Price",
    group: Group::Several,
    formula: "(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))*(30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))",
    about: "Four minima in a landscape so uneven that one rate cannot suit it.",
    reference: Reference {
        authors: "Goldstein, Price",
        year: 1971,
        title: "On descent from local minima",
        source: "Mathematics of Computation 25(115)",
        place: "pages 569 to 574",
    },
    area: [-2.0, 2.0, -2.0, 2.0],
    start: [-0.5, 0.5],
    rate: 0.00002,
    knobs: &[],
    points: &[
        (Nature::Minimum, [0.0, -1.0]),
        (Nature::Minimum, [-0.6, -0.4]),
        (Nature::Minimum, [1.8, 0.2]),
        (Nature::Minimum, [1.2, 0.8]),
        (Nature::Saddle, [-0.4, -0.6]),
        (Nature::Saddle, [0.6, 0.4]),
        (Nature::Saddle, [1.4, 0.6]),
        (Nature::Saddle, [1.2, -0.2]),
        (Nature::Maximum, [0.8, 0.2]),
    ],
    build: |_| plane(GoldsteinPrice),
};
