//! Experiments across the boundary.

use descent_optim::experiment::{Experiment, Notice};
use wasm_bindgen::JsValue;

pub use descent_boundary::{fault, plain};

/// The experiment in a plain object.
pub fn experiment(value: JsValue) -> Result<Experiment, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        let message = format!("This is not an experiment: {error}");
        fault(&Notice::problem("", "", message))
    })
}
