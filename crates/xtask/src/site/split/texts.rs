//! Texts that only the catalog gives and those that only code of the rest names come with the rest: half of the first part's data, and nothing that a
//! plot shows.

use super::idle;
use anyhow::{Context, Result, bail};
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, Module};

/// Shorter texts may be found where they mean something else.
const SHORTEST: usize = 12;

/// Blanks the texts in the first part's data and lets the rest write them when it is instantiated. Answers how many bytes that are.
pub fn put_off(first: &mut Module, rest: &mut Module, texts: &[String]) -> Result<usize> {
    let memory = rest.memories.iter().next().context("the module has no memory")?.id();
    let (by_first, by_rest) = (idle::named(first), idle::named(rest));
    let mut moved = 0;
    for id in first.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        let data = first.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } = data.kind else {
            bail!("the module fills its memory in a way that is not understood: {:?}", data.kind);
        };
        let mut blank = vec![false; data.value.len()];
        mark_texts(&data.value, texts, &mut blank);
        idle::mark(&data.value, offset as u32, &by_first, &by_rest, &mut blank);
        for (at, text) in runs(&data.value, &blank) {
            data.value[at..at + text.len()].fill(0);
            moved += text.len();
            let offset = ConstExpr::Value(Value::I32(offset + at as i32));
            let id = rest.data.add(DataKind::Active { memory, offset }, text);
            rest.memories.get_mut(memory).data_segments.insert(id);
        }
    }
    Ok(moved)
}

/// Marks where the texts stand in the data.
fn mark_texts(data: &[u8], texts: &[String], blank: &mut [bool]) {
    for text in texts.iter().map(|text| text.as_bytes()).filter(|text| text.len() >= SHORTEST) {
        for at in memchr::memmem::find_iter(data, text) {
            blank[at..at + text.len()].fill(true);
        }
    }
}

/// The runs of marked bytes.
fn runs(data: &[u8], blank: &[bool]) -> Vec<(usize, Vec<u8>)> {
    let mut at = 0;
    blank
        .chunk_by(|a, b| a == b)
        .map(|run| {
            at += run.len();
            (at - run.len(), run[0], data[at - run.len()..at].to_vec())
        })
        .filter(|(_, blank, _)| *blank)
        .map(|(at, _, text)| (at, text))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_wherever_they_stand_and_neighbours_are_one() {
        let data = b"..a long sentence.another sentence.short.a long sentence..";
        let texts = ["a long sentence.", "another sentence.", "short."].map(str::to_owned);
        let mut blank = vec![false; data.len()];
        mark_texts(data, &texts, &mut blank);
        let found = runs(data, &blank);
        let places: Vec<(usize, usize)> = found.iter().map(|(at, text)| (*at, text.len())).collect();
        assert_eq!(places, [(2, 33), (41, 16)]);
    }
}
