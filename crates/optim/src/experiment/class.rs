//! What a class is not to touch: the closed lists of the parts that `hide` hides and of what `lock` locks. A convenience of the
//! page, not access control, and nothing that changes a race.

use super::RunSpec;
use super::text::ids;
use crate::notice::Notice;
use crate::optimizers;
use serde::Serialize;

/// A part of the page, or something that can be changed there.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Control {
    /// The id used in links, fixed for ever.
    pub id: &'static str,
    /// The name that people read.
    pub name: &'static str,
}

const fn control(id: &'static str, name: &'static str) -> Control {
    Control { id, name }
}

/// The parts of the page that can be hidden. What is drawn is said by `see`.
pub const PARTS: &[Control] = &[
    control("function", "The function and the starts"),
    control("examples", "Examples"),
    control("runs", "The list of runs"),
    control("add", "Adding a method"),
    control("budget", "Most steps and tolerance"),
    control("layers", "Layers"),
    control("view", "Zooming"),
    control("predict", "Predicting"),
    control("timeline", "The timeline"),
    control("legend", "The legend"),
    control("data", "Data"),
];

/// What can be locked beside the parameters of runs.
pub const LOCKS: &[Control] = &[
    control("f", "The function"),
    control("p", "Its knobs"),
    control("x0", "The starts"),
    control("o", "Which methods race"),
    control("n", "Most steps"),
    control("tol", "Tolerance"),
    control("box", "The view"),
    control("form", "The conventions"),
];

/// A notice unless the part can be hidden.
pub fn part(id: &str) -> Result<(), Notice> {
    if PARTS.iter().any(|part| part.id == id) {
        return Ok(());
    }
    let known = ids(PARTS.iter().map(|part| part.id));
    Err(Notice::problem("hide", id, format!("There is no part {id:?} to hide; there are {known}.")))
}

/// A notice unless this can be locked: one of [`LOCKS`] or a parameter in all runs, or a parameter or `form` in one run where its
/// number stands before it.
pub fn lock(id: &str, runs: &[RunSpec]) -> Result<(), Notice> {
    let has = |method: &str, key: &str| {
        key == "form" || optimizers::find(method).is_some_and(|method| method.param(key).is_some())
    };
    let known = match id.split_once('.') {
        Some((run, key)) => run.parse().ok().and_then(|i: usize| runs.get(i)).is_some_and(|run| has(&run.method, key)),
        None => LOCKS.iter().any(|lock| lock.id == id) || optimizers::CATALOG.iter().any(|method| has(method.id, id)),
    };
    if known {
        return Ok(());
    }
    let locks = ids(LOCKS.iter().map(|lock| lock.id));
    let message = format!(
        "{id:?} cannot be locked: {locks}, a parameter of the runs such as rate, or 0.rate for the first run's alone are allowed."
    );
    Err(Notice::problem("lock", id, message))
}
