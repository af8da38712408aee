//! `cargo xtask test`: every test as a named step, in one order, stopped at the first that fails.

mod report;
mod steps;

use std::ffi::OsString;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::setup;
use report::{Report, duration};
use steps::{Context, STEPS, Step};

/// Options of `cargo xtask test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Adds what takes long.
    pub full: bool,
    /// Only names the steps.
    pub list: bool,
    /// The steps to run; none means all.
    pub steps: Vec<String>,
    /// For the runner of the one named step.
    pub runner_args: Vec<OsString>,
}

/// Runs the steps and says how they went; whether all passed. The summary is the last that is printed.
pub fn run(options: &Options) -> Result<bool> {
    if options.list {
        for step in STEPS {
            println!("{:<12} {}", step.name, step.title);
        }
        return Ok(true);
    }
    let chosen = choose(&options.steps)?;
    let needs: Vec<_> = chosen.iter().flat_map(|step| step.needs).copied().collect();
    setup::ensure(&needs)?;

    let mut report = Report::new(&chosen);
    for (i, step) in chosen.iter().enumerate() {
        println!("\n[{}/{}] {}: {}", i + 1, chosen.len(), step.name, step.title);
        // Arguments belong to the step that was named, not to those that it needs.
        let named = options.steps.iter().any(|name| name == step.name);
        let runner_args = if named { options.runner_args.as_slice() } else { &[] };
        let start = Instant::now();
        let outcome = (step.run)(&Context { full: options.full, runner_args });
        report.add(start.elapsed(), outcome.is_ok());
        if let Err(error) = outcome {
            println!("\n{} failed: {error:#}\nOnly this step again: cargo xtask test {}", step.name, step.name);
            break;
        }
        println!("[{}/{}] {} passed in {}", i + 1, chosen.len(), step.name, duration(start.elapsed()));
    }
    println!("\n{report}");
    Ok(!report.failed())
}

/// The named steps and those that they need, in the order of the list.
fn choose(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == name.as_str())) {
        let known: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step '{unknown}'; the steps are {}", known.join(", "));
    }
    let named = |step: &Step| names.is_empty() || names.iter().any(|name| name == step.name);
    let needed = |step: &Step| STEPS.iter().any(|other| named(other) && other.after.contains(&step.name));
    Ok(STEPS.iter().filter(|step| named(step) || needed(step)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(typed: &[&str]) -> Vec<&'static str> {
        let typed: Vec<String> = typed.iter().map(|name| (*name).to_owned()).collect();
        choose(&typed).unwrap().iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_step_brings_along_what_it_needs() {
        assert_eq!(names(&["page"]), ["build", "page"]);
        assert_eq!(names(&["clippy"]), ["clippy"]);
    }

    #[test]
    fn needed_steps_exist_and_come_before() {
        for (i, step) in STEPS.iter().enumerate() {
            for needed in step.after {
                let place = STEPS.iter().position(|other| other.name == *needed);
                assert!(place.is_some_and(|place| place < i), "{} after {needed}", step.name);
            }
        }
    }

    #[test]
    fn an_unknown_step_is_answered_with_the_list() {
        let message = choose(&["clipy".to_owned()]).err().unwrap().to_string();
        assert!(message.contains("clipy") && message.contains("clippy-wasm"), "{message}");
    }
}
