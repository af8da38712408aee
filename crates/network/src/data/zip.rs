//! Members of a zip archive, stored or deflated (PKWARE's APPNOTE 6.3).
//!
//! Own code: the crate `zip` writes too, knows encryption and dates, and would be most of the workers' module; sizes, checksums and offsets are checked here
//! with the byte that is wrong.

use super::inflate::{crc32, inflate};
use super::{Bytes, Fault, limits};

/// The bytes of the end record, and the longest comment after it.
const END: usize = 22;
const COMMENT: usize = 0xffff;

/// Whether `bytes` begin as a zip archive does.
pub fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// A member as the directory at the end of the archive describes it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    flags: u16,
    method: u16,
    crc: u32,
    packed: usize,
    size: usize,
    /// Where its own header is, and the entry of the directory that says so.
    header: usize,
    entry: usize,
}

/// The members of the archive `name`.
pub fn members(name: &str, bytes: &[u8]) -> Result<Vec<Member>, Fault> {
    let first = bytes.len().saturating_sub(END + COMMENT);
    let end = bytes[first..].windows(4).rposition(|w| w == b"PK\x05\x06");
    let Some(end) = end.map(|at| first + at) else {
        return Err(Fault::at(name, bytes.len(), "the zip archive ends without its directory: it is cut off."));
    };
    let mut tail = Bytes::new(name, bytes, end + 10);
    let count = tail.u16("the end of the zip directory")?;
    tail.u32("the end of the zip directory")?;
    let start = tail.u32("the end of the zip directory")? as usize;
    if start > end {
        return Err(Fault::at(
            name,
            end + 16,
            format!("the zip directory is said to begin at byte {start}, beyond its own end."),
        ));
    }
    let mut directory = Bytes::new(name, &bytes[..end], start);
    let mut members = Vec::new();
    for _ in 0..count {
        members.push(member(&mut directory)?);
    }
    Ok(members)
}

fn member(directory: &mut Bytes<'_>) -> Result<Member, Fault> {
    const WHAT: &str = "the zip directory";
    let here = directory.clone();
    if directory.take(4, WHAT)? != b"PK\x01\x02" {
        return Err(here.fault("there should be an entry of the zip directory."));
    }
    directory.take(4, WHAT)?;
    let (flags, method) = (directory.u16(WHAT)?, directory.u16(WHAT)?);
    directory.take(4, WHAT)?;
    let crc = directory.u32(WHAT)?;
    let (packed, size) = (directory.u32(WHAT)? as usize, directory.u32(WHAT)? as usize);
    let lengths = [directory.u16(WHAT)?, directory.u16(WHAT)?, directory.u16(WHAT)?].map(usize::from);
    directory.take(8, WHAT)?;
    let header = directory.u32(WHAT)? as usize;
    let name = String::from_utf8_lossy(directory.take(lengths[0], WHAT)?).into_owned();
    directory.take(lengths[1] + lengths[2], WHAT)?;
    Ok(Member { name, flags, method, crc, packed, size, header, entry: here.at() })
}

/// The bytes of `member` of the archive.
pub fn unpack(archive: &[u8], member: &Member) -> Result<Vec<u8>, Fault> {
    const WHAT: &str = "the zip member's header";
    let Member { name, packed, size, header, entry, .. } = member;
    if member.flags & 1 != 0 {
        return Err(Fault::at(name, entry + 8, "it is encrypted; give it without a password."));
    }
    if *size > limits::BYTES || *packed > limits::BYTES {
        let most = limits::BYTES >> 20;
        return Err(Fault::at(name, entry + 20, format!("it claims {size} bytes; {most} MiB are allowed.")));
    }
    let mut local = Bytes::new(name, archive, *header);
    let here = local.clone();
    if local.take(4, WHAT)? != b"PK\x03\x04" {
        return Err(here.fault("there should be the header of the zip member."));
    }
    local.take(22, WHAT)?;
    let lengths = [local.u16(WHAT)?, local.u16(WHAT)?].map(usize::from);
    local.take(lengths[0] + lengths[1], WHAT)?;
    let base = local.at();
    let bytes = local.take(*packed, "the zip member")?;
    let out = match member.method {
        0 => bytes.to_vec(),
        8 => {
            let (out, read) = inflate(name, base, bytes, *size)?;
            if read < bytes.len() {
                return Err(Fault::at(name, base + read, "the compressed bytes end before the member does."));
            }
            out
        }
        other => {
            let message = format!("it is packed by method {other}; stored (0) and deflated (8) members are read.");
            return Err(Fault::at(name, entry + 10, message));
        }
    };
    if out.len() != *size {
        return Err(Fault::at(name, entry + 24, format!("it claims {size} bytes and has {}.", out.len())));
    }
    if crc32(&out) != member.crc {
        return Err(Fault::at(
            name,
            entry + 16,
            "the checksum is not that of what was unpacked: the member is damaged.",
        ));
    }
    Ok(out)
}
