//! Subspace minimization: the minimizer of the model over the variables that no bound holds at the Cauchy point, brought back into
//! the box.
//!
//! ```text
//! r = −(g + B (xᶜ − x)) on the free variables
//! d = r/θ + Zᵀ W K⁻¹ Wᵀ Z r / θ²,   K = M⁻¹ − Wᵀ Z Zᵀ W / θ
//! x̄ = P(xᶜ + d)    where that is a way down, else xᶜ + α d with the greatest α ≤ 1 that stays inside
//! ```
//! Z picks the free variables. Byrd, Lu, Nocedal, Zhu (1995), section 5.1, direct primal method, with K as in their code (Zhu, Byrd,
//! Lu, Nocedal 1997, *Algorithm 778*, ACM TOMS 23): K's first block is negative definite and what its elimination leaves is positive
//! definite, so that two Cholesky factorizations solve it. The projection in place of the shortened step is the improvement of version
//! 3.0: Morales, Nocedal (2011), *Remark on Algorithm 778*, ACM TOMS 38.

use super::cauchy::Cauchy;
use super::compact::{Compact, lower};
use crate::bounds::Bounds;
use crate::vector::add;
use nalgebra::{Cholesky, DMatrix, DVector};

/// The point where the line search is to lead (`[dim]`), in the box; `None` where rounding has made the model useless. `x` and `g` are the
/// iterate and its gradient (`[dim]` each), `model` has learnt from a pair at least.
pub fn subspace_point(x: &[f64], g: &[f64], bounds: &Bounds, model: &Compact, cauchy: &Cauchy) -> Option<Vec<f64>> {
    if !cauchy.free.contains(&true) {
        return Some(cauchy.x.clone());
    }
    let d = newton(&residual(x, g, model, cauchy), &cauchy.free, model)?;
    let mut point = cauchy.x.clone();
    add(&mut point, 1.0, &d);
    if bounds.contains(&point) {
        return Some(point);
    }
    bounds.project(&mut point);
    let slope: f64 = (0..x.len()).map(|i| (point[i] - x[i]) * g[i]).sum();
    Some(if slope > 0.0 { shortened(&cauchy.x, &d, bounds) } else { point })
}

/// r, and 0 where a variable is not free (`[dim]`).
fn residual(x: &[f64], g: &[f64], model: &Compact, cauchy: &Cauchy) -> Vec<f64> {
    let m = model.pairs().len();
    let mc = model.middle(&cauchy.c);
    let mut r: Vec<f64> = (0..x.len()).map(|i| -model.theta * (cauchy.x[i] - x[i]) - g[i]).collect();
    for j in 0..m {
        add(&mut r, mc[j], model.pairs().y(j));
        add(&mut r, model.theta * mc[m + j], model.pairs().s(j));
    }
    keep(&mut r, &cauchy.free);
    r
}

/// The step to the minimizer over the free variables, 0 for the others (`[dim]`).
fn newton(r: &[f64], free: &[bool], model: &Compact) -> Option<Vec<f64>> {
    let (pairs, theta) = (model.pairs(), model.theta);
    let m = pairs.len();
    let at: Vec<usize> = (0..free.len()).filter(|i| free[*i]).collect();
    // Products over the free variables.
    let over = |a: &[f64], b: &[f64]| at.iter().map(|i| a[*i] * b[*i]).sum::<f64>();
    // K = [−A  Cᵀ; C  E].
    let a = lower(m, |i, j| over(pairs.y(i), pairs.y(j)) / theta + if i == j { model.sy[(i, i)] } else { 0.0 });
    let c = DMatrix::from_fn(m, m, |i, j| (if i > j { model.sy[(i, j)] } else { 0.0 }) - over(pairs.s(i), pairs.y(j)));
    let e = lower(m, |i, j| theta * (model.ss[(i, j)] - over(pairs.s(i), pairs.s(j))));
    let b1 = DVector::from_fn(m, |j, _| over(pairs.y(j), r));
    let b2 = DVector::from_fn(m, |j, _| theta * over(pairs.s(j), r));
    // Elimination of the first block: (E + C A⁻¹ Cᵀ) v₂ = b₂ + C A⁻¹ b₁, then A v₁ = Cᵀ v₂ − b₁.
    let a = Cholesky::new(a)?;
    let ac = a.solve(&c.transpose());
    let left = lower(m, |i, j| e[(i, j)] + (0..m).map(|k| c[(i, k)] * ac[(k, j)]).sum::<f64>());
    let right = b2 + times(&c, &a.solve(&b1));
    let v2 = Cholesky::new(left)?.solve(&right);
    let v1 = a.solve(&(times(&c.transpose(), &v2) - b1));
    let mut d: Vec<f64> = r.iter().map(|r| r / theta).collect();
    for j in 0..m {
        add(&mut d, v1[j] / theta / theta, pairs.y(j));
        add(&mut d, v2[j] / theta, pairs.s(j));
    }
    keep(&mut d, free);
    d.iter().all(|d| d.is_finite()).then_some(d)
}

/// From the Cauchy point as far along `d` as the box allows, at most to its end.
fn shortened(from: &[f64], d: &[f64], bounds: &Bounds) -> Vec<f64> {
    let room = |i: usize| if d[i] < 0.0 { bounds.lower()[i] - from[i] } else { bounds.upper()[i] - from[i] };
    let mut alpha = 1.0;
    let mut stop = None;
    for i in (0..d.len()).filter(|i| d[*i] != 0.0) {
        let most = room(i) / d[i];
        if most < alpha {
            (alpha, stop) = (most, Some(i));
        }
    }
    let mut point = from.to_vec();
    add(&mut point, alpha, d);
    if let Some(i) = stop {
        point[i] = if d[i] < 0.0 { bounds.lower()[i] } else { bounds.upper()[i] };
    }
    bounds.project(&mut point);
    point
}

/// Sets what is not free to 0.
fn keep(v: &mut [f64], free: &[bool]) {
    v.iter_mut().zip(free).filter(|(_, free)| !**free).for_each(|(v, _)| *v = 0.0);
}

/// a v, in plain loops: the same bits everywhere.
fn times(a: &DMatrix<f64>, v: &DVector<f64>) -> DVector<f64> {
    DVector::from_fn(a.nrows(), |i, _| (0..a.ncols()).map(|k| a[(i, k)] * v[k]).sum())
}
