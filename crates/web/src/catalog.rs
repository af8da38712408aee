//! The descriptors of methods, functions and schedules as one plain object, from which the page builds its form.

use crate::boundary::plain;
use descent_boundary::descriptors::{ANY, MethodInfo, ParamInfo, ScheduleInfo, params};
use descent_optim::catalog::{Kind, Reference, Scale};
use descent_optim::data::{self, Data, Model};
use descent_optim::experiment::chance::CHANCE;
use descent_optim::experiment::class::{Control, LOCKS, PARTS};
use descent_optim::experiment::see::{LAYERS, LayerInfo, WAYS};
use descent_optim::experiment::{check, limits};
use descent_optim::formula::MAX_CHARACTERS;
use descent_optim::functions::{self, Function, Group};
use descent_optim::presets::{PRESETS, Preset};
use descent_optim::{optimizers, schedules};
use descent_scene::plot;
use descent_scene::quantity::{ALONG, Along, Quantity, quantities};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Serialize)]
struct Catalog {
    methods: Vec<MethodInfo>,
    functions: Vec<FunctionInfo>,
    data: Vec<DataInfo>,
    models: Vec<ModelInfo>,
    /// Batch, noise, seed and seeds as a form shows them.
    chance: Vec<ParamInfo<'static>>,
    schedules: Vec<ScheduleInfo>,
    presets: &'static [Preset],
    layers: &'static [LayerInfo],
    /// The places in `layers` of those that the plot draws.
    drawn: Vec<usize>,
    /// The names of the ways to see a function.
    ways: [&'static str; 3],
    limits: Limits,
    /// What a link can hide.
    parts: &'static [Control],
    /// What it can lock.
    locks: &'static [Control],
    quantities: Vec<&'static Quantity>,
    along: &'static [Along],
}

#[derive(Serialize)]
struct Limits {
    runs: usize,
    starts: usize,
    steps: u32,
    formula: usize,
    text: usize,
}

#[derive(Serialize)]
struct FunctionInfo {
    id: &'static str,
    name: &'static str,
    family: Group,
    formula: &'static str,
    about: &'static str,
    reference: Reference,
    area: [f64; 4],
    start: [f64; 2],
    rate: f64,
    knobs: Vec<ParamInfo<'static>>,
}

#[derive(Serialize)]
struct DataInfo {
    id: &'static str,
    name: &'static str,
    about: &'static str,
    rule: &'static str,
    model: &'static str,
    own: bool,
    area: [f64; 4],
    start: [f64; 2],
    rate: f64,
    knobs: Vec<ParamInfo<'static>>,
}

#[derive(Serialize)]
struct ModelInfo {
    id: &'static str,
    name: &'static str,
    loss: &'static str,
    reference: Reference,
}

fn function(f: &Function) -> FunctionInfo {
    FunctionInfo {
        id: f.id,
        name: f.name,
        family: f.group,
        formula: f.formula,
        about: f.about,
        reference: f.reference,
        area: f.area,
        start: f.start,
        rate: f.rate,
        knobs: params(f.knobs, ANY),
    }
}

fn data(d: &Data) -> DataInfo {
    DataInfo {
        id: d.id,
        name: d.name,
        about: d.about,
        rule: d.rule,
        model: d.model.id,
        own: d.own,
        area: d.area,
        start: d.start,
        rate: d.rate,
        knobs: params(d.knobs, ANY),
    }
}

fn model(m: &Model) -> ModelInfo {
    ModelInfo { id: m.id, name: m.name, loss: m.loss, reference: m.reference }
}

/// The descriptors of everything that can be chosen, and the limits.
#[wasm_bindgen]
#[must_use]
pub fn catalog() -> JsValue {
    plain(&Catalog {
        methods: optimizers::CATALOG.iter().map(|m| MethodInfo::from(*m)).collect(),
        functions: functions::CATALOG.iter().map(|f| function(f)).collect(),
        data: data::CATALOG.iter().map(|d| self::data(d)).collect(),
        models: data::models::CATALOG.iter().map(|m| model(m)).collect(),
        chance: params(CHANCE, ANY),
        schedules: schedules::CATALOG.iter().map(|s| ScheduleInfo::from(*s)).collect(),
        presets: PRESETS,
        layers: LAYERS,
        ways: WAYS.map(|(_, name)| name),
        drawn: plot::LAYERS.iter().map(|layer| *layer as usize).collect(),
        limits: Limits {
            runs: limits::RUNS,
            starts: limits::STARTS,
            steps: limits::STEPS,
            formula: MAX_CHARACTERS,
            text: limits::TEXT,
        },
        parts: PARTS,
        locks: LOCKS,
        quantities: quantities(true, false).to_vec(),
        along: &ALONG,
    })
}

/// What the slider of a typed formula's knob covers; any number can be typed.
const KNOB: (f64, f64) = (-10.0, 10.0);

/// The knobs of a formula as descriptors; none where it cannot be read.
#[wasm_bindgen]
#[must_use]
pub fn knobs(formula: &str) -> JsValue {
    let Ok(program) = check::formula(formula) else { return plain::<[ParamInfo<'_>]>(&[]) };
    let list: Vec<ParamInfo<'_>> = program
        .knobs()
        .iter()
        .map(|key| ParamInfo {
            key,
            symbol: key,
            name: key,
            about: "A number of the formula, by its name.",
            kind: Kind::Number,
            default: ANY.iter().map(|form| (form.id(), 1.0)).collect(),
            min: f64::MIN,
            max: f64::MAX,
            slider: KNOB,
            scale: Scale::Linear,
            scheduled: false,
            absent: None,
        })
        .collect();
    plain(&list)
}
