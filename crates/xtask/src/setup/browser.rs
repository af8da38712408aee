//! Chromium and its driver: found where systems put them, or installed on Debian and its relatives.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::command::{output_of, program, run};
use crate::project;

/// What to do where nothing can be done from here.
const SENTENCE: &str = "the tests of the page need Chromium (or Chrome) and a chromedriver of its version: install \
                        both, or name them in CHROME_PATH and CHROMEDRIVER";

/// Names on the PATH and places off it.
const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
];
const DRIVER: &[&str] = &["chromedriver", "/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];

/// For tests without a person: no sandbox for root, nothing fetched or looked up by the browser itself.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A browser with the driver that steers it.
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// chromedriver.
    pub driver: PathBuf,
}

impl Browser {
    /// The browser of this machine.
    pub fn find() -> Result<Self> {
        let chromium = locate("CHROME_PATH", CHROMIUM);
        let driver = locate("CHROMEDRIVER", DRIVER);
        match (chromium, driver) {
            (Some(chromium), Some(driver)) => Ok(Self { chromium, driver }),
            _ => bail!(SENTENCE),
        }
    }

    /// Writes the settings with which wasm-bindgen's test runner starts the browser; their file.
    pub fn driver_settings(&self) -> Result<PathBuf> {
        let settings = json!({ "goog:chromeOptions": { "binary": self.chromium, "args": FLAGS } });
        let file = project::target().join("webdriver.json");
        fs::create_dir_all(project::target())?;
        fs::write(&file, settings.to_string()).with_context(|| format!("{} cannot be written", file.display()))?;
        Ok(file)
    }
}

/// Finds the browser, or installs it where that can be done.
pub fn ensure() -> Result<String> {
    if Browser::find().is_err() {
        install()?;
    }
    let browser = Browser::find()?;
    Ok(format!("{} and {} are there", browser.chromium.display(), browser.driver.display()))
}

fn install() -> Result<()> {
    apt_install(&["chromium", "chromium-driver"]).context(SENTENCE)
}

/// Installs packages of Debian's where that is allowed.
pub(super) fn apt_install(packages: &[&str]) -> Result<()> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let Some(sudo) = administrator().filter(|_| is_debian(&release)) else {
        bail!("packages can be installed by an administrator of Debian or a relative of it only");
    };
    let apt = |words: &[&str]| {
        let mut command = program(sudo.first().copied().unwrap_or("apt-get"));
        command.args(sudo.iter().skip(1)).env("DEBIAN_FRONTEND", "noninteractive");
        if !sudo.is_empty() {
            command.arg("apt-get");
        }
        // Another installation may be under way.
        command.args(["-o", "DPkg::Lock::Timeout=300"]).args(words);
        run(&mut command)
    };
    apt(&["update"])?;
    apt(&[&["install", "-y"], packages].concat())
}

/// What stands before a command that needs an administrator: nothing for root, `sudo` where it asks no password.
fn administrator() -> Option<&'static [&'static str]> {
    if output_of(program("id").arg("-u")).is_some_and(|id| id.trim() == "0") {
        Some(&[])
    } else {
        output_of(program("sudo").args(["-n", "true"])).map(|_| &["sudo", "-n"] as &[_])
    }
}

fn is_debian(release: &str) -> bool {
    let value = |line: &str| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")).map(str::to_owned);
    release.lines().filter_map(value).any(|ids| ids.trim_matches('"').split(' ').any(|id| id == "debian"))
}

pub(super) fn locate(variable: &str, candidates: &[&str]) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file()) {
        return Some(named);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    candidates.iter().find_map(|candidate| {
        if candidate.contains('/') {
            return Some(PathBuf::from(candidate)).filter(|path| path.is_file());
        }
        let name = format!("{candidate}{}", std::env::consts::EXE_SUFFIX);
        folders.iter().map(|folder: &PathBuf| Path::new(folder).join(&name)).find(|path| path.is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_relatives_are_known() {
        assert!(is_debian("PRETTY_NAME=\"Debian\"\nID=debian\n"));
        assert!(is_debian("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\n"));
        assert!(!is_debian(""));
    }
}
