//! The places in sources that panics name: address and length of a file's name, line and column, and these names.

/// Marks the places in data that begin at `offset`.
pub fn mark(data: &[u8], offset: u32, blank: &mut [bool]) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_sources_are_found_with_the_names_of_their_files() {
        let mut data = b"xx..crates/a/src/lib.rs.".to_vec();
        let at = data.len();
        for number in [1028_u32, 19, 7, 13] {
            data.extend(number.to_le_bytes());
        }
        data.extend([1, 2, 3, 4]);
        let mut blank = vec![false; data.len()];
        mark(&data, 1024, &mut blank);
        let marked: Vec<usize> = (0..data.len()).filter(|i| blank[*i]).collect();
        assert_eq!(marked, (4..23).chain(at..at + 16).collect::<Vec<_>>());
        // A line 0 is none.
        data[at + 8] = 0;
        let mut blank = vec![false; data.len()];
        mark(&data, 1024, &mut blank);
        assert!(!blank.contains(&true));
    }
}
