//! The estimator in view: a cloud of gradients of batches around the gradient of the whole, and its variance against the batch size.

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
/// The share of the height that the cloud takes.
const UPPER: f64 = 0.6;
/// The ellipse is drawn at so many standard deviations.
const DEVIATIONS: f64 = 2.0;

impl ScatterScene<'_> {
    /// Draws both pictures.
    pub fn draw<B: DrawingBackend>(&self, backend: &mut B, surface: Surface) -> Drawn<B> {
        draw(backend, surface, |pen| {
            let [width, height] = self.extent;
            let upper = (height * UPPER).floor();
            self.cloud(pen, Rect::new(LEFT, 8.0, width - LEFT - 12.0, upper - 8.0 - 30.0));
            self.shrinking(pen, Rect::new(LEFT, upper + 18.0, width - LEFT - 12.0, height - upper - 18.0 - 24.0));
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
        let theme = self.theme;
        let positive = |v: &f64| *v > 0.0 && v.is_finite();
        let heights = self.sizes.iter().flat_map(|(_, says, is)| [Some(*says), *is]).flatten().filter(positive);
        let (low, high) = heights.fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), v| (low.min(v), high.max(v)));
        let Some((last, ..)) = self.sizes.last().filter(|_| high > 0.0) else { return };
        let (low, high) = (low / 1.5, high * 1.5);
        let [x1, y0, y1] = [f64::from(*last).max(2.0), low, high].map(math::ln);
        let pixel = |m: f64, v: f64| {
            [frame.x + math::ln(m) / x1 * frame.width, frame.bottom() - (math::ln(v) - y0) / (y1 - y0) * frame.height]
        };
        for tick in log_ticks(low, high, (frame.height / 30.0).max(2.0) as usize) {
            let y = pixel(1.0, tick.value)[1].floor() + 0.5;
            pen.line(&[[frame.x, y], [frame.right(), y]], 1.0, theme.rule);
            pen.text(&tick.text, [frame.x - 7.0, y], Anchor::End, TICK_SIZE, theme.soft);
        }
        for tick in log_ticks(1.0, f64::from(*last).max(2.0), (frame.width / 50.0).max(2.0) as usize) {
            let x = pixel(tick.value, low)[0];
            pen.text(&tick.text, [x, frame.bottom() + 12.0], Anchor::Middle, TICK_SIZE, theme.soft);
        }
        let first = self.sizes[0].1;
        let straight = [1.0, f64::from(*last)].map(|m| pixel(m, first / m));
        if let Some((a, b)) = crate::paths::clip(straight[0], straight[1], &frame) {
            pen.dashed(&[a, b], &[4.0, 4.0], 0.0, 1.2, theme.soft);
        }
        let line: Vec<Point> =
            self.sizes.iter().filter(|(_, v, _)| positive(v)).map(|(m, v, _)| pixel(f64::from(*m), *v)).collect();
        pen.line(&line, 1.6, theme.ink);
        for (m, _, is) in self.sizes {
            if let Some(is) = is.filter(|v| positive(v)) {
                let at = pixel(f64::from(*m), is);
                let own = *m == self.size;
                pen.disc(at, if own { 4.6 } else { 3.0 }, self.color);
            }
        }
        let text = format!("variance by batch size; large: {}", words::number(f64::from(self.size), 6));
        pen.label(&text, [frame.right(), frame.y + 6.0], Anchor::End, TICK_SIZE, theme.soft, theme.page);
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
