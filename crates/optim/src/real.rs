//! The floating-point types that update rules run over.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// `f64` for points in the plane, `f32` for the weights of a network: one kernel serves both.
pub trait Real:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + 'static
{
    /// Zero.
    const ZERO: Self;
    /// The nearest number to `value`.
    fn of(value: f64) -> Self;
    /// The same number in double precision.
    fn f64(self) -> f64;
    /// The square root, correctly rounded.
    fn sqrt(self) -> Self;
    /// The absolute value.
    fn abs(self) -> Self;

    /// The greater of two; the first where one is NaN.
    fn max(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    /// −1, 0 (at 0 and NaN) or 1.
    fn sign(self) -> Self {
        if self > Self::ZERO {
            Self::of(1.0)
        } else if self < Self::ZERO {
            Self::of(-1.0)
        } else {
            Self::ZERO
        }
    }
}

macro_rules! real {
    ($($type:ident)*) => {$(
        impl Real for $type {
            const ZERO: Self = 0.0;
            fn of(value: f64) -> Self {
                value as $type
            }
            fn f64(self) -> f64 {
                self.into()
            }
            fn sqrt(self) -> Self {
                $type::sqrt(self)
            }
            fn abs(self) -> Self {
                $type::abs(self)
            }
        }
    )*};
}

real!(f32 f64);
