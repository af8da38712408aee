//! Random expressions: as text, and evaluated directly, without parser and bytecode, as the documentation of
//! `formula` says.

use descent_optim::scalar::Scalar;
use proptest::prelude::*;

/// An expression tree.
#[derive(Clone, Debug)]
pub enum Expression {
    X,
    Y,
    Knob(usize),
    Number(f64),
    Neg(Box<Expression>),
    Operator(char, Box<Expression>, Box<Expression>),
    One(&'static str, Box<Expression>),
    Two(&'static str, Box<Expression>, Box<Expression>),
}

use Expression::*;

const ONE: [&str; 16] = [
    "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "log10", "sqrt", "abs", "sign",
    "floor",
];

/// Whole exponents, every pattern of binary digits up to 7 among them.
const WHOLE: [f64; 14] = [-7.0, -2.0, -1.0, 0.0, 1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 13.0, 64.0];

/// The knobs' names, and values for them.
pub const KNOBS: [(&str, f64); 2] = [("a", 1.5), ("height_2", -3.0)];

/// Expressions of moderate size, so that values stay in a sensible range.
pub fn expressions() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![
        4 => Just(X),
        4 => Just(Y),
        1 => (0..KNOBS.len()).prop_map(Knob),
        2 => (-3..=6).prop_map(|n| number(f64::from(n))),
        2 => (-400..400).prop_map(|n| number(f64::from(n) / 100.0)),
    ];
    leaf.prop_recursive(5, 24, 2, |inner| {
        let boxed = inner.prop_map(Box::new).boxed();
        prop_oneof![
            1 => boxed.clone().prop_map(Neg),
            6 => (prop::sample::select(vec!['+', '-', '*', '/']), boxed.clone(), boxed.clone())
                .prop_map(|(operator, a, b)| Operator(operator, a, b)),
            2 => (boxed.clone(), prop::sample::select(WHOLE.to_vec()))
                .prop_map(|(a, n)| Operator('^', a, Box::new(number(n)))),
            1 => (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Operator('^', a, b)),
            4 => (prop::sample::select(ONE.to_vec()), boxed.clone()).prop_map(|(name, a)| One(name, a)),
            1 => (prop::sample::select(vec!["min", "max"]), boxed.clone(), boxed)
                .prop_map(|(name, a, b)| Two(name, a, b)),
        ]
    })
}

/// A number; the grammar has no negative ones, only signs before them.
fn number(value: f64) -> Expression {
    if value < 0.0 { Neg(Box::new(Number(-value))) } else { Number(value) }
}

impl Expression {
    /// The text with as few brackets as the grammar allows.
    pub fn text(&self) -> String {
        self.within(0)
    }

    /// The text where an operator of at least the given level may stand: 0 sums, 1 products, 2 signs, 3 powers, 4 none.
    fn within(&self, level: u8) -> String {
        let (own, text) = match self {
            X => (4, "x".to_owned()),
            Y => (4, "y".to_owned()),
            Knob(index) => (4, KNOBS[*index].0.to_owned()),
            Number(value) => (4, format!("{value}")),
            Neg(a) => (2, format!("-{}", a.within(2))),
            Operator(c @ ('+' | '-'), a, b) => (0, format!("{} {c} {}", a.within(0), b.within(1))),
            Operator(c @ ('*' | '/'), a, b) => (1, format!("{}{c}{}", a.within(1), b.within(2))),
            Operator(c, a, b) => (3, format!("{}{c}{}", a.within(4), b.within(3))),
            One(name, a) => (4, format!("{name}({})", a.within(0))),
            Two(name, a, b) => (4, format!("{name}({}, {})", a.within(0), b.within(0))),
        };
        if own < level { format!("({text})") } else { text }
    }

    /// The value over any scalar.
    pub fn eval<S: Scalar>(&self, x: S, y: S) -> S {
        self.part(x, y).scalar()
    }

    fn part<S: Scalar>(&self, x: S, y: S) -> Part<S> {
        match self {
            X => Part::Varies(x),
            Y => Part::Varies(y),
            Knob(index) => Part::Known(KNOBS[*index].1),
            Number(value) => Part::Known(*value),
            Neg(a) => match a.part(x, y) {
                Part::Known(a) => Part::Known(-a),
                Part::Varies(a) => Part::Varies(-a),
            },
            One("log", a) if a.softplus_argument().is_some_and(|u| u.varies()) => {
                Part::Varies(a.softplus_argument().expect("just seen").eval(x, y).softplus())
            }
            One(name, a) => match a.part(x, y) {
                Part::Known(a) => Part::Known(one(name, a)),
                Part::Varies(a) => Part::Varies(one(name, a)),
            },
            Two(name, a, b) => match (a.part(x, y), b.part(x, y)) {
                (Part::Known(a), Part::Known(b)) => Part::Known(two(name, a, b)),
                (a, b) => Part::Varies(two(name, a.scalar(), b.scalar())),
            },
            Operator(c, a, b) => operator(*c, a.part(x, y), b.part(x, y)),
        }
    }

    fn varies(&self) -> bool {
        matches!(self.part(0.5, 0.5), Part::Varies(_))
    }

    /// u, where this is exp(u) + 1 or 1 + exp(u) in any way of writing the constant.
    fn softplus_argument(&self) -> Option<&Expression> {
        let is_constant = |e: &Expression, c: f64| matches!(e.part(0.5, 0.5), Part::Known(k) if k == c);
        match self {
            Operator('+', a, b) | Operator('+', b, a) if is_constant(b, 1.0) => a.exponent(),
            Operator('-', a, b) if is_constant(b, -1.0) => a.exponent(),
            Operator('*', a, b) | Operator('*', b, a) if is_constant(b, 1.0) => a.softplus_argument(),
            Operator('/' | '^', a, b) if is_constant(b, 1.0) => a.softplus_argument(),
            _ => None,
        }
    }

    /// u, where this is exp(u); a factor, divisor or exponent 1 changes nothing.
    fn exponent(&self) -> Option<&Expression> {
        let is_one = |e: &Expression| matches!(e.part(0.5, 0.5), Part::Known(1.0));
        match self {
            One("exp", u) => Some(u),
            Operator('*', a, b) | Operator('*', b, a) if is_one(b) => a.exponent(),
            Operator('/' | '^', a, b) if is_one(b) => a.exponent(),
            _ => None,
        }
    }
}

enum Part<S> {
    Known(f64),
    Varies(S),
}

impl<S: Scalar> Part<S> {
    fn scalar(self) -> S {
        match self {
            Part::Known(c) => S::from(c),
            Part::Varies(s) => s,
        }
    }
}

fn operator<S: Scalar>(c: char, a: Part<S>, b: Part<S>) -> Part<S> {
    use Part::{Known, Varies};
    let is_whole = |n: f64| n.abs() <= 64.0 && n == n.floor();
    Varies(match (c, a, b) {
        ('^', Known(a), Known(n)) if is_whole(n) => return Known(Scalar::powi(a, n as i32)),
        ('^', Varies(_), Known(0.0)) => return Known(1.0),
        ('^', Varies(a), Known(n)) if is_whole(n) => a.powi(n as i32),
        ('+', Known(a), Known(b)) => return Known(a + b),
        ('-', Known(a), Known(b)) => return Known(a - b),
        ('*', Known(a), Known(b)) => return Known(a * b),
        ('/', Known(a), Known(b)) => return Known(a / b),
        ('^', Known(a), Known(b)) => return Known(Scalar::pow(a, b)),
        ('+', Varies(a), Known(c)) | ('+', Known(c), Varies(a)) => a + c,
        ('-', Varies(a), Known(c)) => a - c,
        ('-', Known(c), Varies(a)) => -a + c,
        ('*', Varies(a), Known(c)) | ('*', Known(c), Varies(a)) => a * c,
        ('/', Varies(a), Known(c)) => a / c,
        ('+', a, b) => a.scalar() + b.scalar(),
        ('-', a, b) => a.scalar() - b.scalar(),
        ('*', a, b) => a.scalar() * b.scalar(),
        ('/', a, b) => a.scalar() / b.scalar(),
        (_, a, b) => a.scalar().pow(b.scalar()),
    })
}

fn one<S: Scalar>(name: &str, a: S) -> S {
    match name {
        "sin" => a.sin(),
        "cos" => a.cos(),
        "tan" => a.tan(),
        "asin" => a.asin(),
        "acos" => a.acos(),
        "atan" => a.atan(),
        "sinh" => a.sinh(),
        "cosh" => a.cosh(),
        "tanh" => a.tanh(),
        "exp" => a.exp(),
        "log" => a.ln(),
        "log10" => a.log10(),
        "sqrt" => a.sqrt(),
        "abs" => a.abs(),
        "sign" => a.sign(),
        "floor" => a.floor(),
        _ => panic!("no function {name}"),
    }
}

fn two<S: Scalar>(name: &str, a: S, b: S) -> S {
    if name == "min" { a.min(b) } else { a.max(b) }
}
