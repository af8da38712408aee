//! Tools that make course notes, for the test of the recipes: Jupyter Book with its Sphinx, in the user's cache folder, and mdBook where it is
//! installed. Whoever has none tries the other recipes.

use std::path::PathBuf;

use super::cache;
use crate::command::{output_of, program};

/// The folder with `jupyter-book` and `sphinx-build`, installed where they are missing; a sentence where that cannot be done.
pub fn ensure() -> Result<PathBuf, String> {
    let folder = cache::tools().map_err(|error| error.to_string())?.join("books");
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let there = || output_of(program(programs.join("jupyter-book")).arg("--version")).is_some();
    if there() {
        return Ok(programs);
    }
    println!("             installing Jupyter Book …");
    let system = ["python3", "python"].into_iter().find(|name| output_of(program(name).arg("--version")).is_some());
    let system = system.ok_or("there is no Python 3 here")?;
    output_of(program(system).args(["-m", "venv"]).arg(&folder))
        .ok_or("Python cannot make a virtual environment here")?;
    // From the second on it fetches its looks from the net at every build.
    output_of(program(programs.join("python")).args(["-m", "pip", "install", "--quiet", "jupyter-book<2"]))
        .ok_or("pip could not install Jupyter Book")?;
    if there() { Ok(programs) } else { Err("what pip has installed does not run".to_owned()) }
}

/// mdBook, where it is on the path. Compiling it would take longer than all other tests.
pub fn mdbook() -> Option<PathBuf> {
    let name = std::env::var_os("MDBOOK_PATH").map_or_else(|| PathBuf::from("mdbook"), PathBuf::from);
    output_of(program(&name).arg("--version")).map(|_| name)
}
