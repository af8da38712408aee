//! Every transcendental function that the core uses.
//!
//! The standard library's differ between platforms in the last bits; these are the pure-Rust ones of the `libm` crate,
//! pinned, so that a link shows the same numbers natively and in WebAssembly, today and in two years. Square roots,
//! absolute values and rounding are exact everywhere and need no entry here. `clippy.toml` forbids the others.

pub use libm::{acos, asin, atan, cos, cosh, exp, log as ln, log1p as ln_1p, log10, pow, sin, sincos, sinh, tan, tanh};

/// x to the whole power n, multiplied in one fixed order (square and multiply from the lowest bit).
/// `powi(0, 0)` is 1; negative powers are the reciprocal of the positive one.
pub fn powi<T: Copy + std::ops::Mul<Output = T>>(x: T, n: u32, one: T) -> T {
    match n {
        0 => one,
        1 => x,
        _ => {
            let half = powi(x, n / 2, one);
            if n % 2 == 0 { half * half } else { half * half * x }
        }
    }
}
