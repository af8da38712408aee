//! Where things are, and which versions the project pins.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::version::Version;

/// The root of the project.
pub fn root() -> PathBuf {
    // Cargo says it at run time; a binary that is started without cargo remembers where it was built.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.ancestors().nth(2).map_or(here.clone(), Path::to_path_buf)
}

/// The finished page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's folder for all that is built.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The declarations of the page's module, where tsconfig.json looks for them.
pub fn types() -> PathBuf {
    root().join("target/types")
}

/// The version that the crate `wasm-bindgen` is pinned to; its command-line tools must be of the same one.
pub fn wasm_bindgen_version() -> Result<Version> {
    let manifest = read_toml("Cargo.toml")?;
    let pin = &manifest["workspace"]["dependencies"]["wasm-bindgen"];
    pin.as_str().and_then(Version::find).context("Cargo.toml pins no version of wasm-bindgen")
}

/// The version of Trunk that Trunk.toml asks for.
pub fn trunk_version() -> Result<Version> {
    let config = read_toml("Trunk.toml")?;
    config["trunk-version"].as_str().and_then(Version::find).context("Trunk.toml names no trunk-version")
}

/// The oldest Node that package.json allows.
pub fn oldest_node() -> Result<Version> {
    let package: serde_json::Value = serde_json::from_str(&read("package.json")?)?;
    package["engines"]["node"].as_str().and_then(Version::find).context("package.json names no engines.node")
}

fn read_toml(name: &str) -> Result<toml::Table> {
    read(name)?.parse().with_context(|| format!("{name} cannot be understood"))
}

fn read(name: &str) -> Result<String> {
    fs::read_to_string(root().join(name)).with_context(|| format!("{name} cannot be read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pin_is_found() {
        assert!(wasm_bindgen_version().unwrap() > Version(0, 2, 100));
        assert!(trunk_version().unwrap() > Version(0, 21, 0));
        assert!(oldest_node().unwrap() >= Version(20, 0, 0));
    }
}
