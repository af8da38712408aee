//! A network in training, in a worker.

use crate::data::Data;
use crate::link::read;
use descent_network::experiment;
use descent_network::training;
use js_sys::Error;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds, in pages and workers alike.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// A run of an experiment with one seed.
#[wasm_bindgen]
pub struct Training(training::Training);

#[wasm_bindgen]
impl Training {
    /// Run `run` of a link's experiment, at its first weights. Throws a sentence where it cannot be made on these data.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str, run: usize, seed: u32, data: &Data) -> Result<Training, JsValue> {
        let begun = experiment::begin(&read(link), run, seed, &data.0);
        begun.map(Training).map_err(|sentence| Error::new(&sentence).into())
    }

    /// Takes up to `steps` more steps, as many as fit into so many milliseconds, but one at least; whether it has ended.
    pub fn advance(&mut self, data: &Data, steps: usize, milliseconds: f64) -> bool {
        let begin = now();
        let mut ended = false;
        for _ in 0..steps {
            ended = self.0.advance(&data.0, 1, &mut || now() / 1000.0);
            if ended || now() - begin >= milliseconds {
                break;
            }
        }
        ended
    }

    /// The number of steps of an epoch.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn steps_an_epoch(&self) -> usize {
        self.0.steps_an_epoch()
    }

    /// The number of epochs that are over.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn epochs_done(&self) -> usize {
        self.0.record().epochs.len()
    }

    /// The number of layers.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn layers(&self) -> usize {
        self.0.record().layers
    }

    /// The number of all weights and biases.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.0.network().parameters()
    }

    /// The seconds of training so far.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.0.seconds()
    }

    /// The loss of each batch from step `from` on.
    #[must_use]
    pub fn loss(&self, from: usize) -> Vec<f32> {
        self.0.record().loss[from..].to_vec()
    }

    /// The share of each batch that was classified rightly, from step `from` on.
    #[must_use]
    pub fn accuracy(&self, from: usize) -> Vec<f32> {
        self.0.record().accuracy[from..].to_vec()
    }

    /// The length of the gradient in each layer, `[steps, layers]`, from step `from` on.
    #[must_use]
    pub fn norms(&self, from: usize) -> Vec<f32> {
        self.0.record().norms[from * self.layers()..].to_vec()
    }

    /// The epochs from `from` on: loss, accuracy, validation loss and accuracy (NaN where nothing is held out) and seconds of each.
    #[must_use]
    pub fn epochs(&self, from: usize) -> Vec<f64> {
        let epochs = self.0.record().epochs[from..].iter();
        epochs
            .flat_map(|e| {
                let (loss, accuracy) = e.validation.unwrap_or((f64::NAN, f64::NAN));
                [e.loss, e.accuracy, loss, accuracy, e.seconds]
            })
            .collect()
    }

    /// Why it has ended, as a sentence; nothing while it can go on.
    #[must_use]
    pub fn end(&self) -> Option<String> {
        self.0.record().end.map(|end| end.sentence().to_owned())
    }

    /// Loss and accuracy on the test set.
    #[must_use]
    pub fn test(&mut self, data: &Data) -> Vec<f64> {
        let (loss, accuracy) = self.0.test(&data.0);
        vec![loss, accuracy]
    }
}
