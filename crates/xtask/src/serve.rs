//! `cargo xtask serve`.

use anyhow::{Result, bail};

use crate::server::{Server, Site};
use crate::site::{self, Profile};
use crate::{project, setup};

/// Options of `cargo xtask serve`.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// The port to try first.
    pub port: u16,
    /// Open a browser.
    pub open: bool,
    /// The path below which the page stands, with a slash at both ends.
    pub base: String,
    /// What to build first.
    pub build: Option<Profile>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8080, open: false, base: "/".to_owned(), build: Some(Profile::Release) }
    }
}

/// Builds the page, serves it until interrupted, and says where.
pub fn run(options: &Options) -> Result<()> {
    match options.build {
        Some(profile) => {
            setup::ensure(site::NEEDS)?;
            site::build(profile)?;
        }
        None if !project::dist().join("index.html").exists() => {
            bail!("there is no dist/ to serve yet: leave --no-build out")
        }
        None => {}
    }
    let server = Server::start(options.port, Site::new(project::dist(), options.base.clone()))?;
    if options.port != 0 && server.port() != options.port {
        println!("\nPort {} is busy, so this is port {}.", options.port, server.port());
    }
    println!("\nDescent is at {}  (Ctrl+C ends it)", server.url());
    if options.open
        && let Err(error) = open::that_detached(server.url())
    {
        println!("No browser could be opened ({error}): open the address yourself.");
    }
    server.wait()
}
