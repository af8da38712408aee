//! The steps of a race taken apart, as the page asks for them.

use crate::boundary::plain;
use crate::canvas::{backend, cleared};
use crate::race::Race;
use descent_optim::anatomy::Anatomy;
use descent_scene::anatomy::Inspected;
use descent_scene::pen::Surface;
use descent_scene::search::{Search, SearchScene};
use descent_scene::theme::Theme;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

impl Race {
    /// The step of the run number `entry` from iterate `k`.
    pub(crate) fn anatomy(&self, entry: usize, k: usize) -> Option<Rc<Anatomy>> {
        self.replays.anatomy(&self.runs, entry, k)
    }
}

#[wasm_bindgen]
impl Race {
    /// The step from iterate `k` of a run from a start, taken apart; the rule alone where no step begins there.
    #[must_use]
    pub fn inspect(&self, run: usize, start: usize, k: usize) -> JsValue {
        let found = self.runs.entries.iter().position(|entry| entry.run == run && entry.start == start);
        let Some(entry) = found else { return JsValue::NULL };
        let anatomy = self.anatomy(entry, k);
        plain(&Inspected::new(&self.runs, &self.runs.entries[entry], k, anatomy.as_deref()))
    }

    /// Draws the line search number `index` of the step from iterate `k` of a run from a start on a canvas of `width` by `height` CSS pixels, each of
    /// `ratio` of its own.
    #[allow(clippy::too_many_arguments)]
    pub fn draw_search(
        &self,
        canvas: &HtmlCanvasElement,
        run: usize,
        start: usize,
        k: usize,
        index: usize,
        width: f64,
        height: f64,
        ratio: f64,
        dark: bool,
    ) {
        let Some(entry) = self.runs.entries.iter().position(|entry| entry.run == run && entry.start == start) else {
            return;
        };
        let anatomy = self.anatomy(entry, k);
        let all = anatomy.map_or_else(Vec::new, |anatomy| Search::all(&self.runs, &self.runs.entries[entry], &anatomy));
        let search = all.get(index);
        let (Some(search), Some(_)) = (search, cleared(canvas, ratio)) else { return };
        let Some(mut backend) = backend(canvas, ratio) else { return };
        let theme = Theme::of(dark);
        let scene = SearchScene { search, color: theme.style(self.look(run)).color, theme, width, height };
        // A canvas that refuses to draw shows nothing; there is nobody to tell.
        let _ = scene.draw(&mut backend, Surface::Canvas);
    }
}
