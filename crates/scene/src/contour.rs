//! Contour lines of a field: one pass over the grid for all levels, chained into lines.
//!
//! Marching squares with linear interpolation along the edges of the grid. Every node gets its *rank*, the number of
//! levels at or below its value; from there on only small whole numbers are compared, and cells between two levels are
//! skipped at once. The points on an edge lie one after the other in one array (one for each level between the ranks of
//! its ends), so a cell finds its neighbours' points by arithmetic alone: nothing is searched, nothing is hashed.
//! Each piece of a line is directed, with higher values on its left, so that chaining is following `next`.

use crate::field::Field;
use crate::view::Point;
use descent_optim::sort::sorted;

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

/// The contour lines of `field` at `levels`, which must increase strictly and be fewer than 65,536; a node is inside a level when its value is
/// at least the level. Cells with a corner that is not finite are left out. Saddle cells go by the mean of their corners.
///
/// Lines come level by level, open ones first, in a fixed order. Vertices are exact to linear interpolation on an edge.
pub fn contours(field: &Field, levels: &[f64]) -> Vec<Line> {
    debug_assert!(levels.windows(2).all(|w| w[0] < w[1]), "levels must increase");
    let (nx, ny) = (field.nx(), field.ny());
    let values = field.values();
    let mut chains = Chains::default();
    let [mut ranks_below, mut ranks] = [vec![0u32; nx], vec![0u32; nx]];
    // Edges whose ends have one rank are left as they are: no cell asks them for a point.
    let [mut edges_below, mut edges] = [vec![Edge::default(); nx], vec![Edge::default(); nx]];
    for j in 0..ny {
        let row = &values[j * nx..(j + 1) * nx];
        rank(row, levels, &mut ranks);
        for (i, (pair, edge)) in ranks.windows(2).zip(&mut edges).enumerate() {
            if pair[0] != pair[1] {
                *edge = chains.cross(levels, (pair[0], row[i]), (pair[1], row[i + 1]), [i, j], [1.0, 0.0]);
            }
        }
        if j > 0 {
            let below = &values[(j - 1) * nx..j * nx];
            let side = |chains: &mut Chains, i: usize| {
                chains.cross(levels, (ranks_below[i], below[i]), (ranks[i], row[i]), [i, j - 1], [0.0, 1.0])
            };
            let mut left = side(&mut chains, 0);
            for (i, (low, high)) in ranks_below.windows(2).zip(ranks.windows(2)).enumerate() {
                let corners = [low[0], low[1], high[1], high[0]];
                if corners == [corners[0]; 4] {
                    continue;
                }
                // Where this cell was reached over equal ranks, its left edge has no points either.
                let right = if low[1] == high[1] { Edge::default() } else { side(&mut chains, i + 1) };
                if !corners.contains(&BROKEN) {
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

/// The number of levels at or below each value. Neighbours mostly have one rank, so the step in which the last value
/// lay is tried first.
fn rank(row: &[f64], levels: &[f64], ranks: &mut [u32]) {
    // Between these two levels the rank is `last`. Nothing is at first.
    let (mut low, mut high, mut last) = (f64::INFINITY, f64::NEG_INFINITY, 0);
    for (v, rank) in row.iter().zip(ranks) {
        if !(low <= *v && *v < high) {
            if !v.is_finite() {
                *rank = BROKEN;
                continue;
            }
            let r = levels.partition_point(|level| level <= v);
            low = if r > 0 { levels[r - 1] } else { f64::MIN };
            high = levels.get(r).copied().unwrap_or(f64::INFINITY);
            last = r as u32;
        }
        *rank = last;
    }
}

/// A vertex.
struct Vertex {
    /// Its position, counted in cells.
    at: Point,
    /// The vertex that follows.
    next: u32,
    level: u16,
    /// Whether a vertex comes before; all others with a follower begin an open line.
    entered: bool,
}

#[derive(Default)]
struct Chains(Vec<Vertex>);

impl Chains {
    /// Makes the points on the edge from node `at` in direction `along`.
    #[inline]
    fn cross(&mut self, levels: &[f64], a: (u32, f64), b: (u32, f64), at: [usize; 2], along: Point) -> Edge {
        let (low, high) = (a.0.min(b.0), a.0.max(b.0));
        let edge = Edge { first: self.0.len() as u32, low };
        if low == high || high == BROKEN {
            return edge;
        }
        for level in low..high {
            // Halves, because the difference of two large values may overflow.
            let t = (levels[level as usize] / 2.0 - a.1 / 2.0) / (b.1 / 2.0 - a.1 / 2.0);
            let t = if (0.0..=1.0).contains(&t) { t } else { 0.5 };
            let at = [at[0] as f64 + t * along[0], at[1] as f64 + t * along[1]];
            self.0.push(Vertex { at, next: NONE, level: level as u16, entered: false });
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
                self.0[from as usize].next = to;
                self.0[to as usize].entered = true;
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
        for start in 0..self.0.len() {
            if !self.0[start].entered && self.0[start].next != NONE {
                self.follow(start, false, field, &mut lines);
            }
        }
        for start in 0..self.0.len() {
            if self.0[start].next != NONE {
                self.follow(start, true, field, &mut lines);
            }
        }
        sorted(lines, |a, b| (a.level, a.closed).cmp(&(b.level, b.closed)))
    }

    /// Takes the chain from `start` out of the lists.
    fn follow(&mut self, start: usize, closed: bool, field: &Field, lines: &mut Vec<Line>) {
        let mut points = Vec::with_capacity(64);
        let mut here = start;
        let mut last = [f64::NAN; 2];
        loop {
            // Where a level goes through a node, its points on the edges there are one.
            let vertex = &mut self.0[here];
            if vertex.at != last {
                last = vertex.at;
                points.push(field.to_data(last));
            }
            let next = std::mem::replace(&mut vertex.next, NONE);
            if next == NONE || next as usize == start {
                break;
            }
            here = next as usize;
        }
        if closed && points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() > 1 && (!closed || points.len() > 2) {
            lines.push(Line { level: usize::from(self.0[start].level), points, closed });
        }
    }
}
