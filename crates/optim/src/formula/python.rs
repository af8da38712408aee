//! A formula as a Python expression over NumPy.
//!
//! Numbers are written as floats, so that nothing overflows a whole number or takes for ever; whole exponents stay whole. Functions keep their
//! names but for those that Python has already, which end in `_`; so do knobs that are words of Python's.

use super::lexer::{Kind, tokens};
use super::names::function;
use crate::experiment::text::write;

/// Words that are no names in Python, and names that a script has for something else.
const TAKEN: [&str; 40] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "np", "abs", "min", "max", "f",
];

/// A name of a formula as it may stand in Python.
pub fn name(name: &str) -> String {
    match name {
        "pi" => "np.pi".to_owned(),
        "e" => "np.e".to_owned(),
        name if TAKEN.contains(&name) => format!("{name}_"),
        name => name.to_owned(),
    }
}

/// A formula that compiles, as a Python expression; and the functions that it calls, by their names in Python.
pub fn python(text: &str) -> (String, Vec<String>) {
    let tokens: Vec<_> = tokens(text).into_iter().flatten().collect();
    let (mut out, mut calls) = (String::new(), Vec::new());
    for (i, token) in tokens.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| &tokens[i].kind);
        let after = tokens.get(i + 1).map(|token| &token.kind);
        match &token.kind {
            Kind::Number(value) => {
                let signed = before == Some(&Kind::Minus) && i > 1 && tokens[i - 2].kind == Kind::Caret;
                let exponent =
                    (before == Some(&Kind::Caret) || signed) && after != Some(&Kind::Caret) && *value <= 64.0;
                let digits = write(*value);
                let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
                out.push_str(&digits);
                out.push_str(if whole && !exponent { ".0" } else { "" });
            }
            Kind::Name => {
                let name = name(&token.text);
                if function(&token.text).is_some() && !calls.contains(&name) {
                    calls.push(name.clone());
                }
                out.push_str(&name);
            }
            Kind::Plus => out.push_str(" + "),
            // A sign stands close, a difference apart.
            Kind::Minus if matches!(before, Some(Kind::Number(_) | Kind::Name | Kind::Close)) => out.push_str(" - "),
            Kind::Minus => out.push('-'),
            Kind::Star => out.push_str(" * "),
            Kind::Slash => out.push_str(" / "),
            Kind::Caret => out.push_str("**"),
            Kind::Open => out.push('('),
            Kind::Close => out.push(')'),
            Kind::Comma => out.push_str(", "),
            Kind::End => {}
        }
    }
    (out, calls)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_floats_and_whole_exponents_whole() {
        for (text, expected) in [
            ("(4 - 2.1*x^2)*x", "(4.0 - 2.1 * x**2) * x"),
            ("-x^-1 + 007", "-x**-1 + 7.0"),
            ("9^9^9^9", "9.0**9.0**9.0**9"),
            ("min(x, 1e300) + e^x + 1e-7", "min_(x, 1e+300) + np.e**x + 1e-7"),
            ("lambda*x\u{a0}+ f", "lambda_ * x + f_"),
            ("123456789012345678901234567890*x", "1.2345678901234568e+29 * x"),
        ] {
            assert_eq!(python(text).0, expected, "{text}");
        }
    }

    #[test]
    fn calls_are_listed_once() {
        assert_eq!(python("sin(x) + sin(y) + abs(x)").1, ["sin", "abs_"]);
    }
}
