//! Running other programs, with errors that say which one and how it ended.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::project;

/// A program that works in the root of the project.
pub fn program(name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project::root());
    command
}

/// The cargo that runs this very command.
pub fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A Node package's program, run by Node itself: the same on every system.
pub fn node(script: &str) -> Command {
    let mut command = program("node");
    command.arg(project::root().join("node_modules").join(script));
    command
}

/// Runs a command with its output on this terminal; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} could not be started", spelled(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", spelled(command));
    }
    Ok(())
}

/// What a command prints, or nothing where it cannot be run or fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as one would type it in the root of the project.
fn spelled(command: &Command) -> String {
    let name = std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let root = format!("{}{}", project::root().display(), std::path::MAIN_SEPARATOR);
    let words = std::iter::once(name).chain(command.get_args());
    format!("`{}`", words.map(|word| word.to_string_lossy().replace(&root, "")).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_how_it_ended() {
        let message = format!("{:#}", run(cargo().arg("--no-such-option").stderr(Stdio::null())).unwrap_err());
        assert!(message.starts_with("`cargo --no-such-option` failed (exit"), "{message}");
    }

    #[test]
    fn a_missing_program_prints_nothing() {
        assert_eq!(output_of(&mut program("no-such-program-anywhere")), None);
    }
}
