//! What is said about a link or an experiment that is not quite right.

use serde::Serialize;
use std::fmt;

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Good to know: the experiment is what its author meant.
    Note,
    /// Something was not taken as it stands.
    Problem,
}

/// What is wrong, where, and what is allowed. Its `Display` is the whole sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Notice {
    /// How much it matters.
    pub level: Level,
    /// Which part of the experiment: `f`, `n`, `runs[1].beta1`.
    pub path: String,
    /// The value as it was written.
    pub value: String,
    /// What is wrong and what is allowed, as a sentence.
    pub message: String,
    /// The column of a formula's error, from 1, counted in characters.
    pub column: Option<usize>,
}

impl Notice {
    /// Something that was not taken as it stands.
    pub fn problem(path: impl Into<String>, value: impl Into<String>, message: impl Into<String>) -> Notice {
        Notice { level: Level::Problem, path: path.into(), value: value.into(), message: message.into(), column: None }
    }

    /// Something good to know.
    pub fn note(path: impl Into<String>, value: impl Into<String>, message: impl Into<String>) -> Notice {
        Notice { level: Level::Note, ..Notice::problem(path, value, message) }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Notice {}
