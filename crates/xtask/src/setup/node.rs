//! Node and the packages of package-lock.json.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::command::{output_of, program, run};
use crate::project;
use crate::version::Version;

/// Checks that Node is there and new enough.
pub fn ensure() -> Result<String> {
    let oldest = project::oldest_node()?;
    match output_of(program("node").arg("--version")).as_deref().and_then(Version::find) {
        Some(version) if version >= oldest => Ok(format!("Node {version} is there")),
        Some(version) => bail!("Node {version} is too old: install Node {} or newer with npm", oldest.0),
        None => bail!("Node is missing: install Node {} or newer with npm", oldest.0),
    }
}

/// Installs the packages where they are missing or older than the lock file.
pub fn ensure_packages() -> Result<String> {
    let root = project::root();
    // npm writes this file last.
    if !is_newer(&root.join("package-lock.json"), &root.join("node_modules/.package-lock.json")) {
        return Ok("Node packages are there".to_owned());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    output_of(program(npm).arg("--version")).context("npm is missing: install it beside Node")?;
    run(program(npm).args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    Ok("Node packages installed".to_owned())
}

/// Whether `file` was changed after `mark`, or `mark` is not there.
fn is_newer(file: &Path, mark: &Path) -> bool {
    let changed = |path: &Path| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    changed(mark).is_none_or(|mark| changed(file).is_some_and(|file| file > mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn packages_are_installed_again_when_the_lock_file_is_newer() {
        let folder = std::env::temp_dir().join(format!("descent-packages-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (lock, mark) = (folder.join("lock"), folder.join("mark"));
        let written = fs::File::create(&lock).unwrap();
        assert!(is_newer(&lock, &mark));
        fs::write(&mark, "").unwrap();
        written.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
        assert!(!is_newer(&lock, &mark));
        written.set_modified(SystemTime::now() + Duration::from_secs(60)).unwrap();
        assert!(is_newer(&lock, &mark));
        fs::remove_dir_all(folder).unwrap();
    }
}
