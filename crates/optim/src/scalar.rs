//! The numbers that a formula is written over: plain values, jets that carry derivatives, and degrees.

use crate::math;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number with the elementary functions of the formula grammar.
///
/// A formula written once over `S: Scalar` gives its value over `f64`, its gradient over
/// [`Jet1`](crate::jet::Jet1) and its Hessian over [`Jet2`](crate::jet::Jet2). All transcendental functions go
/// through [`math`], so results are bit-equal on every platform.
///
/// Derivatives at kinks are defined: that of `abs` and `sign` at 0 is 0, that of `floor` is 0 everywhere,
/// `min` and `max` take their first argument's where both are equal, and the chain rule counts a zero inner
/// derivative as 0 whatever the outer one is (infinite, or NaN), so that `sqrt(x^2 + y^2)` has gradient 0 at its kink.
///
/// The value that a jet carries has the same bits as the plain evaluation, and the gradient of a second-order jet the
/// same bits as that of a first-order one.
pub trait Scalar:
    Copy
    + From<f64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
{
    /// Sine, in radians.
    fn sin(self) -> Self;
    /// Cosine, in radians.
    fn cos(self) -> Self;
    /// Tangent, in radians.
    fn tan(self) -> Self;
    /// Inverse sine; NaN outside [−1, 1].
    fn asin(self) -> Self;
    /// Inverse cosine; NaN outside [−1, 1].
    fn acos(self) -> Self;
    /// Inverse tangent.
    fn atan(self) -> Self;
    /// Hyperbolic sine.
    fn sinh(self) -> Self;
    /// Hyperbolic cosine.
    fn cosh(self) -> Self;
    /// Hyperbolic tangent.
    fn tanh(self) -> Self;
    /// e to the power of self.
    fn exp(self) -> Self;
    /// Natural logarithm; NaN below 0.
    fn ln(self) -> Self;
    /// Logarithm to base 10; NaN below 0.
    fn log10(self) -> Self;
    /// Square root; NaN below 0.
    fn sqrt(self) -> Self;
    /// Absolute value.
    fn abs(self) -> Self;
    /// The lesser of two: the first where both are equal, the other one where one is NaN.
    fn min(self, other: Self) -> Self;
    /// The greater of two: the first where both are equal, the other one where one is NaN.
    fn max(self, other: Self) -> Self;
    /// −1, 0 (at 0) or 1; NaN of NaN.
    fn sign(self) -> Self;
    /// The greatest whole number that is not above self.
    fn floor(self) -> Self;
    /// A whole power, multiplied in one fixed order ([`math::powi`]); a negative one is the reciprocal of the positive.
    fn powi(self, n: i32) -> Self;
    /// A power with any exponent.
    fn pow(self, exponent: Self) -> Self;
    /// log(1 + exp(self)) without overflow.
    fn softplus(self) -> Self;
}

impl Scalar for f64 {
    #[inline]
    fn sin(self) -> f64 {
        math::sin(self)
    }
    #[inline]
    fn cos(self) -> f64 {
        math::cos(self)
    }
    #[inline]
    fn tan(self) -> f64 {
        math::tan(self)
    }
    #[inline]
    fn asin(self) -> f64 {
        math::asin(self)
    }
    #[inline]
    fn acos(self) -> f64 {
        math::acos(self)
    }
    #[inline]
    fn atan(self) -> f64 {
        math::atan(self)
    }
    #[inline]
    fn sinh(self) -> f64 {
        math::sinh(self)
    }
    #[inline]
    fn cosh(self) -> f64 {
        math::cosh(self)
    }
    #[inline]
    fn tanh(self) -> f64 {
        math::tanh(self)
    }
    #[inline]
    fn exp(self) -> f64 {
        math::exp(self)
    }
    #[inline]
    fn ln(self) -> f64 {
        math::ln(self)
    }
    #[inline]
    fn log10(self) -> f64 {
        math::log10(self)
    }
    #[inline]
    fn sqrt(self) -> f64 {
        f64::sqrt(self)
    }
    #[inline]
    fn abs(self) -> f64 {
        f64::abs(self)
    }
    #[inline]
    fn sign(self) -> f64 {
        math::sign(self)
    }
    #[inline]
    fn floor(self) -> f64 {
        f64::floor(self)
    }
    #[inline]
    fn softplus(self) -> f64 {
        math::softplus(self)
    }
    #[inline]
    fn min(self, other: f64) -> f64 {
        math::min(self, other)
    }
    #[inline]
    fn max(self, other: f64) -> f64 {
        math::max(self, other)
    }
    #[inline]
    fn pow(self, other: f64) -> f64 {
        math::pow(self, other)
    }
    #[inline]
    fn powi(self, n: i32) -> f64 {
        let power = math::powi(self, n.unsigned_abs(), 1.0);
        if n < 0 { 1.0 / power } else { power }
    }
}
