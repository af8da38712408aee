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

/// Points of the path that are kept, and numbers that they may take together.
const POINTS: usize = 40;
const NUMBERS: usize = 8 << 20;

/// A run of an experiment with one seed.
#[wasm_bindgen]
pub struct Training {
    pub(crate) inner: training::Training,
    /// The weights as they were before every `stride`-th step.
    pub(crate) path: Vec<Vec<f32>>,
    stride: usize,
}

#[wasm_bindgen]
impl Training {
    /// Run `run` of a link's experiment, at its first weights. Throws a sentence where it cannot be made on these data.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str, run: usize, seed: u32, data: &Data) -> Result<Training, JsValue> {
        let begun = experiment::begin(&read(link), run, seed, &data.0);
        let inner = begun.map_err(|sentence| Error::new(&sentence))?;
        Ok(Training { inner, path: Vec::new(), stride: 1 })
    }

    /// Takes up to `steps` more steps, as many as fit into so many milliseconds, but one at least; whether it has ended.
    pub fn advance(&mut self, data: &Data, steps: usize, milliseconds: f64) -> bool {
        let begin = now();
        let mut ended = false;
        for _ in 0..steps {
            self.keep();
            ended = self.inner.advance(&data.0, 1, &mut || now() / 1000.0);
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
        self.inner.steps_an_epoch()
    }

    /// The number of epochs that are over.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn epochs_done(&self) -> usize {
        self.inner.record().epochs.len()
    }

    /// The number of layers.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn layers(&self) -> usize {
        self.inner.record().layers
    }

    /// The number of all weights and biases.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.inner.network().parameters()
    }

    /// The seconds of training so far.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.inner.seconds()
    }

    /// The loss of each batch from step `from` on.
    #[must_use]
    pub fn loss(&self, from: usize) -> Vec<f32> {
        self.inner.record().loss[from..].to_vec()
    }

    /// The share of each batch that was classified rightly, from step `from` on.
    #[must_use]
    pub fn accuracy(&self, from: usize) -> Vec<f32> {
        self.inner.record().accuracy[from..].to_vec()
    }

    /// The length of the gradient in each layer, `[steps, layers]`, from step `from` on.
    #[must_use]
    pub fn norms(&self, from: usize) -> Vec<f32> {
        self.inner.record().norms[from * self.layers()..].to_vec()
    }

    /// The epochs from `from` on: loss, accuracy, validation loss and accuracy (NaN where nothing is held out) and seconds of each.
    #[must_use]
    pub fn epochs(&self, from: usize) -> Vec<f64> {
        let epochs = self.inner.record().epochs[from..].iter();
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
        self.inner.record().end.map(|end| end.sentence().to_owned())
    }

    /// Loss and accuracy on the test set.
    #[must_use]
    pub fn test(&mut self, data: &Data) -> Vec<f64> {
        let (loss, accuracy) = self.inner.test(&data.0);
        vec![loss, accuracy]
    }
}

impl Training {
    /// Keeps where it is, now and then: when there are too many points, every second one is forgotten.
    fn keep(&mut self) {
        if !self.inner.record().steps().is_multiple_of(self.stride) {
            return;
        }
        let most = (NUMBERS / self.inner.weights().len()).min(POINTS);
        if self.path.len() >= most {
            let mut keep = false;
            self.path.retain(|_| {
                keep = !keep;
                keep
            });
            self.stride *= 2;
            if !self.inner.record().steps().is_multiple_of(self.stride) {
                return;
            }
        }
        self.path.push(self.inner.weights().to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use descent_network::data::digits;

    #[test]
    fn a_path_keeps_few_points_evenly_and_its_beginning() {
        let data = digits::data();
        let link = "v=1&net=none&o=gd~rate=0.1&batch=10&epochs=1&split=0.95";
        let inner = experiment::begin(&read(link), 0, 1, &data).unwrap();
        let mut training = Training { inner, path: Vec::new(), stride: 1 };
        let mut all = Vec::new();
        for _ in 0..95 {
            all.push(training.inner.weights().to_vec());
            training.keep();
            training.inner.advance(&data, 1, &mut || 0.0);
        }
        // 40 points, then every second, then every fourth.
        let kept: Vec<Vec<f32>> = all.iter().step_by(4).cloned().collect();
        assert_eq!(training.path.len(), 24);
        assert!(training.path == kept);
    }
}
