//! Filled bands between levels, as simple polygons to be painted one over the other.
//!
//! Every contour becomes a ring: closed lines are rings already, open ones are closed along the border with the higher
//! side on the left. Rings never cross, so any two are nested or apart, and painting them from the largest to the
//! smallest gives every point the shade of the smallest ring around it. A ring around a hollow paints the shade below
//! its level, so holes need no bridges and no filling rule.

use crate::contour::{Line, contours};
use crate::field::Field;
use crate::view::{Area, Point};
use descent_optim::sort::sorted;

/// A simple polygon of one shade, in data units.
#[derive(Clone, Debug)]
pub struct Ring {
    /// 0 below the lowest level, then one more at each level.
    pub shade: usize,
    /// The corners, without the first one at the end.
    pub points: Vec<Point>,
}

/// The filled picture of a field.
#[derive(Clone, Debug)]
pub struct Bands {
    /// The box that is painted in shade 0 before anything else.
    pub area: Area,
    /// The polygons in the order in which they are painted.
    pub rings: Vec<Ring>,
    /// Boxes to be painted last in a neutral colour: the cells with a corner that has no finite value.
    pub broken: Vec<Area>,
}

impl Bands {
    /// Where `field` has no value, and no polygons.
    pub fn unfilled(field: &Field) -> Bands {
        Bands { area: field.area(), rings: Vec::new(), broken: broken_cells(field) }
    }
}

/// The bands of `field` between `levels`, given its contour `lines` at those levels.
pub fn bands(field: &Field, levels: &[f64], lines: &[Line]) -> Bands {
    let patched;
    let (whole, relined);
    let (field_used, lines) = if field.broken() == 0 {
        (field, lines)
    } else {
        // With finite numbers everywhere every line ends on the border; what was made up is covered at the end.
        patched = field.patched();
        whole = &patched;
        relined = contours(whole, levels);
        (whole, relined.as_slice())
    };
    let mut rings: Vec<(f64, Ring)> = Vec::new();
    let mut add = |shade: usize, points: Vec<Point>| {
        let area = doubled_area(&points).abs();
        rings.push((area, Ring { shade, points }));
    };
    let mut rest = lines;
    for (level, value) in levels.iter().enumerate() {
        let count = rest.iter().take_while(|line| line.level == level).count();
        let (here, after) = rest.split_at(count);
        rest = after;
        let open: Vec<&Line> = here.iter().filter(|line| !line.closed).collect();
        if open.is_empty() && field_used.at(0, 0) >= *value {
            add(level + 1, corners(field.area()).to_vec());
        }
        for ring in close(&open, field.area()) {
            add(level + 1, ring);
        }
        for line in here.iter().filter(|line| line.closed) {
            let hollow = doubled_area(&line.points) < 0.0;
            add(if hollow { level } else { level + 1 }, line.points.clone());
        }
    }
    // The sort is stable: of rings around the whole box the highest level is painted last.
    let rings = sorted(rings, |a, b| b.0.total_cmp(&a.0)).into_iter().map(|(_, ring)| ring).collect();
    Bands { area: field.area(), rings, broken: broken_cells(field) }
}

/// The corners of a box, counterclockwise from the lower left.
fn corners([x0, x1, y0, y1]: Area) -> [Point; 4] {
    [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
}

/// Twice the area, positive when counterclockwise.
fn doubled_area(points: &[Point]) -> f64 {
    let Some(origin) = points.first() else { return 0.0 };
    let from = |p: &Point| [p[0] - origin[0], p[1] - origin[1]];
    points.windows(2).map(|w| (from(&w[0]), from(&w[1]))).map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum()
}

/// How far along the border of the box a point lies, counterclockwise from the lower left, 1 a side.
fn around(p: Point, [x0, x1, y0, y1]: Area) -> f64 {
    let (u, v) = ((p[0] - x0) / (x1 - x0), (p[1] - y0) / (y1 - y0));
    let sides = [(v, u), (1.0 - u, 1.0 + v), (1.0 - v, 3.0 - u), (u, 4.0 - v)];
    let nearest = sides.iter().min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0.0, |s| s.1);
    nearest.rem_euclid(4.0)
}

/// Closes open lines along the border, counterclockwise, from each one's end to the next one's start.
fn close(open: &[&Line], area: Area) -> Vec<Vec<Point>> {
    let ends = |line: &Line| [line.points[0], line.points[line.points.len() - 1]].map(|p| around(p, area));
    let ends: Vec<[f64; 2]> = open.iter().map(|line| ends(line)).collect();
    let mut used = vec![false; open.len()];
    let mut rings = Vec::new();
    for first in 0..open.len() {
        if used[first] {
            continue;
        }
        let mut ring = Vec::new();
        let mut line = first;
        loop {
            used[line] = true;
            ring.extend_from_slice(&open[line].points);
            let from = ends[line][1];
            let (next, gap) = (0..open.len())
                .filter(|i| !used[*i] || *i == first)
                .map(|i| (i, gap(from, ends[i][0])))
                .min_by(|a, b| a.1.total_cmp(&b.1))
                .unwrap_or((first, 0.0));
            let passed = (1..=8).map(f64::from).filter(|c| *c > from && *c < from + gap);
            ring.extend(passed.map(|c| corners(area)[c as usize % 4]));
            if next == first {
                break;
            }
            line = next;
        }
        rings.push(ring);
    }
    rings
}

/// The way along the border from one place to another; neighbours within rounding are at the same place.
fn gap(from: f64, to: f64) -> f64 {
    let way = (to - from).rem_euclid(4.0);
    if way > 4.0 - 1e-9 { 0.0 } else { way }
}

/// Boxes over all cells with a corner that is not finite: runs of a row, merged with equal runs of the row before.
fn broken_cells(field: &Field) -> Vec<Area> {
    if field.broken() == 0 {
        return Vec::new();
    }
    // [first column, column after the last, first row, row after the last]
    let mut boxes: Vec<[usize; 4]> = Vec::new();
    let mut growing: Vec<usize> = Vec::new();
    for j in 0..field.ny() - 1 {
        let broken = |i: usize| {
            !(field.at(i, j).is_finite()
                && field.at(i + 1, j).is_finite()
                && field.at(i, j + 1).is_finite()
                && field.at(i + 1, j + 1).is_finite())
        };
        let mut grown = Vec::new();
        let mut i = 0;
        while i < field.nx() - 1 {
            let from = i;
            while i < field.nx() - 1 && broken(i) {
                i += 1;
            }
            if i > from {
                let same = growing.iter().copied().find(|b| boxes[*b][..2] == [from, i]);
                let index = same.unwrap_or_else(|| {
                    boxes.push([from, i, j, j]);
                    boxes.len() - 1
                });
                boxes[index][3] = j + 1;
                grown.push(index);
            }
            i += 1;
        }
        growing = grown;
    }
    let data = |[i0, i1, j0, j1]: [usize; 4]| [field.node_x(i0), field.node_x(i1), field.node_y(j0), field.node_y(j1)];
    boxes.into_iter().map(data).collect()
}
