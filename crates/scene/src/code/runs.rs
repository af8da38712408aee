//! The rules of a race in Python, and how each path is found.

use super::chance::{drawn, sampled};
use super::library::Library;
use super::text::{identifier, indented, literal, number};
use crate::names::names;
use crate::theme::Theme;
use descent_optim::catalog::Values;
use descent_optim::experiment::Experiment;
use descent_optim::method::{Method, Python, Torch};
use descent_optim::race::{Entry, Race};
use descent_optim::setting::Schedule;
use std::fmt::Write;

const OVER: &str = include_str!("pieces/over.py");
const SCIPY: &str = include_str!("pieces/scipy.py");
const TORCH: &str = include_str!("pieces/torch.py");

/// How a script finds a run's path.
pub(super) enum Way {
    /// By an optimizer of PyTorch's.
    Torch(Torch),
    /// By the rule, written out.
    Rule(&'static [&'static str]),
    /// By SciPy's method of this name.
    Scipy(&'static str),
    /// Not at all: it brings the path, for this reason.
    AsItWas(&'static str),
}

pub(super) fn way(entry: &Entry, library: Library) -> Way {
    let torch = (entry.method.torch)(&entry.setting).filter(|_| library == Library::PyTorch);
    match (entry.method.python, torch) {
        (Python::Rule(lines), _) if entry.is_random => Way::Rule(lines),
        _ if entry.is_random => Way::AsItWas("no library’s method sees the noise and the batches of a race"),
        (_, Some(torch)) => Way::Torch(torch),
        (Python::Rule(lines), _) => Way::Rule(lines),
        (Python::Scipy(name), _) => Way::Scipy(name),
        (Python::None, _) => Way::AsItWas("the method is too long for a script"),
    }
}

/// The functions of all rules and schedules in use, each once, and the loop.
pub(super) fn rules(out: &mut String, race: &Race, library: Library) {
    let mut methods: Vec<(&Method, &[&str])> = Vec::new();
    let mut schedules: Vec<&Schedule> = Vec::new();
    for entry in &race.entries {
        if let Way::Rule(lines) = way(entry, library)
            && !methods.iter().any(|(method, _)| method.id == entry.method.id)
        {
            methods.push((entry.method, lines));
        }
        for (_, schedule, _) in &entry.setting.schedules {
            if !schedules.iter().any(|one| one.id == schedule.id) {
                schedules.push(schedule);
            }
        }
    }
    for (method, lines) in methods {
        let _ =
            writeln!(out, "\ndef {}(s, k, x, grad):\n    # {}", identifier(method.id), method.rule.join("\n    # "));
        indented(out, lines);
    }
    for schedule in schedules {
        let keys: String = schedule.params.iter().map(|p| format!(", {}", p.key)).collect();
        let _ = writeln!(out, "\ndef {}_schedule(v, k{keys}):\n    # {}", identifier(schedule.id), schedule.rule);
        indented(out, schedule.python);
    }
    let any = |what: fn(&Way) -> bool| race.entries.iter().any(|entry| what(&way(entry, library)));
    // The loops, each where it is used.
    let loops = [
        (OVER, any(|way| matches!(way, Way::Rule(_)))),
        (TORCH, any(|way| matches!(way, Way::Torch(_)))),
        (SCIPY, any(|way| matches!(way, Way::Scipy(_)))),
    ];
    for (i, (text, _)) in loops.into_iter().filter(|(_, used)| *used).enumerate() {
        out.push_str(if i > 0 { "\n" } else { "" });
        out.push_str(text);
    }
}

/// The list of what races.
pub(super) fn runs(out: &mut String, experiment: &Experiment, race: &Race, library: Library) {
    let names = names(experiment);
    out.push_str("\n# Name, colour, and how its path is found.\nRUNS = [\n");
    for entry in &race.entries {
        let color = Theme::of(false).style(entry.run).color.css();
        let name = if race.seeds > 1 {
            format!("{}, seed {}", names[entry.run], entry.seed)
        } else {
            names[entry.run].clone()
        };
        let path = match way(entry, library) {
            Way::Torch(torch) => {
                let options = format!("torch.optim.{}, lambda s: dict({})", torch.class, torch.options);
                step_by_step(entry, &format!("path_of_torch({options}"), "")
            }
            Way::Rule(_) => {
                let sample = drawn(experiment, race, entry).map_or(String::new(), |drawn| sampled(entry, drawn, race));
                let call = step_by_step(entry, &format!("path_of({}", identifier(entry.method.id)), &sample);
                if entry.method.decoupled { call.replacen(", form=", ", coupled=False, form=", 1) } else { call }
            }
            Way::Scipy(method) => by_scipy(entry, method),
            Way::AsItWas(why) => {
                let _ = writeln!(out, "    # The path as Descent computed it, not run again here: {why}.");
                as_it_was(entry)
            }
        };
        let _ = writeln!(out, "    ({}, \"{color}\", lambda: {path}),", literal(&name));
    }
    out.push_str("]\n");
}

/// A call of one of the loops, with the start, the budget and the settings of a run.
fn step_by_step(entry: &Entry, begin: &str, sample: &str) -> String {
    let (setting, budget) = (&entry.setting, entry.budget);
    let mut call = format!(
        "{begin}, {}, n={}, tol={}, xtol={}, form=\"{}\"",
        start(entry),
        budget.steps,
        number(budget.tol),
        number(budget.xtol),
        setting.form().id()
    );
    call.push_str(sample);
    for param in entry.method.params {
        let value = setting.get(param.key);
        let schedule = setting.schedules.iter().find(|(key, ..)| *key == param.key);
        if let Some((_, schedule, values)) = schedule {
            let _ = write!(call, ", {}={}", param.key, scheduled(value, schedule, values));
        } else if !value.is_nan() {
            let _ = write!(call, ", {}={}", param.key, number(value));
        }
    }
    call.push(')');
    call
}

fn scheduled(value: f64, schedule: &Schedule, values: &Values) -> String {
    let more: String = schedule.params.iter().map(|p| format!(", {}", number(values.get(p.key)))).collect();
    format!("lambda k: {}_schedule({}, k{more})", identifier(schedule.id), number(value))
}

fn by_scipy(entry: &Entry, method: &str) -> String {
    let bounds = entry.bounds.as_ref().map_or(String::new(), |bounds| {
        let (low, high) = (bounds.lower(), bounds.upper());
        format!(", bounds=[({}, {}), ({}, {})]", number(low[0]), number(high[0]), number(low[1]), number(high[1]))
    });
    let budget = entry.budget;
    format!("path_of_scipy(\"{method}\", {}, n={}, tol={}{bounds})", start(entry), budget.steps, number(budget.tol))
}

/// The iterates as they were computed, for what is too long for a script, and where a race is random for what is not a rule.
fn as_it_was(entry: &Entry) -> String {
    let points = entry.trajectory().x.chunks(2).map(|x| format!("[{}, {}]", number(x[0]), number(x[1])));
    format!("np.array([{}])", points.collect::<Vec<_>>().join(", "))
}

fn start(entry: &Entry) -> String {
    let x = entry.trajectory().iterate(0);
    format!("[{}, {}]", number(x[0]), number(x[1]))
}
