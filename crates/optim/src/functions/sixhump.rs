//! The six-hump camel: six minima, two of them global, within a small box.

use super::{Function, Nature};
use crate::catalog::Reference;
use crate::objective::{Formula, Plane};
use crate::scalar::Scalar;

struct SixHump;

impl Formula for SixHump {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        (-(x.powi(2) * 2.1) + 4.0 + x.powi(4) / 3.0) * x.powi(2) + x * y + (y.powi(2) * 4.0 - 4.0) * y.powi(2)
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "sixhump",
    name: "Six-hump camel",
    formula: "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2",
    about: "Six minima, two of them global: where a path ends depends on where it begins.",
    reference: Reference {
        authors: "Dixon, Szegő",
        year: 1978,
        title: "The global optimization problem: an introduction",
        source: "Towards Global Optimisation 2, North-Holland",
        place: "pages 1 to 15",
    },
    area: [-2.0, 2.0, -1.0, 1.0],
    start: [-1.0, -0.5],
    rate: 0.1,
    knobs: &[],
    points: &[
        (Nature::Minimum, [0.08984201368301331, -0.7126564032704135]),
        (Nature::Minimum, [-0.08984201368301331, 0.7126564032704135]),
        (Nature::Minimum, [1.7036067, -0.7960836]),
        (Nature::Minimum, [-1.7036067, 0.7960836]),
        (Nature::Minimum, [-1.6071048, -0.5686515]),
        (Nature::Minimum, [1.6071048, 0.5686515]),
        (Nature::Saddle, [-1.638067984, -0.228674069]),
        (Nature::Saddle, [-1.296070267, -0.605084388]),
        (Nature::Saddle, [-1.109205337, 0.768268093]),
        (Nature::Saddle, [0.0, 0.0]),
        (Nature::Saddle, [1.109205337, -0.768268093]),
        (Nature::Saddle, [1.296070267, 0.605084388]),
        (Nature::Saddle, [1.638067984, 0.228674069]),
        (Nature::Maximum, [-1.230229877, -0.162334584]),
        (Nature::Maximum, [1.230229877, 0.162334584]),
    ],
    build: |_| Box::new(Plane(SixHump)),
};
