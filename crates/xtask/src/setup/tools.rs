//! Tools that cargo builds: pinned, shared by all clones of a user, whole or not there.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::cache;
use crate::command::{cargo, output_of, program, run};
use crate::project;
use crate::version::Version;

/// A tool in one version.
pub struct Tool {
    /// The name of its folder, and of the program that says its version.
    name: &'static str,
    /// The package that cargo installs.
    package: &'static str,
    version: Version,
    /// Whether its own lock file is used.
    locked: bool,
    cache: PathBuf,
}

/// wasm-bindgen's command line and test runner, in the version of the crate.
pub fn wasm_bindgen() -> Result<Tool> {
    let (version, cache) = (project::wasm_bindgen_version()?, cache::tools()?);
    // A dependency that its lock file names was withdrawn.
    Ok(Tool { name: "wasm-bindgen", package: "wasm-bindgen-cli", version, locked: false, cache })
}

/// Trunk, in the version of Trunk.toml.
pub fn trunk() -> Result<Tool> {
    let (version, cache) = (project::trunk_version()?, cache::tools()?);
    Ok(Tool { name: "trunk", package: "trunk", version, locked: true, cache })
}

impl Tool {
    fn id(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }

    fn folder(&self) -> PathBuf {
        self.cache.join(self.id())
    }

    /// The folder of its programs.
    pub fn bin(&self) -> PathBuf {
        self.folder().join("bin")
    }

    /// One of its programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.bin().join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Builds it unless this or another clone did so before.
    pub fn ensure(&self) -> Result<String> {
        if self.works() {
            return Ok(format!("{} is there", self.id()));
        }
        self.install().with_context(|| format!("{} could not be installed", self.id()))?;
        Ok(format!("{} installed into {}", self.id(), self.folder().display()))
    }

    /// Whether the program runs and is of the right version.
    fn works(&self) -> bool {
        output_of(program(self.program(self.name)).arg("--version"))
            .and_then(|text| Version::find(&text))
            .is_some_and(|version| version == self.version)
    }

    fn install(&self) -> Result<()> {
        fs::create_dir_all(&self.cache).with_context(|| format!("{} cannot be made", self.cache.display()))?;
        let _lock = self.lock()?;
        if self.works() {
            return Ok(());
        }
        println!("             building {} for all clones of this user, a few minutes the first time", self.id());
        // Cargo works in folders that nobody takes for the tool; what an interrupted build got done is used again.
        let (staging, build) = (self.hidden("staging"), self.hidden("build"));
        let mut command = self.command(&staging, &build);
        run(&mut command)?;
        if self.folder().exists() {
            fs::remove_dir_all(self.folder())?;
        }
        // One step from not there to whole.
        fs::rename(&staging, self.folder())?;
        if !self.works() {
            bail!("it was built, but {} does not run", self.program(self.name).display());
        }
        // Only to save space.
        let _ = fs::remove_dir_all(build);
        Ok(())
    }

    fn command(&self, staging: &Path, build: &Path) -> std::process::Command {
        let mut command = cargo();
        command.args(["install", self.package, "--version", &self.version.to_string(), "--root"]).arg(staging);
        if self.locked {
            command.arg("--locked");
        }
        // Their release profile takes three times as long for speed that is not needed here.
        command.env("CARGO_PROFILE_RELEASE_LTO", "off");
        command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        command.env("CARGO_TARGET_DIR", build);
        // Settings that are meant for the project would only make the tool another one.
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
            command.env_remove(name);
        }
        command
    }

    /// Keeps other clones waiting until it is dropped; the system drops it for a process that dies.
    fn lock(&self) -> Result<File> {
        let path = self.hidden("lock");
        let lock = File::create(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        if lock.try_lock().is_err() {
            println!("             another clone is building {}: waiting for it", self.id());
            lock.lock()?;
        }
        Ok(lock)
    }

    fn hidden(&self, purpose: &str) -> PathBuf {
        self.cache.join(format!(".{}.{purpose}", self.id()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(cache: &Path) -> Tool {
        Tool { name: "trunk", package: "trunk", version: Version(0, 21, 14), locked: true, cache: cache.to_path_buf() }
    }

    #[test]
    fn a_half_installed_tool_is_not_taken_for_a_whole_one() {
        let cache = std::env::temp_dir().join(format!("descent-tools-{}", std::process::id()));
        let tool = tool(&cache);
        fs::create_dir_all(tool.bin()).unwrap();
        assert!(!tool.works());
        fs::write(tool.program("trunk"), "half a program").unwrap();
        assert!(!tool.works());
        fs::remove_dir_all(&cache).unwrap();
    }

    #[test]
    fn building_happens_beside_the_place_where_the_tool_is_looked_for() {
        let tool = tool(Path::new("cache"));
        assert_eq!(tool.folder(), Path::new("cache/trunk-0.21.14"));
        assert_eq!(tool.hidden("staging"), Path::new("cache/.trunk-0.21.14.staging"));
    }

    #[cfg(unix)]
    #[test]
    fn another_version_of_a_tool_does_not_do() {
        use std::os::unix::fs::PermissionsExt;
        let cache = std::env::temp_dir().join(format!("descent-tool-version-{}", std::process::id()));
        let tool = tool(&cache);
        fs::create_dir_all(tool.bin()).unwrap();
        for (version, right) in [("0.21.13", false), ("0.21.14", true)] {
            let script = cache.join(version);
            fs::write(&script, format!("#!/bin/sh\necho trunk {version}\n")).unwrap();
            fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
            fs::rename(script, tool.program("trunk")).unwrap();
            assert_eq!(tool.works(), right, "{version}");
        }
        fs::remove_dir_all(&cache).unwrap();
    }
}
