//! Pictures of examples and of weights, as pixels.

use descent_network::data::{Set, Values};
use descent_network::network::Network;
use wasm_bindgen::Clamped;
use wasm_bindgen::prelude::wasm_bindgen;

/// A picture: a byte each of red, green, blue and alpha, pixel after pixel.
#[wasm_bindgen]
pub struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
    pub(crate) labels: Vec<u8>,
    columns: usize,
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

    /// How many tiles stand side by side.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
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
    Picture { width: w, height: h, pixels, labels: chosen.iter().map(|i| set.labels()[*i]).collect(), columns }
}

/// Tiles side by side in one picture: the pixels, and its width and height.
fn mosaic(
    [columns, rows]: [usize; 2],
    [width, height]: [usize; 2],
    count: usize,
    tile: impl Fn(usize, usize, usize) -> [u8; 4],
) -> (Vec<u8>, [u32; 2]) {
    let side = |tiles: usize, size: usize| (tiles * (size + GAP)).saturating_sub(GAP);
    let (w, h) = (side(columns, width), side(rows, height));
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

/// What the units of the first layer weigh, as one picture: blue where a weight is negative, orange where it is positive, and stronger the larger it is
/// beside the largest of its unit. Of colours the first counts.
pub(crate) fn weights(network: &Network, weights: &[f32], shape: [usize; 3], columns: usize) -> Picture {
    let [height, width, channels] = shape;
    let layer = network.layers()[0];
    let (w, _) = layer.of(weights);
    let of = |unit: usize, input: usize| w[input * layer.outputs + unit];
    let most: Vec<f32> = (0..layer.outputs)
        .map(|unit| (0..layer.inputs).map(|i| of(unit, i).abs()).fold(f32::MIN_POSITIVE, f32::max))
        .collect();
    let tile = |unit: usize, y: usize, x: usize| {
        let value = of(unit, (y * width + x) * channels) / most[unit];
        let [r, g, b] = if value < 0.0 { [0x2f, 0x7e, 0xe6] } else { [0xe3, 0x6a, 0x0c] };
        [r, g, b, (255.0 * value.abs()) as u8]
    };
    let (count, columns) = (layer.outputs, columns.min(layer.outputs).max(1));
    let (pixels, [w, h]) = mosaic([columns, count.div_ceil(columns)], [width, height], count, tile);
    Picture { width: w, height: h, pixels, labels: Vec::new(), columns }
}

#[cfg(test)]
mod tests {
    use super::*;
    use descent_network::activation::Activation;
    use descent_network::data::digits;

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
    fn of_nothing_there_is_an_empty_sheet() {
        let data = digits::data();
        let picture = sheet(&data.train, data.shape, &[], 2);
        assert_eq!((picture.height, picture.pixels.len()), (0, 0));
    }

    #[test]
    fn the_largest_weight_of_a_unit_is_the_strongest() {
        let network = Network::new(4, &[2], 2, Activation::Relu, 0.0);
        let mut all = vec![0.0; network.parameters()];
        // Unit 0: 2, −1, 0, 0; unit 1: all 0.
        (all[0], all[2]) = (2.0, -1.0);
        let picture = weights(&network, &all, [2, 2, 1], 2);
        assert_eq!((picture.width, picture.height), (6, 2));
        let alpha = |x: usize, y: usize| picture.pixels[4 * (6 * y + x) + 3];
        assert_eq!([alpha(0, 0), alpha(1, 0), alpha(0, 1), alpha(4, 0)], [255, 127, 0, 0]);
        assert!(picture.pixels[0] > picture.pixels[2] && picture.pixels[4] < picture.pixels[6]);
    }
}
