//! The curvature at a point: a level set of the quadratic form ½ dᵀH d of the Hessian, around the point.
//!
//! An ellipse where the form has a least or a greatest value, two pairs of branches at a saddle. The level is a round
//! number for which the curve is about as large as a coin, so that its shape is seen at any zoom; the curve ends where it
//! leaves the coin.

use crate::color::Color;
use crate::labels;
use crate::pen::{Anchor, Pen};
use crate::text;
use crate::theme::Theme;
use crate::view::{Point, Rect, View};
use crate::words;
use descent_optim::math;
use descent_optim::race::{Entry, Race};

/// Curves leave this circle nowhere, in pixels.
pub const REACH: f64 = 56.0;
/// The shorter half axis has at least so many pixels, as far as the circle allows.
const THIN: f64 = 4.0;
/// An eigenvalue so much smaller than the other is none.
const FLAT: f64 = 1e-12;

/// The Hessian at a point, taken apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curvature {
    /// The point, in data units.
    pub at: Point,
    /// The eigenvalues, the greater one first.
    pub eigenvalues: [f64; 2],
    /// The direction of the greater one, of length 1; the other one stands upright on it.
    pub direction: Point,
}

/// A level set in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelSet {
    /// The height of the form on it.
    pub level: f64,
    /// Its pieces.
    pub lines: Vec<Vec<Point>>,
}

impl Curvature {
    /// Of the Hessian (xx, xy, yy) at `at`; nothing where it is no number or nothing at all.
    pub fn new(at: Point, [xx, xy, yy]: [f64; 3]) -> Option<Curvature> {
        let size = xx.abs().max(xy.abs()).max(yy.abs());
        let sound = [xx, xy, yy].iter().all(|h| h.is_finite());
        if !(sound && size > 0.0 && size < f64::MAX / 4.0) {
            return None;
        }
        let (half, off) = ((xx - yy) / (2.0 * size), xy / size);
        let root = (half * half + off * off).sqrt();
        let mean = xx / (2.0 * size) + yy / (2.0 * size);
        let (a, b) = if half >= 0.0 { (root + half, off) } else { (off, root - half) };
        let length = (a * a + b * b).sqrt();
        // Equal curvature in all directions has no direction of its own.
        let direction = if length > 0.0 { [a / length, b / length] } else { [1.0, 0.0] };
        Some(Curvature { at, eigenvalues: [(mean + root) * size, (mean - root) * size], direction })
    }

    /// Of a run's iterate `k`, or its last.
    pub fn of_run(race: &Race, entry: &Entry, k: usize) -> Option<Curvature> {
        let path = entry.trajectory();
        let at = path.iterate(k.min(path.steps()));
        let at = [at[0], at[1]];
        Curvature::new(at, race.objective.second_derivatives(at))
    }

    /// The level sets at one height above the point and one as far below, as far as there are any.
    pub fn level_sets(&self, view: &View) -> Vec<LevelSet> {
        let [ux, uy] = view.unit();
        let unit = ux.max(uy);
        let [high, low] = self.eigenvalues.map(f64::abs);
        let (most, least) = (high.max(low), high.min(low).max(FLAT * high.max(low)));
        // Half axes are √(2 level / |λ|): the longer one fits, unless the shorter one would be too thin to be seen.
        let longest = (THIN * (most / least).sqrt()).max(0.85 * REACH);
        let level = round_below(least / 2.0 * longest * longest * unit * unit);
        let curve = |sign: f64| LevelSet { level: sign * level, lines: self.curve(view, sign * level) };
        [1.0, -1.0].map(curve).into_iter().filter(|set| !set.lines.is_empty()).collect()
    }

    /// The points at which the form has the height `level`, in pixels, inside the circle.
    fn curve(&self, view: &View, level: f64) -> Vec<Vec<Point>> {
        let [p, q] = self.eigenvalues;
        let flat = FLAT * p.abs().max(q.abs());
        // What is flat takes the sign of the other, and so becomes an ellipse that leaves the circle.
        let p = if p.abs() < flat { flat.copysign(q) } else { p };
        let q = if q.abs() < flat { flat.copysign(p) } else { q };
        let [a, b] = [p, q].map(|eigenvalue| (2.0 * level.abs() / eigenvalue.abs()).sqrt());
        let [ux, uy] = view.unit();
        let reach = REACH * ux.max(uy);
        // Two arcs or branches, one on each side of an eigenvector: s √(1 ∓ (w / l)²) away from it at the place w along it.
        let (along_second, s, l, most, sign) = match (p * level > 0.0, q * level > 0.0) {
            (true, true) if a < b => (true, a, b, b.min(reach), -1.0),
            (true, true) => (false, b, a, a.min(reach), -1.0),
            (true, false) => (true, a, b, reach, 1.0),
            (false, true) => (false, b, a, reach, 1.0),
            (false, false) => return Vec::new(),
        };
        let side = |side: f64| {
            let points = (0..=SIDES).map(|i| {
                // Closer to each other where an arc turns back.
                let w = most * math::sin((f64::from(i) / f64::from(SIDES) - 0.5) * std::f64::consts::PI);
                let h = side * s * (1.0 + sign * (w / l) * (w / l)).max(0.0).sqrt();
                if along_second { [h, w] } else { [w, h] }
            });
            self.inside(view, points)
        };
        let mut lines = side(1.0);
        lines.extend(side(-1.0));
        lines
    }

    /// The stretches inside the circle of points that are given along the eigenvectors.
    fn inside(&self, view: &View, points: impl Iterator<Item = Point>) -> Vec<Vec<Point>> {
        let middle = view.to_pixel(self.at);
        let [ux, uy] = view.unit();
        let [c, s] = self.direction;
        let mut lines = Vec::new();
        let mut line: Vec<Point> = Vec::new();
        for [p, q] in points {
            let away = [(p * c - q * s) / ux, -(p * s + q * c) / uy];
            if away[0] * away[0] + away[1] * away[1] <= REACH * REACH {
                line.push([middle[0] + away[0], middle[1] + away[1]]);
            } else if line.len() > 1 {
                lines.push(std::mem::take(&mut line));
            } else {
                line.clear();
            }
        }
        if line.len() > 1 {
            lines.push(line);
        }
        lines
    }

    /// The eigenvalues and how high the level sets are, for people.
    pub fn title(&self, sets: &[LevelSet]) -> String {
        let [p, q] = self.eigenvalues.map(|eigenvalue| words::number(eigenvalue, 3));
        let sign = if sets.len() > 1 { "±" } else { "+" };
        let height = sets.first().map_or(0.0, |set| if sets.len() > 1 { set.level.abs() } else { set.level });
        format!("λ {p}, {q}; {}{}", if height < 0.0 { "" } else { sign }, words::number(height, 2))
    }
}

/// Sides of an arc or a branch.
const SIDES: i32 = 48;

/// The greatest of 1, 2 and 5 times a power of ten that is at most `value`.
fn round_below(value: f64) -> f64 {
    let power = crate::ticks::ten(math::log10(value.max(f64::MIN_POSITIVE)).floor() as i32);
    let step = [5.0, 2.0].into_iter().find(|step| step * power <= value).unwrap_or(1.0);
    step * power
}

/// Draws the curvature in a run's colour: what lies above the point as a line, what lies below it in dashes.
pub(crate) fn draw(pen: &mut Pen<'_>, view: &View, curvature: &Curvature, color: Color, theme: &Theme) {
    if !view.frame().contains(view.to_pixel(curvature.at)) {
        return;
    }
    let sets = curvature.level_sets(view);
    for line in sets.iter().flat_map(|set| &set.lines) {
        pen.line(line, 3.4, theme.casing.fade(0.7));
    }
    for set in &sets {
        let dash: &[f64] = if set.level > 0.0 { &[] } else { &[4.0, 3.0] };
        for line in &set.lines {
            pen.dashed(line, dash, 0.0, 1.5, color);
        }
    }
}

/// Writes the numbers of a curvature below it or above it, unless that is `taken`.
pub(crate) fn write(pen: &mut Pen<'_>, view: &View, curvature: &Curvature, theme: &Theme, taken: &mut Vec<Rect>) {
    let (at, frame) = (view.to_pixel(curvature.at), view.frame());
    let sets = curvature.level_sets(view);
    if !frame.contains(at) || sets.is_empty() {
        return;
    }
    let text = curvature.title(&sets);
    let (half, height) = (text::width(&text, labels::SIZE) / 2.0 + 4.0, text::height(labels::SIZE) + 6.0);
    let heights = || sets.iter().flat_map(|set| set.lines.iter().flatten()).map(|p| p[1]);
    let (top, bottom) = (heights().fold(at[1], f64::min), heights().fold(at[1], f64::max));
    let x = at[0].min(frame.right() - half).max(frame.x + half);
    let rect = |y: f64| Rect::new(x - half, y - height / 2.0, 2.0 * half, height);
    let free = |y: &f64| {
        (frame.y + height..frame.bottom() - height).contains(y) && !taken.iter().any(|other| other.touches(&rect(*y)))
    };
    if let Some(y) = [bottom + 12.0, top - 12.0].into_iter().find(free) {
        taken.push(rect(y));
        pen.label(&text, [x, y], Anchor::Middle, labels::SIZE, theme.ink, theme.halo.fade(0.85));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Scale;
    use proptest::prelude::*;

    fn view(size: f64) -> View {
        View::new([-size, size, -size, size], Rect::new(0.0, 0.0, 400.0, 400.0), Scale::Equal)
    }

    fn form([xx, xy, yy]: [f64; 3], [x, y]: Point) -> f64 {
        (xx * x * x + 2.0 * xy * x * y + yy * y * y) / 2.0
    }

    proptest! {
        #[test]
        fn every_point_lies_on_its_level(h in prop::array::uniform3(-50.0..50.0f64), power in -6..4i32) {
            let view = view(crate::ticks::ten(power));
            let curvature = Curvature::new([0.0, 0.0], h).unwrap();
            let sets = curvature.level_sets(&view);
            prop_assert!(!sets.is_empty());
            for set in sets {
                for p in set.lines.iter().flatten() {
                    let found = form(h, view.to_data(*p));
                    prop_assert!((found - set.level).abs() < 1e-6 * set.level.abs(), "{found} {}", set.level);
                    let away = [p[0] - 200.0, p[1] - 200.0];
                    prop_assert!(away[0] * away[0] + away[1] * away[1] <= REACH * REACH + 1e-6);
                }
            }
        }

        #[test]
        fn eigenvectors_are_what_the_hessian_stretches(h in prop::array::uniform3(-1e3..1e3f64)) {
            let Curvature { eigenvalues: [p, q], direction: [x, y], .. } = Curvature::new([0.0, 0.0], h).unwrap();
            let [xx, xy, yy] = h;
            prop_assert!(p >= q && (x * x + y * y - 1.0).abs() < 1e-12);
            prop_assert!((xx * x + xy * y - p * x).abs() < 1e-9 && (xy * x + yy * y - p * y).abs() < 1e-9);
            prop_assert!((-xx * y + xy * x + q * y).abs() < 1e-9 && (-xy * y + yy * x - q * x).abs() < 1e-9);
        }
    }

    #[test]
    fn a_bowl_is_one_ellipse_and_a_saddle_has_branches_up_and_down() {
        let sets = |h| Curvature::new([0.0, 0.0], h).unwrap().level_sets(&view(1.0));
        assert_eq!(sets([2.0, 0.0, 8.0]).len(), 1);
        assert!(sets([2.0, 0.0, 8.0])[0].level > 0.0 && sets([-2.0, 0.0, -8.0])[0].level < 0.0);
        let saddle = sets([2.0, 0.0, -2.0]);
        assert_eq!(saddle.iter().map(|set| set.lines.len()).collect::<Vec<_>>(), [2, 2]);
        // A valley without a floor that bends: two lines, all the way.
        assert_eq!(sets([2.0, 0.0, 0.0])[0].lines.len(), 2);
    }

    #[test]
    fn what_is_no_number_has_no_curvature() {
        for h in [[0.0; 3], [f64::NAN, 0.0, 1.0], [1.0, f64::INFINITY, 1.0], [f64::MAX, 1.0, f64::MAX]] {
            assert_eq!(Curvature::new([0.0, 0.0], h), None);
        }
        assert_eq!(Curvature::new([0.0, 0.0], [3.0, 0.0, 3.0]).unwrap().direction, [1.0, 0.0]);
    }
}
