//! An upper bound of the degree of a formula as a polynomial, found by evaluating the formula over degrees.

// Degrees of products add.
#![allow(clippy::suspicious_arithmetic_impl)]

use crate::scalar::Scalar;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The degree of a polynomial in the variables, or "no polynomial that this can tell". It is a bound from above: sums
/// take the greater degree even where leading terms cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Degree(u32);

impl Degree {
    /// A constant.
    pub const CONSTANT: Degree = Degree(0);
    /// A variable.
    pub const VARIABLE: Degree = Degree(1);
    /// Anything else than a polynomial.
    pub const OTHER: Degree = Degree(u32::MAX);

    /// Whether it is certain to be a polynomial of at most this degree.
    pub fn is_at_most(self, degree: u32) -> bool {
        self != Degree::OTHER && self.0 <= degree
    }

    fn function(self) -> Degree {
        if self == Degree::CONSTANT { self } else { Degree::OTHER }
    }

    fn function2(self, other: Degree) -> Degree {
        if self == Degree::CONSTANT { other.function() } else { Degree::OTHER }
    }
}

impl From<f64> for Degree {
    fn from(_: f64) -> Degree {
        Degree::CONSTANT
    }
}

impl Add for Degree {
    type Output = Degree;
    fn add(self, b: Degree) -> Degree {
        Degree(self.0.max(b.0))
    }
}

impl Sub for Degree {
    type Output = Degree;
    fn sub(self, b: Degree) -> Degree {
        self + b
    }
}

impl Mul for Degree {
    type Output = Degree;
    fn mul(self, b: Degree) -> Degree {
        Degree(self.0.saturating_add(b.0))
    }
}

impl Div for Degree {
    type Output = Degree;
    fn div(self, b: Degree) -> Degree {
        if b == Degree::CONSTANT { self } else { Degree::OTHER }
    }
}

impl Neg for Degree {
    type Output = Degree;
    fn neg(self) -> Degree {
        self
    }
}

macro_rules! unchanged_by_a_constant {
    ($($operator:ident $function:ident),*) => {$(
        impl $operator<f64> for Degree {
            type Output = Degree;
            fn $function(self, _: f64) -> Degree {
                self
            }
        }
    )*};
}

unchanged_by_a_constant!(Add add, Sub sub, Mul mul, Div div);

macro_rules! scalar_for_degree {
    ($($function:ident)*) => {
        impl Scalar for Degree {
            $(fn $function(self) -> Degree {
                self.function()
            })*
            fn min(self, other: Degree) -> Degree {
                self.function2(other)
            }
            fn max(self, other: Degree) -> Degree {
                self.function2(other)
            }
            fn pow(self, exponent: Degree) -> Degree {
                self.function2(exponent)
            }
            fn powi(self, n: i32) -> Degree {
                if n < 0 { self.function() } else { Degree(self.0.saturating_mul(n.unsigned_abs())) }
            }
        }
    };
}

scalar_for_degree!(sin cos tan asin acos atan sinh cosh tanh exp ln log10 sqrt abs sign floor softplus);

#[cfg(test)]
mod tests {
    use super::*;

    const X: Degree = Degree::VARIABLE;

    #[test]
    fn products_add_degrees_and_sums_take_the_greater() {
        assert!((X * X + X * 3.0 - 1.0).is_at_most(2));
        assert!(!(X * X * X + X).is_at_most(2));
        assert!((X * X * X + X).is_at_most(3));
        assert!(X.powi(2).is_at_most(2) && !X.powi(3).is_at_most(2));
    }

    #[test]
    fn functions_of_a_variable_are_no_polynomials_and_of_a_constant_are_constants() {
        let two = Degree::from(2.0);
        assert!((two.sin() * X / two.exp()).is_at_most(1));
        for other in [X.sin(), X.abs(), X.powi(-1), X.pow(two), two.pow(X), X.min(two), two.max(X), two / X, X.floor()]
        {
            assert_eq!(other, Degree::OTHER);
            assert!(!(other * two + X).is_at_most(u32::MAX));
        }
    }
}
