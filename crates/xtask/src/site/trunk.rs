//! Trunk, which compiles the page's module and gathers the files of www/.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::Result;

use super::Profile;
use crate::setup::tools;
use crate::{command, project};

/// Compiles and gathers; the folder with all that was gathered.
pub fn compile(profile: Profile) -> Result<PathBuf> {
    let folder = project::target().join("site");
    let mut trunk = command::program(tools::trunk()?.program("trunk"));
    trunk.arg("build").arg("--dist").arg(&folder);
    if profile == Profile::Release {
        trunk.arg("--release");
        trunk.env("CARGO_ENCODED_RUSTFLAGS", rust_flags());
    }
    trunk.env("PATH", path_with(&tools::wasm_bindgen()?.bin())?);
    // What is used stands in the project; whether there is something newer is another question.
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk takes these for its own options, whatever CI systems put into them.
    trunk.env_remove("NO_COLOR");
    command::run(&mut trunk)?;
    Ok(folder)
}

fn path_with(folder: &std::path::Path) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths(std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path)))?)
}

/// The flags of every build for the page. Panics name source files: without the folders of the machine that built the module, two machines build the same.
pub fn rust_flags() -> String {
    let inherited = std::env::var("CARGO_ENCODED_RUSTFLAGS").ok();
    let plain =
        std::env::var("RUSTFLAGS").ok().map(|flags| flags.split_whitespace().collect::<Vec<_>>().join("\u{1f}"));
    let mut flags: Vec<String> = inherited.or(plain).into_iter().filter(|flags| !flags.is_empty()).collect();
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| home.map(|home| home.join(".cargo")));
    let renamed = cargo.map(|folder| (folder, "cargo")).into_iter().chain([(project::root(), "descent")]);
    flags.extend(renamed.map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display())));
    flags.join("\u{1f}")
}
