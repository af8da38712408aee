//! Playwright against the finished page, served by our own server: at the root of a host and below a path.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::Result;

use crate::command;
use crate::project;
use crate::server::{Server, Site};
use crate::setup::browser::Browser;

/// Where course notes would keep a copy of the page.
const SUBPATH: &str = "/notes/descent/";

/// Runs one project of tests/e2e/playwright.config.mjs, with more for its environment.
pub fn run(project: &str, runner_args: &[OsString], environment: &[(&str, OsString)]) -> Result<()> {
    let browser = Browser::find()?;
    let mut command = command::node("@playwright/test/cli.js");
    command.args(["test", "--config", "tests/e2e/playwright.config.mjs", &format!("--project={project}")]);
    command.args(runner_args);
    command.env("DESCENT_URL", serve("/")?).env("DESCENT_SUBPATH_URL", serve(SUBPATH)?);
    command.env("DESCENT_CHROMIUM", browser.chromium);
    command.envs(environment.iter().cloned());
    command::run(&mut command)
}

/// Serves the finished page below `base` as long as this process lives; its address.
pub fn serve(base: &str) -> Result<String> {
    serve_folder(project::dist(), base)
}

/// Serves a folder below `base` as long as this process lives; its address.
pub fn serve_folder(folder: PathBuf, base: &str) -> Result<String> {
    // Its threads end with this process.
    Ok(Server::start(0, Site::new(folder, base.to_owned()))?.url())
}
