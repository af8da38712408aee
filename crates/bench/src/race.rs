//! All methods from a start, 200 steps each, from the experiment to the last record.

use crate::Job;
use crate::subject::{SUBJECTS, Subject};
use descent_optim::experiment::{Experiment, RunSpec, Source};
use descent_optim::method::{Method, Work};
use descent_optim::optimizers;
use descent_optim::race::Race;

/// Steps of a run.
const STEPS: u32 = 200;

pub(crate) fn jobs() -> Vec<Job> {
    let typed = |subject: &Subject| Source::Formula(subject.formula.to_owned());
    let built_in = |subject: &Subject| Source::Builtin(subject.id.to_owned());
    SUBJECTS
        .iter()
        .flat_map(|subject| {
            [
                ("built-in", experiment(subject, built_in(subject), first_order)),
                ("formula", experiment(subject, typed(subject), first_order)),
                ("with searches", experiment(subject, built_in(subject), searches)),
            ]
            .map(|(name, experiment)| Job::new(format!("race/{}/{name}", subject.name), move || run(&experiment)))
        })
        .collect()
}

/// Whether a method follows a rule with a rate, and never ends early at it.
fn first_order(method: &Method) -> bool {
    matches!(method.work, Work::Rule { .. })
}

/// Whether a method finds its whole step itself.
fn searches(method: &Method) -> bool {
    !first_order(method)
}

/// Methods at the rate that the page would suggest, where they have one.
fn experiment(subject: &Subject, f: Source, takes_part: fn(&Method) -> bool) -> Experiment {
    let function = subject.function();
    let spec = |method: &&Method| {
        let mut spec = RunSpec::of(method.id);
        if method.param("rate").is_some() {
            spec.set.insert("rate".to_owned(), method.suggested_rate(Some(function.rate), function.area));
        }
        spec
    };
    let o = optimizers::CATALOG.iter().filter(|method| takes_part(method)).map(spec).collect();
    Experiment { f, x0: vec![function.start], o, n: STEPS, tol: 0.0, ..Experiment::default() }
}

fn run(experiment: &Experiment) -> f64 {
    let mut race = Race::new(experiment).expect("the experiment is valid");
    race.advance(STEPS as usize);
    race.entries.iter().map(|entry| entry.trajectory().f.iter().sum::<f64>()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_first_order_method_takes_every_step() {
        for subject in SUBJECTS {
            let experiment = experiment(subject, Source::Builtin(subject.id.to_owned()), first_order);
            let mut race = Race::new(&experiment).unwrap();
            race.advance(STEPS as usize);
            assert_eq!(race.entries.len(), 13);
            for entry in &race.entries {
                assert_eq!(entry.trajectory().steps(), STEPS as usize, "{} on {}", entry.method.id, subject.name);
            }
        }
    }

    #[test]
    fn methods_that_search_race_to_the_end() {
        for subject in SUBJECTS {
            let experiment = experiment(subject, Source::Builtin(subject.id.to_owned()), searches);
            let mut race = Race::new(&experiment).unwrap();
            assert!(race.advance(STEPS as usize));
            assert_eq!(race.entries.len(), optimizers::CATALOG.len() - 13);
        }
    }
}
