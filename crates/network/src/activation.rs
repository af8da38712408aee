//! What a unit does with its sum, in single precision and without branches, so that a layer is done in the processor's registers.

pub use descent_optim::experiment::network::Activation;

/// Replaces the sums in `z` by what the units answer.
pub fn apply(activation: Activation, z: &mut [f32]) {
    match activation {
        Activation::Relu => z.iter_mut().for_each(|z| *z = if *z < 0.0 { 0.0 } else { *z }),
        Activation::Tanh => z.iter_mut().for_each(|z| *z = 1.0 - 2.0 / (exp(2.0 * *z) + 1.0)),
        Activation::Sigmoid => z.iter_mut().for_each(|z| *z = 1.0 / (1.0 + exp(-*z))),
    }
}

/// Multiplies the derivatives in `delta` by the slope of the units that answered `a`. That of ReLU at 0 is 0.
pub fn slope(activation: Activation, a: &[f32], delta: &mut [f32]) {
    let pairs = delta.iter_mut().zip(a);
    match activation {
        Activation::Relu => pairs.for_each(|(d, a)| *d = if *a > 0.0 { *d } else { 0.0 }),
        Activation::Tanh => pairs.for_each(|(d, a)| *d *= 1.0 - a * a),
        Activation::Sigmoid => pairs.for_each(|(d, a)| *d *= a * (1.0 - a)),
    }
}

/// eˣ, within 2e-7 of it as a share, for −87 ≤ x ≤ 88; beyond, the value at the nearer end. NaN of NaN.
///
/// Cody and Waite's reduction by multiples of log 2 and the polynomial of Cephes' `expf`.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    // Adding and subtracting 1.5 · 2²³ rounds to the nearest whole number.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0);
    let n = (x * std::f32::consts::LOG2_E + ROUND) - ROUND;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p =
        ((((1.987_569_1e-4 * r + 1.398_2e-3) * r + 8.333_452e-3) * r + 4.166_579_6e-2) * r + 1.666_666_5e-1) * r + 0.5;
    (p * r * r + r + 1.0) * f32::from_bits((((n as i32) + 127) << 23) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use descent_optim::math;

    #[test]
    fn the_exponential_is_right_to_2e_7() {
        for i in -87_000..=88_000 {
            let x = i as f32 / 1000.0;
            let exact = math::exp(f64::from(x));
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 2e-7, "exp({x}) = {}", exp(x));
        }
        assert_eq!([exp(0.0), exp(-1e30), exp(f32::INFINITY)], [1.0, exp(-87.0), exp(88.0)]);
        assert!(exp(f32::NAN).is_nan());
    }

    #[test]
    fn units_answer_as_they_are_defined() {
        for i in -1000..=1000 {
            let x = i as f32 / 50.0;
            let answer = |activation| {
                let mut z = [x];
                apply(activation, &mut z);
                f64::from(z[0])
            };
            let wide = f64::from(x);
            assert_eq!(answer(Activation::Relu), wide.max(0.0));
            assert!((answer(Activation::Tanh) - math::tanh(wide)).abs() < 2e-7);
            assert!((answer(Activation::Sigmoid) - 1.0 / (1.0 + math::exp(-wide))).abs() < 2e-7);
        }
    }
}
