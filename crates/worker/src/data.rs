//! Data sets: drawn by the program, or read from what people bring.

use crate::link::read;
use crate::pictures::{Picture, sheet};
use descent_boundary::plain;
use descent_network::data::{self, digits};
use descent_network::experiment;
use descent_optim::random::{Random, Use};
use js_sys::Error;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A data set.
#[wasm_bindgen]
pub struct Data(pub(crate) data::Data);

/// Files as they are brought, one after the other.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files(Vec<(String, Vec<u8>)>);

#[wasm_bindgen]
impl Files {
    /// No file yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Files {
        Files::default()
    }

    /// One more file.
    pub fn add(&mut self, name: String, content: Vec<u8>) {
        self.0.push((name, content));
    }

    /// The data set in the files. Throws a sentence that names the member and the byte.
    pub fn read(self) -> Result<Data, JsValue> {
        let files: Vec<(&str, &[u8])> = self.0.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
        data::read(&files).map(Data).map_err(|fault| Error::new(&fault.to_string()).into())
    }
}

/// What there is to say of a data set.
#[derive(Serialize)]
struct About {
    train: usize,
    test: usize,
    shape: [usize; 3],
    classes: usize,
}

#[wasm_bindgen]
impl Data {
    /// The digits that the program draws.
    #[must_use]
    pub fn drawn() -> Data {
        Data(digits::data())
    }

    /// How many examples there are, of which shape and of how many classes.
    #[must_use]
    pub fn about(&self) -> JsValue {
        let data = &self.0;
        plain(&About { train: data.train.len(), test: data.test.len(), shape: data.shape, classes: data.classes })
    }

    /// How many examples an experiment trains on, validates on and tests on. Throws a sentence where it cannot be made on these data.
    pub fn examples(&self, link: &str) -> Result<Vec<u32>, JsValue> {
        let counts = experiment::examples(&read(link), &self.0).map_err(|sentence| Error::new(&sentence))?;
        Ok(counts.iter().map(|count| *count as u32).collect())
    }

    /// So many examples to train on, chosen at random by a seed, in rows of `columns`.
    #[must_use]
    pub fn sheet(&self, seed: u32, count: usize, columns: usize) -> Picture {
        let mut order: Vec<u32> = (0..self.0.train.len() as u32).collect();
        Random::new(seed, Use::Sheet).shuffle(0, &mut order, count);
        let chosen: Vec<usize> = order.iter().take(count).map(|i| *i as usize).collect();
        sheet(&self.0.train, self.0.shape, &chosen, columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_chooses_the_same_examples_again() {
        let data = Data(digits::data());
        let [a, b, c] = [1, 1, 2].map(|seed| data.sheet(seed, 100, 10).labels);
        assert!(a == b && a != c && a.len() == 100);
        assert!((0..10).all(|digit| a.contains(&digit)), "{a:?}");
    }
}
