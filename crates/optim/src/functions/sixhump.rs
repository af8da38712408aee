//! The six-hump camel: six minima, two of them global, within a small box.

use super::{Function, Group, Nature, plane};
use crate::catalog::Reference;
use crate::objective::Formula;
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
    group: Group::Several,
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
        (Nature::Minimum, [0.08984201310031806, -0.7126564030207396]),
        (Nature::Minimum, [-0.08984201310031806, 0.7126564030207396]),
        (Nature::Minimum, [1.7036067149699807, -0.7960835686726251]),
        (Nature::Minimum, [-1.7036067149699807, 0.7960835686726251]),
        (Nature::Minimum, [-1.6071047529201974, -0.5686514548841314]),
        (Nature::Minimum, [1.6071047529201974, 0.5686514548841314]),
        (Nature::Saddle, [-1.6380679841897787, -0.2286740690443941]),
        (Nature::Saddle, [-1.2960702671671092, -0.6050843880386585]),
        (Nature::Saddle, [-1.1092053368047865, 0.7682680925095399]),
        (Nature::Saddle, [0.0, 0.0]),
        (Nature::Saddle, [1.1092053368047865, -0.7682680925095399]),
        (Nature::Saddle, [1.2960702671671092, 0.6050843880386585]),
        (Nature::Saddle, [1.6380679841897787, 0.2286740690443941]),
        (Nature::Maximum, [-1.2302298765166524, -0.16233458445899493]),
        (Nature::Maximum, [1.2302298765166524, 0.16233458445899493]),
    ],
    build: |_| plane(SixHump),
};
