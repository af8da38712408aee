//! The descriptors of everything that can be chosen, from which the page of networks builds its forms.

use crate::quantity::{QUANTITIES, Quantity};
use descent_boundary::descriptors::{ANY, MethodInfo, ParamInfo, ScheduleInfo, params};
use descent_boundary::plain;
use descent_network::data::digits;
use descent_optim::experiment::limits;
use descent_optim::experiment::network::{AXES, Activation, Init, PARAMS};
use descent_optim::{optimizers, schedules};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Serialize)]
struct Catalog {
    /// The methods that train networks.
    methods: Vec<MethodInfo>,
    schedules: Vec<ScheduleInfo>,
    /// The numbers of an experiment; the keys are the link's.
    params: Vec<ParamInfo<'static>>,
    /// The words for what units do, how weights begin, and what the x-axis counts.
    act: [&'static str; 3],
    init: [&'static str; 2],
    axis: [&'static str; 3],
    /// What charts show.
    quantities: &'static [Quantity],
    drawn: Drawn,
    limits: Limits,
}

/// The data that the program draws.
#[derive(Serialize)]
struct Drawn {
    id: &'static str,
    about: &'static str,
}

#[derive(Serialize)]
struct Limits {
    runs: usize,
}

/// The descriptors of everything that can be chosen, and the limits.
#[wasm_bindgen]
#[must_use]
pub fn catalog() -> JsValue {
    plain(&Catalog {
        methods: optimizers::CATALOG.iter().filter(|m| m.trains()).map(|m| MethodInfo::from(*m)).collect(),
        schedules: schedules::CATALOG.iter().map(|s| ScheduleInfo::from(*s)).collect(),
        params: params(PARAMS, ANY),
        act: Activation::ALL.map(|(word, _)| word),
        init: Init::ALL.map(|(word, _)| word),
        axis: AXES.map(|(word, _)| word),
        quantities: &QUANTITIES,
        drawn: Drawn { id: digits::ID, about: digits::ABOUT },
        limits: Limits { runs: limits::RUNS },
    })
}
