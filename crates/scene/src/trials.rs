//! What methods tried on their way: thin spokes from where a step began to the points that it did not take.

use crate::color::Color;
use crate::paths::clip;
use crate::pen::Pen;
use crate::view::{Point, View};
use descent_optim::race::Entry;
use descent_optim::trajectory::{Opinion, Trajectory};
use std::ops::Range;

/// A trial in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spoke {
    /// Where the step began, or where the spoke enters the frame.
    pub from: Point,
    /// The point that was tried, or where the spoke leaves the frame.
    pub to: Point,
    /// Whether the point itself is in the frame.
    pub inside: bool,
}

/// How much of a run's colour its trials have.
pub const STRENGTH: f64 = 0.55;
/// The width of a spoke, and the radius of the dot at its end.
pub const WIDTH: f64 = 0.9;
/// See [`WIDTH`].
pub const RADIUS: f64 = 2.3;

/// The trials of the steps that lead to the iterates in `steps`, without those that became iterates. The step after the last iterate is
/// the one that failed.
pub fn spokes(view: &View, path: &Trajectory, steps: Range<usize>) -> Vec<Spoke> {
    let at = |xs: &[f64], i: usize| view.to_pixel([xs[2 * i], xs[2 * i + 1]]);
    let frame = view.frame();
    let mut found = Vec::new();
    for step in steps.start.max(1)..steps.end.min(path.len() + 1) {
        let from = at(&path.x, step - 1);
        for i in path.trials.of_step(step).filter(|i| path.trials.opinions[*i] != Opinion::Accepted) {
            let to = at(&path.trials.x, i);
            if let Some((a, b)) = clip(from, to, &frame).filter(|_| from != to) {
                found.push(Spoke { from: a, to: b, inside: frame.contains(to) });
            }
        }
    }
    found
}

/// The steps from iterate `before` up to iterate `k`, and the one that failed where the run has ended by then.
pub fn steps(entry: &Entry, before: usize, k: usize) -> Range<usize> {
    let path = entry.trajectory();
    let failed = path.halt.is_some() && k >= path.steps() && before <= path.steps();
    before..k.min(path.steps()) + 1 + usize::from(failed)
}

/// Draws trials in the colour of their run.
pub(crate) fn draw(pen: &mut Pen<'_>, spokes: &[Spoke], color: Color) {
    let color = color.fade(STRENGTH);
    for spoke in spokes {
        pen.line(&[spoke.from, spoke.to], WIDTH, color);
        if spoke.inside {
            pen.disc(spoke.to, RADIUS, color);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Rect, Scale};
    use descent_optim::trajectory::Trials;

    #[test]
    fn a_spoke_leads_from_the_iterate_before_to_each_point_that_was_not_taken() {
        let view = View::new([0.0, 10.0, 0.0, 10.0], Rect::new(0.0, 0.0, 100.0, 100.0), Scale::Equal);
        let trials = Trials {
            x: vec![9.0, 1.0, 4.0, 1.0, 5.0, 50.0],
            f: vec![3.0, 1.0, 9.0],
            opinions: vec![Opinion::TooHigh, Opinion::Accepted, Opinion::TooHigh],
            ends: vec![0, 2],
        };
        let path = Trajectory { x: vec![1.0, 1.0, 4.0, 1.0], f: vec![2.0, 1.0], trials, ..Trajectory::new(2) };
        let first = Spoke { from: [10.0, 90.0], to: [90.0, 90.0], inside: true };
        assert_eq!(spokes(&view, &path, 0..2), [first]);
        // The last one belongs to the step that failed, and leaves the frame.
        let all = spokes(&view, &path, 0..10);
        assert_eq!(all.len(), 2);
        assert!(!all[1].inside && all[1].from == [40.0, 90.0] && all[1].to[1] == 0.0, "{:?}", all[1]);
    }
}
