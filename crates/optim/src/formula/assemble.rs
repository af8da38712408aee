//! From a list of operations to instructions over few registers, in one piece or in stages.

use super::code::Code;
use super::op::{Instruction, Op};

/// What a formula does, in the order of evaluation: operation i computes value i + 2, from values before it. Values 0 and 1
/// are x and y.
#[derive(Clone, Debug)]
pub(super) struct Operations {
    pub ops: Vec<Op>,
    pub result: u16,
}

/// Registers for the values that are needed.
pub(super) struct Assigned {
    /// One for each operation that is left.
    pub instructions: Vec<Option<Instruction>>,
    /// The register of each value; x and y have 0 and 1.
    pub register: Vec<u16>,
    pub registers: u16,
}

impl Operations {
    /// All operations in one piece.
    pub(super) fn code(&self) -> Code {
        let assigned = assign(&fuse(self, |_, _| true), |value| value == self.result);
        let instructions = assigned.instructions.into_iter().flatten().collect();
        Code { instructions, registers: assigned.registers, result: assigned.register[usize::from(self.result)] }
    }

    /// How often each value is used; what is not needed for the result uses nothing.
    fn uses(&self) -> Vec<u32> {
        let mut uses = vec![0; self.ops.len() + 2];
        uses[usize::from(self.result)] = 1;
        for (i, op) in self.ops.iter().enumerate().rev() {
            if uses[i + 2] > 0 {
                op.operands().into_iter().flatten().for_each(|operand| uses[usize::from(operand)] += 1);
            }
        }
        uses
    }
}

/// Merges products that are used once into the sum that uses them, where `may(product, sum)` allows it: one loop over a
/// block instead of two. What was merged leaves a gap, and so does what nobody needs. Signs move into constants, which
/// changes no bit: −(a·k) is a·(−k).
pub(super) fn fuse(operations: &Operations, may: impl Fn(u16, u16) -> bool) -> Vec<Option<Op>> {
    let uses = operations.uses();
    let mut fused: Vec<Option<Op>> = Vec::with_capacity(operations.ops.len());
    for (i, op) in operations.ops.iter().enumerate() {
        if uses[i + 2] == 0 {
            fused.push(None);
            continue;
        }
        let product = |value: u16| match usize::from(value).checked_sub(2) {
            Some(index) if uses[usize::from(value)] == 1 && may(value, i as u16 + 2) => fused[index],
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

/// Gives every value a register, reusing those whose value is needed no more, so that a block's working set stays in
/// the fastest cache. The registers of values to `keep` are never given away.
pub(super) fn assign(ops: &[Option<Op>], keep: impl Fn(u16) -> bool) -> Assigned {
    let mut last_use = vec![0; ops.len() + 2];
    for (i, op) in ops.iter().enumerate() {
        for operand in op.iter().flat_map(|op| op.operands()).flatten() {
            last_use[usize::from(operand)] = i;
        }
    }
    let mut assigned = Assigned { instructions: Vec::with_capacity(ops.len()), register: vec![0, 1], registers: 2 };
    let mut free: Vec<u16> = Vec::new();
    for (i, op) in ops.iter().enumerate() {
        let Some(op) = op else {
            assigned.instructions.push(None);
            assigned.register.push(u16::MAX);
            continue;
        };
        let to = free.pop().unwrap_or_else(|| {
            assigned.registers += 1;
            assigned.registers - 1
        });
        let renamed = op.renamed(|value| assigned.register[usize::from(value)]);
        assigned.instructions.push(Some(Instruction { op: renamed, to }));
        assigned.register.push(to);
        let operands = op.operands();
        for (k, operand) in operands.into_iter().flatten().enumerate() {
            let repeated = operands[..k].contains(&Some(operand));
            if operand > 1 && last_use[usize::from(operand)] == i && !repeated && !keep(operand) {
                free.push(assigned.register[usize::from(operand)]);
            }
        }
    }
    assigned
}
