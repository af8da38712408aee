//! The descriptors of methods and schedules as plain objects, from which pages build their forms, and the looks of runs.

use crate::plain;
use descent_optim::catalog::{Form, Kind, Param, Reference, Scale};
use descent_optim::method::{Family, Method, Needs};
use descent_optim::setting::Schedule;
use descent_scene::theme::{STYLES, Style, Theme};
use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A descriptor of a parameter; the defaults of all conventions that the method offers.
#[derive(Serialize)]
pub struct ParamInfo<'a> {
    /// The key in links.
    pub key: &'a str,
    /// How formulas write it.
    pub symbol: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// A number, a whole number or a flag.
    pub kind: Kind,
    /// The default by convention.
    #[serde(serialize_with = "as_map")]
    pub default: Vec<(&'static str, f64)>,
    /// The least value that is allowed.
    pub min: f64,
    /// The greatest value that is allowed.
    pub max: f64,
    /// The values at the ends of its slider.
    pub slider: (f64, f64),
    /// How the slider goes from one to the other.
    pub scale: Scale,
    /// Whether a schedule can change it.
    pub scheduled: bool,
    /// What stands in for a value where none is given and there is no default.
    pub absent: Option<&'static str>,
}

/// Keys with their values as an object.
fn as_map<S: Serializer>(list: &[(&'static str, f64)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(list.iter().copied())
}

impl ParamInfo<'static> {
    /// A parameter with its defaults under these conventions.
    pub fn new(param: &Param, forms: &[Form]) -> ParamInfo<'static> {
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

/// A convention.
#[derive(Serialize)]
struct FormInfo {
    id: &'static str,
    name: &'static str,
}

/// A descriptor of a method.
#[derive(Serialize)]
pub struct MethodInfo {
    id: &'static str,
    name: &'static str,
    family: Family,
    about: &'static str,
    rule: &'static [&'static str],
    conventions: &'static str,
    reference: Reference,
    forms: Vec<FormInfo>,
    needs: Needs,
    bounded: bool,
    params: Vec<ParamInfo<'static>>,
}

/// A descriptor of a schedule.
#[derive(Serialize)]
pub struct ScheduleInfo {
    id: &'static str,
    name: &'static str,
    rule: &'static str,
    about: &'static str,
    params: Vec<ParamInfo<'static>>,
}

/// Knobs and schedules have the same defaults under every convention.
pub const ANY: &[Form] = &[Form::Lecture];

/// Parameters with their defaults under these conventions.
pub fn params(list: &[Param], forms: &[Form]) -> Vec<ParamInfo<'static>> {
    list.iter().map(|param| ParamInfo::new(param, forms)).collect()
}

impl From<&Method> for MethodInfo {
    fn from(m: &Method) -> MethodInfo {
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
}

impl From<&Schedule> for ScheduleInfo {
    fn from(s: &Schedule) -> ScheduleInfo {
        ScheduleInfo { id: s.id, name: s.name, rule: s.rule, about: s.about, params: params(s.params, ANY) }
    }
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
