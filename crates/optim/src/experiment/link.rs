//! Reading an experiment from a link: what is valid is kept, what is not gets a notice.

use super::text::{decode, ids, number, write};
use super::{
    Axis, Bounds, DataSpec, Experiment, Notice, OPENING, RunSpec, ScheduleSpec, See, Source, Theme, VERSION, check,
    class, limits,
};
use crate::catalog::Param;
use crate::data;
use crate::formula::Program;
use crate::functions;
use crate::method::Method;
use crate::schedules;
use crate::sort::sorted;

/// An experiment as it was read, with what is to be said about its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The experiment: valid, whatever the text was.
    pub experiment: Experiment,
    /// What was not taken as it stands, in the order of the grammar's keys.
    pub notices: Vec<Notice>,
}

/// Keys that version 1 of the grammar fixes and that are kept without being acted on here, and whether that changes the numbers.
const KEPT_KEYS: &[(&str, bool)] = &[("net", true), ("epochs", false), ("split", false)];

/// The keys of the grammar, in its order, that this version acts on.
const KEYS: &[&str] = &[
    "v", "f", "data", "pts", "p", "x0", "o", "n", "tol", "xtol", "bounds", "noise", "batch", "seed", "seeds", "box",
    "k", "axis", "see", "hide", "lock", "theme", "title", "ask",
];

/// Reads what stands in a page's address: the fragment if it has a `v`, else the query, else the fragment as far as it goes; the opening
/// experiment where neither says anything.
pub fn address(fragment: &str, query: &str) -> Reading {
    let says = |text: &str, key: &str| pairs(text).iter().any(|(k, _)| k == key);
    let known = |text: &str| {
        let known = |k: &String| KEYS.contains(&k.as_str()) || KEPT_KEYS.iter().any(|(key, _)| key == k);
        pairs(text).iter().any(|(k, _)| known(k))
    };
    if says(fragment, "v") {
        read(fragment)
    } else if known(query) {
        read(query)
    } else if known(fragment) {
        read(fragment)
    } else {
        read(OPENING)
    }
}

/// Reads a link's text; a leading `#` or `?` is allowed. After `?` unknown keys are ignored silently.
pub fn read(text: &str) -> Reading {
    let mut reader = Reader { experiment: Experiment::default(), notices: Vec::new() };
    reader.text(text);
    Reading { experiment: reader.experiment, notices: reader.notices }
}

/// The keys and values of a link, decoded once.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let text = text.trim().trim_start_matches(['#', '?']);
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

/// Reads, and collects what is to be said.
pub(super) struct Reader {
    pub(super) experiment: Experiment,
    pub(super) notices: Vec<Notice>,
}

// What reads a key stays a function of its own: the page's first part is what most links execute, and in one large function few keys are never idle.
impl Reader {
    fn text(&mut self, text: &str) {
        let keys: Vec<&str> = KEYS.iter().copied().chain(KEPT_KEYS.iter().map(|(k, _)| *k)).collect();
        let given = self.given(text, &keys);
        let value = |key: &str| given.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        self.version(value("v"));
        let has = |key: &str| value(key).is_some();
        let is_data = !has("net") && data::find(set(value("data").unwrap_or(""))).is_some();
        for key in KEYS {
            let Some(value) = value(key) else { continue };
            match *key {
                // Data of a network are its own.
                "data" | "pts" | "batch" if has("net") => self.keep(key, value, true),
                "f" | "p" if is_data => self.leave(key, value),
                _ => self.key(key, value),
            }
        }
        for (key, changes) in KEPT_KEYS {
            if let Some(value) = value(key) {
                self.keep(key, value, *changes);
            }
        }
        self.knobs_of_formula();
        self.budget(value("n").unwrap_or(""));
        self.experiment = std::mem::take(&mut self.experiment).normal();
    }

    /// The keys and values of a text, each key once. Of keys that are not among `keys` something is said, unless the text is a query.
    #[inline(never)]
    pub(super) fn given(&mut self, text: &str, keys: &[&str]) -> Vec<(String, String)> {
        let in_query = text.trim().starts_with('?');
        let mut text = text;
        if text.len() > limits::TEXT {
            let message = format!(
                "The link has {} bytes; {} are allowed. What is beyond them is left out.",
                text.len(),
                limits::TEXT
            );
            self.notices.push(Notice::problem("link", text.len().to_string(), message));
            let end = text[..=text.floor_char_boundary(limits::TEXT)]
                .rfind('&')
                .unwrap_or(text.floor_char_boundary(limits::TEXT));
            text = &text[..end];
        }
        let mut given: Vec<(String, String)> = Vec::new();
        for (key, value) in pairs(text) {
            if !keys.contains(&key.as_str()) {
                if !in_query {
                    let known = ids(keys.iter().copied());
                    let message = format!("{key:?} is not a key of a link; the keys are {known}.");
                    self.notices.push(Notice::problem(key, value, message));
                }
            } else if given.iter().any(|(k, _)| *k == key) {
                let message = format!("{key} is given twice: the first counts, {key}={value} is left out.");
                self.notices.push(Notice::note(key, value, message));
            } else {
                given.push((key, value));
            }
        }
        given
    }

    #[inline(never)]
    pub(super) fn version(&mut self, value: Option<&str>) {
        let message = match value {
            None => format!("The link has no version: it is read as v={VERSION}."),
            Some(value) => match value.parse::<u32>() {
                Ok(VERSION) => return,
                Ok(newer) if newer > VERSION => {
                    format!(
                        "The link is of version {newer}, newer than this page, which knows {VERSION}: it is read as far as it can be."
                    )
                }
                _ => format!("v={value} is no version: {VERSION} is allowed. The link is read as v={VERSION}."),
            },
        };
        self.notices.push(Notice::note("v", value.unwrap_or(""), message));
    }

    #[inline(never)]
    fn key(&mut self, key: &str, value: &str) {
        let e = &mut self.experiment;
        let said = match key {
            "f" => return self.function(value),
            "data" => return self.data(value),
            "pts" => return self.points(value),
            "p" => return self.knobs(value),
            "x0" => return self.starts(value),
            "o" => return self.runs(value),
            "n" => whole(key, value).map(|n| e.n = n),
            "tol" => tolerance(key, value).map(|tol| e.tol = tol),
            "xtol" => tolerance(key, value).map(|xtol| e.xtol = xtol),
            "bounds" => bounds(key, value).map(|b| e.bounds = Some(b)),
            "noise" => noise(key, value).map(|noise| e.noise = noise),
            "batch" => batch(key, value).map(|batch| e.batch = batch),
            "seed" => whole(key, value).and_then(|seed| check::seeds(seed, 1).map(|()| e.seed = seed)),
            "seeds" => whole(key, value).and_then(|seeds| check::seeds(1, seeds).map(|()| e.seeds = seeds)),
            "box" => area(value).map(|b| e.area = Some(b)),
            "k" => whole(key, value).map(|k| e.k = Some(k)),
            "axis" => choice(key, value, &Axis::ALL).map(|axis| e.axis = axis),
            "see" => return self.see(value),
            "hide" => {
                e.hide = list(value, class::part, &mut self.notices);
                return;
            }
            "lock" => {
                e.lock = list(value, |id| class::lock(id, &e.o), &mut self.notices);
                return;
            }
            "theme" => {
                choice(key, value, &[("light", Theme::Light), ("dark", Theme::Dark)]).map(|theme| e.theme = Some(theme))
            }
            "title" | "ask" => {
                let place = if key == "title" { &mut e.title } else { &mut e.ask };
                *place = Some(value.to_owned()).filter(|text| !text.is_empty());
                Ok(())
            }
            _ => Ok(()),
        };
        self.say(said.map_err(|notice| as_written(notice, value)));
    }

    pub(super) fn say(&mut self, said: Result<(), Notice>) {
        self.notices.extend(said.err());
    }

    #[inline(never)]
    fn function(&mut self, value: &str) {
        if functions::find(value).is_some() {
            self.experiment.f = Source::Builtin(value.to_owned());
            return;
        }
        // A bare word that is no variable, constant or call can only be meant as the name of a function.
        let word = |program: &Program| program.knobs().iter().any(|knob| value.starts_with(knob.as_str()));
        let bare = value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        match check::formula(value) {
            Ok(program) if bare && word(&program) => self.say(check::function(value).map(|_| ())),
            Ok(_) => self.experiment.f = Source::Formula(value.to_owned()),
            Err(notice) => self.notices.push(notice),
        }
    }

    #[inline(never)]
    fn leave(&mut self, key: &str, value: &str) {
        let message = format!("data is minimized, and its knobs stand there: {key}={value} is left out.");
        self.notices.push(Notice::note(key, value, message));
    }

    #[inline(never)]
    fn data(&mut self, value: &str) {
        let id = set(value);
        let data = match check::data("data", id) {
            Ok(data) => data,
            Err(notice) => return self.notices.push(notice),
        };
        let mut spec = DataSpec { id: id.to_owned(), model: None, pts: Vec::new() };
        for piece in value.split('~').skip(1).filter(|piece| !piece.is_empty()) {
            let (key, text) = piece.split_once('=').unwrap_or((piece, ""));
            let p = &mut self.experiment.p;
            let said = if key == "model" && spec.model.is_some() || p.contains_key(key) {
                Err(twice(&format!("data.{key}"), text))
            } else if key == "model" {
                check::model("data.model", data, text).map(|model| spec.model = Some(model.id.to_owned()))
            } else {
                number(text)
                    .map_err(|why| not_a(&format!("data.{key}"), text, why, "a number is allowed"))
                    .and_then(|value| check::data_knob("data", data, key, value).map(|()| value))
                    .map(|value| {
                        p.insert(key.to_owned(), value);
                    })
            };
            self.say(said);
        }
        self.experiment.f = Source::Data(spec);
    }

    /// Own points: what is no point is named and left out.
    #[inline(never)]
    fn points(&mut self, value: &str) {
        let own = match &mut self.experiment.f {
            Source::Data(spec) if spec.data().is_some_and(|data| data.own) => &mut spec.pts,
            _ => {
                let message = "pts belongs to data=points: the points are left out.";
                return self.notices.push(Notice::problem("pts", value, message));
            }
        };
        let pieces: Vec<&str> = value.split(';').filter(|piece| !piece.is_empty()).collect();
        self.notices.extend(check::at_most("pts", "points", pieces.len(), limits::POINTS).err());
        for piece in pieces.into_iter().take(limits::POINTS) {
            let numbers: Option<Vec<f64>> = piece.split(',').map(|one| number(one).ok()).collect();
            match numbers.as_deref() {
                Some(&[t, v]) if t.abs() <= 1e100 && v.abs() <= 1e100 => own.push([t, v]),
                _ => self.notices.push(not_a("pts", piece, "is no point", "two numbers t,v are allowed")),
            }
        }
    }

    #[inline(never)]
    fn knobs(&mut self, value: &str) {
        for piece in value.split('~').filter(|piece| !piece.is_empty()) {
            let (key, text) = piece.split_once('=').unwrap_or((piece, ""));
            let said = number(text)
                .map_err(|why| not_a(&format!("p.{key}"), text, why, "a number is allowed"))
                .and_then(|value| {
                    match &self.experiment.f {
                        Source::Builtin(id) => check::knob(check::function(id)?, key, value)?,
                        Source::Formula(text) => {
                            let program = check::formula(text)?;
                            if !program.knobs().iter().any(|k| k == key) {
                                let message =
                                    format!("The formula has no knob {key:?}; it has {}.", none(program.knobs()));
                                return Err(Notice::problem(format!("p.{key}"), write(value), message));
                            }
                        }
                        Source::Data(spec) => check::data_knob("p", check::data("data", &spec.id)?, key, value)?,
                    }
                    if self.experiment.p.contains_key(key) {
                        return Err(twice(&format!("p.{key}"), text));
                    }
                    self.experiment.p.insert(key.to_owned(), value);
                    Ok(())
                });
            self.say(said);
        }
    }

    /// Every knob of a formula has a value: 1 where none is given, with a notice that asks for it.
    #[inline(never)]
    fn knobs_of_formula(&mut self) {
        let Source::Formula(text) = &self.experiment.f else { return };
        let Ok(program) = check::formula(text) else { return };
        for knob in program.knobs() {
            if !self.experiment.p.contains_key(knob) {
                let message =
                    format!("The knob {knob} of the formula has no value: give it one with p={knob}=…; 1 is used.");
                self.notices.push(Notice::problem(format!("p.{knob}"), "", message));
                self.experiment.p.insert(knob.clone(), 1.0);
            }
        }
    }

    #[inline(never)]
    fn starts(&mut self, value: &str) {
        let pieces: Vec<&str> = value.split(';').filter(|piece| !piece.is_empty()).collect();
        self.say(check::at_most("x0", "starts", pieces.len(), limits::STARTS));
        for (index, piece) in pieces.into_iter().take(limits::STARTS).enumerate() {
            let numbers: Result<Vec<f64>, _> = piece.split(',').map(number).collect();
            match numbers.as_deref() {
                Ok(&[x, y]) => self.experiment.x0.push([x, y]),
                Ok(_) => self.notices.push(not_a(
                    &format!("x0[{index}]"),
                    piece,
                    "is not a start",
                    "two numbers x,y are allowed",
                )),
                Err(why) => {
                    self.notices.push(not_a(&format!("x0[{index}]"), piece, why, "two numbers x,y are allowed"))
                }
            }
        }
    }

    #[inline(never)]
    pub(super) fn runs(&mut self, value: &str) {
        let pieces: Vec<&str> = value.split(';').filter(|piece| !piece.is_empty()).collect();
        self.say(check::at_most("o", "runs", pieces.len(), limits::RUNS));
        let mut runs = Vec::new();
        for (index, piece) in pieces.into_iter().take(limits::RUNS).enumerate() {
            let mut parts = piece.split('~');
            let id = parts.next().unwrap_or("");
            match check::method(&format!("runs[{index}]"), id) {
                Ok(method) => runs.push(self.run(&format!("runs[{index}]"), method, parts)),
                Err(notice) => self.notices.push(notice),
            }
        }
        if runs.is_empty() {
            let message = format!("o={value} leaves no run: the default race is shown.");
            self.notices.push(Notice::problem("o", value, message));
        } else {
            self.experiment.o = runs;
        }
    }

    fn run<'a>(&mut self, path: &str, method: &'static Method, parts: impl Iterator<Item = &'a str>) -> RunSpec {
        let mut run = RunSpec::of(method.id);
        let mut given: Vec<(&str, &str)> = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            if given.iter().any(|(k, _)| *k == key) {
                self.notices.push(twice(&format!("{path}.{key}"), value));
            } else {
                given.push((key, value));
            }
        }
        // The convention and the schedules come first: what else is allowed depends on them.
        let rank = |key: &str| (key != "form", !key.ends_with(".schedule"));
        for (key, value) in sorted(given, |a, b| rank(a.0).cmp(&rank(b.0))) {
            let said = run_key(path, method, &mut run, key, value);
            self.say(said);
        }
        run
    }

    /// What is known of a list of layers; the usual ones where nothing is.
    #[inline(never)]
    fn see(&mut self, value: &str) {
        let mut see = See::NOTHING;
        for id in value.split(',').filter(|id| !id.is_empty()) {
            match See::named(id) {
                Ok(layer) => see = see.and(layer),
                Err(notice) => self.notices.push(notice),
            }
        }
        if see != See::NOTHING || value.is_empty() {
            self.experiment.see = see;
        }
    }

    #[inline(never)]
    fn keep(&mut self, key: &str, value: &str, changes: bool) {
        let message = format!(
            "{key}={value} is not in this version of Descent yet: it is kept in the link, and the race runs without it."
        );
        let notice = if changes { Notice::problem(key, value, message) } else { Notice::note(key, value, message) };
        self.notices.push(notice);
        self.experiment.kept.push((key.to_owned(), value.to_owned()));
    }

    /// Steps within the limits, where `n` was `written`.
    #[inline(never)]
    fn budget(&mut self, written: &str) {
        if let Err((most, notice)) = check::steps(&self.experiment) {
            self.experiment.n = most;
            let mut notice = as_written(notice, written);
            notice.message += &format!(" n={most} is used.");
            self.notices.push(notice);
        }
    }
}

/// The ids of a list that are allowed, each once; the others get a notice.
#[inline(never)]
fn list(value: &str, check: impl Fn(&str) -> Result<(), Notice>, notices: &mut Vec<Notice>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in value.split(',').filter(|id| !id.is_empty()) {
        match check(id) {
            Ok(()) if ids.iter().any(|known| known == id) => {}
            Ok(()) => ids.push(id.to_owned()),
            Err(notice) => notices.push(notice),
        }
    }
    ids
}

#[inline(never)]
fn run_key(path: &str, method: &'static Method, run: &mut RunSpec, key: &str, value: &str) -> Result<(), Notice> {
    let at = format!("{path}.{key}");
    match key {
        "form" => run.form = Some(check::form(at, method, value)?),
        "label" => run.label = Some(decode(value)).filter(|label| !label.is_empty()),
        "tol" => run.tol = Some(tolerance(&at, value)?),
        "xtol" => run.xtol = Some(tolerance(&at, value)?),
        "bounds" => run.bounds = Some(bounds(&at, value)?),
        "noise" => run.noise = Some(noise(&at, value)?),
        "batch" => run.batch = Some(batch(&at, value)?),
        _ => match key.split_once('.') {
            Some((key, name)) => return schedule_key(&at, method, run, key, name, value),
            None => {
                let param = method.param(key).ok_or_else(|| check::unknown_key(&at, key, method))?;
                // The word for "not given" may be given.
                if param.absent() != Some(value) {
                    run.set.insert(key.to_owned(), in_range(&at, param, value)?);
                }
            }
        },
    }
    Ok(())
}

#[inline(never)]
fn schedule_key(
    at: &str,
    method: &'static Method,
    run: &mut RunSpec,
    key: &str,
    name: &str,
    value: &str,
) -> Result<(), Notice> {
    let follower = method.param(key).ok_or_else(|| check::unknown_key(at, key, method))?;
    if !follower.scheduled {
        return Err(Notice::problem(at, value, format!("{key} of {} takes no schedule.", method.name)));
    }
    if name == "schedule" {
        let id = check::schedule(at.to_owned(), value)?.id.to_owned();
        run.schedules.insert(key.to_owned(), ScheduleSpec { id, set: Default::default() });
        return Ok(());
    }
    let Some(spec) = run.schedules.get_mut(key) else {
        let message = format!("{at}={value} has no schedule to belong to: {key}.schedule=… names one.");
        return Err(Notice::problem(at, value, message));
    };
    let params = schedules::find(&spec.id).map_or(&[] as &[Param], |s| s.params);
    let Some(param) = params.iter().find(|p| p.key == name) else {
        let known = params.iter().map(|p| p.key.to_owned()).collect::<Vec<_>>();
        let message = format!("The schedule {} has no {name:?}; it has {}.", spec.id, none(&known));
        return Err(Notice::problem(at, value, message));
    };
    let number = in_range(at, &check::ranged(param, follower), value)?;
    spec.set.insert(name.to_owned(), number);
    Ok(())
}

fn in_range(at: &str, param: &Param, text: &str) -> Result<f64, Notice> {
    let value = number(text).map_err(|why| not_a(at, text, why, &format!("{} is allowed", check::allowed(param))))?;
    check::param(at.to_owned(), param, value).map(|()| value)
}

fn tolerance(at: &str, text: &str) -> Result<f64, Notice> {
    let value = number(text).map_err(|why| not_a(at, text, why, "a number from 0 up is allowed"))?;
    check::tolerance(at, value).map(|()| value)
}

fn noise(at: &str, text: &str) -> Result<f64, Notice> {
    let allowed = format!("a number from 0 to {} is allowed", write(limits::NOISE));
    let value = number(text).map_err(|why| not_a(at, text, why, &allowed))?;
    check::noise(at, value).map(|()| value)
}

/// A batch size; `full` is 0.
fn batch(at: &str, text: &str) -> Result<u32, Notice> {
    if text == "full" {
        return Ok(0);
    }
    let allowed = format!("a whole number from 1 to {} or full is allowed", limits::BATCH);
    let size = number(text).ok().filter(|n| n.fract() == 0.0 && (1.0..=f64::from(limits::BATCH)).contains(n));
    size.map(|n| n as u32).ok_or_else(|| not_a(at, text, "is no batch size", &allowed))
}

/// The id at the beginning of a value of `data`.
fn set(value: &str) -> &str {
    value.split('~').next().unwrap_or("")
}

pub(super) fn whole(key: &str, text: &str) -> Result<u32, Notice> {
    let whole = number(text).ok().filter(|n| n.fract() == 0.0 && *n >= 0.0).map(|n| n.min(f64::from(u32::MAX)) as u32);
    whole.ok_or_else(|| {
        not_a(key, text, "is not a whole number", &format!("a whole number from 0 to {} is allowed", limits::STEPS))
    })
}

/// What is said of a number that is larger than any that is kept says it as it was `written`.
#[cold]
fn as_written(mut notice: Notice, written: &str) -> Notice {
    let kept = u32::MAX.to_string();
    if notice.value == kept {
        notice.message = notice.message.replacen(&kept, written, 1);
        notice.value = written.to_owned();
    }
    notice
}

pub(super) fn choice<T: Copy>(key: &str, text: &str, choices: &[(&str, T)]) -> Result<T, Notice> {
    let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    found.ok_or_else(|| {
        not_a(key, text, "is unknown", &format!("{} are allowed", ids(choices.iter().map(|(name, _)| *name))))
    })
}

fn four(at: &str, text: &str, infinite: bool, allowed: &str) -> Result<[f64; 4], Notice> {
    let one = |piece: &str| match piece.trim_start_matches(['-', '+']) {
        "inf" if infinite => Ok(if piece.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY }),
        _ => number(piece),
    };
    let numbers: Vec<f64> =
        text.split(',').map(one).collect::<Result<_, _>>().map_err(|why| not_a(at, text, why, allowed))?;
    numbers.try_into().map_err(|_| not_a(at, text, "is not four numbers", allowed))
}

fn bounds(at: &str, text: &str) -> Result<Bounds, Notice> {
    if text == "own" {
        return Ok(Bounds::Own);
    }
    let b = Bounds::Box(four(at, text, true, "own, or xmin,xmax,ymin,ymax with inf where there is none, is allowed")?);
    check::bounds(at.to_owned(), b).map(|()| b)
}

fn area(text: &str) -> Result<[f64; 4], Notice> {
    let b = four("box", text, false, "xmin,xmax,ymin,ymax is allowed")?;
    check::area(b).map(|()| b)
}

pub(super) fn not_a(path: &str, value: &str, why: &str, allowed: &str) -> Notice {
    let shown = if value.is_empty() { "(nothing)" } else { value };
    Notice::problem(path, value, format!("{path}={shown} {why}: {allowed}."))
}

fn twice(path: &str, value: &str) -> Notice {
    Notice::note(path, value, format!("{path} is given twice: the first counts, {value} is left out."))
}

fn none(list: &[String]) -> String {
    if list.is_empty() { "none".to_owned() } else { ids(list.iter().map(String::as_str)) }
}
