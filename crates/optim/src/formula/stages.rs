//! Code for a grid: what depends on y alone runs once a row, what depends on x alone once a column, and only the rest at
//! every node.

use super::assemble::{Operations, assign, fuse};
use super::op::{Instruction, Op};
use crate::sort;

/// What a value depends on; each stage needs only those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Nothing.
    Once,
    /// y.
    Row,
    /// x.
    Column,
    /// Both.
    Node,
}

impl Stage {
    fn with(self, other: Stage) -> Stage {
        match (self, other) {
            (Stage::Once, stage) | (stage, Stage::Once) => stage,
            (a, b) if a == b => a,
            _ => Stage::Node,
        }
    }
}

/// Code in stages over one set of registers. In the rows' stage a block's points are rows, in the later ones columns.
pub(super) struct Stages {
    pub once: Vec<Instruction>,
    pub rows: Vec<Instruction>,
    pub columns: Vec<Instruction>,
    /// These find what a row handed on in a register of its own, or as a constant.
    pub nodes: Vec<Instruction>,
    /// The rows' registers that the nodes need as a block of equal numbers, and the registers of those.
    pub spread: Vec<(u16, u16)>,
    /// Whether a register holds rows.
    pub is_row: Vec<bool>,
    pub registers: u16,
    /// Where the result is.
    pub result: u16,
}

impl Stages {
    /// The stages of a formula. Over plain numbers (`plain`), a number of the row is a constant to the nodes, where there is
    /// such an instruction ([`Op::with_known`]).
    pub(super) fn of(operations: &Operations, plain: bool) -> Stages {
        let (operations, stages) = sorted(operations);
        let stage = |value: u16| stages[usize::from(value)];
        let ops = fuse(&operations, |product, sum| stage(product) == stage(sum));
        let mut handed_on = vec![false; stages.len()];
        handed_on[usize::from(operations.result)] = true;
        for (op, user) in ops.iter().zip(&stages[2..]) {
            for operand in op.iter().flat_map(|op| op.operands()).flatten() {
                handed_on[usize::from(operand)] |= stage(operand) != *user;
            }
        }
        let assigned = assign(&ops, |value| handed_on[usize::from(value)]);
        let of_stage = |wanted: Stage| {
            let all = assigned.instructions.iter().zip(&stages[2..]);
            all.filter(|(_, stage)| **stage == wanted).filter_map(|(instruction, _)| *instruction).collect::<Vec<_>>()
        };
        let mut is_row = vec![false; usize::from(assigned.registers)];
        for (value, register) in assigned.register.iter().enumerate() {
            if stages[value] == Stage::Row && handed_on[value] {
                is_row[usize::from(*register)] = true;
            }
        }
        let result = assigned.register[usize::from(operations.result)];
        let mut code = Stages {
            once: of_stage(Stage::Once),
            rows: of_stage(Stage::Row),
            columns: of_stage(Stage::Column),
            nodes: of_stage(Stage::Node),
            spread: Vec::new(),
            is_row,
            registers: assigned.registers,
            result,
        };
        for i in 0..code.nodes.len() {
            let op = code.nodes[i].op;
            if !plain || code.has_rows(op.with_known(|register| code.number_of_row(register, |_| 0.0))) {
                code.nodes[i].op = code.without_rows(op);
            }
        }
        if code.is_row[usize::from(result)] {
            code.result = code.spread(result);
        }
        code
    }

    /// A register as a known number, where it holds rows.
    pub(super) fn number_of_row(&self, register: u16, number: impl Fn(u16) -> f64) -> Option<f64> {
        self.is_row[usize::from(register)].then(|| number(register))
    }

    fn has_rows(&self, op: Op) -> bool {
        op.operands().into_iter().flatten().any(|register| self.is_row[usize::from(register)])
    }

    /// The same over registers that hold columns.
    fn without_rows(&mut self, op: Op) -> Op {
        for register in op.operands().into_iter().flatten() {
            if self.is_row[usize::from(register)] {
                self.spread(register);
            }
        }
        op.renamed(|register| {
            let spread = self.spread.iter().find(|(from, _)| *from == register);
            spread.map_or(register, |(_, to)| *to)
        })
    }

    /// The register in which the nodes find a number of their row.
    fn spread(&mut self, register: u16) -> u16 {
        let known = self.spread.iter().find(|(from, _)| *from == register).map(|(_, to)| *to);
        known.unwrap_or_else(|| {
            self.spread.push((register, self.registers));
            self.is_row.push(false);
            self.registers += 1;
            self.registers - 1
        })
    }
}

/// The operations stage by stage, in their order within each, and the stage of every value.
fn sorted(operations: &Operations) -> (Operations, Vec<Stage>) {
    let mut stages = vec![Stage::Column, Stage::Row];
    for op in &operations.ops {
        let operands = op.operands().into_iter().flatten();
        stages.push(operands.fold(Stage::Once, |stage, operand| stage.with(stages[usize::from(operand)])));
    }
    let order = sort::sorted((2..stages.len()).collect(), |a: &usize, b: &usize| stages[*a].cmp(&stages[*b]));
    let mut name = vec![0, 1];
    name.resize(stages.len(), 0);
    for (place, value) in order.iter().enumerate() {
        name[*value] = place as u16 + 2;
    }
    let renamed = |value: u16| name[usize::from(value)];
    let ops = order.iter().map(|value| operations.ops[value - 2].renamed(renamed)).collect();
    let stages = [0, 1].iter().chain(&order).map(|value| stages[*value]).collect();
    (Operations { ops, result: renamed(operations.result) }, stages)
}
