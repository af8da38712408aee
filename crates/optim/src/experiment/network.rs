//! Experiments with networks: a link with the key `net`. It has keys of its own, runs like those of the plane, and no start: the seed gives one.

use super::link::{Reader, choice, not_a, pairs, whole};
use super::text::{encode, ids, number, write};
use super::write::run;
use super::{Experiment, Notice, RunSpec, Theme, VERSION, check};
use crate::catalog::{Default, Kind, Param, Scale};
use crate::optimizers;
use serde::{Deserialize, Serialize};

/// Bounds of what may be asked for.
pub mod limits {
    /// Hidden layers.
    pub const LAYERS: usize = 8;
    /// Units of a hidden layer.
    pub const UNITS: u32 = 1000;
    /// Examples of a batch.
    pub const BATCH: u32 = 1_000_000;
    /// Epochs.
    pub const EPOCHS: u32 = 1000;
    /// The share that is held out.
    pub const SPLIT: f64 = 0.95;
    /// The penalty's factor.
    pub const L2: f64 = 10.0;
    /// Bytes of the name of data.
    pub const NAME: usize = 60;
    pub use super::super::limits::{SEED, SEEDS};
}

/// A number of an experiment with a network.
const fn number_of(key: &'static str, name: &'static str, about: &'static str, most: f64) -> Param {
    Param {
        kind: Kind::Whole,
        default: Default::Fixed(1.0),
        min: 1.0,
        max: most,
        slider: (1.0, most),
        scale: Scale::Log,
        ..Param::named(key, "", name, about)
    }
}

/// The numbers that can be given, as forms show them. The key is the link's.
pub const PARAMS: &[Param] = &[
    Param {
        min: 0.0,
        slider: (1.0, 10_000.0),
        default: Default::Fixed(500.0),
        ..number_of(
            "batch",
            "batch",
            "The examples of a step; 0 takes all of them in every step.",
            limits::BATCH as f64,
        )
    },
    Param {
        slider: (1.0, 100.0),
        default: Default::Fixed(10.0),
        ..number_of("epochs", "epochs", "How often all examples are seen.", limits::EPOCHS as f64)
    },
    Param {
        kind: Kind::Number,
        default: Default::Fixed(0.5),
        min: 0.0,
        slider: (0.0, limits::SPLIT),
        scale: Scale::Linear,
        ..number_of(
            "split",
            "held out",
            "The share of the training set that is not trained on but validated on: its last part.",
            limits::SPLIT,
        )
    },
    Param {
        kind: Kind::Number,
        default: Default::Fixed(0.0),
        min: 0.0,
        slider: (1e-6, 0.1),
        ..number_of(
            "l2",
            "L2 penalty",
            "λ of the penalty λ ΣW² that is part of the loss; biases are not penalized.",
            limits::L2,
        )
    },
    Param {
        min: 0.0,
        slider: (0.0, 100.0),
        scale: Scale::Linear,
        ..number_of(
            "seed",
            "seed",
            "Of the first weights and of the order of the examples; the same for all methods.",
            limits::SEED as f64,
        )
    },
    Param {
        slider: (1.0, limits::SEEDS as f64),
        scale: Scale::Linear,
        ..number_of(
            "seeds",
            "seeds",
            "With how many seeds, one after the other, each method is trained; curves then show the middle and a band.",
            limits::SEEDS as f64,
        )
    },
];

/// What the units of the hidden layers do with their sums.
#[derive(Clone, Copy, Debug, std::default::Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// max(z, 0). Nair, Hinton (2010), *Rectified Linear Units Improve Restricted Boltzmann Machines*, ICML.
    #[default]
    Relu,
    /// tanh z.
    Tanh,
    /// 1 / (1 + exp(−z)).
    Sigmoid,
}

impl Activation {
    /// All of them, by the word used in links.
    pub const ALL: [(&'static str, Activation); 3] =
        [("relu", Activation::Relu), ("tanh", Activation::Tanh), ("sigmoid", Activation::Sigmoid)];
}

/// How the weights begin: evenly spread over ±limit; biases begin at 0.
#[derive(Clone, Copy, Debug, std::default::Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Init {
    /// limit = √(6 / (inputs + outputs)). Glorot, Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*, AISTATS, eq. 16;
    /// Keras's `GlorotUniform`.
    #[default]
    Glorot,
    /// limit = √(6 / inputs). He, Zhang, Ren, Sun (2015), *Delving Deep into Rectifiers*, ICCV, eq. 10; Keras's `HeUniform`.
    He,
}

impl Init {
    /// All of them, by the word used in links.
    pub const ALL: [(&'static str, Init); 2] = [("glorot", Init::Glorot), ("he", Init::He)];

    /// The greatest size of a weight of a layer.
    pub fn limit(self, inputs: usize, outputs: usize) -> f64 {
        let fan = match self {
            Init::Glorot => inputs + outputs,
            Init::He => inputs,
        };
        (6.0 / fan as f64).sqrt()
    }
}

/// What the charts' x-axis counts.
#[derive(Clone, Copy, Debug, std::default::Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// Steps: batches.
    Steps,
    /// Epochs.
    #[default]
    Epochs,
    /// Seconds of training.
    Seconds,
}

/// What the x-axis can count, by the word used in links.
pub const AXES: [(&str, Axis); 3] = [("steps", Axis::Steps), ("epochs", Axis::Epochs), ("seconds", Axis::Seconds)];
const THEMES: [(&str, Theme); 2] = [("light", Theme::Light), ("dark", Theme::Dark)];

/// The word for no hidden layer.
const NONE: &str = "none";
/// The word for a batch of all examples.
const FULL: &str = "full";

/// An experiment with a network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// The units of the hidden layers.
    pub net: Vec<u32>,
    /// What these units do.
    #[serde(default)]
    pub act: Activation,
    /// How the weights begin.
    #[serde(default)]
    pub init: Init,
    /// λ of the penalty λ ΣW² that is part of the loss; biases are not penalized.
    #[serde(default)]
    pub l2: f64,
    /// The name of the data.
    pub data: String,
    /// The runs.
    pub o: Vec<RunSpec>,
    /// The examples of a step; 0 is all.
    pub batch: u32,
    /// How often all examples are seen.
    pub epochs: u32,
    /// The share of the training set that is held out: its last part.
    pub split: f64,
    /// The seed of the first weights and of the order of the examples.
    pub seed: u32,
    /// How many seeds, one after the other, each run is made with.
    pub seeds: u32,
    /// What the charts' x-axis counts.
    #[serde(default)]
    pub axis: Axis,
    /// The page's colours; the system's when `None`.
    #[serde(default)]
    pub theme: Option<Theme>,
    /// A heading.
    #[serde(default)]
    pub title: Option<String>,
    /// A question to the reader before training.
    #[serde(default)]
    pub ask: Option<String>,
    /// Keys of the grammar that this version keeps without acting on them.
    #[serde(default)]
    pub kept: Vec<(String, String)>,
}

/// The default of `o`: the lecture's five, as Keras has them.
pub const DEFAULT_RUNS: &str = "gd~form=keras;rmsprop~form=keras;adam~form=keras;adagrad~form=keras;nadam~form=keras";

impl std::default::Default for Network {
    /// The lecture's network, as it trains it.
    fn default() -> Network {
        let mut reader = Reader { experiment: Experiment::default(), notices: Vec::new() };
        reader.runs(DEFAULT_RUNS);
        let runs = reader.experiment.normal().o;
        Network {
            net: vec![100, 100, 50],
            act: Activation::Relu,
            init: Init::Glorot,
            l2: 0.0,
            data: "digits".to_owned(),
            o: runs,
            batch: 500,
            epochs: 10,
            split: 0.5,
            seed: 1,
            seeds: 1,
            axis: Axis::Epochs,
            theme: None,
            title: None,
            ask: None,
            kept: Vec::new(),
        }
    }
}

/// An experiment with a network as it was read, with what is to be said about its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The experiment: valid, whatever the text was.
    pub experiment: Network,
    /// What was not taken as it stands, in the order of the grammar's keys.
    pub notices: Vec<Notice>,
}

/// The keys of a network, in the grammar's order.
const KEYS: &[&str] = &[
    "v", "net", "act", "init", "l2", "data", "o", "batch", "epochs", "split", "seed", "seeds", "axis", "theme",
    "title", "ask",
];
/// Keys that are kept without acting on them.
const KEPT: &[&str] = &["see", "hide", "lock"];
/// Keys of the plane that mean nothing to a network.
const PLANE: &[&str] = &["f", "p", "pts", "x0", "n", "tol", "xtol", "bounds", "noise", "box", "k"];

/// The address of the page of networks: the fragment if it has a `v`, else the query, else the fragment; where neither is of a network, the default.
pub fn address(fragment: &str, query: &str) -> Reading {
    let says_version = pairs(fragment).iter().any(|(key, _)| key == "v");
    let first = if says_version { [fragment, query] } else { [query, fragment] };
    let found = first.into_iter().find_map(read);
    found.unwrap_or_else(|| Reading { experiment: Network::default(), notices: Vec::new() })
}

/// Whether a link is a network's.
pub fn is(text: &str) -> bool {
    pairs(text).iter().any(|(key, _)| key == "net")
}

/// Reads a link's text if it is a network's, which the key `net` says; a leading `#` or `?` is allowed.
pub fn read(text: &str) -> Option<Reading> {
    is(text).then(|| {
        let mut reader = Reader { experiment: Experiment::default(), notices: Vec::new() };
        let mut network = Network::default();
        let keys: Vec<&str> = [KEYS, KEPT, PLANE].concat();
        let given = reader.given(text, &keys);
        let value = |key: &str| given.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        reader.version(value("v"));
        for key in KEYS {
            if let Some(value) = value(key) {
                let said = self::key(&mut network, &mut reader, key, value);
                reader.say(said);
            }
        }
        for key in KEPT {
            if let Some(value) = value(key) {
                let message = format!("{key}={value} is not in this version of Descent yet: it is kept in the link.");
                reader.notices.push(Notice::note(*key, value, message));
                network.kept.push(((*key).to_owned(), value.to_owned()));
            }
        }
        for key in PLANE {
            if let Some(value) = value(key) {
                let message = format!("{key}={value} belongs to experiments in the plane: it is left out.");
                reader.notices.push(Notice::problem(*key, value, message));
            }
        }
        Reading { experiment: network, notices: reader.notices }
    })
}

fn key(network: &mut Network, reader: &mut Reader, key: &str, value: &str) -> Result<(), Notice> {
    match key {
        "net" => network.net = layers(value)?,
        "act" => network.act = choice(key, value, &Activation::ALL)?,
        "init" => network.init = choice(key, value, &Init::ALL)?,
        "l2" => network.l2 = real(key, value, limits::L2)?,
        "data" => network.data = name(value)?,
        "o" => {
            // What leaves no run leaves those of the plane's default, which are not meant.
            reader.experiment.o.clear();
            reader.runs(value);
            let (runs, notices) = trainable(std::mem::take(&mut reader.experiment).normal().o);
            reader.notices.extend(notices);
            if !runs.is_empty() {
                network.o = runs;
            }
        }
        "batch" if value == FULL => network.batch = 0,
        "batch" => network.batch = within(key, value, 1, limits::BATCH)?,
        "epochs" => network.epochs = within(key, value, 1, limits::EPOCHS)?,
        "split" => network.split = real(key, value, limits::SPLIT)?,
        "seed" => network.seed = within(key, value, 0, limits::SEED)?,
        "seeds" => network.seeds = within(key, value, 1, limits::SEEDS)?,
        "axis" => network.axis = choice(key, value, &AXES)?,
        "theme" => network.theme = Some(choice(key, value, &THEMES)?),
        "title" => network.title = Some(value.to_owned()).filter(|text| !text.is_empty()),
        "ask" => network.ask = Some(value.to_owned()).filter(|text| !text.is_empty()),
        _ => {}
    }
    Ok(())
}

fn layers(value: &str) -> Result<Vec<u32>, Notice> {
    if value == NONE {
        return Ok(Vec::new());
    }
    let layers: Vec<u32> =
        value.split(',').map(|units| within("net", units, 1, limits::UNITS)).collect::<Result<_, _>>()?;
    check::at_most("net", "hidden layers", layers.len(), limits::LAYERS).map(|()| layers)
}

fn within(key: &str, text: &str, least: u32, most: u32) -> Result<u32, Notice> {
    let value = whole(key, text)?;
    let fits = (least..=most).contains(&value);
    fits.then_some(value).ok_or_else(|| {
        not_a(key, text, "is out of range", &format!("a whole number from {least} to {most} is allowed"))
    })
}

fn real(key: &str, text: &str, most: f64) -> Result<f64, Notice> {
    let allowed = format!("a number from 0 to {} is allowed", write(most));
    let value = number(text).map_err(|why| not_a(key, text, why, &allowed))?;
    (0.0..=most).contains(&value).then_some(value).ok_or_else(|| not_a(key, text, "is out of range", &allowed))
}

fn name(value: &str) -> Result<String, Notice> {
    let allowed = format!("a name of 1 to {} bytes is allowed", limits::NAME);
    let fits = (1..=limits::NAME).contains(&value.len());
    fits.then(|| value.to_owned()).ok_or_else(|| not_a("data", value, "is no name", &allowed))
}

/// Those of the runs that can train a network, without what belongs to the plane, and what is to be said of the others.
fn trainable(runs: Vec<RunSpec>) -> (Vec<RunSpec>, Vec<Notice>) {
    let (mut kept, mut notices) = (Vec::new(), Vec::new());
    for (index, run) in runs.into_iter().enumerate() {
        let path = format!("runs[{index}]");
        match optimizers::find(&run.method) {
            Some(method) if method.trains() => {
                let own = RunSpec {
                    tol: None,
                    xtol: None,
                    bounds: None,
                    noise: None,
                    batch: None,
                    kept: Vec::new(),
                    ..run.clone()
                };
                if own != run {
                    let message = format!(
                        "{path}={}: tol, xtol, bounds, noise and batch of a run belong to the plane: they are left out.",
                        run.method
                    );
                    notices.push(Notice::problem(path.as_str(), run.method.as_str(), message));
                }
                if method.full_batch {
                    let message = format!("{path}={}: a step takes all examples, whatever batch says.", run.method);
                    notices.push(Notice::note(path, run.method, message));
                }
                kept.push(own);
            }
            _ => {
                let known = ids(optimizers::CATALOG.iter().filter(|m| m.full_batch).map(|m| m.name));
                let message = format!(
                    "{path}={} does not train networks: first-order methods and {known} do. It is left out.",
                    run.method
                );
                notices.push(Notice::problem(path, run.method, message));
            }
        }
    }
    (kept, notices)
}

impl Network {
    /// The experiment as a link text without `#`. Reading it again gives the same experiment, and writing that the same bytes.
    pub fn link(&self) -> String {
        let normal = Network::default();
        let mut out = vec![format!("v={VERSION}")];
        let mut put =
            |key: &str, value: Option<String>| out.extend(value.map(|value| format!("{key}={}", encode(&value))));
        let layers: Vec<String> = self.net.iter().map(u32::to_string).collect();
        put("net", Some(if layers.is_empty() { NONE.to_owned() } else { layers.join(",") }));
        put("act", (self.act != normal.act).then(|| word(&Activation::ALL, self.act)));
        put("init", (self.init != normal.init).then(|| word(&Init::ALL, self.init)));
        put("l2", (self.l2 != normal.l2).then(|| write(self.l2)));
        put("data", (self.data != normal.data).then(|| self.data.clone()));
        put("o", (self.o != normal.o).then(|| self.o.iter().map(run).collect::<Vec<_>>().join(";")));
        let batch = || if self.batch == 0 { FULL.to_owned() } else { self.batch.to_string() };
        put("batch", (self.batch != normal.batch).then(batch));
        put("epochs", (self.epochs != normal.epochs).then(|| self.epochs.to_string()));
        put("split", (self.split != normal.split).then(|| write(self.split)));
        put("seed", (self.seed != normal.seed).then(|| self.seed.to_string()));
        put("seeds", (self.seeds != normal.seeds).then(|| self.seeds.to_string()));
        put("axis", (self.axis != normal.axis).then(|| word(&AXES, self.axis)));
        for (key, value) in &self.kept {
            put(key, Some(value.clone()));
        }
        put("theme", self.theme.map(|theme| word(&THEMES, theme)));
        put("title", self.title.clone());
        put("ask", self.ask.clone());
        out.join("&")
    }
}

fn word<T: PartialEq>(words: &[(&str, T)], value: T) -> String {
    words.iter().find(|(_, v)| *v == value).map_or_else(String::new, |(word, _)| (*word).to_owned())
}
