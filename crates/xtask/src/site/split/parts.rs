//! The module in two parts: what the first plot executes, and all that is fetched after it.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use anyhow::{Result, bail};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementId, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind,
    ImportKind, ImportedFunction, Module, RefType, TableId, TypeId, passes,
};

use super::marks::{self, Executed, Fate};

/// The name under which the rest imports what the first part exports to it.
const FIRST: &str = "p";
/// The first part's table of functions that only the rest has whole.
const TABLE: &str = "rest";

/// Functions for places of a table, from an offset on.
struct Fill {
    table: usize,
    offset: i32,
    functions: Vec<usize>,
}

/// Makes the two parts of two equal copies of a module; functions are cut of which so many percent can be spared.
pub fn divide(
    mut first: Module,
    mut rest: Module,
    executed: &Executed,
    share: usize,
) -> Result<(Module, Module, Vec<Fate>)> {
    // Ids belong to one copy; a number counts the same in both.
    let ids: Vec<FunctionId> = first.funcs.iter().map(|function| function.id()).collect();
    let numbers: BTreeMap<FunctionId, usize> = ids.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let fates = marks::cut(&mut first, executed, share);

    let pieces = take_apart(&mut first, &ids, &fates);
    let fills = share_tables(&mut first, &ids, &numbers, &fates, &pieces)?;
    let slots = named(&first, &numbers, &fates);
    stand_in(&mut first, &ids, &slots, &pieces);
    keep_rest(&mut rest, &fates, fills, &slots)?;
    connect(&mut first, &mut rest, &ids)?;
    passes::gc::run(&mut first);
    Ok((first, rest, fates))
}

/// Gives what is left of each cut function an id of its own, since the old one will stand for the whole function.
fn take_apart(first: &mut Module, ids: &[FunctionId], fates: &[Fate]) -> BTreeMap<usize, FunctionId> {
    let cut = fates.iter().enumerate().filter(|(_, fate)| **fate == Fate::Cut);
    cut.map(|(number, _)| {
        let ty = first.funcs.get(ids[number]).ty();
        let kind = mem::replace(&mut first.funcs.get_mut(ids[number]).kind, FunctionKind::Uninitialized(ty));
        let FunctionKind::Local(function) = kind else { unreachable!("only functions with code are cut") };
        let (piece, name) = (first.funcs.add_local(function), first.funcs.get(ids[number]).name.clone());
        first.funcs.get_mut(piece).name = name;
        (number, piece)
    })
    .collect()
}

/// Keeps in the module's tables what the first part has; the places of all others wait for the rest, which also puts whole
/// functions where cut ones stand.
fn share_tables(
    first: &mut Module,
    ids: &[FunctionId],
    numbers: &BTreeMap<FunctionId, usize>,
    fates: &[Fate],
    pieces: &BTreeMap<usize, FunctionId>,
) -> Result<Vec<Fill>> {
    let mut fills = Vec::new();
    let elements: Vec<ElementId> = first.elements.iter().map(|element| element.id()).collect();
    for id in elements {
        let element = first.elements.get(id);
        let (ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(offset)) }, ElementItems::Functions(all)) =
            (element.kind.clone(), element.items.clone())
        else {
            bail!("the module fills a table in a way that is not understood: {:?}", element.kind);
        };
        first.elements.delete(id);
        first.tables.get_mut(table).elem_segments.remove(&id);
        let position = first.tables.iter().position(|one| one.id() == table).unwrap_or_default();
        let all: Vec<usize> = all.iter().map(|function| numbers[function]).collect();
        for (at, run) in runs(&all, |number| is_moved(fates[number])) {
            fills.push(Fill { table: position, offset: offset + at as i32, functions: run.to_vec() });
        }
        for (at, run) in runs(&all, |number| fates[number] != Fate::Idle) {
            let functions = run.iter().map(|number| *pieces.get(number).unwrap_or(&ids[*number])).collect();
            fill(first, table, offset + at as i32, functions);
        }
    }
    Ok(fills)
}

/// Whether the rest has the function as it was built.
fn is_moved(fate: Fate) -> bool {
    matches!(fate, Fate::Idle | Fate::Cut)
}

/// The runs of neighbours that are wanted, with their places.
fn runs(all: &[usize], wanted: impl Fn(usize) -> bool) -> Vec<(usize, &[usize])> {
    let mut at = 0;
    all.chunk_by(|a, b| wanted(*a) == wanted(*b))
        .map(|run| {
            at += run.len();
            (at - run.len(), run)
        })
        .filter(|(_, run)| wanted(run[0]))
        .collect()
}

fn fill(module: &mut Module, table: TableId, offset: i32, functions: Vec<FunctionId>) {
    let offset = ConstExpr::Value(Value::I32(offset));
    let id = module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(functions));
    module.tables.get_mut(table).elem_segments.insert(id);
}

/// The numbers of the idle and cut functions that the first part calls by name or exports, in their order.
fn named(first: &Module, numbers: &BTreeMap<FunctionId, usize>, fates: &[Fate]) -> Vec<usize> {
    struct Calls(BTreeSet<FunctionId>);
    impl Visitor<'_> for Calls {
        fn visit_function_id(&mut self, id: &FunctionId) {
            self.0.insert(*id);
        }
    }
    let mut calls = Calls(first.start.into_iter().collect());
    calls.0.extend(first.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(id),
        _ => None,
    }));
    for (id, function) in first.funcs.iter_local() {
        if numbers.get(&id).is_none_or(|number| fates[*number] != Fate::Idle) {
            dfs_in_order(&mut calls, function, function.entry_block());
        }
    }
    let numbers: BTreeSet<usize> = calls.0.iter().filter_map(|id| numbers.get(id)).copied().collect();
    numbers.into_iter().filter(|number| is_moved(fates[*number])).collect()
}

/// Lets each of these functions call its place in the new table: what is left of a cut one stands there already, an idle
/// one traps until the rest is there.
fn stand_in(first: &mut Module, ids: &[FunctionId], slots: &[usize], pieces: &BTreeMap<usize, FunctionId>) {
    let count = slots.len() as u64;
    let table = first.tables.add_local(false, count, Some(count), RefType::FUNCREF);
    first.exports.add(TABLE, table);
    for (slot, number) in slots.iter().enumerate() {
        let ty = first.funcs.get(ids[*number]).ty();
        let (params, results) = signature(first, ty);
        let mut builder = FunctionBuilder::new(&mut first.types, &params, &results);
        let args: Vec<_> = params.iter().map(|param| first.locals.add(*param)).collect();
        let mut body = builder.func_body();
        for arg in &args {
            body.local_get(*arg);
        }
        body.i32_const(slot as i32).call_indirect(ty, table);
        first.funcs.get_mut(ids[*number]).kind = FunctionKind::Local(builder.local_func(args));
    }
    let places: Vec<usize> = (0..slots.len()).collect();
    for (at, run) in runs(&places, |place| pieces.contains_key(&slots[place])) {
        fill(first, table, at as i32, run.iter().map(|place| pieces[&slots[*place]]).collect());
    }
}

fn signature(module: &Module, ty: TypeId) -> (Vec<walrus::ValType>, Vec<walrus::ValType>) {
    let ty = module.types.get(ty);
    (ty.params().to_vec(), ty.results().to_vec())
}

/// Leaves idle and cut functions, whole; everything else is imported.
fn keep_rest(rest: &mut Module, fates: &[Fate], fills: Vec<Fill>, slots: &[usize]) -> Result<()> {
    rest.start = None;
    for id in rest.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
        rest.exports.delete(id);
    }
    for id in rest.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        rest.data.delete(id);
    }
    for id in rest.elements.iter().map(|element| element.id()).collect::<Vec<_>>() {
        rest.elements.delete(id);
    }
    let ids: Vec<FunctionId> = rest.funcs.iter().map(|function| function.id()).collect();
    for (id, _) in ids.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Whole) {
        let (ty, import) = (rest.funcs.get(*id).ty(), rest.imports.add(FIRST, "", *id));
        rest.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    for id in rest.memories.iter().map(|memory| memory.id()).collect::<Vec<_>>() {
        let import = rest.imports.add(FIRST, "", id);
        let memory = rest.memories.get_mut(id);
        memory.import = Some(import);
        memory.data_segments.clear();
    }
    let tables: Vec<TableId> = rest.tables.iter().map(|table| table.id()).collect();
    for id in &tables {
        let import = rest.imports.add(FIRST, "", *id);
        let table = rest.tables.get_mut(*id);
        table.import = Some(import);
        table.elem_segments.clear();
    }
    for id in rest.globals.iter().map(|global| global.id()).collect::<Vec<_>>() {
        rest.globals.get_mut(id).kind = GlobalKind::Import(rest.imports.add(FIRST, "", id));
    }
    for Fill { table, offset, functions } in fills {
        fill(rest, tables[table], offset, functions.iter().map(|number| ids[*number]).collect());
    }
    let count = slots.len() as u64;
    let (table, _) = rest.add_import_table(FIRST, TABLE, false, count, Some(count), RefType::FUNCREF);
    fill(rest, table, 0, slots.iter().map(|number| ids[*number]).collect());
    Ok(())
}

/// Exports to the rest what it imports, under short names.
fn connect(first: &mut Module, rest: &mut Module, ids: &[FunctionId]) -> Result<()> {
    // Positions are the same in both copies, as long as nothing has been removed.
    let functions: BTreeMap<_, _> = rest.funcs.iter().map(|one| one.id()).zip(ids.iter().copied()).collect();
    let tables: BTreeMap<_, _> = rest.tables.iter().zip(first.tables.iter()).map(|(a, b)| (a.id(), b.id())).collect();
    let globals: BTreeMap<_, _> =
        rest.globals.iter().zip(first.globals.iter()).map(|(a, b)| (a.id(), b.id())).collect();
    let memories: BTreeMap<_, _> =
        rest.memories.iter().zip(first.memories.iter()).map(|(a, b)| (a.id(), b.id())).collect();
    passes::gc::run(rest);
    let taken: BTreeSet<String> = first.exports.iter().map(|export| export.name.clone()).collect();
    let mut names = (0..).map(short).filter(|name| !taken.contains(name));
    for import in rest.imports.iter_mut().filter(|import| import.name != TABLE) {
        let item: ExportItem = match import.kind {
            ImportKind::Function(id) => functions[&id].into(),
            ImportKind::Table(id) => tables[&id].into(),
            ImportKind::Memory(id) => memories[&id].into(),
            ImportKind::Global(id) => globals[&id].into(),
            ImportKind::Tag(_) => bail!("the module throws exceptions, which are not understood"),
        };
        FIRST.clone_into(&mut import.module);
        import.name = names.next().unwrap_or_default();
        first.exports.add(&import.name, item);
    }
    Ok(())
}

/// A short name for a number.
fn short(mut number: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let mut name = String::new();
    loop {
        name.push(char::from(LETTERS[number % LETTERS.len()]));
        number /= LETTERS.len();
        if number == 0 {
            return name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::split::example::{CALLED, Example, HALF, entries};

    fn parts(executed: &[usize]) -> (Module, Module) {
        let example = Example::new();
        let (mut first, mut rest, _) =
            divide(example.module(), example.module(), &executed.iter().copied().collect(), 60).unwrap();
        // Reading a module checks it.
        (Module::from_buffer(&first.emit_wasm()).unwrap(), Module::from_buffer(&rest.emit_wasm()).unwrap())
    }

    fn exports(module: &Module) -> Vec<&str> {
        module.exports.iter().map(|export| export.name.as_str()).collect()
    }

    #[test]
    fn all_exports_stay_and_what_the_rest_imports_is_there() {
        let (first, rest) = parts(&entries(&[CALLED, HALF]));
        let there = exports(&first);
        assert!(["called", "half", "idle", "memory", TABLE].iter().all(|name| there.contains(name)), "{there:?}");
        for import in rest.imports.iter() {
            assert_eq!(import.module, FIRST);
            assert!(there.contains(&import.name.as_str()), "{}", import.name);
        }
        assert!(exports(&rest).is_empty() && rest.data.iter().next().is_none());
    }

    #[test]
    fn what_was_never_called_traps_until_the_rest_fills_its_place() {
        let (first, rest) = parts(&entries(&[CALLED, HALF]));
        let idle = first.exports.get_func("idle").unwrap();
        let stand_in = first.funcs.get(idle).kind.unwrap_local();
        assert_eq!(stand_in.size(), 3, "its argument, its place in the table, a call");
        // Cut and idle functions have places; the cut ones are filled from the beginning.
        let filled = |module: &Module| {
            let functions = |items: &ElementItems| match items {
                ElementItems::Functions(functions) => functions.len(),
                ElementItems::Expressions(..) => 0,
            };
            module.elements.iter().map(|element| functions(&element.items)).sum::<usize>()
        };
        assert_eq!((filled(&first), filled(&rest)), (2, 3));
        assert_eq!(rest.funcs.iter_local().count(), 2);
    }

    #[test]
    fn a_module_that_executes_everything_is_not_divided() {
        let example = Example::new();
        let all: Vec<usize> = (0..example.stretches()).collect();
        let (first, rest) = parts(&all);
        assert_eq!(first.funcs.iter_local().count(), 3);
        assert_eq!(rest.funcs.iter_local().count(), 0);
    }

    #[test]
    fn no_two_short_names_are_equal() {
        let names: BTreeSet<String> = (0..10_000).map(short).collect();
        assert_eq!(names.len(), 10_000);
        assert!(names.iter().all(|name| name.len() <= 3));
    }
}
