//! From a tree with values for its knobs, or from a formula that is being recorded, to a list of operations.
//!
//! The compiler changes no bits: it computes constants with the very functions that would run, shares equal
//! subexpressions, and multiplies whole constant powers in the order of [`math::powi`](crate::math::powi), whose squarings
//! are shared too. One rewrite gives other bits, better ones: log(1 + exp(u)) becomes softplus(u), which neither overflows
//! nor loses digits.

use super::assemble::Operations;
use super::names::{Binary, Unary};
use super::op::Op;
use super::parser::{Node, Operator, Tree};
use crate::scalar::Scalar;

/// The largest whole exponent that is multiplied out.
const MAX_POWER: u32 = 64;

/// A value during compilation: known now, or computed by an instruction (x and y are values 0 and 1).
#[derive(Clone, Copy)]
pub(super) enum Value {
    Known(f64),
    At(u16),
}

/// Compiles a tree; `knobs[i]` is the value of the tree's i-th knob.
pub(super) fn compile(tree: &Tree, knobs: &[f64]) -> Operations {
    let mut compiler = Compiler::default();
    let mut values: Vec<Value> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let value = match *node {
            Node::Number(value) => Value::Known(value),
            Node::Knob(index) => Value::Known(knobs[index]),
            Node::X => Value::At(0),
            Node::Y => Value::At(1),
            Node::Neg(a) => compiler.neg(values[a]),
            Node::One(function, a) => compiler.one(function, values[a]),
            Node::Two(function, a, b) => compiler.two(function, values[a], values[b]),
            Node::Operator(operator, a, b) => compiler.operator(operator, values[a], values[b]),
        };
        values.push(value);
    }
    compiler.finish(values.last().copied().unwrap_or(Value::Known(f64::NAN)))
}

/// Collects operations in the order of evaluation; operation i computes value i + 2.
#[derive(Default)]
pub(super) struct Compiler {
    ops: Vec<Op>,
}

impl Compiler {
    /// All operations on the way to `result`.
    pub(super) fn finish(mut self, result: Value) -> Operations {
        let result = self.place(result);
        Operations { ops: self.ops, result }
    }

    /// The index of an operation's value, shared with an equal one before.
    fn index(&mut self, op: Op) -> u16 {
        let known = self.ops.iter().position(|other| other.is(&op));
        let index = known.unwrap_or_else(|| {
            self.ops.push(op);
            self.ops.len() - 1
        });
        // At most 400 characters make at most a few hundred nodes, and a power adds at most a dozen operations to one.
        index as u16 + 2
    }

    fn emit(&mut self, op: Op) -> Value {
        Value::At(self.index(op))
    }

    fn place(&mut self, value: Value) -> u16 {
        match value {
            Value::Known(c) => self.index(Op::Constant(c)),
            Value::At(index) => index,
        }
    }

    fn op(&self, value: u16) -> Option<Op> {
        self.ops.get(usize::from(value).checked_sub(2)?).copied()
    }

    pub(super) fn neg(&mut self, a: Value) -> Value {
        match a {
            Value::Known(a) => Value::Known(-a),
            Value::At(a) => self.emit(Op::Neg(a)),
        }
    }

    pub(super) fn one(&mut self, function: Unary, a: Value) -> Value {
        match a {
            Value::Known(a) => Value::Known(function.of(a)),
            Value::At(a) => {
                if function == Unary::Ln
                    && let Some(Op::AddConstant(inner, 1.0)) = self.op(a)
                    && let Some(Op::One(Unary::Exp, exponent)) = self.op(inner)
                {
                    return self.emit(Op::One(Unary::Softplus, exponent));
                }
                self.emit(Op::One(function, a))
            }
        }
    }

    pub(super) fn two(&mut self, function: Binary, a: Value, b: Value) -> Value {
        if let (Value::Known(a), Value::Known(b)) = (a, b) {
            return Value::Known(function.of(a, b));
        }
        let (a, b) = (self.place(a), self.place(b));
        self.emit(Op::Two(function, a, b))
    }

    pub(super) fn operator(&mut self, operator: Operator, a: Value, b: Value) -> Value {
        match (operator, a, b) {
            (Operator::Pow, a, Value::Known(n)) if is_multiplied(n) => self.power(a, n as i32),
            (Operator::Pow, a, b) => self.two(Binary::Pow, a, b),
            (Operator::Add, Value::Known(a), Value::Known(b)) => Value::Known(a + b),
            (Operator::Sub, Value::Known(a), Value::Known(b)) => Value::Known(a - b),
            (Operator::Mul, Value::Known(a), Value::Known(b)) => Value::Known(a * b),
            (Operator::Div, Value::Known(a), Value::Known(b)) => Value::Known(a / b),
            (Operator::Add, Value::At(a), Value::Known(c)) | (Operator::Add, Value::Known(c), Value::At(a)) => {
                self.emit(Op::AddConstant(a, c))
            }
            (Operator::Sub, Value::At(a), Value::Known(c)) => self.emit(Op::AddConstant(a, -c)),
            (Operator::Sub, Value::Known(c), Value::At(a)) => self.emit(Op::SubFromConstant(a, c)),
            (Operator::Mul, Value::At(a), Value::Known(c)) | (Operator::Mul, Value::Known(c), Value::At(a)) => {
                if c == 1.0 { Value::At(a) } else { self.emit(Op::MulConstant(a, c)) }
            }
            (Operator::Div, Value::At(a), Value::Known(c)) => match inverse(c) {
                Some(inverse) => self.operator(Operator::Mul, Value::At(a), Value::Known(inverse)),
                None => self.emit(Op::DivConstant(a, c)),
            },
            (Operator::Div, c @ Value::Known(_), b) => {
                let (a, b) = (self.place(c), self.place(b));
                self.emit(Op::Div(a, b))
            }
            (Operator::Add, Value::At(a), Value::At(b)) => self.emit(Op::Add(a, b)),
            (Operator::Sub, Value::At(a), Value::At(b)) => self.emit(Op::Sub(a, b)),
            (Operator::Mul, Value::At(a), Value::At(b)) => self.emit(Op::Mul(a, b)),
            (Operator::Div, Value::At(a), Value::At(b)) => self.emit(Op::Div(a, b)),
        }
    }

    /// The operator between two values that were both computed, constants too: derivatives are those of the operator, zeros
    /// included.
    pub(super) fn between(&mut self, operator: Operator, a: Value, b: Value) -> Value {
        if let (Value::Known(_), Value::Known(_)) = (a, b) {
            return self.operator(operator, a, b);
        }
        let (a, b) = (self.place(a), self.place(b));
        self.operator(operator, Value::At(a), Value::At(b))
    }

    /// A whole power, in the order of `math::powi`, whose result for n contains that for n/2.
    pub(super) fn power(&mut self, a: Value, n: i32) -> Value {
        let a = match a {
            Value::Known(a) => return Value::Known(Scalar::powi(a, n)),
            Value::At(a) => a,
        };
        let magnitude = n.unsigned_abs();
        if magnitude == 0 {
            return Value::Known(1.0);
        }
        let mut power = a;
        for digit in (0..magnitude.ilog2()).rev() {
            power = self.index(Op::Mul(power, power));
            if magnitude >> digit & 1 == 1 {
                power = self.index(Op::Mul(power, a));
            }
        }
        if n < 0 { self.operator(Operator::Div, Value::Known(1.0), Value::At(power)) } else { Value::At(power) }
    }
}

/// Whether an exponent is whole and small enough to be multiplied out.
fn is_multiplied(exponent: f64) -> bool {
    exponent == exponent.floor() && exponent.abs() <= f64::from(MAX_POWER)
}

/// The exact inverse of a power of two, so that a division can become a product without changing bits.
fn inverse(c: f64) -> Option<f64> {
    const MANTISSA: u64 = (1 << 52) - 1;
    let inverse = 1.0 / c;
    (c.is_normal() && inverse.is_normal() && c.to_bits() & MANTISSA == 0).then_some(inverse)
}
