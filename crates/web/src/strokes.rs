//! Lines on a canvas with the precision of a fraction of a pixel: what moves is drawn so.

use crate::canvas::dashes;
use descent_scene::lanes::Lane;
use descent_scene::paths::{self, Piece};
use descent_scene::pen::arrow_head;
use descent_scene::plot;
use descent_scene::theme::{Style, Theme};
use descent_scene::trials::{self, Spoke};
use descent_scene::view::Point;
use web_sys::CanvasRenderingContext2d;

/// The width of a path, and of the casing that sets it off the field.
pub(crate) const PATH: f64 = 2.2;
pub(crate) const CASING: f64 = PATH + 2.6;

/// Strokes trials in the colour of their run.
pub(crate) fn draw_spokes(context: &CanvasRenderingContext2d, style: Style, spokes: &[Spoke]) {
    if spokes.is_empty() {
        return;
    }
    context.set_global_alpha(trials::STRENGTH);
    context.set_stroke_style_str(&style.color.css());
    context.set_fill_style_str(&style.color.css());
    context.set_line_width(trials::WIDTH);
    context.begin_path();
    for Spoke { from, to, .. } in spokes {
        context.move_to(from[0], from[1]);
        context.line_to(to[0], to[1]);
    }
    context.stroke();
    context.begin_path();
    for [x, y] in spokes.iter().filter(|spoke| spoke.inside).map(|spoke| spoke.to) {
        context.move_to(x, y);
        let _ = context.arc(x, y, trials::RADIUS, 0.0, std::f64::consts::TAU);
    }
    context.fill();
    context.set_global_alpha(1.0);
}

/// Fills the arrow heads on a path, with a rim that sets them off the ground.
pub(crate) fn draw_arrows(context: &CanvasRenderingContext2d, heads: &[[Point; 2]], theme: &Theme) {
    if heads.is_empty() {
        return;
    }
    context.begin_path();
    for [tip, direction] in heads {
        let [first, rest @ ..] = arrow_head(*tip, *direction, plot::ARROW);
        context.move_to(first[0], first[1]);
        rest.iter().for_each(|[x, y]| context.line_to(*x, *y));
        context.close_path();
    }
    context.set_stroke_style_str(&theme.casing.css());
    context.set_line_width(3.0);
    context.stroke();
    context.fill();
}

pub(crate) fn stroke(context: &CanvasRenderingContext2d, points: &[Point]) {
    chunks(points, CHUNK, |chunk| line(context, chunk));
}

pub(crate) fn line(context: &CanvasRenderingContext2d, points: &[Point]) {
    context.begin_path();
    if let Some(([x, y], rest)) = points.split_first() {
        context.move_to(*x, *y);
        rest.iter().for_each(|[x, y]| context.line_to(*x, *y));
    }
    context.stroke();
}

/// A line in stretches of so many corners: one that crosses itself again and again takes many times longer in one piece.
const CHUNK: usize = 24;

/// The stretches of a line. Each but the last goes on for one more side, so that the corner where they meet is round.
fn chunks(points: &[Point], sides: usize, mut draw: impl FnMut(&[Point])) {
    for from in (0..points.len().saturating_sub(1)).step_by(sides) {
        draw(&points[from..points.len().min(from.saturating_add(sides + 2))]);
    }
}

/// Draws pieces of a path with its dashes, and says how long the path has become.
pub(crate) fn draw_pieces(
    context: &CanvasRenderingContext2d,
    style: Style,
    lane: Lane,
    run: usize,
    pieces: &[Piece],
    mut length: f64,
) -> f64 {
    let (dash, phase) = lane.pattern(&style, run);
    // What one sees through would be darker where stretches overlap.
    let sides = if context.global_alpha() < 1.0 { usize::MAX - 2 } else { CHUNK };
    context.set_stroke_style_str(&style.color.css());
    context.set_line_width(PATH);
    if !dash.is_empty() {
        // Round ends would fill the gaps.
        context.set_line_cap("butt");
        let _ = context.set_line_dash(&dashes(&dash));
    }
    for piece in pieces {
        length = piece.from;
        chunks(&piece.points, sides, |chunk| {
            context.set_line_dash_offset(length + phase);
            line(context, chunk);
            length += paths::length(&chunk[..chunk.len().min(sides + 1)]);
        });
    }
    if !dash.is_empty() {
        let _ = context.set_line_dash(&js_sys::Array::new());
        context.set_line_cap("round");
    }
    length
}
