//! Runs that take the same way share the line: each gets every n-th stretch of it, so that all colours show.

use crate::paths::trace;
use crate::theme::Style;
use crate::view::{Point, View};

/// Which share of a common line is a run's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its place among the runs on the line, from 0.
    pub place: usize,
    /// How many runs are on the line.
    pub of: usize,
}

impl Lane {
    /// A run with a line of its own.
    pub const ALONE: Lane = Lane { place: 0, of: 1 };

    /// Whether the run's dash gives way to stretches.
    pub fn is_shared(self) -> bool {
        self.of > 1
    }

    /// The dash along the line of a run in this lane (lengths in pixels, stroke first; empty for an unbroken line), and
    /// how far into it the path begins. `order` is the run's place in the list.
    pub fn pattern(self, style: &Style, order: usize) -> (Vec<f64>, f64) {
        if self.is_shared() {
            return (vec![STRETCH, STRETCH * (self.of - 1) as f64], STRETCH * (self.of - self.place) as f64);
        }
        // Each run begins elsewhere in its pattern, so that equal patterns do not hide each other where they meet.
        (style.dash.to_vec(), 5.0 * order as f64)
    }

    /// Whether dot number `n` of the common line is this run's.
    pub fn has_dot(self, n: usize) -> bool {
        n % self.of == self.place
    }
}

impl Default for Lane {
    fn default() -> Self {
        Lane::ALONE
    }
}

/// The length of a stretch, in pixels.
pub const STRETCH: f64 = 11.0;

/// Paths through the same squares of this size, in pixels, are on one line.
const CELL: f64 = 3.0;
/// The share of two paths that has to be common.
const COMMON: f64 = 0.7;

/// The lane of each run, from the whole of its path, so that it stays while playing. `paths` are iterates as in
/// [`trace`]; hidden runs are left out by the caller.
pub fn lanes(view: &View, paths: &[&[f64]]) -> Vec<Lane> {
    let squares: Vec<Squares> = paths.iter().map(|xs| Squares::of(view, xs)).collect();
    // group[i] is the first run on the line of run i.
    let mut group: Vec<usize> = (0..paths.len()).collect();
    for i in 0..paths.len() {
        let same = |j: &usize| group[*j] == *j && squares[i].same_way(&squares[*j]);
        group[i] = (0..i).find(same).unwrap_or(i);
    }
    let on = |line: usize, runs: &[usize]| runs.iter().filter(|g| **g == line).count();
    group.iter().enumerate().map(|(i, g)| Lane { place: on(*g, &group[..i]), of: on(*g, &group) }).collect()
}

/// The squares of the frame that a path goes through, a bit each.
struct Squares {
    bits: Vec<u64>,
    count: u32,
}

impl Squares {
    fn of(view: &View, xs: &[f64]) -> Squares {
        let frame = view.frame();
        let (columns, rows) = ((frame.width / CELL) as usize + 1, (frame.height / CELL) as usize + 1);
        let mut bits = vec![0u64; (columns * rows).div_ceil(64)];
        for piece in trace(view, xs, usize::MAX).pieces {
            for pair in piece.points.windows(2) {
                let [a, b]: [Point; 2] = [pair[0], pair[1]];
                let steps = ((b[0] - a[0]).abs().max((b[1] - a[1]).abs()) / CELL).ceil().clamp(1.0, 5000.0) as usize;
                for i in 0..steps {
                    let t = i as f64 / steps as f64;
                    let [x, y] = [0, 1].map(|d| a[d] + t * (b[d] - a[d]));
                    let square = ((y - frame.y) / CELL) as usize * columns + ((x - frame.x) / CELL) as usize;
                    if let Some(word) = bits.get_mut(square / 64) {
                        *word |= 1 << (square % 64);
                    }
                }
            }
        }
        let count = bits.iter().map(|word| word.count_ones()).sum();
        Squares { bits, count }
    }

    fn same_way(&self, other: &Squares) -> bool {
        let least = COMMON * f64::from(self.count.max(other.count));
        let common: u32 = self.bits.iter().zip(&other.bits).map(|(a, b)| (a & b).count_ones()).sum();
        self.count > 0 && f64::from(common) >= least
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Rect, Scale};

    #[test]
    fn equal_paths_share_and_others_do_not() {
        let view = View::new([-1.0, 1.0, -1.0, 1.0], Rect::new(0.0, 0.0, 200.0, 200.0), Scale::Equal);
        let (a, b, c) = ([-0.5, 0.0, 0.5, 0.0], [-0.5, 0.0, 0.5, 0.9], [-0.5, 0.0, 0.49, 0.0]);
        let lanes = lanes(&view, &[&a, &b, &c, &[], &[]]);
        let shared = |place| Lane { place, of: 2 };
        assert_eq!(lanes, [shared(0), Lane::ALONE, shared(1), Lane::ALONE, Lane::ALONE]);
    }
}
