//! A Python with PyTorch, for the scripts that use its optimizers. PyPI's comes with gigabytes for graphics cards, so it is looked for, or taken from
//! Debian; whoever has none runs everything else.

use std::path::{Path, PathBuf};

use super::browser;
use crate::command::{output_of, program};

/// Where a Python may be that has it: the one that is named, the one on the path, and the system's own.
const PYTHONS: [&str; 3] = ["python3", "python", "/usr/bin/python3"];

/// The interpreter; a sentence where there is none and none can be installed.
pub fn ensure() -> Result<PathBuf, String> {
    let named = std::env::var_os("TORCH_PYTHON").map(PathBuf::from);
    let find = || named.iter().cloned().chain(PYTHONS.map(PathBuf::from)).find(|python| works(python));
    if let Some(found) = find() {
        return Ok(found);
    }
    println!("             installing PyTorch …");
    browser::apt_install(&["--no-install-recommends", "python3-torch"])
        .map_err(|error| format!("PyTorch is not here and could not be installed: {error:#}"))?;
    find().ok_or_else(|| {
        "PyTorch was installed and cannot be imported: name a Python that has it in TORCH_PYTHON".to_owned()
    })
}

fn works(python: &Path) -> bool {
    output_of(program(python).args(["-c", "import numpy, torch; torch.optim.NAdam"])).is_some()
}
