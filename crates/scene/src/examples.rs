//! Examples in view: the points of a finite sum, the model of each run where it stands, and the examples of the step.

use crate::chart::LEFT;
use crate::color::Color;
use crate::pen::{Anchor, Drawn, Pen, Surface, draw};
use crate::plot::Emphasis;
use crate::theme::{Style, Theme};
use crate::ticks::ticks;
use crate::view::{Point, Rect};
use descent_optim::data::Examples;
use descent_optim::mean::Mean;
use plotters_backend::DrawingBackend;

/// A run's model: slope and intercept, and how it looks.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// Slope and intercept.
    pub at: [f64; 2],
    /// Its colour and dash.
    pub style: Style,
    /// How much it is brought forward.
    pub emphasis: Emphasis,
}

/// What the picture of the examples shows.
#[derive(Clone, Copy, Debug)]
pub struct ExamplesScene<'a> {
    /// The finite sum.
    pub mean: &'a Mean,
    /// What is seen: the least and the greatest input and output, see [`area`].
    pub area: [f64; 4],
    /// The size of the picture, in pixels.
    pub size: [f64; 2],
    /// The models of the runs.
    pub fits: &'a [Fit],
    /// The best model, where one is known.
    pub best: Option<[f64; 2]>,
    /// The numbers of the examples that the next step of a run sees; none where it sees all.
    pub batch: &'a [u32],
    /// The colour of that run.
    pub color: Color,
    /// The colours.
    pub theme: &'a Theme,
}

/// More points than this are not told apart: the first ones stand for all.
const MOST: usize = 1500;
/// More examples of a batch than these say no more.
const SHOWN: usize = 300;
const TICK_SIZE: f64 = 11.0;
/// The corners of a model's curve.
const CORNERS: usize = 64;

/// The least and the greatest input and output of examples, with a margin: t, then v.
pub fn area(examples: &Examples) -> [f64; 4] {
    let wide = |list: &[f64], margin: f64| {
        let low = list.iter().copied().fold(f64::INFINITY, f64::min);
        let high = list.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let room = if high > low { margin * (high - low) } else { 1.0 };
        [low - room, high + room]
    };
    let ([t0, t1], [v0, v1]) = (wide(&examples.t, 0.06), wide(&examples.v, 0.12));
    [t0, t1, v0, v1]
}

impl ExamplesScene<'_> {
    /// The rectangle of the points.
    pub fn frame(&self) -> Rect {
        let [width, height] = self.size;
        Rect::new(LEFT, 8.0, (width - LEFT - 12.0).max(1.0), (height - 8.0 - 24.0).max(1.0))
    }

    /// The pixel of an input and an output.
    pub fn to_pixel(&self, [t, v]: Point) -> Point {
        let ([t0, t1, v0, v1], f) = (self.area, self.frame());
        [f.x + (t - t0) / (t1 - t0) * f.width, f.bottom() - (v - v0) / (v1 - v0) * f.height]
    }

    /// The input and the output at a pixel; a step of a pixel beside them.
    pub fn to_data(&self, [x, y]: Point) -> [Point; 2] {
        let ([t0, t1, v0, v1], f) = (self.area, self.frame());
        let (dt, dv) = ((t1 - t0) / f.width, (v1 - v0) / f.height);
        [[t0 + (x - f.x) * dt, v0 + (f.bottom() - y) * dv], [dt, dv]]
    }

    /// Draws what stands still: axes and examples.
    pub fn draw_ground<B: DrawingBackend>(&self, backend: &mut B, surface: Surface) -> Drawn<B> {
        draw(backend, surface, |pen| self.ground(pen))
    }

    /// Draws the models, and the examples of the step.
    pub fn draw_fits<B: DrawingBackend>(&self, backend: &mut B, surface: Surface) -> Drawn<B> {
        draw(backend, surface, |pen| self.models(pen))
    }

    fn ground(&self, pen: &mut Pen<'_>) {
        let (theme, f, [t0, t1, v0, v1]) = (self.theme, self.frame(), self.area);
        for tick in ticks(v0, v1, (f.height / 34.0).max(2.0) as usize) {
            let y = self.to_pixel([t0, tick.value])[1].floor() + 0.5;
            pen.line(&[[f.x, y], [f.right(), y]], 1.0, theme.rule);
            pen.text(&tick.text, [f.x - 7.0, y], Anchor::End, TICK_SIZE, theme.soft);
        }
        for tick in ticks(t0, t1, (f.width / 60.0).max(2.0) as usize) {
            let x = self.to_pixel([tick.value, v0])[0].floor() + 0.5;
            pen.line(&[[x, f.bottom()], [x, f.bottom() + 4.0]], 1.0, theme.soft);
            pen.text(&tick.text, [x, f.bottom() + 13.0], Anchor::Middle, TICK_SIZE, theme.soft);
        }
        let examples = self.mean.examples();
        let many = examples.len().min(MOST);
        let (radius, share) = match many {
            0..=40 => (3.2, 0.9),
            41..=300 => (2.2, 0.55),
            _ => (2.2, 0.3),
        };
        for i in 0..many {
            pen.disc(self.to_pixel([examples.t[i], examples.v[i]]), radius, theme.soft.fade(share));
        }
    }

    fn models(&self, pen: &mut Pen<'_>) {
        let (theme, examples) = (self.theme, self.mean.examples());
        if let Some(best) = self.best {
            self.curve(pen, best, &[3.0, 3.0], 1.2, theme.ink.fade(0.7));
        }
        for fit in self.fits {
            let (width, share) = match fit.emphasis {
                Emphasis::Usual => (1.8, 1.0),
                Emphasis::Strong => (2.6, 1.0),
                Emphasis::Faded => (1.2, 0.25),
            };
            self.curve(pen, fit.at, fit.style.dash, width, fit.style.color.fade(share));
        }
        for i in self.batch.iter().take(SHOWN) {
            let i = *i as usize;
            let at = self.to_pixel([examples.t[i], examples.v[i]]);
            pen.disc(at, 4.6, theme.page);
            pen.disc(at, 3.6, self.color);
        }
    }

    /// A model's curve, clipped to the frame.
    fn curve(&self, pen: &mut Pen<'_>, [x, y]: Point, dash: &[f64], width: f64, color: Color) {
        let ([t0, t1, ..], f) = (self.area, self.frame());
        let mut piece: Vec<Point> = Vec::new();
        let mut before: Option<Point> = None;
        for i in 0..=CORNERS {
            let t = t0 + (t1 - t0) * i as f64 / CORNERS as f64;
            let at = self.to_pixel([t, (self.mean.model().curve)(x * t + y)]);
            let here = Some(at).filter(|at| at[1].is_finite());
            match before.zip(here).and_then(|(a, b)| crate::paths::clip(a, b, &f)) {
                Some((a, b)) => {
                    if piece.last() != Some(&a) {
                        pen.dashed(&std::mem::take(&mut piece), dash, 0.0, width, color);
                        piece.push(a);
                    }
                    piece.push(b);
                }
                None => pen.dashed(&std::mem::take(&mut piece), dash, 0.0, width, color),
            }
            before = here;
        }
        pen.dashed(&piece, dash, 0.0, width, color);
    }
}
