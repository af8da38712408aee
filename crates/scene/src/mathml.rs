//! Lines of a rule as mathematics, with letters or with the numbers of a step, as a tree of MathML elements.
//!
//! Presentation MathML as MathML Core has it; nothing here is text with markup in it.

use crate::words;
use descent_optim::anatomy::rule::{Expr, Piece};
use descent_optim::anatomy::{Terms, Value, Worked};
use serde::Serialize;

/// An element with its children, or a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Node {
    /// A text.
    Text(String),
    /// The name of an element, and what is in it.
    Element(&'static str, Vec<Node>),
}

/// A line with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// The statement with letters; nothing where there are words only.
    pub letters: Option<Node>,
    /// The same with numbers, and what they make, in parts between which a line may be broken; none where that says no more than the letters.
    pub numbers: Vec<Node>,
    /// What is said besides.
    pub words: String,
}

/// Digits of a number in a line.
const DIGITS: usize = 3;

fn element(tag: &'static str, children: Vec<Node>) -> Node {
    Node::Element(tag, children)
}

fn text(tag: &'static str, text: &str) -> Node {
    element(tag, vec![Node::Text(text.to_owned())])
}

fn row(children: Vec<Node>) -> Node {
    if children.len() == 1 {
        children.into_iter().next().unwrap_or(Node::Text(String::new()))
    } else {
        element("mrow", children)
    }
}

fn sign(sign: &str) -> Node {
    text("mo", sign)
}

fn fenced(open: &str, inside: Node, close: &str) -> Node {
    element("mrow", vec![sign(open), inside, sign(close)])
}

/// A number, with powers of ten raised.
pub fn number(value: f64) -> Node {
    let text_of = words::number(value, DIGITS);
    let (minus, rest) = text_of.strip_prefix('−').map_or((false, text_of.as_str()), |rest| (true, rest));
    let size = match rest.split_once("×10") {
        None => text("mn", rest),
        Some((mantissa, _)) => {
            let exponent =
                words::number(value, DIGITS).split_once("×10").map(|(_, raised)| plain(raised)).unwrap_or_default();
            element(
                "mrow",
                vec![text("mn", mantissa), sign("×"), element("msup", vec![text("mn", "10"), text("mn", &exponent)])],
            )
        }
    };
    if minus { element("mrow", vec![sign("−"), size]) } else { size }
}

/// Raised digits on the line.
fn plain(raised: &str) -> String {
    let digit = |c: char| match c {
        '⁻' => '−',
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        c => char::from_u32(c as u32 - 0x2070 + 0x30).unwrap_or(c),
    };
    raised.chars().map(digit).collect()
}

/// A value: vectors stand upright.
pub fn value(value: &Value) -> Node {
    let cells = |cells: &[f64]| cells.iter().map(|x| element("mtd", vec![number(*x)])).collect::<Vec<_>>();
    let table = |rows: Vec<Vec<Node>>| {
        let rows = rows.into_iter().map(|cells| element("mtr", cells)).collect();
        fenced("(", element("mtable", rows), ")")
    };
    match value {
        Value::Number(x) => number(*x),
        Value::Vector(x) => table(cells(x).into_iter().map(|cell| vec![cell]).collect()),
        Value::Row(x) => table(vec![cells(x)]),
        Value::Matrix(rows) => table(rows.iter().map(|row| cells(row)).collect()),
    }
}

/// A name: its letter, what stands on it, its indices.
pub fn name(symbol: &str) -> Node {
    let mut letters = symbol.chars();
    let letter: String = letters.by_ref().take(1).collect();
    let mut node = text("mi", &letter);
    let mut index = String::new();
    for mark in letters {
        match mark {
            '\u{302}' => node = element("mover", vec![node, sign("^")]),
            '\u{304}' => node = element("mover", vec![node, sign("¯")]),
            'ᶜ' => node = element("msup", vec![node, text("mi", "C")]),
            '′' => node = element("msup", vec![node, sign("′")]),
            '₀'..='₉' => index.push(char::from(b'0' + (mark as u32 - '₀' as u32) as u8)),
            '₊' => index.push('+'),
            '₋' => index.push('−'),
            'ₜ' => index.push('t'),
            'ₖ' => index.push('k'),
            'ᵣ' => index.push('r'),
            'ₑ' => index.push('e'),
            other => index.push(other),
        }
    }
    if index.is_empty() {
        node
    } else {
        element(
            "msub",
            vec![node, text(if index.bytes().all(|c| c.is_ascii_lowercase()) { "mi" } else { "mn" }, &index)],
        )
    }
}

/// An expression: with the numbers of `terms`, or with letters.
pub fn expression(expr: &Expr, terms: Option<&Terms>) -> Node {
    let own = |expr: &Expr| expression(expr, terms);
    let bare = |expr: &Expr| if let Expr::Group(inner) = expr { own(inner) } else { own(expr) };
    match expr {
        Expr::Number(x) => {
            if *x == 0.5 {
                element("mfrac", vec![text("mn", "1"), text("mn", "2")])
            } else {
                number(*x)
            }
        }
        Expr::Name(symbol) => terms.and_then(|terms| terms.get(symbol)).map_or_else(|| name(symbol), value),
        Expr::Minus(a) => element("mrow", vec![sign("−"), operand(a, terms)]),
        Expr::Sum(a, minus, b) => {
            element("mrow", vec![own(a), sign(if *minus { "−" } else { "+" }), operand(b, terms)])
        }
        Expr::Product(a, dot, b) => {
            // Two numbers side by side would be read as one.
            let numbers = terms.is_some() && !matches!(**b, Expr::Call(..));
            let between = if *dot || numbers { "·" } else { "\u{2062}" };
            element("mrow", vec![operand(a, terms), sign(between), operand(b, terms)])
        }
        Expr::Quotient(a, b) => element("mfrac", vec![bare(a), bare(b)]),
        Expr::Power(a, b) => element("msup", vec![powered(a, terms), bare(b)]),
        Expr::Transposed(a) => element("msup", vec![powered(a, terms), text("mi", "T")]),
        Expr::Root(a) => element("msqrt", vec![own(a)]),
        Expr::Size(a) => fenced("|", own(a), "|"),
        Expr::Norm(a) => fenced("‖", own(a), "‖"),
        Expr::Group(a) => fenced("(", own(a), ")"),
        Expr::Call("∇f", arguments) => {
            let inside = arguments.first().map_or(Node::Text(String::new()), own);
            let inside = if matches!(arguments.first(), Some(Expr::Name(_))) && terms.is_some() {
                inside
            } else {
                fenced("(", inside, ")")
            };
            element("mrow", vec![text("mi", "∇"), text("mi", "f"), inside])
        }
        Expr::Call(function, arguments) => {
            let mut inside = Vec::new();
            for (i, argument) in arguments.iter().enumerate() {
                if i > 0 {
                    inside.push(sign(","));
                }
                inside.push(own(argument));
            }
            element("mrow", vec![text("mi", function), fenced("(", element("mrow", inside), ")")])
        }
    }
}

/// An expression beside a sign: a number below 0 is put in parentheses.
fn operand(expr: &Expr, terms: Option<&Terms>) -> Node {
    let node = expression(expr, terms);
    let below = matches!(expr, Expr::Name(_))
        && matches!(&node, Node::Element("mrow", inside) if inside.first() == Some(&sign("−")));
    if below { fenced("(", node, ")") } else { node }
}

/// An expression to which something is raised.
fn powered(expr: &Expr, terms: Option<&Terms>) -> Node {
    let node = expression(expr, terms);
    let simple = matches!(expr, Expr::Group(_) | Expr::Number(_)) || terms.is_none();
    let number = matches!(&node, Node::Element("mn", _));
    let fence = matches!(&node, Node::Element("mrow", inside) if inside.first() == Some(&sign("(")));
    if simple || number || fence { node } else { fenced("(", node, ")") }
}

/// A sign with what follows it, at the beginning of a part: the empty element makes it stand between two sides there too.
fn infix(between: &str, part: Node) -> Node {
    element("mrow", vec![element("mi", Vec::new()), sign(between), part])
}

/// The same parts with a sign before the first one.
fn behind(between: &str, mut parts: Vec<Node>) -> Vec<Node> {
    if let Some(first) = parts.first_mut() {
        *first = infix(between, std::mem::replace(first, Node::Text(String::new())));
    }
    parts
}

/// An expression as [`expression`] has it, in parts between which a line may be broken: its terms and their factors.
fn parts(expr: &Expr, terms: Option<&Terms>) -> Vec<Node> {
    match expr {
        Expr::Sum(a, minus, b) => {
            let mut list = parts(a, terms);
            let second = if matches!(**b, Expr::Name(_)) { vec![operand(b, terms)] } else { parts(b, terms) };
            list.extend(behind(if *minus { "−" } else { "+" }, second));
            list
        }
        Expr::Product(a, _, b) if matches!(**a, Expr::Product(..) | Expr::Group(_)) => {
            let mut list = parts(a, terms);
            list.push(infix("·", operand(b, terms)));
            list
        }
        _ => vec![expression(expr, terms)],
    }
}

/// A piece of a line with its letters and its numbers.
pub fn shown(worked: &Worked) -> Shown {
    let (left, relation, right) = match &worked.piece {
        Piece::Words(words) => return Shown { letters: None, numbers: Vec::new(), words: words.clone() },
        Piece::Statement(left, relation, right) => (left, relation.sign(), right),
    };
    let letters = row(vec![expression(left, None), sign(relation), expression(right, None)]);
    let mut numbers = Vec::new();
    if let Some(made) = &worked.value {
        let with = |expr: &Expr| parts(expr, Some(&worked.terms));
        match &worked.right {
            Some(other) => {
                if !matches!(left, Expr::Name(_)) {
                    numbers.extend(with(left));
                    numbers.push(infix("=", value(made)));
                } else {
                    numbers.push(value(made));
                }
                if !matches!(right, Expr::Name(_) | Expr::Number(_)) {
                    numbers.extend(behind(relation, with(right)));
                }
                numbers.push(infix(if matches!(right, Expr::Name(_)) { relation } else { "=" }, value(other)));
            }
            None => {
                if !matches!(right, Expr::Name(_) | Expr::Call("∇f", _)) {
                    numbers.extend(behind("=", with(right)));
                }
                numbers.push(infix("=", value(made)));
            }
        }
    }
    Shown { letters: Some(letters), numbers, words: String::new() }
}

/// A line of a rule as its method writes it, with letters.
pub fn written(line: &str) -> Vec<Shown> {
    let piece = |piece| shown(&Worked { piece, terms: Terms::default(), value: None, right: None });
    descent_optim::anatomy::rule::pieces(line).into_iter().map(piece).collect()
}

impl Node {
    /// As markup, texts escaped.
    pub fn markup(&self) -> String {
        match self {
            Node::Text(text) => text.replace('&', "&amp;").replace('<', "&lt;"),
            Node::Element(tag, children) => {
                let inside: String = children.iter().map(Node::markup).collect();
                format!("<{tag}>{inside}</{tag}>")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use descent_optim::anatomy::worked;

    fn worked(line: &str, terms: &[(&str, Value)]) -> Shown {
        let mut known = Terms::default();
        terms.iter().for_each(|(symbol, value)| known.set(symbol, value.clone()));
        let lines = worked::work(&[line.to_owned()], &mut known, None, None);
        shown(&lines[0][0])
    }

    #[test]
    fn a_fraction_is_a_fraction_and_a_hat_stands_on_its_letter() {
        let Shown { letters, .. } = &written("x ← x − ε m̂ / (√v̂ + δ)")[0];
        let markup = letters.as_ref().unwrap().markup();
        assert!(
            markup.contains(
                "<mfrac><mrow><mi>ε</mi><mo>\u{2062}</mo><mover><mi>m</mi><mo>^</mo></mover></mrow><mrow><msqrt>"
            ),
            "{markup}"
        );
        assert!(!markup.contains('('), "a fraction needs no parentheses: {markup}");
    }

    #[test]
    fn numbers_take_the_places_of_letters() {
        let vector = |a, b| Value::Vector(vec![a, b]);
        let shown = worked(
            "v ← ρ v − ε g",
            &[("ρ", Value::Number(0.9)), ("v", vector(1.0, -2.0)), ("ε", Value::Number(1e-9)), ("g", vector(0.0, 3.0))],
        );
        let markup: String = shown.numbers.iter().map(Node::markup).collect();
        let column = |a: &str, b: &str| {
            format!(
                "<mrow><mo>(</mo><mtable><mtr><mtd>{a}</mtd></mtr><mtr><mtd>{b}</mtd></mtr></mtable><mo>)</mo></mrow>"
            )
        };
        let v = column("<mn>1</mn>", "<mrow><mo>−</mo><mn>2</mn></mrow>");
        assert!(markup.contains(&format!("<mn>0.9</mn><mo>·</mo>{v}")), "{markup}");
        assert!(markup.contains("<mn>1</mn><mo>×</mo><msup><mn>10</mn><mn>−9</mn></msup>"), "{markup}");
        assert!(
            markup.ends_with(&format!(
                "<mo>=</mo>{}</mrow>",
                column("<mn>0.9</mn>", "<mrow><mo>−</mo><mn>1.8</mn></mrow>")
            )),
            "{markup}"
        );
    }

    #[test]
    fn a_line_may_be_broken_before_each_of_its_terms_and_factors() {
        let matrix = Value::Matrix(vec![vec![2.0, 1.0], vec![1.0, 3.0]]);
        let (vector, one) = (Value::Vector(vec![1.0, -2.0]), Value::Number(0.5));
        let terms = [("x", vector.clone()), ("s", vector), ("H", matrix), ("ρ", one)];
        let texts = |line: &str| -> Vec<String> {
            let markup = worked(line, &terms).numbers.iter().map(Node::markup).collect::<Vec<_>>();
            markup.iter().map(|text| text.split(['<', '>']).skip(2).step_by(2).collect::<String>()).collect()
        };
        assert_eq!(texts("x ← (x + s) ρ − ρ s"), ["=((1−2)+(1−2))", "·0.5", "−0.5·(1−2)", "=(0.5−1)"]);
        assert_eq!(texts("x ← H x").len(), 2);
        assert_eq!(texts("‖x‖ ≤ ρ"), ["‖(1−2)‖", "=2.24", "≤0.5"]);
    }

    #[test]
    fn a_negative_number_is_kept_apart_from_signs() {
        let shown = worked("c ← a − b", &[("a", Value::Number(1.0)), ("b", Value::Number(-2.0))]);
        assert!(
            shown
                .numbers
                .iter()
                .map(Node::markup)
                .collect::<String>()
                .contains("<mo>−</mo><mrow><mo>(</mo><mrow><mo>−</mo><mn>2</mn></mrow><mo>)</mo></mrow>")
        );
    }

    #[test]
    fn every_line_of_the_catalog_is_mathematics_or_words() {
        for method in descent_optim::optimizers::CATALOG {
            for shown in method.rule.iter().flat_map(|line| written(line)) {
                assert!(shown.letters.is_some() == shown.words.is_empty(), "{}: {shown:?}", method.id);
            }
        }
    }
}
