//! Numbers, escapes and lists of links.

use crate::decimal;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// What a URL's fragment and query need escaped, and what would split the text.
const VALUE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'\'').add(b'<').add(b'>').add(b'`');
/// What would split a piece of a value.
const PIECE: &AsciiSet = &AsciiSet::EMPTY.add(b'%').add(b';').add(b'~').add(b'=').add(b',');

/// Percent-decodes once; a bad `%` stands for itself, and `+` is a plus.
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Escapes a value for a link.
pub fn encode(value: &str) -> String {
    utf8_percent_encode(value, VALUE).to_string()
}

/// Escapes a piece of free text inside a value that is split further; [`encode`] comes on top.
pub fn encode_piece(piece: &str) -> Cow<'_, str> {
    let escaped: String =
        piece.chars().map(|c| if c.is_ascii() { ascii(c) } else { Cow::Owned(c.to_string()) }).collect();
    Cow::Owned(escaped)
}

fn ascii(c: char) -> Cow<'static, str> {
    let mut one = [0];
    Cow::Owned(utf8_percent_encode(c.encode_utf8(&mut one), PIECE).to_string())
}

/// A decimal number as people write it; `Err` says what is wrong.
///
/// Infinities and NaN are refused, −0 is read as 0.
pub fn number(text: &str) -> Result<f64, &'static str> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Err("is not a number");
    }
    match decimal::read(text) {
        Some(value) if value.is_finite() => Ok(value + 0.0),
        Some(_) => Err("is too large for a number"),
        None => Err("is not a number"),
    }
}

/// The shortest text that reads back as `value`, as JavaScript's `Number#toString` writes it; −0 as 0, infinities as `inf` and `-inf`.
pub fn write(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    ryu_js::Buffer::new().format(value).to_owned()
}

/// The ids in a list, for people.
pub fn ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    ids.into_iter().collect::<Vec<_>>().join(", ")
}
