//! The functions of the grammar by name, and what to say about names that are almost right.

use crate::scalar::Scalar;

/// A function of one argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unary {
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Exp,
    Ln,
    Log10,
    Sqrt,
    Abs,
    Sign,
    Floor,
    /// log(1 + exp(u)); has no name in the grammar, the compiler recognizes it.
    Softplus,
}

/// A function of two arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Min,
    Max,
    Pow,
}

/// A function as the parser knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    One(Unary),
    Two(Binary),
}

/// Every function of the grammar with its name, in the order in which people are shown them.
pub(super) const TABLE: [(&str, Function); 18] = [
    ("sin", Function::One(Unary::Sin)),
    ("cos", Function::One(Unary::Cos)),
    ("tan", Function::One(Unary::Tan)),
    ("asin", Function::One(Unary::Asin)),
    ("acos", Function::One(Unary::Acos)),
    ("atan", Function::One(Unary::Atan)),
    ("sinh", Function::One(Unary::Sinh)),
    ("cosh", Function::One(Unary::Cosh)),
    ("tanh", Function::One(Unary::Tanh)),
    ("exp", Function::One(Unary::Exp)),
    ("log", Function::One(Unary::Ln)),
    ("log10", Function::One(Unary::Log10)),
    ("sqrt", Function::One(Unary::Sqrt)),
    ("abs", Function::One(Unary::Abs)),
    ("min", Function::Two(Binary::Min)),
    ("max", Function::Two(Binary::Max)),
    ("sign", Function::One(Unary::Sign)),
    ("floor", Function::One(Unary::Floor)),
];

/// The names of all functions, in the order in which people are shown them.
pub fn functions() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(name, _)| *name)
}

pub(super) fn function(name: &str) -> Option<Function> {
    TABLE.iter().find(|(known, _)| *known == name).map(|(_, function)| *function)
}

/// Whether a knob cannot have this name because it means something else.
pub fn is_reserved(name: &str) -> bool {
    matches!(name, "x" | "y" | "pi" | "e") || function(name).is_some()
}

/// What to write instead of a name from other languages and books.
const ALIASES: [(&str, &str); 31] = [
    ("ln", "log, which is the natural logarithm here"),
    ("lg", "log10"),
    ("log2", "log(…)/log(2)"),
    ("log1p", "log(1 + …)"),
    ("expm1", "exp(…) - 1"),
    ("arcsin", "asin"),
    ("arccos", "acos"),
    ("arctan", "atan"),
    ("arctg", "atan"),
    ("atan2", "atan(…/…)"),
    ("tg", "tan"),
    ("sen", "sin"),
    ("cot", "1/tan(…)"),
    ("sec", "1/cos(…)"),
    ("csc", "1/sin(…)"),
    ("sh", "sinh"),
    ("ch", "cosh"),
    ("th", "tanh"),
    ("fabs", "abs"),
    ("mod", "a - b*floor(a/b) for the remainder"),
    ("pow", "…^…"),
    ("power", "…^…"),
    ("sqr", "…^2"),
    ("square", "…^2"),
    ("cbrt", "…^(1/3)"),
    ("root", "sqrt"),
    ("sgn", "sign"),
    ("signum", "sign"),
    ("int", "floor"),
    ("ceil", "-floor(-…)"),
    ("round", "floor(… + 0.5)"),
];

/// What was probably meant by a name that is called like a function but is none.
pub(super) fn meant(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    if let Some((known, _)) = TABLE.iter().find(|(known, _)| *known == lower) {
        return Some(format!("{known} (in small letters)"));
    }
    if let Some((_, instead)) = ALIASES.iter().find(|(alias, _)| *alias == lower) {
        return Some((*instead).to_owned());
    }
    functions().find(|known| differ_by_one_slip(known.as_bytes(), lower.as_bytes())).map(str::to_owned)
}

/// Whether one letter too many, too few or wrong, or two neighbours exchanged, makes one name out of the other.
fn differ_by_one_slip(a: &[u8], b: &[u8]) -> bool {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    match (a, b) {
        ([], []) => false,
        ([_, rest_a @ ..], [_, rest_b @ ..]) if rest_a == rest_b => true,
        ([_, rest @ ..], _) if rest == b => true,
        (_, [_, rest @ ..]) if rest == a => true,
        ([a0, a1, rest_a @ ..], [b0, b1, rest_b @ ..]) => a0 == b1 && a1 == b0 && rest_a == rest_b,
        _ => false,
    }
}

impl Unary {
    /// The function over any scalar.
    #[inline]
    pub(super) fn of<S: Scalar>(self, a: S) -> S {
        match self {
            Unary::Sin => a.sin(),
            Unary::Cos => a.cos(),
            Unary::Tan => a.tan(),
            Unary::Asin => a.asin(),
            Unary::Acos => a.acos(),
            Unary::Atan => a.atan(),
            Unary::Sinh => a.sinh(),
            Unary::Cosh => a.cosh(),
            Unary::Tanh => a.tanh(),
            Unary::Exp => a.exp(),
            Unary::Ln => a.ln(),
            Unary::Log10 => a.log10(),
            Unary::Sqrt => a.sqrt(),
            Unary::Abs => a.abs(),
            Unary::Sign => a.sign(),
            Unary::Floor => a.floor(),
            Unary::Softplus => a.softplus(),
        }
    }
}

impl Binary {
    /// The function over any scalar.
    #[inline]
    pub(super) fn of<S: Scalar>(self, a: S, b: S) -> S {
        match self {
            Binary::Min => a.min(b),
            Binary::Max => a.max(b),
            Binary::Pow => a.pow(b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_other_languages_and_slips_are_understood() {
        for (written, instead) in [
            ("ln", "log,"),
            ("arcsin", "asin"),
            ("Sin", "sin "),
            ("sinn", "sin"),
            ("coz", "cos"),
            ("cso", "cos"),
            ("sqr", "…^2"),
            ("sqt", "sqrt"),
        ] {
            let meant = meant(written).unwrap_or_default();
            assert!(meant.starts_with(instead), "{written}: {meant}");
        }
        assert_eq!(meant("gamma"), None);
        assert_eq!(meant(""), None);
    }

    #[test]
    fn aliases_are_not_functions() {
        assert!(ALIASES.iter().all(|(alias, _)| function(alias).is_none()));
    }
}
