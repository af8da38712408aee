//! `cargo xtask bench`: every native benchmark, then those of the page.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::command::{self, cargo};
use crate::setup::{self, Need};
use crate::site::{self, Profile};
use crate::{page, project};

/// Measures what `filter` names, or everything.
pub fn run(filter: Option<&str>) -> Result<()> {
    for name in packages_with_benches(&project::root().join("crates"))? {
        println!("\n{name}");
        let mut command = cargo();
        // Named targets only: the library's own test runner does not know a benchmark's arguments.
        command.args(["bench", "-p", &format!("descent-{name}"), "--bench", "*"]);
        command::run(command.arg("--").args(filter))?;
    }
    if page_has_benches() {
        setup::ensure(&[site::NEEDS, &[Need::Packages, Need::Browser]].concat())?;
        site::build(Profile::Release)?;
        let filter = filter.into_iter().flat_map(|text| ["--grep".into(), text.into()]).collect::<Vec<_>>();
        page::run("bench", &filter)?;
    }
    Ok(())
}

/// The crates that have a folder benches/.
fn packages_with_benches(crates: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(crates)? {
        let entry = entry?;
        if entry.path().join("benches").is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn page_has_benches() -> bool {
    site::files_below(&project::root().join("tests/e2e"))
        .is_ok_and(|files| files.iter().any(|file| file.to_string_lossy().ends_with(".bench.mjs")))
}
