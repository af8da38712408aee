//! One instance of the standard library's sort for all that the page sorts: each further one is four kilobytes
//! of its module.

use std::cmp::Ordering;

/// `items` in the order of `compare`; equal ones stay in theirs.
pub fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = order(items.len(), &|i, j| compare(&items[i], &items[j]));
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|i| items[i].take()).collect()
}

/// The numbers from 0 to `n`, less one, in the order of `compare`; equal ones stay in theirs.
pub fn order(n: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|i, j| compare(*i, *j));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_stay_in_their_order() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        assert_eq!(sorted(items, |a, b| a.0.cmp(&b.0)), [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
        assert_eq!(order(0, &|_, _| Ordering::Equal), [0_usize; 0]);
    }
}
