//! The numbers that a formula is written over: plain values, jets that carry derivatives, and degrees.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number with the elementary functions of the formula grammar.
///
/// A formula written once over `S: Scalar` gives its value over `f64`, its gradient over
/// [`Jet1`](crate::jet::Jet1) and its Hessian over [`Jet2`](crate::jet::Jet2). All transcendental functions go
/// through [`math`](crate::math), so results are bit-equal on every platform.
///
/// Derivatives at kinks are defined: that of `abs` and `sign` at 0 is 0, that of `floor` is 0 everywhere,
/// `min` and `max` take their first argument's where both are equal, and the chain rule counts an infinite outer
/// derivative times a zero inner one as 0, so that `sqrt(x^2 + y^2)` has gradient 0 at its kink.
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
    /// The lesser of two; the other one where one is NaN.
    fn min(self, other: Self) -> Self;
    /// The greater of two; the other one where one is NaN.
    fn max(self, other: Self) -> Self;
    /// −1, 0 (at 0) or 1.
    fn sign(self) -> Self;
    /// The greatest whole number that is not above self.
    fn floor(self) -> Self;
    /// A whole power, multiplied in one fixed order.
    fn powi(self, n: i32) -> Self;
    /// A power with any exponent.
    fn pow(self, exponent: Self) -> Self;
    /// log(1 + exp(self)) without overflow.
    fn softplus(self) -> Self;
}
