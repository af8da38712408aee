//! `cargo xtask bench`: measures the bars on speed and weight, natively and in Chromium, and says which are met.
//!
//! Nothing here is a test: a slow machine fails no build. Figures of one process are compared with each other only, and
//! several fresh processes give the median and the range that are shown.

mod figures;
mod jobs;
mod lighthouse;
mod machine;
mod samples;
mod table;

use std::ffi::OsString;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{self, cargo};
use crate::setup::{self, Need};
use crate::site::{self, Profile};
use crate::{page, project};
use samples::Samples;

/// Something that can be measured alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The jobs of crates/bench, natively.
    Native,
    /// The same jobs in Chromium, with competitors in JavaScript.
    Wasm,
    /// The page as people meet it.
    Page,
    /// Training, with TensorFlow.js beside it.
    Network,
    /// What the page weighs.
    Weight,
    /// Lighthouse's opinion of the page.
    Lighthouse,
}

impl Part {
    /// All, in the order in which they are measured.
    pub const ALL: [Part; 6] = [Part::Native, Part::Wasm, Part::Page, Part::Network, Part::Weight, Part::Lighthouse];

    /// What is typed.
    pub fn name(self) -> &'static str {
        match self {
            Part::Native => "native",
            Part::Wasm => "wasm",
            Part::Page => "page",
            Part::Network => "network",
            Part::Weight => "weight",
            Part::Lighthouse => "lighthouse",
        }
    }

    /// The part of this name.
    pub fn find(name: &str) -> Result<Part> {
        let names = || Part::ALL.map(Part::name).join(", ");
        Part::ALL
            .into_iter()
            .find(|part| part.name() == name)
            .with_context(|| format!("there is nothing to measure called '{name}', but {}", names()))
    }
}

/// Options of `cargo xtask bench`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What to measure; everything when empty.
    pub parts: Vec<Part>,
    /// One process and few rounds: a first look, kept nowhere.
    pub quick: bool,
    /// In how many fresh processes each part is measured.
    pub processes: Option<NonZeroUsize>,
    /// The day that the figures get; today's when none is given.
    pub date: Option<String>,
}

impl Options {
    fn measures(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }

    fn processes(&self) -> usize {
        self.processes.map_or(if self.quick { 1 } else { 5 }, usize::from)
    }

    fn rounds(&self) -> usize {
        if self.quick { 15 } else { 40 }
    }
}

/// Where the figures are kept.
const FIGURES: &str = "docs/figures.md";

/// Measures, prints each bar with its figure, and keeps the table when everything was measured properly.
pub fn run(options: &Options) -> Result<()> {
    let machine = machine::describe();
    // What is built or installed first cannot disturb what is measured.
    let weight = prepare(options)?;
    let mut samples = Samples { weight, ..Samples::default() };
    if options.measures(Part::Native) {
        for number in 1..=options.processes() {
            println!("jobs natively, process {number} of {}", options.processes());
            let (times, evaluations) = jobs::native(options.rounds())?;
            samples.native.push(times);
            samples.evaluations = evaluations;
        }
    }
    let in_browser: Vec<&str> = [(Part::Wasm, "kernels"), (Part::Page, "page"), (Part::Network, "network")]
        .into_iter()
        .filter_map(|(part, file)| options.measures(part).then_some(file))
        .collect();
    if !in_browser.is_empty() {
        let folder = results()?;
        in_chromium(options, &in_browser, &folder)?;
        samples.read(&folder)?;
    }
    if options.measures(Part::Lighthouse) {
        samples.lighthouse = lighthouse::run(if options.quick { 1 } else { 3 });
    }
    let rows = figures::rows(&samples);
    println!("\n{}", table::plain(&rows));
    if options.parts.is_empty() && !options.quick {
        let date = options.date.clone().unwrap_or_else(machine::today);
        let text = table::markdown(
            &rows,
            &figures::job_times(&samples),
            &machine.sentence(&date, options.processes(), &samples),
        );
        let file = project::root().join(FIGURES);
        fs::create_dir_all(file.parent().unwrap_or(&file))?;
        fs::write(&file, text).with_context(|| format!("{FIGURES} cannot be written"))?;
        println!("\nThe figures are in {FIGURES}.");
    }
    Ok(())
}

/// Installs and builds; what the page weighs, where it was built.
fn prepare(options: &Options) -> Result<Option<(usize, usize)>> {
    let page =
        [Part::Page, Part::Network, Part::Weight, Part::Lighthouse].into_iter().any(|part| options.measures(part));
    let wasm = options.measures(Part::Wasm);
    let mut needs = Vec::new();
    if page {
        needs.extend(site::NEEDS);
        needs.extend([Need::Packages, Need::Browser]);
    }
    if wasm {
        needs.extend([Need::WasmTarget, Need::WasmBindgen, Need::Packages, Need::Browser]);
    }
    setup::ensure(&needs)?;
    if options.measures(Part::Native) {
        command::run(cargo().args(["build", "--release", "-p", "descent-bench", "--bin", "descent-bench"]))?;
    }
    if wasm {
        jobs::build_page()?;
    }
    if options.measures(Part::Network) {
        jobs::build_network_page()?;
    }
    if !page {
        return Ok(None);
    }
    site::build(Profile::Release)?;
    Ok(Some(site::weight_of_dist()?))
}

/// An empty folder for what the benches of the page leave.
fn results() -> Result<PathBuf> {
    let folder = project::target().join("bench/results");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn in_chromium(options: &Options, files: &[&str], results: &Path) -> Result<()> {
    let url = page::serve_folder(jobs::page(), "/")?;
    let environment: Vec<(&str, OsString)> = vec![
        ("DESCENT_BENCH_URL", url.into()),
        ("DESCENT_BENCH_RESULTS", results.into()),
        ("DESCENT_BENCH_PROCESSES", options.processes().to_string().into()),
        ("DESCENT_BENCH_ROUNDS", options.rounds().to_string().into()),
    ];
    let files: Vec<OsString> = files.iter().map(|name| format!("{name}.bench.mjs").into()).collect();
    page::run("bench", &files, &environment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_name() {
        assert_eq!(Part::find("page").unwrap(), Part::Page);
        assert!(Part::find("speed").unwrap_err().to_string().contains("lighthouse"));
    }
}
