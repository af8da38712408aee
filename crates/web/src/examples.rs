//! The examples of a finite sum on a canvas, with the models of the runs.

use crate::race::Race;
use descent_boundary::canvas::{backend, cleared};
use descent_optim::functions::Nature;
use descent_optim::race::Entry;
use descent_optim::slider::nearest;
use descent_scene::examples::{ExamplesScene, Fit, area};
use descent_scene::pen::Surface;
use descent_scene::plot::Emphasis;
use descent_scene::theme::Theme;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

#[wasm_bindgen]
impl Race {
    /// Draws the examples, the model of each run at step `k` and, of the run `chosen`, the examples that its next step sees, on a canvas of this size in
    /// CSS pixels. `hidden` has a bit for each run; `bright` is the run that stands out, or −1.
    #[allow(clippy::too_many_arguments)]
    pub fn draw_examples(
        &self,
        canvas: &HtmlCanvasElement,
        size: &[f64],
        ratio: f64,
        dark: bool,
        k: usize,
        hidden: u32,
        bright: i32,
        chosen: usize,
    ) {
        if cleared(canvas, ratio).is_none() {
            return;
        }
        let Some(mut backend) = backend(canvas, ratio) else { return };
        self.with_examples(size, dark, k, hidden, bright, chosen, |scene| {
            // A canvas that refuses to draw shows nothing; there is nobody to tell.
            let _ = scene.draw(&mut backend, Surface::Canvas);
        });
    }

    /// The input and the output at a pixel of such a picture, with as many digits as a pixel can tell.
    #[must_use]
    pub fn example_at(&self, size: &[f64], x: f64, y: f64) -> Vec<f64> {
        let at = self.with_examples(size, false, 0, 0, -1, 0, |scene| {
            let [[t, v], [dt, dv]] = scene.to_data([x, y]);
            vec![nearest(t, dt), nearest(v, dv)]
        });
        at.unwrap_or_default()
    }

    /// The pixel of an example in such a picture.
    #[must_use]
    pub fn example_pixel(&self, size: &[f64], t: f64, v: f64) -> Vec<f64> {
        self.with_examples(size, false, 0, 0, -1, 0, |scene| scene.to_pixel([t, v]).to_vec()).unwrap_or_default()
    }

    /// Inputs and outputs by turns, at most so many.
    #[must_use]
    pub fn examples(&self, most: usize) -> Vec<f64> {
        let Some(mean) = self.runs.objective.as_mean() else { return Vec::new() };
        let examples = mean.examples();
        examples.t.iter().zip(&examples.v).take(most).flat_map(|(t, v)| [*t, *v]).collect()
    }

    /// How many examples a run's next step after `k` sees; 0 where it sees all.
    #[must_use]
    pub fn batch(&self, run: usize, k: usize) -> usize {
        self.runs.entries.iter().position(|entry| entry.run == run).map_or(0, |i| self.runs.sample(i, k).batch.len())
    }
}

impl Race {
    #[allow(clippy::too_many_arguments)]
    fn with_examples<T>(
        &self,
        size: &[f64],
        dark: bool,
        k: usize,
        hidden: u32,
        bright: i32,
        chosen: usize,
        see: impl FnOnce(&ExamplesScene<'_>) -> T,
    ) -> Option<T> {
        let mean = self.runs.objective.as_mean()?;
        let theme = Theme::of(dark);
        let shown = self.runs.firsts().filter(|entry| hidden >> entry.run & 1 == 0);
        let fit = |entry: &Entry| {
            let path = entry.trajectory();
            let x = path.iterate(k.min(path.steps()));
            let emphasis = match bright {
                bright if bright < 0 => Emphasis::Usual,
                bright if bright == entry.run as i32 => Emphasis::Strong,
                _ => Emphasis::Faded,
            };
            Fit { at: [x[0], x[1]], style: theme.style(self.look(entry.run)), emphasis }
        };
        let fits: Vec<Fit> = shown.map(fit).collect();
        let minimum = self.landmarks.points.iter().find(|point| point.nature == Nature::Minimum);
        let entry = self.runs.entries.iter().position(|entry| entry.run == chosen);
        let batch = entry.map_or(Vec::new(), |i| self.runs.sample(i, k).batch);
        let [width, height] = size else { return None };
        Some(see(&ExamplesScene {
            mean,
            area: area(mean.examples()),
            size: [*width, *height],
            fits: &fits,
            best: minimum.map(|point| point.at),
            batch: &batch,
            color: theme.style(self.look(chosen)).color,
            theme,
        }))
    }
}
