//! The Styblinski–Tang function: a double well in each coordinate.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
use crate::scalar::Scalar;

struct StyblinskiTang;

impl Formula for StyblinskiTang {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (x.powi(4) - x.powi(2) * 16.0 + x * 5.0 + y.powi(4) - y.powi(2) * 16.0 + y * 5.0) / 2.0
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "styblinski",
    name: "Styblinski–Tang",
    group: Group::Several,
    formula: "(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2",
    about: "Each coordinate falls into its own deep or shallow well, so the basins are four rectangles.",
    reference: Reference {
        authors: "Styblinski, Tang",
        year: 1990,
        title: "Experiments in nonconvex optimization: stochastic approximation with function smoothing and simulated annealing",
        source: "Neural Networks 3(4)",
        place: "pages 467 to 483",
    },
    area: [-5.0, 5.0, -5.0, 5.0],
    start: [0.5, -1.0],
    rate: 0.02,
    knobs: &[],
    points: &[
        (Nature::Minimum, [-2.903534027771178, -2.903534027771178]),
        (Nature::Minimum, [-2.9035340277711774, 2.746802770990837]),
        (Nature::Minimum, [2.746802770990837, -2.9035340277711774]),
        (Nature::Minimum, [2.746802770990837, 2.746802770990837]),
        (Nature::Saddle, [-2.903534027771177, 0.1567312567803401]),
        (Nature::Saddle, [0.1567312567803401, -2.903534027771177]),
        (Nature::Saddle, [0.1567312567803401, 2.746802770990837]),
        (Nature::Saddle, [2.746802770990837, 0.1567312567803401]),
        (Nature::Maximum, [0.1567312567803401, 0.1567312567803401]),
    ],
    build: |_| plane(StyblinskiTang),
};
