//! Links in.

use crate::boundary::plain;
use crate::race::Race;
use descent_optim::experiment::{Experiment, Level, Notice, Theme, link};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What an address says: the experiment that it names, the opening one where it says nothing, with what is to be said about it.
///
/// The first plot is drawn from this. As an object the experiment crosses into JavaScript later, with the code that makes it one.
#[wasm_bindgen]
pub struct Reading {
    experiment: Experiment,
    notices: Vec<Notice>,
    given: bool,
}

#[derive(Serialize)]
struct Opened<'a> {
    experiment: &'a Experiment,
    notices: &'a [Notice],
    given: bool,
}

#[wasm_bindgen]
impl Reading {
    /// Reads an address.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(fragment: &str, query: &str) -> Reading {
        let reading = link::address(fragment, query);
        let given = reading != link::address("", "");
        let mut experiment = reading.experiment;
        experiment.x0 = experiment.starts();
        Reading { experiment, notices: reading.notices, given }
    }

    /// The race of the experiment, each run at its start. Throws what is wrong with it.
    pub fn race(&self) -> Result<Race, JsValue> {
        Race::of(self.experiment.clone())
    }

    /// The box that is shown; nothing for the function's own.
    #[must_use]
    pub fn area(&self) -> Option<Vec<f64>> {
        self.experiment.area.map(Vec::from)
    }

    /// A bit for each layer and panel that is shown.
    #[must_use]
    pub fn see(&self) -> u32 {
        self.experiment.see.bits()
    }

    /// The step that is shown; nothing for the first.
    #[must_use]
    pub fn step(&self) -> Option<u32> {
        self.experiment.k
    }

    /// The parts of the page that are hidden.
    #[must_use]
    pub fn hide(&self) -> Vec<String> {
        self.experiment.hide.clone()
    }

    /// Whether the theme is to be the dark one; nothing where the reader chooses.
    #[must_use]
    pub fn dark(&self) -> Option<bool> {
        self.experiment.theme.map(|theme| theme == Theme::Dark)
    }

    /// The question that is asked before playing.
    #[must_use]
    pub fn question(&self) -> Option<String> {
        self.experiment.ask.clone()
    }

    /// The notices: whether each is a problem or only a note, and its sentence, by turns.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        let level = |notice: &Notice| if notice.level == Level::Note { "note" } else { "problem" };
        self.notices.iter().flat_map(|notice| [level(notice).to_owned(), notice.message.clone()]).collect()
    }

    /// The experiment with its starts, the notices, and whether the address said anything, as one plain object.
    #[must_use]
    pub fn opened(&self) -> JsValue {
        plain(&Opened { experiment: &self.experiment, notices: &self.notices, given: self.given })
    }
}

/// What an address says, as one plain object.
#[wasm_bindgen]
#[must_use]
pub fn open(fragment: &str, query: &str) -> JsValue {
    Reading::new(fragment, query).opened()
}
