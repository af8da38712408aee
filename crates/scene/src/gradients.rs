//! The gradient field: arrows uphill on a grid, longer where it is steeper.
//!
//! The grid belongs to the plane and not to the frame, and its spacing is a power of two or one and a half of one: arrows
//! stand where they are while the view is moved, and for as long as they fit while it is zoomed.

use crate::color::Color;
use crate::pen::Pen;
use crate::view::{Point, View};
use descent_optim::math;
use descent_optim::objective::Objective;
use descent_optim::sort::sorted;

/// The gradient at a node, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrow {
    /// The node, in pixels: the middle of the arrow.
    pub at: Point,
    /// From tail to tip, in pixels. In data units it is parallel to the gradient.
    pub along: Point,
}

/// Arrows are at least this far apart, in pixels, and less than one and a half times as far.
const APART: f64 = 26.0;
/// The shortest and the longest arrow as shares of that.
const SHORTEST: f64 = 0.3;
/// See [`SHORTEST`].
const LONGEST: f64 = 0.95;
/// Norms are told apart over this range of their natural logarithms: four powers of ten.
const RANGE: f64 = 9.2;

/// The gradients of `objective` in the frame of `view`; a node where the gradient is zero, or value or gradient no number, has no arrow.
pub fn arrows(objective: &dyn Objective, view: &View) -> Vec<Arrow> {
    let ([x0, x1, y0, y1], [ux, uy]) = (view.area(), view.unit());
    let (xs, ys) = (nodes(x0, x1, ux), nodes(y0, y1, uy));
    let count = xs.len() * ys.len();
    let [mut f, mut gx, mut gy] = [vec![0.0; count], vec![0.0; count], vec![0.0; count]];
    objective.gradients_on_grid(&xs, &ys, &mut f, &mut gx, &mut gy);
    let found = gx.into_iter().zip(gy).enumerate().filter_map(|(i, (gx, gy))| {
        let most = gx.abs().max(gy.abs());
        if !(most > 0.0 && f[i].is_finite() && gx.is_finite() && gy.is_finite()) {
            return None;
        }
        // Of a size that can be squared, whatever the units.
        let (sx, sy) = (gx / most, gy / most);
        let norm = math::ln(most) + math::ln(sx * sx + sy * sy) / 2.0;
        let [px, py] = [sx, -sy * (ux / uy)];
        let length = (px * px + py * py).sqrt();
        let at = view.to_pixel([xs[i % xs.len()], ys[i / xs.len()]]);
        Some((norm, Arrow { at, along: [px / length, py / length] }))
    });
    let found: Vec<(f64, Arrow)> = found.collect();
    let norms = sorted(found.iter().map(|(norm, _)| *norm).collect(), f64::total_cmp);
    let Some(last) = norms.len().checked_sub(1) else { return Vec::new() };
    // A pole or a flat spot does not decide how long all others are.
    let (low, high) = (norms[last / 20], norms[last - last / 20]);
    let low = low.max(high - RANGE);
    let scaled = |(norm, arrow): (f64, Arrow)| {
        let t = if high > low { ((norm - low) / (high - low)).clamp(0.0, 1.0) } else { 1.0 };
        let length = APART * (SHORTEST + t * (LONGEST - SHORTEST));
        Arrow { along: arrow.along.map(|d| d * length), ..arrow }
    };
    found.into_iter().map(scaled).collect()
}

/// The whole multiples of the spacing between `from` and `to`, where a pixel covers `unit`.
fn nodes(from: f64, to: f64, unit: f64) -> Vec<f64> {
    let apart = spacing(APART * unit);
    let (first, last) = ((from / apart).ceil(), (to / apart).floor());
    (0..=(last - first).max(0.0) as usize).map(|i| (first + i as f64) * apart).collect()
}

/// The least power of two, or one and a half of one, from `least` up.
fn spacing(least: f64) -> f64 {
    // The exponent alone.
    let power = f64::from_bits(least.to_bits() & 0x7ff0_0000_0000_0000);
    [power, 1.5 * power, 2.0 * power].into_iter().find(|s| *s >= least).unwrap_or(least)
}

/// Draws an arrow as one shape: a thin shaft and a head.
pub(crate) fn draw(pen: &mut Pen<'_>, arrow: &Arrow, color: Color) {
    let [dx, dy] = arrow.along;
    let length = (dx * dx + dy * dy).sqrt();
    let (head, half, shaft) = ((0.45 * length).min(7.0), (0.2 * length).min(3.0), 0.65);
    let point = |along: f64, across: f64| {
        let (s, n) = ((along - length / 2.0) / length, across / length);
        [arrow.at[0] + s * dx - n * dy, arrow.at[1] + s * dy + n * dx]
    };
    let neck = length - head;
    let corners =
        [(0.0, shaft), (neck, shaft), (neck, half), (length, 0.0), (neck, -half), (neck, -shaft), (0.0, -shaft)];
    pen.polygon(&corners.map(|(along, across)| point(along, across)), color);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Rect, Scale};
    use descent_optim::functions;
    use proptest::prelude::*;

    fn objective(id: &str) -> Box<dyn Objective> {
        let function = functions::find(id).unwrap();
        let values =
            descent_optim::catalog::Values::of(function.knobs, descent_optim::catalog::Form::Lecture, |_| None);
        (function.build)(&values)
    }

    const FRAME: Rect = Rect::new(40.0, 20.0, 640.0, 420.0);

    proptest! {
        #[test]
        fn arrows_are_parallel_to_the_gradient(
            id in prop::sample::select(vec!["sixhump", "rosenbrock", "rastrigin", "goldstein"]),
            x in -2.0..2.0f64, y in -2.0..2.0f64, power in -6..1i32, free: bool,
        ) {
            let size = crate::ticks::ten(power);
            let scale = if free { Scale::Free } else { Scale::Equal };
            let view = View::new([x, x + size, y, y + 0.3 * size], FRAME, scale);
            let objective = objective(id);
            let arrows = arrows(&*objective, &view);
            prop_assert!(arrows.len() > 50);
            let [ux, uy] = view.unit();
            for arrow in arrows {
                let mut g = [0.0; 2];
                objective.gradient(&view.to_data(arrow.at), &mut g);
                let d = [arrow.along[0] * ux, -arrow.along[1] * uy];
                let (cross, dot) = (d[0] * g[1] - d[1] * g[0], d[0] * g[0] + d[1] * g[1]);
                // The pixel is not quite the node.
                prop_assert!(dot > 0.0 && cross.abs() < 1e-5 * dot.abs().max(1e-7), "{id} {arrow:?} {g:?}");
            }
        }
    }

    #[test]
    fn arrows_stay_where_they_are_while_the_view_is_moved() {
        let camel = objective("sixhump");
        let view = View::new([0.0898, 0.0899, -0.7127, -0.7126], FRAME, Scale::Equal);
        let moved = view.pan(7.3, -4.9);
        let before = arrows(&*camel, &view);
        let here: Vec<Point> = arrows(&*camel, &moved).iter().map(|a| a.at).collect();
        let inside = |at: &Point| FRAME.grown(-10.0).contains(*at);
        for at in before.iter().map(|a| [a.at[0] + 7.3, a.at[1] - 4.9]).filter(inside) {
            assert!(here.iter().any(|p| (p[0] - at[0]).abs() < 0.01 && (p[1] - at[1]).abs() < 0.01), "{at:?}");
        }
    }

    #[test]
    fn arrows_keep_their_distance_and_do_not_reach_each_other() {
        for zoom in 0..40 {
            let span = 4.0 * math::exp(-0.37 * f64::from(zoom));
            let view = View::new([0.0, span, 0.0, span], FRAME, Scale::Equal);
            let apart = spacing(APART * view.unit()[0]) / view.unit()[0];
            assert!((APART..1.5 * APART + 1e-6).contains(&apart), "{apart}");
        }
    }

    #[test]
    fn a_flat_function_has_no_arrows_and_a_slope_has_equal_ones() {
        let view = View::new([-1.0, 1.0, -1.0, 1.0], FRAME, Scale::Equal);
        let compiled = |text| descent_optim::formula::Program::compile(text).unwrap().with(&[]);
        assert_eq!(arrows(&compiled("3 + 0*x"), &view), []);
        assert!(arrows(&compiled("log(x)"), &view).iter().all(|a| a.at[0] > 360.0));
        let slope = arrows(&compiled("3*x"), &view);
        assert!(slope.iter().all(|a| a.along == [LONGEST * APART, 0.0]));
    }
}
