//! The ways of the runs: lines, dots, arrows.

use super::parts::{Emphasis, PlotScene, Run, near};
use crate::lanes::{Lane, lanes};
use crate::paths::{Trace, trace};
use crate::pen::Pen;
use crate::theme::Style;
use crate::trials;
use crate::view::Point;
use descent_optim::experiment::see::Layer;
use descent_optim::sort;

const LINE_WIDTH: f64 = 2.2;

/// The length of an arrow head on a path.
pub const ARROW: f64 = 9.0;

/// The order in which runs are drawn: pale ones first, then unbroken lines below and the most broken ones on top, so that
/// every colour shows where runs lie on one another; a run that is brought forward last.
pub fn order(runs: &[Run<'_>]) -> Vec<usize> {
    let covers = |style: &Style| {
        let strokes: f64 = style.dash.iter().step_by(2).sum();
        if style.dash.is_empty() { 1.0 } else { strokes / style.dash.iter().sum::<f64>() }
    };
    let rank = |emphasis| match emphasis {
        Emphasis::Faded => 0,
        Emphasis::Usual => 1,
        Emphasis::Strong => 2,
    };
    sort::order(runs.len(), &|i, j| {
        let (a, b) = (&runs[i], &runs[j]);
        rank(a.emphasis).cmp(&rank(b.emphasis)).then(covers(&b.style).total_cmp(&covers(&a.style)))
    })
}

pub(super) fn lines(pen: &mut Pen<'_>, scene: &PlotScene<'_>) {
    let traces: Vec<(usize, Trace)> =
        order(scene.runs).into_iter().map(|i| (i, trace(scene.view, scene.runs[i].xs, scene.runs[i].k))).collect();
    for run in scene.runs.iter().filter(|run| run.emphasis != Emphasis::Faded) {
        trials::draw(pen, run.trials, run.style.color);
    }
    for (i, trace) in &traces {
        let run = &scene.runs[*i];
        if run.emphasis == Emphasis::Faded {
            continue;
        }
        for piece in &trace.pieces {
            // One casing under all lines, or a later one would hide the earlier lines beside it.
            pen.line(&piece.points, width(run) + 2.4, scene.theme.casing.fade(0.8));
        }
    }
    let lanes = lanes(scene.view, &scene.runs.iter().map(|run| run.xs).collect::<Vec<_>>());
    for (i, trace) in &traces {
        let run = &scene.runs[*i];
        let color = run.color();
        let (dash, phase) = lanes[*i].pattern(&run.style, *i);
        for piece in &trace.pieces {
            pen.dashed(&piece.points, &dash, piece.from + phase, width(run), color);
        }
        if run.emphasis != Emphasis::Faded {
            for (_, dot) in trace.dots.iter().enumerate().filter(|(n, _)| lanes[*i].has_dot(trace.dots_before + n)) {
                pen.disc(*dot, 0.9 * width(run), color);
            }
            for [tip, direction] in arrows(scene, run, trace, lanes[*i]) {
                pen.arrow(tip, direction, ARROW, color, scene.theme.casing);
            }
        }
    }
}

/// The tips and directions of the arrows on the way of a run, where they are shown and cover no critical point.
pub fn arrows(scene: &PlotScene<'_>, run: &Run<'_>, trace: &Trace, lane: Lane) -> Vec<[Point; 2]> {
    let marks: Vec<Point> = scene.marks.iter().map(|mark| scene.view.to_pixel(mark.at)).collect();
    let shown = scene.see.has(Layer::Arrows) && run.emphasis != Emphasis::Faded || run.emphasis == Emphasis::Strong;
    let own = trace.arrows.iter().enumerate().filter(|(n, _)| shown && lane.has_dot(trace.arrows_before + n));
    let free = own.filter(|(_, (at, _))| !marks.iter().any(|mark| near(*mark, *at, 14.0)));
    let half = ARROW / 2.0;
    free.map(|(_, (at, [dx, dy]))| [[at[0] + half * dx, at[1] + half * dy], [*dx, *dy]]).collect()
}

pub(super) fn width(run: &Run<'_>) -> f64 {
    if run.emphasis == Emphasis::Strong { LINE_WIDTH + 0.8 } else { LINE_WIDTH }
}
