//! Sums of squares as objectives: residuals are written once, derivatives come from num-dual.

use descent_optim::objective::Objective;
use nalgebra::DMatrix;
use num_dual::{Dual64, DualNum, HyperDual64};

/// A number that residuals are written over.
pub trait Number: DualNum<Primitive = f64> + Copy {}
impl<D: DualNum<Primitive = f64> + Copy> Number for D {}

/// The residuals f₁ … f_m of a problem.
pub trait Residuals {
    /// All of them at `x`.
    fn at<D: Number>(&self, x: &[D]) -> Vec<D>;
}

/// Σ fᵢ² of `dim` variables.
pub struct Squares<R> {
    pub residuals: R,
    pub dim: usize,
}

impl<R: Residuals> Squares<R> {
    fn sum<D: Number>(&self, x: impl Iterator<Item = D>) -> D {
        let x: Vec<D> = x.collect();
        self.residuals.at(&x).into_iter().fold(D::from(0.0), |sum, r| sum + r * r)
    }
}

impl<R: Residuals> Objective for Squares<R> {
    fn dim(&self) -> usize {
        self.dim
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.sum(x.iter().copied())
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        for (i, g) in gradient.iter_mut().enumerate() {
            let seeded = |(j, x): (usize, &f64)| Dual64::new(*x, f64::from(u8::from(i == j)));
            *g = self.sum(x.iter().enumerate().map(seeded)).eps;
        }
        self.value(x)
    }

    fn hessian(&self, x: &[f64], gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
        for i in 0..self.dim {
            for j in 0..=i {
                let one = |yes: bool| f64::from(u8::from(yes));
                let seeded = |(k, x): (usize, &f64)| HyperDual64::new(*x, one(k == i), one(k == j), 0.0);
                let second = self.sum(x.iter().enumerate().map(seeded)).eps1eps2;
                (hessian[(i, j)], hessian[(j, i)]) = (second, second);
            }
        }
        self.gradient(x, gradient)
    }
}

/// Declares problems: a name, the variables, and the list of residuals.
macro_rules! problems {
    ($($(#[$about:meta])* $name:ident($x:ident) $body:block)*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy)]
        pub struct $name;

        impl $crate::squares::Residuals for $name {
            fn at<D: $crate::squares::Number>(&self, $x: &[D]) -> Vec<D> $body
        }
    )*};
}
pub(crate) use problems;
