//! Links out, and the edits that need to know what suits a function.

use crate::boundary::{experiment, fault, plain};
use descent_optim::catalog::Form;
use descent_optim::experiment::{DataSpec, RunSpec, Source, check};
use descent_optim::optimizers;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The experiment as the text of a link, without `#`.
#[wasm_bindgen]
pub fn write(value: JsValue) -> Result<String, JsValue> {
    Ok(experiment(value)?.link())
}

/// The experiment on another built-in function: at its start, in its box, each run at a rate that suits it.
#[wasm_bindgen]
pub fn choose(value: JsValue, id: &str) -> Result<JsValue, JsValue> {
    let mut e = experiment(value)?;
    let function = check::function(id).map_err(|notice| fault(&notice))?;
    e.f = Source::Builtin(id.to_owned());
    e.p.clear();
    e.x0 = vec![function.start];
    e.area = None;
    e.k = None;
    e.o.iter_mut().for_each(|run| suit(run, function.rate, function.area));
    Ok(plain(&e))
}

/// The experiment on a set of data: at its start, in its box, each run at a rate that suits it. Batches and seeds stay.
#[wasm_bindgen]
pub fn choose_data(value: JsValue, id: &str) -> Result<JsValue, JsValue> {
    let mut e = experiment(value)?;
    let data = check::data("data", id).map_err(|notice| fault(&notice))?;
    e.f = Source::Data(DataSpec { id: id.to_owned(), model: None, pts: Vec::new() });
    e.p.clear();
    e.x0 = vec![data.start];
    e.area = None;
    e.k = None;
    e.o.iter_mut().for_each(|run| suit(run, data.rate, data.area));
    Ok(plain(&e))
}

/// A run of `method` at a rate that suits the function of the experiment.
#[wasm_bindgen]
pub fn new_run(value: JsValue, method: &str) -> Result<JsValue, JsValue> {
    let e = experiment(value)?;
    let mut run = RunSpec::of(method);
    if let Some(function) = e.f.function() {
        suit(&mut run, function.rate, function.area);
    }
    if let Some(data) = e.f.data() {
        suit(&mut run, data.rate, data.area);
    }
    Ok(plain(&run))
}

/// Gives a run the rate that suits a function, where that is not its default: one on which gradient descent makes sense at `rate`, in this box.
fn suit(run: &mut RunSpec, suits: f64, area: [f64; 4]) {
    let Some(method) = optimizers::find(&run.method) else { return };
    let Some(rate) = method.param("rate") else { return };
    let suited = method.suggested_rate(Some(suits), area);
    if suited == rate.default(run.form.unwrap_or(method.forms[0])) {
        run.set.remove(rate.key);
    } else {
        run.set.insert(rate.key.to_owned(), suited);
    }
}

/// The experiment with a typed formula. Where it had a built-in, view, start and knobs stay what they were.
#[wasm_bindgen]
pub fn with_formula(value: JsValue, text: &str) -> Result<JsValue, JsValue> {
    let mut e = experiment(value)?;
    let program = check::formula(text).map_err(|notice| fault(&notice))?;
    e.x0 = e.starts();
    if !matches!(e.f, Source::Formula(_)) {
        e.area = Some(e.view());
        for knob in e.f.knobs() {
            e.p.entry(knob.key.to_owned()).or_insert_with(|| knob.default(Form::Lecture));
        }
    }
    e.f = Source::Formula(text.to_owned());
    e.p.retain(|key, _| program.knobs().contains(key));
    for key in program.knobs() {
        e.p.entry(key.clone()).or_insert(1.0);
    }
    Ok(plain(&e))
}
