//! A race as data to take away: what `descent run --json` prints and the page downloads.

use crate::names::names;
use crate::sentences;
use crate::standing::Landmarks;
use descent_optim::experiment::{Experiment, Notice};
use descent_optim::method::Method;
use descent_optim::race::{Entry, Race};
use descent_optim::setting::Setting;
use descent_optim::trajectory::Trajectory;
use serde::{Serialize, Serializer};
use std::fmt::Write;

/// A race with all its paths.
#[derive(Serialize)]
pub struct Report {
    /// The experiment as canonical link text.
    pub link: String,
    /// The built-in function's id, or the formula.
    pub f: String,
    /// What was not taken from the link as it stood.
    pub notices: Vec<Notice>,
    /// The runs: for each run of the experiment, one from each start, and of these one with each seed.
    pub runs: Vec<RunReport>,
}

/// A run with its path, the start included.
#[derive(Serialize)]
pub struct RunReport {
    /// The method's id.
    pub id: String,
    /// What the run is called.
    pub label: String,
    /// The start.
    pub start: Vec<f64>,
    /// The seed, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u32>,
    /// All parameters, defaults filled in; off is NaN (`null` in JSON).
    #[serde(serialize_with = "as_map")]
    pub params: Vec<(String, Value)>,
    /// How it ended.
    pub halt: HaltReport,
    /// Where it ended, in a few words.
    pub verdict: String,
    /// What else there is to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
    /// All evaluations.
    pub counts: CountsReport,
    /// The iterates.
    pub x: Vec<Vec<f64>>,
    /// Their values.
    pub f: Vec<f64>,
    /// The Euclidean norms of their gradients.
    pub grad_norm: Vec<f64>,
    /// The evaluations of f, g and H spent until each of them, cumulative.
    pub evals: Vec<[u32; 3]>,
    /// The examples read until each of them, cumulative, where there is data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<u64>,
    /// The points that were tried on the way, for methods that try.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trials: Vec<TrialReport>,
}

/// A point that a method tried.
#[derive(Serialize)]
pub struct TrialReport {
    /// The step that it was tried for, from 1 up.
    pub step: usize,
    /// The point.
    pub x: Vec<f64>,
    /// Its value.
    pub f: f64,
    /// What came of it: `accepted`, `too-high`, `too-steep`, `not-finite` or `passed`.
    pub verdict: &'static str,
}

/// How a run ended.
#[derive(Serialize)]
pub struct HaltReport {
    /// `budget`, `gradient`, `spread`, `step`, `flat`, `singular`, `rounding`, `search`, `unbounded` or `nonfinite`.
    pub kind: &'static str,
    /// Why, as a sentence.
    pub sentence: String,
}

/// Evaluations of the value, the gradient and the Hessian.
#[derive(Serialize)]
pub struct CountsReport {
    /// Of the value.
    pub f: u32,
    /// Of the gradient.
    pub g: u32,
    /// Of the Hessian.
    pub h: u32,
}

/// The value of a parameter: a number, or the id of a convention or a schedule.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(f64),
    /// An id.
    Word(&'static str),
}

impl Report {
    /// The report of a race that has ended.
    pub fn new(experiment: &Experiment, notices: Vec<Notice>, race: &Race) -> Report {
        let (names, landmarks) = (names(experiment), Landmarks::new(experiment, race));
        let runs = race.entries.iter().map(|entry| run(entry, &names, &landmarks, race)).collect();
        Report { link: format!("#{}", experiment.link()), f: experiment.f.text().to_owned(), notices, runs }
    }

    /// The paths as a table: a row an iterate. Numbers that are not finite are left empty.
    pub fn csv(&self) -> String {
        let seeded = self.runs.iter().any(|run| run.seed.is_some());
        let seed = if seeded { ",seed" } else { "" };
        let mut out = format!("run,label,start{seed},step,x,y,f,grad_norm,evals_f,evals_g,evals_h\n");
        let number = |v: f64| if v.is_finite() { descent_optim::experiment::text::write(v) } else { String::new() };
        for (index, run) in self.runs.iter().enumerate() {
            let start = run.start.iter().map(|x| number(*x)).collect::<Vec<_>>().join(" ");
            let label = if run.label.contains([',', '"', '\n']) {
                format!("\"{}\"", run.label.replace('"', "\"\""))
            } else {
                run.label.clone()
            };
            let seed = run.seed.map_or(String::new(), |seed| format!(",{seed}"));
            for (k, x) in run.x.iter().enumerate() {
                let x = x.iter().map(|x| number(*x)).collect::<Vec<_>>().join(",");
                let [f, g, h] = run.evals[k];
                let (value, norm) = (number(run.f[k]), number(run.grad_norm[k]));
                // Writing to a string cannot fail.
                let _ = writeln!(out, "{index},{label},{start}{seed},{k},{x},{value},{norm},{f},{g},{h}");
            }
        }
        out
    }
}

fn run(entry: &Entry, names: &[String], landmarks: &Landmarks, race: &Race) -> RunReport {
    let path = entry.trajectory();
    let last = path.counts[path.steps()];
    RunReport {
        id: entry.method.id.to_owned(),
        label: names[entry.run].clone(),
        seed: (race.seeds > 1).then_some(entry.seed),
        start: path.iterate(0).to_vec(),
        params: params(entry.method, &entry.setting),
        halt: HaltReport {
            kind: sentences::kind(path.halt.as_ref()),
            sentence: sentences::halt(path, entry.bounds.is_some()),
        },
        verdict: landmarks.words(entry, race),
        note: sentences::note(entry),
        counts: CountsReport { f: last.f, g: last.g, h: last.h },
        x: path.x.chunks(path.dim).map(<[f64]>::to_vec).collect(),
        f: path.f.clone(),
        grad_norm: path.grad_norm.clone(),
        evals: path.counts.iter().map(|c| [c.f, c.g, c.h]).collect(),
        examples: race.objective.as_mean().map_or(Vec::new(), |_| path.counts.iter().map(|c| c.examples).collect()),
        trials: (1..=path.len()).flat_map(|step| trials(path, step)).collect(),
    }
}

fn trials(path: &Trajectory, step: usize) -> impl Iterator<Item = TrialReport> {
    path.trials.of_step(step).map(move |i| TrialReport {
        step,
        x: path.trials.x[i * path.dim..(i + 1) * path.dim].to_vec(),
        f: path.trials.f[i],
        verdict: sentences::opinion(path.trials.opinions[i]),
    })
}

/// Keys with their values as an object.
///
/// # Errors
/// The serializer's own.
pub fn as_map<S: Serializer>(list: &[(String, Value)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(list.iter().map(|(key, value)| (key, value)))
}

/// All parameters of a run, defaults filled in.
pub fn params(method: &Method, setting: &Setting) -> Vec<(String, Value)> {
    let mut out = Vec::new();
    if method.forms.len() > 1 {
        out.push(("form".to_owned(), Value::Word(setting.form().id())));
    }
    for param in method.params {
        out.push((param.key.to_owned(), Value::Number(setting.get(param.key))));
    }
    for (key, schedule, values) in &setting.schedules {
        out.push((format!("{key}.schedule"), Value::Word(schedule.id)));
        for param in schedule.params {
            out.push((format!("{key}.{}", param.key), Value::Number(values.get(param.key))));
        }
    }
    out
}
