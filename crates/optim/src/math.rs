//! Every transcendental function that the core uses.
//!
//! The standard library's differ between platforms in the last bits; these are the pure-Rust ones of the `libm` crate,
//! pinned, a faster sine and cosine, and a faster exponential with the same bits, so that a link shows the same numbers
//! natively and in WebAssembly, today and in two years. Square roots, absolute values and rounding are exact everywhere
//! and need no entry here. `clippy.toml` forbids the others.

mod power;
mod trig;

pub use libm::{acos, asin, atan, cosh, log as ln, log1p as ln_1p, log10, pow, sinh, tan, tanh};
pub use power::exp;
pub(crate) use power::{pow_of_block, pows_of_block};
pub(crate) use trig::sincos_of_block;
pub use trig::{cos, sin, sincos};

/// x to the whole power n, multiplied in one fixed order: square for each binary digit of n from the highest, and
/// multiply by x where the digit is 1. `powi(x, 0, one)` is `one`, for any x.
pub fn powi<T: Copy + std::ops::Mul<Output = T>>(x: T, n: u32, one: T) -> T {
    if n == 0 {
        return one;
    }
    let mut power = x;
    for digit in (0..n.ilog2()).rev() {
        power = power * power;
        if n >> digit & 1 == 1 {
            power = power * x;
        }
    }
    power
}

/// The lesser of two: `a` where both are equal (−0 and 0 are), the other one where one is NaN.
/// Written out because the standard library leaves the sign of zero to the platform.
pub fn min(a: f64, b: f64) -> f64 {
    if b < a || a.is_nan() { b } else { a }
}

/// The greater of two: `a` where both are equal (−0 and 0 are), the other one where one is NaN.
pub fn max(a: f64, b: f64) -> f64 {
    if b > a || a.is_nan() { b } else { a }
}

/// −1, 0 or 1; the argument itself where it is ±0 or NaN.
pub fn sign(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        x
    }
}

/// log(1 + exp(x)), accurate and without overflow for every x.
pub fn softplus(x: f64) -> f64 {
    let part = if x > 0.0 { x } else { 0.0 };
    part + ln_1p(exp(-x.abs()))
}
