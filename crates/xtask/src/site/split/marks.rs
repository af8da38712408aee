//! Stretches of code: the places of a module that are executed or not. A stretch begins where an instruction sequence
//! begins and after everything that may leave the sequence. Whether one was executed, a copy of the module says that sets
//! a bit at the beginning of each; what was not can be cut off.

use std::collections::BTreeSet;

use walrus::ir::{BinaryOp, Binop, Const, GlobalGet, GlobalSet, Instr, InstrLocId, InstrSeqId, Unreachable, Value};
use walrus::{ConstExpr, FunctionKind, GlobalId, LocalFunction, Module, ValType};

/// How the exported globals that hold the bits are called; their numbers follow.
pub const PREFIX: &str = "marks ";
/// Bits in one of them.
const BITS: usize = 64;
/// What is cut off has at least so many instructions: a cut costs a few bytes itself, and small branches are soon taken.
const LEAST: usize = 3;

/// The numbers of the stretches that were executed.
pub type Executed = BTreeSet<usize>;

/// A stretch of a function.
#[derive(Clone, Copy)]
pub struct Stretch {
    sequence: InstrSeqId,
    begin: usize,
}

/// The stretches of a function in an order that depends on nothing but its code; the first begins where the function begins.
pub fn stretches(function: &LocalFunction) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut open = vec![function.entry_block()];
    while let Some(sequence) = open.pop() {
        found.push(Stretch { sequence, begin: 0 });
        for (i, (instruction, _)) in function.block(sequence).instrs.iter().enumerate() {
            let inner = inner(instruction);
            let leaves = matches!(instruction, Instr::Br(_) | Instr::BrIf(_) | Instr::BrTable(_) | Instr::Return(_));
            if leaves || !inner.is_empty() {
                found.push(Stretch { sequence, begin: i + 1 });
            }
            open.extend(inner);
        }
    }
    found
}

/// The sequences inside an instruction.
fn inner(instruction: &Instr) -> Vec<InstrSeqId> {
    match instruction {
        Instr::Block(block) => vec![block.seq],
        Instr::Loop(block) => vec![block.seq],
        Instr::IfElse(both) => vec![both.consequent, both.alternative],
        _ => Vec::new(),
    }
}

/// The number of instructions in part of a sequence, with those inside them.
fn size(function: &LocalFunction, instructions: &[(Instr, InstrLocId)]) -> usize {
    let inside = instructions.iter().flat_map(|(instruction, _)| inner(instruction));
    instructions.len() + inside.map(|sequence| size(function, &function.block(sequence).instrs)).sum::<usize>()
}

/// A copy of a module that says which stretches it executes.
pub fn marked(mut module: Module) -> Module {
    let mut globals: Vec<GlobalId> = Vec::new();
    let mut number = 0;
    let locals: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).collect();
    for id in locals {
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let mut stretches: Vec<_> = stretches(function).into_iter().enumerate().collect();
        // From behind, so that the places before stay what they are.
        stretches.sort_by_key(|(_, stretch)| std::cmp::Reverse(stretch.begin));
        for (i, stretch) in &stretches {
            let bit = number + i;
            while globals.len() <= bit / BITS {
                let zero = ConstExpr::Value(Value::I64(0));
                globals.push(module.globals.add_local(ValType::I64, true, false, zero));
            }
            let global = globals[bit / BITS];
            let mark: [Instr; 4] = [
                GlobalGet { global }.into(),
                Const { value: Value::I64(1 << (bit % BITS)) }.into(),
                Binop { op: BinaryOp::I64Or }.into(),
                GlobalSet { global }.into(),
            ];
            let instructions = &mut function.block_mut(stretch.sequence).instrs;
            instructions.splice(stretch.begin..stretch.begin, mark.map(|one| (one, InstrLocId::default())));
        }
        number += stretches.len();
    }
    for (i, global) in globals.into_iter().enumerate() {
        module.exports.add(&format!("{PREFIX}{i}"), global);
    }
    module
}

/// What became of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was executed, and nothing much of it was not.
    Whole,
    /// What was not executed has been cut off.
    Cut,
    /// It was never called; its code is as it was.
    Idle,
    /// It is not the module's own.
    Imported,
}

/// Cuts what was not executed out of the functions of which so many percent can be spared, for each function in their order. The rest has a cut function once
/// more, whole: what is cut lightens the first part, and what stays weighs twice.
pub fn cut(module: &mut Module, executed: &Executed, share: usize) -> Vec<Fate> {
    let mut number = 0;
    module
        .funcs
        .iter_mut()
        .map(|function| {
            let FunctionKind::Local(function) = &mut function.kind else { return Fate::Imported };
            let stretches = stretches(function);
            let first = number;
            number += stretches.len();
            if !executed.contains(&first) { Fate::Idle } else { cut_one(function, &stretches, first, executed, share) }
        })
        .collect()
}

fn cut_one(
    function: &mut LocalFunction,
    stretches: &[Stretch],
    first: usize,
    executed: &Executed,
    share: usize,
) -> Fate {
    let length = |i: usize| {
        let Stretch { sequence, begin } = stretches[i];
        let next = stretches.get(i + 1).filter(|next| next.sequence == sequence);
        next.map_or(function.block(sequence).instrs.len(), |next| next.begin) - begin
    };
    let all: usize = (0..stretches.len()).map(length).sum();
    let idle: usize = (0..stretches.len()).filter(|i| !executed.contains(&(first + i))).map(length).sum();
    if 100 * idle < share * all {
        return Fate::Whole;
    }
    let mut fate = Fate::Whole;
    for (i, Stretch { sequence, begin }) in stretches.iter().enumerate() {
        let instructions = &function.block(*sequence).instrs;
        // A stretch after one that was cut off is not there any more.
        if executed.contains(&(first + i)) || *begin > instructions.len() {
            continue;
        }
        if size(function, &instructions[*begin..]) >= LEAST {
            let instructions = &mut function.block_mut(*sequence).instrs;
            instructions.truncate(*begin);
            // Any stack will do for it.
            instructions.push((Unreachable {}.into(), InstrLocId::default()));
            fate = Fate::Cut;
        }
    }
    fate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::split::example::{CALLED, Example, HALF, IDLE, entries};

    #[test]
    fn what_was_not_executed_is_cut_out_of_what_was() {
        let mut module = Example::new().module();
        let size = |module: &Module, i: usize| module.funcs.iter_local().nth(i).map(|(_, f)| f.size()).unwrap();
        let before = [HALF, IDLE, CALLED].map(|i| size(&module, i));
        let fates = cut(&mut module, &entries(&[HALF, CALLED]).into_iter().collect(), 60);
        assert_eq!(fates, [Fate::Cut, Fate::Idle, Fate::Whole]);
        let spared = cut(&mut Example::new().module(), &entries(&[HALF, CALLED]).into_iter().collect(), 99);
        assert_eq!(spared, [Fate::Whole, Fate::Idle, Fate::Whole]);
        assert!(size(&module, HALF) < before[HALF] - 70);
        // The short branch was not executed either, but to cut it out would save nothing.
        assert_eq!([size(&module, IDLE), size(&module, CALLED)], [before[IDLE], before[CALLED]]);
        Module::from_buffer(&module.emit_wasm()).unwrap();
    }

    #[test]
    fn a_marked_copy_has_a_bit_for_every_stretch() {
        let example = Example::new();
        let mut marked = marked(example.module());
        let copy = Module::from_buffer(&marked.emit_wasm()).unwrap();
        let globals = copy.exports.iter().filter(|export| export.name.starts_with(PREFIX)).count();
        assert_eq!(globals, example.stretches().div_ceil(BITS));
        // Its functions still compute what they did: they are the same but for four instructions a stretch.
        let sizes = |module: &Module| module.funcs.iter_local().map(|(_, f)| f.size() as usize).sum::<usize>();
        assert_eq!(sizes(&copy), sizes(&example.module()) + 4 * example.stretches());
    }
}
