//! A quadratic with any condition number, turned by any angle.

use super::{Function, Group, Nature, knob, plane};
use crate::catalog::{Reference, Scale};
use crate::math;
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::f64::consts::PI;

struct IllConditioned {
    kappa: f64,
    cos: f64,
    sin: f64,
}

impl Formula for IllConditioned {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let u = x * self.cos + y * self.sin;
        let v = y * self.cos - x * self.sin;
        (u.powi(2) + v.powi(2) * self.kappa) / 2.0
    }
}

/// The descriptor.
pub const FUNCTION: Function = Function {
    id: "illconditioned",
    name: "Ill-conditioned quadratic",
    group: Group::One,
    formula: "((x*cos(angle*pi/180) + y*sin(angle*pi/180))^2 + kappa*(y*cos(angle*pi/180) - x*sin(angle*pi/180))^2)/2",
    about: "A long valley: the steep direction holds the rate down (below 2/kappa) and the gentle one needs many steps.",
    reference: Reference {
        authors: "Boyd, Vandenberghe",
        year: 2004,
        title: "Convex Optimization",
        source: "Cambridge University Press",
        place: "section 9.3.2, a quadratic problem in the plane",
    },
    area: [-5.0, 5.0, -2.0, 2.0],
    start: [-4.0, 1.0],
    rate: 0.018,
    knobs: &[
        knob(
            "kappa",
            "κ",
            "condition number",
            "How many times steeper the steep direction is.",
            100.0,
            (1.0, 1e6),
            (1.0, 1e4),
            Scale::Log,
        ),
        knob(
            "angle",
            "θ",
            "angle",
            "By how many degrees the valley is turned.",
            0.0,
            (-90.0, 90.0),
            (-90.0, 90.0),
            Scale::Linear,
        ),
    ],
    points: &[(Nature::Minimum, [0.0, 0.0])],
    build: |knobs| {
        let angle = knobs.get("angle") * PI / 180.0;
        plane(IllConditioned { kappa: knobs.get("kappa"), cos: math::cos(angle), sin: math::sin(angle) })
    },
};
