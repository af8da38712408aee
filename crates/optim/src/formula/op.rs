//! The instructions of the register machine.

use super::names::{Binary, Unary};

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
    pub(super) fn operands(self) -> [Option<u16>; 3] {
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
    pub(super) fn renamed(self, name: impl Fn(u16) -> u16) -> Op {
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

    /// The same where some operands are known numbers, as far as there is an instruction for that. Over plain numbers it has
    /// the same bits.
    pub(super) fn with_known(self, known: impl Fn(u16) -> Option<f64>) -> Op {
        match self {
            Op::Add(a, b) => match (known(a), known(b)) {
                (None, Some(c)) => Op::AddConstant(a, c),
                (Some(c), None) => Op::AddConstant(b, c),
                _ => self,
            },
            Op::Sub(a, b) => match (known(a), known(b)) {
                (None, Some(c)) => Op::AddConstant(a, -c),
                (Some(c), None) => Op::SubFromConstant(b, c),
                _ => self,
            },
            Op::Mul(a, b) => match (known(a), known(b)) {
                (None, Some(c)) => Op::MulConstant(a, c),
                (Some(c), None) => Op::MulConstant(b, c),
                _ => self,
            },
            Op::Div(a, b) => match (known(a), known(b)) {
                (None, Some(c)) => Op::DivConstant(a, c),
                _ => self,
            },
            Op::MulAdd(a, b, c) => match (known(a), known(b), known(c)) {
                (None, Some(k), None) => Op::ScaleAdd(a, k, c),
                (Some(k), None, None) => Op::ScaleAdd(b, k, c),
                (None, Some(k), Some(d)) => Op::Affine(a, k, d),
                (Some(k), None, Some(d)) => Op::Affine(b, k, d),
                _ => self,
            },
            Op::SubMul(a, b, c) => match (known(a), known(b), known(c)) {
                (None, Some(k), None) => Op::ScaleAdd(a, -k, c),
                (Some(k), None, None) => Op::ScaleAdd(b, -k, c),
                (None, Some(k), Some(d)) => Op::Affine(a, -k, d),
                (Some(k), None, Some(d)) => Op::Affine(b, -k, d),
                _ => self,
            },
            Op::MulSub(a, b, c) => match (known(a), known(b), known(c)) {
                (None, Some(k), Some(d)) => Op::Affine(a, k, -d),
                (Some(k), None, Some(d)) => Op::Affine(b, k, -d),
                _ => self,
            },
            Op::ScaleAdd(a, k, c) => match (known(a), known(c)) {
                (None, Some(d)) => Op::Affine(a, k, d),
                _ => self,
            },
            _ => self,
        }
    }

    /// Whether it is the same computation to the last bit: 0 and −0 differ, NaN equals itself.
    pub(super) fn is(&self, other: &Op) -> bool {
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
