//! Bounds on the plot: the box as a fence, and a bar where a run leans against it.

use crate::pen::Pen;
use crate::theme::Theme;
use crate::view::{Point, View};
use descent_optim::experiment::Experiment;
use descent_optim::race::Entry;

/// A box in data units: xmin, xmax, ymin, ymax, each of which may be infinite.
pub type Walls = [f64; 4];

/// The bounds in force in an experiment: the race's, and those of runs that have their own.
pub fn of(experiment: &Experiment) -> Vec<Walls> {
    let mut all: Vec<Walls> = Vec::new();
    for walls in experiment.o.iter().filter_map(|run| experiment.bounds_of(run)) {
        if !all.contains(&walls) {
            all.push(walls);
        }
    }
    all
}

/// The bounds that a run respects.
pub fn of_run(entry: &Entry) -> Option<Walls> {
    let bounds = entry.bounds.as_ref()?;
    let ([x0, y0], [x1, y1]) = (bounds.lower(), bounds.upper()) else { return None };
    Some([*x0, *x1, *y0, *y1])
}

const FENCE: f64 = 1.6;
const DASH: [f64; 2] = [7.0, 4.0];
/// Half the length of the bar at a point that leans, and its width.
const BAR: f64 = 13.0;
const BAR_WIDTH: f64 = 4.0;

/// Draws the sides of the box that are in the frame.
pub(crate) fn draw(pen: &mut Pen<'_>, view: &View, walls: Walls, theme: &Theme) {
    for side in sides(view, walls) {
        pen.line(&side, FENCE + 2.0, theme.casing.fade(0.8));
        pen.dashed(&side, &DASH, 0.0, FENCE, theme.ink);
    }
}

/// Draws a bar at `at` (data units) for each side that it lies on.
pub(crate) fn lean(pen: &mut Pen<'_>, view: &View, walls: Walls, at: Point, theme: &Theme) {
    let [x, y] = view.to_pixel(at);
    if !view.frame().contains([x, y]) {
        return;
    }
    let mut bar = |ends: [Point; 2]| {
        pen.line(&ends, BAR_WIDTH + 2.4, theme.casing);
        pen.line(&ends, BAR_WIDTH, theme.ink);
    };
    if at[0] == walls[0] || at[0] == walls[1] {
        bar([[x, y - BAR], [x, y + BAR]]);
    }
    if at[1] == walls[2] || at[1] == walls[3] {
        bar([[x - BAR, y], [x + BAR, y]]);
    }
}

/// The sides of the box in pixels, cut off at the frame.
fn sides(view: &View, [left, right, bottom, top]: Walls) -> Vec<[Point; 2]> {
    let frame = view.frame();
    let pixel = |x: f64, y: f64| view.to_pixel([x, y]);
    let across = |x: f64| pixel(x, 0.0)[0].clamp(frame.x, frame.right());
    let along = |y: f64| pixel(0.0, y)[1].clamp(frame.y, frame.bottom());
    let (x0, x1, y0, y1) = (across(left), across(right), along(bottom), along(top));
    let shown = |at: f64, from: f64, to: f64| (from..=to).contains(&at);
    let mut sides = Vec::new();
    for x in [left, right].map(|x| pixel(x, 0.0)[0]) {
        if shown(x, frame.x, frame.right()) && y0 != y1 {
            sides.push([[x, y0], [x, y1]]);
        }
    }
    for y in [bottom, top].map(|y| pixel(0.0, y)[1]) {
        if shown(y, frame.y, frame.bottom()) && x0 != x1 {
            sides.push([[x0, y], [x1, y]]);
        }
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Rect, Scale};

    #[test]
    fn sides_out_of_sight_are_left_out_and_the_others_end_at_the_frame() {
        let view = View::new([0.0, 10.0, 0.0, 10.0], Rect::new(0.0, 0.0, 100.0, 100.0), Scale::Equal);
        assert_eq!(sides(&view, [2.0, 4.0, 1.0, 3.0]).len(), 4);
        let open = sides(&view, [2.0, f64::INFINITY, f64::NEG_INFINITY, 3.0]);
        assert_eq!(open, [[[20.0, 100.0], [20.0, 70.0]], [[20.0, 70.0], [100.0, 70.0]]]);
        assert_eq!(sides(&view, [-50.0, 50.0, -50.0, 50.0]), Vec::<[Point; 2]>::new());
        assert_eq!(sides(&view, [20.0, 30.0, 1.0, 3.0]), Vec::<[Point; 2]>::new());
    }
}
