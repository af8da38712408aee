//! Links out, and the edits that need to know what suits a function.

use crate::boundary::{experiment, fault, plain};
use descent_optim::catalog::Form;
use descent_optim::experiment::{RunSpec, Source, check};
use descent_optim::functions::Function;
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
    for run in &mut e.o {
        suit(run, function);
    }
    Ok(plain(&e))
}

/// A run of `method` at a rate that suits the function of the experiment.
#[wasm_bindgen]
pub fn new_run(value: JsValue, method: &str) -> Result<JsValue, JsValue> {
    let e = experiment(value)?;
    let mut run = RunSpec::of(method);
    if let Some(function) = e.f.function() {
        suit(&mut run, function);
    }
    Ok(plain(&run))
}

/// Gives a run the rate that suits the function, where that is not its default.
fn suit(run: &mut RunSpec, function: &Function) {
    let Some(method) = optimizers::find(&run.method) else { return };
    let Some(rate) = method.param("rate") else { return };
    let suited = method.suggested_rate(Some(function.rate), function.area);
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
    if let Some(function) = e.f.function() {
        e.area = Some(e.view());
        for knob in function.knobs {
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
