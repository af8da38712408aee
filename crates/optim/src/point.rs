//! A point with its value and gradient, as methods with line searches remember it.

use crate::vector::all;

/// A point, the value and the gradient there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// The point (`[dim]`).
    pub x: Vec<f64>,
    /// The value.
    pub f: f64,
    /// The gradient (`[dim]`).
    pub g: Vec<f64>,
}

impl Point {
    /// No point yet, of `dim` variables.
    pub fn new(dim: usize) -> Point {
        Point { x: vec![f64::NAN; dim], f: f64::NAN, g: vec![f64::NAN; dim] }
    }

    /// Whether the gradient is exactly 0.
    pub fn is_flat(&self) -> bool {
        all(&self.g, |g| g == 0.0)
    }
}
