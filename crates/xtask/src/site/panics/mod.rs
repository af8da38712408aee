//! Panics without their words: in the published modules a panic is a trap.
//!
//! The words of a panic, the place in the source and what formats them are a thirtieth of a module, and only the console would show them: a page that has
//! trapped throws the instance away. Whoever wants to read them opens the same link in a page that was built with `--debug`, which keeps them.

mod places;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use walrus::ir::{Instr, InstrLocId, InstrSeqId, Unreachable, Value};
use walrus::{ConstExpr, DataKind, FunctionId, LocalFunction, Module, ModuleConfig, passes};

use super::split::idle;

/// Where all panics with words end, by their names.
const ENDS: [&str; 4] = ["panicking::panic_fmt", "panicking::begin_panic", "rust_begin_unwind", "handle_alloc_error"];

/// A module as it is published: without the words of panics, and without names.
pub fn without_words(module: &[u8]) -> Result<Vec<u8>> {
    let mut module = parse(module, false)?;
    let before = idle::named(&module);
    trap(&mut module)?;
    blank(&mut module, &before)?;
    Ok(module.emit_wasm())
}

/// Reads a module, of which names are written only where they are wanted.
pub fn parse(module: &[u8], names: bool) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(names).generate_producers_section(false);
    let mut module = config.parse(module).context("the module cannot be read")?;
    let customs: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    for id in customs {
        module.customs.delete(id);
    }
    Ok(module)
}

/// Makes zeros of the places in sources, and of the texts that code named before and none names now.
fn blank(module: &mut Module, before: &BTreeSet<u32>) -> Result<()> {
    let now = idle::named(module);
    for id in module.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        let data = module.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } = data.kind else {
            bail!("the module fills its memory in a way that is not understood: {:?}", data.kind);
        };
        let mut blank = vec![false; data.value.len()];
        places::mark(&data.value, offset as u32, &mut blank);
        idle::mark(&data.value, offset as u32, &now, before, &mut blank);
        for (byte, _) in data.value.iter_mut().zip(blank).filter(|(_, blank)| *blank) {
            *byte = 0;
        }
    }
    Ok(())
}

/// Lets every panic trap, and leaves out what only panics needed. Answers the number of places.
fn trap(module: &mut Module) -> Result<usize> {
    let panics = panicking(module);
    ensure!(!panics.is_empty(), "nothing in the module panics, or the names of what does are others");
    let mut places = 0;
    for (_, function) in module.funcs.iter_local_mut() {
        for sequence in sequences(function) {
            let instructions = &function.block(sequence).instrs;
            let Some(at) = instructions.iter().position(|(one, _)| called(one).is_some_and(|id| panics.contains(&id)))
            else {
                continue;
            };
            // What leads up to it prepares its words, as far as it neither leaves the sequence nor calls anything.
            let begin = instructions[..at].iter().rposition(|(one, _)| !is_plain(one)).map_or(0, |last| last + 1);
            let instructions = &mut function.block_mut(sequence).instrs;
            instructions.truncate(begin);
            // Any stack will do for it.
            instructions.push((Unreachable {}.into(), InstrLocId::default()));
            places += 1;
        }
    }
    passes::gc::run(module);
    Ok(places)
}

/// The functions that never return but panic: the ends of all panics, and those that call one of these and after whose calls the compiler lets nothing come.
fn panicking(module: &Module) -> BTreeSet<FunctionId> {
    let is_end = |name: &str| ENDS.iter().any(|end| name.contains(end));
    let mut panics: BTreeSet<FunctionId> =
        module.funcs.iter().filter(|one| one.name.as_deref().is_some_and(is_end)).map(|one| one.id()).collect();
    let mut callers = BTreeMap::<FunctionId, BTreeSet<FunctionId>>::new();
    let (mut ending, mut returning) = (BTreeSet::new(), BTreeSet::new());
    for (caller, function) in module.funcs.iter_local() {
        for sequence in sequences(function) {
            let instructions = &function.block(sequence).instrs;
            for (i, (one, _)) in instructions.iter().enumerate() {
                let Some(callee) = called(one) else { continue };
                callers.entry(callee).or_default().insert(caller);
                match instructions.get(i + 1) {
                    Some((Instr::Unreachable(_), _)) => ending.insert(callee),
                    // Where several ends have become one.
                    Some((Instr::Br(_), _)) | None => false,
                    Some(_) => returning.insert(callee),
                };
            }
        }
    }
    let mut open: Vec<FunctionId> = panics.iter().copied().collect();
    while let Some(callee) = open.pop() {
        for caller in callers.get(&callee).into_iter().flatten() {
            if ending.contains(caller) && !returning.contains(caller) && panics.insert(*caller) {
                open.push(*caller);
            }
        }
    }
    panics
}

/// All instruction sequences of a function.
fn sequences(function: &LocalFunction) -> Vec<InstrSeqId> {
    let mut all = vec![function.entry_block()];
    let mut at = 0;
    while at < all.len() {
        for (one, _) in &function.block(all[at]).instrs {
            match one {
                Instr::Block(block) => all.push(block.seq),
                Instr::Loop(block) => all.push(block.seq),
                Instr::IfElse(both) => all.extend([both.consequent, both.alternative]),
                _ => {}
            }
        }
        at += 1;
    }
    all
}

fn called(instruction: &Instr) -> Option<FunctionId> {
    if let Instr::Call(call) = instruction { Some(call.func) } else { None }
}

/// Whether an instruction only computes, reads or writes in this instance.
fn is_plain(instruction: &Instr) -> bool {
    matches!(
        instruction,
        Instr::LocalGet(_)
            | Instr::LocalSet(_)
            | Instr::LocalTee(_)
            | Instr::GlobalGet(_)
            | Instr::GlobalSet(_)
            | Instr::Const(_)
            | Instr::Binop(_)
            | Instr::Unop(_)
            | Instr::Select(_)
            | Instr::Drop(_)
            | Instr::Load(_)
            | Instr::Store(_)
            | Instr::MemoryCopy(_)
            | Instr::MemoryFill(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{FunctionBuilder, ValType};

    /// Adds a function that calls another one with a number, and then `after`.
    fn calling(module: &mut Module, name: &str, callee: FunctionId, after: Option<Instr>) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
        builder.name(name.to_owned());
        let x = module.locals.add(ValType::I32);
        let mut body = builder.func_body();
        body.local_get(x).if_else(
            None,
            |wrong| {
                wrong.i32_const(1).drop().local_get(x).call(callee);
                if let Some(after) = after {
                    wrong.instr(after);
                }
            },
            |_| {},
        );
        builder.finish(vec![x], &mut module.funcs)
    }

    fn example() -> Module {
        let mut module = Module::with_config(ModuleConfig::new());
        let unreachable = || Some(Unreachable {}.into());
        let mut end = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
        end.name("core::panicking::panic_fmt".to_owned());
        end.func_body().unreachable();
        let x = module.locals.add(ValType::I32);
        let end = end.finish(vec![x], &mut module.funcs);
        let fail = calling(&mut module, "fail", end, unreachable());
        let helps = calling(&mut module, "helps", fail, None);
        for (name, callee, after) in [("works", fail, unreachable()), ("is helped", helps, None)] {
            let function = calling(&mut module, name, callee, after);
            module.exports.add(name, function);
        }
        let bytes = module.emit_wasm();
        Module::from_buffer(&bytes).unwrap()
    }

    #[test]
    fn panics_trap_and_what_only_they_need_is_gone() {
        let mut module = example();
        // Of `works`, of `helps`, whose own calls may return, and of `fail`, which nobody calls any more.
        assert_eq!(trap(&mut module).unwrap(), 3);
        let mut names: Vec<_> = module.funcs.iter().filter_map(|one| one.name.clone()).collect();
        names.sort();
        assert_eq!(names, ["helps", "is helped", "works"]);
        let works = module.exports.get_func("works").unwrap();
        // Its argument, a choice, and a trap where the words were prepared.
        assert_eq!(module.funcs.get(works).kind.unwrap_local().size(), 3);
        Module::from_buffer(&module.emit_wasm()).unwrap();
    }

    #[test]
    fn a_module_in_which_nothing_seems_to_panic_is_refused() {
        let mut module = Module::with_config(ModuleConfig::new());
        assert!(trap(&mut module).unwrap_err().to_string().contains("nothing in the module panics"));
    }
}
