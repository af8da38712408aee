//! The value chart on its two canvases: axes and curves, and the cursor.

use crate::canvas::{backend, cleared};
use crate::race::Race;
use descent_optim::race::Entry;
use descent_scene::chart::{Chart as Picture, Height, Series, above};
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
    /// Of each curve: its run, its xs and its ys.
    curves: Vec<(usize, Vec<f64>, Vec<f64>)>,
    scale: Height,
    bright: i32,
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
        self.curves = shown.map(|entry| curve(entry, race.landmarks.best, self.evals)).collect();
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

    /// Draws the cursor at step `k` of what was drawn last.
    pub fn draw_cursor(&self, canvas: &HtmlCanvasElement, k: usize) {
        if cleared(canvas, self.ratio).is_none() {
            return;
        }
        let Some(mut backend) = backend(canvas, self.ratio) else { return };
        self.with(|mut picture| {
            picture.cursor = Some(k);
            let _ = picture.draw_cursor(&mut backend, Surface::Canvas);
        });
    }

    /// The place of step `k` on the x-axis, in pixels: of the first curve that goes so far.
    #[must_use]
    pub fn place(&self, k: usize) -> f64 {
        let x =
            self.curves.iter().find_map(|(_, xs, _)| xs.get(k)).or_else(|| self.curves.iter().find_map(|c| c.1.last()));
        let x = x.copied().unwrap_or(0.0);
        self.with(|picture| picture.to_pixel(x, 1.0)[0])
    }

    /// The step under a place on the x-axis, in pixels.
    #[must_use]
    pub fn step(&self, x: f64) -> usize {
        let x = self.with(|picture| picture.x_at(x));
        // Of the curve that goes furthest, since all count their steps alike.
        let longest = self.curves.iter().max_by_key(|(_, xs, _)| xs.len());
        let Some((_, xs, _)) = longest else { return 0 };
        let after = xs.partition_point(|at| *at < x);
        let before = after.saturating_sub(1);
        match (xs.get(before), xs.get(after)) {
            (Some(a), Some(b)) if x - a < b - x => before,
            (_, Some(_)) => after,
            _ => before,
        }
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
            .map(|(run, xs, ys)| Series { xs, ys, style: theme.style(*run), emphasis: emphasis(*run) })
            .collect();
        let mut picture = Picture::new(&series, self.scale, theme, self.width, self.height);
        picture.x_title = if self.evals { "evaluations" } else { "steps" };
        see(picture)
    }
}

fn curve(entry: &Entry, best: Option<f64>, evals: bool) -> (usize, Vec<f64>, Vec<f64>) {
    let path = entry.trajectory();
    let count = |k: usize| {
        let c = path.counts[k];
        if evals { f64::from(c.f) + f64::from(c.g) + f64::from(c.h) } else { k as f64 }
    };
    let ys = best.map_or_else(|| path.f.clone(), |best| above(&path.f, best));
    (entry.run, (0..path.len()).map(count).collect(), ys)
}
