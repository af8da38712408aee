//! Random numbers without a state: each depends only on a seed, on what it is for, on a step and on an index.
//!
//! Philox4x32-10 of Salmon, Moraes, Dror, Shaw (2011), *Parallel random numbers: as easy as 1, 2, 3*, SC '11: a counter goes in, four
//! random words come out. So step k is computed alone, and all runs of a race meet the same numbers. Normals are Box and Muller's (1958), through
//! [`math`]; orders are Fisher and Yates' shuffles (Knuth, volume 2, algorithm 3.4.2P).
//!
//! Own code, not a library's: links freeze these bits for ever, in WebAssembly too, while libraries change theirs between versions; the
//! generator is twenty lines, and what general libraries have around one would be most of what the page had to carry.

use crate::math;

/// What random numbers are for. Different uses never share numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The data of an experiment.
    Data,
    /// The noise on the gradient.
    Noise,
    /// Which examples are in a batch.
    Batch,
    /// The batches that show how gradients scatter.
    Scatter,
    /// The weights with which a network begins.
    Weights,
    /// Which examples are looked at.
    Sheet,
}

/// The four words of Philox4x32-10 for this counter and key.
pub fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let [a, b] = [0xd251_1f53 * u64::from(counter[0]), 0xcd9e_8d57 * u64::from(counter[2])];
        let high = [a, b].map(|product| (product >> 32) as u32);
        counter = [high[1] ^ counter[1] ^ key[0], b as u32, high[0] ^ counter[3] ^ key[1], a as u32];
        key = [key[0].wrapping_add(0x9e37_79b9), key[1].wrapping_add(0xbb67_ae85)];
    }
    counter
}

/// The numbers of one seed for one use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Random {
    key: [u32; 2],
}

impl Random {
    /// The numbers of `seed` for `what`.
    pub fn new(seed: u32, what: Use) -> Random {
        Random { key: [seed, what as u32] }
    }

    /// Two independent words of 64 bits, for step `k` and `index`.
    fn words(self, k: u32, index: u32) -> [u64; 2] {
        let [a, b, c, d] = philox([index, k, 0, 0], self.key);
        [(a, b), (c, d)].map(|(low, high)| (u64::from(high) << 32) | u64::from(low))
    }

    /// Two independent numbers, evenly spread over 0 ≤ u < 1 in steps of 2⁻⁵³.
    pub fn uniforms(self, k: u32, index: u32) -> [f64; 2] {
        self.words(k, index).map(|word| (word >> 11) as f64 / (1u64 << 53) as f64)
    }

    /// Two independent normal numbers of mean 0 and variance 1.
    pub fn normals(self, k: u32, index: u32) -> [f64; 2] {
        let [u, v] = self.uniforms(k, index);
        let radius = (-2.0 * math::ln(1.0 - u)).sqrt();
        let (sin, cos) = math::sincos(std::f64::consts::TAU * v);
        [radius * cos, radius * sin]
    }

    /// Two independent whole numbers, evenly spread over 0 ≤ i < `n` but for a share of n/2⁶⁴.
    pub fn below(self, n: [u32; 2], k: u32, index: u32) -> [u32; 2] {
        let [a, b] = self.words(k, index);
        [(a, n[0]), (b, n[1])].map(|(word, n)| {
            let n = u64::from(n);
            (((word >> 32) * n + (((word & 0xffff_ffff) * n) >> 32)) >> 32) as u32
        })
    }

    /// Puts as many of `list` as asked for at its beginning, chosen at random and in a random order; the rest follows in some order.
    pub fn shuffle(self, k: u32, list: &mut [u32], first: usize) {
        self.shuffle_on(k, list, 0, first);
    }

    /// Goes on with a shuffle of which an even number of places is `done` already, as if it had been made at once.
    pub fn shuffle_on(self, k: u32, list: &mut [u32], done: usize, first: usize) {
        let n = list.len();
        for i in (done..first.min(n.saturating_sub(1))).step_by(2) {
            let left = (n - i) as u32;
            let [a, b] = self.below([left, (left - 1).max(1)], k, i as u32 / 2);
            list.swap(i, i + a as usize);
            if i + 1 < first.min(n) {
                list.swap(i + 1, i + 1 + b as usize);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_answers_the_published_words() {
        // `kat_vectors` of the authors' Random123.
        let pi = [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344];
        for (counter, key, words) in [
            ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            ([u32::MAX; 4], [u32::MAX; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
            (pi, [0xa409_3822, 0x299f_31d0], [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
        ] {
            assert_eq!(philox(counter, key), words);
        }
    }

    #[test]
    fn numbers_are_the_frozen_ones() {
        let noise = Random::new(1, Use::Noise);
        let mut order: Vec<u32> = (0..10).collect();
        Random::new(1, Use::Batch).shuffle(0, &mut order, 10);
        // Computed once more in Python, where the logarithm is the platform's.
        assert_eq!(noise.normals(0, 0), [0.6196460363925586, 0.04540164660895712]);
        assert_eq!(noise.normals(7, 0), [-0.5769816015579372, 1.338575525238475]);
        assert_eq!(Random::new(42, Use::Data).uniforms(0, 3), [0.6706398529302326, 0.37912606997098774]);
        assert_eq!(order, [5, 9, 7, 2, 0, 3, 6, 4, 8, 1]);
    }

    #[test]
    fn normals_have_the_moments_of_the_normal_distribution() {
        let random = Random::new(5, Use::Noise);
        let list: Vec<f64> = (0..50_000).flat_map(|k| random.normals(k, 0)).collect();
        let moment = |p: u32| list.iter().map(|x| math::powi(*x, p, 1.0)).sum::<f64>() / list.len() as f64;
        // Within four of their own standard deviations.
        for (p, is, deviation) in [(1, 0.0, 1.0), (2, 1.0, 2f64.sqrt()), (3, 0.0, 15f64.sqrt()), (4, 3.0, 96f64.sqrt())]
        {
            let apart = (moment(p) - is).abs();
            assert!(apart < 4.0 * deviation / (list.len() as f64).sqrt(), "moment {p} is {apart} off");
        }
        let product = list.chunks(2).map(|pair| pair[0] * pair[1]).sum::<f64>() / 50_000.0;
        assert!(product.abs() < 4.0 / 50_000f64.sqrt(), "the two of a pair are correlated: {product}");
    }

    #[test]
    fn every_order_of_four_is_as_frequent_as_every_other() {
        let random = Random::new(3, Use::Batch);
        let mut counts = std::collections::BTreeMap::new();
        for k in 0..24_000 {
            let mut order = [0, 1, 2, 3];
            random.shuffle(k, &mut order, 4);
            *counts.entry(order).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 24);
        let chi: f64 = counts.values().map(|n| f64::from(n - 1000) * f64::from(n - 1000) / 1000.0).sum();
        // 23 degrees of freedom: beyond 49.7 once in a thousand.
        assert!(chi < 49.7, "χ² = {chi}");
    }

    #[test]
    fn a_part_of_a_shuffle_is_its_beginning() {
        let random = Random::new(9, Use::Batch);
        for n in [1u32, 2, 5, 8] {
            let mut whole: Vec<u32> = (0..n).collect();
            random.shuffle(4, &mut whole, n as usize);
            let mut sorted = whole.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..n).collect::<Vec<_>>());
            for first in 0..=n as usize {
                let mut part: Vec<u32> = (0..n).collect();
                random.shuffle(4, &mut part, first);
                assert_eq!(part[..first], whole[..first], "{first} of {n}");
                if first % 2 == 0 {
                    random.shuffle_on(4, &mut part, first, n as usize);
                    assert_eq!(part, whole, "{first} of {n}, and the rest");
                }
            }
        }
    }
}
