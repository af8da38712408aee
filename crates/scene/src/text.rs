//! How wide a text will be, without a canvas: measuring on the page would insert a styled element, which the page's
//! policy forbids, and natively there is no font.

/// The page's typeface, as CSS and SVG name it.
pub const FONT: &str = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";

/// The width of `text` at `size` pixels, right to about a tenth for the usual interface fonts.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(char_width).sum::<f64>() * size
}

/// The height of digits and capitals at `size` pixels.
pub fn height(size: f64) -> f64 {
    0.73 * size
}

/// The width of a character in em: the mean of Segoe UI, Roboto, San Francisco and DejaVu Sans, rounded up.
fn char_width(c: char) -> f64 {
    match c {
        '0'..='9' | '–' => 0.63,
        '⁰'..='⁹' | '¹' | '²' | '³' | '⁻' | '⁺' => 0.4,
        '.' | ',' | ':' | ';' | '\'' | '|' | 'i' | 'j' | 'l' | ' ' => 0.3,
        'I' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 0.38,
        '−' | '+' | '×' | '=' | '<' | '>' | '≤' | '≥' | '~' | '∞' => 0.72,
        'm' | 'M' | 'W' | 'w' | '@' | '%' | '→' | '←' => 0.92,
        'A'..='Z' => 0.68,
        'a'..='z' => 0.57,
        _ => 0.62,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_near_what_browsers_measure() {
        // DejaVu Sans, the widest of the usual fonts, at 12 px in Chromium.
        for (text, measured) in [("−1.03163", 58.6), ("0.25", 26.7), ("dark is high", 71.6), ("evaluations", 67.9)] {
            let ratio = width(text, 12.0) / measured;
            assert!((0.85..=1.1).contains(&ratio), "{text}: {ratio}");
        }
    }
}
