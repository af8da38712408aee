//! WebM files (Matroska's container, RFC 8794 and RFC 9559) around frames that the browser has encoded as VP8 or VP9.

use wasm_bindgen::prelude::wasm_bindgen;

/// A video in the making; times are whole milliseconds.
#[wasm_bindgen]
pub struct Webm {
    width: u32,
    height: u32,
    codec: String,
    /// Time, whether it stands by itself, and content of each frame.
    frames: Vec<(u32, bool, Vec<u8>)>,
}

#[wasm_bindgen]
impl Webm {
    /// For frames of `width` by `height` pixels, encoded as `codec`: `V_VP8` or `V_VP9`.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(width: u32, height: u32, codec: String) -> Webm {
        Webm { width, height, codec, frames: Vec::new() }
    }

    /// Adds an encoded frame at its time, in order; a key frame stands by itself.
    pub fn add(&mut self, time: u32, key: bool, content: Vec<u8>) {
        self.frames.push((time, key, content));
    }

    /// The file, `duration` milliseconds long.
    #[must_use]
    pub fn finish(&self, duration: u32) -> Vec<u8> {
        let header = element(
            0x1A45_DFA3,
            &[
                whole(0x4286, 1),
                whole(0x42F7, 1),
                whole(0x42F2, 4),
                whole(0x42F3, 8),
                element(0x4282, b"webm"),
                whole(0x4287, 4),
                whole(0x4285, 2),
            ]
            .concat(),
        );
        let info = element(
            0x1549_A966,
            &[
                whole(0x2A_D7B1, 1_000_000),
                element(0x4489, &f64::from(duration).to_be_bytes()),
                element(0x4D80, b"Descent"),
                element(0x5741, b"Descent"),
            ]
            .concat(),
        );
        let size = element(0xE0, &[whole(0xB0, self.width), whole(0xBA, self.height)].concat());
        let track = element(
            0xAE,
            &[
                whole(0xD7, 1),
                whole(0x73C5, 1),
                whole(0x9C, 0),
                whole(0x83, 1),
                element(0x86, self.codec.as_bytes()),
                size,
            ]
            .concat(),
        );
        let mut content = [info, element(0x1654_AE6B, &track)].concat();
        // Every key frame begins a cluster, and so does a frame too late for the sixteen bits of its time in the cluster.
        let mut cluster: Option<(u32, Vec<u8>)> = None;
        for (time, key, frame) in &self.frames {
            let begins = cluster.as_ref().is_none_or(|(from, _)| *key || time - from > 30_000);
            if begins {
                content.extend(cluster.take().into_iter().flat_map(|(_, blocks)| element(0x1F43_B675, &blocks)));
                cluster = Some((*time, whole(0xE7, *time)));
            }
            if let Some((from, blocks)) = &mut cluster {
                let offset = (time.saturating_sub(*from) as i16).to_be_bytes();
                let block = [&[0x81, offset[0], offset[1], if *key { 0x80 } else { 0 }], frame.as_slice()].concat();
                blocks.extend(element(0xA3, &block));
            }
        }
        content.extend(cluster.into_iter().flat_map(|(_, blocks)| element(0x1F43_B675, &blocks)));
        [header, element(0x1853_8067, &content)].concat()
    }
}

/// An element: its number, its length in eight bytes, its content.
fn element(id: u32, content: &[u8]) -> Vec<u8> {
    let bytes = id.to_be_bytes();
    let mut out: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
    out.extend((content.len() as u64 | 1 << 56).to_be_bytes());
    out.extend(content);
    out
}

fn whole(id: u32, value: u32) -> Vec<u8> {
    element(id, &value.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_say_where_elements_end() {
        let mut video = Webm::new(320, 200, "V_VP8".to_owned());
        video.add(0, true, vec![1, 2, 3]);
        video.add(40, false, vec![4]);
        video.add(80, true, vec![5]);
        let file = video.finish(120);
        let length = |at: usize| u64::from_be_bytes(file[at..at + 8].try_into().unwrap()) as usize & !(1 << 56);
        let header = length(4);
        assert_eq!(file[..4], [0x1A, 0x45, 0xDF, 0xA3]);
        let segment = 12 + header;
        assert_eq!(file[segment..segment + 4], [0x18, 0x53, 0x80, 0x67]);
        assert_eq!(segment + 12 + length(segment + 4), file.len());
        let clusters = file.windows(4).filter(|four| *four == [0x1F, 0x43, 0xB6, 0x75]).count();
        assert_eq!(clusters, 2);
    }
}
