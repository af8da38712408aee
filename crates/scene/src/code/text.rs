//! Texts as Python takes them.

use descent_optim::experiment::text::write;
use std::fmt::Write;

pub(super) fn indented(out: &mut String, lines: &[&str]) {
    for line in lines {
        let _ = writeln!(out, "    {line}");
    }
    out.push('\n');
}

/// An id as a name in Python.
pub(super) fn identifier(id: &str) -> String {
    id.replace('-', "_")
}

pub(super) fn number(value: f64) -> String {
    match value {
        v if v.is_nan() => "np.nan".to_owned(),
        v if v.is_infinite() => if v > 0.0 { "np.inf" } else { "-np.inf" }.to_owned(),
        v => write(v),
    }
}

/// A text on one line of a comment: whatever could end the line, or turn it around, is a space.
pub(super) fn comment(text: &str) -> String {
    text.chars().map(|c| if is_plain(c) { c } else { ' ' }).collect()
}

/// A text as a string literal of Python.
pub(super) fn literal(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_plain(c) => out.push(c),
            c => {
                let _ = write!(out, "\\U{:08x}", c as u32);
            }
        }
    }
    out.push('"');
    out
}

/// Whether a character is seen as it is: no control, no separator of lines, no mark that changes the direction.
fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{061c}')
}
