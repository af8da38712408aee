//! From a tree with values for its knobs, or from a formula that is being recorded, to code for a small register machine.
//!
//! The code is straight: every instruction writes a register, and nothing branches. One interpreter serves all scalars,
//! at a single point or over blocks of points. The compiler changes no bits: it computes constants with the very
//! functions that would run, shares equal subexpressions, and multiplies whole constant powers in the order of
//! [`math::powi`](crate::math::powi), whose squarings are shared too. One rewrite gives other bits, better ones:
//! log(1 + exp(u)) becomes softplus(u), which neither overflows nor loses digits.

use super::names::{Binary, Unary};
use super::parser::{Node, Operator, Tree};
use crate::scalar::Scalar;

/// The largest whole exponent that is multiplied out.
const MAX_POWER: u32 = 64;

/// What an instruction computes; operands are registers, or values before registers are assigned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    Constant(f64),
    Add(u16, u16),
    Sub(u16, u16),
    Mul(u16, u16),
    Div(u16, u16),
    Neg(u16),
    /// a + c.
    AddConstant(u16, f64),
    /// c − a, as −a + c.
    SubFromConstant(u16, f64),
    /// a·c.
    MulConstant(u16, f64),
    /// a/c.
    DivConstant(u16, f64),
    One(Unary, u16),
    Two(Binary, u16, u16),
    /// a·b + c, rounded twice like the two operations it stands for; so are the following.
    MulAdd(u16, u16, u16),
    /// a·b − c.
    MulSub(u16, u16, u16),
    /// c − a·b.
    SubMul(u16, u16, u16),
    /// a·k + c.
    ScaleAdd(u16, f64, u16),
    /// a/k + c.
    ShareAdd(u16, f64, u16),
    /// a·k + d.
    Affine(u16, f64, f64),
}

impl Op {
    /// Its operands.
    fn operands(self) -> [Option<u16>; 3] {
        match self {
            Op::Constant(_) => [None; 3],
            Op::MulAdd(a, b, c) | Op::MulSub(a, b, c) | Op::SubMul(a, b, c) => [Some(a), Some(b), Some(c)],
            Op::Add(a, b) | Op::Sub(a, b) | Op::Mul(a, b) | Op::Div(a, b) | Op::Two(_, a, b) => {
                [Some(a), Some(b), None]
            }
            Op::ScaleAdd(a, _, c) | Op::ShareAdd(a, _, c) => [Some(a), Some(c), None],
            Op::Affine(a, ..)
            | Op::Neg(a)
            | Op::AddConstant(a, _)
            | Op::SubFromConstant(a, _)
            | Op::MulConstant(a, _)
            | Op::DivConstant(a, _)
            | Op::One(_, a) => [Some(a), None, None],
        }
    }

    /// The same with other operands.
    fn renamed(self, name: impl Fn(u16) -> u16) -> Op {
        match self {
            Op::Constant(_) => self,
            Op::Add(a, b) => Op::Add(name(a), name(b)),
            Op::Sub(a, b) => Op::Sub(name(a), name(b)),
            Op::Mul(a, b) => Op::Mul(name(a), name(b)),
            Op::Div(a, b) => Op::Div(name(a), name(b)),
            Op::Neg(a) => Op::Neg(name(a)),
            Op::AddConstant(a, c) => Op::AddConstant(name(a), c),
            Op::SubFromConstant(a, c) => Op::SubFromConstant(name(a), c),
            Op::MulConstant(a, c) => Op::MulConstant(name(a), c),
            Op::DivConstant(a, c) => Op::DivConstant(name(a), c),
            Op::One(function, a) => Op::One(function, name(a)),
            Op::Two(function, a, b) => Op::Two(function, name(a), name(b)),
            Op::MulAdd(a, b, c) => Op::MulAdd(name(a), name(b), name(c)),
            Op::MulSub(a, b, c) => Op::MulSub(name(a), name(b), name(c)),
            Op::SubMul(a, b, c) => Op::SubMul(name(a), name(b), name(c)),
            Op::ScaleAdd(a, k, c) => Op::ScaleAdd(name(a), k, name(c)),
            Op::ShareAdd(a, k, c) => Op::ShareAdd(name(a), k, name(c)),
            Op::Affine(a, k, d) => Op::Affine(name(a), k, d),
        }
    }

    /// Whether it is the same computation to the last bit: 0 and −0 differ, NaN equals itself.
    fn is(&self, other: &Op) -> bool {
        let constants = |op: &Op| match op {
            Op::Constant(c)
            | Op::AddConstant(_, c)
            | Op::SubFromConstant(_, c)
            | Op::MulConstant(_, c)
            | Op::DivConstant(_, c) => c.to_bits(),
            _ => 0,
        };
        let unsigned = |op: &Op| match *op {
            Op::Constant(_) => Op::Constant(0.0),
            Op::AddConstant(a, _) => Op::AddConstant(a, 0.0),
            Op::SubFromConstant(a, _) => Op::SubFromConstant(a, 0.0),
            Op::MulConstant(a, _) => Op::MulConstant(a, 0.0),
            Op::DivConstant(a, _) => Op::DivConstant(a, 0.0),
            op => op,
        };
        constants(self) == constants(other) && unsigned(self) == unsigned(other)
    }
}

/// An instruction: what to compute and the register that receives it, which is none of its operands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instruction {
    pub op: Op,
    pub to: u16,
}

/// Code with its number of registers. Registers 0 and 1 hold x and y and are never written.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub instructions: Vec<Instruction>,
    pub registers: u16,
    /// Where the result is.
    pub result: u16,
}

/// A value during compilation: known now, or computed by an instruction (x and y are values 0 and 1).
#[derive(Clone, Copy)]
pub(super) enum Value {
    Known(f64),
    At(u16),
}

/// Compiles a tree; `knobs[i]` is the value of the tree's i-th knob.
pub(super) fn compile(tree: &Tree, knobs: &[f64]) -> Code {
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

/// Merges products that are used once into the sum that uses them: one loop over a block instead of two. What was merged
/// leaves a gap. Signs move into constants, which changes no bit: −(a·k) is a·(−k).
fn fuse(ops: &[Op], result: u16) -> Vec<Option<Op>> {
    let mut uses = vec![0; ops.len() + 2];
    uses[usize::from(result)] += 1;
    for operand in ops.iter().flat_map(|op| op.operands()).flatten() {
        uses[usize::from(operand)] += 1;
    }
    let mut fused: Vec<Option<Op>> = Vec::with_capacity(ops.len());
    for op in ops {
        let product = |value: u16| match usize::from(value).checked_sub(2) {
            Some(index) if uses[usize::from(value)] == 1 => fused[index],
            _ => None,
        };
        let (merged, gap) = match *op {
            Op::Neg(a) => match product(a) {
                Some(Op::MulConstant(b, k)) => (Op::MulConstant(b, -k), Some(a)),
                _ => (*op, None),
            },
            Op::AddConstant(a, d) => match product(a) {
                Some(Op::MulConstant(b, k)) => (Op::Affine(b, k, d), Some(a)),
                Some(Op::Neg(b)) => (Op::SubFromConstant(b, d), Some(a)),
                _ => (*op, None),
            },
            Op::SubFromConstant(a, d) => match product(a) {
                Some(Op::MulConstant(b, k)) => (Op::Affine(b, -k, d), Some(a)),
                _ => (*op, None),
            },
            Op::Add(a, b) => match (product(a), product(b)) {
                (Some(Op::Mul(p, q)), _) => (Op::MulAdd(p, q, b), Some(a)),
                (_, Some(Op::Mul(p, q))) => (Op::MulAdd(p, q, a), Some(b)),
                (Some(Op::DivConstant(p, k)), _) => (Op::ShareAdd(p, k, b), Some(a)),
                (_, Some(Op::DivConstant(p, k))) => (Op::ShareAdd(p, k, a), Some(b)),
                (Some(Op::MulConstant(p, k)), _) => (Op::ScaleAdd(p, k, b), Some(a)),
                (_, Some(Op::MulConstant(p, k))) => (Op::ScaleAdd(p, k, a), Some(b)),
                _ => (*op, None),
            },
            Op::Sub(a, b) => match (product(a), product(b)) {
                (Some(Op::Mul(p, q)), _) => (Op::MulSub(p, q, b), Some(a)),
                (_, Some(Op::Mul(p, q))) => (Op::SubMul(p, q, a), Some(b)),
                (_, Some(Op::MulConstant(p, k))) => (Op::ScaleAdd(p, -k, a), Some(b)),
                _ => (*op, None),
            },
            _ => (*op, None),
        };
        if let Some(gap) = gap {
            fused[usize::from(gap) - 2] = None;
        }
        fused.push(Some(merged));
    }
    fused
}

/// Collects operations in the order of evaluation; operation i computes value i + 2.
#[derive(Default)]
pub(super) struct Compiler {
    ops: Vec<Op>,
}

impl Compiler {
    /// The code that computes `result`.
    pub(super) fn finish(mut self, result: Value) -> Code {
        let result = self.place(result);
        assign_registers(&fuse(&self.ops, result), result)
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

/// Gives every value a register, reusing those whose value is needed no more, so that a block's working set stays in
/// the fastest cache.
fn assign_registers(ops: &[Option<Op>], result: u16) -> Code {
    let mut last_use = vec![0; ops.len() + 2];
    for (i, op) in ops.iter().enumerate() {
        for operand in op.iter().flat_map(|op| op.operands()).flatten() {
            last_use[usize::from(operand)] = i;
        }
    }
    last_use[0] = usize::MAX;
    last_use[1] = usize::MAX;
    last_use[usize::from(result)] = usize::MAX;
    let mut register = vec![0, 1];
    let mut free: Vec<u16> = Vec::new();
    let mut registers = 2;
    let mut instructions = Vec::with_capacity(ops.len());
    for (i, op) in ops.iter().enumerate() {
        let Some(op) = op else {
            register.push(u16::MAX);
            continue;
        };
        let to = free.pop().unwrap_or_else(|| {
            registers += 1;
            registers - 1
        });
        instructions.push(Instruction { op: op.renamed(|value| register[usize::from(value)]), to });
        register.push(to);
        let operands = op.operands();
        for (k, operand) in operands.into_iter().flatten().enumerate() {
            let repeated = operands[..k].contains(&Some(operand));
            if last_use[usize::from(operand)] == i && !repeated {
                free.push(register[usize::from(operand)]);
            }
        }
    }
    Code { instructions, registers, result: register[usize::from(result)] }
}

/// The registers that a call keeps on the stack; more are rare and go to the heap.
const FEW: usize = 16;

impl Code {
    /// The result at one point, over any scalar.
    pub(super) fn at<S: Scalar>(&self, x: S, y: S) -> S {
        let zero = S::from(0.0);
        let count = usize::from(self.registers);
        if count <= FEW { self.run(&mut [zero; FEW][..count], x, y) } else { self.run(&mut vec![zero; count], x, y) }
    }

    fn run<S: Scalar>(&self, registers: &mut [S], x: S, y: S) -> S {
        registers[0] = x;
        registers[1] = y;
        for instruction in &self.instructions {
            let r = |index: u16| registers[usize::from(index)];
            registers[usize::from(instruction.to)] = match instruction.op {
                Op::Constant(c) => S::from(c),
                Op::Add(a, b) => r(a) + r(b),
                Op::Sub(a, b) => r(a) - r(b),
                Op::Mul(a, b) => r(a) * r(b),
                Op::Div(a, b) => r(a) / r(b),
                Op::Neg(a) => -r(a),
                Op::AddConstant(a, c) => r(a) + c,
                Op::SubFromConstant(a, c) => -r(a) + c,
                Op::MulConstant(a, c) => r(a) * c,
                Op::DivConstant(a, c) => r(a) / c,
                Op::One(function, a) => function.of(r(a)),
                Op::Two(function, a, b) => function.of(r(a), r(b)),
                Op::MulAdd(a, b, c) => r(a) * r(b) + r(c),
                Op::MulSub(a, b, c) => r(a) * r(b) - r(c),
                Op::SubMul(a, b, c) => r(c) - r(a) * r(b),
                Op::ScaleAdd(a, k, c) => r(a) * k + r(c),
                Op::ShareAdd(a, k, c) => r(a) / k + r(c),
                Op::Affine(a, k, d) => r(a) * k + d,
            };
        }
        registers[usize::from(self.result)]
    }
}

#[cfg(test)]
mod tests {
    use super::super::parser::parse;
    use super::*;

    fn code(text: &str, knobs: &[f64]) -> Code {
        compile(&parse(text).expect(text), knobs)
    }

    #[test]
    fn constants_are_computed_once() {
        assert_eq!(code("2*pi*x", &[]).instructions.len(), 1);
        assert_eq!(code("sin(1)^2 + a*3", &[5.0]).instructions.len(), 1);
        assert_eq!(code("x*cos(angle*pi/180)", &[0.0]).instructions.len(), 0);
    }

    #[test]
    fn equal_parts_are_shared_powers_included() {
        // x^2, and x^4 = (x^2)^2 in one instruction with the sum.
        assert_eq!(code("x^2 + x^4", &[]).instructions.len(), 2);
        assert_eq!(code("sin(x*y)*sin(x*y)", &[]).instructions.len(), 3);
        assert_eq!(code("x^3 + x^6", &[]).instructions.len(), 3);
    }

    #[test]
    fn products_merge_into_the_sums_that_use_them() {
        let lengths = ["x*y + x", "x - x*y", "x*y - x", "3*x + y", "y - 3*x", "x/3 + y", "4 - 2.1*x", "4*x - 4"];
        assert_eq!(lengths.map(|text| code(text, &[]).instructions.len()), [1; 8]);
        // A product that is used twice is computed once, and so stays.
        assert_eq!(code("(x*y + x)*(x*y - x)", &[]).instructions.len(), 4);
    }

    #[test]
    fn zero_and_minus_zero_are_not_shared() {
        let at = code("min(x - 0, 3)/(x + 0)", &[]);
        assert_eq!(at.instructions.len(), 5);
    }

    #[test]
    fn a_division_by_a_power_of_two_is_a_product() {
        assert!(matches!(code("x/8", &[]).instructions[0].op, Op::MulConstant(0, 0.125)));
        assert!(matches!(code("x/3", &[]).instructions[0].op, Op::DivConstant(0, 3.0)));
        assert!(matches!(code("x/0", &[]).instructions[0].op, Op::DivConstant(0, 0.0)));
        // The inverse of 2^1023 is not a normal number.
        assert!(matches!(
            code("x/a", &[f64::from_bits(0x7fe0_0000_0000_0000)]).instructions[0].op,
            Op::DivConstant(..)
        ));
    }

    #[test]
    fn registers_are_reused() {
        let long: Vec<String> = (1..40).map(|i| format!("sin({i}*x)")).collect();
        assert!(code(&long.join("+"), &[]).registers <= 6);
    }
}
