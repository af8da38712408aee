//! Rust's standard library for wasm.

use std::path::Path;

use anyhow::{Context, Result};

use crate::command::{output_of, program, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target to the toolchain in use, where it is missing.
pub fn ensure() -> Result<String> {
    if is_there() {
        return Ok(format!("{TARGET} is there"));
    }
    let sentence =
        format!("Rust cannot compile for {TARGET}: install Rust with rustup, or your system's package for it");
    output_of(program("rustup").arg("--version")).context(sentence.clone())?;
    run(program("rustup").args(["target", "add", TARGET])).context(sentence)?;
    Ok(format!("{TARGET} added"))
}

/// Asks the compiler and not rustup, for Rust may have come another way.
fn is_there() -> bool {
    output_of(program("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|folder| Path::new(folder.trim()).is_dir())
}
