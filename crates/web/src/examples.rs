//! The examples of a finite sum on a canvas, with the models of the runs.

use crate::race::Race;
use descent_boundary::canvas::{backend, cleared};
use descent_optim::functions::Nature;
use descent_optim::race::Entry;
use descent_optim::scatter::Batches;
use descent_optim::slider::nearest;
use descent_optim::sort::sorted;
use descent_scene::examples::{ExamplesScene, Fit, area};
use descent_scene::pen::Surface;
use descent_scene::plot::Emphasis;
use descent_scene::scatter::ScatterScene;
use descent_scene::theme::Theme;
use std::cell::Cell;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Batches of the cloud, and at each size at which the variance is measured; no larger ones are.
const CLOUD: usize = 300;
const DRAWS: usize = 100;
const MEASURED: u32 = 1000;

thread_local! {
    /// The axes of the picture of the examples while one of them is dragged: under the hand nothing else moves.
    static HELD: Cell<Option<[f64; 4]>> = const { Cell::new(None) };
}

#[wasm_bindgen]
impl Race {
    /// Draws the model of each run at step `k` and, of the run `chosen`, the examples that its next step sees, on a canvas of this size in
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
            let _ = scene.draw_fits(&mut backend, Surface::Canvas);
        });
    }

    /// Draws what stands still in that picture: axes and examples.
    pub fn draw_examples_ground(&self, canvas: &HtmlCanvasElement, size: &[f64], ratio: f64, dark: bool) {
        if cleared(canvas, ratio).is_none() {
            return;
        }
        let Some(mut backend) = backend(canvas, ratio) else { return };
        self.with_examples(size, dark, 0, 0, -1, 0, |scene| {
            let _ = scene.draw_ground(&mut backend, Surface::Canvas);
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

    /// Holds the axes of such pictures, of whatever race, as this one has them; or lets them follow the examples again.
    pub fn hold_examples(&self, held: bool) {
        let area = self.runs.objective.as_mean().filter(|_| held).map(|mean| area(mean.examples()));
        HELD.set(area);
    }

    /// Inputs and outputs by turns, at most so many.
    #[must_use]
    pub fn examples(&self, most: usize) -> Vec<f64> {
        let Some(mean) = self.runs.objective.as_mean() else { return Vec::new() };
        let examples = mean.examples();
        examples.t.iter().zip(&examples.v).take(most).flat_map(|(t, v)| [*t, *v]).collect()
    }

    /// Draws how the gradients of batches scatter where the run `chosen` stands at step `k`, of its batch size or, where it sees all, of ten; answers that
    /// size.
    pub fn draw_scatter(
        &self,
        canvas: &HtmlCanvasElement,
        size: &[f64],
        ratio: f64,
        dark: bool,
        k: usize,
        chosen: usize,
    ) -> u32 {
        if cleared(canvas, ratio).is_none() {
            return 0;
        }
        let entry = self.runs.entries.iter().find(|entry| entry.run == chosen);
        let (Some(mean), Some(entry), [width, height]) = (self.runs.objective.as_mean(), entry, size) else { return 0 };
        let of = mean.examples().len() as u32;
        let x = entry.trajectory().iterate(k.min(entry.trajectory().steps()));
        let own = self.experiment.batch_of(&self.experiment.o[chosen], of).unwrap_or(of.min(10));
        let mut batches = Batches::new(mean, [x[0], x[1]], self.experiment.seed);
        let scatter = batches.scatter(own, CLOUD);
        let mut sizes: Vec<u32> = (0..6).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u32.pow(power))).collect();
        sizes.retain(|m| *m < of);
        sizes.extend([own, of]);
        let mut sizes = sorted(sizes, u32::cmp);
        sizes.dedup();
        let sizes: Vec<(u32, f64, Option<f64>)> = sizes
            .into_iter()
            .map(|m| (m, batches.variance(m), (m <= MEASURED && m < of).then(|| batches.measured(m, DRAWS))))
            .collect();
        let theme = Theme::of(dark);
        let color = theme.style(self.look(chosen)).color;
        let extent = [*width, *height];
        let scene = ScatterScene { scatter: &scatter, sizes: &sizes, size: own, extent, color, theme };
        if let Some(mut backend) = backend(canvas, ratio) {
            let _ = scene.draw(&mut backend, Surface::Canvas);
        }
        own
    }

    /// How many examples a run has read until step `k`, and how many epochs that is: how often that is all of them.
    #[must_use]
    pub fn read(&self, run: usize, k: usize) -> Vec<f64> {
        let Some(entry) = self.runs.entries.iter().find(|entry| entry.run == run) else { return vec![0.0; 2] };
        let counts = &entry.trajectory().counts;
        let read = counts[k.min(counts.len() - 1)].examples as f64;
        vec![read, nearest(read / f64::from(self.runs.objective.examples().max(1)), 0.01)]
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
            area: HELD.get().unwrap_or_else(|| area(mean.examples())),
            size: [*width, *height],
            fits: &fits,
            best: minimum.map(|point| point.at),
            batch: &batch,
            color: theme.style(self.look(chosen)).color,
            theme,
        }))
    }
}
