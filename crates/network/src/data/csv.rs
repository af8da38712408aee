//! Tables as text: an example a line, its label in the column that the head calls so, else in the first one.
//!
//! Own code: numbers between commas need none of what the crate `csv` does for quotes.

use super::array::Values;
use super::{Fault, limits};
use descent_optim::decimal;

/// What the head may call the column of labels.
const LABELS: &[&str] = &["label", "class", "target", "y"];

/// The examples in the file `name`.
pub struct Table {
    /// The numbers of an example without its label.
    pub features: usize,
    /// The numbers of all examples, one after the other.
    pub values: Values,
    /// The label of each example, and the byte of its line.
    pub labels: Vec<(f32, usize)>,
}

/// Reads the file `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Table, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let kinds = "an npz archive, IDX files (gzipped or not) and CSV are read";
        Fault::at(name, error.valid_up_to(), format!("it is neither text nor a known kind of data: {kinds}."))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = bytes.len() - text.len();
    let line = text.lines().next().unwrap_or("");
    let separator = [';', '\t'].into_iter().find(|s| line.contains(*s)).unwrap_or(',');
    let mut columns = None;
    let mut label = 0;
    let (mut floats, mut labels) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let at = mark + (line.as_ptr() as usize - text.as_ptr() as usize);
        if line.trim().is_empty() {
            continue;
        }
        let count = line.split(separator).count();
        let Some(expected) = columns else {
            if count < 2 {
                return Err(Fault::at(name, at, "a line needs a label and at least one number, between commas."));
            }
            columns = Some(count);
            let is_label = |word: &str| LABELS.iter().any(|l| word.trim_matches([' ', '"']).eq_ignore_ascii_case(l));
            label = line.split(separator).position(is_label).unwrap_or(0);
            if line.split(separator).any(|word| number(word).is_none()) {
                continue;
            }
            row(name, line, at, separator, label, &mut floats, &mut labels)?;
            continue;
        };
        if count != expected {
            return Err(Fault::at(name, at, format!("this line has {count} columns, the first one has {expected}.")));
        }
        row(name, line, at, separator, label, &mut floats, &mut labels)?;
        if floats.len() > limits::BYTES / 4 {
            return Err(Fault::at(name, at, format!("there are more than {} numbers.", limits::BYTES / 4)));
        }
    }
    if labels.is_empty() {
        return Err(Fault::at(name, bytes.len(), "there is no example in it."));
    }
    Ok(Table { features: floats.len() / labels.len(), values: Values::of(floats), labels })
}

fn row(
    name: &str,
    line: &str,
    at: usize,
    separator: char,
    label: usize,
    floats: &mut Vec<f32>,
    labels: &mut Vec<(f32, usize)>,
) -> Result<(), Fault> {
    for (i, word) in line.split(separator).enumerate() {
        let Some(value) = number(word) else {
            let at = at + (word.as_ptr() as usize - line.as_ptr() as usize);
            let word: String = word.chars().take(20).collect();
            return Err(Fault::at(name, at, format!("{word:?} is not a number.")));
        };
        if i == label {
            labels.push((value, at));
        } else {
            floats.push(value);
        }
    }
    Ok(())
}

fn number(word: &str) -> Option<f32> {
    let word = word.trim_matches([' ', '"']);
    if let digits @ [b'0'..=b'9', ..] = word.as_bytes()
        && digits.len() < 8
        && digits.iter().all(u8::is_ascii_digit)
    {
        return Some(digits.iter().fold(0u32, |n, d| n * 10 + u32::from(d - b'0')) as f32);
    }
    decimal::read(word).map(|value| value as f32)
}
