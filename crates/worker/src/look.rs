//! A look into a trained network: what it takes for what, and what its first layer weighs.

use crate::data::Data;
use crate::pictures::{Picture, sheet, weights};
use crate::training::Training;
use descent_network::softmax::greatest;
use wasm_bindgen::prelude::wasm_bindgen;

/// Examples of a picture that stand side by side.
const COLUMNS: usize = 10;

/// What a network makes of the test set.
#[wasm_bindgen]
pub struct Look {
    classes: usize,
    confusion: Vec<u32>,
    wrong: Vec<usize>,
    thoughts: Vec<u8>,
}

#[wasm_bindgen]
impl Training {
    /// What the network as it is now makes of the test set.
    #[must_use]
    pub fn look(&self, data: &Data) -> Look {
        let (set, classes) = (&data.0.test, data.0.classes);
        let network = self.inner.network();
        let mut look = Look { classes, confusion: vec![0; classes * classes], wrong: Vec::new(), thoughts: Vec::new() };
        network.classify(self.inner.weights(), set, 0..set.len(), &mut network.room(), |example, p| {
            let (label, (_, thought)) = (usize::from(set.labels()[example]), greatest(p));
            look.confusion[label * classes + thought] += 1;
            if thought != label {
                look.wrong.push(example);
                look.thoughts.push(thought as u8);
            }
        });
        look
    }

    /// The weights of the units of the first layer.
    #[must_use]
    pub fn weights(&self, data: &Data) -> Picture {
        weights(self.inner.network(), self.inner.weights(), data.0.shape, COLUMNS)
    }
}

#[wasm_bindgen]
impl Look {
    /// The number of classes.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// How many examples of each class were taken for each, `[classes, classes]`, a row a class.
    #[must_use]
    pub fn confusion(&self) -> Vec<u32> {
        self.confusion.clone()
    }

    /// The same as shares of each class.
    #[must_use]
    pub fn shares(&self) -> Vec<f64> {
        let rows = self.confusion.chunks_exact(self.classes);
        rows.flat_map(|row| {
            let all = row.iter().sum::<u32>().max(1);
            row.iter().map(move |count| f64::from(*count) / f64::from(all))
        })
        .collect()
    }

    /// How many were taken for what they are not.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn wrong(&self) -> usize {
        self.wrong.len()
    }

    /// The first `count` of those.
    #[must_use]
    pub fn sheet(&self, data: &Data, count: usize) -> Picture {
        sheet(&data.0.test, data.0.shape, &self.wrong[..count.min(self.wrong.len())], COLUMNS)
    }

    /// What each of those was taken for.
    #[must_use]
    pub fn thoughts(&self) -> Vec<u8> {
        self.thoughts.clone()
    }
}
