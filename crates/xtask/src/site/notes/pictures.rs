//! The still pictures of experiments: drawn by `descent run --svg`, kept by what they depend on, and made pixels, which weigh
//! a fraction of the drawing: sharp enough for paper on the pages, and of the usual kind for previews elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::PICTURES;
use super::experiments::{Experiment, SIZE};
use super::skeleton::PREVIEW;
use crate::site::files_below;
use crate::{command, project};

const SCRIPT: &str = "crates/xtask/src/site/notes/pictures.mjs";

/// The pictures of all experiments, by their paths in the site. A drawing is kept for the program and the link that it comes from, its pixels
/// for the drawing: another program that draws the same costs the drawing only.
pub fn draw(experiments: &[Experiment]) -> Result<Vec<(String, Vec<u8>)>> {
    command::run(command::cargo().args(["build", "--quiet", "--package", "descent-cli"]))?;
    let program = project::target().join("debug").join(format!("descent{}", std::env::consts::EXE_SUFFIX));
    let version = digits(&fs::read(&program).with_context(|| format!("{} cannot be read", program.display()))?);
    let folder = project::target().join("pictures");
    fs::create_dir_all(&folder)?;
    let (mut pictures, mut kept, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for experiment in experiments {
        let mut drawn = |link: &str, size: (u32, u32), ending: &str| -> Result<PathBuf> {
            let key = digits(format!("{version} {}x{} {}", size.0, size.1, link).as_bytes());
            let drawing = folder.join(format!("{key}.svg"));
            if !drawing.exists() {
                run(&program, (&experiment.name, link), &drawing, size)?;
            }
            let pixels = folder.join(format!("{}.{ending}", digits(&fs::read(&drawing)?)));
            kept.extend([drawing.clone(), pixels.clone()]);
            if !pixels.exists() {
                missing.extend([drawing, pixels.clone()]);
            }
            Ok(pixels)
        };
        let Experiment { name, link, .. } = experiment;
        pictures.push((format!("{PICTURES}{name}.webp"), drawn(link, SIZE, "webp")?));
        pictures.push((format!("{PICTURES}{name}-dark.webp"), drawn(&experiment.dark(), SIZE, "webp")?));
        if experiment.first {
            pictures.push((experiment.preview(), drawn(link, PREVIEW, "png")?));
        }
    }
    if !missing.is_empty() {
        command::run(command::program("node").arg(project::root().join(SCRIPT)).args(missing))?;
    }
    for old in files_below(&folder)?.iter().filter(|file| !kept.contains(file)) {
        fs::remove_file(old)?;
    }
    pictures.into_iter().map(|(path, file)| Ok((path, fs::read(file)?))).collect()
}

/// A short name for a content.
fn digits(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

/// Draws one; whatever the program says about the link is a fault of the page.
fn run(program: &Path, (name, link): (&str, &str), file: &Path, (width, height): (u32, u32)) -> Result<()> {
    let mut command = command::program(program);
    command.args(["run", link, "--size", &format!("{width}x{height}"), "--svg"]).arg(file);
    let output = command.output().with_context(|| format!("{} cannot be started", program.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() || !said.trim().is_empty() {
        let _ = fs::remove_file(file);
        bail!("{name}: the link {link} is not taken as it stands: {}", said.trim());
    }
    Ok(())
}
