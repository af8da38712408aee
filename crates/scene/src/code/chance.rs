//! The noise and the batches of a race in Python: the same draws.

use super::text::number;
use descent_optim::data::Mean;
use descent_optim::experiment::Experiment;
use descent_optim::method::Python;
use descent_optim::race::{Entry, Race};
use descent_optim::random::Use;
use std::fmt::Write;

/// Descent's random numbers: Philox by seed, use, step and index, as in the core's `random` and `sampling`. NumPy's own Philox has other words.
const RANDOM: &str = include_str!("pieces/random.py");
const NORMALS: &str = include_str!("pieces/normals.py");
const BATCHES: &str = include_str!("pieces/batches.py");

/// The noise and the batch size of a run, where its steps see such and the script draws them itself.
pub(super) fn drawn(experiment: &Experiment, race: &Race, entry: &Entry) -> Option<(f64, Option<u32>)> {
    let spec = &experiment.o[entry.run];
    let of = race.objective.as_mean().map(|mean| mean.examples().len() as u32);
    let own = entry.is_random && matches!(entry.method.python, Python::Rule(_));
    own.then(|| (spec.noise.unwrap_or(experiment.noise), of.and_then(|of| experiment.batch_of(spec, of))))
}

/// Whether the script draws batches.
pub(super) fn in_batches(experiment: &Experiment, race: &Race) -> bool {
    race.entries.iter().any(|entry| drawn(experiment, race, entry).is_some_and(|(_, batch)| batch.is_some()))
}

/// The random numbers that runs need.
pub(super) fn random(out: &mut String, experiment: &Experiment, race: &Race) {
    let drawn: Vec<(f64, Option<u32>)> =
        race.entries.iter().filter_map(|entry| drawn(experiment, race, entry)).collect();
    if drawn.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "\n\n# What random numbers are for.\nNOISE, BATCH = {}, {}\n",
        Use::Noise as u32,
        Use::Batch as u32
    );
    out.push_str(RANDOM);
    if drawn.iter().any(|(noise, _)| *noise > 0.0) {
        out.push_str(NORMALS);
    }
    if in_batches(experiment, race) {
        out.push_str(BATCHES);
    }
}

/// The gradient that a step sees, as an argument of a loop.
pub(super) fn sampled(entry: &Entry, (noise, batch): (f64, Option<u32>), race: &Race) -> String {
    let replace = if race.objective.as_mean().is_some_and(Mean::replace) { ", replace=True" } else { "" };
    let data = batch.map_or(String::new(), |size| format!(", batch({}, k, {size}{replace})", entry.seed));
    let noise = if noise > 0.0 { format!(" + {} * normals({}, k)", number(noise), entry.seed) } else { String::new() };
    format!(", sample=lambda k, x: gradient(x{data}){noise}")
}
