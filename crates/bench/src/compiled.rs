//! The subjects written in Rust and compiled, for comparison: the most that a formula that is typed could reach.

use descent_optim::objective::{Formula, Objective, Plane};
use descent_optim::scalar::Scalar;
use std::f64::consts::TAU;

struct Camel;

impl Formula for Camel {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        let (xx, yy) = (x * x, y * y);
        (-(xx * 2.1) + 4.0 + xx * xx / 3.0) * xx + x * y + (yy * 4.0 - 4.0) * yy
    }
}

struct Rastrigin;

impl Formula for Rastrigin {
    fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        x * x + 20.0 + y * y - ((x * TAU).cos() + (y * TAU).cos()) * 10.0
    }
}

/// The formula of this name, where it was written in Rust.
pub(crate) fn find(name: &str) -> Option<Box<dyn Objective>> {
    match name {
        "camel" => Some(Box::new(Plane(Camel))),
        "rastrigin" => Some(Box::new(Plane(Rastrigin))),
        _ => None,
    }
}
