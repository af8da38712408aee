//! A Python with what exported scripts need, in the user's cache folder. Whoever has none runs everything else.

use std::path::PathBuf;

use super::cache;
use crate::command::{output_of, program};

/// What scripts import.
const PACKAGES: [&str; 4] = ["numpy", "scipy", "matplotlib", "pillow"];

/// The interpreter, installed where it is missing; a sentence where that cannot be done.
pub fn ensure() -> Result<PathBuf, String> {
    let folder = cache::tools().map_err(|error| error.to_string())?.join("python");
    let own = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let works = |python: &PathBuf| {
        let imports = format!("import {}", PACKAGES.join(", ").replace("pillow", "PIL"));
        output_of(program(python).args(["-c", &imports])).is_some()
    };
    if works(&own) {
        return Ok(own);
    }
    println!("             installing {} for Python …", PACKAGES.join(", "));
    let system = ["python3", "python"].into_iter().find(|name| output_of(program(name).arg("--version")).is_some());
    let system = system.ok_or("there is no Python 3 here")?;
    output_of(program(system).args(["-m", "venv"]).arg(&folder))
        .ok_or("Python cannot make a virtual environment here")?;
    output_of(program(&own).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))
        .ok_or("pip could not install them")?;
    if works(&own) { Ok(own) } else { Err("what pip has installed cannot be imported".to_owned()) }
}
