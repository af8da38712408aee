//! Bytes in order, with the place at which they end.

use super::Fault;

/// What is still to be read of a file or member.
#[derive(Clone)]
pub struct Bytes<'a> {
    member: &'a str,
    all: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    /// From byte `at` on, which may lie beyond the end.
    pub fn new(member: &'a str, all: &'a [u8], at: usize) -> Bytes<'a> {
        Bytes { member, all, at: at.min(all.len()) }
    }

    /// The number of the next byte.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What is left.
    pub fn rest(&self) -> &'a [u8] {
        &self.all[self.at..]
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize, what: &str) -> Result<&'a [u8], Fault> {
        let Some(bytes) = self.rest().get(..count) else {
            let message =
                format!("the file ends within {what}: {count} bytes are needed, there are {}.", self.rest().len());
            return Err(self.fault(message));
        };
        self.at += count;
        Ok(bytes)
    }

    /// The next byte.
    pub fn u8(&mut self, what: &str) -> Result<u8, Fault> {
        self.take(1, what).map(|b| b[0])
    }

    /// The next two bytes as a number, the low one first.
    pub fn u16(&mut self, what: &str) -> Result<u16, Fault> {
        self.take(2, what).map(|b| u16::from_le_bytes([b[0], b[1]]))
    }

    /// The next four bytes as a number, the low one first.
    pub fn u32(&mut self, what: &str) -> Result<u32, Fault> {
        self.take(4, what).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    /// Something wrong with the next byte.
    pub fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::at(self.member, self.at, message)
    }
}
