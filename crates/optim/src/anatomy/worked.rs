//! A rule worked through with the numbers of one step.

use super::rule::{Expr, Piece, Relation, pieces};
use super::value::{Value, each};
use crate::bounds::Bounds;
use Value::{Number, Vector};

/// The values that terms have at one place of a rule, by symbol.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    list: Vec<(String, Value)>,
}

impl Terms {
    /// The value of a term.
    pub fn get(&self, symbol: &str) -> Option<&Value> {
        self.list.iter().find(|(known, _)| known == symbol).map(|(_, value)| value)
    }

    /// Gives a term a value, a new one if it has one already.
    pub fn set(&mut self, symbol: &str, value: Value) {
        match self.list.iter_mut().find(|(known, _)| known == symbol) {
            Some((_, old)) => *old = value,
            None => self.list.push((symbol.to_owned(), value)),
        }
    }

    /// Symbols and values, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.list.iter().map(|(symbol, value)| (symbol.as_str(), value))
    }
}

/// A piece of a line with the numbers of the step.
#[derive(Clone, Debug, PartialEq)]
pub struct Worked {
    /// As it is written.
    pub piece: Piece,
    /// What its terms were when it was computed.
    pub terms: Terms,
    /// What its left side has become, or what both sides are; `None` for words, and where a term has no value.
    pub value: Option<Value>,
    /// The value of the right side where that is another than the left one's: of what only holds, and does not define.
    pub right: Option<Value>,
}

/// Works through the lines of a rule: `terms` has what they begin with and takes up what they make; `gradient` is what ∇f stands for.
pub fn work(
    lines: &[String],
    terms: &mut Terms,
    gradient: Option<&[f64]>,
    bounds: Option<&Bounds>,
) -> Vec<Vec<Worked>> {
    let mut worked = Vec::new();
    for line in lines {
        let pieces = pieces(line).into_iter().map(|piece| one(piece, terms, gradient, bounds));
        worked.push(pieces.collect());
    }
    worked
}

fn one(piece: Piece, terms: &mut Terms, gradient: Option<&[f64]>, bounds: Option<&Bounds>) -> Worked {
    let Piece::Statement(left, relation, right) = &piece else {
        return Worked { piece, terms: Terms::default(), value: None, right: None };
    };
    let mut used = Terms::default();
    for side in [left, right] {
        names(side, &mut |symbol| {
            if let Some(value) = terms.get(symbol) {
                used.set(symbol, value.clone());
            }
        });
    }
    let context = Context { terms: &used, gradient, bounds };
    let right_value = context.value(right);
    let defines = match (left, relation) {
        (Expr::Name(symbol), Relation::Becomes) => Some(symbol),
        (Expr::Name(symbol), Relation::Equals) if terms.get(symbol).is_none() => Some(symbol),
        _ => None,
    };
    let (value, right_value) = match defines {
        Some(_) => (right_value, None),
        None => (context.value(left), right_value),
    };
    if let (Some(symbol), Some(value)) = (defines, &value) {
        terms.set(symbol, value.clone());
    }
    Worked { piece, terms: used, value, right: right_value }
}

/// Calls `see` with each name in an expression.
pub fn names(expr: &Expr, see: &mut dyn FnMut(&str)) {
    match expr {
        Expr::Number(_) => {}
        Expr::Name(symbol) => see(symbol),
        Expr::Sum(a, _, b) | Expr::Product(a, _, b) | Expr::Quotient(a, b) | Expr::Power(a, b) => {
            names(a, see);
            names(b, see);
        }
        Expr::Minus(a) | Expr::Transposed(a) | Expr::Root(a) | Expr::Size(a) | Expr::Norm(a) | Expr::Group(a) => {
            names(a, see)
        }
        Expr::Call(_, list) => list.iter().for_each(|a| names(a, see)),
    }
}

/// The value of an expression among `terms`; `None` where one of its terms has none, or the shapes do not fit.
pub fn value(expr: &Expr, terms: &Terms) -> Option<Value> {
    Context { terms, gradient: None, bounds: None }.value(expr)
}

struct Context<'a> {
    terms: &'a Terms,
    gradient: Option<&'a [f64]>,
    bounds: Option<&'a Bounds>,
}

impl Context<'_> {
    fn value(&self, expr: &Expr) -> Option<Value> {
        Some(match expr {
            Expr::Number(number) => Number(*number),
            Expr::Name(symbol) => self.terms.get(symbol)?.clone(),
            Expr::Minus(a) => self.value(a)?.map(&|a| -a),
            Expr::Sum(a, minus, b) => {
                let sign = if *minus { -1.0 } else { 1.0 };
                each(&self.value(a)?, &self.value(b)?, &|a, b| a + sign * b)?
            }
            Expr::Product(a, _, b) => self.value(a)?.times(&self.value(b)?)?,
            Expr::Quotient(a, b) => self.value(a)?.over(&self.value(b)?)?,
            Expr::Power(a, b) => self.value(a)?.to_the(self.value(b)?.number()?),
            Expr::Transposed(a) => self.value(a)?.transposed(),
            Expr::Root(a) => self.value(a)?.map(&f64::sqrt),
            Expr::Size(a) => self.value(a)?.map(&f64::abs),
            Expr::Norm(a) => Number(self.value(a)?.norm()),
            Expr::Group(a) => self.value(a)?,
            Expr::Call(function, arguments) => self.call(function, arguments)?,
        })
    }

    fn call(&self, function: &str, arguments: &[Expr]) -> Option<Value> {
        if function == "∇f" {
            return self.gradient.map(|g| Vector(g.to_vec()));
        }
        let first = self.value(arguments.first()?)?;
        match function {
            "sign" => Some(first.map(&|a| {
                if a > 0.0 {
                    1.0
                } else if a < 0.0 {
                    -1.0
                } else {
                    0.0
                }
            })),
            "P" => {
                let mut x = first.vector()?.to_vec();
                if let Some(bounds) = self.bounds {
                    bounds.project(&mut x);
                }
                Some(Vector(x))
            }
            _ => {
                let f = if function == "max" { f64::max } else { f64::min };
                each(&first, &self.value(arguments.get(1)?)?, &f)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(list: &[(&str, Value)]) -> Terms {
        let mut terms = Terms::default();
        list.iter().for_each(|(symbol, value)| terms.set(symbol, value.clone()));
        terms
    }

    #[test]
    fn lines_are_worked_through_in_their_order() {
        let mut terms = terms(&[("v", Vector(vec![1.0, -2.0])), ("ρ", Number(0.5)), ("x", Vector(vec![3.0, 4.0]))]);
        let lines = ["g ← ∇f(x + ρ v)", "v ← ρ v − g,  whatever", "x ← x + v"].map(str::to_owned);
        let worked = work(&lines, &mut terms, Some(&[0.25, 1.0]), None);
        assert_eq!(terms.get("x"), Some(&Vector(vec![3.25, 2.0])));
        assert_eq!(
            worked[1][0].terms.get("v"),
            Some(&Vector(vec![1.0, -2.0])),
            "the numbers of a line are those before it"
        );
        assert_eq!((worked[1].len(), &worked[1][1].value), (2, &None));
    }

    #[test]
    fn vectors_rows_and_matrices_multiply_as_they_should() {
        let matrix = Value::Matrix(vec![vec![2.0, 1.0], vec![1.0, 3.0]]);
        let terms =
            terms(&[("p", Vector(vec![1.0, 2.0])), ("H", matrix), ("g", Vector(vec![0.0, 4.0])), ("a", Number(0.0))]);
        let found = |text: &str| value(&super::super::rule::expression(text).unwrap(), &terms);
        assert_eq!(found("gᵀp + ½ pᵀH p"), Some(Number(8.0 + 9.0)));
        assert_eq!(found("−H p"), Some(Vector(vec![-4.0, -7.0])));
        assert_eq!(found("p gᵀ"), Some(Value::Matrix(vec![vec![0.0, 4.0], vec![0.0, 8.0]])));
        assert_eq!(found("g² / (√g + a)"), Some(Vector(vec![0.0, 8.0])));
        assert_eq!(found("max(‖g‖, 5) − |a|"), Some(Number(5.0)));
        assert_eq!(found("sign(p − g)"), Some(Vector(vec![1.0, -1.0])));
        assert_eq!(found("p H"), None);
        assert_eq!(found("b p"), None);
    }
}
