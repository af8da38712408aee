//! The module in two parts. Everything that the first plot of a usual link executes is in the first part, which is fetched
//! before anything is seen; the rest is fetched after it. What a usual link executes is found out by trying.

#[cfg(test)]
mod example;
pub mod idle;
mod marks;
mod parts;
mod texts;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use walrus::Module;

use self::marks::{Executed, Fate};
use super::assets::Files;
use super::weight::{BEST_QUALITY, compress};
use super::{Profile, panics};
use crate::{command, project};

/// The module as wasm-bindgen names it; then its first part.
const MODULE: &str = "descent-web_bg.wasm";
/// The rest of it.
const REST: &str = "descent-web_rest.wasm";
/// Its glue.
const GLUE: &str = "descent-web.js";
/// Plots many links with a copy of the module that says what it executes.
const SCRIPT: &str = "crates/xtask/src/site/split/profile.mjs";

/// What the first part may weigh compressed: of the first plot's limit, what its scripts, styles and page leave.
const FIRST_PART: usize = 132_000;
/// The shares in percent that can be spared of functions that are cut. The higher, the lighter the whole and the heavier the first part.
const SHARES: [usize; 5] = [80, 70, 60, 50, 40];

/// Puts two files in the place of the module.
pub fn split(files: &mut Files, profile: Profile) -> Result<()> {
    println!("Splitting the module: drawing the first plot of many links in Node, to see what they execute");
    let built = files.get(MODULE).with_context(|| format!("{MODULE} was not built"))?;
    let bytes = &match profile {
        Profile::Release => panics::without_words(built)?,
        Profile::Debug => built.to_vec(),
    };
    // Function names are for debugging only, and a fifteenth of the compressed weight.
    let read = || panics::parse(bytes, profile == Profile::Debug);
    let seen = profiled(files, marks::marked(read()?).emit_wasm())?;
    let Parts { first, rest, fates, moved } = lightest(read, &seen)?;
    let count = |fate| fates.iter().filter(|one| **one == fate).count();
    println!(
        "Of {} functions, {} are in the first part, {} with what was not executed cut out; {moved} bytes of texts are in the rest",
        fates.len() - count(Fate::Imported),
        count(Fate::Whole) + count(Fate::Cut),
        count(Fate::Cut)
    );
    files.insert(MODULE.to_owned(), first);
    files.insert(REST.to_owned(), rest);
    Ok(())
}

/// The two parts, what became of each function, and the bytes of texts that came into the rest.
struct Parts {
    first: Vec<u8>,
    rest: Vec<u8>,
    fates: Vec<Fate>,
    moved: usize,
}

/// The two parts that are lightest together, as far as the first is light enough.
fn lightest(read: impl Fn() -> Result<Module>, seen: &Seen) -> Result<Parts> {
    for share in SHARES {
        let (mut first, mut rest, fates) = parts::divide(read()?, read()?, &seen.executed, share)?;
        let moved = texts::put_off(&mut first, &mut rest, &seen.texts)?;
        let first = first.emit_wasm();
        // What is too heavy even where most is cut fails when everything is weighed.
        if SHARES.last() == Some(&share) || compress(&first, BEST_QUALITY).len() <= FIRST_PART {
            return Ok(Parts { first, rest: rest.emit_wasm(), fates, moved });
        }
    }
    bail!("there are no shares to try")
}

/// What the first plots show of the module.
#[derive(Deserialize)]
struct Seen {
    /// The stretches of code that they execute.
    executed: Executed,
    /// The texts that only the catalog gives.
    texts: Vec<String>,
}

/// Draws the first plots with a marked module.
fn profiled(files: &Files, marked: Vec<u8>) -> Result<Seen> {
    let folder = project::target().join("split");
    let scripts = files.iter().filter(|(path, _)| path.ends_with(".mjs") || *path == GLUE);
    let mut all: Files = scripts.map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    all.insert("marked.wasm".to_owned(), marked);
    // Node takes .js for a module only where this file says so.
    all.insert("package.json".to_owned(), br#"{"type":"module"}"#.to_vec());
    all.write(&folder)?;
    run(&folder)
}

fn run(folder: &Path) -> Result<Seen> {
    let seen = folder.join("executed.json");
    let mut node = command::program("node");
    node.arg(project::root().join(SCRIPT)).arg(folder).arg(&seen).stdin(Stdio::null());
    command::run(&mut node)?;
    let seen: Seen = serde_json::from_slice(&fs::read(&seen)?).context("the marks cannot be read")?;
    if seen.executed.is_empty() {
        bail!("the first plots executed nothing");
    }
    Ok(seen)
}
