//! Numbers in an array, as files of all kinds bring them.

use super::{Bytes, Fault, limits};

/// The numbers of an array: grey levels as bytes, others in single precision.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Grey levels from 0 to 255, which are divided by 255 before a network sees them.
    Bytes(Vec<u8>),
    /// Numbers that a network sees as they are.
    Floats(Vec<f32>),
}

impl Values {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Values::Bytes(list) => list.len(),
            Values::Floats(list) => list.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whole numbers from 0 to 255 that are not all 0 or 1 are grey levels; others stay as they are.
    pub fn of(floats: Vec<f32>) -> Values {
        let grey = floats.iter().all(|x| *x == f32::from(*x as u8)) && floats.iter().any(|x| *x > 1.0);
        if grey { Values::Bytes(floats.into_iter().map(|x| x as u8).collect()) } else { Values::Floats(floats) }
    }
}

/// An array: its numbers in C order, the last index fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    /// The sizes by dimension, none of them 0.
    pub shape: Vec<usize>,
    /// The numbers, as many as the shape says.
    pub values: Values,
    /// Where they begin in their member, and the bytes of each.
    pub place: (usize, usize),
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Without a sign, of 1, 2, 4 or 8 bytes; a truth value counts as one of 1.
    Unsigned,
    /// With a sign, of 1, 2, 4 or 8 bytes.
    Signed,
    /// IEEE's, of 4 or 8 bytes.
    Float,
}

/// The numbers of `shape` at the end of a member, `size` bytes each; nothing may follow.
pub fn array(mut bytes: Bytes<'_>, shape: Vec<usize>, kind: Kind, size: usize, big: bool) -> Result<Array, Fault> {
    let count = shape.iter().try_fold(1usize, |n, d| n.checked_mul(*d)).filter(|n| *n <= limits::BYTES / size);
    let Some(count) = count else {
        let most = limits::BYTES >> 20;
        return Err(bytes.fault(format!("the shape {} is too large: {most} MiB are allowed.", by(&shape))));
    };
    if count == 0 {
        return Err(bytes.fault(format!("the shape {} is empty.", by(&shape))));
    }
    let place = (bytes.at(), size);
    let raw = bytes.take(count * size, "the numbers")?;
    if !bytes.rest().is_empty() {
        let more = bytes.rest().len();
        return Err(bytes.fault(format!("{more} more bytes follow the {count} numbers of the shape {}.", by(&shape))));
    }
    let values = if (kind, size) == (Kind::Unsigned, 1) {
        Values::Bytes(raw.to_vec())
    } else {
        Values::of(raw.chunks_exact(size).map(|b| number(b, kind, big)).collect())
    };
    Ok(Array { shape, values, place })
}

/// A number of up to eight bytes.
fn number(bytes: &[u8], kind: Kind, big: bool) -> f32 {
    let bits = bytes
        .iter()
        .enumerate()
        .fold(0u64, |bits, (i, b)| bits | u64::from(*b) << (8 * if big { bytes.len() - 1 - i } else { i }));
    let unused = 64 - 8 * bytes.len() as u32;
    match (kind, bytes.len()) {
        (Kind::Unsigned, _) => bits as f32,
        (Kind::Signed, _) => ((bits << unused) as i64 >> unused) as f32,
        (Kind::Float, 4) => f32::from_bits(bits as u32),
        (Kind::Float, _) => f64::from_bits(bits) as f32,
    }
}

/// A shape as people write it: 60000 × 28 × 28.
pub fn by(shape: &[usize]) -> String {
    if shape.is_empty() { "()".to_owned() } else { shape.iter().map(usize::to_string).collect::<Vec<_>>().join(" × ") }
}
