//! Objectives for tests, written as closures, races that have ended, and pictures as text.

#![allow(dead_code, reason = "each test file uses some of it")]

use descent_optim::experiment::{Experiment, link};
use descent_optim::objective::Objective;
use descent_optim::race::Race;
use descent_scene::standing::Landmarks;
use nalgebra::DMatrix;
use std::path::Path;

/// Compares a picture with the golden one. A missing file is made, which is an error on CI; a changed picture is left beside the old one as
/// `-changed.svg`.
pub fn check(name: &str, svg: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let (file, changed) = (folder.join(format!("{name}.svg")), folder.join(format!("{name}-changed.svg")));
    let Ok(expected) = std::fs::read_to_string(&file) else {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&file, svg).unwrap();
        assert!(std::env::var_os("CI").is_none(), "{} was missing", file.display());
        return;
    };
    if expected == svg {
        let _ = std::fs::remove_file(changed);
    } else {
        std::fs::write(&changed, svg).unwrap();
        panic!("the picture differs: compare {} with {}", changed.display(), file.display());
    }
}

/// A function of the plane without derivatives: scenes only ask for values.
pub struct Values<F>(pub F);

impl<F: Fn(f64, f64) -> f64> Objective for Values<F> {
    fn dim(&self) -> usize {
        2
    }

    fn value(&self, x: &[f64]) -> f64 {
        (self.0)(x[0], x[1])
    }

    fn gradient(&self, _: &[f64], _: &mut [f64]) -> f64 {
        f64::NAN
    }

    fn hessian(&self, _: &[f64], _: &mut [f64], _: &mut DMatrix<f64>) -> f64 {
        f64::NAN
    }
}

/// The six-hump camel.
pub fn camel(x: f64, y: f64) -> f64 {
    x * x * (x * x * x * x / 3.0 - 2.1 * x * x + 4.0) + x * y + y * y * (4.0 * y * y - 4.0)
}

/// Rosenbrock's valley.
pub fn rosenbrock(x: f64, y: f64) -> f64 {
    (1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x)
}

/// A smooth field with hills, hollows and saddles, made from a few numbers.
pub fn waves(c: [f64; 6], x: f64, y: f64) -> f64 {
    use descent_optim::math::{cos, sin};
    sin(c[0] * x + c[1] * y + c[2]) + c[3] * cos(c[4] * x - y + c[5]) + 0.2 * x * y + 0.1 * (x * x + y * y)
}

/// A race that has ended, with what it is measured against.
pub struct Raced {
    pub race: Race,
    pub landmarks: Landmarks,
}

impl Raced {
    /// The race of a link.
    pub fn of(text: &str) -> Raced {
        let experiment: Experiment = link::read(text).experiment;
        let mut race = Race::new(&experiment).unwrap();
        while !race.advance(1000) {}
        let landmarks = Landmarks::new(&experiment, &race);
        Raced { race, landmarks }
    }
}
