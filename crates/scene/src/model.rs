//! The quadratic model of a step: level sets of m(d) = f + gᵀd + ½ dᵀB d around the iterate, and the circle in which it is believed.
//!
//! The set through the iterate has m = f. A bowl has two more inside it, at two thirds and a third of its size, and its minimum is marked:
//! that is where Newton's step leads. A saddle has the two lines through its middle, which is marked too.

use crate::color::Color;
use crate::curvature::{Curvature, LevelSet};
use crate::paths::clip;
use crate::pen::Pen;
use crate::theme::Theme;
use crate::view::{Point, View};
use descent_optim::anatomy::{self, Anatomy};
use descent_optim::math;

/// A model in the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// The iterate, in data units.
    pub at: Point,
    /// The gradient there.
    pub g: Point,
    /// The matrix B: xx, xy, yy.
    pub matrix: [f64; 3],
    /// Within this distance it is believed; infinite where it is believed anywhere.
    pub radius: f64,
}

/// An eigenvalue so much smaller than the other one is none: such a model has no middle.
const FLAT: f64 = 1e-9;
/// Sides of an ellipse or a branch.
const SIDES: i32 = 96;

/// The eigenvalues of a model, their directions, and where it is stationary.
struct Parts {
    eigenvalues: [f64; 2],
    direction: Point,
    middle: Point,
    /// How much higher the iterate is than the middle.
    above: f64,
}

impl Model {
    /// The model of a step in the plane, if it has one.
    pub fn of(anatomy: &Anatomy) -> Option<Model> {
        let anatomy::Model { g, matrix, radius, .. } = anatomy.model.as_ref()?;
        let ([x, y], [gx, gy]) = (anatomy.x[..].try_into().ok()?, g[..].try_into().ok()?);
        let matrix = [matrix[0][0], (matrix[0][1] + matrix[1][0]) / 2.0, matrix[1][1]];
        Some(Model { at: [x, y], g: [gx, gy], matrix, radius: *radius })
    }

    /// The height of the model at a point, above the iterate.
    pub fn height(&self, at: Point) -> f64 {
        let [x, y] = [at[0] - self.at[0], at[1] - self.at[1]];
        let [xx, xy, yy] = self.matrix;
        self.g[0] * x + self.g[1] * y + (xx * x * x + 2.0 * xy * x * y + yy * y * y) / 2.0
    }

    fn parts(&self) -> Option<Parts> {
        let Curvature { eigenvalues: [p, q], direction: [c, s], .. } = Curvature::new(self.at, self.matrix)?;
        if p.abs().min(q.abs()) <= FLAT * p.abs().max(q.abs()) {
            return None;
        }
        let [gp, gq] = [self.g[0] * c + self.g[1] * s, self.g[1] * c - self.g[0] * s];
        let (a, b) = (-gp / p, -gq / q);
        let middle = [self.at[0] + a * c - b * s, self.at[1] + a * s + b * c];
        let above = (gp * gp / p + gq * gq / q) / 2.0;
        (middle.iter().all(|m| m.is_finite()) && above.is_finite()).then_some(Parts {
            eigenvalues: [p, q],
            direction: [c, s],
            middle,
            above,
        })
    }

    /// Where the model is stationary, in data units.
    pub fn middle(&self) -> Option<Point> {
        self.parts().map(|parts| parts.middle)
    }

    /// Its level sets in pixels, inside the frame; the level is the height above the iterate.
    pub fn level_sets(&self, view: &View) -> Vec<LevelSet> {
        let Some(parts) = self.parts() else { return Vec::new() };
        let [p, q] = parts.eigenvalues;
        let shares: &[f64] = if p * q > 0.0 { &[1.0, 4.0 / 9.0, 1.0 / 9.0] } else { &[1.0, 0.0] };
        let set = |share: &f64| {
            let height = share * parts.above;
            let lines =
                curves(&parts, height, view).into_iter().flat_map(|curve| inside(&parts, &curve, view)).collect();
            LevelSet { level: height - parts.above, lines }
        };
        shares.iter().map(set).filter(|set| !set.lines.is_empty()).collect()
    }
}

/// The points with ½ p a² + ½ q b² = `height`, along the eigenvectors from the middle.
fn curves(parts: &Parts, height: f64, view: &View) -> Vec<Vec<Point>> {
    let [p, q] = parts.eigenvalues;
    let [x0, x1, y0, y1] = view.area();
    let [mx, my] = parts.middle;
    // Beyond this distance from the middle nothing is in the frame.
    let far = (x1 - mx).abs().max((mx - x0).abs()) + (y1 - my).abs().max((my - y0).abs());
    if height == 0.0 {
        if p * q > 0.0 {
            return Vec::new();
        }
        let slope = (p / -q).sqrt();
        let run = far / (1.0 + slope * slope).sqrt();
        return [1.0, -1.0].map(|side| vec![[-run, -side * slope * run], [run, side * slope * run]]).to_vec();
    }
    let [a, b] = [p, q].map(|eigenvalue| (2.0 * height / eigenvalue).abs().sqrt());
    if p * height > 0.0 && q * height > 0.0 {
        let turn = |i: i32| {
            let (s, c) = math::sincos(f64::from(i) / f64::from(SIDES) * std::f64::consts::TAU);
            [a * c, b * s]
        };
        return vec![(0..=SIDES).map(turn).collect()];
    }
    // A branch on each side of the axis whose sign the height has.
    let most = math::ln(2.0 * far / a.min(b) + 2.0).min(40.0);
    let branch = |side: f64| {
        let point = |i: i32| {
            let t = most * (2.0 * f64::from(i) / f64::from(SIDES) - 1.0);
            let (near, wide) = (side * math::cosh(t), math::sinh(t));
            if p * height > 0.0 { [a * near, b * wide] } else { [a * wide, b * near] }
        };
        (0..=SIDES).map(point).collect()
    };
    if p * q < 0.0 { vec![branch(1.0), branch(-1.0)] } else { Vec::new() }
}

/// The stretches of a curve in the frame, in pixels.
fn inside(parts: &Parts, curve: &[Point], view: &View) -> Vec<Vec<Point>> {
    let ([c, s], [x, y]) = (parts.direction, parts.middle);
    let pixel = |[a, b]: Point| view.to_pixel([x + a * c - b * s, y + a * s + b * c]);
    let frame = view.frame();
    let mut lines: Vec<Vec<Point>> = Vec::new();
    for pair in curve.windows(2) {
        let Some((from, to)) = clip(pixel(pair[0]), pixel(pair[1]), &frame) else { continue };
        match lines.last_mut() {
            Some(line) if line.last() == Some(&from) => line.push(to),
            _ => lines.push(vec![from, to]),
        }
    }
    lines
}

/// Draws the model in a run's colour.
pub(crate) fn draw(pen: &mut Pen<'_>, view: &View, model: &Model, color: Color, theme: &Theme) {
    let frame = view.frame();
    let sets = model.level_sets(view);
    for line in sets.iter().flat_map(|set| &set.lines) {
        pen.line(line, 3.2, theme.casing.fade(0.7));
    }
    for (i, set) in sets.iter().enumerate() {
        for line in &set.lines {
            pen.dashed(line, if i == 0 { &[] } else { &[6.0, 4.0] }, 0.0, 1.4, color);
        }
    }
    if let Some(at) = model.middle().map(|middle| view.to_pixel(middle)).filter(|at| frame.contains(*at)) {
        for (width, ink) in [(4.0, theme.casing), (1.8, color)] {
            pen.line(&[[at[0] - 6.0, at[1]], [at[0] + 6.0, at[1]]], width, ink);
            pen.line(&[[at[0], at[1] - 6.0], [at[0], at[1] + 6.0]], width, ink);
        }
    }
    if model.radius.is_finite() {
        let turn = |i: i32| {
            let (s, c) = math::sincos(f64::from(i) / f64::from(SIDES) * std::f64::consts::TAU);
            view.to_pixel([model.at[0] + model.radius * c, model.at[1] + model.radius * s])
        };
        let circle: Vec<Point> = (0..=SIDES).map(turn).collect();
        for pair in circle.windows(2) {
            if let Some((from, to)) = clip(pair[0], pair[1], &frame) {
                pen.line(&[from, to], 1.2, color.fade(0.8));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Rect, Scale};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn level_sets_are_level_sets_of_the_model(
            h in prop::array::uniform3(-20.0..20.0f64), g in prop::array::uniform2(-5.0..5.0f64), at in prop::array::uniform2(-1.0..1.0f64)
        ) {
            let view = View::new([-3.0, 3.0, -2.0, 2.0], Rect::new(10.0, 20.0, 600.0, 400.0), Scale::Equal);
            let model = Model { at, g, matrix: h, radius: f64::INFINITY };
            let Some(middle) = model.middle() else { return Ok(()) };
            let far = 1.0 + (middle[0] - at[0]).abs() + (middle[1] - at[1]).abs();
            let size = h.iter().fold(1.0, |m: f64, h| m.max(h.abs())) * far * far;
            for set in model.level_sets(&view) {
                for line in &set.lines {
                    // The ends are cut at the frame, between two vertices.
                    for p in &line[1..line.len() - 1] {
                        let found = model.height(view.to_data(*p));
                        prop_assert!((found - set.level).abs() < 1e-9 * size, "{found} {}", set.level);
                    }
                    prop_assert!(line.iter().all(|p| view.frame().grown(1e-6).contains(*p)));
                }
            }
        }

        #[test]
        fn the_middle_is_where_newtons_step_leads(h in prop::array::uniform3(-20.0..20.0f64), g in prop::array::uniform2(-5.0..5.0f64)) {
            let model = Model { at: [0.5, -1.0], g, matrix: h, radius: f64::INFINITY };
            let Some([x, y]) = model.middle() else { return Ok(()) };
            let (dx, dy) = (x - 0.5, y + 1.0);
            let [xx, xy, yy] = h;
            let size = 1e-9 * (1.0 + dx.abs() + dy.abs()) * 20.0;
            prop_assert!((xx * dx + xy * dy + g[0]).abs() < size && (xy * dx + yy * dy + g[1]).abs() < size);
        }
    }

    #[test]
    fn a_bowl_has_three_ellipses_and_the_first_goes_through_the_iterate() {
        let view = View::new([-3.0, 3.0, -3.0, 3.0], Rect::new(0.0, 0.0, 400.0, 400.0), Scale::Equal);
        let model = Model { at: [1.0, 0.0], g: [2.0, 0.0], matrix: [2.0, 0.0, 8.0], radius: 1.0 };
        let sets = model.level_sets(&view);
        assert_eq!(sets.iter().map(|set| set.level).collect::<Vec<_>>(), [0.0, -1.0 + 4.0 / 9.0, -1.0 + 1.0 / 9.0]);
        let through = |p: &Point| (view.to_data(*p)[0] - 1.0).abs() < 1e-9 && view.to_data(*p)[1].abs() < 1e-9;
        assert!(sets[0].lines.iter().flatten().any(through));
        assert_eq!(model.middle(), Some([0.0, 0.0]));
    }

    #[test]
    fn a_trough_has_no_middle() {
        assert_eq!(Model { at: [0.0; 2], g: [1.0, 1.0], matrix: [2.0, 0.0, 0.0], radius: 1.0 }.middle(), None);
    }
}
