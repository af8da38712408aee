//! Small dense symmetric matrices, as Newton's equations need them.
//!
//! Products and rotations are plain loops and the decompositions nalgebra's, which use + − × ÷ and roots only: the same bits on
//! every platform. Costs for n variables: a product n², a solution n³/3, the eigenvalues about 9 n³ operations.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

/// A x, for `a` (`[dim, dim]`) and `x` (`[dim]`).
pub fn product(a: &DMatrix<f64>, x: &[f64]) -> Vec<f64> {
    (0..x.len()).map(|i| x.iter().enumerate().map(|(j, x)| a[(i, j)] * x).sum()).collect()
}

/// The decomposition of `a`, if it is positive definite beyond rounding: each pivot keeps more than rounding of its diagonal
/// entry. Scaling the variables does not change the answer.
pub fn definite(a: &DMatrix<f64>) -> Option<Cholesky<f64, Dyn>> {
    let cholesky = Cholesky::new(a.clone())?;
    let least = rounding(a.nrows());
    let root = cholesky.l_dirty();
    (0..a.nrows()).all(|i| root[(i, i)] * root[(i, i)] > least * a[(i, i)]).then_some(cholesky)
}

/// x with A x = b for a symmetric `a` (`[dim, dim]`), definite or not; `None` where it is singular up to rounding.
pub fn solve(a: &DMatrix<f64>, b: &[f64]) -> Option<Vec<f64>> {
    let scales = scales(a)?;
    let scaled = DMatrix::from_fn(a.nrows(), a.ncols(), |i, j| scales[i] * a[(i, j)] * scales[j]);
    let lu = scaled.lu();
    let pivots = lu.u().diagonal();
    if pivots.iter().any(|pivot| pivot.abs() <= rounding(b.len())) {
        return None;
    }
    let solution = lu.solve(&DVector::from_fn(b.len(), |i, _| scales[i] * b[i]))?;
    Some(solution.iter().zip(&scales).map(|(x, scale)| x * scale).collect())
}

/// What is lost by rounding in a decomposition, as a share of the entries.
fn rounding(dim: usize) -> f64 {
    dim as f64 * f64::EPSILON
}

/// Powers of two sᵢ that bring the largest entry of each row of sᵢ aᵢⱼ sⱼ near 1 (Ruiz 2001); `None` where a row is 0.
fn scales(a: &DMatrix<f64>) -> Option<Vec<f64>> {
    let mut scales = vec![1.0; a.nrows()];
    for _ in 0..4 {
        let before = scales.clone();
        for (i, scale) in scales.iter_mut().enumerate() {
            let largest = (0..a.ncols()).fold(0.0, |m: f64, j| m.max((before[i] * a[(i, j)] * before[j]).abs()));
            if largest == 0.0 {
                return None;
            }
            *scale *= power_of_two(-(exponent(largest) / 2));
        }
    }
    Some(scales)
}

/// e with 2ᵉ ≤ x < 2ᵉ⁺¹, for a normal x above 0.
fn exponent(x: f64) -> i64 {
    (x.to_bits() >> 52) as i64 - 1023
}

/// 2ᵉ for −1022 ≤ e ≤ 1023.
fn power_of_two(e: i64) -> f64 {
    f64::from_bits(((e + 1023) as u64) << 52)
}

/// The eigenvalues of a symmetric matrix and their vectors.
#[derive(Clone, Debug)]
pub struct Spectrum {
    /// The eigenvalues, in no order.
    pub values: Vec<f64>,
    /// The eigenvectors (`[dim]` each), of length 1, in the same order.
    pub vectors: Vec<Vec<f64>>,
}

impl Spectrum {
    /// Of `a` (`[dim, dim]`, finite), by Jacobi's rotations in cyclic order (Golub, Van Loan 2013, algorithm 8.5.3). Unlike methods
    /// that go through a tridiagonal matrix they keep the digits of small eigenvalues beside large ones (Demmel, Veselić 1992), which
    /// long valleys need.
    pub fn of(a: &DMatrix<f64>) -> Spectrum {
        let dim = a.nrows();
        let mut a = a.clone();
        let mut vectors: Vec<Vec<f64>> =
            (0..dim).map(|i| (0..dim).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        for _ in 0..SWEEPS {
            let mut turned = false;
            for p in 0..dim {
                for q in p + 1..dim {
                    turned |= turn(&mut a, &mut vectors, p, q);
                }
            }
            if !turned {
                break;
            }
        }
        Spectrum { values: a.diagonal().iter().copied().collect(), vectors }
    }

    /// The least eigenvalue.
    pub fn least(&self) -> f64 {
        self.values.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The greatest eigenvalue.
    pub fn greatest(&self) -> f64 {
        self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// The largest eigenvalue in size.
    pub fn size(&self) -> f64 {
        self.values.iter().fold(0.0, |m, value| m.max(value.abs()))
    }
}

/// Enough by far: convergence is quadratic, and usual are 5 to 10.
const SWEEPS: u32 = 60;

/// Makes the entry (p, q) vanish by a rotation, unless it is nothing beside the diagonal. Answers whether it did.
fn turn(a: &mut DMatrix<f64>, vectors: &mut [Vec<f64>], p: usize, q: usize) -> bool {
    let (app, aqq, apq) = (a[(p, p)], a[(q, q)], a[(p, q)]);
    if apq.abs() <= 0.5 * f64::EPSILON * app.abs().sqrt() * aqq.abs().sqrt() {
        return false;
    }
    let theta = (aqq - app) / (2.0 * apq);
    let size = if theta.abs() > 1e150 { 2.0 * theta.abs() } else { theta.abs() + (theta * theta + 1.0).sqrt() };
    let t = 1.0_f64.copysign(theta) / size;
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for i in (0..a.nrows()).filter(|i| *i != p && *i != q) {
        let (aip, aiq) = (a[(i, p)], a[(i, q)]);
        a[(i, p)] = c * aip - s * aiq;
        a[(p, i)] = a[(i, p)];
        a[(i, q)] = s * aip + c * aiq;
        a[(q, i)] = a[(i, q)];
    }
    (a[(p, p)], a[(q, q)]) = (app - t * apq, aqq + t * apq);
    (a[(p, q)], a[(q, p)]) = (0.0, 0.0);
    let (before, after) = vectors.split_at_mut(q);
    for (vp, vq) in before[p].iter_mut().zip(&mut after[0]) {
        (*vp, *vq) = (c * *vp - s * *vq, s * *vp + c * *vq);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::dot;

    fn matrix<const N: usize>(rows: [[f64; N]; N]) -> DMatrix<f64> {
        DMatrix::from_fn(N, N, |i, j| rows[i][j])
    }

    #[test]
    fn a_singular_matrix_has_no_solution_whatever_its_scale() {
        for scale in [1.0, 1e-150, 1e150, 0.1] {
            for rows in [[[1.0, 1.0], [1.0, 1.0]], [[0.1, 0.3], [0.3, 0.9]], [[0.0, 0.0], [0.0, 1.0]], [[0.0; 2]; 2]] {
                assert_eq!(solve(&(matrix(rows) * scale), &[1.0, 2.0]), None, "{rows:?}");
            }
        }
    }

    #[test]
    fn a_diagonal_matrix_is_solved_to_the_last_bit_whatever_its_condition() {
        let x = solve(&matrix([[1e150, 0.0], [0.0, -1e-150]]), &[3.0, 7.0]).unwrap();
        assert_eq!(x, [3.0 / 1e150, -7.0 / 1e-150]);
    }

    #[test]
    fn indefinite_systems_are_solved() {
        let a = matrix([[0.0, 2.0, 1.0], [2.0, 0.0, -1.0], [1.0, -1.0, 1e-3]]);
        let x = solve(&a, &[1.0, 2.0, 3.0]).unwrap();
        for (ax, b) in product(&a, &x).iter().zip([1.0, 2.0, 3.0]) {
            assert!((ax - b).abs() < 1e-12, "{ax} {b}");
        }
    }

    #[test]
    fn definite_means_positive_beyond_rounding() {
        assert!(definite(&matrix([[1e150, 0.0], [0.0, 1e-150]])).is_some());
        assert!(definite(&matrix([[2.0, 1.0], [1.0, 2.0]])).is_some());
        for rows in [[[1.0, 1.0], [1.0, 1.0]], [[0.1, 0.3], [0.3, 0.9]], [[1.0, 2.0], [2.0, 1.0]], [[0.0; 2]; 2]] {
            assert!(definite(&matrix(rows)).is_none(), "{rows:?}");
        }
    }

    #[test]
    fn a_small_eigenvalue_keeps_its_digits_beside_a_large_one() {
        // det = 1e-8 · 1e8 · ¾, so the small one is ¾·1e-8 to eight digits.
        let spectrum = Spectrum::of(&matrix([[1e-8, 0.5], [0.5, 1e8]]));
        assert!((spectrum.least() / 0.75e-8 - 1.0).abs() < 1e-15, "{}", spectrum.least());
    }

    #[test]
    fn a_spectrum_gives_the_matrix_back() {
        for scale in [1.0, 1e-150, 1e150] {
            let a = matrix([[4.0, 1.0, 0.0], [1.0, -2.0, 3.0], [0.0, 3.0, 1.0]]) * scale;
            let spectrum = Spectrum::of(&a);
            for (value, v) in spectrum.values.iter().zip(&spectrum.vectors) {
                assert!((dot(v, v) - 1.0).abs() < 1e-14);
                for (av, v) in product(&a, v).iter().zip(v) {
                    assert!((av - value * v).abs() < 1e-13 * spectrum.size(), "{av} {value} {v}");
                }
            }
            assert!(spectrum.least() < -2.0 * scale);
        }
    }
}
