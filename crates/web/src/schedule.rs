//! A parameter of a run over the steps on a canvas, with the points that can be moved.

use crate::boundary::plain;
use crate::race::Race;
use descent_boundary::canvas::{backend, cleared};
use descent_optim::catalog::{Param, Values};
use descent_optim::curve::{Handle, OWN};
use descent_optim::schedules;
use descent_scene::pen::Surface;
use descent_scene::schedule::{ScheduleScene, extent};
use descent_scene::theme::Theme;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// The picture of a schedule as the page lays its handles over it.
#[derive(Serialize)]
struct Shape {
    /// The last step and the greatest value that are seen.
    extent: [f64; 2],
    handles: Vec<Grab>,
}

/// A point that can be moved.
#[derive(Serialize)]
struct Grab {
    name: &'static str,
    /// Steps made and value.
    at: [f64; 2],
    /// Pixels.
    x: f64,
    y: f64,
    along: bool,
    up: bool,
}

#[wasm_bindgen]
impl Race {
    /// The handles on the curve of parameter `key` of a run, in a picture of this size; `seen` is what was seen before, to stay as it is,
    /// or empty.
    #[must_use]
    pub fn schedule(&self, run: usize, key: &str, size: &[f64], seen: &[f64]) -> JsValue {
        let shape = self.with_schedule(run, key, size, seen, false, |scene, _| {
            let grab = |(handle, [x, y]): (Handle, [f64; 2])| Grab {
                name: handle.name,
                at: (handle.at)(scene.base, scene.values),
                x,
                y,
                along: handle.along.is_some(),
                up: handle.up.is_some(),
            };
            Shape { extent: scene.extent, handles: scene.handles().into_iter().map(grab).collect() }
        });
        plain(&shape)
    }

    /// Draws the curve, with the cursor at step `k`.
    #[allow(clippy::too_many_arguments)]
    pub fn draw_schedule(
        &self,
        canvas: &HtmlCanvasElement,
        run: usize,
        key: &str,
        size: &[f64],
        ratio: f64,
        dark: bool,
        k: u32,
        seen: &[f64],
    ) {
        if cleared(canvas, ratio).is_none() {
            return;
        }
        let Some(mut backend) = backend(canvas, ratio) else { return };
        self.with_schedule(run, key, size, seen, dark, |scene, _| {
            // A canvas that refuses to draw shows nothing; there is nobody to tell.
            let _ = scene.draw(&mut backend, Surface::Canvas, k);
        });
    }

    /// What the sums of the values come to at step `k`, in words.
    #[must_use]
    pub fn schedule_words(&self, run: usize, key: &str, k: u32) -> String {
        self.with_schedule(run, key, &[1.0, 1.0], &[], false, |scene, _| scene.words(k)).unwrap_or_default()
    }

    /// What changes when handle `i` is moved to a pixel: pairs of a key of the schedule, or none for the value itself, and a value.
    #[allow(clippy::too_many_arguments)]
    #[must_use]
    pub fn schedule_moved(
        &self,
        run: usize,
        key: &str,
        size: &[f64],
        seen: &[f64],
        i: usize,
        x: f64,
        y: f64,
    ) -> JsValue {
        plain(&self.with_schedule(run, key, size, seen, false, |scene, follower| scene.moved(i, [x, y], follower)))
    }

    /// The same for `times` presses of a key that points right (1) or left (−1), up (1) or down (−1).
    #[must_use]
    pub fn schedule_nudged(&self, run: usize, key: &str, i: usize, right: f64, up: f64, times: usize) -> JsValue {
        let changes = self.with_schedule(run, key, &[1.0, 1.0], &[], false, |scene, follower| {
            let (mut base, mut values, mut last) = (scene.base, scene.values.clone(), None);
            for _ in 0..times {
                let now = ScheduleScene { base, values: &values, ..*scene };
                let Some((key, value)) = now.nudged(i, [right, up], follower) else { break };
                last = Some((key, value));
                match key {
                    OWN => base = value,
                    key => values = values.with(key, value),
                }
            }
            last.into_iter().collect::<Vec<_>>()
        });
        plain(&changes)
    }
}

impl Race {
    fn with_schedule<T>(
        &self,
        run: usize,
        key: &str,
        size: &[f64],
        seen: &[f64],
        dark: bool,
        see: impl FnOnce(&ScheduleScene<'_>, &Param) -> T,
    ) -> Option<T> {
        let entry = self.runs.entries.iter().find(|entry| entry.run == run)?;
        let param = entry.method.param(key)?;
        let base = entry.setting.get(key);
        let constant = schedules::constant();
        let none = Values::of(constant.params, entry.setting.form(), |_| None);
        let follows = entry.setting.schedules.iter().find(|(of, ..)| *of == key);
        let (schedule, values) = follows.map_or((constant, &none), |(_, schedule, values)| (*schedule, values));
        let steps = self.experiment.n;
        let extent = if let [last, top] = seen { [*last, *top] } else { extent(schedule, base, values, steps) };
        let [width, height] = size else { return None };
        let theme = Theme::of(dark);
        let color = theme.style(self.look(run)).color;
        let scene = ScheduleScene { schedule, base, values, extent, steps, size: [*width, *height], color, theme };
        Some(see(&scene, param))
    }
}
