//! What is minimized: a value, its gradient and its Hessian, at a point, over blocks of points or over grids of the plane.

use crate::degree::Degree;
use crate::jet::{Jet1, Jet2};
use crate::mean::Mean;
use crate::scalar::Scalar;
use nalgebra::DMatrix;

/// A function of the plane, written once over a generic scalar.
pub trait Formula {
    /// The value at (x, y).
    fn eval<S: Scalar>(&self, x: S, y: S) -> S;
}

/// A function to be minimized, of [`dim`](Objective::dim) variables.
///
/// Values that are not finite are results like others here: the evaluator refuses them.
pub trait Objective {
    /// The number of variables.
    fn dim(&self) -> usize;

    /// The value at `x` (`[dim]`).
    fn value(&self, x: &[f64]) -> f64;

    /// The value at `x` (`[dim]`); its gradient goes to `gradient` (`[dim]`).
    fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64;

    /// The value at `x` (`[dim]`); gradient (`[dim]`) and Hessian (`[dim, dim]`) go to their places.
    fn hessian(&self, x: &[f64], gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64;

    /// The number of examples of which it is the mean; 1 where it is no finite sum.
    fn examples(&self) -> u32 {
        1
    }

    /// The mean of the examples in `batch` at `x` (`[dim]`); at most that many are looked at.
    fn batch_value(&self, _batch: &[u32], x: &[f64]) -> f64 {
        self.value(x)
    }

    /// The same with its gradient (`[dim]`).
    fn batch_gradient(&self, _batch: &[u32], x: &[f64], gradient: &mut [f64]) -> f64 {
        self.gradient(x, gradient)
    }

    /// The same with gradient (`[dim]`) and Hessian (`[dim, dim]`).
    fn batch_hessian(&self, _batch: &[u32], x: &[f64], gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
        self.hessian(x, gradient, hessian)
    }

    /// The second derivatives (xx, xy, yy) at a point of the plane.
    fn second_derivatives(&self, at: [f64; 2]) -> [f64; 3] {
        let mut hessian = DMatrix::zeros(2, 2);
        self.hessian(&at, &mut [0.0; 2], &mut hessian);
        [hessian[(0, 0)], hessian[(0, 1)], hessian[(1, 1)]]
    }

    /// The values at the points (`xs[i]`, `ys[i]`) of the plane; all three slices have one length.
    fn values(&self, xs: &[f64], ys: &[f64], out: &mut [f64]) {
        for (out, (x, y)) in out.iter_mut().zip(xs.iter().zip(ys)) {
            *out = self.value(&[*x, *y]);
        }
    }

    /// Values and gradients at the points (`xs[i]`, `ys[i]`) of the plane, with the same bits as
    /// [`gradient`](Objective::gradient) gives one by one; all slices have one length.
    fn gradients(&self, xs: &[f64], ys: &[f64], out: &mut [f64], gx: &mut [f64], gy: &mut [f64]) {
        for i in 0..out.len() {
            let mut gradient = [0.0; 2];
            out[i] = self.gradient(&[xs[i], ys[i]], &mut gradient);
            [gx[i], gy[i]] = gradient;
        }
    }

    /// The values at all nodes of a grid, with the same bits as one by one: `out[j * xs.len() + i]` is that at
    /// (`xs[i]`, `ys[j]`).
    fn values_on_grid(&self, xs: &[f64], ys: &[f64], out: &mut [f64]) {
        let mut row = vec![0.0; xs.len()];
        for (y, out) in ys.iter().zip(out.chunks_mut(xs.len().max(1))) {
            row.fill(*y);
            self.values(xs, &row, out);
        }
    }

    /// Values and gradients at all nodes of a grid, in the order of [`values_on_grid`](Objective::values_on_grid) and with
    /// the same bits as one by one.
    fn gradients_on_grid(&self, xs: &[f64], ys: &[f64], out: &mut [f64], gx: &mut [f64], gy: &mut [f64]) {
        let (n, mut row) = (xs.len(), vec![0.0; xs.len()]);
        for (j, y) in ys.iter().enumerate() {
            row.fill(*y);
            let here = j * n..(j + 1) * n;
            self.gradients(xs, &row, &mut out[here.clone()], &mut gx[here.clone()], &mut gy[here]);
        }
    }

    /// The finite sum that it is, with its examples, if it is one.
    fn as_mean(&self) -> Option<&Mean> {
        None
    }

    /// Whether it is a polynomial of at most second degree, so that its Hessian is the same everywhere.
    /// May answer `false` for one that is, never `true` for one that is not.
    fn is_quadratic(&self) -> bool {
        false
    }
}

/// A [`Formula`] as an objective of two variables, compiled for each kind of scalar: derivatives come from jets. Fast where
/// one function matters; the built-in ones are [recorded](crate::formula::CompiledFormula::record) instead.
pub struct Plane<F>(pub F);

impl<F: Formula> Objective for Plane<F> {
    fn dim(&self) -> usize {
        2
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.0.eval(x[0], x[1])
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let jet = self.0.eval(Jet1::x(x[0]), Jet1::y(x[1]));
        gradient.copy_from_slice(&jet.gradient);
        jet.value
    }

    fn hessian(&self, x: &[f64], gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
        let jet = self.0.eval(Jet2::x(x[0]), Jet2::y(x[1]));
        gradient.copy_from_slice(&jet.gradient);
        let [xx, xy, yy] = jet.hessian;
        hessian.copy_from_slice(&[xx, xy, xy, yy]);
        jet.value
    }

    fn values(&self, xs: &[f64], ys: &[f64], out: &mut [f64]) {
        for (out, (x, y)) in out.iter_mut().zip(xs.iter().zip(ys)) {
            *out = self.0.eval(*x, *y);
        }
    }

    fn gradients(&self, xs: &[f64], ys: &[f64], out: &mut [f64], gx: &mut [f64], gy: &mut [f64]) {
        for ((((x, y), out), gx), gy) in xs.iter().zip(ys).zip(out).zip(gx).zip(gy) {
            let jet = self.0.eval(Jet1::x(*x), Jet1::y(*y));
            *out = jet.value;
            [*gx, *gy] = jet.gradient;
        }
    }

    fn is_quadratic(&self) -> bool {
        self.0.eval(Degree::VARIABLE, Degree::VARIABLE).is_at_most(2)
    }
}
