//! Softmax and cross-entropy in their stable form: the greatest sum is taken off before exponentials are taken.
//!
//! ```text
//! p_i = exp(z_i − m) / Σ exp(z_j − m),  m = max z       −log p_y = log Σ exp(z_j − m) + m − z_y
//! ∂(−log p_y)/∂z_i = p_i − [i = y]
//! ```
//! Goodfellow et al. (2016), equations 6.29 to 6.33.

use crate::activation::exp;
use crate::score::Score;
use descent_optim::math;

/// Turns the sums of one example into probabilities.
pub fn normalize(z: &mut [f32]) {
    let (m, _) = greatest(z);
    z.iter_mut().for_each(|z| *z = exp(*z - m));
    let sum: f32 = z.iter().sum();
    z.iter_mut().for_each(|z| *z /= sum);
}

/// What there is to say of the sums `z` (`[examples, classes]`) beside the labels. Where a sum is NaN, so is the loss.
pub fn score(z: &[f32], labels: &[u8]) -> Score {
    let mut score = Score::default();
    for (z, label) in z.chunks_exact(z.len() / labels.len().max(1)).zip(labels) {
        let (m, class) = greatest(z);
        one(&mut score, z, m, class, *label, z.iter().map(|z| exp(*z - m)).sum());
    }
    score
}

/// As [`score`]; `scale` times the derivatives goes to `delta` (`[examples, classes]`).
pub fn gradient(z: &[f32], labels: &[u8], scale: f32, delta: &mut [f32]) -> Score {
    let mut score = Score::default();
    let classes = z.len() / labels.len().max(1);
    for ((z, delta), label) in z.chunks_exact(classes).zip(delta.chunks_exact_mut(classes)).zip(labels) {
        let (m, class) = greatest(z);
        delta.iter_mut().zip(z).for_each(|(d, z)| *d = exp(*z - m));
        let sum: f32 = delta.iter().sum();
        delta.iter_mut().for_each(|d| *d *= scale / sum);
        delta[usize::from(*label)] -= scale;
        one(&mut score, z, m, class, *label, sum);
    }
    score
}

fn one(score: &mut Score, z: &[f32], m: f32, class: usize, label: u8, sum: f32) {
    score.loss += math::ln(f64::from(sum)) + f64::from(m - z[usize::from(label)]);
    score.correct += u32::from(class == usize::from(label));
    score.count += 1;
}

/// The greatest and where it is; the first of several.
pub fn greatest(z: &[f32]) -> (f32, usize) {
    let first = (f32::NEG_INFINITY, 0);
    z.iter().enumerate().fold(first, |best, (i, z)| if *z > best.0 { (*z, i) } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_sums_do_not_overflow() {
        let z = [1000.0, 0.0, -1000.0, 1000.0, 0.0, -1000.0];
        let mut delta = [0.0; 6];
        let score = gradient(&z, &[0, 2], 1.0, &mut delta);
        assert_eq!((score.loss, score.correct, score.count), (2000.0, 1, 2));
        assert!(
            delta.iter().all(|d| d.abs() <= 1.0) && delta[0] == 0.0 && delta[3] == 1.0 && delta[5] == -1.0,
            "{delta:?}"
        );
        assert_eq!(super::score(&z, &[0, 2]), score);
    }

    #[test]
    fn a_sum_that_is_no_number_makes_the_loss_none() {
        for bad in [f32::NAN, f32::INFINITY] {
            assert!(score(&[0.0, bad, 1.0], &[0]).loss.is_nan(), "{bad}");
        }
    }

    #[test]
    fn probabilities_add_up_to_1() {
        let mut z = [0.5, -3.0, 88.0, 91.0];
        normalize(&mut z);
        assert!((z.iter().sum::<f32>() - 1.0).abs() < 1e-6 && z[3] > z[2] && z[2] > 0.04, "{z:?}");
    }
}
