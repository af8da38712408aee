//! The module of networks, which their page and its workers share. It is compiled twice: with WebAssembly's vectors, and with relaxed
//! multiply-add besides, which is a third faster and not in every browser. The page finds out which one it can have.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::assets::Files;
use super::{Profile, panics, trunk};
use crate::setup::tools;
use crate::{command, project};

/// The package, and how its files are called.
const PACKAGE: &str = "descent-worker";
/// The name of each build and what the compiler may use in it.
const BUILDS: [(&str, &str); 2] = [("vectors", "+simd128"), ("relaxed", "+simd128,+relaxed-simd")];

/// Puts both builds and their one glue among the files.
pub fn compile(files: &mut Files, profile: Profile) -> Result<()> {
    let mut glue: Option<Vec<u8>> = None;
    for (build, _) in BUILDS {
        let out = bound(build, profile, &[])?;
        let read = |name: String| fs::read(out.join(&name)).with_context(|| format!("{name} was not made"));
        files.insert(format!("{PACKAGE}-{build}.wasm"), read(format!("{PACKAGE}_bg.wasm"))?);
        let own = read(format!("{PACKAGE}.js"))?;
        if glue.as_ref().is_some_and(|other| *other != own) {
            bail!("the two builds of {PACKAGE} need different glue");
        }
        files.insert(format!("{PACKAGE}.d.ts"), read(format!("{PACKAGE}.d.ts"))?);
        glue = Some(own);
    }
    files.insert(format!("{PACKAGE}.js"), glue.unwrap_or_default());
    Ok(())
}

/// The folder with the best build, as it is published but for what the bench measures of it besides.
pub fn for_bench() -> Result<PathBuf> {
    bound(BUILDS[1].0, Profile::Release, &["--features", "bench"])
}

/// Compiles a build and makes its glue; the folder with both.
fn bound(build: &str, profile: Profile, more: &[&str]) -> Result<PathBuf> {
    let folder = project::target().join("networks").join(build);
    let (name, place) = match profile {
        Profile::Release => ("worker", "worker"),
        Profile::Debug => ("dev", "debug"),
    };
    let features = BUILDS.iter().find(|(name, _)| *name == build).map_or("", |(_, features)| features);
    let target = "wasm32-unknown-unknown";
    let mut cargo = command::cargo();
    cargo.args(["build", "--package", PACKAGE, "--lib", "--target", target, "--profile", name]);
    cargo.args(more).arg("--target-dir").arg(&folder);
    let flags = [trunk::rust_flags().as_str(), &format!("-Ctarget-feature={features}")].join("\u{1f}");
    command::run(cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.trim_start_matches('\u{1f}')))?;

    let module = folder.join(target).join(place).join(format!("{}.wasm", PACKAGE.replace('-', "_")));
    let out = folder.join(if more.is_empty() { "bound" } else { "bench" });
    let mut bind = command::program(tools::wasm_bindgen()?.program("wasm-bindgen"));
    bind.args(["--target", "web", "--out-name", PACKAGE, "--out-dir"]).arg(&out).arg(&module);
    command::run(&mut bind)?;
    if profile == Profile::Release {
        let module = out.join(format!("{PACKAGE}_bg.wasm"));
        fs::write(&module, panics::without_words(&fs::read(&module)?)?)?;
    }
    Ok(out)
}

/// Whether a file is fetched only by the page of networks. The path may be in the hashed folder.
pub fn is_own(path: &str) -> bool {
    let own = ["network.html", "network.css"];
    path.contains("js/network/") || path.contains(PACKAGE) || own.iter().any(|name| path.ends_with(name))
}
