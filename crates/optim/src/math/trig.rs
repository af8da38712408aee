//! Sine and cosine, together or alone, without branches where people plot.
//!
//! A field of a wavy function is little else than sines and cosines, and the portable ones decide case by case. Here the
//! argument is reduced in one way, x = n·π/2 + (y₀ + y₁) with π/2 in two parts, and both polynomials of the reduced
//! argument are at hand, so that a jet pays once for value and derivative and a loop over a block can use wide
//! registers. They are fdlibm's, error below one unit in the last place; arguments beyond 10⁵ and the few closer to a
//! multiple of π/2 than 2⁻¹⁷ (relative) go to `libm`.
//!
//! Reference: Ng, *Good to the last bit: argument reduction for huge arguments* (1992); the polynomials and the parts of
//! π/2 are those of fdlibm (Sun Microsystems, 1993), `k_sin.c`, `k_cos.c` and `e_rem_pio2.c`.

// The polynomials are translated from fdlibm, whose notice asks to be kept:
// Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
// business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice
// is preserved.

/// Up to where the products of n with the first part of π/2 are exact.
const LIMIT: f64 = 1e5;
/// The relative distance to a multiple of π/2 within which two parts of it do not carry enough digits.
const CANCELLED: f64 = 1.0 / 131_072.0;

/// An argument within π/4 of 0 in two parts, its quadrant (to be taken modulo 4), and whether both are right.
#[inline(always)]
fn reduce(x: f64) -> (f64, f64, u64, bool) {
    const TO_WHOLE: f64 = 1.5 / f64::EPSILON;
    const HALF_PI: f64 = f64::from_bits(0x3ff9_21fb_5440_0000);
    const HALF_PI_TAIL: f64 = f64::from_bits(0x3dd0_b461_1a62_6331);
    // Adding 1.5·2^52 rounds to a whole number, whose last bits are then the sum's last bits.
    let shifted = x * std::f64::consts::FRAC_2_PI + TO_WHOLE;
    let n = shifted - TO_WHOLE;
    let r = x - n * HALF_PI;
    let w = n * HALF_PI_TAIL;
    let y0 = r - w;
    // Without short-circuit, so that a loop needs no branch.
    let is_right = (x.abs() < LIMIT) & (y0.abs() >= x.abs() * CANCELLED);
    (y0, (r - y0) - w, shifted.to_bits(), is_right)
}

/// sin(y0 + y1) for |y0| ≤ π/4.
#[inline(always)]
fn kernel_sin(y0: f64, y1: f64) -> f64 {
    const S1: f64 = f64::from_bits(0xbfc5_5555_5555_5549);
    const S2: f64 = f64::from_bits(0x3f81_1111_1110_f8a6);
    const S3: f64 = f64::from_bits(0xbf2a_01a0_19c1_61d5);
    const S4: f64 = f64::from_bits(0x3ec7_1de3_57b1_fe7d);
    const S5: f64 = f64::from_bits(0xbe5a_e5e6_8a2b_9ceb);
    const S6: f64 = f64::from_bits(0x3de5_d93a_5acf_d57c);
    let z = y0 * y0;
    let w = z * z;
    let r = S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6);
    let v = z * y0;
    y0 - ((z * (0.5 * y1 - v * r) - y1) - v * S1)
}

/// cos(y0 + y1) for |y0| ≤ π/4.
#[inline(always)]
fn kernel_cos(y0: f64, y1: f64) -> f64 {
    const C1: f64 = f64::from_bits(0x3fa5_5555_5555_554c);
    const C2: f64 = f64::from_bits(0xbf56_c16c_16c1_5177);
    const C3: f64 = f64::from_bits(0x3efa_01a0_19cb_1590);
    const C4: f64 = f64::from_bits(0xbe92_7e4f_809c_52ad);
    const C5: f64 = f64::from_bits(0x3e21_ee9e_bdb4_b1c4);
    const C6: f64 = f64::from_bits(0xbda8_fae9_be88_38d4);
    let z = y0 * y0;
    let w = z * z;
    let r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
    let half = 0.5 * z;
    let w = 1.0 - half;
    w + (((1.0 - w) - half) + (z * r - y0 * y1))
}

/// `value` with its sign changed where bit 1 of `quadrant` is set.
#[inline(always)]
fn signed(value: f64, quadrant: u64) -> f64 {
    f64::from_bits(value.to_bits() ^ (quadrant & 2) << 62)
}

/// Sines and cosines of a block, with the bits of [`sin`] and [`cos`]. In steps over the whole block, because only such
/// short loops get wide registers; what the steps cannot do is done one by one afterwards.
pub(crate) fn sincos_of_block<const N: usize>(x: &[f64; N], sin: &mut [f64; N], cos: &mut [f64; N]) {
    let [mut y0, mut y1] = [[0.0; N]; 2];
    let mut quadrant = [0; N];
    let mut wrong = 0;
    for i in 0..N {
        let (is_right, bits);
        (y0[i], y1[i], bits, is_right) = reduce(x[i]);
        quadrant[i] = bits;
        wrong |= u64::from(!is_right);
    }
    for i in 0..N {
        sin[i] = kernel_sin(y0[i], y1[i]);
    }
    for i in 0..N {
        cos[i] = kernel_cos(y0[i], y1[i]);
    }
    for i in 0..N {
        // All ones in odd quadrants, where the two change places.
        let odd = 0_u64.wrapping_sub(quadrant[i] & 1);
        let exchanged = (sin[i].to_bits() ^ cos[i].to_bits()) & odd;
        sin[i] = signed(f64::from_bits(sin[i].to_bits() ^ exchanged), quadrant[i]);
        cos[i] = signed(f64::from_bits(cos[i].to_bits() ^ exchanged), quadrant[i].wrapping_add(1));
    }
    if wrong != 0 {
        for i in 0..N {
            (sin[i], cos[i]) = sincos(x[i]);
        }
    }
}

/// The sine and the cosine of x, in radians, with the bits of [`sin`] and [`cos`]; NaN where x is not finite.
#[inline]
pub fn sincos(x: f64) -> (f64, f64) {
    let (y0, y1, quadrant, is_right) = reduce(x);
    if !is_right {
        return libm::sincos(x);
    }
    let (sin, cos) = (kernel_sin(y0, y1), kernel_cos(y0, y1));
    let (sin, cos) = if quadrant & 1 == 0 { (sin, cos) } else { (cos, sin) };
    (signed(sin, quadrant), signed(cos, quadrant.wrapping_add(1)))
}

/// The sine of x, in radians; NaN where x is not finite.
#[inline]
pub fn sin(x: f64) -> f64 {
    let (y0, y1, quadrant, is_right) = reduce(x);
    if !is_right {
        return libm::sincos(x).0;
    }
    signed(if quadrant & 1 == 0 { kernel_sin(y0, y1) } else { kernel_cos(y0, y1) }, quadrant)
}

/// The cosine of x, in radians; NaN where x is not finite.
#[inline]
pub fn cos(x: f64) -> f64 {
    let (y0, y1, quadrant, is_right) = reduce(x);
    if !is_right {
        return libm::sincos(x).1;
    }
    signed(if quadrant & 1 == 0 { kernel_cos(y0, y1) } else { kernel_sin(y0, y1) }, quadrant.wrapping_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers in [0, 1) without a pattern, the same in every run.
    fn scattered(count: u32) -> impl Iterator<Item = f64> {
        (0..count).map(|i| f64::from(i) * 0.618_033_988_749_894_9).map(|k| k - k.floor())
    }

    #[test]
    fn they_agree_with_libm_to_the_last_place_or_the_next() {
        let mut different = 0;
        let mut check = |x: f64| {
            for (found, expected) in [(sin(x), libm::sin(x)), (cos(x), libm::cos(x))] {
                let apart = (found.to_bits() as i64).abs_diff(expected.to_bits() as i64);
                assert!(apart <= 1, "{x}: {found:?} instead of {expected:?}");
                different += u32::from(apart > 0);
            }
        };
        for part in scattered(100_000) {
            for scale in [1.0, 10.0, 1e3, 0.99e5, 2e5, 1e-3, 1e-9] {
                check((part - 0.5) * 2.0 * scale);
            }
        }
        // Close to multiples of π/4 and π/2, on both sides.
        for n in -2000..2000 {
            let multiple = f64::from(n) * std::f64::consts::FRAC_PI_4;
            for ulps in -3..=3 {
                check(f64::from_bits(multiple.to_bits().wrapping_add_signed(ulps)));
            }
        }
        // The two take the same parts of π/2 and differ only in how they choose the quadrant near its border.
        assert!(different < 2000, "{different}");
    }

    #[test]
    fn blocks_have_the_bits_of_one_by_one() {
        let check = |x: [f64; 8]| {
            let [mut s, mut c] = [[0.0; 8]; 2];
            sincos_of_block(&x, &mut s, &mut c);
            for i in 0..8 {
                let (sin_here, cos_here) = sincos(x[i]);
                assert_eq!([s[i].to_bits(), c[i].to_bits()], [sin_here.to_bits(), cos_here.to_bits()], "{}", x[i]);
                assert_eq!([s[i].to_bits(), c[i].to_bits()], [sin(x[i]).to_bits(), cos(x[i]).to_bits()], "{}", x[i]);
            }
        };
        for part in scattered(2000) {
            check([1.0, -1.0, 7.0, -30.0, 1e3, 1e-12, 9e4, 2.0].map(|scale| scale * part));
            check([1.0, -1.0, 7.0, -30.0, 1e3, 1e-12, 9e6, 2.0].map(|scale| scale * part));
        }
    }

    #[test]
    fn zeros_keep_their_sign_and_what_is_not_finite_gives_nan() {
        for zero in [0.0, -0.0] {
            assert_eq!((sin(zero).to_bits(), cos(zero)), (f64::to_bits(zero), 1.0));
            assert_eq!(sincos(zero).0.to_bits(), f64::to_bits(zero));
        }
        for x in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(sin(x).is_nan() && cos(x).is_nan());
            assert!(sincos(x).0.is_nan() && sincos(x).1.is_nan());
        }
        assert_eq!(sin(5e-324), 5e-324);
        assert_eq!(cos(std::f64::consts::PI), -1.0);
        assert_eq!(cos(2.0 * std::f64::consts::PI), 1.0);
    }
}
