//! A race as the page holds it.

use crate::boundary::{experiment, fault, plain};
use crate::replays::Replays;
use descent_optim::experiment::{Experiment, Notice, RunSpec, check};
use descent_optim::objective::Objective;
use descent_optim::race::{Entry, Race as Runs};
use descent_scene::code;
use descent_scene::names::names;
use descent_scene::report::Report;
use descent_scene::sentences;
use descent_scene::standing::{Landmarks, rows};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// All runs of an experiment from all its starts, with what they are measured against.
#[wasm_bindgen]
pub struct Race {
    pub(crate) experiment: Experiment,
    pub(crate) runs: Runs,
    pub(crate) landmarks: Rc<Landmarks>,
    pub(crate) names: Vec<String>,
    /// The number of each run's style.
    looks: Vec<u32>,
    /// Who looks into its steps, by run and start.
    pub(crate) replays: Replays,
}

/// A run from one start, as the list shows it when it has ended.
#[derive(Serialize)]
struct RunInfo<'a> {
    run: usize,
    start: usize,
    label: &'a str,
    steps: usize,
    halt: Option<HaltInfo>,
    verdict: String,
    /// Whether it keeps to bounds.
    within: bool,
}

/// What is offered to a run.
#[derive(Serialize)]
struct Cured {
    words: String,
    about: String,
    spec: RunSpec,
}

impl Race {
    /// The number of a run's style.
    pub(crate) fn look(&self, run: usize) -> usize {
        self.looks.get(run).map_or(run, |look| *look as usize)
    }
}

#[derive(Serialize)]
struct HaltInfo {
    kind: &'static str,
    sentence: String,
}

thread_local! {
    /// The landmarks of the function that was raced last: finding critical points takes longer than a race, and while a start is
    /// dragged they stay where they are.
    static LANDMARKS: RefCell<Option<(String, Rc<Landmarks>)>> = const { RefCell::new(None) };
}

thread_local! {
    /// The objective of the data that was raced last: to draw a hundred thousand examples takes longer than a frame.
    static SUM: RefCell<Option<(String, Rc<dyn Objective>)>> = const { RefCell::new(None) };
}

/// The objective of an experiment; that of data from what is known where it is the same.
fn objective(experiment: &Experiment) -> Result<Rc<dyn Objective>, Notice> {
    if experiment.f.data().is_none() {
        return Ok(Rc::from(check::objective(experiment)?));
    }
    sum(experiment)
}

#[cold]
#[inline(never)]
fn sum(experiment: &Experiment) -> Result<Rc<dyn Objective>, Notice> {
    let key = format!("{:?} {:?} {}", experiment.f, experiment.p, experiment.seed);
    SUM.with_borrow_mut(|known| match known {
        Some((of, objective)) if *of == key => Ok(Rc::clone(objective)),
        _ => {
            let objective: Rc<dyn Objective> = Rc::from(check::objective(experiment)?);
            *known = Some((key, Rc::clone(&objective)));
            Ok(objective)
        }
    })
}

fn landmarks(experiment: &Experiment, runs: &Runs) -> Rc<Landmarks> {
    // Formulas are looked at in their view, data are drawn from their seed.
    let more = runs.function.is_none().then(|| (experiment.view(), experiment.seed));
    let key = format!("{:?} {:?} {more:?}", experiment.f, experiment.p);
    LANDMARKS.with_borrow_mut(|known| match known {
        Some((of, landmarks)) if *of == key => Rc::clone(landmarks),
        _ => {
            let landmarks = Rc::new(Landmarks::new(experiment, runs));
            *known = Some((key, Rc::clone(&landmarks)));
            landmarks
        }
    })
}

impl Race {
    /// The runs of an experiment, each at its start; the error is what is wrong with it, as JavaScript takes it.
    pub(crate) fn of(experiment: Experiment) -> Result<Race, JsValue> {
        let runs = objective(&experiment).and_then(|objective| Runs::on(&experiment, objective));
        let runs = runs.map_err(|notice| fault(&notice))?;
        let landmarks = landmarks(&experiment, &runs);
        let names = names(&experiment);
        let looks = (0..names.len() as u32).collect();
        Ok(Race { experiment, runs, landmarks, names, looks, replays: Replays::default() })
    }
}

#[wasm_bindgen]
impl Race {
    /// The runs of an experiment, each at its start. Throws what is wrong with it.
    #[wasm_bindgen(constructor)]
    pub fn new(value: JsValue) -> Result<Race, JsValue> {
        Race::of(experiment(value)?)
    }

    /// Gives each run a style by its number: a run keeps its colour when another one is removed.
    pub fn dress(&mut self, looks: Vec<u32>) {
        self.looks = looks;
    }

    /// Takes up to `steps` more steps in each run; `true` when all have ended.
    pub fn advance(&mut self, steps: usize) -> bool {
        self.runs.advance(steps)
    }

    /// The number of steps of the longest run so far.
    #[must_use]
    pub fn last(&self) -> usize {
        self.runs.steps()
    }

    /// The names of the experiment's runs.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    /// What became of every run from every start, with the first seed.
    #[must_use]
    pub fn runs(&self) -> JsValue {
        let info = |entry: &Entry| {
            let path = entry.trajectory();
            let ended = path.halt.is_some();
            let sentence = || sentences::halt(path, entry.bounds.is_some());
            let halt = ended.then(|| HaltInfo { kind: sentences::kind(path.halt.as_ref()), sentence: sentence() });
            RunInfo {
                run: entry.run,
                within: entry.bounds.is_some(),
                start: entry.start,
                label: &self.names[entry.run],
                steps: path.steps(),
                halt,
                verdict: if ended { self.landmarks.words(entry, &self.runs) } else { String::new() },
            }
        };
        plain(&self.runs.firsts().map(info).collect::<Vec<_>>())
    }

    /// The bounds in a sentence, and what runs within them are measured by; empty where there are none.
    #[must_use]
    pub fn bounds(&self) -> String {
        sentences::bounds(&self.experiment, &self.names)
    }

    /// What may help a run that has ended: the run with one thing changed, and what is said of it.
    #[must_use]
    pub fn cure(&self, run: usize) -> JsValue {
        let cured = self.runs.firsts().find_map(|entry| {
            let cure = self.landmarks.cure(entry, &self.runs).filter(|_| entry.run == run)?;
            let [words, about] = sentences::cure(cure);
            let spec = cure.applied(&self.experiment.o[run]);
            // Whoever has it already needs no offer.
            (!self.experiment.o.contains(&spec)).then_some(Cured { words, about, spec })
        });
        plain(&cured)
    }

    /// Where every run stands at step `k`.
    #[must_use]
    pub fn at(&self, k: usize) -> JsValue {
        plain(&rows(&self.runs, &self.landmarks, k))
    }

    fn entry(&self, run: usize, start: usize) -> Option<&Entry> {
        self.runs.entries.iter().find(|entry| entry.run == run && entry.start == start)
    }

    /// The iterates of a run, x and y by turns.
    #[must_use]
    pub fn x(&self, run: usize, start: usize) -> Vec<f64> {
        self.entry(run, start).map(|entry| entry.trajectory().x.clone()).unwrap_or_default()
    }

    /// The values at the iterates of a run.
    #[must_use]
    pub fn f(&self, run: usize, start: usize) -> Vec<f64> {
        self.entry(run, start).map(|entry| entry.trajectory().f.clone()).unwrap_or_default()
    }

    /// The gradient norms at the iterates of a run.
    #[must_use]
    pub fn grad_norm(&self, run: usize, start: usize) -> Vec<f64> {
        self.entry(run, start).map(|entry| entry.trajectory().grad_norm.clone()).unwrap_or_default()
    }

    /// The evaluations of value, gradient and Hessian until each iterate of a run, by turns.
    #[must_use]
    pub fn evals(&self, run: usize, start: usize) -> Vec<u32> {
        let counts = self.entry(run, start).map(|entry| entry.trajectory().counts.as_slice()).unwrap_or_default();
        counts.iter().flat_map(|c| [c.f, c.g, c.h]).collect()
    }

    /// The race as data: the object that `descent run --json` prints.
    #[must_use]
    pub fn report(&self) -> JsValue {
        plain(&Report::new(&self.experiment, Vec::new(), &self.runs))
    }

    /// All iterates of all runs as a table.
    #[must_use]
    pub fn csv(&self) -> String {
        Report::new(&self.experiment, Vec::new(), &self.runs).csv()
    }

    /// The race as a Python script.
    #[must_use]
    pub fn python(&self) -> String {
        code::script(&self.experiment, &self.runs, code::Library::NumPy)
    }

    /// The race as a Python script with PyTorch's optimizers.
    #[must_use]
    pub fn torch(&self) -> String {
        code::script(&self.experiment, &self.runs, code::Library::PyTorch)
    }

    /// The race as a program against the core.
    #[must_use]
    pub fn rust(&self) -> String {
        code::rust(&self.experiment)
    }
}
