//! What runs are called: their own labels, else their methods' names and what tells them apart.

use crate::words;
use descent_optim::catalog::Values;
use descent_optim::experiment::{Experiment, RunSpec};
use descent_optim::optimizers;

/// The names of an experiment's runs, each different where the runs are.
pub fn names(experiment: &Experiment) -> Vec<String> {
    experiment.o.iter().map(|run| name(run, experiment)).collect()
}

fn name(run: &RunSpec, experiment: &Experiment) -> String {
    if let Some(label) = &run.label {
        return label.clone();
    }
    let Some(method) = optimizers::find(&run.method) else { return run.method.clone() };
    let twins: Vec<&RunSpec> = experiment.o.iter().filter(|o| o.method == run.method && o.label.is_none()).collect();
    let form = |run: &RunSpec| run.form.unwrap_or(method.forms[0]);
    let values = |run: &RunSpec| Values::of(method.params, form(run), |key| run.set.get(key).copied());
    let mut parts = vec![method.name.to_owned()];
    if twins.iter().any(|twin| form(twin) != form(run)) {
        parts.push(form(run).id().to_owned());
    }
    let own = values(run);
    for param in method.params {
        let value = own.get(param.key);
        if twins.iter().any(|twin| values(twin).get(param.key).to_bits() != value.to_bits()) {
            parts.push(match (param.key, value.is_nan()) {
                ("rate", _) => words::number(value, 3),
                (_, true) => format!("{} {}", param.symbol, param.absent().unwrap_or("unset")),
                _ => format!("{} {}", param.symbol, words::number(value, 3)),
            });
        }
        let schedule = |run: &RunSpec| run.schedules.get(param.key).map(|s| s.id.clone());
        if twins.iter().any(|twin| schedule(twin) != schedule(run)) {
            parts.push(schedule(run).unwrap_or_else(|| "constant".to_owned()));
        }
    }
    if twins.len() > 1 && experiment.may_be_random() {
        by_chance(run, &twins, experiment, &mut parts);
    }
    parts.join(" ")
}

/// What tells runs apart that see other samples. By itself, since most see none.
#[cold]
#[inline(never)]
fn by_chance(run: &RunSpec, twins: &[&RunSpec], experiment: &Experiment, parts: &mut Vec<String>) {
    let noise = |run: &RunSpec| run.noise.unwrap_or(experiment.noise);
    if twins.iter().any(|twin| noise(twin) != noise(run)) {
        parts.push(format!("noise {}", words::number(noise(run), 3)));
    }
    let batch = |run: &RunSpec| run.batch.unwrap_or(experiment.batch);
    if twins.iter().any(|twin| batch(twin) != batch(run)) {
        parts.push(if batch(run) == 0 { "full batch".to_owned() } else { format!("batch {}", batch(run)) });
    }
}
