//! A scalar that writes down what is done to it, so that a formula written in Rust becomes the same code as a typed one.

use super::assemble::Operations;
use super::compile::{Compiler, Value};
use super::names::{Binary, Unary};
use super::parser::Operator;
use crate::objective::Formula;
use crate::scalar::Scalar;
use std::cell::RefCell;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The operations of a formula.
pub(super) fn record(formula: &impl Formula) -> Operations {
    let compiler = RefCell::new(Compiler::default());
    let variable = |index| Recorded { tape: Some(&compiler), value: Value::At(index) };
    let result = formula.eval(variable(0), variable(1)).value;
    compiler.take().finish(result)
}

/// A number of a formula: a constant, or what an instruction on the tape computes.
#[derive(Clone, Copy)]
struct Recorded<'a> {
    /// Where operations are written; a constant needs no place.
    tape: Option<&'a RefCell<Compiler>>,
    value: Value,
}

/// What is done to one number or two.
#[derive(Clone, Copy)]
enum Step {
    Neg,
    Power(i32),
    One(Unary),
    Two(Binary),
    /// With a constant that is an `f64`.
    Constant(Operator),
    Operator(Operator),
}

impl<'a> Recorded<'a> {
    // One function for all, called from everywhere: the formulas themselves stay small.
    #[inline(never)]
    fn then(self, step: Step, other: Recorded<'a>) -> Recorded<'a> {
        let tape = self.tape.or(other.tape);
        let folding = RefCell::default();
        let mut compiler = tape.unwrap_or(&folding).borrow_mut();
        let (a, b) = (self.value, other.value);
        let value = match step {
            Step::Neg => compiler.neg(a),
            Step::Power(n) => compiler.power(a, n),
            Step::One(function) => compiler.one(function, a),
            Step::Two(function) => compiler.two(function, a, b),
            Step::Constant(operator) => compiler.operator(operator, a, b),
            Step::Operator(operator) => compiler.between(operator, a, b),
        };
        Recorded { tape, value }
    }

    fn alone(self, step: Step) -> Recorded<'a> {
        self.then(step, self)
    }
}

impl From<f64> for Recorded<'_> {
    fn from(value: f64) -> Self {
        Recorded { tape: None, value: Value::Known(value) }
    }
}

impl Neg for Recorded<'_> {
    type Output = Self;
    fn neg(self) -> Self {
        self.alone(Step::Neg)
    }
}

macro_rules! operators {
    ($($operator:ident $function:ident),*) => {$(
        impl $operator for Recorded<'_> {
            type Output = Self;
            fn $function(self, other: Self) -> Self {
                self.then(Step::Operator(Operator::$operator), other)
            }
        }

        impl $operator<f64> for Recorded<'_> {
            type Output = Self;
            fn $function(self, other: f64) -> Self {
                self.then(Step::Constant(Operator::$operator), other.into())
            }
        }
    )*};
}

operators!(Add add, Sub sub, Mul mul, Div div);

macro_rules! scalar_for_recorded {
    ($($function:ident $name:ident),*) => {
        impl Scalar for Recorded<'_> {
            $(fn $function(self) -> Self {
                self.alone(Step::One(Unary::$name))
            })*
            fn min(self, other: Self) -> Self {
                self.then(Step::Two(Binary::Min), other)
            }
            fn max(self, other: Self) -> Self {
                self.then(Step::Two(Binary::Max), other)
            }
            fn pow(self, exponent: Self) -> Self {
                self.then(Step::Two(Binary::Pow), exponent)
            }
            fn powi(self, n: i32) -> Self {
                self.alone(Step::Power(n))
            }
        }
    };
}

scalar_for_recorded!(
    sin Sin, cos Cos, tan Tan, asin Asin, acos Acos, atan Atan, sinh Sinh, cosh Cosh, tanh Tanh, exp Exp, ln Ln,
    log10 Log10, sqrt Sqrt, abs Abs, sign Sign, floor Floor, softplus Softplus
);
