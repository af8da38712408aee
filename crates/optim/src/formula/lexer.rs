//! From text to tokens.

use super::error::{FormulaError, quoted};
use crate::decimal;

/// The least pieces of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    Name,
    Plus,
    Minus,
    Star,
    Slash,
    Caret,
    Open,
    Close,
    Comma,
    End,
}

/// A token with its text and the column, from 1, where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub text: String,
    pub column: usize,
}

/// All tokens of the text, with an [`Kind::End`] after the last. A character that no formula holds ends the list with
/// an error in its place, so that what is wrong before it is said first.
pub(super) fn tokens(text: &str) -> Vec<Result<Token, FormulaError>> {
    let characters: Vec<char> = text.chars().collect();
    let mut list = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        if characters[at].is_whitespace() {
            at += 1;
            continue;
        }
        match token(&characters, at) {
            Ok((kind, length)) => {
                let text = characters[at..at + length].iter().collect();
                list.push(Ok(Token { kind, text, column: at + 1 }));
                at += length;
            }
            Err(error) => {
                list.push(Err(error));
                return list;
            }
        }
    }
    list.push(Ok(Token { kind: Kind::End, text: String::new(), column: characters.len() + 1 }));
    list
}

/// The token that begins at a character, and its length.
fn token(characters: &[char], at: usize) -> Result<(Kind, usize), FormulaError> {
    let kind = match characters[at] {
        '+' => Kind::Plus,
        '-' => Kind::Minus,
        '*' if characters.get(at + 1) == Some(&'*') => {
            return Err(FormulaError::new(at + 1, quoted("**"), "“^” for a power: write x^2"));
        }
        '*' => Kind::Star,
        '/' => Kind::Slash,
        '^' => Kind::Caret,
        '(' => Kind::Open,
        ')' => Kind::Close,
        ',' => Kind::Comma,
        c if c.is_ascii_digit() || c == '.' => return number(characters, at),
        c if c.is_ascii_alphabetic() => {
            let rest = &characters[at..];
            let length = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '_').count();
            return Ok((Kind::Name, length));
        }
        c => return Err(FormulaError::new(at + 1, quoted(c.escape_debug()), advice(c))),
    };
    Ok((kind, 1))
}

/// A decimal number: digits with at most one point, and an exponent only where digits follow the `e`.
fn number(characters: &[char], at: usize) -> Result<(Kind, usize), FormulaError> {
    let digits =
        |from: usize| characters[from.min(characters.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut end = at + digits(at);
    let mut count = end - at;
    if characters.get(end) == Some(&'.') {
        let fraction = digits(end + 1);
        count += fraction;
        end += 1 + fraction;
    }
    if count == 0 {
        return Err(FormulaError::new(at + 1, "a lone “.”", "a number such as 0.5, a variable, a knob or “(”"));
    }
    if characters.get(end) == Some(&'.') {
        return Err(FormulaError::new(end + 1, "a second decimal point", "an operator or the end"));
    }
    if matches!(characters.get(end), Some('e' | 'E')) {
        let sign = usize::from(matches!(characters.get(end + 1), Some('+' | '-')));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        } else if !characters.get(end + 1).is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_') {
            let mantissa: String = characters[at..end].iter().collect();
            let found = quoted(format_args!("{mantissa}{}", characters[end]));
            let expected =
                format!("digits after the e, as in {mantissa}e-3, or {mantissa}*e for a multiple of e = 2.718…");
            return Err(FormulaError::new(end + 1, found, expected));
        }
    }
    let text: String = characters[at..end].iter().collect();
    // Digits with an optional point and exponent always parse; too large ones become infinite.
    let value = decimal::read(&text).unwrap_or(f64::INFINITY);
    if value.is_infinite() {
        return Err(FormulaError::new(at + 1, quoted(text), "a number below 1.8e308"));
    }
    Ok((Kind::Number(value), end - at))
}

/// What to write instead of a character that no formula holds.
fn advice(c: char) -> String {
    let instead = match c {
        '−' | '–' | '—' | '‐' | '‑' | '－' => "the hyphen “-” for minus",
        '×' | '·' | '⋅' | '∙' | '•' | '∗' | '＊' => "“*” for a product",
        '÷' | '∕' | '⁄' | ':' => "“/” for a quotient",
        '⁰' | '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' => {
            let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|known| known == c).unwrap_or(2);
            return format!("“^{digit}” for a power: write x^{digit}");
        }
        '⁻' => "“^-” for a negative power: write x^-1",
        '√' => "sqrt(…)",
        'π' => "pi",
        'ℯ' => "e",
        '|' => "abs(…)",
        '[' | '{' | '（' => "the round bracket “(”",
        ']' | '}' | '）' => "the round bracket “)”",
        ';' | '，' => "“,” between two arguments",
        '=' => "only the right-hand side of the equation",
        '<' | '>' | '≤' | '≥' => "min(…, …) or max(…, …); there are no comparisons",
        '!' => "a product written out; there is no factorial",
        '%' => "a - b*floor(a/b) for a remainder, or /100 for a percentage",
        '_' => "a name that begins with a letter",
        c if is_letter(c) => "a name in the letters A to Z, with digits and “_” after the first",
        _ => "a number, x, y, pi, e, a knob, a function, an operator (+ - * / ^) or a bracket",
    };
    instead.to_owned()
}

/// Whether it is a letter that people may try in a name: Latin, Greek or Cyrillic. The tables of all the world's letters would weigh more than all the rest of this
/// language.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (('À'..='ӿ').contains(&c) && !matches!(c, '×' | '÷'))
}
