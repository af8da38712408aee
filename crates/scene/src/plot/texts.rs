//! Texts on the plot, each where there is room.

use super::parts::{Emphasis, PlotScene, near};
use crate::labels::{self, Label};
use crate::paths::{Trace, clip, trace};
use crate::text;
use crate::view::{Point, Rect};
use crate::words;

/// How far the runs outside have gone, and where that is written.
pub(super) fn exit_texts(scene: &PlotScene<'_>, traces: &[Trace]) -> Vec<(Rect, String)> {
    if traces.iter().all(|trace| trace.exit.is_none()) {
        return Vec::new();
    }
    let mut taken: Vec<Rect> = Vec::new();
    let mut texts = Vec::new();
    // Numbers stand off the paths that leave: these are long and straight, and often there is little else where they go.
    let leaving = traces.iter().filter(|trace| trace.exit.is_some()).flat_map(|trace| &trace.pieces);
    let lines: Vec<[Point; 2]> =
        leaving.flat_map(|piece| piece.points.windows(2).map(|pair| [pair[0], pair[1]])).collect();
    for (run, trace) in scene.runs.iter().zip(traces) {
        let Some(exit) = trace.exit.filter(|_| run.emphasis != Emphasis::Faded) else { continue };
        let text = format!("{} away", words::number(exit.distance, 2));
        let rect = beside(&text, exit.at, exit.direction, &scene.view.frame(), &taken, &lines);
        taken.push(rect);
        texts.push((rect, text));
    }
    texts
}

/// The labels that [`draw_static`](super::draw_static) draws: they keep off critical points and off the runs' iterates.
pub fn labels_of(scene: &PlotScene<'_>) -> Vec<Label> {
    let view = scene.view;
    let square = |at: Point, half: f64| Rect::new(at[0] - half, at[1] - half, 2.0 * half, 2.0 * half);
    let mut avoid: Vec<Rect> = scene.marks.iter().map(|mark| square(view.to_pixel(mark.at), 10.0)).collect();
    let traces: Vec<Trace> = scene.runs.iter().map(|run| trace(view, run.xs, usize::MAX)).collect();
    avoid.extend(exit_texts(scene, &traces).into_iter().map(|(rect, _)| rect));
    for trace in &traces {
        avoid.extend(trace.start.map(|p| square(p, 10.0)));
        avoid.extend(trace.end.map(|p| square(p, 9.0)));
        for piece in &trace.pieces {
            for pair in piece.points.windows(2) {
                // Boxes along the line, no further apart than they are wide.
                let (dx, dy) = (pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]);
                let count = ((dx.abs().max(dy.abs()) / 6.0).ceil() as usize).clamp(1, 1000);
                for i in 0..=count {
                    let t = i as f64 / count as f64;
                    let at = [pair[0][0] + t * dx, pair[0][1] + t * dy];
                    if avoid.last().is_none_or(|last| !near([last.x + 3.0, last.y + 3.0], at, 3.0)) {
                        avoid.push(square(at, 3.0));
                    }
                }
            }
        }
    }
    labels::place(view, &scene.ground.lines, &scene.ground.levels, &avoid)
}

/// A free place for a text behind an arrow head, inside the frame and off the `lines`.
fn beside(text: &str, tip: Point, direction: Point, frame: &Rect, taken: &[Rect], lines: &[[Point; 2]]) -> Rect {
    let (w, h) = (text::width(text, labels::SIZE) + 4.0, text::height(labels::SIZE) + 4.0);
    let room = frame.grown(-3.0);
    let place = |away: f64, slide: f64| {
        let x = tip[0] - direction[0] * (away + w / 2.0) + direction[1] * slide - w / 2.0;
        let y = tip[1] - direction[1] * (away + h / 2.0) - direction[0] * slide - h / 2.0;
        let x = x.min(room.right() - w).max(room.x);
        let y = y.min(room.bottom() - h).max(room.y);
        Rect::new(x, y, w, h)
    };
    // So far sideways that the text is beside the arrow, then ever further.
    let beside = (direction[1] * w).abs() / 2.0 + (direction[0] * h).abs() / 2.0 + 9.0;
    let slides = [0.0, 14.0, 28.0, 46.0, 70.0, 100.0].map(|more| beside + more);
    let rects = slides.map(|slide| [place(12.0, slide), place(12.0, -slide)]);
    let free = |rect: &&Rect| !taken.iter().any(|t| t.touches(rect));
    let clear = |rect: &&Rect| free(rect) && !lines.iter().any(|line| clip(line[0], line[1], rect).is_some());
    let all = rects.as_flattened();
    *all.iter().find(clear).or_else(|| all.iter().find(free)).unwrap_or(&all[0])
}
