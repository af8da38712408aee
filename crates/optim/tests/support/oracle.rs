//! num-dual's hyper-dual numbers as a scalar: another implementation of exact second derivatives, over the platform's
//! functions.

use descent_optim::scalar::Scalar;
use num_dual::{DualNum, HyperDual64};
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A hyper-dual number.
#[derive(Clone, Copy)]
pub struct Oracle(pub HyperDual64);

impl Oracle {
    /// NaN close to a jump, a kink or a singularity, where rounding decides on which side one is.
    fn away_from(self, place: f64) -> Oracle {
        if (self.0.re - place).abs() < 1e-9 { Oracle::from(f64::NAN) } else { self }
    }

    /// NaN for large arguments of waves, whose phase is rounding.
    fn moderate(self) -> Oracle {
        if self.0.re.abs() > 1e6 { Oracle::from(f64::NAN) } else { self }
    }
}

impl From<f64> for Oracle {
    fn from(value: f64) -> Oracle {
        Oracle(HyperDual64::from(value))
    }
}

impl Neg for Oracle {
    type Output = Oracle;
    fn neg(self) -> Oracle {
        Oracle(-self.0)
    }
}

macro_rules! operators {
    ($($operator:ident $function:ident),*) => {$(
        impl $operator for Oracle {
            type Output = Oracle;
            fn $function(self, b: Oracle) -> Oracle {
                Oracle(self.0.$function(b.0))
            }
        }
        impl $operator<f64> for Oracle {
            type Output = Oracle;
            fn $function(self, b: f64) -> Oracle {
                Oracle(self.0.$function(b))
            }
        }
    )*};
}

operators!(Add add, Sub sub, Mul mul, Div div);

macro_rules! functions {
    ($($function:ident)*) => {
        $(fn $function(self) -> Oracle {
            Oracle(self.0.$function())
        })*
    };
}

impl Scalar for Oracle {
    functions!(atan sinh cosh exp);
    fn sin(self) -> Oracle {
        Oracle(self.moderate().0.sin())
    }
    fn cos(self) -> Oracle {
        Oracle(self.moderate().0.cos())
    }
    fn tan(self) -> Oracle {
        Oracle(self.moderate().0.tan())
    }
    /// Far out not theirs, which takes the derivative from 1 − tanh² and loses all digits.
    fn tanh(self) -> Oracle {
        if self.0.re.abs() < 1.0 {
            return Oracle(self.0.tanh());
        }
        if self.0.re < 0.0 {
            return -(-self).tanh();
        }
        Oracle::from(1.0) - Oracle::from(2.0) / ((self * 2.0).exp() + 1.0)
    }
    fn asin(self) -> Oracle {
        Oracle(self.away_from(1.0).away_from(-1.0).0.asin())
    }
    fn acos(self) -> Oracle {
        Oracle(self.away_from(1.0).away_from(-1.0).0.acos())
    }
    fn ln(self) -> Oracle {
        Oracle(self.away_from(0.0).0.ln())
    }
    fn sqrt(self) -> Oracle {
        Oracle(self.away_from(0.0).0.sqrt())
    }
    fn log10(self) -> Oracle {
        Oracle(self.ln().0 / std::f64::consts::LN_10)
    }
    fn abs(self) -> Oracle {
        if self.0.re < -1e-9 { -self } else { self.away_from(0.0) }
    }
    fn min(self, other: Oracle) -> Oracle {
        let other = other.away_from(self.0.re);
        if other.0.re.is_nan() || other.0.re < self.0.re { other } else { self }
    }
    fn max(self, other: Oracle) -> Oracle {
        let other = other.away_from(self.0.re);
        if other.0.re.is_nan() || other.0.re > self.0.re { other } else { self }
    }
    fn sign(self) -> Oracle {
        Oracle::from(self.away_from(0.0).0.re.signum())
    }
    fn floor(self) -> Oracle {
        Oracle::from(self.away_from(self.0.re.round()).0.re.floor())
    }
    fn powi(self, n: i32) -> Oracle {
        Oracle(self.0.powi(n))
    }
    fn pow(self, exponent: Oracle) -> Oracle {
        let n = exponent.0;
        // A large power magnifies rounding, and where n − 1 is n in rounding, whether it is even is lost.
        let base = if n.re.abs() < 1e3 { self.away_from(0.0) } else { Oracle::from(f64::NAN) };
        if n.eps1 == 0.0 && n.eps2 == 0.0 && n.eps1eps2 == 0.0 {
            Oracle(base.0.powf(n.re))
        } else {
            Oracle(base.0.powd(n))
        }
    }
    fn softplus(self) -> Oracle {
        let large = self.0.re > 30.0;
        if large { self + (-self).exp() } else { Oracle((self.0.exp() + 1.0).ln()) }
    }
}

/// Value, gradient and Hessian [xx, xy, yy] of a formula at a point.
pub fn derivatives(f: impl Fn(Oracle, Oracle) -> Oracle, x: f64, y: f64) -> (f64, [f64; 2], [f64; 3]) {
    let seeded = |value: f64, first: f64, second: f64| Oracle(HyperDual64::new(value, first, second, 0.0));
    let xx = f(seeded(x, 1.0, 1.0), seeded(y, 0.0, 0.0)).0;
    let xy = f(seeded(x, 1.0, 0.0), seeded(y, 0.0, 1.0)).0;
    let yy = f(seeded(x, 0.0, 0.0), seeded(y, 1.0, 1.0)).0;
    (xy.re, [xy.eps1, xy.eps2], [xx.eps1eps2, xy.eps1eps2, yy.eps1eps2])
}
