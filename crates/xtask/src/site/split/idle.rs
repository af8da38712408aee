//! Texts that only code of the rest names: sentences about what is wrong, for one.
//!
//! Code says where in the data something begins, as a constant or as the offset of an access; data say it in words of four bytes. What lies between two such
//! beginnings belongs to the first of them. It is idle where that one is named by code of the rest and by nothing else, and it is a text: were the guess
//! wrong, words would be missing until the rest is there, and no number.

use std::collections::BTreeSet;

use walrus::Module;
use walrus::ir::{Load, Store, Value, Visitor, dfs_in_order};

/// Shorter ones are not worth a place of their own.
const SHORTEST: usize = 16;

/// Addresses that code names.
#[derive(Default)]
struct Named(BTreeSet<u32>);

impl Visitor<'_> for Named {
    fn visit_value(&mut self, value: &Value) {
        if let Value::I32(number) = value {
            self.0.insert(*number as u32);
        }
    }

    fn visit_load(&mut self, load: &Load) {
        self.0.extend(u32::try_from(load.arg.offset));
    }

    fn visit_store(&mut self, store: &Store) {
        self.0.extend(u32::try_from(store.arg.offset));
    }
}

/// The addresses that the code of a module names.
pub fn named(module: &Module) -> BTreeSet<u32> {
    let mut named = Named::default();
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut named, function, function.entry_block());
    }
    named.0
}

/// Marks the idle texts in data that begin at `offset`, where code of the first part and of the rest names these addresses.
pub fn mark(data: &[u8], offset: u32, first: &BTreeSet<u32>, rest: &BTreeSet<u32>, blank: &mut [bool]) {
    let end = offset + data.len() as u32;
    let aligned = (offset.next_multiple_of(4) - offset) as usize;
    let words = data[aligned..].as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word));
    let kept: BTreeSet<u32> = words.chain(first.iter().copied()).filter(|at| (offset..end).contains(at)).collect();
    let mut beginnings: BTreeSet<u32> = rest.range(offset..end).copied().collect();
    beginnings.extend(&kept);
    let ends = beginnings.iter().copied().skip(1).chain([end]);
    for (begin, end) in beginnings.iter().zip(ends).filter(|(begin, _)| !kept.contains(begin)) {
        let place = &data[(begin - offset) as usize..(end - offset) as usize];
        // Zeros stand where there was another text before.
        let length = place.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        if is_text(&place[..length]) {
            blank[(begin - offset) as usize..][..length].fill(true);
        }
    }
}

/// Whether bytes read like a sentence, with what the standard library puts between its pieces.
fn is_text(bytes: &[u8]) -> bool {
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic() || **byte == b' ').count();
    let spaces = bytes
        .windows(3)
        .filter(|three| three[0].is_ascii_alphabetic() && three[1] == b' ' && three[2].is_ascii_lowercase());
    bytes.len() >= SHORTEST && 4 * letters >= 3 * bytes.len() && spaces.count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(data: &[u8], first: &[u32], rest: &[u32]) -> Vec<usize> {
        let mut blank = vec![false; data.len()];
        mark(data, 1024, &first.iter().copied().collect(), &rest.iter().copied().collect(), &mut blank);
        (0..data.len()).filter(|i| blank[*i]).collect()
    }

    #[test]
    fn a_text_that_only_the_rest_names_is_idle() {
        let data = b"is out of range: a number is allowed0123456789abcdef is not a key of a link";
        assert_eq!(marked(data, &[], &[1024, 1060]), (0..36).collect::<Vec<_>>());
        assert_eq!(marked(data, &[1024], &[1024, 1060, 1076]), (52..data.len()).collect::<Vec<_>>());
        // What the first part names inside ends it.
        assert_eq!(marked(data, &[1044, 1060], &[1024]), (0..20).collect::<Vec<_>>());
        assert_eq!(marked(data, &[1024, 1060], &[]), [0_usize; 0]);
        // So it is where nothing but zeros are left of the next one.
        let mut data = *data;
        data[36..].fill(0);
        assert_eq!(marked(&data, &[], &[1024]), (0..36).collect::<Vec<_>>());
    }

    #[test]
    fn what_other_data_point_at_is_not_idle() {
        let mut data = b"is out of range: a number is all".to_vec();
        assert_eq!(marked(&data, &[], &[1024]).len(), data.len());
        data.extend(1024_u32.to_le_bytes());
        assert_eq!(marked(&data, &[1056], &[1024]), [0_usize; 0]);
    }

    #[test]
    fn tables_are_no_texts() {
        assert!(is_text(b" is not a key of a link; the keys are "));
        for other in
            [&b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[..], b"a b c", b"sincostanasinacosatan", &[0; 64]]
        {
            assert!(!is_text(other), "{other:?}");
        }
    }
}
