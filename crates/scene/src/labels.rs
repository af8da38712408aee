//! Where the numbers on contour lines stand: on straight, quiet pieces, apart from each other and from what matters more.
//!
//! Labels are horizontal, because backends cannot turn text by any angle; pieces of line that run roughly level are
//! preferred, so that a number lies along its line.

use crate::contour::Line;
use crate::levels::Level;
use crate::text;
use crate::view::{Point, Rect, View};
use descent_optim::sort::sorted;

/// A number on a contour line.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The middle of the text, in pixels.
    pub at: Point,
    /// The text.
    pub text: String,
    /// The index of the level.
    pub level: usize,
    /// The box that the text takes up.
    pub rect: Rect,
}

/// The size of the texts, in pixels.
pub const SIZE: f64 = 11.0;

/// Free space around a label.
const ROOM: f64 = 7.0;
/// Labels of one level are this far apart at least.
const APART: f64 = 190.0;
/// Longer texts are left out.
const LONGEST: usize = 9;
/// Where more lines than this pass each square of the crowd's grid, a label would hide too much.
const CROWDED: f64 = 1.15;
/// Candidates along a line are this far apart.
const STEP: f64 = 9.0;
/// Lines shorter than this many label widths carry none.
const LEAST_WIDTHS: f64 = 2.6;

/// Whether the lines of a level are drawn strong and carry labels: about six levels, evenly chosen.
pub fn is_strong(level: usize, levels: usize) -> bool {
    let stride = levels.div_ceil(6).max(1);
    level % stride == stride / 2
}

/// Labels for `lines` (of all `levels`) in the frame of `view`, on the strong levels only. No label touches another, an
/// `avoid`ed box or the edge of the frame. The same input gives the same labels.
pub fn place(view: &View, lines: &[Line], levels: &[Level], avoid: &[Rect]) -> Vec<Label> {
    let frame = view.frame();
    let polylines: Vec<(usize, Vec<Point>, f64)> = lines
        .iter()
        .filter_map(|line| {
            let mut points: Vec<Point> = line.points.iter().map(|p| view.to_pixel(*p)).collect();
            if line.closed {
                points.push(points[0]);
            }
            let length: f64 = crate::paths::length(&points);
            length.is_finite().then_some((line.level, points, length))
        })
        .collect();
    let crowd = Crowd::new(&frame, &polylines);
    // The longest lines choose first; equal ones keep their order.
    let strong = polylines.iter().filter(|(level, ..)| is_strong(*level, levels.len())).collect();
    let order: Vec<&(usize, Vec<Point>, f64)> = sorted(strong, |a, b| b.2.total_cmp(&a.2));
    let mut labels: Vec<Label> = Vec::new();
    for (level, points, length) in order {
        let Some(Level { text, .. }) = levels.get(*level) else { continue };
        let (width, height) = (text::width(text, SIZE), text::height(SIZE));
        // Deep in a zoom levels differ in their last digits only: nobody reads those on a line.
        if text.chars().count() > LONGEST {
            continue;
        }
        if *length < LEAST_WIDTHS * width {
            continue;
        }
        let candidates: Vec<(f64, Point)> = candidates(points, *length, width)
            .into_iter()
            .map(|(score, at)| (score, at, crowd.around(&rect_at(at, width, height))))
            .filter(|(.., crowd)| *crowd < CROWDED)
            .map(|(score, at, crowd)| (score + crowd, at))
            .collect();
        let most = 1 + (*length / 700.0) as usize;
        let mut placed = 0;
        for (_, at) in sorted(candidates, |a, b| a.0.total_cmp(&b.0)) {
            if placed == most {
                break;
            }
            let rect = rect_at(at, width, height);
            let inside = frame.grown(-4.0);
            let free = rect.x >= inside.x
                && rect.right() <= inside.right()
                && rect.y >= inside.y
                && rect.bottom() <= inside.bottom()
                && !avoid.iter().any(|box_| box_.touches(&rect.grown(3.0)))
                && !labels.iter().any(|l| l.rect.touches(&rect.grown(ROOM)))
                && !labels.iter().any(|l| l.level == *level && distance(l.at, at) < APART);
            if free {
                labels.push(Label { at, text: text.clone(), level: *level, rect });
                placed += 1;
            }
        }
    }
    labels
}

fn rect_at(at: Point, width: f64, height: f64) -> Rect {
    Rect::new(at[0] - width / 2.0 - 1.0, at[1] - height / 2.0 - 1.5, width + 2.0, height + 3.0)
}

fn distance(a: Point, b: Point) -> f64 {
    ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])).sqrt()
}

/// Places along a line, each with a score: less is better. Bends and steep pieces cost.
fn candidates(points: &[Point], length: f64, width: f64) -> Vec<(f64, Point)> {
    let mut lengths = Vec::with_capacity(points.len());
    let mut sum = 0.0;
    lengths.push(0.0);
    for pair in points.windows(2) {
        sum += distance(pair[0], pair[1]);
        lengths.push(sum);
    }
    let at = |s: f64| -> Point {
        let i = lengths.partition_point(|l| *l < s).clamp(1, points.len() - 1);
        let (l0, l1) = (lengths[i - 1], lengths[i]);
        let t = if l1 > l0 { ((s - l0) / (l1 - l0)).clamp(0.0, 1.0) } else { 0.0 };
        let (a, b) = (points[i - 1], points[i]);
        [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]
    };
    let reach = width * 0.7;
    let count = ((length - 2.0 * reach) / STEP) as usize;
    (0..count.min(2000))
        .map(|i| {
            let s = reach + (i as f64 + 0.5) * STEP;
            let (a, here, b) = (at(s - reach), at(s), at(s + reach));
            let chord = distance(a, b);
            let bend = 1.0 - chord / (2.0 * reach);
            let steep = if chord > 0.0 { (b[1] - a[1]).abs() / chord } else { 1.0 };
            // The middle of the piece, so that on a bend the text does not hang over its outer side.
            let middle = [(a[0] + b[0] + 2.0 * here[0]) / 4.0, (a[1] + b[1] + 2.0 * here[1]) / 4.0];
            let away = distance(here, middle);
            let spot = if away < 2.0 { middle } else { here };
            (6.0 * bend + 1.2 * steep, spot)
        })
        .collect()
}

/// How much of the contours passes through each part of the frame.
struct Crowd {
    origin: Point,
    columns: usize,
    rows: usize,
    counts: Vec<f64>,
}

const CELL: f64 = 10.0;

impl Crowd {
    fn new(frame: &Rect, polylines: &[(usize, Vec<Point>, f64)]) -> Crowd {
        let cells = |size: f64| ((size / CELL).ceil() as usize).clamp(1, 1000);
        let (columns, rows) = (cells(frame.width), cells(frame.height));
        let mut crowd = Crowd { origin: [frame.x, frame.y], columns, rows, counts: vec![0.0; columns * rows] };
        for (_, points, _) in polylines {
            for pair in points.windows(2) {
                let middle = [(pair[0][0] + pair[1][0]) / 2.0, (pair[0][1] + pair[1][1]) / 2.0];
                if let Some(i) = crowd.index(middle) {
                    crowd.counts[i] += distance(pair[0], pair[1]) / CELL;
                }
            }
        }
        crowd
    }

    fn index(&self, p: Point) -> Option<usize> {
        let (i, j) = ((p[0] - self.origin[0]) / CELL, (p[1] - self.origin[1]) / CELL);
        (i >= 0.0 && j >= 0.0 && i < self.columns as f64 && j < self.rows as f64)
            .then(|| j as usize * self.columns + i as usize)
    }

    /// The mean number of lines through the cells that a box covers.
    fn around(&self, rect: &Rect) -> f64 {
        let (mut sum, mut n) = (0.0, 0.0f64);
        let mut y = rect.y - CELL / 2.0;
        while y <= rect.bottom() + CELL / 2.0 {
            let mut x = rect.x;
            while x <= rect.right() {
                if let Some(i) = self.index([x, y]) {
                    sum += self.counts[i];
                    n += 1.0;
                }
                x += CELL;
            }
            y += CELL;
        }
        sum / n.max(1.0)
    }
}
