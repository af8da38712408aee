//! The IDX files in which MNIST was published (Y. LeCun, C. Cortes, C. Burges): two zeros, a type, the number of dimensions, the sizes, then the
//! numbers; everything with the high byte first.

use super::array::{Array, Kind, array};
use super::{Bytes, Fault};

/// Whether `bytes` begin as an IDX file does.
pub fn is(bytes: &[u8]) -> bool {
    matches!(bytes, [0, 0, _, _, ..])
}

/// The array in the file `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Array, Fault> {
    let mut rest = Bytes::new(name, bytes, 0);
    let mark = rest.take(4, "the mark of an IDX file")?;
    let (kind, size) = match mark[2] {
        0x08 => (Kind::Unsigned, 1),
        0x09 => (Kind::Signed, 1),
        0x0b => (Kind::Signed, 2),
        0x0c => (Kind::Signed, 4),
        0x0d => (Kind::Float, 4),
        0x0e => (Kind::Float, 8),
        other => {
            let allowed = "8, 9, 11, 12, 13 and 14 are";
            return Err(Fault::at(
                name,
                2,
                format!("the type {other} of its numbers is not one of IDX files; {allowed}."),
            ));
        }
    };
    let dimensions = mark[3];
    if !(1..=8).contains(&dimensions) {
        return Err(Fault::at(name, 3, format!("{dimensions} dimensions are claimed; 1 to 8 are allowed.")));
    }
    let mut shape = Vec::new();
    for _ in 0..dimensions {
        shape.push(rest.u32("the sizes of an IDX file")?.swap_bytes() as usize);
    }
    array(rest, shape, kind, size, true)
}
