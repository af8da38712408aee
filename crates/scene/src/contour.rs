//! Contour lines of a field: one pass over the grid for all levels, chained into lines.
//!
//! Marching squares with linear interpolation along the edges of the grid. Every node gets its *rank*, the number of
//! levels at or below its value; from there on only small whole numbers are compared, and cells between two levels are
//! skipped at once. The points on an edge lie one after the other in one array (one for each level between the ranks of
//! its ends), so a cell finds its neighbours' points by arithmetic alone: nothing is searched, nothing is hashed.
//! Each piece of a line is directed, with higher values on its left, so that chaining is following `next`.

use crate::field::Field;
use crate::view::Point;

/// A piece of a contour, in data units, higher values on its left (y up).
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The index of its level.
    pub level: usize,
    /// Its vertices; the first one is not repeated at the end of a closed line.
    pub points: Vec<Point>,
    /// Whether it is a ring. Other lines end on the border of the field or at a cell without finite values.
    pub closed: bool,
}

/// The points on one edge of the grid: for the levels `low..`, numbered from `first`.
#[derive(Clone, Copy, Default)]
struct Edge {
    first: u32,
    low: u32,
}

impl Edge {
    fn point(self, level: u32) -> u32 {
        self.first + (level - self.low)
    }
}

/// The rank of a node whose value is not finite.
const BROKEN: u32 = u32::MAX;
/// The end of a chain.
const NONE: u32 = u32::MAX;

/// The contour lines of `field` at `levels`, which must increase strictly; a node is inside a level when its value is
/// at least the level. Cells with a corner that is not finite are left out. Saddle cells go by the mean of their corners.
///
/// Lines come level by level, open ones first, in a fixed order. Vertices are exact to linear interpolation on an edge.
pub fn contours(field: &Field, levels: &[f64]) -> Vec<Line> {
    debug_assert!(levels.windows(2).all(|w| w[0] < w[1]), "levels must increase");
    let (nx, ny) = (field.nx(), field.ny());
    let values = field.values();
    let mut chains = Chains::default();
    let [mut ranks_below, mut ranks] = [vec![0u32; nx], vec![0u32; nx]];
    let [mut edges_below, mut edges] = [vec![Edge::default(); nx], vec![Edge::default(); nx]];
    for j in 0..ny {
        let row = &values[j * nx..(j + 1) * nx];
        rank(row, levels, &mut ranks);
        // Horizontal edges of this row.
        for i in 0..nx - 1 {
            edges[i] = chains.cross(levels, (ranks[i], row[i]), (ranks[i + 1], row[i + 1]), [i, j], [1.0, 0.0]);
        }
        if j > 0 {
            let below = &values[(j - 1) * nx..j * nx];
            let side = |chains: &mut Chains, i: usize| {
                chains.cross(levels, (ranks_below[i], below[i]), (ranks[i], row[i]), [i, j - 1], [0.0, 1.0])
            };
            let mut left = side(&mut chains, 0);
            for i in 0..nx - 1 {
                let right = side(&mut chains, i + 1);
                let corners = [ranks_below[i], ranks_below[i + 1], ranks[i + 1], ranks[i]];
                if corners != [corners[0]; 4] && !corners.contains(&BROKEN) {
                    let mean = || below[i] / 4.0 + below[i + 1] / 4.0 + row[i + 1] / 4.0 + row[i] / 4.0;
                    chains.cell(levels, corners, [edges_below[i], right, edges[i], left], mean);
                }
                left = right;
            }
        }
        std::mem::swap(&mut ranks_below, &mut ranks);
        std::mem::swap(&mut edges_below, &mut edges);
    }
    chains.lines(field)
}

/// The number of levels at or below each value. Neighbours differ little, so each search starts at the last rank.
fn rank(row: &[f64], levels: &[f64], ranks: &mut [u32]) {
    let mut r = 0;
    for (v, rank) in row.iter().zip(ranks) {
        if !v.is_finite() {
            *rank = BROKEN;
            continue;
        }
        while r < levels.len() && levels[r] <= *v {
            r += 1;
        }
        while r > 0 && levels[r - 1] > *v {
            r -= 1;
        }
        *rank = r as u32;
    }
}

#[derive(Default)]
struct Chains {
    /// Positions, counted in cells.
    at: Vec<Point>,
    /// The point that follows.
    next: Vec<u32>,
    /// Whether a point comes before; all others with a follower begin an open line.
    entered: Vec<bool>,
    level: Vec<u32>,
}

impl Chains {
    /// Makes the points on the edge from node `at` in direction `along`.
    #[inline]
    fn cross(&mut self, levels: &[f64], a: (u32, f64), b: (u32, f64), at: [usize; 2], along: Point) -> Edge {
        let (low, high) = (a.0.min(b.0), a.0.max(b.0));
        let edge = Edge { first: self.at.len() as u32, low };
        if low == high || high == BROKEN {
            return edge;
        }
        for level in low..high {
            // Halves, because the difference of two large values may overflow.
            let t = (levels[level as usize] / 2.0 - a.1 / 2.0) / (b.1 / 2.0 - a.1 / 2.0);
            let t = if (0.0..=1.0).contains(&t) { t } else { 0.5 };
            self.at.push([at[0] as f64 + t * along[0], at[1] as f64 + t * along[1]]);
            self.next.push(NONE);
            self.entered.push(false);
            self.level.push(level);
        }
        edge
    }

    /// Joins the points on the edges (bottom, right, top, left) of a cell with corners counted from the lower left,
    /// counterclockwise.
    #[inline]
    fn cell(&mut self, levels: &[f64], corners: [u32; 4], edges: [Edge; 4], mean: impl Fn() -> f64) {
        let [a, b, c, d] = corners;
        let low = a.min(b).min(c).min(d);
        let high = a.max(b).max(c).max(d);
        const B: usize = 0;
        const R: usize = 1;
        const T: usize = 2;
        const L: usize = 3;
        for level in low..high {
            let inside = |rank: u32| u32::from(level < rank);
            let case = inside(a) | inside(b) << 1 | inside(c) << 2 | inside(d) << 3;
            let mut join = |from: usize, to: usize| {
                let (from, to) = (edges[from].point(level), edges[to].point(level));
                self.next[from as usize] = to;
                self.entered[to as usize] = true;
            };
            // The inside is on the left of from → to.
            match case {
                1 => join(B, L),
                2 => join(R, B),
                3 => join(R, L),
                4 => join(T, R),
                6 => join(T, B),
                7 => join(T, L),
                8 => join(L, T),
                9 => join(B, T),
                11 => join(R, T),
                12 => join(L, R),
                13 => join(B, R),
                14 => join(L, B),
                5 | 10 => {
                    let high_middle = mean() >= levels[level as usize];
                    // Which pairs of corners are cut off: the low ones when the middle is high, else the high ones.
                    if (case == 5) == high_middle {
                        let (first, second) = if case == 5 { ((B, R), (T, L)) } else { ((R, B), (L, T)) };
                        join(first.0, first.1);
                        join(second.0, second.1);
                    } else {
                        let (first, second) = if case == 5 { ((B, L), (T, R)) } else { ((L, B), (R, T)) };
                        join(first.0, first.1);
                        join(second.0, second.1);
                    }
                }
                _ => {}
            }
        }
    }

    fn lines(mut self, field: &Field) -> Vec<Line> {
        let mut lines = Vec::new();
        for start in 0..self.at.len() {
            if !self.entered[start] && self.next[start] != NONE {
                self.follow(start, false, field, &mut lines);
            }
        }
        for start in 0..self.at.len() {
            if self.next[start] != NONE {
                self.follow(start, true, field, &mut lines);
            }
        }
        lines.sort_by_key(|line| (line.level, line.closed));
        lines
    }

    /// Takes the chain from `start` out of the lists.
    fn follow(&mut self, start: usize, closed: bool, field: &Field, lines: &mut Vec<Line>) {
        let mut points = Vec::with_capacity(64);
        let mut here = start;
        let mut last = [f64::NAN; 2];
        loop {
            // Where a level goes through a node, its points on the edges there are one.
            if self.at[here] != last {
                last = self.at[here];
                points.push(field.to_data(last));
            }
            let next = std::mem::replace(&mut self.next[here], NONE);
            if next == NONE || next as usize == start {
                break;
            }
            here = next as usize;
        }
        if closed && points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() > 1 && (!closed || points.len() > 2) {
            lines.push(Line { level: self.level[start] as usize, points, closed });
        }
    }
}
