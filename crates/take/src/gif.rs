//! GIF animations (CompuServe, *Graphics Interchange Format*, version 89a): one palette for all frames, and of each frame only what has
//! changed since the last.

use gif::{DisposalMethod, Encoder, Frame, Repeat};
use std::borrow::Cow;
use std::collections::{BTreeMap, BinaryHeap};
use wasm_bindgen::prelude::wasm_bindgen;

/// Colours of the palette; one more is for what stays.
const COLORS: usize = 255;
/// What stays as it was.
const SAME: u8 = COLORS as u8;

/// An animation in the making.
#[wasm_bindgen]
pub struct Gif {
    encoder: Option<Encoder<Vec<u8>>>,
    width: u16,
    height: u16,
    palette: Vec<[u8; 3]>,
    known: BTreeMap<[u8; 3], u32>,
    shown: Vec<u8>,
}

#[wasm_bindgen]
impl Gif {
    /// For frames of `width` by `height` pixels. The palette is made for the pixels of `typical`, four bytes each: of a frame that has all
    /// colours, or of several, one after the other.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(width: u16, height: u16, typical: &[u8]) -> Gif {
        let palette = palette(typical);
        let table: Vec<u8> =
            palette.iter().copied().chain(std::iter::repeat([0; 3])).take(COLORS + 1).flatten().collect();
        // Writing to memory cannot fail.
        let mut encoder = Encoder::new(Vec::new(), width, height, &table).ok();
        if let Some(encoder) = &mut encoder {
            let _ = encoder.set_repeat(Repeat::Infinite);
        }
        Gif { encoder, width, height, palette, known: BTreeMap::new(), shown: Vec::new() }
    }

    /// Adds a frame of `width · height` pixels, four bytes each, that stays for so many hundredths of a second. Anything else is left out.
    pub fn add(&mut self, pixels: &[u8], hundredths: u16) {
        let (width, height) = (usize::from(self.width), usize::from(self.height));
        if pixels.len() != 4 * width * height || pixels.is_empty() {
            return;
        }
        let indices: Vec<u8> = pixels.chunks_exact(4).map(|rgba| self.index([rgba[0], rgba[1], rgba[2]])).collect();
        let [left, top, wide, high] = self.changed(&indices);
        let mut buffer = Vec::with_capacity(wide * high);
        for y in top..top + high {
            let row = y * width + left..y * width + left + wide;
            buffer.extend(indices[row.clone()].iter().zip(row).map(|(now, at)| match self.shown.get(at) {
                Some(before) if before == now => SAME,
                _ => *now,
            }));
        }
        let frame = Frame {
            delay: hundredths,
            dispose: DisposalMethod::Keep,
            transparent: Some(SAME),
            left: left as u16,
            top: top as u16,
            width: wide as u16,
            height: high as u16,
            buffer: Cow::Owned(buffer),
            ..Frame::default()
        };
        if let Some(encoder) = &mut self.encoder {
            let _ = encoder.write_frame(&frame);
        }
        self.shown = indices;
    }

    /// The file.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.encoder.and_then(|encoder| encoder.into_inner().ok()).unwrap_or_default()
    }

    /// The colour of the palette that is nearest.
    fn index(&mut self, color: [u8; 3]) -> u8 {
        let palette = &self.palette;
        let far = |other: &[u8; 3]| (0..3).map(|i| i32::from(other[i].abs_diff(color[i])).pow(2)).sum::<i32>();
        let nearest = || palette.iter().enumerate().min_by_key(|(_, other)| far(other)).map_or(0, |(i, _)| i as u32);
        *self.known.entry(color).or_insert_with(nearest) as u8
    }

    /// The least rectangle that holds all changes: left, top, width and height; a single pixel where nothing has changed.
    fn changed(&self, indices: &[u8]) -> [usize; 4] {
        let width = usize::from(self.width);
        if self.shown.len() != indices.len() {
            return [0, 0, width, usize::from(self.height)];
        }
        let mut corners: Option<[usize; 4]> = None;
        for at in (0..indices.len()).filter(|at| indices[*at] != self.shown[*at]) {
            let (x, y) = (at % width, at / width);
            let [x0, x1, y0, y1] = corners.unwrap_or([x, x, y, y]);
            corners = Some([x0.min(x), x1.max(x), y0.min(y), y1.max(y)]);
        }
        let [x0, x1, y0, y1] = corners.unwrap_or_default();
        [x0, y0, x1 - x0 + 1, y1 - y0 + 1]
    }
}

/// The colours that most pixels have, of those that look alike the most frequent one. A plot is made of few flat colours and of many
/// between them at edges; the flat ones come out as they are.
fn palette(pixels: &[u8]) -> Vec<[u8; 3]> {
    let mut exact: BTreeMap<[u8; 3], u32> = BTreeMap::new();
    for rgba in pixels.chunks_exact(4) {
        *exact.entry([rgba[0], rgba[1], rgba[2]]).or_default() += 1;
    }
    // All pixels that are alike in the upper bits, with the most frequent colour of them and how often it is.
    let mut alike = vec![(0_u32, 0_u32, [0_u8; 3]); 1 << 15];
    for (color, count) in exact {
        let upper = color.iter().fold(0, |upper, c| upper << 5 | usize::from(c >> 3));
        let (all, most, best) = &mut alike[upper];
        *all += count;
        if count > *most {
            (*most, *best) = (count, color);
        }
    }
    let mut most: BinaryHeap<(u32, [u8; 3])> = alike.into_iter().map(|(all, _, color)| (all, color)).collect();
    std::iter::from_fn(|| most.pop()).take_while(|(all, _)| *all > 0).take(COLORS).map(|(_, color)| color).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(width: usize, height: usize, at: usize) -> Vec<u8> {
        (0..width * height).flat_map(|i| if i == at { [220, 30, 40, 255] } else { [250, 250, 250, 255] }).collect()
    }

    #[test]
    fn a_decoder_sees_every_frame_as_it_was() {
        let (width, height) = (12, 7);
        let frames: Vec<Vec<u8>> = [3, 40, 40, 83].iter().map(|at| frame(width, height, *at)).collect();
        let mut made = Gif::new(width as u16, height as u16, &frames.concat());
        frames.iter().for_each(|frame| made.add(frame, 6));
        let bytes = made.finish();
        let mut options = gif::DecodeOptions::new();
        options.set_color_output(gif::ColorOutput::RGBA);
        let mut decoder = options.read_info(bytes.as_slice()).unwrap();
        let mut screen = vec![0_u8; 4 * width * height];
        let mut count = 0;
        while let Some(frame) = decoder.read_next_frame().unwrap() {
            for (i, rgba) in frame.buffer.chunks_exact(4).enumerate().filter(|(_, rgba)| rgba[3] > 0) {
                let (x, y) = (i % usize::from(frame.width), i / usize::from(frame.width));
                let at = 4 * ((y + usize::from(frame.top)) * width + x + usize::from(frame.left));
                screen[at..at + 4].copy_from_slice(rgba);
            }
            assert_eq!(frame.delay, 6);
            assert_eq!(screen, frames[count], "frame {count}");
            count += 1;
        }
        assert_eq!(count, 4);
    }

    #[test]
    fn pixels_that_are_no_frame_are_left_out() {
        let mut made = Gif::new(4, 4, &frame(4, 4, 0));
        made.add(&[0; 7], 1);
        assert!(made.finish().starts_with(b"GIF89a"));
    }
}
