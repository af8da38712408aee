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
use crate::vector::{dot, norm};
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

    /// The minimizer within `radius`, and σ with (H + σI) p = −g where it is on the border.
    pub fn step(&self, radius: f64) -> (Vec<f64>, Option<f64>) {
        let least = self.spectrum.least();
        // σ = shift − least: differences to the least eigenvalue stay exact.
        let lowest = least.max(0.0);
        let inside = self.parts_of_step(lowest);
        let length = norm(inside.iter().copied());
        if length <= radius {
            if least >= 0.0 {
                return (self.back(&inside), None);
            }
            return (self.back(&self.hard(inside, length, radius)), Some(-least));
        }
        let shift = self.shift(lowest, radius);
        (self.back(&self.parts_of_step(shift)), Some(shift - least))
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
        // |p| is at least as long as any part and at most |g|/shift. From the left, Newton's method runs straight to the solution.
        let least_shift = |(value, g): (&f64, &f64)| g.abs() / radius - (value - least);
        let mut low = self.spectrum.values.iter().zip(&self.parts).map(least_shift).fold(lowest, f64::max);
        let mut high = (norm(self.parts.iter().copied()) / radius).max(low);
        let mut shift = low;
        for _ in 0..200 {
            let p = self.parts_of_step(shift);
            let length = norm(p.iter().copied());
            if length > radius {
                low = shift
            } else {
                high = shift
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dense::{definite, product};

    /// Numbers from −1 to 1 that look random.
    fn numbers(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed.wrapping_mul(2).wrapping_add(1);
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
        }
    }

    fn symmetric(dim: usize, mut number: impl FnMut() -> f64) -> DMatrix<f64> {
        let a = DMatrix::from_fn(dim, dim, |_, _| number());
        &a + a.transpose()
    }

    /// Theorem 4.1: (H + σI) p = −g with σ ≥ 0, H + σI positive semidefinite, and σ (Δ − |p|) = 0.
    fn is_minimizer(p: &[f64], h: &DMatrix<f64>, g: &[f64], radius: f64) {
        let (length, size) = (norm(p.iter().copied()), norm(h.iter().copied()));
        assert!(length <= radius * (1.0 + 1e-14), "{length} {radius}");
        let rest: Vec<f64> = product(h, p).iter().zip(g).map(|(hp, g)| -hp - g).collect();
        let sigma = dot(&rest, p) / (length * length);
        let close = 1e-12 * (size + norm(g.iter().copied()) / length);
        assert!(sigma >= -close, "{sigma}");
        assert!(length > radius * (1.0 - 1e-13) || sigma.abs() < close, "{length} {radius} {sigma}");
        for (rest, p) in rest.iter().zip(p) {
            assert!((rest - sigma * p).abs() <= close * length, "{rest} {}", sigma * p);
        }
        let raised = h + DMatrix::identity(g.len(), g.len()) * (sigma + 10.0 * close);
        assert!(definite(&raised).is_some());
    }

    #[test]
    fn a_step_meets_the_conditions_of_a_minimizer() {
        for seed in 0..400 {
            let mut number = numbers(seed);
            let dim = 1 + seed as usize % 6;
            let scale = crate::math::pow(10.0, f64::from(seed as u32 % 9) - 4.0);
            let g: Vec<f64> = (0..dim).map(|_| scale * number()).collect();
            let h = symmetric(dim, &mut number);
            for radius in [1e-6, 0.1, 1.0, 50.0] {
                let (p, sigma) = Exact::of(&h, &g).step(radius);
                is_minimizer(&p, &h, &g, radius);
                assert_eq!(sigma.is_some(), norm(p.iter().copied()) > radius * (1.0 - 1e-12));
                let (hp, size) = (product(&h, &p), norm(h.iter().copied()) * norm(p.iter().copied()));
                for (i, hp) in hp.iter().enumerate() {
                    assert!((hp + sigma.unwrap_or(0.0) * p[i] + g[i]).abs() <= 1e-12 * (size + g[i].abs()));
                }
            }
        }
    }

    #[test]
    fn the_hard_case_goes_on_to_the_border() {
        let h = DMatrix::from_row_slice(3, 3, &[-2.0, 0.0, 0.0, 0.0, -2.0, 0.0, 0.0, 0.0, 3.0]);
        for g in [[0.0, 0.0, 1.0], [0.0, 0.0, 0.0], [0.0, 1e-300, 1.0], [1e-17, 0.0, 1.0]] {
            let (p, sigma) = Exact::of(&h, &g).step(2.0);
            assert!(sigma.is_some());
            is_minimizer(&p, &h, &g, 2.0);
        }
    }

    #[test]
    fn scales_of_1e150_change_the_length_of_a_step_only() {
        let (h, g) = (DMatrix::from_row_slice(2, 2, &[1.0, 2.0, 2.0, 1.0]), [1.0, -0.3]);
        let (expected, _) = Exact::of(&h, &g).step(1.0);
        for scale in [1e-150, 1e150] {
            let (p, _) = Exact::of(&(&h * scale), &g.map(|g| g * scale)).step(1.0);
            p.iter().zip(&expected).for_each(|(p, e)| assert!((p - e).abs() < 1e-14, "{p} {e}"));
            let (p, _) = Exact::of(&h, &g.map(|g| g * scale)).step(scale);
            p.iter().zip(&expected).for_each(|(p, e)| assert!((p / scale - e).abs() < 1e-14, "{p} {e}"));
        }
    }
}
