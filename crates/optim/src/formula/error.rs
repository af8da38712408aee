//! What is wrong with a formula, and where.

use std::fmt;

/// Why a text is not a formula: the first thing that is wrong, where it stands, and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// The column of the first wrong character, from 1, counted in characters. One past the last where the text ends
    /// too early.
    pub column: usize,
    /// What stands there.
    pub found: String,
    /// What should stand there, with advice where the intention can be guessed.
    pub expected: String,
}

impl FormulaError {
    pub(super) fn new(column: usize, found: impl Into<String>, expected: impl Into<String>) -> FormulaError {
        FormulaError { column, found: found.into(), expected: expected.into() }
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "found {} at column {}, expected {}.", self.found, self.column, self.expected)
    }
}

impl std::error::Error for FormulaError {}

/// A piece of the text, marked as such.
pub(super) fn quoted(text: impl fmt::Display) -> String {
    format!("“{text}”")
}
