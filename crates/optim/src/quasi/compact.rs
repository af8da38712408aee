//! The matrix that BFGS learns from the last few steps, in the compact form in which it can be cut to a few variables.
//!
//! ```text
//! B = θ I − W M Wᵀ,  W = [Y  θ S],  M = [ −D   Lᵀ   ]⁻¹
//!                                       [  L   θ SᵀS ]
//! ```
//! S and Y hold the steps and the changes of the gradient as columns, the oldest first; D is the diagonal of SᵀY, L what is below it;
//! θ = yᵀy/yᵀs of the newest pair. Byrd, Lu, Nocedal, Zhu (1995), *A limited memory algorithm for bound constrained optimization*,
//! SIAM J. Sci. Comput. 16, eq. 3.2 to 3.4; Byrd, Nocedal, Schnabel (1994), Math. Programming 63, theorem 2.3.

use super::pairs::{Pair, Pairs};
use crate::vector::dot;
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

/// The matrix B, at first θ times the identity.
#[derive(Clone, Debug)]
pub struct Compact {
    /// The curvature where nothing is learnt.
    pub theta: f64,
    pairs: Pairs,
    /// SᵀY from the diagonal down: D and L.
    pub(super) sy: DMatrix<f64>,
    /// SᵀS from the diagonal down.
    pub(super) ss: DMatrix<f64>,
    /// θ SᵀS + L D⁻¹ Lᵀ, by which products with M are made.
    core: Option<Cholesky<f64, Dyn>>,
}

impl Compact {
    /// The identity in `dim` variables, to learn from the last `most` steps.
    pub fn new(dim: usize, most: usize) -> Compact {
        let none = DMatrix::zeros(0, 0);
        Compact { theta: 1.0, pairs: Pairs::new(dim, most), sy: none.clone(), ss: none, core: None }
    }

    /// The identity again.
    pub fn clear(&mut self) {
        self.theta = 1.0;
        self.pairs.clear();
        self.core = None;
    }

    /// Whether nothing is learnt.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Learns from a pair of positive curvature.
    pub fn learn(&mut self, pair: &Pair) {
        self.theta = pair.yy / pair.ys;
        self.pairs.push(pair);
        self.core = None;
    }

    /// Prepares for products with M; `false` where rounding has made the pairs useless together.
    pub fn prepare(&mut self) -> bool {
        let (m, pairs) = (self.pairs.len(), &self.pairs);
        if self.core.is_none() && m > 0 {
            let sy = |i: usize, j: usize| if i == j { pairs.ys(i) } else { dot(pairs.s(i), pairs.y(j)) };
            self.sy = lower(m, sy);
            self.ss = lower(m, |i, j| dot(pairs.s(i), pairs.s(j)));
            let shares = lower(m, |i, j| self.sy[(i, j)] / self.sy[(j, j)]);
            self.core = Cholesky::new(lower(m, |i, j| {
                self.theta * self.ss[(i, j)] + (0..j).map(|k| self.sy[(i, k)] * shares[(j, k)]).sum::<f64>()
            }));
        }
        self.core.is_some() || m == 0
    }

    /// The pairs, the oldest first.
    pub fn pairs(&self) -> &Pairs {
        &self.pairs
    }

    /// Wᵀ v (`[2 m]`).
    pub fn gather(&self, v: &[f64]) -> DVector<f64> {
        let (m, pairs) = (self.pairs.len(), &self.pairs);
        DVector::from_fn(2 * m, |j, _| if j < m { dot(pairs.y(j), v) } else { self.theta * dot(pairs.s(j - m), v) })
    }

    /// The row of W that belongs to variable `i` (`[2 m]`).
    pub fn row(&self, i: usize) -> DVector<f64> {
        let (m, pairs) = (self.pairs.len(), &self.pairs);
        DVector::from_fn(2 * m, |j, _| if j < m { pairs.y(j)[i] } else { self.theta * pairs.s(j - m)[i] })
    }

    /// M v (`[2 m]`), once [prepared](Compact::prepare): elimination of the block −D leaves θ SᵀS + L D⁻¹ Lᵀ.
    pub fn middle(&self, v: &DVector<f64>) -> DVector<f64> {
        let m = self.pairs.len();
        let Some(core) = &self.core else { return DVector::zeros(2 * m) };
        let sy = &self.sy;
        let right = (0..m).map(|i| v[m + i] + (0..i).map(|k| sy[(i, k)] * (v[k] / sy[(k, k)])).sum::<f64>());
        let second = core.solve(&DVector::from_iterator(m, right));
        let first = (0..m).map(|i| ((i + 1..m).map(|k| sy[(k, i)] * second[k]).sum::<f64>() - v[i]) / sy[(i, i)]);
        DVector::from_iterator(2 * m, first.chain(second.iter().copied()))
    }
}

/// The matrix (`[m, m]`) with these entries from the diagonal down and 0 above: all that is needed of a symmetric one.
pub(super) fn lower(m: usize, entry: impl Fn(usize, usize) -> f64) -> DMatrix<f64> {
    DMatrix::from_fn(m, m, |i, j| if i < j { 0.0 } else { entry(i, j) })
}
