//! Where the runs stand, and what is shown there: markers, vectors, models, how far those outside have gone.

use super::ground::draw_mark;
use super::parts::{Emphasis, Inside, MarkKind, PlotScene, Run, near};
use super::texts::exit_texts;
use crate::arrows;
use crate::color::Color;
use crate::curvature;
use crate::labels;
use crate::model;
use crate::paths::{Trace, trace};
use crate::pen::{Anchor, Pen};
use crate::view::{Point, Rect};
use crate::walls;
use descent_optim::experiment::see::Layer;
use descent_optim::sort::sorted;

/// The curvatures of so many runs are shown with their numbers.
const TITLED: usize = 3;

const MARKER: f64 = 5.2;

pub(super) fn heads(pen: &mut Pen<'_>, scene: &PlotScene<'_>) {
    let theme = scene.theme;
    let curved = || scene.runs.iter().filter_map(|run| Some((run, run.curvature.as_ref()?)));
    for (run, curvature) in curved() {
        curvature::draw(pen, scene.view, curvature, run.color(), theme);
    }
    if let Some((run, inside)) = scene.inside {
        draw_inside(pen, scene, inside, scene.runs[run].style.color);
    }
    let traces: Vec<Trace> = scene.runs.iter().map(|run| trace(scene.view, run.xs, run.k)).collect();
    let mut starts: Vec<Point> = Vec::new();
    for start in traces.iter().filter_map(|t| t.start) {
        if !starts.iter().any(|s| near(*s, start, 1.0)) {
            starts.push(start);
        }
    }
    for start in &starts {
        pen.circle(*start, 7.0, 4.4, theme.casing);
        pen.circle(*start, 7.0, 1.8, theme.cursor);
    }
    // The goals again, over the lines that lead there.
    for mark in scene.marks.iter().filter(|mark| mark.kind == MarkKind::Global && scene.see.has(Layer::Points)) {
        draw_mark(pen, scene.view, mark, theme);
    }
    for run in scene.runs.iter().filter(|run| run.emphasis != Emphasis::Faded) {
        let shown = run.k.min((run.xs.len() / 2).saturating_sub(1));
        if let (Some(walls), Some([x, y])) = (run.walls, run.xs.get(2 * shown..2 * shown + 2)) {
            walls::lean(pen, scene.view, walls, [*x, *y], theme);
        }
    }
    let ends = |faded: bool| -> Vec<Option<Point>> {
        let this = |run: &Run<'_>| (run.emphasis == Emphasis::Faded) == faded;
        scene.runs.iter().zip(&traces).map(|(run, t)| t.end.filter(|_| this(run))).collect()
    };
    // Pale markers make no room for themselves.
    let pale = ends(true).into_iter().enumerate().filter_map(|(i, end)| Some((i, end?)));
    for (i, at) in pale.chain(fanned(&ends(false))) {
        let run = &scene.runs[i];
        let rim = theme.casing.fade(if run.emphasis == Emphasis::Faded { 0.3 } else { 1.0 });
        let radius = MARKER + if run.emphasis == Emphasis::Strong { 1.2 } else { 0.0 };
        pen.marker(run.style.marker, run.style.hollow, at, radius, run.color(), rim);
    }
    let mut taken = Vec::new();
    for (run, curvature) in curved() {
        if run.emphasis == Emphasis::Strong || scene.runs.len() <= TITLED {
            curvature::write(pen, scene.view, curvature, theme, &mut taken);
        }
    }
    if let Some(step) = scene.inside.and_then(|(_, inside)| inside.step.as_ref()) {
        let markers = fanned(&ends(false)).into_iter().map(|(_, [x, y])| Rect::new(x - 7.0, y - 7.0, 14.0, 14.0));
        taken.extend(markers);
        arrows::write(pen, scene.view, step, theme, &mut taken);
    }
    for (run, trace) in scene.runs.iter().zip(&traces) {
        if let Some(exit) = trace.exit {
            pen.arrow(exit.at, exit.direction, 13.0, run.color(), theme.casing);
        }
    }
    for (rect, text) in exit_texts(scene, &traces) {
        let at = [rect.x + rect.width / 2.0, rect.y + rect.height / 2.0];
        pen.label(&text, at, Anchor::Middle, labels::SIZE, theme.ink, theme.halo.fade(0.85));
    }
}

/// The model below, the vectors above it.
fn draw_inside(pen: &mut Pen<'_>, scene: &PlotScene<'_>, inside: &Inside, color: Color) {
    if let Some(model) = &inside.model {
        model::draw(pen, scene.view, model, color, scene.theme);
    }
    if let Some(step) = &inside.step {
        arrows::draw(pen, scene.view, step, color, scene.theme);
    }
}

/// Where the end markers stand: markers on one spot are set around it, so that each is seen and so is the minimum there.
fn fanned(ends: &[Option<Point>]) -> Vec<(usize, Point)> {
    let mut groups: Vec<Vec<(usize, Point)>> = Vec::new();
    for (i, end) in ends.iter().enumerate() {
        let Some(end) = end else { continue };
        match groups.iter_mut().find(|group| group.iter().any(|(_, at)| near(*at, *end, MARKER + 3.0))) {
            Some(group) => group.push((i, *end)),
            None => groups.push(vec![(i, *end)]),
        }
    }
    let mut placed = Vec::new();
    for members in groups {
        let n = members.len();
        if n == 1 {
            placed.push(members[0]);
            continue;
        }
        let middle = |d: usize| members.iter().map(|(_, at)| at[d]).sum::<f64>() / n as f64;
        let at = [middle(0), middle(1)];
        // Wide enough that neighbours on the circle do not touch, and the middle stays free.
        let step = std::f64::consts::TAU / n as f64;
        let radius = ((MARKER + 1.5) / descent_optim::math::sin(step / 2.0).max(0.1)).max(2.0 * MARKER + 3.0);
        for (place, (i, _)) in members.into_iter().enumerate() {
            let angle = step * (place as f64 + 0.5) - std::f64::consts::FRAC_PI_2;
            let (s, c) = (descent_optim::math::sin(angle), descent_optim::math::cos(angle));
            placed.push((i, [at[0] + radius * c, at[1] + radius * s]));
        }
    }
    sorted(placed, |a, b| a.0.cmp(&b.0))
}
