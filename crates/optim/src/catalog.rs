//! How a method, a function or a schedule describes itself: names, parameters with their defaults and ranges, and where
//! it comes from. Forms, validation, documentation and tests read these descriptors; nothing states a default twice.

use serde::Serialize;

/// The convention followed where published libraries disagree about a rule of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// The textbook's: Goodfellow, Bengio, Courville, *Deep Learning* (2016), algorithms 8.1 to 8.7.
    Lecture,
    /// PyTorch's `torch.optim`.
    Pytorch,
    /// Optax's aliases.
    Optax,
    /// Keras 3's optimizers.
    Keras,
}

impl Form {
    /// All conventions, in the order in which people are shown them.
    pub const ALL: [Form; 4] = [Form::Lecture, Form::Pytorch, Form::Optax, Form::Keras];

    /// The word used in links.
    pub fn id(self) -> &'static str {
        match self {
            Form::Lecture => "lecture",
            Form::Pytorch => "pytorch",
            Form::Optax => "optax",
            Form::Keras => "keras",
        }
    }
}

/// Where a rule or a function comes from.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Reference {
    /// The authors, as a citation names them.
    pub authors: &'static str,
    /// The year of publication.
    pub year: u16,
    /// The title of the paper or book.
    pub title: &'static str,
    /// The journal, proceedings or publisher.
    pub source: &'static str,
    /// The algorithm, equation, section or page meant.
    pub place: &'static str,
}

/// The value that a parameter has when nothing is given.
#[derive(Clone, Copy, Debug)]
pub enum Default {
    /// The same under every convention.
    Fixed(f64),
    /// One value for each convention that the method offers.
    ByForm(&'static [(Form, f64)]),
}

/// How a control for a number moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Equal distances are equal differences.
    Linear,
    /// Equal distances are equal ratios.
    Log,
    /// Equal distances are equal ratios of the distance to 1: right for 0.9, 0.99, 0.999.
    ToOne,
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A real number in the range.
    Number,
    /// A whole number in the range.
    Whole,
    /// Off (0) or on (1).
    Flag,
}

/// A parameter of a method, a function or a schedule.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// The key used in links.
    pub key: &'static str,
    /// The symbol used in formulas.
    pub symbol: &'static str,
    /// What it is, in a few words.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// What values it takes.
    pub kind: Kind,
    /// Its value when it is not given. NaN where a feature is off unless a value is given (clipping).
    pub default: Default,
    /// The least value allowed.
    pub min: f64,
    /// The greatest value allowed.
    pub max: f64,
    /// The part of the range that a slider covers.
    pub slider: (f64, f64),
    /// How a slider moves through it.
    pub scale: Scale,
    /// Whether it may follow a schedule.
    pub scheduled: bool,
}

impl Param {
    /// The default under `form`: the first listed convention's where `form` is not listed.
    pub fn default(&self, form: Form) -> f64 {
        match self.default {
            Default::Fixed(value) => value,
            Default::ByForm(list) => list.iter().find(|(f, _)| *f == form).unwrap_or(&list[0]).1,
        }
    }

    /// Whether `value` is one that the parameter takes.
    pub fn allows(&self, value: f64) -> bool {
        (self.min..=self.max).contains(&value)
            && match self.kind {
                Kind::Number => true,
                Kind::Whole => value.fract() == 0.0,
                Kind::Flag => value == 0.0 || value == 1.0,
            }
    }
}

/// Values of parameters by key, complete: every parameter of the descriptor has one.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// The convention in force.
    pub form: Form,
    list: Vec<(&'static str, f64)>,
}

impl Values {
    /// The defaults of `params` under `form`, replaced by what `given` says.
    pub fn of(params: &[Param], form: Form, given: impl Fn(&str) -> Option<f64>) -> Values {
        let list = params.iter().map(|p| (p.key, given(p.key).unwrap_or_else(|| p.default(form)))).collect();
        Values { form, list }
    }

    /// The value of the parameter `key`.
    ///
    /// # Panics
    /// When the descriptor has no such parameter: a mistake in the descriptor's own file, which the test of the
    /// whole catalog finds.
    pub fn get(&self, key: &str) -> f64 {
        let found = self.list.iter().find(|(k, _)| *k == key);
        found.unwrap_or_else(|| panic!("the descriptor has no parameter {key:?}")).1
    }

    /// Whether the flag `key` is on.
    pub fn flag(&self, key: &str) -> bool {
        self.get(key) != 0.0
    }
}
