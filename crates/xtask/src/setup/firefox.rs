//! Firefox: found where systems put it, or installed on Debian and its relatives. Whoever has none runs everything else.

use std::path::PathBuf;

use super::browser;

const FIREFOX: &[&str] = &[
    "firefox-esr",
    "firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:/Program Files/Mozilla Firefox/firefox.exe",
];

/// The browser; a sentence where there is none and none can be installed.
pub fn ensure() -> Result<PathBuf, String> {
    let find = || browser::locate("FIREFOX_PATH", FIREFOX);
    if let Some(found) = find() {
        return Ok(found);
    }
    browser::apt_install(&["firefox-esr"])
        .map_err(|error| format!("Firefox is not here and could not be installed: {error:#}"))?;
    find().ok_or_else(|| "Firefox was installed and cannot be found: name it in FIREFOX_PATH".to_owned())
}
