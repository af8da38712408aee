//! The minimum of a quadratic model in a ball.
//!
//! p minimizes gᵀp + ½ pᵀHp with |p| ≤ Δ exactly when (H + σI) p = −g, H + σI is positive semidefinite, σ ≥ 0, and σ = 0 or
//! |p| = Δ (Moré, Sorensen 1983; Nocedal, Wright 2006, theorem 4.1). σ is found by Newton's method on 1/Δ − 1/|p(σ)|, algorithm
//! 4.3, from the eigenvalues and eigenvectors of H, once for all radii: about 9 n³ operations, where Moré and Sorensen need a
//! few decompositions of n³/3 for each radius. For the few variables meant here that is nothing, and |p| = Δ holds to rounding.
//!
//! In the hard case g has no part along the least eigenvalue λ < 0: then p has one all the same, as long as reaches the border
//! (section 4.3).

use crate::dense::Spectrum;
use crate::point::dot;
use crate::run::norm;
use nalgebra::DMatrix;

/// A model, seen along the eigenvectors of its matrix.
pub(super) struct Exact {
    spectrum: Spectrum,
    /// The parts of the gradient along the eigenvectors.
    parts: Vec<f64>,
}

impl Exact {
    pub fn of(hessian: &DMatrix<f64>, g: &[f64]) -> Exact {
        let spectrum = Spectrum::of(hessian);
        let parts = spectrum.vectors.iter().map(|v| dot(v, g)).collect();
        Exact { spectrum, parts }
    }

    /// The minimizer within `radius`, and whether it is on the border.
    pub fn step(&self, radius: f64) -> (Vec<f64>, bool) {
        let least = self.spectrum.least();
        // σ = shift − least: differences to the least eigenvalue stay exact.
        let lowest = least.max(0.0);
        let inside = self.parts_of_step(lowest);
        let length = norm(inside.iter().copied());
        if length <= radius {
            if least >= 0.0 {
                return (self.back(&inside), false);
            }
            return (self.back(&self.hard(inside, length, radius)), true);
        }
        (self.back(&self.parts_of_step(self.shift(lowest, radius))), true)
    }

    /// The parts of p(σ) along the eigenvectors for σ = shift − λmin. A part that the gradient does not have, p does not have either.
    fn parts_of_step(&self, shift: f64) -> Vec<f64> {
        let least = self.spectrum.least();
        let part = |(value, g): (&f64, &f64)| if *g == 0.0 { 0.0 } else { -g / (value - least + shift) };
        self.spectrum.values.iter().zip(&self.parts).map(part).collect()
    }

    /// The shift with |p| = radius, where |p| is larger at `lowest`.
    fn shift(&self, lowest: f64, radius: f64) -> f64 {
        let least = self.spectrum.least();
        let mut low = lowest;
        let mut high = (norm(self.parts.iter().copied()) / radius).max(low);
        let mut shift = high;
        for _ in 0..200 {
            let p = self.parts_of_step(shift);
            let length = norm(p.iter().copied());
            if length > radius { low = shift } else { high = shift }
            let share = |(value, p): (&f64, &f64)| {
                if *p == 0.0 { 0.0 } else { (p / length) * (p / length) / (value - least + shift) }
            };
            let slope: f64 = self.spectrum.values.iter().zip(&p).map(share).sum();
            let newton = shift + (length - radius) / radius / slope;
            let next = if newton > low && newton < high { newton } else { low + 0.5 * (high - low) };
            if (next - shift).abs() <= f64::EPSILON * shift || !(next > low && next < high) {
                break;
            }
            shift = next;
        }
        shift
    }

    /// Lengthens the parts of a step of this length to the border along the eigenvector of the least eigenvalue.
    fn hard(&self, mut parts: Vec<f64>, length: f64, radius: f64) -> Vec<f64> {
        let least = self.spectrum.least();
        if let Some(lowest) = self.spectrum.values.iter().position(|value| *value == least) {
            let share = length / radius;
            parts[lowest] += radius * (1.0 - share * share).sqrt();
        }
        parts
    }

    fn back(&self, parts: &[f64]) -> Vec<f64> {
        let mut p = vec![0.0; parts.len()];
        for (part, v) in parts.iter().zip(&self.spectrum.vectors) {
            p.iter_mut().zip(v).for_each(|(p, v)| *p += part * v);
        }
        p
    }
}
