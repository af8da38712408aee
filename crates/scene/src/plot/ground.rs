//! What lies under the runs: shading, contour lines, arrows of the gradient, bounds, critical points.

use super::margin::{draw_axes, draw_legend, draw_surround};
use super::parts::{Mark, MarkKind, PlotScene, near};
use super::texts::labels_of;
use crate::color::Color;
use crate::gradients;
use crate::ground::Ground;
use crate::labels;
use crate::pen::{Anchor, Pen};
use crate::theme::Theme;
use crate::view::{Point, Rect, View};
use crate::walls;
use descent_optim::experiment::see::Layer;

pub(super) fn draw_bands(pen: &mut Pen<'_>, scene: &PlotScene<'_>) {
    let PlotScene { view, ground, theme, .. } = *scene;
    let shades = theme.shades(ground.levels.len() + 1);
    pen.rect(view.frame(), shades[0]);
    for ring in ground.bands.rings.iter().filter(|_| scene.see.has(Layer::Heat)) {
        let points: Vec<Point> = thinned(view, &ring.points);
        pen.polygon(&points, shades[ring.shade.min(shades.len() - 1)]);
    }
}

pub(super) fn draw_over_bands(pen: &mut Pen<'_>, scene: &PlotScene<'_>, labelled: bool) {
    let PlotScene { view, ground, theme, .. } = *scene;
    draw_broken(pen, view, ground, theme);
    let see = |layer| scene.see.has(layer);
    for line in ground.lines.iter().filter(|_| see(Layer::Contour)) {
        let strong = labels::is_strong(line.level, ground.levels.len());
        let (width, color) = if strong { (1.15, theme.contour_strong) } else { (0.85, theme.contour) };
        let points = thinned(view, &line.points);
        if line.closed && points.len() > 2 {
            pen.ring(&points, width, color);
        } else {
            pen.line(&points, width, color);
        }
    }
    for arrow in scene.gradients {
        gradients::draw(pen, arrow, theme.soft.fade(0.75));
    }
    for label in if labelled && see(Layer::Contour) { labels_of(scene) } else { Vec::new() } {
        pen.label(&label.text, label.at, Anchor::Middle, labels::SIZE, theme.soft, theme.halo.fade(0.85));
    }
    for walls in scene.walls.iter().filter(|_| see(Layer::Bounds)) {
        walls::draw(pen, view, *walls, theme);
    }
    for mark in scene.marks.iter().filter(|_| see(Layer::Points)) {
        draw_mark(pen, view, mark, theme);
    }
    draw_surround(pen, view, theme);
    draw_axes(pen, view, theme);
    draw_legend(pen, scene);
}

/// Pixels of a contour without corners that no eye tells apart.
fn thinned(view: &View, points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for (i, p) in points.iter().enumerate() {
        let p = view.to_pixel(*p);
        if i == 0 || i + 1 == points.len() || kept.last().is_none_or(|last| !near(*last, p, 0.6)) {
            kept.push(p);
        }
    }
    kept
}

/// Hatches the ground that has no value.
fn draw_broken(pen: &mut Pen<'_>, view: &View, ground: &Ground, theme: &Theme) {
    let frame = view.frame();
    let boxes = ground.bands.broken.iter().filter_map(|area| {
        let ([x0, y0], [x1, y1]) = (view.to_pixel([area[0], area[3]]), view.to_pixel([area[1], area[2]]));
        let (x0, y0) = (x0.max(frame.x), y0.max(frame.y));
        let (x1, y1) = (x1.min(frame.right()), y1.min(frame.bottom()));
        (x1 > x0 && y1 > y0).then(|| Rect::new(x0, y0, x1 - x0, y1 - y0))
    });
    let boxes: Vec<Rect> = boxes.collect();
    for rect in &boxes {
        // A little over the upper neighbour, so that no seam shows between rows.
        pen.rect(Rect::new(rect.x, rect.y - 0.5, rect.width, rect.height + 0.5), theme.void);
    }
    for rect in &boxes {
        hatch(pen, rect, theme.hatch);
    }
}

/// Slanted lines through a box, on one lattice for all boxes, so that they meet at their edges.
fn hatch(pen: &mut Pen<'_>, rect: &Rect, color: Color) {
    const GAP: f64 = 9.0;
    let (first, last) = (rect.x + rect.y, rect.right() + rect.bottom());
    let mut k = (first / GAP).ceil();
    while k * GAP < last {
        // x + y = k · GAP
        let sum = k * GAP;
        let x0 = (sum - rect.bottom()).max(rect.x);
        let x1 = (sum - rect.y).min(rect.right());
        if x1 > x0 {
            pen.line(&[[x0, sum - x0], [x1, sum - x1]], 1.0, color);
        }
        k += 1.0;
    }
}

pub(super) fn draw_mark(pen: &mut Pen<'_>, view: &View, mark: &Mark, theme: &Theme) {
    let at = view.to_pixel(mark.at);
    if !view.frame().contains(at) {
        return;
    }
    let rim = theme.casing;
    match mark.kind {
        MarkKind::Global => pen.star(at, 9.0, theme.minimum, rim),
        MarkKind::Local => {
            pen.circle(at, 4.2, 4.6, rim);
            pen.circle(at, 4.2, 2.0, theme.minimum)
        }
        MarkKind::Saddle => pen.cross(at, 3.6, theme.saddle, rim),
        MarkKind::Maximum => {
            let points = [[at[0], at[1] - 4.6], [at[0] + 4.4, at[1] + 3.2], [at[0] - 4.4, at[1] + 3.2]];
            pen.ring(&points, 4.2, rim);
            pen.ring(&points, 1.6, theme.saddle)
        }
    }
}
