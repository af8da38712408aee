//! The notation in which methods write their rules: a few operators, Greek letters, indices, hats.
//!
//! ```text
//! line      = statement { ",  " statement } [ ",  " words | "  " words ]
//! statement = expression ( "←" | "=" | "≈" | "≤" ) expression
//! expression = product { ( "+" | "−" ) product }
//! product   = quotient { "·" quotient }
//! quotient  = factors { "/" factors }               so ε g / (√r + δ) is one fraction
//! factors   = factor { factor }                     juxtaposition
//! factor    = [ "−" ] ( number | name | "√" factor | "(" … ")" | "|" … "|" | "‖" … "‖" | function "(" … ")" ) { "²" | "ᵗ" | "ᵀ" | "^" factor }
//! ```
//! A name is a letter with what stands on it and its indices: m, m̂, β₁, g₋, xᶜ, ρ∞. What cannot be read so is words.

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number as it is written.
    Number(f64),
    /// A term by its symbol.
    Name(String),
    /// The negative.
    Minus(Box<Expr>),
    /// Sum or difference: the second is subtracted where the flag is set.
    Sum(Box<Expr>, bool, Box<Expr>),
    /// A product; with a dot where the flag is set.
    Product(Box<Expr>, bool, Box<Expr>),
    /// A fraction.
    Quotient(Box<Expr>, Box<Expr>),
    /// A power.
    Power(Box<Expr>, Box<Expr>),
    /// A transposed vector.
    Transposed(Box<Expr>),
    /// A square root.
    Root(Box<Expr>),
    /// The sizes of the entries.
    Size(Box<Expr>),
    /// The Euclidean length.
    Norm(Box<Expr>),
    /// A function of one or two arguments, one of [`FUNCTIONS`].
    Call(&'static str, Vec<Expr>),
    /// In parentheses.
    Group(Box<Expr>),
}

/// The functions that rules use: P moves a point into the bounds.
pub const FUNCTIONS: [&str; 5] = ["max", "min", "sign", "∇f", "P"];

/// What stands between the sides of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The left side becomes the right side.
    Becomes,
    /// Both sides are equal; a name on the left that has no value yet gets one.
    Equals,
    /// Both sides are nearly equal.
    Nearly,
    /// The left side is at most the right side.
    AtMost,
}

impl Relation {
    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Relation::Becomes => "←",
            Relation::Equals => "=",
            Relation::Nearly => "≈",
            Relation::AtMost => "≤",
        }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Something that is computed, or that holds.
    Statement(Expr, Relation, Expr),
    /// Something said.
    Words(String),
}

/// Reads a line.
pub fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in line.split(",  ") {
        let (statement, words) = part.split_once("  ").map_or((part, ""), |(a, b)| (a, b.trim()));
        match read(statement) {
            Some(piece) => {
                pieces.push(piece);
                if !words.is_empty() {
                    pieces.push(Piece::Words(words.to_owned()));
                }
            }
            None => pieces.push(Piece::Words(part.trim().to_owned())),
        }
    }
    pieces
}

fn read(text: &str) -> Option<Piece> {
    let relations = [Relation::Becomes, Relation::Equals, Relation::Nearly, Relation::AtMost];
    let (at, relation) = relations.iter().filter_map(|r| Some((text.find(r.sign())?, *r))).min_by_key(|(at, _)| *at)?;
    let (left, right) = (&text[..at], &text[at + relation.sign().len()..]);
    Some(Piece::Statement(expression(left)?, relation, expression(right)?))
}

/// Reads an expression; `None` where it is none.
pub fn expression(text: &str) -> Option<Expr> {
    let mut reader = Reader { text: text.chars().collect(), at: 0 };
    let read = reader.sum()?;
    reader.skip();
    (reader.at == reader.text.len()).then_some(read)
}

struct Reader {
    text: Vec<char>,
    at: usize,
}

/// Digits above the line, and the letters that stand there.
const RAISED: [(char, &str); 13] = [
    ('⁰', "0"),
    ('¹', "1"),
    ('²', "2"),
    ('³', "3"),
    ('⁴', "4"),
    ('⁵', "5"),
    ('⁶', "6"),
    ('⁷', "7"),
    ('⁸', "8"),
    ('⁹', "9"),
    ('⁻', "−"),
    ('⁺', "+"),
    ('ᵗ', "t"),
];

/// Whether a name can begin with it: a Latin or a Greek letter. The tables of all the world's letters would weigh more than this notation.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || ('Α'..='ω').contains(&c)
}

/// What belongs to the letter before it: hats, bars, indices.
fn is_mark(c: char) -> bool {
    ('\u{300}'..'\u{370}').contains(&c)
        || ('₀'..='₎').contains(&c)
        || matches!(c, 'ₜ' | 'ₖ' | 'ᵣ' | 'ₑ' | '∞' | 'ᶜ' | '′')
}

impl Reader {
    fn skip(&mut self) {
        while self.text.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    /// The next character that is no space.
    fn peek(&mut self) -> Option<char> {
        self.skip();
        self.text.get(self.at).copied()
    }

    /// Whether the next character is `c`; then it is passed.
    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn sum(&mut self) -> Option<Expr> {
        let mut sum = self.product()?;
        loop {
            let minus = self.peek() == Some('−');
            if !minus && self.peek() != Some('+') {
                return Some(sum);
            }
            self.at += 1;
            sum = Expr::Sum(Box::new(sum), minus, Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Option<Expr> {
        let mut product = self.quotient()?;
        while self.eat('·') {
            product = Expr::Product(Box::new(product), true, Box::new(self.quotient()?));
        }
        Some(product)
    }

    fn quotient(&mut self) -> Option<Expr> {
        if self.eat('−') {
            return Some(Expr::Minus(Box::new(self.quotient()?)));
        }
        let mut quotient = self.factors()?;
        while self.eat('/') {
            quotient = Expr::Quotient(Box::new(quotient), Box::new(self.factors()?));
        }
        Some(quotient)
    }

    fn factors(&mut self) -> Option<Expr> {
        let mut factors = self.factor()?;
        while self.peek().is_some_and(|c| is_letter(c) || c.is_ascii_digit() || "√(∇½‖".contains(c)) {
            // A bar that closes is seen by whoever opened it.
            if self.peek() == Some('‖') && !self.opens() {
                break;
            }
            factors = Expr::Product(Box::new(factors), false, Box::new(self.factor()?));
        }
        Some(factors)
    }

    /// Whether a bar here can open: only after a space or a parenthesis, and before a letter.
    fn opens(&self) -> bool {
        self.at > 0
            && matches!(self.text[self.at - 1], ' ' | '(')
            && self.text.get(self.at + 1).is_some_and(|c| is_letter(*c))
    }

    fn factor(&mut self) -> Option<Expr> {
        let mut factor = self.atom()?;
        loop {
            match self.text.get(self.at) {
                Some('ᵀ') => {
                    self.at += 1;
                    factor = Expr::Transposed(Box::new(factor));
                }
                Some('^') => {
                    self.at += 1;
                    factor = Expr::Power(Box::new(factor), Box::new(self.atom()?));
                }
                Some(c) if RAISED.iter().any(|(raised, _)| raised == c) => {
                    let mut power = String::new();
                    while let Some((_, c)) =
                        self.text.get(self.at).and_then(|c| RAISED.iter().find(|(raised, _)| raised == c))
                    {
                        power.push_str(c);
                        self.at += 1;
                    }
                    factor = Expr::Power(Box::new(factor), Box::new(expression(&power)?));
                }
                _ => return Some(factor),
            }
        }
    }

    fn atom(&mut self) -> Option<Expr> {
        let c = self.peek()?;
        match c {
            '½' => {
                self.at += 1;
                Some(Expr::Number(0.5))
            }
            '√' => {
                self.at += 1;
                Some(Expr::Root(Box::new(self.rooted()?)))
            }
            '(' => Some(Expr::Group(Box::new(self.between('(', ')')?))),
            '|' => Some(Expr::Size(Box::new(self.between('|', '|')?))),
            '‖' => Some(Expr::Norm(Box::new(self.between('‖', '‖')?))),
            c if c.is_ascii_digit() => {
                let from = self.at;
                while self.text.get(self.at).is_some_and(|c| c.is_ascii_digit() || *c == '.') {
                    self.at += 1;
                }
                let digits: String = self.text[from..self.at].iter().collect();
                crate::decimal::read(&digits).map(Expr::Number)
            }
            c if is_letter(c) || c == '∇' => self.name(),
            _ => None,
        }
    }

    /// What stands under a root: what is in parentheses, without them, or a name.
    fn rooted(&mut self) -> Option<Expr> {
        if self.peek() == Some('(') { self.between('(', ')') } else { self.atom() }
    }

    fn between(&mut self, open: char, close: char) -> Option<Expr> {
        let inner = if self.eat(open) { self.sum()? } else { return None };
        self.eat(close).then_some(inner)
    }

    fn name(&mut self) -> Option<Expr> {
        for function in FUNCTIONS {
            let end = self.at + function.chars().count();
            if self.text.get(end) == Some(&'(') && self.text[self.at..end].iter().copied().eq(function.chars()) {
                self.at = end + 1;
                let mut arguments = vec![self.sum()?];
                while self.eat(',') {
                    arguments.push(self.sum()?);
                }
                return self.eat(')').then_some(Expr::Call(function, arguments));
            }
        }
        let letters = self.text[self.at..].iter().take_while(|c| c.is_ascii_lowercase()).count();
        // Longer words are no names.
        if letters > 2 || self.text[self.at] == '∇' {
            return None;
        }
        let from = self.at;
        self.at += 1;
        while self.text.get(self.at).is_some_and(|c| is_mark(*c)) {
            self.at += 1;
        }
        Some(Expr::Name(self.text[from..self.at].iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(symbol: &str) -> Box<Expr> {
        Box::new(Expr::Name(symbol.to_owned()))
    }

    #[test]
    fn a_fraction_takes_the_factors_on_both_of_its_sides() {
        let read = expression("ε g / (√r + δ)").unwrap();
        let Expr::Quotient(top, _) = read else { panic!("{read:?}") };
        assert_eq!(*top, Expr::Product(name("ε"), false, name("g")));
    }

    #[test]
    fn names_have_hats_and_indices() {
        for symbol in ["m", "m̂", "β₁", "g₋", "xᶜ", "x̄", "ρ∞", "ρₜ", "H"] {
            assert_eq!(expression(symbol), Some(*name(symbol)), "{symbol}");
        }
        assert_eq!(expression("β₁ᵗ"), Some(Expr::Power(name("β₁"), name("t"))));
        let ten = Expr::Power(Box::new(Expr::Number(10.0)), Box::new(Expr::Minus(Box::new(Expr::Number(6.0)))));
        assert_eq!(expression("10⁻⁶"), Some(ten));
    }

    #[test]
    fn what_is_no_statement_is_words() {
        assert_eq!(pieces("the way gone in all"), [Piece::Words("the way gone in all".to_owned())]);
        let [Piece::Statement(..), Piece::Words(words)] = &pieces("x ← x + α p,  α by line search")[..] else {
            panic!()
        };
        assert_eq!(words, "α by line search");
        assert_eq!(pieces("m̂ ← m / (1 − β₁ᵗ),  v̂ ← v / (1 − β₂ᵗ)").len(), 2);
        assert_eq!(pieces("a ← b  where it holds").len(), 2);
        for wrong in ["", "a +", "(a", "|a", "max(a", "a ⊕ b", "argmin"] {
            assert_eq!(expression(wrong), None, "{wrong}");
        }
    }
}
