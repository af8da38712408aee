//! What stands around the plot: its frame, the marks of its axes, its legend.

use super::parts::PlotScene;
use crate::gradients::{self, Arrow};
use crate::pen::{Anchor, Pen};
use crate::text;
use crate::theme::Theme;
use crate::ticks::{Tick, ticks, ticks_about};
use crate::view::{Rect, Scale, View};
use crate::words;
use descent_optim::experiment::see::Layer;

/// The size of tick texts.
const TICK_SIZE: f64 = 12.0;

/// The rectangle of the plot in a picture of `width` by `height` pixels: room for tick texts on the left and below, for
/// the legend above. Whole pixels, so that edges are sharp.
pub fn frame(width: f64, height: f64) -> Rect {
    let left = if width < 480.0 { 42.0 } else { 46.0 };
    let (right, top, bottom) = (14.0, 26.0, 28.0);
    Rect::new(left, top, (width - left - right).floor().max(1.0), (height - top - bottom).floor().max(1.0))
}

/// Covers what the ground's lines overlap the frame by, and draws the frame.
pub(super) fn draw_surround(pen: &mut Pen<'_>, view: &View, theme: &Theme) {
    let f = view.frame();
    let over = 60.0;
    for rect in [
        Rect::new(f.x - over, f.y - over, f.width + 2.0 * over, over),
        Rect::new(f.x - over, f.bottom(), f.width + 2.0 * over, over),
        Rect::new(f.x - over, f.y, over, f.height),
        Rect::new(f.right(), f.y, over, f.height),
    ] {
        pen.rect(rect, theme.page);
    }
    let Rect { x, y, .. } = f;
    let (right, bottom) = (f.right(), f.bottom());
    // Half a pixel outside, so that a line of one pixel fills whole pixels.
    let (x, y, right, bottom) = (x - 0.5, y - 0.5, right + 0.5, bottom + 0.5);
    pen.ring(&[[x, y], [right, y], [right, bottom], [x, bottom]], 1.0, theme.rule);
}

/// The marks of both axes: about 80 pixels apart, nearer in small pictures, but no nearer than texts allow.
fn axis_ticks(view: &View) -> (Vec<Tick>, Vec<Tick>) {
    let [x0, x1, y0, y1] = view.area();
    let frame = view.frame();
    let apart = if frame.width < 400.0 { 60.0 } else { 80.0 };
    let mut count = (frame.width / apart).max(2.0) as usize;
    let mut xs = ticks(x0, x1, count);
    // Texts of neighbours do not touch.
    while count > 1 && xs.len() > 1 {
        let widest = xs.iter().map(|t| text::width(&t.text, TICK_SIZE)).fold(0.0, f64::max);
        if widest + 12.0 <= (xs[1].value - xs[0].value) / view.unit()[0] {
            break;
        }
        count -= 1;
        xs = ticks(x0, x1, count);
    }
    let ys = match xs.as_slice() {
        // Where the axes have one scale, so have their marks.
        [a, b, ..] if view.scale() == Scale::Equal => ticks_about(y0, y1, b.value - a.value),
        _ => Vec::new(),
    };
    let ys = if ys.len() < 2 { ticks(y0, y1, (frame.height / 70.0).max(2.0) as usize) } else { ys };
    (xs, ys)
}

pub(super) fn draw_axes(pen: &mut Pen<'_>, view: &View, theme: &Theme) {
    let frame = view.frame();
    let (xs, ys) = axis_ticks(view);
    for tick in xs {
        let [x, _] = view.to_pixel([tick.value, 0.0]);
        let sharp = x.floor() + 0.5;
        pen.line(&[[sharp, frame.bottom() + 1.0], [sharp, frame.bottom() + 5.0]], 1.0, theme.soft);
        // The texts at the ends stay inside the picture.
        let half = text::width(&tick.text, TICK_SIZE) / 2.0;
        let x = x.min(frame.right() + 11.0 - half);
        pen.text(&tick.text, [x, frame.bottom() + 15.0], Anchor::Middle, TICK_SIZE, theme.soft);
    }
    let room = frame.x - 10.0;
    let shifted = ys.iter().any(|tick| text::width(&tick.text, TICK_SIZE) > room).then(|| shifted(view, &ys));
    if let Some((title, _)) = &shifted {
        pen.text(title, [2.0, frame.y - 13.0], Anchor::Start, TICK_SIZE, theme.soft);
    }
    for (i, tick) in ys.iter().enumerate() {
        let [_, y] = view.to_pixel([0.0, tick.value]);
        let sharp = y.floor() + 0.5;
        let text = shifted.as_ref().map_or(&tick.text, |(_, texts)| &texts[i]);
        pen.line(&[[frame.x - 5.0, sharp], [frame.x - 1.0, sharp]], 1.0, theme.soft);
        pen.text(text, [frame.x - 8.0, y], Anchor::End, TICK_SIZE, theme.soft);
    }
}

/// Deep in a zoom the texts of y are too long for the margin: they say how far the marks are from a middle one in units of
/// a power of ten, and the title says which.
fn shifted(view: &View, ys: &[Tick]) -> (String, Vec<String>) {
    let Some(base) = ys.get(ys.len() / 2) else { return (String::new(), Vec::new()) };
    let [_, _, y0, y1] = view.area();
    let power = descent_optim::math::log10(y1 - y0).floor() as i32;
    let scale = crate::ticks::ten(power);
    let texts = ys.iter().map(|tick| words::number((tick.value - base.value) / scale, 3)).collect();
    let sign = if base.value < 0.0 { "+" } else { "−" };
    let size = base.text.trim_start_matches('−');
    (format!("(y {sign} {size}) / 10{}", words::superscript(power)), texts)
}

/// Says above the right end of the plot which shade is high, and what the arrows are.
pub(super) fn draw_legend(pen: &mut Pen<'_>, scene: &PlotScene<'_>) {
    let PlotScene { view, ground, theme, .. } = *scene;
    let frame = view.frame();
    let y = frame.y - 13.0;
    let size = 11.0;
    let mut right = frame.right();
    if scene.see.has(Layer::Heat) {
        let (high, ramp) = (text::width("high", size) + 1.0, 72.0);
        let end = right - high - 6.0;
        pen.text("high", [end + 6.0, y], Anchor::Start, size, theme.soft);
        let shades = theme.shades(ground.levels.len().clamp(4, 12));
        let each = ramp / shades.len() as f64;
        for (i, shade) in shades.iter().enumerate() {
            let x = end - ramp + i as f64 * each;
            pen.rect(Rect::new(x, y - 4.0, end - x, 8.0), *shade);
        }
        let edge = Rect::new(end - ramp, y - 4.0, ramp, 8.0).grown(0.5);
        let corners =
            [[edge.x, edge.y], [edge.right(), edge.y], [edge.right(), edge.bottom()], [edge.x, edge.bottom()]];
        pen.ring(&corners, 1.0, theme.rule);
        pen.text("low", [end - ramp - 6.0, y], Anchor::End, size, theme.soft);
        right = end - ramp - 6.0 - text::width("low", size) - 16.0;
    }
    if !scene.gradients.is_empty() {
        pen.text("∇f", [right, y], Anchor::End, size, theme.soft);
        let at = [right - text::width("∇f", size) - 14.0, y];
        gradients::draw(pen, &Arrow { at, along: [18.0, 0.0] }, theme.soft);
    }
}
