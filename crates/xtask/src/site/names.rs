//! The names of functions in a wasm module: for debugging only, and a fifteenth of its compressed weight.

const HEADER: usize = 8;
const CUSTOM: u8 = 0;

/// The module without its custom section `name`. What is not a module comes back as it is.
pub fn without(module: &[u8]) -> Vec<u8> {
    stripped(module).unwrap_or_else(|| module.to_vec())
}

fn stripped(module: &[u8]) -> Option<Vec<u8>> {
    let header = module.get(..HEADER).filter(|header| header.starts_with(b"\0asm"))?;
    let mut kept = header.to_vec();
    let mut rest = &module[HEADER..];
    while let Some((&id, after_id)) = rest.split_first() {
        let (length, body) = number(after_id)?;
        let content = body.get(..length)?;
        let section = rest.len() - body.len() + length;
        if !(id == CUSTOM && is_name_section(content)) {
            kept.extend_from_slice(&rest[..section]);
        }
        rest = &rest[section..];
    }
    Some(kept)
}

fn is_name_section(content: &[u8]) -> bool {
    number(content).and_then(|(length, after)| after.get(..length)) == Some(b"name")
}

/// An unsigned LEB128 number and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (i, &byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[i + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        // A length may be written longer than it need be, and linkers do so.
        let length = [content.len() as u8 & 0x7f | 0x80, (content.len() >> 7) as u8];
        [&[id], length.as_slice(), content].concat()
    }

    #[test]
    fn only_the_names_go() {
        let header = b"\0asm\x01\0\0\0".to_vec();
        let (code, names) = (section(10, &[7; 300]), section(0, b"\x04name\x01\x02\x03"));
        let features = section(0, b"\x0ftarget_features\x00");
        let module = [header.clone(), code.clone(), names, features.clone()].concat();
        assert_eq!(without(&module), [header, code, features].concat());
    }

    #[test]
    fn what_is_no_module_stays_as_it_is() {
        for bytes in [b"".as_slice(), b"text", b"\0asm\x01\0\0\0\x0a\xff", b"\0asm\x01\0\0\0\x0a\x05\x01"] {
            assert_eq!(without(bytes), bytes);
        }
    }
}
