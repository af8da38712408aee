//! From an experiment, as links name it, to trainings on data.

use crate::data::{Data, digits};
use crate::network::Network;
use crate::training::{Plan, Training};
use descent_optim::experiment::network::Network as Experiment;
use descent_optim::experiment::{check, limits};

/// How the experiment trains with one seed on some data.
pub fn plan(experiment: &Experiment, seed: u32, data: &Data) -> Plan {
    Plan {
        batch: if experiment.batch == 0 { data.train.len() } else { experiment.batch as usize },
        epochs: experiment.epochs as usize,
        split: experiment.split,
        init: experiment.init,
        seed,
    }
}

/// The seeds of the experiment, in their order.
pub fn seeds(experiment: &Experiment) -> impl Iterator<Item = u32> + use<> {
    (experiment.seed..).take(experiment.seeds as usize)
}

/// Whether the experiment's data are those that the program draws itself.
pub fn is_drawn(experiment: &Experiment) -> bool {
    experiment.data == digits::ID
}

/// The numbers of examples to train on, to validate on and to test on, if the experiment can be made on these data; else a sentence.
///
/// # Errors
/// Where nothing is left to train on, and where all runs together would take too many steps.
pub fn examples(experiment: &Experiment, data: &Data) -> Result<[usize; 3], String> {
    let plan = plan(experiment, experiment.seed, data);
    let trained = plan.trained(data);
    if trained == 0 {
        return Err(format!("split={} leaves nothing of {} examples to train on.", experiment.split, data.train.len()));
    }
    let steps = plan.steps(data) * plan.epochs * experiment.o.len() * experiment.seeds as usize;
    if steps > limits::STEPS as usize {
        return Err(format!("{steps} steps in all are too many: {} are allowed.", limits::STEPS));
    }
    Ok([trained, data.train.len() - trained, data.test.len()])
}

/// Run `run` of the experiment with one seed, at its first weights.
///
/// # Errors
/// A sentence where there is no such run, where it is not one of a network, or where nothing is left to train on.
pub fn begin(experiment: &Experiment, run: usize, seed: u32, data: &Data) -> Result<Training, String> {
    let spec = experiment.o.get(run).ok_or_else(|| format!("There is no run {run}."))?;
    let method = check::method("o", &spec.method).map_err(|notice| notice.to_string())?;
    let setting = check::setting("o", method, spec).map_err(|notice| notice.to_string())?;
    let hidden: Vec<usize> = experiment.net.iter().map(|units| *units as usize).collect();
    let network = Network::new(data.features(), &hidden, data.classes, experiment.act, experiment.l2);
    Training::new(network, method, &setting, plan(experiment, seed, data), data)
        .ok_or_else(|| format!("{} does not train networks on these data.", method.name))
}
