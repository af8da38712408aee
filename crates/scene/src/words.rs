//! Numbers for people: few digits, a real minus sign, powers of ten written one way.

use descent_optim::decimal;

/// `value` with at most `digits` significant digits, for tables and sentences.
///
/// Zeros at the end are dropped; from 10⁻⁴ to 10⁶ the number is written out, beyond that as `1.5×10⁻⁹`.
/// The minus sign is U+2212. Not a number is `–`, infinities are `∞` and `−∞`.
pub fn number(value: f64, digits: usize) -> String {
    let (mantissa, exponent) = match parts(value, digits) {
        Ok(parts) => parts,
        Err(word) => return word.into(),
    };
    if (-4..6).contains(&exponent) {
        let decimals = (mantissa.chars().filter(char::is_ascii_digit).count() as i32 - 1 - exponent).max(0);
        // `mantissa` is the rounded number without its zeros: writing it out cannot round a second time.
        let rounded = decimal::read(&format!("{mantissa}e{exponent}")).unwrap_or(value);
        fixed(rounded, decimals as usize)
    } else {
        format!("{}×10{}", minus(&mantissa), superscript(exponent))
    }
}

/// A point: `(1.5, −0.3)`, each coordinate with at most `digits` significant digits.
pub fn point(at: &[f64], digits: usize) -> String {
    format!("({})", at.iter().map(|x| number(*x, digits)).collect::<Vec<_>>().join(", "))
}

/// `value` with exactly `decimals` digits after the point and a real minus sign; −0 is written as 0.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let zero = text.chars().all(|c| matches!(c, '-' | '0' | '.'));
    minus(if zero { text.trim_start_matches('-') } else { &text })
}

/// The power of ten 10ⁿ as text: `10⁻³`, but `0.1`, `1` and `10` in plain digits.
pub fn power_of_ten(n: i32) -> String {
    match n {
        -1 => "0.1".into(),
        0 => "1".into(),
        1 => "10".into(),
        _ => format!("10{}", superscript(n)),
    }
}

/// `text` as a number: the inverse of [`number`] and of tick texts, used where a label must be exact.
pub fn parse(text: &str) -> Option<f64> {
    let text: String = text
        .chars()
        .map(|c| match SUPERSCRIPTS.iter().position(|s| *s == c) {
            Some(digit) => char::from(b'0' + digit as u8),
            None if c == '−' || c == '⁻' => '-',
            None => c,
        })
        .collect();
    match text.split_once("×10") {
        Some((mantissa, exponent)) => decimal::read(&format!("{mantissa}e{exponent}")),
        None => decimal::read(&text),
    }
}

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A whole number in raised digits.
pub fn superscript(n: i32) -> String {
    let digit = |c| if c == '-' { '⁻' } else { SUPERSCRIPTS[(c as u8 - b'0') as usize] };
    n.to_string().chars().map(digit).collect()
}

/// `text` with a real minus sign in place of every hyphen.
pub fn minus(text: &str) -> String {
    text.replace('-', "−")
}

/// The mantissa without zeros at the end, and the exponent, of `value` rounded to `digits` significant digits.
fn parts(value: f64, digits: usize) -> Result<(String, i32), &'static str> {
    if value.is_nan() {
        return Err("–");
    }
    if value.is_infinite() {
        return Err(if value > 0.0 { "∞" } else { "−∞" });
    }
    if value == 0.0 {
        return Err("0");
    }
    let text = format!("{value:.*e}", digits.clamp(1, 17) - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa = if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { mantissa };
    Ok((mantissa.to_owned(), exponent.parse().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_few_digits_and_a_real_minus() {
        let cases = [
            (-1.0316284534898774, 6, "−1.03163"),
            (0.1, 6, "0.1"),
            (-0.0, 6, "0"),
            (12.0, 6, "12"),
            (999_999.6, 6, "1×10⁶"),
            (123_456.0, 6, "123456"),
            (123_456.0, 3, "123000"),
            (0.00012345, 3, "0.000123"),
            (0.000099, 3, "9.9×10⁻⁵"),
            (1e-9, 3, "1×10⁻⁹"),
            (-2.5e300, 4, "−2.5×10³⁰⁰"),
            (9.9996, 4, "10"),
            (f64::NAN, 4, "–"),
            (f64::NEG_INFINITY, 4, "−∞"),
        ];
        for (value, digits, text) in cases {
            assert_eq!(number(value, digits), text);
        }
    }

    #[test]
    fn a_number_rounded_to_nothing_has_no_sign() {
        assert_eq!(fixed(-0.0001, 2), "0.00");
        assert_eq!(fixed(-0.5, 1), "−0.5");
    }

    #[test]
    fn texts_are_read_back() {
        for value in [0.0, -1.5, 2.5e-9, -4e12, 123_456.0, 0.000123] {
            assert_eq!(parse(&number(value, 6)), Some(value));
        }
        assert_eq!(power_of_ten(-12), "10⁻¹²");
    }
}
