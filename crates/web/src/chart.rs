//! The value chart on its two canvases: axes and curves, and the cursor.

use crate::canvas::{backend, cleared};
use crate::race::Race;
use descent_optim::race::Entry;
use descent_optim::trajectory::Counts;
use descent_scene::chart::{Chart as Picture, Height, Series};
use descent_scene::pen::Surface;
use descent_scene::plot::Emphasis;
use descent_scene::theme::Theme;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// The chart of the value over steps or evaluations.
#[wasm_bindgen]
pub struct Chart {
    width: f64,
    height: f64,
    ratio: f64,
    dark: bool,
    evals: bool,
    curves: Vec<Curve>,
    scale: Height,
    bright: i32,
}

/// A run as the chart shows it.
struct Curve {
    run: usize,
    /// The number of its style.
    look: usize,
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl Default for Chart {
    fn default() -> Chart {
        Chart::new()
    }
}

#[wasm_bindgen]
impl Chart {
    /// A chart that has not been drawn yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Chart {
        Chart {
            width: 1.0,
            height: 1.0,
            ratio: 2.0,
            dark: false,
            evals: false,
            curves: Vec::new(),
            scale: Height::Log,
            bright: -1,
        }
    }

    /// The size in CSS pixels, how many of the canvas's pixels there are in one of them, the theme, and whether the axis
    /// counts evaluations.
    pub fn frame(&mut self, width: f64, height: f64, ratio: f64, dark: bool, evals: bool) {
        (self.width, self.height, self.ratio, self.dark, self.evals) = (width, height, ratio, dark, evals);
    }

    /// Draws axes and curves of the race as it stands.
    pub fn draw(&mut self, race: &Race, canvas: &HtmlCanvasElement, hidden: u32, bright: i32) {
        let shown = race.runs.entries.iter().filter(|entry| hidden >> entry.run & 1 == 0);
        self.curves = shown
            .map(|entry| curve(entry, race.look(entry.run), race.landmarks.best, self.evals, self.width))
            .collect();
        self.scale = if race.landmarks.best.is_some() { Height::Log } else { Height::Linear };
        self.bright = bright;
        if cleared(canvas, self.ratio).is_none() {
            return;
        }
        let Some(mut backend) = backend(canvas, self.ratio) else { return };
        // A canvas that refuses to draw shows nothing; there is nobody to tell.
        self.with(|picture| {
            let _ = picture.draw_static(&mut backend, Surface::Canvas);
        });
    }

    /// Draws the cursor at step `k`: a dot on each curve, and a line through them where they all have one x.
    pub fn draw_cursor(&self, race: &Race, canvas: &HtmlCanvasElement, k: usize, hidden: u32) {
        let Some(context) = cleared(canvas, self.ratio) else { return };
        let theme = Theme::of(self.dark);
        self.with(|picture| {
            let frame = picture.frame();
            if !self.evals {
                let x = picture.to_pixel(k as f64, 1.0)[0].min(frame.right()).floor() + 0.5;
                context.set_stroke_style_str(&theme.cursor.css());
                context.set_line_width(1.0);
                context.begin_path();
                context.move_to(x, frame.y - 3.0);
                context.line_to(x, frame.bottom());
                context.stroke();
            }
            for entry in race.runs.entries.iter().filter(|entry| hidden >> entry.run & 1 == 0) {
                let path = entry.trajectory();
                if k >= path.steps() || self.bright >= 0 && self.bright != entry.run as i32 {
                    continue;
                }
                let [x, y] = picture.to_pixel(count(entry, k, self.evals), height(entry, k, race.landmarks.best));
                if !frame.grown(0.5).contains([x, y]) {
                    continue;
                }
                for (radius, color) in [(4.0, theme.page), (3.0, theme.style(race.look(entry.run)).color)] {
                    context.set_fill_style_str(&color.css());
                    context.begin_path();
                    // A circle of this radius cannot fail.
                    let _ = context.arc(x, y, radius, 0.0, std::f64::consts::TAU);
                    context.fill();
                }
            }
        });
    }

    /// The step under a place on the x-axis, in pixels: of the run that goes furthest.
    #[must_use]
    pub fn step(&self, race: &Race, x: f64) -> usize {
        let x = self.with(|picture| picture.x_at(x));
        let Some(longest) = race.runs.entries.iter().max_by_key(|entry| entry.trajectory().steps()) else { return 0 };
        let steps = longest.trajectory().steps();
        if !self.evals {
            return (x.round().max(0.0) as usize).min(steps);
        }
        let after = longest.trajectory().counts.partition_point(|c| all(*c) < x);
        after.min(steps)
    }
}

impl Chart {
    fn with<T>(&self, see: impl FnOnce(Picture<'_>) -> T) -> T {
        let theme = Theme::of(self.dark);
        let emphasis = |run: usize| match self.bright {
            bright if bright < 0 => Emphasis::Usual,
            bright if bright == run as i32 => Emphasis::Strong,
            _ => Emphasis::Faded,
        };
        let series: Vec<Series<'_>> = self
            .curves
            .iter()
            .map(|Curve { run, look, xs, ys }| Series { xs, ys, style: theme.style(*look), emphasis: emphasis(*run) })
            .collect();
        let mut picture = Picture::new(&series, self.scale, theme, self.width, self.height);
        picture.x_title = if self.evals { "evaluations" } else { "steps" };
        see(picture)
    }
}

/// Evaluations of every kind together.
fn all(c: Counts) -> f64 {
    f64::from(c.f) + f64::from(c.g) + f64::from(c.h)
}

/// How far right iterate `k` stands.
fn count(entry: &Entry, k: usize, evals: bool) -> f64 {
    if evals { all(entry.trajectory().counts[k]) } else { k as f64 }
}

/// How high iterate `k` stands.
fn height(entry: &Entry, k: usize, best: Option<f64>) -> f64 {
    let f = entry.trajectory().f[k];
    best.map_or(f, |best| if f.is_nan() { f } else { (f - best).max(0.0) })
}

/// The curve of a run. Of many iterates in one pixel the lowest and the highest are enough, beside the first and the last.
fn curve(entry: &Entry, look: usize, best: Option<f64>, evals: bool, pixels: f64) -> Curve {
    let len = entry.trajectory().len();
    let y = |k: usize| height(entry, k, best);
    let block = (len as f64 / pixels.max(1.0)).ceil() as usize;
    let kept: Vec<usize> = if block < 3 {
        (0..len).collect()
    } else {
        let extremes = (0..len).step_by(block).flat_map(|from| {
            let (mut low, mut high) = (from, from);
            for k in from..(from + block).min(len) {
                low = if y(k) < y(low) { k } else { low };
                high = if y(k) > y(high) { k } else { high };
            }
            [low.min(high), low.max(high)]
        });
        let mut kept: Vec<usize> = std::iter::once(0).chain(extremes).chain([len - 1]).collect();
        kept.dedup();
        kept
    };
    let xs = kept.iter().map(|k| count(entry, *k, evals)).collect();
    Curve { run: entry.run, look, xs, ys: kept.into_iter().map(y).collect() }
}
