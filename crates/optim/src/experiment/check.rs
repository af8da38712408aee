//! What values are allowed, said once for links, forms and hand-made experiments.

use super::text::{ids, write};
use super::{Bounds, DataSpec, Experiment, RunSpec, Source, limits};
use crate::catalog::{Form, Kind, Param, Values};
use crate::data::{self, Data, Model};
use crate::formula::Program;
use crate::functions::{self, Function};
use crate::method::Method;
use crate::notice::Notice;
use crate::objective::Objective;
use crate::setting::{Schedule, Setting};
use crate::{optimizers, schedules};

/// What a parameter takes, in words.
pub fn allowed(param: &Param) -> String {
    let range = match param.kind {
        Kind::Flag => "0 or 1".to_owned(),
        Kind::Whole => format!("a whole number from {} to {}", write(param.min), write(param.max)),
        Kind::Number => format!("a number from {} to {}", write(param.min), write(param.max)),
    };
    param.absent().map_or(range.clone(), |word| format!("{range} or {word}"))
}

/// A notice unless `param` allows `value`.
pub fn param(path: String, param: &Param, value: f64) -> Result<(), Notice> {
    if param.allows(value) {
        return Ok(());
    }
    let message = format!("{}={} is out of range: {} allowed.", path, write(value), is(&allowed(param)));
    Err(Notice::problem(path, write(value), message))
}

/// "a number …" → "a number … is"; "0 or 1" → "0 or 1 are".
fn is(allowed: &str) -> String {
    format!("{allowed} {}", if allowed.contains(" or ") { "are" } else { "is" })
}

/// The method with this id, or a notice that lists the methods.
pub fn method(path: &str, id: &str) -> Result<&'static Method, Notice> {
    optimizers::find(id).ok_or_else(|| {
        let known = ids(optimizers::CATALOG.iter().map(|m| m.id));
        Notice::problem(path, id, format!("There is no method {id:?}; there are {known}."))
    })
}

/// The schedule with this id, or a notice that lists the schedules.
pub fn schedule(path: String, id: &str) -> Result<&'static Schedule, Notice> {
    schedules::find(id).ok_or_else(|| {
        let known = ids(schedules::CATALOG.iter().map(|s| s.id));
        Notice::problem(path, id, format!("There is no schedule {id:?}; there are {known}."))
    })
}

/// The convention with this id, or a notice that lists those of the method.
pub fn form(path: String, method: &Method, id: &str) -> Result<Form, Notice> {
    method.forms.iter().copied().find(|f| f.id() == id).ok_or_else(|| {
        let known = ids(method.forms.iter().map(|f| f.id()));
        Notice::problem(path, id, format!("{} has no form {id:?}; it has {known}.", method.name))
    })
}

/// A parameter's range for the value that a schedule ends at, else the schedule parameter's own.
pub fn ranged(schedule_param: &Param, follower: &Param) -> Param {
    if schedule_param.key == "end" {
        Param { min: follower.min, max: follower.max, ..*schedule_param }
    } else {
        *schedule_param
    }
}

/// A method's parameters as `run` sets them, or what is wrong with them. `path` names the run.
pub fn setting(path: &str, method: &'static Method, run: &RunSpec) -> Result<Setting, Notice> {
    let form = run.form.unwrap_or(method.forms[0]);
    if !method.forms.contains(&form) {
        self::form(format!("{path}.form"), method, form.id())?;
    }
    for (key, value) in &run.set {
        let at = format!("{path}.{key}");
        param(at.clone(), method.param(key).ok_or_else(|| unknown_key(&at, key, method))?, *value)?;
    }
    let values = Values::of(method.params, form, |key| run.set.get(key).copied());
    let mut schedules = Vec::new();
    for (key, spec) in &run.schedules {
        let at = format!("{path}.{key}");
        let follower = method.param(key).ok_or_else(|| unknown_key(&at, key, method))?;
        if !follower.scheduled {
            return Err(Notice::problem(at, spec.id.as_str(), format!("{key} of {} takes no schedule.", method.name)));
        }
        let schedule = self::schedule(format!("{at}.schedule"), &spec.id)?;
        for (name, value) in &spec.set {
            let at = format!("{at}.{name}");
            let Some(own) = schedule.params.iter().find(|p| p.key == name) else {
                let known = ids(schedule.params.iter().map(|p| p.key));
                let message = format!("The schedule {} has no {name:?}; it has {known}.", schedule.id);
                return Err(Notice::problem(at, write(*value), message));
            };
            param(at, &ranged(own, follower), *value)?;
        }
        schedules.push((follower.key, schedule, Values::of(schedule.params, form, |name| spec.set.get(name).copied())));
    }
    Ok(Setting { values, schedules, decoupled: method.decoupled })
}

/// A key that a method does not have.
pub fn unknown_key(path: &str, key: &str, method: &Method) -> Notice {
    let known = ids(method.params.iter().map(|p| p.key));
    let message = format!(
        "{} has no {key:?}; its keys are {known}, form, label, tol, xtol, bounds, noise and batch.",
        method.name
    );
    Notice::problem(path, key, message)
}

/// The objective that an experiment names, or what is wrong with it.
pub fn objective(experiment: &Experiment) -> Result<Box<dyn Objective>, Notice> {
    match &experiment.f {
        Source::Builtin(id) => {
            let function = function(id)?;
            for (key, value) in &experiment.p {
                knob(function, key, *value)?;
            }
            Ok((function.build)(&Values::of(function.knobs, Form::Lecture, |key| experiment.p.get(key).copied())))
        }
        Source::Formula(text) => {
            let program = formula(text)?;
            let values: Vec<(&str, f64)> =
                program.knobs().iter().map(|k| (k.as_str(), experiment.p.get(k).copied().unwrap_or(1.0))).collect();
            if let Some((key, value)) = values.iter().find(|(_, v)| !v.is_finite()) {
                let message = format!("The knob {key} is {value}: a finite number is allowed.");
                return Err(Notice::problem(format!("p.{key}"), write(*value), message));
            }
            Ok(Box::new(program.with(&values)))
        }
        Source::Data(spec) => mean(experiment, spec),
    }
}

/// The finite sum that an experiment names. Apart, since most have none.
#[cold]
#[inline(never)]
fn mean(experiment: &Experiment, spec: &DataSpec) -> Result<Box<dyn Objective>, Notice> {
    let (data, model) = fit(spec)?;
    for (key, value) in &experiment.p {
        data_knob("p", data, key, *value)?;
    }
    let knobs = data.values(|key| experiment.p.get(key).copied());
    Ok(Box::new(data.build(model, &knobs, experiment.seed, &spec.pts)))
}

/// The set of data and the model that are named, or what is wrong with them.
fn fit(spec: &DataSpec) -> Result<(&'static Data, &'static Model), Notice> {
    let data = data("data", &spec.id)?;
    let model = match &spec.model {
        Some(id) => model("data.model", data, id)?,
        None => data.model,
    };
    points(data, &spec.pts)?;
    Ok((data, model))
}

/// The set of data with this id, or a notice that lists them.
pub fn data(path: &str, id: &str) -> Result<&'static Data, Notice> {
    data::find(id).ok_or_else(|| {
        let known = ids(data::CATALOG.iter().map(|data| data.id));
        Notice::problem(path, id, format!("There is no data {id:?}; there are {known}."))
    })
}

/// The model with this id for own points, or a notice that lists them.
pub fn model(path: &str, data: &Data, id: &str) -> Result<&'static Model, Notice> {
    if !data.own {
        let message = format!("{} has its model; model={id} is left out.", data.name);
        return Err(Notice::problem(path, id, message));
    }
    data::models::find(id).ok_or_else(|| {
        let known = ids(data::models::CATALOG.iter().map(|model| model.id));
        Notice::problem(path, id, format!("There is no model {id:?}; there are {known}."))
    })
}

/// A notice unless these can be the own points of `data`.
pub fn points(data: &Data, points: &[[f64; 2]]) -> Result<(), Notice> {
    if !data.own && !points.is_empty() {
        let message = format!("{} draws its examples; pts belongs to data=points.", data.name);
        return Err(Notice::problem("pts", points.len().to_string(), message));
    }
    at_most("pts", "points", points.len(), limits::POINTS)?;
    match points.iter().find(|point| !point.iter().all(|x| x.abs() <= 1e100)) {
        None => Ok(()),
        Some(point) => {
            let value = point.map(write).join(",");
            let message = format!("The point {value} is too far out: numbers up to 1e100 in size are allowed.");
            Err(Notice::problem("pts", value, message))
        }
    }
}

/// A notice unless `data` has the knob `key` and it allows `value`.
pub fn data_knob(path: &str, data: &Data, key: &str, value: f64) -> Result<(), Notice> {
    let path = format!("{path}.{key}");
    match data.knobs.iter().find(|knob| knob.key == key) {
        Some(knob) => param(path, knob, value),
        None => {
            let known = ids(data.knobs.iter().map(|knob| knob.key));
            Err(Notice::problem(path, write(value), format!("{} has no knob {key:?}; it has {known}.", data.name)))
        }
    }
}

/// A notice unless this can be the size of a batch; 0 is all examples.
pub fn batch(path: &str, value: u32) -> Result<(), Notice> {
    if value <= limits::BATCH {
        return Ok(());
    }
    let message =
        format!("{path}={value} is out of range: a whole number from 1 to {} or full is allowed.", limits::BATCH);
    Err(Notice::problem(path, value.to_string(), message))
}

/// The built-in function with this id, or a notice that lists them.
pub fn function(id: &str) -> Result<&'static Function, Notice> {
    functions::find(id).ok_or_else(|| {
        let known = ids(functions::CATALOG.iter().map(|f| f.id));
        Notice::problem(
            "f",
            id,
            format!("There is no function {id:?}; there are {known}; or type a formula in x and y."),
        )
    })
}

/// A notice unless `function` has the knob `key` and it allows `value`.
pub fn knob(function: &Function, key: &str, value: f64) -> Result<(), Notice> {
    let path = format!("p.{key}");
    match function.knobs.iter().find(|k| k.key == key) {
        Some(knob) => param(path, knob, value),
        None if function.knobs.is_empty() => {
            Err(Notice::problem(path, write(value), format!("{} has no knobs; {key:?} is left out.", function.name)))
        }
        None => {
            let known = ids(function.knobs.iter().map(|k| k.key));
            Err(Notice::problem(path, write(value), format!("{} has no knob {key:?}; it has {known}.", function.name)))
        }
    }
}

/// The compiled formula, or a notice with the column of the error.
pub fn formula(text: &str) -> Result<Program, Notice> {
    Program::compile(text).map_err(|error| Notice {
        column: Some(error.column),
        ..Notice::problem("f", text, format!("The formula cannot be read: {error}"))
    })
}

/// A notice unless the bounds are in order: xmin ≤ xmax, ymin ≤ ymax, no NaN.
pub fn bounds(path: String, bounds: Bounds) -> Result<(), Notice> {
    let Bounds::Box(b) = bounds else { return Ok(()) };
    if b[0] <= b[1] && b[2] <= b[3] {
        return Ok(());
    }
    let value = b.map(write).join(",");
    let message = format!("{path}={value} crosses: xmin,xmax,ymin,ymax with xmin ≤ xmax and ymin ≤ ymax are allowed.");
    Err(Notice::problem(path, value, message))
}

/// A notice unless the view is a box of finite, sensible size.
pub fn area(b: [f64; 4]) -> Result<(), Notice> {
    let sensible = |low: f64, high: f64| low.is_finite() && high.is_finite() && low < high && (high - low).is_finite();
    if sensible(b[0], b[1]) && sensible(b[2], b[3]) {
        return Ok(());
    }
    let value = b.map(write).join(",");
    let message =
        format!("box={value} is no view: finite xmin,xmax,ymin,ymax with xmin < xmax and ymin < ymax are allowed.");
    Err(Notice::problem("box", value, message))
}

/// A notice unless the tolerance is a finite number that is not negative.
pub fn tolerance(path: &str, value: f64) -> Result<(), Notice> {
    if value.is_finite() && value >= 0.0 {
        return Ok(());
    }
    let message =
        format!("{path}={} is out of range: a number from 0 up is allowed; 0 switches the test off.", write(value));
    Err(Notice::problem(path, write(value), message))
}

/// A notice unless this can be a standard deviation of noise.
pub fn noise(path: &str, value: f64) -> Result<(), Notice> {
    if (0.0..=limits::NOISE).contains(&value) {
        return Ok(());
    }
    let message =
        format!("{path}={} is out of range: a number from 0 to {} is allowed.", write(value), write(limits::NOISE));
    Err(Notice::problem(path, write(value), message))
}

/// A notice unless the seed and the number of seeds are in range.
pub fn seeds(seed: u32, seeds: u32) -> Result<(), Notice> {
    for (path, value, [least, most]) in [("seed", seed, [0, limits::SEED]), ("seeds", seeds, [1, limits::SEEDS])] {
        if !(least..=most).contains(&value) {
            let message = format!("{path}={value} is out of range: a whole number from {least} to {most} is allowed.");
            return Err(Notice::problem(path, value.to_string(), message));
        }
    }
    Ok(())
}

/// A notice unless the start is finite.
pub fn start(index: usize, x0: [f64; 2]) -> Result<(), Notice> {
    if x0.iter().all(|x| x.is_finite()) {
        return Ok(());
    }
    let value = x0.map(write).join(",");
    let message = format!("The start x0={value} is not finite: two numbers x,y are allowed.");
    Err(Notice::problem(format!("x0[{index}]"), value, message))
}

/// A notice unless the steps of all runs stay within the limits, that of steps and that of examples in batches; the greatest `n` that does
/// comes with it.
pub fn steps(experiment: &Experiment) -> Result<(), (u32, Notice)> {
    let (n, runs) = (experiment.n, experiment.runs());
    let most = (limits::STEPS / runs.max(1) as u32).max(1);
    let read = experiment.examples_a_step();
    let few = (limits::EXAMPLES / read.max(1)).max(1).min(u64::from(u32::MAX)) as u32;
    if (1..=most.min(few)).contains(&n) {
        return Ok(());
    }
    if n > 0 && few < most {
        let message = format!(
            "n={n} is too much: {} examples in the batches of all runs together are allowed, {read} are read in a step here.",
            limits::EXAMPLES
        );
        return Err((few, Notice::problem("n", n.to_string(), message)));
    }
    let message = if n == 0 {
        "n=0 leaves nothing to show: a whole number from 1 up is allowed.".to_owned()
    } else {
        format!(
            "n={n} is too much: {} steps in all runs together are allowed, {most} for each of {runs} here.",
            limits::STEPS
        )
    };
    Err((n.clamp(1, most), Notice::problem("n", n.to_string(), message)))
}

/// A notice unless the number of `what` is within the limit.
pub fn at_most(path: &str, what: &str, count: usize, limit: usize) -> Result<(), Notice> {
    if count <= limit {
        return Ok(());
    }
    Err(Notice::problem(path, count.to_string(), format!("{count} {what} are too many: {limit} are allowed.")))
}
