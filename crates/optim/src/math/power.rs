//! Exponentials, and powers of whole blocks, with the bits of `libm`, faster where people plot.
//!
//! `libm` decides case by case. Here everything is done to an argument that is done to ordinary ones; the others go to
//! `libm` afterwards. A power is a long chain, each link of which waits for the one before, so that a block of them goes
//! link by link.
//!
//! Reference: fdlibm (Sun Microsystems, 1993), `e_exp.c` and `e_pow.c`.

// The steps are translated from fdlibm, whose notice asks to be kept:
// Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc.
// business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice
// is preserved.

/// Adding this rounds to a whole number, whose last bits are then the sum's last bits.
const TO_WHOLE: f64 = 1.5 / f64::EPSILON;
/// Closer than this to half-way between two whole numbers, which of them is taken depends on the way.
const HALF_WAY: f64 = 0.499_999;
/// The high half of a number's bits.
const HIGH: u64 = !0 << 32;

const P1: f64 = f64::from_bits(0x3fc5_5555_5555_553e);
const P2: f64 = f64::from_bits(0xbf66_c16c_16be_bd93);
const P3: f64 = f64::from_bits(0x3f11_566a_af25_de2c);
const P4: f64 = f64::from_bits(0xbebb_bd41_c5d2_6bf1);
const P5: f64 = f64::from_bits(0x3e66_3769_72be_a4d0);

/// The nearest whole number, the bits that end with it, and whether all ways of rounding agree.
#[inline(always)]
fn nearest(x: f64) -> (f64, u64, bool) {
    let shifted = x + TO_WHOLE;
    let n = shifted - TO_WHOLE;
    (n, shifted.to_bits(), (x - n).abs() < HALF_WAY)
}

/// `x` times two to the power of the whole number that `bits` end with.
#[inline(always)]
fn scaled(x: f64, bits: u64) -> f64 {
    f64::from_bits(x.to_bits().wrapping_add(bits << 52))
}

/// The number without the last 32 bits.
#[inline(always)]
fn high(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & HIGH)
}

/// e to the power x.
#[inline]
pub fn exp(x: f64) -> f64 {
    const LN2_HI: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LN2_LO: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    const TINY: f64 = 1.0 / 268_435_456.0;
    let (n, bits, is_clear) = nearest(x * std::f64::consts::LOG2_E);
    if !(is_clear & (x.abs() < 700.0) & (x.abs() > TINY)) {
        return libm::exp(x);
    }
    let (hi, lo) = (x - n * LN2_HI, n * LN2_LO);
    let r = hi - lo;
    let rr = r * r;
    let c = r - rr * (P1 + rr * (P2 + rr * (P3 + rr * (P4 + rr * P5))));
    scaled(1.0 + (r * c / (2.0 - c) - lo + hi), bits)
}

/// The logarithms to base 2 of a block, each in two parts.
struct Logarithms<const N: usize> {
    high: [f64; N],
    low: [f64; N],
}

impl<const N: usize> Logarithms<N> {
    /// Right where x is positive, normal and finite.
    fn of(x: &[f64; N]) -> Logarithms<N> {
        const L1: f64 = f64::from_bits(0x3fe3_3333_3333_3303);
        const L2: f64 = f64::from_bits(0x3fdb_6db6_db6f_abff);
        const L3: f64 = f64::from_bits(0x3fd5_5555_518f_264d);
        const L4: f64 = f64::from_bits(0x3fd1_7460_a91d_4101);
        const L5: f64 = f64::from_bits(0x3fcd_864a_93c9_db65);
        const L6: f64 = f64::from_bits(0x3fca_7e28_4a45_4eef);
        /// 2/(3·ln 2), and in two parts.
        const CP: f64 = f64::from_bits(0x3fee_c709_dc3a_03fd);
        const CP_HIGH: f64 = f64::from_bits(0x3fee_c709_e000_0000);
        const CP_LOW: f64 = f64::from_bits(0xbe3e_2fe0_145b_01f5);
        /// log₂ 1.5 in two parts.
        const DP_HIGH: f64 = f64::from_bits(0x3fe2_b803_4000_0000);
        const DP_LOW: f64 = f64::from_bits(0x3e4c_fdeb_43cf_d006);
        let [mut n, mut above, mut s, mut s_low, mut r] = [[0.0; N]; 5];
        for i in 0..N {
            // x = a·2ⁿ with a near 1 or, when `is_above` is 1, near 1.5.
            let mantissa = x[i].to_bits() & (!0 >> 12);
            let double = u64::from(mantissa >= 0xb_b67a << 32);
            let is_above = u64::from(mantissa >= 0x3_988f << 32) - double;
            let a_bits = (mantissa | 0x3ff << 52) - (double << 52);
            let a = f64::from_bits(a_bits);
            n[i] = f64::from((x[i].to_bits() >> 52) as i32 - 0x3ff + double as i32);
            above[i] = is_above as f64;
            let near = 1.0 + 0.5 * above[i];
            // s = (a − near)/(a + near), with what its high half leaves.
            let (u, v) = (a - near, 1.0 / (a + near));
            s[i] = u * v;
            let t_high = f64::from_bits((a_bits >> 1 & HIGH) + (0x2008_0000 << 32) + (is_above << 50));
            let t_low = a - (t_high - near);
            s_low[i] = v * ((u - high(s[i]) * t_high) - high(s[i]) * t_low);
        }
        for i in 0..N {
            let ss = s[i] * s[i];
            r[i] = ss * ss * (L1 + ss * (L2 + ss * (L3 + ss * (L4 + ss * (L5 + ss * L6)))));
        }
        let mut logarithms = Logarithms { high: [0.0; N], low: [0.0; N] };
        for i in 0..N {
            let s_high = high(s[i]);
            let r = r[i] + s_low[i] * (s_high + s[i]);
            let ss = s_high * s_high;
            let t_high = high(3.0 + ss + r);
            let t_low = r - ((t_high - 3.0) - ss);
            let (u, v) = (s_high * t_high, s_low[i] * t_high + t_low * s[i]);
            // p·2/(3·ln 2), where p = u + v.
            let p_high = high(u + v);
            let p_low = v - (p_high - u);
            let z_high = CP_HIGH * p_high;
            let z_low = CP_LOW * p_high + p_low * CP + DP_LOW * above[i];
            let sum = high(((z_high + z_low) + DP_HIGH * above[i]) + n[i]);
            logarithms.high[i] = sum;
            logarithms.low[i] = z_low - (((sum - n[i]) - DP_HIGH * above[i]) - z_high);
        }
        logarithms
    }

    /// `x` to the powers `y`, where these are the logarithms of `x`.
    fn pow(&self, x: &[f64; N], y: &[f64; N], out: &mut [f64; N]) {
        const LN2: f64 = f64::from_bits(0x3fe6_2e42_fefa_39ef);
        const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e43_0000_0000);
        const LN2_LOW: f64 = f64::from_bits(0xbe20_5c61_0ca8_6c39);
        let [mut z, mut w] = [[0.0; N]; 2];
        let mut exponent = [0; N];
        let mut is_right = [false; N];
        for i in 0..N {
            // y·log₂ x in two parts, and two to that power.
            let y_high = high(y[i]);
            let p_low = (y[i] - y_high) * self.high[i] + y[i] * self.low[i];
            let p_high = y_high * self.high[i];
            let (n, bits, is_clear) = nearest(p_low + p_high);
            let p_high = p_high - n;
            let t = high(p_low + p_high);
            let (u, v) = (t * LN2_HIGH, (p_low - (t - p_high)) * LN2 + t * LN2_LOW);
            z[i] = u + v;
            w[i] = v - (z[i] - u);
            exponent[i] = bits;
            is_right[i] = is_clear & (n.abs() < 1000.0) & is_ordinary(x[i], y[i]);
        }
        for i in 0..N {
            let (z, w) = (z[i], w[i]);
            let t = z * z;
            let t = z - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
            let r = (z * t) / (t - 2.0) - (w + z * w);
            out[i] = scaled(1.0 - (r - z), exponent[i]);
        }
        for i in 0..N {
            if !is_right[i] {
                out[i] = libm::pow(x[i], y[i]);
            }
        }
    }
}

/// Whether a power is neither out of reach nor one of those that are rounded once: reciprocals, squares and roots.
#[inline(always)]
fn is_ordinary(x: f64, y: f64) -> bool {
    let is_special = (y == 0.0) | (y.abs() == 1.0) | (y == 2.0) | (y == 0.5);
    (f64::MIN_POSITIVE..f64::INFINITY).contains(&x) & (y.abs() < 1e9) & !is_special
}

/// The powers of a block.
pub(crate) fn pow_of_block<const N: usize>(x: &[f64; N], y: &[f64; N], out: &mut [f64; N]) {
    Logarithms::of(x).pow(x, y, out);
}

/// The powers of a block and, in `lower`, those with exponents less by 1.
pub(crate) fn pows_of_block<const N: usize>(x: &[f64; N], y: &[f64; N], out: &mut [f64; N], lower: &mut [f64; N]) {
    let logarithms = Logarithms::of(x);
    logarithms.pow(x, y, out);
    logarithms.pow(x, &y.map(|y| y - 1.0), lower);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers in [0, 1) without a pattern, the same in every run.
    fn scattered(count: u32) -> impl Iterator<Item = f64> {
        (0..count).map(|i| f64::from(i) * 0.618_033_988_749_894_9).map(|k| k - k.floor())
    }

    const NASTY: [f64; 24] = [
        0.0,
        -0.0,
        0.5,
        1.0,
        -1.0,
        1.5,
        2.0,
        -2.0,
        2.5,
        3.0,
        4.0,
        1e-9,
        1e-300,
        5e-324,
        -1e-310,
        699.9,
        -708.0,
        745.0,
        1e10,
        1e300,
        f64::MAX,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ];

    fn same(found: f64, expected: f64, of: &str) {
        let bits = |v: f64| if v.is_nan() { f64::NAN.to_bits() } else { v.to_bits() };
        assert_eq!(bits(found), bits(expected), "{of}: {found:?} instead of {expected:?}");
    }

    fn check(x: f64) {
        same(exp(x), libm::exp(x), &format!("exp {x:?}"));
    }

    fn around(x: f64) -> impl Iterator<Item = f64> {
        (-3..=3).map(move |ulps| f64::from_bits(x.to_bits().wrapping_add_signed(ulps)))
    }

    #[test]
    fn exponentials_have_the_bits_of_libm() {
        NASTY.into_iter().flat_map(around).for_each(check);
        for part in scattered(100_000) {
            for scale in [1.0, 1e-3, 20.0, 800.0, 1e-8, 1e150] {
                check(part * scale);
                check(-part * scale);
            }
        }
        // Where the exponent or the power of two changes.
        for n in -1500..1500 {
            around(0.5 * f64::from(n) * std::f64::consts::LN_2).for_each(check);
            around(libm::exp2(f64::from(n))).for_each(check);
            around(libm::exp2(f64::from(n) + 0.5)).for_each(check);
        }
    }

    #[test]
    fn powers_have_the_bits_of_libm() {
        let check = |x: f64, y: f64| {
            let [mut power, mut lower] = [[0.0]; 2];
            pows_of_block(&[x], &[y], &mut power, &mut lower);
            same(power[0], libm::pow(x, y), &format!("{x:?} to {y:?}"));
            same(lower[0], libm::pow(x, y - 1.0), &format!("{x:?} to {y:?} - 1"));
        };
        for x in NASTY.into_iter().flat_map(around) {
            NASTY.into_iter().flat_map(around).for_each(|y| check(x, y));
        }
        let others: Vec<f64> = scattered(100_000).collect();
        for (u, v) in others.iter().zip(others.iter().rev()) {
            for (base, exponent) in [(3.0, 3.0), (1e3, -2.0), (1e-5, 60.0), (1e200, 1.0), (1.0, 1e5), (1e-300, -0.9)] {
                check(base * u, exponent * v);
            }
            check(0.99 + 0.02 * u, 2e9 * (v - 0.5));
        }
        // Where the base's interval or the power of two changes.
        for bits in [0x3ff3_988e, 0x3ff3_988f, 0x3ffb_b67a, 0x3ffb_b679, 0x3ff0_0000, 0x3fef_ffff] {
            for x in [0, 1, u64::from(u32::MAX)].map(|low| f64::from_bits(bits << 32 | low)) {
                others.iter().take(200).for_each(|y| check(x, 100.0 * y));
            }
        }
        for half in -2100..2100 {
            around(0.5 * f64::from(half)).for_each(|y| check(2.0, y));
            check(4.0, 0.25 * f64::from(half));
        }
    }
}
