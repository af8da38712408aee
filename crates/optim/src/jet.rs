//! Jets: a value carried through a formula together with its exact derivatives (forward-mode automatic differentiation).
//!
//! [`Jet1`] carries the gradient, [`Jet2`] the Hessian as well. Both follow the chain rule
//! `(φ∘u)' = φ'(u)·u'`, `(φ∘u)'' = φ'(u)·u'' + φ''(u)·u'·u'ᵀ` with one convention on top: a zero inner derivative
//! counts as 0 whatever the outer one is ([`Scalar`]'s documentation gives the kinks).
//!
//! Reference: Griewank, Walther, *Evaluating Derivatives* (2008), chapters 3 and 13.

// The product rule adds and the quotient rule multiplies.
#![allow(clippy::suspicious_arithmetic_impl)]

use crate::math;
use crate::scalar::Scalar;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A value and its gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jet1 {
    /// The value.
    pub value: f64,
    /// The partial derivatives by x and y.
    pub gradient: [f64; 2],
}

/// A value, its gradient and its Hessian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jet2 {
    /// The value.
    pub value: f64,
    /// The partial derivatives by x and y.
    pub gradient: [f64; 2],
    /// The second partial derivatives by xx, xy and yy.
    pub hessian: [f64; 3],
}

/// An outer derivative times an inner one, where a zero inner one counts as 0 whatever the outer one is.
#[inline]
pub(crate) fn times(outer: f64, inner: f64) -> f64 {
    if inner == 0.0 { 0.0 } else { outer * inner }
}

/// The entries of a gradient. Written out, since what is compiled for size calls `map` for each.
#[inline(always)]
fn both(entry: impl Fn(usize) -> f64) -> [f64; 2] {
    [entry(0), entry(1)]
}

/// The entries of a Hessian, written out too.
#[inline(always)]
fn three(entry: impl Fn(usize) -> f64) -> [f64; 3] {
    [entry(0), entry(1), entry(2)]
}

/// The two indices of each entry of a Hessian [xx, xy, yy].
const PAIRS: [(usize, usize); 3] = [(0, 0), (0, 1), (1, 1)];

/// A function of one variable with its first two derivatives, as the chain rule needs them.
#[derive(Clone, Copy)]
pub(crate) struct Outer {
    pub value: f64,
    pub first: f64,
    pub second: f64,
}

/// A function of two variables with its first two derivatives, as the chain rule needs them.
#[derive(Clone, Copy)]
pub(crate) struct Outer2 {
    value: f64,
    a: f64,
    b: f64,
    aa: f64,
    ab: f64,
    bb: f64,
}

/// The elementary functions with their derivatives. What a caller does not use, the compiler drops where it is cheap;
/// shared work (sine with cosine, the power with its neighbours) is done once.
pub(crate) mod outer {
    use super::{Outer, Outer2, math};
    use std::f64::consts::LN_10;

    /// The sine, where sine and cosine are known.
    #[inline(always)]
    pub fn sin_of(sin: f64, cos: f64) -> Outer {
        Outer { value: sin, first: cos, second: -sin }
    }
    /// The cosine, where sine and cosine are known.
    #[inline(always)]
    pub fn cos_of(sin: f64, cos: f64) -> Outer {
        Outer { value: cos, first: -sin, second: -cos }
    }
    #[inline]
    pub fn sin(x: f64) -> Outer {
        let (sin, cos) = math::sincos(x);
        sin_of(sin, cos)
    }
    #[inline]
    pub fn cos(x: f64) -> Outer {
        let (sin, cos) = math::sincos(x);
        cos_of(sin, cos)
    }
    #[inline]
    pub fn tan(x: f64) -> Outer {
        let value = math::tan(x);
        let first = 1.0 + value * value;
        Outer { value, first, second: 2.0 * value * first }
    }
    #[inline]
    pub fn asin(x: f64) -> Outer {
        let square = (1.0 - x) * (1.0 + x);
        let first = 1.0 / square.sqrt();
        Outer { value: math::asin(x), first, second: x * first / square }
    }
    #[inline]
    pub fn acos(x: f64) -> Outer {
        let square = (1.0 - x) * (1.0 + x);
        let first = -1.0 / square.sqrt();
        Outer { value: math::acos(x), first, second: x * first / square }
    }
    #[inline]
    pub fn atan(x: f64) -> Outer {
        let first = 1.0 / (1.0 + x * x);
        Outer { value: math::atan(x), first, second: -2.0 * (x * first) * first }
    }
    #[inline]
    pub fn sinh(x: f64) -> Outer {
        let value = math::sinh(x);
        Outer { value, first: math::cosh(x), second: value }
    }
    #[inline]
    pub fn cosh(x: f64) -> Outer {
        let value = math::cosh(x);
        Outer { value, first: math::sinh(x), second: value }
    }
    /// By the hyperbolic cosine, because 1 − tanh² has lost all digits far from 0, where methods that divide by the
    /// size of the gradient still see it.
    #[inline]
    pub fn tanh(x: f64) -> Outer {
        let value = math::tanh(x);
        let sech = 1.0 / math::cosh(x);
        let first = sech * sech;
        Outer { value, first, second: -2.0 * value * first }
    }
    #[inline]
    pub fn exp(x: f64) -> Outer {
        let value = math::exp(x);
        Outer { value, first: value, second: value }
    }
    #[inline]
    pub fn ln(x: f64) -> Outer {
        let first = 1.0 / x;
        Outer { value: math::ln(x), first, second: -first * first }
    }
    #[inline]
    pub fn log10(x: f64) -> Outer {
        let inverse = 1.0 / x;
        let first = inverse / LN_10;
        Outer { value: math::log10(x), first, second: -first * inverse }
    }
    /// At ±0 the first derivative is ∞ and the second −∞.
    #[inline]
    pub fn sqrt(x: f64) -> Outer {
        let value = x.sqrt();
        let first = 0.5 / value.abs();
        Outer { value, first, second: -0.5 * first / x.abs() }
    }
    #[inline]
    pub fn abs(x: f64) -> Outer {
        Outer { value: x.abs(), first: math::sign(x), second: 0.0 }
    }
    #[inline]
    pub fn softplus(x: f64) -> Outer {
        let e = math::exp(-x.abs());
        let part = if x > 0.0 { x } else { 0.0 };
        let low = 1.0 / (1.0 + e);
        let first = if x > 0.0 { low } else { e * low };
        Outer { value: part + math::ln_1p(e), first, second: e * low * low }
    }
    /// `a` to the power `b`. Where a coefficient or the power itself is 0, the product with an infinite factor is 0,
    /// its limit from inside.
    #[inline(always)]
    pub(super) fn pow(a: f64, b: f64, exponent_varies: bool, order: u8) -> Outer2 {
        pow_of(a, b, [math::pow(a, b), math::pow(a, b - 1.0)], exponent_varies, order)
    }
    /// The same where the power, and the one with the exponent less by 1, are known. Derivatives above `order` are not
    /// computed.
    #[inline(always)]
    pub fn pow_of(a: f64, b: f64, [value, lower]: [f64; 2], exponent_varies: bool, order: u8) -> Outer2 {
        let zero_or = |factor: f64, other: &dyn Fn() -> f64| if factor == 0.0 { 0.0 } else { factor * other() };
        let first = zero_or(b, &|| lower);
        let second = if order < 2 { 0.0 } else { zero_or(b * (b - 1.0), &|| math::pow(a, b - 2.0)) };
        if !exponent_varies {
            return Outer2 { value, a: first, b: 0.0, aa: second, ab: 0.0, bb: 0.0 };
        }
        let ln = math::ln(a);
        let by_exponent = zero_or(value, &|| ln);
        let mixed = zero_or(lower, &|| 1.0 + b * ln);
        Outer2 { value, a: first, b: by_exponent, aa: second, ab: mixed, bb: zero_or(by_exponent, &|| ln) }
    }
}

impl Jet1 {
    /// The variable x at a point.
    pub fn x(value: f64) -> Jet1 {
        Jet1 { value, gradient: [1.0, 0.0] }
    }

    /// The variable y at a point.
    pub fn y(value: f64) -> Jet1 {
        Jet1 { value, gradient: [0.0, 1.0] }
    }

    pub(crate) fn is_constant(&self) -> bool {
        self.gradient == [0.0; 2]
    }

    #[inline]
    pub(crate) fn chain(self, outer: Outer) -> Jet1 {
        Jet1 { value: outer.value, gradient: both(|i| times(outer.first, self.gradient[i])) }
    }

    #[inline]
    pub(crate) fn chain2(self, other: Jet1, outer: Outer2) -> Jet1 {
        let gradient = both(|i| times(outer.a, self.gradient[i]) + times(outer.b, other.gradient[i]));
        Jet1 { value: outer.value, gradient }
    }
}

impl Jet2 {
    /// The variable x at a point.
    pub fn x(value: f64) -> Jet2 {
        Jet2 { value, gradient: [1.0, 0.0], hessian: [0.0; 3] }
    }

    /// The variable y at a point.
    pub fn y(value: f64) -> Jet2 {
        Jet2 { value, gradient: [0.0, 1.0], hessian: [0.0; 3] }
    }

    fn is_constant(&self) -> bool {
        self.gradient == [0.0; 2] && self.hessian == [0.0; 3]
    }

    /// Once in the module, as products and quotients: Hessians are wanted seldom.
    #[inline(never)]
    fn chain(self, outer: Outer) -> Jet2 {
        let g = self.gradient;
        let hessian = three(|k| {
            let (i, j) = PAIRS[k];
            times(outer.first, self.hessian[k]) + times(outer.second, g[i] * g[j])
        });
        Jet2 { value: outer.value, gradient: both(|i| times(outer.first, g[i])), hessian }
    }

    #[inline(never)]
    fn chain2(self, other: Jet2, outer: Outer2) -> Jet2 {
        let (g, h) = (self.gradient, other.gradient);
        let gradient = both(|i| times(outer.a, g[i]) + times(outer.b, h[i]));
        let hessian = three(|k| {
            let (i, j) = PAIRS[k];
            times(outer.a, self.hessian[k])
                + times(outer.b, other.hessian[k])
                + times(outer.aa, g[i] * g[j])
                + times(outer.ab, g[i] * h[j] + g[j] * h[i])
                + times(outer.bb, h[i] * h[j])
        });
        Jet2 { value: outer.value, gradient, hessian }
    }
}

impl From<f64> for Jet1 {
    #[inline]
    fn from(value: f64) -> Jet1 {
        Jet1 { value, gradient: [0.0; 2] }
    }
}

impl From<f64> for Jet2 {
    #[inline]
    fn from(value: f64) -> Jet2 {
        Jet2 { value, gradient: [0.0; 2], hessian: [0.0; 3] }
    }
}

impl Add for Jet1 {
    type Output = Jet1;
    #[inline]
    fn add(self, b: Jet1) -> Jet1 {
        Jet1 { value: self.value + b.value, gradient: both(|i| self.gradient[i] + b.gradient[i]) }
    }
}

impl Add for Jet2 {
    type Output = Jet2;
    #[inline]
    fn add(self, b: Jet2) -> Jet2 {
        Jet2 {
            value: self.value + b.value,
            gradient: both(|i| self.gradient[i] + b.gradient[i]),
            hessian: three(|k| self.hessian[k] + b.hessian[k]),
        }
    }
}

impl Sub for Jet1 {
    type Output = Jet1;
    #[inline]
    fn sub(self, b: Jet1) -> Jet1 {
        Jet1 { value: self.value - b.value, gradient: both(|i| self.gradient[i] - b.gradient[i]) }
    }
}

impl Sub for Jet2 {
    type Output = Jet2;
    #[inline]
    fn sub(self, b: Jet2) -> Jet2 {
        Jet2 {
            value: self.value - b.value,
            gradient: both(|i| self.gradient[i] - b.gradient[i]),
            hessian: three(|k| self.hessian[k] - b.hessian[k]),
        }
    }
}

impl Mul for Jet1 {
    type Output = Jet1;
    #[inline]
    fn mul(self, b: Jet1) -> Jet1 {
        let gradient = both(|i| self.gradient[i] * b.value + self.value * b.gradient[i]);
        Jet1 { value: self.value * b.value, gradient }
    }
}

impl Mul for Jet2 {
    type Output = Jet2;
    #[inline(never)]
    fn mul(self, b: Jet2) -> Jet2 {
        let (g, h) = (self.gradient, b.gradient);
        let gradient = both(|i| g[i] * b.value + self.value * h[i]);
        let hessian = three(|k| {
            let (i, j) = PAIRS[k];
            (self.hessian[k] * b.value + self.value * b.hessian[k]) + (g[i] * h[j] + g[j] * h[i])
        });
        Jet2 { value: self.value * b.value, gradient, hessian }
    }
}

impl Div for Jet1 {
    type Output = Jet1;
    #[inline]
    fn div(self, b: Jet1) -> Jet1 {
        let value = self.value / b.value;
        Jet1 { value, gradient: both(|i| (self.gradient[i] - value * b.gradient[i]) / b.value) }
    }
}

impl Div for Jet2 {
    type Output = Jet2;
    #[inline(never)]
    fn div(self, b: Jet2) -> Jet2 {
        let value = self.value / b.value;
        let h = b.gradient;
        let gradient = both(|i| (self.gradient[i] - value * h[i]) / b.value);
        let hessian = three(|k| {
            let (i, j) = PAIRS[k];
            ((self.hessian[k] - value * b.hessian[k]) - (gradient[i] * h[j] + gradient[j] * h[i])) / b.value
        });
        Jet2 { value, gradient, hessian }
    }
}

impl Neg for Jet1 {
    type Output = Jet1;
    #[inline]
    fn neg(self) -> Jet1 {
        Jet1 { value: -self.value, gradient: both(|i| -self.gradient[i]) }
    }
}

impl Neg for Jet2 {
    type Output = Jet2;
    #[inline]
    fn neg(self) -> Jet2 {
        Jet2 { value: -self.value, gradient: both(|i| -self.gradient[i]), hessian: three(|k| -self.hessian[k]) }
    }
}

impl Add<f64> for Jet1 {
    type Output = Jet1;
    #[inline]
    fn add(self, b: f64) -> Jet1 {
        Jet1 { value: self.value + b, ..self }
    }
}

impl Add<f64> for Jet2 {
    type Output = Jet2;
    #[inline]
    fn add(self, b: f64) -> Jet2 {
        Jet2 { value: self.value + b, ..self }
    }
}

impl Sub<f64> for Jet1 {
    type Output = Jet1;
    #[inline]
    fn sub(self, b: f64) -> Jet1 {
        Jet1 { value: self.value - b, ..self }
    }
}

impl Sub<f64> for Jet2 {
    type Output = Jet2;
    #[inline]
    fn sub(self, b: f64) -> Jet2 {
        Jet2 { value: self.value - b, ..self }
    }
}

impl Mul<f64> for Jet1 {
    type Output = Jet1;
    #[inline]
    fn mul(self, b: f64) -> Jet1 {
        Jet1 { value: self.value * b, gradient: both(|i| self.gradient[i] * b) }
    }
}

impl Mul<f64> for Jet2 {
    type Output = Jet2;
    #[inline]
    fn mul(self, b: f64) -> Jet2 {
        Jet2 {
            value: self.value * b,
            gradient: both(|i| self.gradient[i] * b),
            hessian: three(|k| self.hessian[k] * b),
        }
    }
}

impl Div<f64> for Jet1 {
    type Output = Jet1;
    #[inline]
    fn div(self, b: f64) -> Jet1 {
        Jet1 { value: self.value / b, gradient: both(|i| self.gradient[i] / b) }
    }
}

impl Div<f64> for Jet2 {
    type Output = Jet2;
    #[inline]
    fn div(self, b: f64) -> Jet2 {
        Jet2 {
            value: self.value / b,
            gradient: both(|i| self.gradient[i] / b),
            hessian: three(|k| self.hessian[k] / b),
        }
    }
}

macro_rules! scalar_for_jet {
    ($jet:ty, $order:literal: $($function:ident)*) => {
        impl Scalar for $jet {
            $(#[inline]
            fn $function(self) -> $jet {
                self.chain(outer::$function(self.value))
            })*
            #[inline]
            fn min(self, other: $jet) -> $jet {
                if other.value < self.value || self.value.is_nan() { other } else { self }
            }
            #[inline]
            fn max(self, other: $jet) -> $jet {
                if other.value > self.value || self.value.is_nan() { other } else { self }
            }
            #[inline]
            fn sign(self) -> $jet {
                <$jet>::from(math::sign(self.value))
            }
            #[inline]
            fn floor(self) -> $jet {
                <$jet>::from(self.value.floor())
            }
            #[inline]
            fn powi(self, n: i32) -> $jet {
                let one = <$jet>::from(1.0);
                let power = math::powi(self, n.unsigned_abs(), one);
                if n < 0 { one / power } else { power }
            }
            fn pow(self, exponent: $jet) -> $jet {
                self.chain2(exponent, outer::pow(self.value, exponent.value, !exponent.is_constant(), $order))
            }
        }
    };
}

scalar_for_jet!(Jet1, 1: sin cos tan asin acos atan sinh cosh tanh exp ln log10 sqrt abs softplus);
scalar_for_jet!(Jet2, 2: sin cos tan asin acos atan sinh cosh tanh exp ln log10 sqrt abs softplus);
