//! Texts that only the catalog gives, those that only code of the rest names, and the places in sources that panics name, come with the rest: half of
//! the first part's data, and nothing that a plot shows.

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
        mark_places(&data.value, offset as u32, &mut blank);
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

/// Marks the places in sources that panics name: address and length of a file's name, line and column, and these names. Until the rest is there a panic
/// is a trap like others, after which everything begins anew.
fn mark_places(data: &[u8], offset: u32, blank: &mut [bool]) {
    let aligned = (offset.next_multiple_of(4) - offset) as usize;
    for at in (aligned..data.len().saturating_sub(15)).step_by(4) {
        let number = |i: usize| data[at + 4 * i..][..4].iter().rev().fold(0, |n, byte| n << 8 | u32::from(*byte));
        let [address, length, line, column] = [0, 1, 2, 3].map(number);
        let begin = address.wrapping_sub(offset) as usize;
        let Some(name) = begin.checked_add(length as usize).and_then(|end| data.get(begin..end)) else { continue };
        let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-".contains(byte);
        if name.len() >= 6
            && name.ends_with(b".rs")
            && name.iter().all(is_path)
            && (1..100_000).contains(&line)
            && (1..1000).contains(&column)
        {
            blank[at..at + 16].fill(true);
            blank[begin..begin + name.len()].fill(true);
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

    #[test]
    fn places_in_sources_are_found_with_the_names_of_their_files() {
        let mut data = b"xx..crates/a/src/lib.rs.".to_vec();
        let at = data.len();
        for number in [1028_u32, 19, 7, 13] {
            data.extend(number.to_le_bytes());
        }
        data.extend([1, 2, 3, 4]);
        let mut blank = vec![false; data.len()];
        mark_places(&data, 1024, &mut blank);
        let marked: Vec<(usize, usize)> = runs(&data, &blank).iter().map(|(at, run)| (*at, run.len())).collect();
        assert_eq!(marked, [(4, 19), (at, 16)]);
        // A line 0 is none.
        data[at + 8] = 0;
        let mut blank = vec![false; data.len()];
        mark_places(&data, 1024, &mut blank);
        assert!(!blank.contains(&true));
    }
}
