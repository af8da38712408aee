//! What is wrong with a file, and where.

use std::fmt;

/// What is wrong with a file. Its `Display` is the whole sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, or the member of an archive.
    pub member: String,
    /// The byte at which it shows, from 0; of a compressed member before it is unpacked when the packing is wrong, else after.
    pub byte: Option<u64>,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl Fault {
    /// Something wrong with `member` at `byte`.
    pub fn at(member: &str, byte: usize, message: impl Into<String>) -> Fault {
        Fault { member: member.to_owned(), byte: Some(byte as u64), message: message.into() }
    }

    /// Something wrong with `member` as a whole.
    pub fn of(member: &str, message: impl Into<String>) -> Fault {
        Fault { member: member.to_owned(), byte: None, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.member)?;
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Fault {}
