//! The inverse of the Hessian as L-BFGS has it: what BFGS makes of γ I with the last few pairs, never written down.

use super::pairs::{Pair, Pairs};
use super::window::Window;

/// The inverse, at first the identity.
#[derive(Clone, Debug)]
pub enum Inverse {
    /// In the plane, where races are.
    Plane(Window),
    /// In any dimension, with room for a number a pair.
    Space(Pairs, Vec<f64>),
}

impl Inverse {
    /// The identity in `dim` variables, to learn from the last `most` steps.
    pub fn new(dim: usize, most: usize) -> Inverse {
        if dim == 2 { Inverse::Plane(Window::new(most)) } else { Inverse::Space(Pairs::new(dim, most), Vec::new()) }
    }

    /// Learns from a pair of positive curvature.
    pub fn learn(&mut self, pair: &Pair) {
        match self {
            Inverse::Plane(window) => window.push(pair),
            Inverse::Space(pairs, _) => pairs.push(pair),
        }
    }

    /// The identity again.
    pub fn clear(&mut self) {
        match self {
            Inverse::Plane(window) => window.clear(),
            Inverse::Space(pairs, _) => pairs.clear(),
        }
    }

    /// Whether nothing is learnt.
    pub fn is_empty(&self) -> bool {
        match self {
            Inverse::Plane(window) => window.is_empty(),
            Inverse::Space(pairs, _) => pairs.is_empty(),
        }
    }

    /// γ.
    pub fn scale(&self) -> f64 {
        match self {
            Inverse::Plane(window) => window.scale(),
            Inverse::Space(pairs, _) => pairs.scale(),
        }
    }

    /// The step and the change of the gradient of the newest pair, if there is one.
    pub fn newest(&self) -> Option<[&[f64]; 2]> {
        match self {
            Inverse::Plane(window) => window.newest(),
            Inverse::Space(pairs, _) => pairs.newest(),
        }
    }

    /// q ← H q (`[dim]`).
    pub fn turn(&mut self, q: &mut [f64]) {
        match (self, q) {
            (Inverse::Plane(window), [x, y]) => [*x, *y] = window.turn([*x, *y]),
            (Inverse::Plane(_), _) => unreachable!("a vector of the plane"),
            (Inverse::Space(pairs, alphas), q) => pairs.turn(q, alphas),
        }
    }
}
