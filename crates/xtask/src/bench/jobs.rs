//! The jobs of crates/bench: in a native process, and as a page with their competitors.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::samples::{self, Series};
use crate::command::{self, cargo, program};
use crate::project;
use crate::setup::tools;
use crate::site;

const WASM: &str = "wasm32-unknown-unknown";

/// Runs all jobs in a fresh process: their times, and the evaluations by method, over SciPy's.
pub fn native(rounds: usize) -> Result<(Series, Series)> {
    let program_file = project::target().join(format!("release/descent-bench{}", std::env::consts::EXE_SUFFIX));
    let printed = command::output_of(program(program_file).arg(rounds.to_string()));
    let printed = serde_json::from_str(&printed.context("descent-bench failed")?)?;
    Ok((samples::series(&printed, "times")?, samples::series(&printed, "evaluations")?))
}

/// Where the bench page is put together.
pub fn page() -> PathBuf {
    project::target().join("bench/page")
}

/// Builds the module as the page's own is built, and puts it beside the bench page and d3.
pub fn build_page() -> Result<()> {
    // As a cdylib alone, since Cargo optimizes nothing as a whole that is an rlib too.
    let build = ["rustc", "--profile", "page", "-p", "descent-bench", "--lib", "--crate-type", "cdylib"];
    command::run(cargo().args(build).args(["--target", WASM]))?;
    let module = project::target().join(WASM).join("page/descent_bench.wasm");
    let mut bindgen = program(tools::wasm_bindgen()?.program("wasm-bindgen"));
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", "descent-bench", "--out-dir"]).arg(page());
    command::run(bindgen.arg(module))?;
    gather(&[
        "tests/e2e/bench/index.html",
        "tests/e2e/bench/jobs.mjs",
        "node_modules/d3-array/dist/d3-array.min.js",
        "node_modules/d3-contour/dist/d3-contour.min.js",
    ])
}

/// Puts the module of networks beside its bench page and TensorFlow.js.
pub fn build_network_page() -> Result<()> {
    let built = site::for_bench()?;
    fs::create_dir_all(page())?;
    for file in ["descent-worker.js", "descent-worker_bg.wasm"] {
        fs::copy(built.join(file), page().join(file)).with_context(|| format!("{file} cannot be copied"))?;
    }
    gather(&[
        "tests/e2e/bench/network.html",
        "tests/e2e/bench/network.mjs",
        "node_modules/@tensorflow/tfjs-core/dist/tf-core.min.js",
        "node_modules/@tensorflow/tfjs-layers/dist/tf-layers.min.js",
        "node_modules/@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.min.js",
        "node_modules/@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
        "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm",
        "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
    ])
}

/// Copies files of the project to where the bench page is.
fn gather(files: &[&str]) -> Result<()> {
    let root = project::root();
    for file in files {
        let from = root.join(file);
        let name = from.file_name().unwrap_or_default();
        fs::copy(&from, page().join(name)).with_context(|| format!("{file} cannot be copied"))?;
    }
    Ok(())
}
