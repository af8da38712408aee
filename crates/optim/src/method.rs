//! How a method describes itself: what it is called, what it asks of a function, how it is put to work, where it comes from.

use crate::catalog::{Form, Param, Reference};
use crate::chain::{Chain, FirstOrder, Rule};
use crate::decimal;
use crate::optimizer::Optimizer;
use crate::setting::Setting;
use serde::Serialize;

/// What kind of method it is: the group in which people find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Family {
    /// A step along the gradient, with or without memory of its direction.
    #[serde(rename = "Gradient and momentum")]
    Gradient,
    /// A rate of its own for each coordinate.
    #[serde(rename = "Adaptive rates")]
    Adaptive,
    /// A direction from the gradients so far, a step from a line search.
    #[serde(rename = "Line search and quasi-Newton")]
    Quasi,
    /// The exact Hessian.
    #[serde(rename = "Second derivatives")]
    Newton,
    /// Values only.
    #[serde(rename = "Without derivatives")]
    Direct,
}

/// What a method asks of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Needs {
    /// Values only.
    Values,
    /// Gradients, and values where it searches along lines.
    Gradients,
    /// Hessians too.
    Hessians,
}

/// How a method is put to work on `dim` variables.
#[derive(Clone, Copy)]
pub enum Work {
    /// A first-order rule, the last link of a [`Chain`], in double precision and in single precision for networks.
    Rule {
        /// The rule over `f64`.
        double: fn(&Setting, usize) -> Box<dyn Rule<f64>>,
        /// The same over `f32`, with the feature `single`.
        #[cfg(feature = "single")]
        single: fn(&Setting, usize) -> Box<dyn Rule<f32>>,
    },
    /// A method that finds its whole step itself.
    Whole(fn(&Setting, usize) -> Box<dyn Optimizer>),
}

/// What a sensible rate is measured in, so that a method can be suggested one on any function.
#[derive(Clone, Copy, Debug)]
pub enum Suggest {
    /// The function's gradient-descent rate times this.
    OfRate(f64),
    /// The width of the function's box times this: the rate is a length in the plane.
    OfBox(f64),
    /// The method's default: its rate has no unit.
    Default,
}

/// A method in Python, for whoever takes a race home.
#[derive(Clone, Copy, Debug)]
pub enum Python {
    /// The body of a function of `s` (its parameters at this step as attributes, `form` among them, and room for its memory), `k` steps
    /// made, the iterate `x` and the chain's gradient `grad`, with `np` and `over`; it returns the step.
    Rule(&'static [&'static str]),
    /// SciPy's method of this name, which goes its own way to the same end.
    Scipy(&'static str),
    /// Too long for a script.
    None,
}

/// An optimizer of PyTorch's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Torch {
    /// Its class in `torch.optim`.
    pub class: &'static str,
    /// Its options as Python's keyword arguments, made of the parameters, which are attributes of `s`.
    pub options: &'static str,
    /// Whether its iterates are ours. Otherwise its line search goes another way to the same end.
    pub same: bool,
}

impl Torch {
    /// One that makes our iterates.
    pub const fn same(class: &'static str, options: &'static str) -> Torch {
        Torch { class, options, same: true }
    }
}

/// A method as it describes itself: one file in `optimizers/`.
pub struct Method {
    /// The id used in links, fixed for ever.
    pub id: &'static str,
    /// The name that people read.
    pub name: &'static str,
    /// The group in which people find it.
    pub family: Family,
    /// What it does and when to use it, in a sentence or two.
    pub about: &'static str,
    /// The update in code order, a line each, under the default convention.
    pub rule: &'static [&'static str],
    /// What the other conventions do differently; empty where they all agree.
    pub conventions: &'static str,
    /// Where the rule comes from.
    pub reference: Reference,
    /// The conventions on offer, the default one first.
    pub forms: &'static [Form],
    /// The parameters.
    pub params: &'static [Param],
    /// Whether the method takes care of weight decay itself, apart from the gradient.
    pub decoupled: bool,
    /// How to find a rate that suits a function.
    pub suggest: Suggest,
    /// On a quadratic with largest eigenvalue λ, constant rates below `limit / λ` converge and rates above it diverge; `None` where
    /// no such limit is known for the setting.
    pub limit: fn(&Setting) -> Option<f64>,
    /// What it asks of a function.
    pub needs: Needs,
    /// Whether it respects bounds.
    pub bounded: bool,
    /// Whether it trains networks too, on all examples at once, although it finds its whole step itself.
    pub full_batch: bool,
    /// How it is put to work.
    pub work: Work,
    /// The same in Python.
    pub python: Python,
    /// The optimizer of PyTorch's that goes the same way under this setting, if there is one. A function, so that its texts weigh nothing where no
    /// script is made.
    pub torch: fn(&Setting) -> Option<Torch>,
}

impl std::fmt::Debug for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Method({})", self.id)
    }
}

impl Method {
    /// A rate that makes sense on a function whose gradient-descent rate is `rate` and whose box is `area` (xmin, xmax, ymin, ymax), to one digit;
    /// the default where nothing is known.
    pub fn suggested_rate(&self, rate: Option<f64>, area: [f64; 4]) -> f64 {
        let default = self.param("rate").map_or(f64::NAN, |p| p.default(self.forms[0]));
        let raw = match self.suggest {
            Suggest::OfRate(times) => rate.map_or(default, |rate| times * rate),
            Suggest::OfBox(times) => times * (area[1] - area[0]),
            Suggest::Default => default,
        };
        decimal::read(&format!("{raw:.0e}")).unwrap_or(default)
    }

    /// Whether it trains networks.
    pub fn trains(&self) -> bool {
        self.full_batch || matches!(self.work, Work::Rule { .. })
    }

    /// The method at work on `dim` variables.
    pub fn optimizer(&self, setting: &Setting, dim: usize) -> Box<dyn Optimizer> {
        match self.work {
            Work::Rule { double, .. } => Box::new(FirstOrder::new(Chain::new(setting, double(setting, dim)), dim)),
            Work::Whole(build) => build(setting, dim),
        }
    }

    /// The parameter with this key.
    pub fn param(&self, key: &str) -> Option<&'static Param> {
        self.params.iter().find(|p| p.key == key)
    }
}
