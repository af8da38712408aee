//! Data sets: drawn by the program, or read from what people bring.

use crate::link::read;
use descent_boundary::plain;
use descent_network::data::{self, Set, Values, digits};
use descent_network::experiment;
use descent_optim::random::{Random, Use};
use js_sys::Error;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{Clamped, JsValue};

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

/// A picture: a byte each of red, green, blue and alpha, pixel after pixel.
#[wasm_bindgen]
pub struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
    labels: Vec<u8>,
}

#[wasm_bindgen]
impl Picture {
    /// In pixels.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// In pixels.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The pixels, `[height, width, 4]`.
    #[must_use]
    pub fn pixels(&self) -> Clamped<Vec<u8>> {
        Clamped(self.pixels.clone())
    }

    /// The labels of what it shows, row after row.
    #[must_use]
    pub fn labels(&self) -> Vec<u8> {
        self.labels.clone()
    }
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

/// Pixels between two examples.
const GAP: usize = 2;

/// Examples of a set as one picture: grey levels as ink on transparent ground, colours as they are.
pub(crate) fn sheet(set: &Set, shape: [usize; 3], chosen: &[usize], columns: usize) -> Picture {
    let [height, width, channels] = shape;
    let features = height * width * channels;
    let most = match set.values() {
        Values::Bytes(_) => 255.0,
        Values::Floats(list) => list.iter().copied().fold(f32::MIN_POSITIVE, f32::max),
    };
    let value = |i: usize| match set.values() {
        Values::Bytes(list) => list[i],
        Values::Floats(list) => (255.0 * list[i] / most) as u8,
    };
    let tile = |place: usize, y: usize, x: usize| {
        let at = chosen[place] * features + (y * width + x) * channels;
        match channels {
            1 => [0, 0, 0, value(at)],
            3 | 4 => [value(at), value(at + 1), value(at + 2), 255],
            _ => [0, 0, 0, value(at)],
        }
    };
    let (columns, rows) = (columns.min(chosen.len()).max(1), chosen.len().div_ceil(columns.max(1)));
    let (pixels, [w, h]) = mosaic([columns, rows], [width, height], chosen.len(), tile);
    Picture { width: w, height: h, pixels, labels: chosen.iter().map(|i| set.labels()[*i]).collect() }
}

/// Tiles side by side in one picture: the pixels, and its width and height.
fn mosaic(
    [columns, rows]: [usize; 2],
    [width, height]: [usize; 2],
    count: usize,
    tile: impl Fn(usize, usize, usize) -> [u8; 4],
) -> (Vec<u8>, [u32; 2]) {
    let (w, h) = (columns * (width + GAP) - GAP, rows * (height + GAP) - GAP);
    let mut pixels = vec![0; 4 * w * h];
    for place in 0..count {
        let (left, top) = (place % columns * (width + GAP), place / columns * (height + GAP));
        for y in 0..height {
            for x in 0..width {
                let at = 4 * ((top + y) * w + left + x);
                pixels[at..at + 4].copy_from_slice(&tile(place, y, x));
            }
        }
    }
    (pixels, [w as u32, h as u32])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_shows_examples_as_they_are() {
        let data = digits::data();
        let picture = sheet(&data.train, data.shape, &[7, 0, 3], 2);
        assert_eq!((picture.width, picture.height), (58, 58));
        assert_eq!(picture.labels, [7, 0, 3].map(|i| data.train.labels()[i]));
        let Values::Bytes(list) = data.train.values() else { panic!() };
        // Example 3 stands in the second row; the place beside it is empty.
        for (y, x) in [(14, 14), (10, 13), (27, 27)] {
            let at = |left: usize| picture.pixels[4 * ((30 + y) * 58 + left + x) + 3];
            assert_eq!((at(0), at(30)), (list[3 * 784 + y * 28 + x], 0));
        }
    }

    #[test]
    fn a_seed_chooses_the_same_examples_again() {
        let data = Data(digits::data());
        let [a, b, c] = [1, 1, 2].map(|seed| data.sheet(seed, 100, 10).labels);
        assert!(a == b && a != c && a.len() == 100);
        assert!((0..10).all(|digit| a.contains(&digit)), "{a:?}");
    }
}
