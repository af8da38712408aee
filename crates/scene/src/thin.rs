//! Curves with far more entries than there are pixels: those that are enough to draw the same picture.

use std::ops::Range;

/// Of the entries of `ys` in `range`, those to be drawn when `column` says in which column of pixels each stands (never falling): in
/// each column the first, the lowest, the highest and the last, and one that is not finite, where the curve is interrupted.
pub fn thinned(ys: &[f64], range: Range<usize>, column: &dyn Fn(usize) -> f64) -> Vec<usize> {
    let mut kept = Vec::new();
    let mut from = range.start;
    while from < range.end {
        let here = column(from);
        let (mut low, mut high, mut gap, mut to) = (from, from, from, from);
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        while to < range.end && (to == from || column(to) == here) {
            let y = ys[to];
            if !y.is_finite() {
                gap = to;
            } else {
                if y < least {
                    (low, least) = (to, y);
                }
                if y > most {
                    (high, most) = (to, y);
                }
            }
            to += 1;
        }
        kept.extend((from..to).filter(|k| [from, low, high, gap, to - 1].contains(k)));
        from = to;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_few_entries_are_all_kept() {
        let ys = [3.0, f64::NAN, 1.0, 2.0];
        assert_eq!(thinned(&ys, 0..4, &|k| 10.0 * k as f64), [0, 1, 2, 3]);
        assert_eq!(thinned(&ys, 2..2, &|k| k as f64), [0; 0]);
    }

    proptest! {
        #[test]
        fn no_extreme_no_gap_and_no_end_of_a_column_is_lost(
            ys in prop::collection::vec(prop_oneof![9 => -3.0..3.0f64, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)], 1..300),
            crowd in 1usize..40,
        ) {
            let column = |k: usize| (k / crowd) as f64;
            let kept = thinned(&ys, 0..ys.len(), &column);
            prop_assert!(kept.windows(2).all(|pair| pair[0] < pair[1]));
            for (number, whole) in ys.chunks(crowd).enumerate() {
                let from = number * crowd;
                let part: Vec<f64> = kept.iter().filter(|k| **k / crowd == number).map(|k| ys[*k]).collect();
                prop_assert!(part.len() <= 5);
                let of = |list: &[f64], with: fn(f64, f64) -> f64, none: f64| list.iter().copied().filter(|y| y.is_finite()).fold(none, with);
                prop_assert_eq!(of(&part, f64::min, 9.0), of(whole, f64::min, 9.0));
                prop_assert_eq!(of(&part, f64::max, -9.0), of(whole, f64::max, -9.0));
                prop_assert_eq!(part.iter().all(|y| y.is_finite()), whole.iter().all(|y| y.is_finite()));
                prop_assert!(kept.contains(&from) && kept.contains(&(from + whole.len() - 1)));
            }
        }
    }
}
