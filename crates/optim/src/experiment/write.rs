//! An experiment as canonical text: the order of the grammar's tables, defaults left out, only what a URL needs escaped.

use super::text::{encode, encode_piece, write};
use super::{Axis, Bounds, DataSpec, Experiment, RunSpec, ScheduleSpec, Source, Theme, VERSION};
use crate::catalog::Param;
use crate::method::Method;
use crate::setting::Schedule;
use crate::{optimizers, schedules};
use litemap::LiteMap;

impl Experiment {
    /// The experiment as a link text without `#`. Reading it again gives the same experiment, and writing that the same bytes.
    pub fn link(&self) -> String {
        let mut out = vec![format!("v={VERSION}")];
        let normal = Experiment::default();
        let mut put = |key: &str, value: Option<String>| {
            let kept = self.kept.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
            if let Some(value) = value.or(kept) {
                out.push(format!("{key}={}", encode(&value)));
            }
        };
        let data = if let Source::Data(spec) = &self.f { Some(spec) } else { None };
        put("f", (data.is_none() && self.f != normal.f).then(|| self.f.text().to_owned()));
        put("p", self.knobs().filter(|_| data.is_none()));
        let model = |spec: &DataSpec| spec.model.as_ref().map(|model| format!("model={model}"));
        put(
            "data",
            data.map(|spec| {
                [Some(spec.id.clone()), model(spec), self.knobs()].into_iter().flatten().collect::<Vec<_>>().join("~")
            }),
        );
        let points = |spec: &DataSpec| spec.pts.iter().map(|point| numbers(point)).collect::<Vec<_>>().join(";");
        put("pts", data.filter(|spec| !spec.pts.is_empty()).map(points));
        let starts = |x0: &[[f64; 2]]| x0.iter().map(|x| numbers(x)).collect::<Vec<_>>().join(";");
        put("x0", (!self.x0.is_empty() && self.x0 != [self.own_start()]).then(|| starts(&self.x0)));
        put("o", Some(self.o.iter().map(run).collect::<Vec<_>>().join(";")));
        put("n", (self.n != normal.n).then(|| self.n.to_string()));
        put("tol", (self.tol != normal.tol).then(|| write(self.tol)));
        put("xtol", (self.xtol != normal.xtol).then(|| write(self.xtol)));
        put("bounds", self.bounds.map(bounds));
        put("noise", (self.noise != normal.noise).then(|| write(self.noise)));
        put("batch", (self.batch != normal.batch).then(|| batch(self.batch)));
        for (key, value, usual) in [("seed", self.seed, normal.seed), ("seeds", self.seeds, normal.seeds)] {
            put(key, (value != usual).then(|| value.to_string()));
        }
        put("box", self.area.filter(|b| *b != self.own_area()).map(|b| numbers(&b)));
        put("k", self.k.map(|k| k.to_string()));
        put("axis", (self.axis != Axis::default()).then(|| self.axis.id().to_owned()));
        put("see", (self.see != normal.see).then(|| self.see.ids().join(",")));
        for (key, ids) in [("hide", &self.hide), ("lock", &self.lock)] {
            put(key, (!ids.is_empty()).then(|| ids.join(",")));
        }
        put("theme", self.theme.map(|t| if t == Theme::Light { "light" } else { "dark" }.to_owned()));
        put("title", self.title.clone());
        put("ask", self.ask.clone());
        for key in ["net", "epochs", "split"] {
            put(key, None);
        }
        out.join("&")
    }

    fn knobs(&self) -> Option<String> {
        let text = match &self.f {
            Source::Builtin(_) | Source::Data(_) => {
                let given =
                    self.f.knobs().iter().filter_map(|k| Some((k.key, *self.p.get(k.key)?, k.default(DEFAULT_FORM))));
                list(given.filter(|(_, value, default)| value != default).map(|(key, value, _)| (key, value)))
            }
            Source::Formula(_) => list(self.p.iter().map(|(key, value)| (key.as_str(), *value))),
        };
        (!text.is_empty()).then_some(text)
    }
}

/// Knobs and schedules have the same defaults under every convention.
const DEFAULT_FORM: crate::catalog::Form = crate::catalog::Form::Lecture;

fn list<'a>(pairs: impl Iterator<Item = (&'a str, f64)>) -> String {
    pairs.map(|(key, value)| format!("{key}={}", write(value))).collect::<Vec<_>>().join("~")
}

fn numbers(list: &[f64]) -> String {
    list.iter().map(|x| write(*x)).collect::<Vec<_>>().join(",")
}

fn bounds(bounds: Bounds) -> String {
    match bounds {
        Bounds::Own => "own".to_owned(),
        Bounds::Box(b) => numbers(&b),
    }
}

fn batch(size: u32) -> String {
    if size == 0 { "full".to_owned() } else { size.to_string() }
}

/// A run as a piece of `o`.
pub(super) fn run(run: &RunSpec) -> String {
    let mut out = run.method.clone();
    let mut put = |key: &str, value: String| out.extend(["~", key, "=", &value]);
    if let Some(method) = optimizers::find(&run.method) {
        parameters(method, run, &mut put);
    }
    if let Some(label) = &run.label {
        put("label", encode_piece(label).into_owned());
    }
    for (key, value) in [("tol", run.tol), ("xtol", run.xtol)] {
        if let Some(value) = value {
            put(key, write(value));
        }
    }
    if let Some(b) = run.bounds {
        put("bounds", bounds(b));
    }
    if let Some(noise) = run.noise {
        put("noise", write(noise));
    }
    if let Some(size) = run.batch {
        put("batch", batch(size));
    }
    out
}

fn parameters(method: &'static Method, run: &RunSpec, put: &mut impl FnMut(&str, String)) {
    let form = run.form.unwrap_or(method.forms[0]);
    if form != method.forms[0] {
        put("form", form.id().to_owned());
    }
    for param in method.params {
        if let Some(value) = run.set.get(param.key).filter(|v| **v != param.default(form)) {
            put(param.key, write(*value));
        }
        if let Some(spec) = run.schedules.get(param.key).filter(|s| s.id != "constant") {
            put(&format!("{}.schedule", param.key), spec.id.clone());
            for (key, value) in schedule_values(spec) {
                put(&format!("{}.{key}", param.key), write(value));
            }
        }
    }
}

fn schedule_values(spec: &ScheduleSpec) -> Vec<(&'static str, f64)> {
    let params = schedules::find(&spec.id).map_or(&[] as &[Param], |s: &Schedule| s.params);
    let given = params.iter().filter_map(|p| Some((p.key, *spec.set.get(p.key)?, p.default(DEFAULT_FORM))));
    given.filter(|(_, value, default)| value != default).map(|(key, value, _)| (key, value)).collect()
}

impl Experiment {
    /// The same experiment with defaults left out, as reading its link gives it.
    pub fn normal(mut self) -> Experiment {
        if !matches!(self.f, Source::Formula(_)) {
            let knobs = self.f.knobs();
            self.p.retain(|key, value| knobs.iter().any(|k| k.key == key && k.default(DEFAULT_FORM) != *value));
        }
        if let Source::Data(spec) = &mut self.f {
            let own = spec.data().map(|data| data.model.id);
            spec.model = spec.model.take().filter(|model| Some(model.as_str()) != own);
        }
        if self.x0 == [self.own_start()] {
            self.x0.clear();
        }
        self.area = self.area.filter(|b| *b != self.own_area());
        self.o.iter_mut().for_each(normal_run);
        self
    }
}

fn normal_run(run: &mut RunSpec) {
    let Some(method) = optimizers::find(&run.method) else { return };
    let form = run.form.unwrap_or(method.forms[0]);
    run.form = Some(form).filter(|f| *f != method.forms[0]);
    let keep = |params: &[Param], set: &mut LiteMap<String, f64>| {
        set.retain(|key, value| params.iter().any(|p| p.key == key && p.default(form) != *value));
    };
    keep(method.params, &mut run.set);
    run.schedules.retain(|_, spec| spec.id != "constant");
    for (_, spec) in run.schedules.iter_mut() {
        keep(schedules::find(&spec.id).map_or(&[], |s| s.params), &mut spec.set);
    }
}
