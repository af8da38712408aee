//! Scripts and style sheets without what only people read. Each stays a file of its own, with the same exports.

use anyhow::Result;

use super::assets::Files;
use crate::{command, project};

const SCRIPT: &str = "crates/xtask/src/site/minify.mjs";
const ENDINGS: [&str; 3] = [".mjs", ".js", ".css"];

/// Minifies every script and style sheet with esbuild.
pub fn minify(files: &mut Files) -> Result<()> {
    let folder = project::target().join("minified");
    let is_text = |path: &str| ENDINGS.iter().any(|ending| path.ends_with(ending));
    let texts: Files =
        files.iter().filter(|(path, _)| is_text(path)).map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    texts.write(&folder)?;
    command::run(command::program("node").arg(project::root().join(SCRIPT)).arg(&folder))?;
    for (path, bytes) in Files::read(&folder)? {
        files.insert(path, bytes);
    }
    Ok(())
}
