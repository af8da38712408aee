//! A small module for the tests: functions that are called, half executed and idle, a memory with data, a table.

use walrus::ir::{BinaryOp, Value};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, FunctionBuilder, FunctionId, Module, ModuleConfig, RefType, ValType,
};

use super::marks;

/// The functions by their order in the module: a longer one comes before a shorter one.
pub const HALF: usize = 0;
pub const IDLE: usize = 1;
pub const CALLED: usize = 2;

/// The module as bytes.
pub struct Example(Vec<u8>);

impl Example {
    pub fn new() -> Self {
        let mut module = Module::with_config(ModuleConfig::new());
        let memory = module.memories.add_local(false, false, 1, None, None);
        module.exports.add("memory", memory);
        let data =
            module.data.add(DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(16)) }, b"text".to_vec());
        module.memories.get_mut(memory).data_segments.insert(data);
        let called = long(&mut module, 3);
        let idle = long(&mut module, 12);
        let half = half(&mut module, called);
        for (name, function) in [("called", called), ("idle", idle), ("half", half)] {
            module.exports.add(name, function);
        }
        let table = module.tables.add_local(false, 2, Some(2), RefType::FUNCREF);
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(0)) };
        let element = module.elements.add(kind, ElementItems::Functions(vec![idle, called]));
        module.tables.get_mut(table).elem_segments.insert(element);
        module.exports.add("table", table);
        Self(module.emit_wasm())
    }

    /// A copy of the module.
    pub fn module(&self) -> Module {
        Module::from_buffer(&self.0).unwrap()
    }

    /// The number of its stretches.
    pub fn stretches(&self) -> usize {
        self.module().funcs.iter_local().map(|(_, function)| marks::stretches(function).len()).sum()
    }
}

/// The stretches with which these functions begin.
pub fn entries(functions: &[usize]) -> Vec<usize> {
    let module = Example::new().module();
    let mut number = 0;
    let mut first = Vec::new();
    for (i, (_, function)) in module.funcs.iter_local().enumerate() {
        if functions.contains(&i) {
            first.push(number);
        }
        number += marks::stretches(function).len();
    }
    first
}

/// Adds 1 so many times.
fn long(module: &mut Module, times: usize) -> FunctionId {
    let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
    let x = module.locals.add(ValType::I32);
    let mut body = builder.func_body();
    body.local_get(x);
    for _ in 0..times {
        body.i32_const(1).binop(BinaryOp::I32Add);
    }
    builder.finish(vec![x], &mut module.funcs)
}

/// Calls the other one, or computes for long, as its argument says.
fn half(module: &mut Module, other: FunctionId) -> FunctionId {
    let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
    let x = module.locals.add(ValType::I32);
    builder.func_body().local_get(x).if_else(
        ValType::I32,
        |short| {
            short.local_get(x).call(other);
        },
        |long| {
            long.local_get(x);
            for _ in 0..40 {
                long.i32_const(1).binop(BinaryOp::I32Add);
            }
        },
    );
    builder.finish(vec![x], &mut module.funcs)
}
