//! GIF's compression (Welch 1984, *A technique for high-performance data compression*; appendix F of the GIF specification): codes of 9 to
//! 12 bits for strings of bytes, in blocks of at most 255 bytes.

/// The codes that no string has: forget all strings, and the end.
const CLEAR: u16 = 256;
const END: u16 = 257;
/// There are no more codes than 12 bits have.
const CODES: u16 = 4096;
/// Places for strings; many more than there are strings, so that searches are short.
const PLACES: usize = 1 << 14;

/// Appends the compressed bytes, as image data of a GIF file.
pub fn compress(bytes: &[u8], out: &mut Vec<u8>) {
    let mut bits = Bits { out, held: 0, count: 0, block: Vec::with_capacity(255) };
    bits.out.push(8);
    let mut strings = Strings::new();
    bits.put(CLEAR, 9);
    let mut prefix: Option<u16> = None;
    for byte in bytes {
        let Some(before) = prefix else {
            prefix = Some(u16::from(*byte));
            continue;
        };
        if let Some(code) = strings.find(before, *byte) {
            prefix = Some(code);
            continue;
        }
        bits.put(before, strings.width);
        if strings.next == CODES {
            bits.put(CLEAR, 12);
            strings = Strings::new();
        } else {
            strings.add(before, *byte);
        }
        prefix = Some(u16::from(*byte));
    }
    if let Some(last) = prefix {
        bits.put(last, strings.width);
        // The decoder has made one more string by now.
        if strings.next < CODES && strings.next == 1 << strings.width {
            strings.width += 1;
        }
    }
    bits.put(END, strings.width);
    bits.finish();
}

/// The strings that have codes: each is another one and a byte more.
struct Strings {
    /// The string before, its last byte and its code, by a hash of the first two; 0 is empty.
    places: Vec<u64>,
    next: u16,
    width: u32,
}

impl Strings {
    fn new() -> Strings {
        Strings { places: vec![0; PLACES], next: END + 1, width: 9 }
    }

    /// Where a string is or would be.
    fn place(&self, prefix: u16, byte: u8) -> usize {
        let key = u64::from(prefix) << 8 | u64::from(byte) | 1 << 32;
        let mut at = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 50) as usize;
        while self.places[at] != 0 && self.places[at] & ((1 << 33) - 1) != key {
            at = (at + 1) % PLACES;
        }
        at
    }

    fn find(&self, prefix: u16, byte: u8) -> Option<u16> {
        let found = self.places[self.place(prefix, byte)];
        (found != 0).then_some((found >> 33) as u16)
    }

    fn add(&mut self, prefix: u16, byte: u8) {
        let at = self.place(prefix, byte);
        self.places[at] = u64::from(self.next) << 33 | 1 << 32 | u64::from(prefix) << 8 | u64::from(byte);
        // A code of one more bit is written once there is a string that needs it.
        if self.next == 1 << self.width {
            self.width += 1;
        }
        self.next += 1;
    }
}

/// Codes as blocks of bytes, lowest bits first.
struct Bits<'a> {
    out: &'a mut Vec<u8>,
    held: u32,
    count: u32,
    block: Vec<u8>,
}

impl Bits<'_> {
    fn put(&mut self, code: u16, width: u32) {
        self.held |= u32::from(code) << self.count;
        self.count += width;
        while self.count >= 8 {
            self.byte();
        }
    }

    fn byte(&mut self) {
        self.block.push(self.held as u8);
        self.held >>= 8;
        self.count = self.count.saturating_sub(8);
        if self.block.len() == 255 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.out.push(self.block.len() as u8);
        self.out.append(&mut self.block);
    }

    fn finish(mut self) {
        if self.count > 0 {
            self.byte();
        }
        if !self.block.is_empty() {
            self.flush();
        }
        self.out.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The bytes of image data as another program reads them.
    fn decoded(width: u16, height: u16, data: &[u8]) -> Vec<u8> {
        let mut file = b"GIF89a".to_vec();
        file.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
        file.extend([0xF7, 0, 0]);
        file.extend((0..=255_u8).flat_map(|i| [i, i, i]));
        file.extend([0x2C, 0, 0, 0, 0]);
        file.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
        file.push(0);
        file.extend(data);
        file.push(0x3B);
        let mut decoder = gif::DecodeOptions::new().read_info(file.as_slice()).unwrap();
        decoder.read_next_frame().unwrap().unwrap().buffer.to_vec()
    }

    proptest! {
        #[test]
        fn a_decoder_reads_what_was_written(
            // Few different bytes make long strings, many make all codes.
            (bytes, most) in (1_usize..60_000, 1_u8..=255).prop_flat_map(|(n, most)| (prop::collection::vec(0..most, n), Just(most)))
        ) {
            let _ = most;
            let mut data = Vec::new();
            compress(&bytes, &mut data);
            prop_assert_eq!(decoded(bytes.len() as u16, 1, &data), bytes);
        }
    }

    #[test]
    fn one_colour_takes_almost_nothing() {
        let bytes = vec![7; 200 * 200];
        let mut data = Vec::new();
        compress(&bytes, &mut data);
        assert!(data.len() < 500, "{}", data.len());
        assert_eq!(decoded(200, 200, &data), bytes);
    }
}
