//! Charts of something over the steps of several runs: the value above the best minimum first of all.

use crate::axes::Axes;
use crate::color::Color;
use crate::paths::{clip, length, to_segment};
use crate::pen::{Anchor, Drawn, Pen, Surface, draw};
use crate::plot::Emphasis;
use crate::text;
use crate::theme::Theme;
use crate::thin::thinned;
use crate::ticks::{Tick, log_ticks, ticks};
use crate::view::{Point, Rect};
use descent_optim::sort::sorted;
use plotters_backend::DrawingBackend;

pub use crate::axes::{FLOOR, Height};
pub use crate::series::Series;

/// What the frame of a chart is made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// The width of the picture, in pixels.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Whether there is room for titles.
    pub titled: bool,
}

/// A chart in a picture of its own.
#[derive(Clone, Debug)]
pub struct Chart<'a> {
    /// The curves, in the order of the list on the page.
    pub series: &'a [Series<'a>],
    /// Which numbers stand where.
    pub axes: Axes,
    /// The colours.
    pub theme: &'a Theme,
    /// Whether there is nothing between two whole numbers on the x-axis.
    pub whole: bool,
    /// Stands below the right end of the axis: "steps".
    pub x_title: &'a str,
    /// Stands above the left end of the axis.
    pub y_title: &'a str,
}

/// The curve and the iterate under a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The index of the curve.
    pub series: usize,
    /// The iterate.
    pub step: usize,
}

const TICK_SIZE: f64 = 11.0;

/// The least room for the texts at the left, so that charts with short ones stand in line.
pub const LEFT: f64 = 46.0;

/// A curve so many times longer than the chart is wide is not seen as a line.
const BAND: f64 = 8.0;

/// How long the arrow is where a curve leaves through the top.
const ARROW: f64 = 9.0;

impl Sheet {
    /// The rectangle of the curves, with so much room at the left.
    pub fn frame(&self, left: f64) -> Rect {
        let (right, top, bottom) = if self.titled { (16.0, 28.0, 36.0) } else { (16.0, 12.0, 22.0) };
        Rect::new(left, top, (self.width - left - right).max(1.0), (self.height - top - bottom).max(1.0))
    }
}

/// The room that the texts at the left of axes need.
pub fn left(axes: &Axes) -> f64 {
    let widest = marks(axes).iter().map(|t| text::width(&t.text, TICK_SIZE)).fold(0.0, f64::max);
    (widest + 12.0).max(LEFT).ceil()
}

/// The marks at the left.
fn marks(axes: &Axes) -> Vec<Tick> {
    let [low, high] = axes.y;
    let rows = (axes.frame.height / 30.0).max(2.0) as usize;
    match axes.height {
        Height::Log => log_ticks(low, high, rows),
        Height::Linear => ticks(low, high, rows.min(5)),
    }
}

impl<'a> Chart<'a> {
    /// A chart of `series` on axes of its own, without titles.
    pub fn new(series: &'a [Series<'a>], height: Height, theme: &'a Theme, sheet: Sheet) -> Chart<'a> {
        let mut axes = Axes::new(series, height, None, sheet.frame(LEFT));
        axes.frame = sheet.frame(left(&axes));
        Chart { series, axes, theme, whole: true, x_title: "", y_title: "" }
    }

    /// The curve nearest to a pixel and its iterate there; `None` further away than `reach` from every curve.
    pub fn nearest(&self, pixel: Point, reach: f64) -> Option<Hit> {
        let axes = &self.axes;
        let mut best: Option<(f64, Hit)> = None;
        for (series, s) in self.series.iter().enumerate() {
            let seen = axes.visible(s);
            let near = |x: &f64, by: f64| axes.x_pixel(*x) < pixel[0] + by;
            let from = s.xs[seen.clone()].partition_point(|x| near(x, -reach)).saturating_sub(1) + seen.start;
            let last = end(s, axes).unwrap_or(0);
            let mut before: Option<Point> = None;
            for step in from..seen.end.min(last + 1) {
                let here = self.point(s, step);
                let line = before.or(here).zip(here).and_then(|(a, b)| clip(a, b, &axes.frame));
                if let Some((a, b)) = line {
                    let (d, t) = to_segment(pixel, a, b);
                    if d <= reach && best.is_none_or(|(least, _)| d < least) {
                        let back = usize::from(before.is_some() && t < 0.5);
                        best = Some((d, Hit { series, step: step - back }));
                    }
                }
                if !near(&s.xs[step], reach) {
                    break;
                }
                before = here;
            }
        }
        best.map(|(_, hit)| hit)
    }

    /// Draws axes and curves, but not the cursor.
    pub fn draw<B: DrawingBackend>(&self, backend: &mut B, surface: Surface) -> Drawn<B> {
        draw(backend, surface, |pen| self.still(pen))
    }

    /// Draws the cursor at iterate `k`: a line where all curves that stand out have the same x there, and a dot on each of them.
    pub fn draw_cursor<B: DrawingBackend>(&self, backend: &mut B, surface: Surface, k: usize) -> Drawn<B> {
        draw(backend, surface, |pen| self.mark(pen, k))
    }

    fn still(&self, pen: &mut Pen<'_>) {
        self.draw_axes(pen);
        let rank =
            |s: &Series<'_>| (s.emphasis == Emphasis::Strong, s.emphasis == Emphasis::Usual, !s.style.dash.is_empty());
        let order: Vec<&Series<'_>> = sorted(self.series.iter().collect(), |a, b| rank(a).cmp(&rank(b)));
        let ends: Vec<End> = order.iter().map(|s| self.draw_curve(pen, s)).collect();
        let mut above: Option<Point> = None;
        // Where curves end side by side, one name stands for those of its kind.
        let mut names: Vec<Rect> = Vec::new();
        for (s, end) in order.into_iter().zip(ends) {
            match end {
                End::At(at) => {
                    pen.marker(s.style.marker, s.style.hollow, at, 3.8, faded(s), self.theme.page);
                    let beside = [at[0] + 7.0, at[1] + if s.part == 0 { -5.0 } else { 6.0 }];
                    let (w, h) = (text::width(s.name, TICK_SIZE), text::height(TICK_SIZE) - 3.0);
                    let room = Rect::new(beside[0], beside[1] - h / 2.0, w, h);
                    if !s.name.is_empty() && !names.iter().any(|other| other.touches(&room)) {
                        names.push(room);
                        pen.label(s.name, beside, Anchor::Start, TICK_SIZE, faded(s), self.theme.page);
                    }
                }
                End::Above(tip) => {
                    pen.arrow(tip, [0.0, -1.0], ARROW, faded(s), self.theme.page);
                    if above.is_none_or(|other| other[0] < tip[0]) {
                        above = Some(tip);
                    }
                }
                End::Nowhere => {}
            }
        }
        if let Some([x, y]) = above {
            let words = "off the chart";
            let fits = x + 8.0 + text::width(words, TICK_SIZE) < self.axes.frame.right() + 14.0;
            let (x, anchor) = if fits { (x + 8.0, Anchor::Start) } else { (x - 8.0, Anchor::End) };
            pen.label(words, [x, y + 5.0], anchor, TICK_SIZE, self.theme.soft, self.theme.page);
        }
    }

    fn mark(&self, pen: &mut Pen<'_>, k: usize) {
        let f = self.axes.frame;
        let mut xs = self.series.iter().filter(|s| s.emphasis != Emphasis::Faded).filter_map(|s| s.xs.get(k));
        if let Some(first) = xs.next().filter(|first| xs.all(|x| x == *first)) {
            let x = self.axes.x_pixel(*first).floor() + 0.5;
            if (f.x - 1.0..=f.right() + 1.0).contains(&x) {
                pen.line(&[[x, f.y], [x, f.bottom()]], 1.0, self.theme.cursor);
            }
        }
        for s in self.series.iter().filter(|s| s.emphasis != Emphasis::Faded) {
            let last = end(s, &self.axes).unwrap_or(0);
            if let Some(at) = self.point(s, k).filter(|at| k < last && f.contains(*at)) {
                pen.disc(at, 4.0, self.theme.page);
                pen.disc(at, 3.0, s.style.color);
            }
        }
    }

    fn draw_axes(&self, pen: &mut Pen<'_>) {
        let (axes, f, theme) = (&self.axes, self.axes.frame, self.theme);
        for tick in marks(axes) {
            let y = axes.to_pixel(0.0, tick.value)[1];
            let sharp = y.floor() + 0.5;
            pen.line(&[[f.x, sharp], [f.right(), sharp]], 1.0, theme.rule);
            pen.text(&tick.text, [f.x - 7.0, y], Anchor::End, TICK_SIZE, theme.soft);
        }
        let columns = (f.width / 60.0).max(2.0) as usize;
        for tick in ticks(axes.x[0], axes.x[1], columns) {
            if self.whole && tick.value.fract() != 0.0 {
                continue;
            }
            let x = axes.x_pixel(tick.value);
            let sharp = x.floor() + 0.5;
            pen.line(&[[sharp, f.bottom() + 1.0], [sharp, f.bottom() + 5.0]], 1.0, theme.soft);
            let half = text::width(&tick.text, TICK_SIZE) / 2.0;
            let x = x.min(f.right() + 14.0 - half);
            pen.text(&tick.text, [x, f.bottom() + 13.0], Anchor::Middle, TICK_SIZE, theme.soft);
        }
        let y = f.bottom().floor() + 0.5;
        pen.line(&[[f.x, y], [f.right(), y]], 1.0, theme.soft);
        pen.text(self.x_title, [f.right(), f.bottom() + 28.0], Anchor::End, TICK_SIZE, theme.soft);
        pen.text(self.y_title, [2.0, f.y - 16.0], Anchor::Start, TICK_SIZE, theme.soft);
    }

    /// Where an entry of a curve stands; nowhere if it is not finite.
    fn point(&self, s: &Series<'_>, k: usize) -> Option<Point> {
        let (x, y) = (*s.xs.get(k)?, *s.ys.get(k)?);
        (x.is_finite() && y.is_finite()).then(|| self.axes.to_pixel(x, y))
    }

    /// Draws a curve and says where it ends.
    fn draw_curve(&self, pen: &mut Pen<'_>, s: &Series<'_>) -> End {
        let (axes, frame) = (&self.axes, &self.axes.frame);
        let Some(last) = end(s, axes) else { return End::Nowhere };
        let seen = axes.visible(s);
        let seen = seen.start..seen.end.min(last + 1);
        let mut piece: Vec<Point> = Vec::new();
        let mut way = 0.0;
        let mut before: Option<Point> = None;
        let mut top: Option<Point> = None;
        for k in thinned(s.ys, seen.clone(), &|k| axes.x_pixel(s.xs[k]).floor()) {
            let here = self.point(s, k);
            let line = before.or(here).zip(here).and_then(|(a, b)| clip(a, b, frame));
            if let Some((p, q)) = line {
                if piece.last() != Some(&p) {
                    self.stroke(pen, s, &mut piece, &mut way);
                    piece.push(p);
                }
                if p != q {
                    piece.push(q);
                }
                if q[1] <= frame.y && here.is_some_and(|here| here[1] < frame.y) {
                    top = Some(q);
                }
            } else {
                self.stroke(pen, s, &mut piece, &mut way);
            }
            before = here;
        }
        self.stroke(pen, s, &mut piece, &mut way);
        match before {
            Some(at) if at[1] < frame.y && at[0] >= frame.x => {
                let x = top.map_or(at[0], |top| top[0]).clamp(frame.x, frame.right());
                End::Above([x, frame.y - 1.0])
            }
            Some(at) if seen.end == last + 1 && frame.grown(0.01).contains(at) => End::At(at),
            _ => End::Nowhere,
        }
    }

    fn stroke(&self, pen: &mut Pen<'_>, s: &Series<'_>, piece: &mut Vec<Point>, way: &mut f64) {
        let points = std::mem::take(piece);
        if points.len() < 2 {
            return;
        }
        let usual = if s.part > 0 { 1.0 } else { 1.6 };
        let width = if s.emphasis == Emphasis::Strong { usual + 0.8 } else { usual };
        let long = length(&points);
        // What goes up and down in every pixel is a band: it shows no dashes, and must not hide the others.
        if long > BAND * self.axes.frame.width {
            let color = faded(s);
            pen.line(&points, width, color.fade(0.4 * color.alpha));
        } else {
            pen.dashed(&points, s.style.dash, *way, width, faded(s));
        }
        *way += long;
    }
}

fn faded(s: &Series<'_>) -> Color {
    if s.emphasis == Emphasis::Faded { s.style.color.fade(0.22) } else { s.style.color }
}

/// How a curve ends in the picture.
enum End {
    /// With its marker.
    At(Point),
    /// Through the top.
    Above(Point),
    /// Beyond the sides, or it has no entry.
    Nowhere,
}

/// The last entry worth drawing: the last one of all, but of progress the first of a tail that stands still or lies on the floor,
/// where the run has come to rest.
fn end(s: &Series<'_>, axes: &Axes) -> Option<usize> {
    let last = s.xs.len().min(s.ys.len()).checked_sub(1)?;
    let lowest = if axes.height == Height::Log { FLOOR } else { f64::NEG_INFINITY };
    let rest = s.ys[last].max(lowest);
    let still = |y: f64| (y.max(lowest) - rest).abs() <= 1e-9 * rest.abs();
    let first = (0..=last).rev().take_while(|k| s.progress && still(s.ys[*k])).last().unwrap_or(last);
    // Two equal values may be chance.
    Some(if last - first >= 3 { first } else { last })
}
