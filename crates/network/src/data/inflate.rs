//! Deflated bytes, unpacked without trust in what they claim.

use super::Fault;
use miniz_oxide::inflate::TINFLStatus as Status;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// Deflate cannot make one byte of more than this many.
const RATIO: usize = 1032;
/// The room that unpacking begins with.
const ROOM: usize = 1 << 16;

/// Unpacks the deflated bytes at the beginning of `packed` into at most `most`; answers them and how many were read. The room grows with
/// what really comes out, at most twofold. `base` is where `packed` begins in the file.
pub fn inflate(member: &str, base: usize, packed: &[u8], most: usize) -> Result<(Vec<u8>, usize), Fault> {
    // One byte of room more: where it stays free, nothing more was to come.
    let room = most.min(packed.len().saturating_mul(RATIO)) + 1;
    let mut out = vec![0; room.min(ROOM)];
    let mut state = Box::<DecompressorOxide>::default();
    let (mut read, mut written) = (0, 0);
    loop {
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, r, w) = decompress(&mut state, &packed[read..], &mut out, written, flags);
        (read, written) = (read + r, written + w);
        match status {
            Status::Done if written <= most => {
                out.truncate(written);
                return Ok((out, read));
            }
            Status::HasMoreOutput if out.len() < room => out.resize((out.len() * 2).min(room), 0),
            Status::Done | Status::HasMoreOutput => {
                return Err(Fault::at(member, base + read, format!("more than {most} bytes come out of it.")));
            }
            Status::FailedCannotMakeProgress | Status::NeedsMoreInput => {
                return Err(Fault::at(member, base + read, "the compressed bytes end too early."));
            }
            _ => return Err(Fault::at(member, base + read, "the compressed bytes are damaged.")),
        }
    }
}

/// The checksum of zip and gzip: CRC-32 with the polynomial 0xEDB88320, a byte at a time.
pub fn crc32(bytes: &[u8]) -> u32 {
    let table: [u32; 256] =
        std::array::from_fn(|i| (0..8).fold(i as u32, |c, _| if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 }));
    !bytes.iter().fold(!0, |c, b| table[usize::from(c as u8 ^ b)] ^ (c >> 8))
}
