//! The estimator in view: a cloud of gradients of batches around the gradient of the whole, its variance against the batch size, and how the error of
//! the mean of more and more batches shrinks.

use crate::chart::LEFT;
use crate::color::Color;
use crate::pen::{Anchor, Drawn, Pen, Surface, draw};
use crate::theme::Theme;
use crate::ticks::{log_ticks, ticks};
use crate::view::{Point, Rect, Scale, View};
use crate::words;
use descent_optim::math;
use descent_optim::scatter::Scatter;
use plotters_backend::DrawingBackend;

/// What is shown.
#[derive(Clone, Copy, Debug)]
pub struct ScatterScene<'a> {
    /// The cloud.
    pub scatter: &'a Scatter,
    /// Batch sizes with the variance by the formula and, where it was measured, as it was.
    pub sizes: &'a [(u32, f64, Option<f64>)],
    /// The size of the cloud's batches.
    pub size: u32,
    /// The size of the picture, in pixels.
    pub extent: [f64; 2],
    /// The colour of the run.
    pub color: Color,
    /// The colours.
    pub theme: &'a Theme,
}

const TICK_SIZE: f64 = 11.0;
/// The share of the height that the cloud takes, and that of each picture below.
const CLOUD: f64 = 0.46;
const BELOW: f64 = 0.27;
/// The ellipse is drawn at so many standard deviations.
const DEVIATIONS: f64 = 2.0;

impl ScatterScene<'_> {
    /// Draws all three pictures.
    pub fn draw<B: DrawingBackend>(&self, backend: &mut B, surface: Surface) -> Drawn<B> {
        draw(backend, surface, |pen| {
            let [width, height] = self.extent;
            let (upper, each) = ((height * CLOUD).floor(), (height * BELOW).floor());
            let below = |top: f64| Rect::new(LEFT, top + 18.0, width - LEFT - 12.0, each - 18.0 - 24.0);
            self.cloud(pen, Rect::new(LEFT, 8.0, width - LEFT - 12.0, upper - 8.0 - 30.0));
            self.shrinking(pen, below(upper));
            self.settling(pen, below(upper + each));
        })
    }

    /// The points of the ellipse at so many standard deviations around the mean, of which the covariance says the shape.
    pub fn ellipse(&self) -> Vec<Point> {
        let ([xx, xy, yy], [mx, my]) = (self.scatter.covariance, self.scatter.mean);
        // Cholesky's factor turns a circle into it.
        let a = xx.max(0.0).sqrt();
        let b = if a > 0.0 { xy / a } else { 0.0 };
        let c = (yy - b * b).max(0.0).sqrt();
        let corner = |i: usize| {
            let (sin, cos) = math::sincos(std::f64::consts::TAU * i as f64 / 72.0);
            [mx + DEVIATIONS * a * cos, my + DEVIATIONS * (b * cos + c * sin)]
        };
        (0..72).map(corner).collect()
    }

    fn cloud(&self, pen: &mut Pen<'_>, frame: Rect) {
        let (theme, scatter) = (self.theme, self.scatter);
        let ellipse = self.ellipse();
        let all = || ellipse.iter().chain([&[0.0; 2], &scatter.full]);
        let range = |i: usize| {
            let low = all().map(|p| p[i]).fold(f64::INFINITY, f64::min);
            let high = all().map(|p| p[i]).fold(f64::NEG_INFINITY, f64::max);
            let room = 0.15 * (high - low).max(1e-12);
            [low - room, high + room]
        };
        let ([x0, x1], [y0, y1]) = (range(0), range(1));
        let view = View::new([x0, x1, y0, y1], frame, Scale::Equal);
        let [x0, x1, y0, y1] = view.area();
        for tick in ticks(y0, y1, (frame.height / 34.0).max(2.0) as usize) {
            let y = view.to_pixel([x0, tick.value])[1].floor() + 0.5;
            pen.line(&[[frame.x, y], [frame.right(), y]], 1.0, theme.rule);
            pen.text(&tick.text, [frame.x - 7.0, y], Anchor::End, TICK_SIZE, theme.soft);
        }
        for tick in ticks(x0, x1, (frame.width / 60.0).max(2.0) as usize) {
            let x = view.to_pixel([tick.value, y0])[0].floor() + 0.5;
            pen.line(&[[x, frame.y], [x, frame.bottom()]], 1.0, theme.rule);
            pen.text(&tick.text, [x, frame.bottom() + 12.0], Anchor::Middle, TICK_SIZE, theme.soft);
        }
        pen.text("∂f/∂x", [frame.right(), frame.bottom() + 26.0], Anchor::End, TICK_SIZE, theme.soft);
        let origin = view.to_pixel([0.0; 2]);
        let corner = [frame.x + 5.0, frame.y + 8.0];
        for g in &scatter.gradients {
            let at = view.to_pixel(*g);
            if frame.contains(at) {
                pen.disc(at, 1.8, self.color.fade(0.45));
            }
        }
        let outline: Vec<Point> = ellipse.iter().map(|p| view.to_pixel(*p)).collect();
        pen.ring(&outline, 1.8, theme.ink);
        // The whole gradient as an arrow from 0, the mean of the batches as a ring on its tip.
        let tip = view.to_pixel(scatter.full);
        pen.line(&[origin, tip], 2.0, theme.ink);
        pen.disc(origin, 2.5, theme.ink);
        pen.disc(tip, 4.0, theme.ink);
        pen.circle(view.to_pixel(scatter.mean), 6.5, 4.0, theme.page);
        pen.circle(view.to_pixel(scatter.mean), 6.5, 2.0, self.color);
        pen.label("∂f/∂y", corner, Anchor::Start, TICK_SIZE, theme.soft, theme.page);
    }

    fn shrinking(&self, pen: &mut Pen<'_>, frame: Rect) {
        let heights: Vec<f64> = self.sizes.iter().flat_map(|(_, says, is)| [Some(*says), *is]).flatten().collect();
        let Some((last, ..)) = self.sizes.last() else { return };
        let Some(axes) = Logs::new(frame, f64::from(*last), &heights) else { return };
        axes.draw(pen, self.theme);
        let first = self.sizes[0].1;
        axes.dashed(pen, self.theme, |m| first / m);
        let line: Vec<Point> =
            self.sizes.iter().filter(|(_, v, _)| is_seen(v)).map(|(m, v, _)| axes.pixel(f64::from(*m), *v)).collect();
        pen.line(&line, 1.6, self.theme.ink);
        for (m, _, is) in self.sizes {
            if let Some(is) = is.filter(is_seen) {
                let own = *m == self.size;
                pen.disc(axes.pixel(f64::from(*m), is), if own { 4.6 } else { 3.0 }, self.color);
            }
        }
        axes.title(
            pen,
            self.theme,
            &format!("variance by batch size; large: {}", words::number(f64::from(self.size), 6)),
        );
    }

    /// The error of the mean of the first batches, and what is expected of it.
    fn settling(&self, pen: &mut Pen<'_>, frame: Rect) {
        let errors = self.scatter.errors();
        let own = self.sizes.iter().find(|(m, ..)| *m == self.size);
        let Some(deviation) = own.map(|(_, variance, _)| variance.sqrt()).filter(is_seen) else { return };
        let count = errors.len() as f64;
        let heights = [errors.as_slice(), &[deviation, deviation / count.sqrt()]].concat();
        let Some(axes) = Logs::new(frame, count, &heights) else { return };
        axes.draw(pen, self.theme);
        axes.dashed(pen, self.theme, |batches| deviation / batches.sqrt());
        let seen = errors.iter().enumerate().filter(|(_, error)| is_seen(error));
        let line: Vec<Point> = seen.map(|(i, error)| axes.pixel((i + 1) as f64, *error)).collect();
        pen.line(&line, 1.6, self.color);
        axes.title(pen, self.theme, "error of the mean of so many batches");
    }
}

/// Whether a height is seen on an axis of ratios.
fn is_seen(v: &f64) -> bool {
    *v > 0.0 && v.is_finite()
}

/// Axes on which equal distances are equal ratios, from 1 to the right.
struct Logs {
    frame: Rect,
    last: f64,
    low: f64,
    high: f64,
}

impl Logs {
    /// For these heights; nothing where none can be seen.
    fn new(frame: Rect, last: f64, heights: &[f64]) -> Option<Logs> {
        let seen = heights.iter().copied().filter(is_seen);
        let (low, high) = seen.fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), v| (low.min(v), high.max(v)));
        (high > 0.0).then_some(Logs { frame, last: last.max(2.0), low: low / 1.5, high: high * 1.5 })
    }

    fn pixel(&self, x: f64, v: f64) -> Point {
        let (right, low, high) = (math::ln(self.last), math::ln(self.low), math::ln(self.high));
        let f = &self.frame;
        [f.x + math::ln(x) / right * f.width, f.bottom() - (math::ln(v) - low) / (high - low) * f.height]
    }

    fn draw(&self, pen: &mut Pen<'_>, theme: &Theme) {
        let frame = self.frame;
        for tick in log_ticks(self.low, self.high, (frame.height / 30.0).max(2.0) as usize) {
            let y = self.pixel(1.0, tick.value)[1].floor() + 0.5;
            pen.line(&[[frame.x, y], [frame.right(), y]], 1.0, theme.rule);
            pen.text(&tick.text, [frame.x - 7.0, y], Anchor::End, TICK_SIZE, theme.soft);
        }
        for tick in log_ticks(1.0, self.last, (frame.width / 50.0).max(2.0) as usize) {
            let x = self.pixel(tick.value, self.low)[0];
            pen.text(&tick.text, [x, frame.bottom() + 12.0], Anchor::Middle, TICK_SIZE, theme.soft);
        }
    }

    /// A power, which is straight here.
    fn dashed(&self, pen: &mut Pen<'_>, theme: &Theme, of: impl Fn(f64) -> f64) {
        let [from, to] = [1.0, self.last].map(|x| self.pixel(x, of(x)));
        if let Some((a, b)) = crate::paths::clip(from, to, &self.frame) {
            pen.dashed(&[a, b], &[4.0, 4.0], 0.0, 1.2, theme.soft);
        }
    }

    fn title(&self, pen: &mut Pen<'_>, theme: &Theme, text: &str) {
        let at = [self.frame.right(), self.frame.y + 6.0];
        pen.label(text, at, Anchor::End, TICK_SIZE, theme.soft, theme.page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ellipse_is_a_level_set_of_the_inverse_covariance() {
        let covariance = [2.0, 0.7, 1.0];
        let scatter = Scatter { full: [1.0, -1.0], gradients: Vec::new(), mean: [0.5, 3.0], covariance };
        let theme = Theme::of(false);
        let color = theme.ink;
        let scene = ScatterScene { scatter: &scatter, sizes: &[], size: 1, extent: [300.0; 2], color, theme };
        let [xx, xy, yy] = covariance;
        let determinant = xx * yy - xy * xy;
        for [x, y] in scene.ellipse() {
            let (dx, dy) = (x - 0.5, y - 3.0);
            let form = (yy * dx * dx - 2.0 * xy * dx * dy + xx * dy * dy) / determinant;
            assert!((form - DEVIATIONS * DEVIATIONS).abs() < 1e-9, "{form}");
        }
    }
}
