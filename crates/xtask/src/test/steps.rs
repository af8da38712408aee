//! The steps of `cargo xtask test`.

use std::ffi::OsString;
use std::process::Command;

use anyhow::{Result, bail};

use crate::command::{cargo, node, program, run};
use crate::setup::browser::Browser;
use crate::setup::{self, Need, tools};
use crate::site::{self, Profile};
use crate::{page, project};

/// One kind of test.
pub struct Step {
    /// What is typed to run only this one.
    pub name: &'static str,
    /// What it is, in words.
    pub title: &'static str,
    /// What has to be installed.
    pub needs: &'static [Need],
    /// Steps whose results it uses.
    pub after: &'static [&'static str],
    /// Runs it.
    pub run: fn(&Context<'_>) -> Result<()>,
}

/// How the steps are to run.
pub struct Context<'a> {
    /// With all that takes long.
    pub full: bool,
    /// For the runner of the step.
    pub runner_args: &'a [OsString],
}

const WASM: &[&str] = &["--target", "wasm32-unknown-unknown"];

/// In the order in which they run: what is quick and often fails comes first.
pub const STEPS: &[Step] = &[
    Step { name: "fmt", title: "rustfmt", needs: &[], after: &[], run: fmt },
    Step { name: "js", title: "JavaScript unit tests", needs: &[Need::Node], after: &[], run: js },
    Step { name: "clippy", title: "clippy, everything, warnings denied", needs: &[], after: &[], run: clippy },
    Step {
        name: "clippy-wasm",
        title: "clippy for wasm32, warnings denied",
        needs: &[Need::WasmTarget],
        after: &[],
        run: clippy_wasm,
    },
    Step {
        name: "rust",
        title: "unit, documentation, property and reference tests",
        needs: &[],
        after: &[],
        run: rust,
    },
    Step { name: "python", title: "what is taken home, run in Python", needs: &[], after: &[], run: python },
    Step { name: "doc", title: "documentation, warnings denied", needs: &[], after: &[], run: doc },
    Step {
        name: "build",
        title: "the page, built for release",
        needs: site::NEEDS,
        after: &[],
        run: |_| site::build(Profile::Release),
    },
    Step {
        name: "types",
        title: "JavaScript types, against the module's declarations",
        needs: &[Need::Packages],
        after: &["build"],
        run: types,
    },
    Step {
        name: "boundary",
        title: "the wasm boundary in Chromium",
        needs: &[Need::WasmTarget, Need::WasmBindgen, Need::Browser],
        after: &[],
        run: boundary,
    },
    Step {
        name: "page",
        title: "the page in Chromium",
        needs: &[Need::Packages, Need::Browser],
        after: &["build"],
        run: |context| {
            let full = [("DESCENT_FULL", OsString::from("1"))];
            page::run("page", context.runner_args, if context.full { &full } else { &[] })
        },
    },
    Step {
        name: "firefox",
        title: "the page in Firefox",
        needs: &[Need::Packages],
        after: &["build"],
        run: |_| in_firefox(),
    },
    Step {
        name: "recipes",
        title: "the recipes for course notes, in the tools that they are for",
        needs: &[Need::Packages, Need::Browser],
        after: &["build"],
        run: |_| recipes(),
    },
    Step {
        name: "weight",
        title: "the page's weight, compressed",
        needs: &[],
        after: &["build"],
        run: |_| site::check_weight(),
    },
];

/// Every file: cargo does not find those that the lists of methods, functions and schedules declare.
fn fmt(context: &Context<'_>) -> Result<()> {
    let mut files = Vec::new();
    for folder in ["crates", "tests"] {
        files.extend(site::files_below(&project::root().join(folder))?);
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "rs"));
    run(program("rustfmt").arg("--check").args(files).args(context.runner_args))
}

fn clippy(context: &Context<'_>) -> Result<()> {
    lint(cargo().args(["clippy", "--workspace", "--all-targets"]), context)
}

/// The tests of `optim` and `scene` run natively, so only their libraries are compiled for wasm.
fn clippy_wasm(context: &Context<'_>) -> Result<()> {
    lint(cargo().args(["clippy", "-p", "descent-optim", "-p", "descent-scene", "--lib"]).args(WASM), context)?;
    lint(cargo().args(["clippy", "-p", "descent-web", "-p", "descent-worker", "--all-targets"]).args(WASM), context)
}

fn lint(command: &mut Command, context: &Context<'_>) -> Result<()> {
    run(command.args(["--", "-D", "warnings"]).args(context.runner_args))
}

fn rust(context: &Context<'_>) -> Result<()> {
    let mut command = cargo();
    command.args(["test", "--workspace"]).args(context.runner_args);
    if context.full {
        // Tests that can go on for long ask for this one; proptest reads the other.
        command.env("DESCENT_FULL", "1");
        if std::env::var_os("PROPTEST_CASES").is_none() {
            command.env("PROPTEST_CASES", "20000");
        }
    }
    run(&mut command)
}

/// Runs exported scripts, and opens what was exported, with other people's programs.
fn python(context: &Context<'_>) -> Result<()> {
    match setup::python::ensure() {
        Ok(python) => {
            let mut command = cargo();
            command.args(["test", "-p", "descent-cli", "--test", "taken"]).args(context.runner_args);
            match setup::torch::ensure() {
                Ok(torch) => {
                    command.env("DESCENT_TORCH", torch);
                }
                Err(sentence) => skip(&sentence)?,
            }
            run(command.env("DESCENT_PYTHON", python))
        }
        Err(sentence) => skip(&format!("Python is missing: {sentence}")),
    }
}

fn in_firefox() -> Result<()> {
    match setup::firefox::ensure() {
        Ok(firefox) => {
            let mut command = program("node");
            command.arg("tests/firefox/page.mjs").env("DESCENT_FIREFOX", firefox);
            run(command.env("DESCENT_URL", page::serve("/")?).env("DESCENT_HOST_URL", page::serve("/notes/")?))
        }
        Err(sentence) => skip(&sentence),
    }
}

/// Builds notes with other people's tools, those that are here or can be installed, and looks at them.
fn recipes() -> Result<()> {
    let mut command = program("node");
    command.arg("tests/notes/check.mjs").env("DESCENT_URL", page::serve("/")?);
    command.env("DESCENT_CHROMIUM", Browser::find()?.chromium).env("DESCENT_NOTES", project::target().join("notes"));
    match setup::books::ensure() {
        Ok(folder) => {
            command.env("DESCENT_BOOKS", folder);
        }
        Err(sentence) => skip(&sentence)?,
    }
    match setup::books::mdbook() {
        Ok(mdbook) => {
            command.env("DESCENT_MDBOOK", mdbook);
        }
        Err(sentence) => skip(&sentence)?,
    }
    run(&mut command)
}

/// Says that a step was not run where it cannot be.
fn skip(sentence: &str) -> Result<()> {
    println!("SKIPPED: {sentence}.");
    Ok(())
}

fn doc(context: &Context<'_>) -> Result<()> {
    let mut command = cargo();
    command.args(["doc", "--workspace", "--no-deps"]).args(context.runner_args);
    run(command.env("RUSTDOCFLAGS", "-D warnings"))
}

fn boundary(context: &Context<'_>) -> Result<()> {
    let browser = Browser::find()?;
    let mut command = cargo();
    command.args(["test", "-p", "descent-web", "--tests"]).args(WASM).args(context.runner_args);
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools::wasm_bindgen()?.program("wasm-bindgen-test-runner"));
    command.env("CHROMEDRIVER", &browser.driver);
    command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser.driver_settings()?);
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    run(&mut command)
}

/// The files are named one by one: what Node takes for a folder or a pattern differs between its versions.
fn js(context: &Context<'_>) -> Result<()> {
    let folder = project::root().join("tests/js");
    let is_test = |path: &std::path::PathBuf| path.to_string_lossy().ends_with(".test.mjs");
    let files: Vec<_> = site::files_below(&folder)?.into_iter().filter(is_test).collect();
    if files.is_empty() {
        bail!("there is no *.test.mjs in tests/js");
    }
    run(program("node").args(["--test", "--test-reporter=spec"]).args(context.runner_args).args(files))
}

fn types(context: &Context<'_>) -> Result<()> {
    for project in ["tsconfig.json", "tests/tsconfig.json"] {
        run(node("typescript/bin/tsc").args(["--project", project]).args(context.runner_args))?;
    }
    Ok(())
}
