//! A gzipped file (RFC 1952).

use super::inflate::{crc32, inflate};
use super::{Bytes, Fault, limits};

/// Whether `bytes` begin as a gzipped file does.
pub fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// The bytes in the gzipped file `name`.
pub fn unpack(name: &str, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut head = Bytes::new(name, bytes, 2);
    let method = head.u8("the gzip header")?;
    if method != 8 {
        return Err(Fault::at(name, 2, format!("the compression {method} is unknown; gzip has 8 only.")));
    }
    let flags = head.u8("the gzip header")?;
    head.take(6, "the gzip header")?;
    if flags & 4 != 0 {
        let extra = head.u16("the gzip header")?;
        head.take(usize::from(extra), "the gzip header")?;
    }
    for flag in [8, 16] {
        // A name, then a comment; each ends with a zero.
        while flags & flag != 0 && head.u8("the gzip header")? != 0 {}
    }
    if flags & 2 != 0 {
        head.take(2, "the gzip header")?;
    }
    let (out, read) = inflate(name, head.at(), head.rest(), limits::BYTES)?;
    head.take(read, "the compressed bytes")?;
    let end = head.clone();
    let (sum, size) = (head.u32("the gzip checksum")?, head.u32("the gzip checksum")?);
    if sum != crc32(&out) || size != out.len() as u32 {
        return Err(end.fault("the checksum is not that of what was unpacked: the file is damaged."));
    }
    if !head.rest().is_empty() {
        return Err(head.fault(format!("{} more bytes follow the end of the gzipped file.", head.rest().len())));
    }
    Ok(out)
}
