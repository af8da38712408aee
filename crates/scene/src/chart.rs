//! Charts of something over the steps of several runs: the value above the best minimum first of all.

use crate::color::Color;
use crate::pen::{Anchor, Drawn, Pen, Surface, draw};
use crate::plot::Emphasis;
use crate::text;
use crate::theme::{Style, Theme};
use crate::ticks::{Tick, log_ticks, ticks};
use crate::view::{Point, Rect};
use descent_optim::math;
use descent_optim::sort::sorted;
use plotters_backend::DrawingBackend;

/// One curve: entry k of both arrays belongs to iterate k.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Steps or evaluations, never falling.
    pub xs: &'a [f64],
    /// What is shown. Entries that are not finite interrupt the curve.
    pub ys: &'a [f64],
    /// Colour, dash and marker.
    pub style: Style,
    /// How much it is brought forward.
    pub emphasis: Emphasis,
}

/// How the height of a chart counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Height {
    /// Equal heights are equal differences.
    Linear,
    /// Equal heights are equal ratios; what is not above the floor lies on it.
    Log,
}

/// On a logarithmic chart of distances from a minimum, nothing below this means anything.
pub const FLOOR: f64 = 1e-16;

/// Values within this ratio of each other need no whole powers of ten around them.
const NARROW: f64 = 30.0;

/// How far above the highest start a chart reaches, as a ratio: what flies off further leaves through the top.
const HEADROOM: f64 = 1e3;

/// The same on a linear chart, counted from the lowest value.
const LINEAR_HEADROOM: f64 = 4.0;

/// Values above the best known minimum, as the value chart shows them: what is below it, or above it by no more than the
/// last digits of the two numbers can tell, is on it.
pub fn above(values: &[f64], best: f64) -> Vec<f64> {
    let noise = 8.0 * f64::EPSILON * best.abs();
    let above = |f: &f64| match f - best {
        d if d.is_nan() => f64::NAN,
        d if d <= noise => 0.0,
        d => d,
    };
    values.iter().map(above).collect()
}

/// A chart in a picture of its own.
#[derive(Clone, Debug)]
pub struct Chart<'a> {
    /// The curves, in the order of the list on the page.
    pub series: &'a [Series<'a>],
    /// The colours.
    pub theme: &'a Theme,
    /// The iterate of the cursor.
    pub cursor: Option<usize>,
    /// Stands below the right end of the axis: "steps".
    pub x_title: &'a str,
    /// Stands above the left end of the axis; may be empty.
    pub y_title: &'a str,
    frame: Rect,
    height: Height,
    x: [f64; 2],
    y: [f64; 2],
    /// The logarithms of `y`.
    powers: [f64; 2],
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

/// A curve so many times longer than the chart is wide is not seen as a line.
const BAND: f64 = 12.0;

impl<'a> Chart<'a> {
    /// A chart of `width` by `height` pixels around `series`.
    pub fn new(series: &'a [Series<'a>], scale: Height, theme: &'a Theme, width: f64, height: f64) -> Chart<'a> {
        let (right, top, bottom) = (14.0, 26.0, 36.0);
        let frame = |left: f64| Rect::new(left, top, (width - left - right).max(1.0), (height - top - bottom).max(1.0));
        let x = series.iter().flat_map(|s| s.xs).copied().filter(|x| x.is_finite()).fold(1.0, f64::max);
        let mut scale = scale;
        let y = if scale == Height::Log { log_range(series) } else { None };
        let y = y.unwrap_or_else(|| {
            scale = Height::Linear;
            linear_range(series)
        });
        let mut chart = Chart {
            series,
            theme,
            cursor: None,
            x_title: "",
            y_title: "",
            frame: frame(0.0),
            height: scale,
            x: [0.0, x],
            y,
            powers: y.map(math::ln),
        };
        // Room for the longest text, but the same for all charts whose texts are short, so that they stand in line.
        let widest = chart.marks().iter().map(|t| text::width(&t.text, TICK_SIZE)).fold(0.0, f64::max);
        chart.frame = frame((widest + 12.0).max(46.0).ceil());
        chart
    }

    /// The marks at the left.
    fn marks(&self) -> Vec<Tick> {
        let rows = (self.frame.height / 30.0).max(2.0) as usize;
        match self.height {
            Height::Log => log_ticks(self.y[0], self.y[1], rows),
            Height::Linear => ticks(self.y[0], self.y[1], rows.min(5)),
        }
    }

    /// The rectangle of the curves.
    pub fn frame(&self) -> Rect {
        self.frame
    }

    /// The least and the greatest height shown.
    pub fn range(&self) -> [f64; 2] {
        self.y
    }

    /// The pixel of a point of a curve; heights outside the range give pixels outside the frame.
    pub fn to_pixel(&self, x: f64, y: f64) -> Point {
        let [low, high] = self.y;
        let t = match self.height {
            Height::Linear => (y - low) / (high - low),
            Height::Log => {
                let [bottom, top] = self.powers;
                (math::ln(y.max(low)) - bottom) / (top - bottom)
            }
        };
        let x = self.frame.x + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.frame.width;
        [x, self.frame.bottom() - t.clamp(-10.0, 10.0) * self.frame.height]
    }

    /// The x (steps or evaluations) at a pixel, inside the chart's range.
    pub fn x_at(&self, pixel: f64) -> f64 {
        let t = ((pixel - self.frame.x) / self.frame.width).clamp(0.0, 1.0);
        self.x[0] + t * (self.x[1] - self.x[0])
    }

    /// The curve nearest to a pixel and its iterate there; `None` further away than `reach` from every curve.
    pub fn nearest(&self, pixel: Point, reach: f64) -> Option<Hit> {
        let mut best: Option<(f64, Hit)> = None;
        for (series, s) in self.series.iter().enumerate() {
            let last = end(s, self.height, self.y[0]).map_or(0, |end| end.index);
            for (step, (x, y)) in s.xs.iter().zip(s.ys).enumerate().take(last + 1) {
                let p = self.to_pixel(*x, *y);
                let d = (p[0] - pixel[0]) * (p[0] - pixel[0]) + (p[1] - pixel[1]) * (p[1] - pixel[1]);
                if d <= reach * reach && best.is_none_or(|(b, _)| d < b) {
                    best = Some((d, Hit { series, step }));
                }
            }
        }
        best.map(|(_, hit)| hit)
    }

    /// Draws everything.
    pub fn draw<B: DrawingBackend>(&self, backend: &mut B, surface: Surface) -> Drawn<B> {
        self.draw_static(backend, surface)?;
        self.draw_cursor(backend, surface)
    }

    /// Draws axes and curves, but not the cursor.
    pub fn draw_static<B: DrawingBackend>(&self, backend: &mut B, surface: Surface) -> Drawn<B> {
        draw(backend, surface, |pen| self.still(pen))
    }

    /// Draws the cursor: a line where all curves have the same x there, and a dot on each curve.
    pub fn draw_cursor<B: DrawingBackend>(&self, backend: &mut B, surface: Surface) -> Drawn<B> {
        draw(backend, surface, |pen| self.mark(pen))
    }

    fn still(&self, pen: &mut Pen<'_>) {
        self.draw_axes(pen);
        let rank =
            |s: &Series<'_>| (s.emphasis == Emphasis::Strong, s.emphasis == Emphasis::Usual, !s.style.dash.is_empty());
        let order: Vec<&Series<'_>> = sorted(self.series.iter().collect(), |a, b| rank(a).cmp(&rank(b)));
        let ends: Vec<Option<Point>> = order.iter().map(|s| self.draw_curve(pen, s)).collect();
        for (s, end) in order.into_iter().zip(ends) {
            if let Some(at) = end {
                let color = faded(s);
                pen.marker(s.style.marker, s.style.hollow, at, 3.8, color, self.theme.page);
            }
        }
    }

    fn mark(&self, pen: &mut Pen<'_>) {
        let Some(k) = self.cursor else { return };
        let mut xs = self.series.iter().filter_map(|s| s.xs.get(k));
        if let Some(first) = xs.next().filter(|first| xs.all(|x| x == *first)) {
            let x = self.to_pixel(*first, 1.0)[0].floor() + 0.5;
            pen.line(&[[x, self.frame.y], [x, self.frame.bottom()]], 1.0, self.theme.cursor);
        }
        for s in self.series.iter().filter(|s| s.emphasis != Emphasis::Faded) {
            let last = end(s, self.height, self.y[0]).map_or(0, |end| end.index);
            let (Some(x), Some(y)) = (s.xs.get(k), s.ys.get(k)) else { continue };
            let at = self.to_pixel(*x, *y);
            if k < last && self.frame.contains(at) {
                pen.disc(at, 4.0, self.theme.page);
                pen.disc(at, 3.0, s.style.color);
            }
        }
    }

    fn draw_axes(&self, pen: &mut Pen<'_>) {
        let (f, theme) = (self.frame, self.theme);
        for tick in self.marks() {
            let y = self.to_pixel(0.0, tick.value)[1];
            let sharp = y.floor() + 0.5;
            pen.line(&[[f.x, sharp], [f.right(), sharp]], 1.0, theme.rule);
            pen.text(&tick.text, [f.x - 7.0, y], Anchor::End, TICK_SIZE, theme.soft);
        }
        // Steps are whole numbers.
        let columns = (f.width / 60.0).max(2.0) as usize;
        for tick in ticks(self.x[0], self.x[1], columns).into_iter().filter(|t| t.value.fract() == 0.0) {
            let x = self.to_pixel(tick.value, 1.0)[0];
            let sharp = x.floor() + 0.5;
            pen.line(&[[sharp, f.bottom() + 1.0], [sharp, f.bottom() + 5.0]], 1.0, theme.soft);
            let half = text::width(&tick.text, TICK_SIZE) / 2.0;
            let x = x.min(f.right() + 13.0 - half);
            pen.text(&tick.text, [x, f.bottom() + 13.0], Anchor::Middle, TICK_SIZE, theme.soft);
        }
        let y = f.bottom().floor() + 0.5;
        pen.line(&[[f.x, y], [f.right(), y]], 1.0, theme.soft);
        pen.text(self.x_title, [f.right(), f.bottom() + 28.0], Anchor::End, TICK_SIZE, theme.soft);
        pen.text(self.y_title, [2.0, f.y - 15.0], Anchor::Start, TICK_SIZE, theme.soft);
    }

    /// Draws a curve and says where its marker stands.
    fn draw_curve(&self, pen: &mut Pen<'_>, s: &Series<'_>) -> Option<Point> {
        let end = end(s, self.height, self.y[0])?;
        let mut piece: Vec<Point> = Vec::new();
        let mut length = 0.0;
        let mut before: Option<Point> = None;
        let mut above: Option<Point> = None;
        for k in 0..=end.index {
            let here = (s.xs[k].is_finite() && s.ys[k].is_finite()).then(|| self.to_pixel(s.xs[k], s.ys[k]));
            let Some(here) = here else {
                self.stroke(pen, s, &mut piece, &mut length);
                before = None;
                continue;
            };
            match before.and_then(|b| crate::paths::clip(b, here, &self.frame)) {
                Some((p, q)) => {
                    if piece.last() != Some(&p) {
                        self.stroke(pen, s, &mut piece, &mut length);
                        piece.push(p);
                    }
                    // Curves with thousands of steps have many in one pixel: those are kept that turn.
                    let near = |a: &Point| (a[0] - q[0]).abs() < 0.4 && (a[1] - q[1]).abs() < 0.4;
                    if k == end.index || piece.len() < 2 || !piece.last().is_some_and(near) {
                        piece.push(q);
                    }
                    if q[1] <= self.frame.y && here[1] < self.frame.y {
                        above = Some(q);
                    }
                }
                None => {
                    self.stroke(pen, s, &mut piece, &mut length);
                }
            }
            before = Some(here);
        }
        self.stroke(pen, s, &mut piece, &mut length);
        let last = before?;
        if last[1] < self.frame.y {
            // It flew off: an arrow where it did.
            let tip = above.unwrap_or([last[0], self.frame.y]);
            pen.arrow([tip[0], tip[1] - 1.0], [0.0, -1.0], 9.0, faded(s), self.theme.page);
            return None;
        }
        end.marked.then_some(last)
    }

    fn stroke(&self, pen: &mut Pen<'_>, s: &Series<'_>, piece: &mut Vec<Point>, length: &mut f64) {
        let points = std::mem::take(piece);
        if points.len() > 1 {
            let width = if s.emphasis == Emphasis::Strong { 2.4 } else { 1.6 };
            let way = crate::paths::length(&points);
            // What goes up and down in every pixel is a band: it shows no dashes, and must not hide the others.
            if way > BAND * self.frame.width {
                let color = faded(s);
                pen.line(&points, width, color.fade(0.4 * color.alpha));
            } else {
                pen.dashed(&points, s.style.dash, *length, width, faded(s));
            }
            *length += way;
        }
    }
}

fn faded(s: &Series<'_>) -> Color {
    if s.emphasis == Emphasis::Faded { s.style.color.fade(0.22) } else { s.style.color }
}

/// Where a curve ends, and whether because there is nothing more to come.
#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    index: usize,
    marked: bool,
}

/// The last entry worth drawing: the first of a tail that stands still or lies on the floor, where the run has
/// converged, or the last one of all.
fn end(s: &Series<'_>, height: Height, floor: f64) -> Option<End> {
    let n = s.xs.len().min(s.ys.len());
    let last = n.checked_sub(1)?;
    let lowest = if height == Height::Log { floor } else { f64::NEG_INFINITY };
    let rest = s.ys[last].max(lowest);
    let still = |y: f64| (y.max(lowest) - rest).abs() <= 1e-9 * rest.abs();
    let first = (0..=last).rev().take_while(|k| still(s.ys[*k])).last().unwrap_or(last);
    // Two equal values may be chance.
    let index = if last - first >= 3 { first } else { last };
    Some(End { index, marked: true })
}

/// Whole powers of ten around what is shown; `None` where nothing is above zero.
fn log_range(series: &[Series<'_>]) -> Option<[f64; 2]> {
    let positive = |y: &f64| *y > 0.0 && y.is_finite();
    let all = || series.iter().flat_map(|s| s.ys).copied().filter(|y| positive(y));
    let most = all().fold(f64::NAN, f64::max);
    let least = all().fold(f64::NAN, f64::min);
    // Numbers at the very end of the range have no power of ten below them.
    if most.is_nan() || most < 1e-300 {
        return None;
    }
    let start = series.iter().filter_map(|s| s.ys.first()).copied().filter(|y| positive(y)).fold(0.0, f64::max);
    let most = if start > 0.0 { most.min(start * HEADROOM) } else { most };
    // A curve that touches zero reaches the floor, if it comes near it at all.
    let reaches = series.iter().flat_map(|s| s.ys).any(|y| *y <= FLOOR);
    let low = math::log10(least.max(FLOOR).min(most)).floor();
    let low = if reaches && low < -9.0 { math::log10(FLOOR).round() } else { low };
    let high = math::log10(most).ceil();
    if !reaches && most < NARROW * least.max(FLOOR) {
        let [low, high] = around(least.max(FLOOR), most);
        return Some([low, high]);
    }
    let high = if high <= low { low + 1.0 } else { high };
    Some([crate::ticks::ten(low as i32), crate::ticks::ten(high as i32)])
}

/// The nearest of …, 1, 2, 5, 10, … below and above two values of which the first is the smaller.
fn around(least: f64, most: f64) -> [f64; 2] {
    let rungs = |value: f64| {
        let unit = crate::ticks::ten(math::log10(value).floor() as i32);
        [0.5, 1.0, 2.0, 5.0, 10.0, 20.0].map(|digit| digit * unit)
    };
    let low = rungs(least).into_iter().rev().find(|rung| *rung < least).unwrap_or(least / 2.0);
    let high = rungs(most).into_iter().find(|rung| *rung > most).unwrap_or(most * 2.0);
    [low, high]
}

fn linear_range(series: &[Series<'_>]) -> [f64; 2] {
    let all = || series.iter().flat_map(|s| s.ys).copied().filter(|y| y.is_finite() && y.abs() < 1e150);
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
    // What flies off must not press everything else flat.
    let start = series.iter().filter_map(|s| s.ys.first()).copied().filter(|y| y.is_finite()).fold(low, f64::max);
    let high = if start > low { high.min(low + LINEAR_HEADROOM * (start - low)) } else { high };
    let room = if high > low { 0.04 * (high - low) } else { high.abs().max(1.0) / 2.0 };
    [low - room, high + room]
}
