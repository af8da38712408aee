//! The descriptors of methods, functions and schedules as one plain object, from which the page builds its form.

use crate::boundary::plain;
use descent_optim::catalog::{Form, Kind, Method, Needs, Param, Reference, Scale, Schedule};
use descent_optim::experiment::class::{Control, LOCKS, PARTS};
use descent_optim::experiment::see::{LAYERS, LayerInfo, WAYS};
use descent_optim::experiment::{check, limits};
use descent_optim::formula::MAX_CHARACTERS;
use descent_optim::functions::{self, Function, Group};
use descent_optim::presets::{PRESETS, Preset};
use descent_optim::{optimizers, schedules};
use descent_scene::plot;
use descent_scene::quantity::{ALONG, Along, Quantity, quantities};
use descent_scene::theme::{STYLES, Style, Theme};
use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[derive(Serialize)]
struct Catalog {
    methods: Vec<MethodInfo>,
    functions: Vec<FunctionInfo>,
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

/// A descriptor of a parameter; the defaults of all conventions that the method offers.
#[derive(Serialize)]
pub struct ParamInfo<'a> {
    key: &'a str,
    symbol: &'a str,
    name: &'a str,
    about: &'static str,
    kind: Kind,
    #[serde(serialize_with = "as_map")]
    default: Vec<(&'static str, f64)>,
    min: f64,
    max: f64,
    slider: (f64, f64),
    scale: Scale,
    scheduled: bool,
    /// What stands in for a value where none is given and there is no default.
    absent: Option<&'static str>,
}

/// Keys with their values as an object.
fn as_map<S: Serializer>(list: &[(&'static str, f64)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(list.iter().copied())
}

impl ParamInfo<'static> {
    fn new(param: &Param, forms: &[Form]) -> ParamInfo<'static> {
        ParamInfo {
            key: param.key,
            symbol: param.symbol,
            name: param.name,
            about: param.about,
            kind: param.kind,
            default: forms.iter().map(|form| (form.id(), param.default(*form))).collect(),
            min: param.min,
            max: param.max,
            slider: param.slider,
            scale: param.scale,
            scheduled: param.scheduled,
            absent: param.absent(),
        }
    }
}

#[derive(Serialize)]
struct FormInfo {
    id: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct MethodInfo {
    id: &'static str,
    name: &'static str,
    family: descent_optim::catalog::Family,
    about: &'static str,
    rule: &'static [&'static str],
    conventions: &'static str,
    reference: Reference,
    forms: Vec<FormInfo>,
    needs: Needs,
    bounded: bool,
    params: Vec<ParamInfo<'static>>,
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
struct ScheduleInfo {
    id: &'static str,
    name: &'static str,
    rule: &'static str,
    about: &'static str,
    params: Vec<ParamInfo<'static>>,
}

/// Knobs and schedules have the same defaults under every convention.
const ANY: &[Form] = &[Form::Lecture];

fn params(list: &[Param], forms: &[Form]) -> Vec<ParamInfo<'static>> {
    list.iter().map(|param| ParamInfo::new(param, forms)).collect()
}

fn method(m: &Method) -> MethodInfo {
    MethodInfo {
        id: m.id,
        name: m.name,
        family: m.family,
        about: m.about,
        rule: m.rule,
        conventions: m.conventions,
        reference: m.reference,
        forms: m.forms.iter().map(|form| FormInfo { id: form.id(), name: form.name() }).collect(),
        needs: m.needs,
        bounded: m.bounded,
        params: params(m.params, m.forms),
    }
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

fn schedule(s: &Schedule) -> ScheduleInfo {
    ScheduleInfo { id: s.id, name: s.name, rule: s.rule, about: s.about, params: params(s.params, ANY) }
}

/// The descriptors of everything that can be chosen, and the limits.
#[wasm_bindgen]
#[must_use]
pub fn catalog() -> JsValue {
    plain(&Catalog {
        methods: optimizers::CATALOG.iter().map(|m| method(m)).collect(),
        functions: functions::CATALOG.iter().map(|f| function(f)).collect(),
        schedules: schedules::CATALOG.iter().map(|s| schedule(s)).collect(),
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
        quantities: quantities(true).to_vec(),
        along: &ALONG,
    })
}

#[derive(Serialize)]
struct StyleInfo {
    light: String,
    dark: String,
    dash: &'static [f64],
    marker: String,
    hollow: bool,
}

/// The look of each run by its number, in both themes; the markers as SVG paths around (0, 0).
#[wasm_bindgen]
#[must_use]
pub fn styles() -> JsValue {
    let look = |i: usize| {
        let (light, dark) = (Theme::LIGHT.style(i), Theme::DARK.style(i));
        StyleInfo {
            light: light.color.css(),
            dark: dark.color.css(),
            dash: light.dash,
            marker: outline(light, 4.4),
            hollow: light.hollow,
        }
    };
    plain(&(0..STYLES).map(look).collect::<Vec<_>>())
}

fn outline(style: Style, radius: f64) -> String {
    let points = style.marker.outline();
    if points.is_empty() {
        return format!("M{radius} 0A{radius} {radius} 0 1 1 -{radius} 0A{radius} {radius} 0 1 1 {radius} 0Z");
    }
    let corners: Vec<String> = points.iter().map(|[x, y]| format!("{:.2} {:.2}", radius * x, radius * y)).collect();
    format!("M{}Z", corners.join("L"))
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
