//! The experiment: everything that a link says, as data. Links, the page's form, the command line and tests all speak it.
//!
//! [`link::read`] and [`Experiment::link`] turn it from and into text by the grammar in `docs/LINKS.md`. An experiment that was
//! read is valid; one that was put together by hand is checked when a [`Race`](crate::race::Race) is made of it.

pub mod chance;
pub mod check;
pub mod class;
pub mod link;
mod map;
pub mod network;
pub mod see;
pub mod text;
mod write;

use crate::catalog::{Form, Param};
use crate::data::{self, Data, Model};
use crate::functions::{self, Function};
pub use crate::notice::{Level, Notice};
use litemap::LiteMap;
pub use see::See;
use serde::{Deserialize, Serialize};

/// The version of the grammar and of all defaults.
pub const VERSION: u32 = 1;

/// What the page opens on when it is given nothing: the lecture's race. From one start in one box four of five methods find a global
/// minimum of the camel; L-BFGS-B's first trial lies on the bound and is accepted, and it ends in another one.
pub const OPENING: &str = "v=1&o=gd~xtol=0.0001;cg;bfgs;newton-cg;lbfgsb&n=60&bounds=own";

/// Bounds of what may be asked for, so that no link can stop a page.
pub mod limits {
    /// Bytes of a link.
    pub const TEXT: usize = 8 * 1024;
    /// Runs of a race.
    pub const RUNS: usize = 16;
    /// Starts of a race.
    pub const STARTS: usize = 8;
    /// Steps of all runs together.
    pub const STEPS: u32 = 1_000_000;
    /// Examples that all runs together may read in batches.
    pub const EXAMPLES: u64 = 1_000_000_000;
    /// Examples of a batch.
    pub const BATCH: u32 = 1_000_000;
    /// Own points.
    pub const POINTS: usize = 200;
    /// Seeds of a race.
    pub const SEEDS: u32 = 16;
    /// The greatest seed.
    pub const SEED: u32 = 1_000_000_000;
    /// The greatest standard deviation of noise.
    pub const NOISE: f64 = 1e6;
}

/// What is minimized.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A built-in function, by its id.
    Builtin(String),
    /// A formula in x, y and named knobs.
    Formula(String),
    /// The mean loss over examples.
    Data(DataSpec),
}

/// A set of data; its knobs are the experiment's `p`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataSpec {
    /// The id of the set.
    pub id: String,
    /// The id of the model; the set's own when `None`.
    #[serde(default)]
    pub model: Option<String>,
    /// Own points: input and output of each.
    #[serde(default)]
    pub pts: Vec<[f64; 2]>,
}

impl DataSpec {
    /// The set, if there is one with this id.
    pub fn data(&self) -> Option<&'static Data> {
        data::find(&self.id)
    }

    /// The model that is fitted.
    pub fn model(&self) -> Option<&'static Model> {
        self.model.as_deref().map_or(self.data().map(|data| data.model), data::models::find)
    }
}

impl Source {
    /// The built-in function, if it is one.
    pub fn function(&self) -> Option<&'static Function> {
        match self {
            Source::Builtin(id) => functions::find(id),
            Source::Formula(_) | Source::Data(_) => None,
        }
    }

    /// The set of data, if it is one.
    pub fn data(&self) -> Option<&'static Data> {
        if let Source::Data(spec) = self { spec.data() } else { None }
    }

    /// What it is called in a link: a built-in's id, the text of a formula, the id of a set of data.
    pub fn text(&self) -> &str {
        match self {
            Source::Builtin(text) | Source::Formula(text) => text,
            Source::Data(spec) => &spec.id,
        }
    }

    /// The knobs that it has before anything is typed: none of a formula.
    pub fn knobs(&self) -> &'static [Param] {
        match self {
            Source::Builtin(id) => functions::find(id).map_or(&[], |function| function.knobs),
            Source::Data(spec) => spec.data().map_or(&[], |data| data.knobs),
            Source::Formula(_) => &[],
        }
    }
}

/// A constraint on the variables: xmin, xmax, ymin, ymax; infinities allowed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bounds {
    /// The function's own box.
    Own,
    /// These.
    Box([f64; 4]),
}

/// What the charts' x-axis counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// Steps.
    #[default]
    Steps,
    /// Evaluations of value, gradient and Hessian together.
    Evals,
    /// The length of the path.
    Length,
    /// The examples that were read.
    Examples,
}

impl Axis {
    /// All of them with the ids used in links, the default first.
    pub const ALL: [(&'static str, Axis); 4] =
        [("steps", Axis::Steps), ("evals", Axis::Evals), ("length", Axis::Length), ("examples", Axis::Examples)];

    /// The id used in links.
    pub fn id(self) -> &'static str {
        Axis::ALL[self as usize].0
    }
}

/// The page's colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
}

/// The schedule of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduleSpec {
    /// The schedule's id.
    pub id: String,
    /// Its parameters where they differ from the defaults.
    #[serde(default, deserialize_with = "map::read")]
    pub set: LiteMap<String, f64>,
}

/// A run: a method with its parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunSpec {
    /// The method's id.
    pub method: String,
    /// The convention; the method's first when `None`.
    #[serde(default)]
    pub form: Option<Form>,
    /// Parameters where they differ from the defaults.
    #[serde(default, deserialize_with = "map::read")]
    pub set: LiteMap<String, f64>,
    /// Schedules of parameters.
    #[serde(default, deserialize_with = "map::read")]
    pub schedules: LiteMap<String, ScheduleSpec>,
    /// A name of its own.
    #[serde(default)]
    pub label: Option<String>,
    /// Its own tolerance on the gradient.
    #[serde(default)]
    pub tol: Option<f64>,
    /// Its own tolerance on the step.
    #[serde(default)]
    pub xtol: Option<f64>,
    /// Its own bounds.
    #[serde(default)]
    pub bounds: Option<Bounds>,
    /// Its own noise.
    #[serde(default)]
    pub noise: Option<f64>,
    /// Its own batch size; 0 is all examples.
    #[serde(default)]
    pub batch: Option<u32>,
    /// Keys of the grammar that this version keeps without acting on them.
    #[serde(default)]
    pub kept: Vec<(String, String)>,
}

impl RunSpec {
    /// The method with all its defaults.
    pub fn of(method: &str) -> RunSpec {
        RunSpec {
            method: method.to_owned(),
            form: None,
            set: LiteMap::new(),
            schedules: LiteMap::new(),
            label: None,
            tol: None,
            xtol: None,
            bounds: None,
            noise: None,
            batch: None,
            kept: Vec::new(),
        }
    }
}

/// An experiment in the plane.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Experiment {
    /// What is minimized.
    pub f: Source,
    /// Values of the function's knobs where they differ from the defaults; for a formula, of every knob.
    #[serde(default, deserialize_with = "map::read")]
    pub p: LiteMap<String, f64>,
    /// The starts; the function's own when empty.
    #[serde(default)]
    pub x0: Vec<[f64; 2]>,
    /// The runs.
    pub o: Vec<RunSpec>,
    /// The most steps a run may take.
    pub n: u32,
    /// A run ends when the largest component of its gradient is at most this; 0 is off.
    pub tol: f64,
    /// A run ends when its next step would be shorter than this; 0 is off.
    pub xtol: f64,
    /// Constraints for the methods that respect them.
    #[serde(default)]
    pub bounds: Option<Bounds>,
    /// The standard deviation of the noise on the gradient.
    #[serde(default)]
    pub noise: f64,
    /// The examples of a step, where there is data; 0 is all.
    #[serde(default)]
    pub batch: u32,
    /// The seed of everything random.
    #[serde(default = "one")]
    pub seed: u32,
    /// With how many seeds, this one and those after it, every run is made.
    #[serde(default = "one")]
    pub seeds: u32,
    /// The view; the function's box when `None`.
    #[serde(rename = "box", default)]
    pub area: Option<[f64; 4]>,
    /// The step shown.
    #[serde(default)]
    pub k: Option<u32>,
    /// What the charts' x-axis counts.
    #[serde(default)]
    pub axis: Axis,
    /// The layers and panels shown.
    #[serde(default)]
    pub see: See,
    /// The parts of the page that are hidden.
    #[serde(default)]
    pub hide: Vec<String>,
    /// What cannot be changed on the page: a key, a parameter of all runs (`rate`) or of one (`0.rate`).
    #[serde(default)]
    pub lock: Vec<String>,
    /// The page's colours; the system's when `None`.
    #[serde(default)]
    pub theme: Option<Theme>,
    /// A heading.
    #[serde(default)]
    pub title: Option<String>,
    /// A question to the reader before playing.
    #[serde(default)]
    pub ask: Option<String>,
    /// Keys of the grammar that this version keeps without acting on them.
    #[serde(default)]
    pub kept: Vec<(String, String)>,
}

/// The first seed, and how many there are, where nothing else is said.
fn one() -> u32 {
    1
}

/// The default of `o` in version 1 of the grammar.
pub const DEFAULT_RUNS: &str = "gd;momentum;adam;bfgs;lbfgsb";

impl Default for Experiment {
    /// What a link means that says nothing but its version.
    fn default() -> Experiment {
        Experiment {
            f: Source::Builtin("sixhump".to_owned()),
            p: LiteMap::new(),
            x0: Vec::new(),
            o: DEFAULT_RUNS.split(';').map(RunSpec::of).collect(),
            n: 200,
            tol: 1e-8,
            xtol: 0.0,
            bounds: None,
            noise: 0.0,
            batch: 0,
            seed: 1,
            seeds: 1,
            area: None,
            k: None,
            axis: Axis::Steps,
            see: See::default(),
            hide: Vec::new(),
            lock: Vec::new(),
            theme: None,
            title: None,
            ask: None,
            kept: Vec::new(),
        }
    }
}

/// The view of a formula that brings none.
pub const FORMULA_AREA: [f64; 4] = [-5.0, 5.0, -5.0, 5.0];
/// The start of a formula that brings none.
pub const FORMULA_START: [f64; 2] = [-4.0, 4.0];

impl Experiment {
    /// The view: what is given, else the function's box.
    pub fn view(&self) -> [f64; 4] {
        self.area.unwrap_or_else(|| self.own_area())
    }

    /// The function's own box.
    pub fn own_area(&self) -> [f64; 4] {
        let of_data = || self.f.data().map_or(FORMULA_AREA, |data| data.area);
        self.f.function().map_or_else(of_data, |f| f.area)
    }

    /// The starts: those given, else the function's own.
    pub fn starts(&self) -> Vec<[f64; 2]> {
        if self.x0.is_empty() { vec![self.own_start()] } else { self.x0.clone() }
    }

    /// The function's own start.
    pub fn own_start(&self) -> [f64; 2] {
        let of_data = || self.f.data().map_or(FORMULA_START, |data| data.start);
        self.f.function().map_or_else(of_data, |f| f.start)
    }

    /// Whether anything in it may be random.
    pub fn may_be_random(&self) -> bool {
        let usual = self.noise == 0.0 && self.batch == 0 && self.seed == 1 && self.seeds == 1;
        !usual || self.f.data().is_some() || self.o.iter().any(|run| run.noise.is_some() || run.batch.is_some())
    }

    /// All seeds.
    pub fn all_seeds(&self) -> std::ops::Range<u32> {
        self.seed..self.seed.saturating_add(self.seeds)
    }

    /// How many runs there are: of each method, from each start, with each seed.
    pub fn runs(&self) -> usize {
        self.o.len() * self.x0.len().max(1) * self.seeds as usize
    }

    /// The batch size of a run, of so many examples; `None` where it sees all of them in every step.
    pub fn batch_of(&self, run: &RunSpec, examples: u32) -> Option<u32> {
        let size = run.batch.unwrap_or(self.batch);
        Some(size).filter(|size| *size > 0 && *size < examples)
    }

    /// How many examples all runs together read in a step in their batches.
    pub fn examples_a_step(&self) -> u64 {
        self.f.data().map_or(0, |data| self.examples_of(data))
    }

    #[cold]
    #[inline(never)]
    fn examples_of(&self, data: &Data) -> u64 {
        let own = if let Source::Data(spec) = &self.f { spec.pts.len() as u32 } else { 0 };
        let n = data.knobs.iter().find(|knob| knob.key == "n");
        let n = n.map_or(own, |n| self.p.get("n").copied().unwrap_or_else(|| n.default(Form::Lecture)) as u32);
        let read: u64 = self.o.iter().filter_map(|run| self.batch_of(run, n)).map(u64::from).sum();
        read * (self.x0.len().max(1) as u64) * u64::from(self.seeds)
    }

    /// The constraint in force: xmin, xmax, ymin, ymax.
    pub fn bounds_of(&self, run: &RunSpec) -> Option<[f64; 4]> {
        run.bounds.or(self.bounds).map(|b| match b {
            Bounds::Own => self.own_area(),
            Bounds::Box(b) => b,
        })
    }
}
