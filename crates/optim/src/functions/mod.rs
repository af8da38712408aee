//! The built-in functions of the plane, one a file.
//!
//! A function's file holds the formula written over a generic scalar, and a `FUNCTION` that describes it. The list at the
//! end of this file is the catalog; a test fails when a file is missing from it.

use crate::catalog::{Default, Form, Kind, Param, Reference, Scale, Values};
use crate::objective::Objective;

/// What a critical point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// A minimum: no lower value nearby.
    Minimum,
    /// A saddle: lower values in some directions, higher ones in others.
    Saddle,
    /// A maximum: no higher value nearby.
    Maximum,
    /// A point where the Hessian does not decide.
    Degenerate,
}

/// A built-in function as it describes itself.
pub struct Function {
    /// The id used in links, fixed for ever.
    pub id: &'static str,
    /// The name that people read.
    pub name: &'static str,
    /// The formula in the grammar of links, with the knobs by their keys. Typed as it stands, it gives the same bits.
    pub formula: &'static str,
    /// What it teaches, in a sentence.
    pub about: &'static str,
    /// Where it comes from.
    pub reference: Reference,
    /// The box: xmin, xmax, ymin, ymax.
    pub area: [f64; 4],
    /// The start that a race gets when none is given.
    pub start: [f64; 2],
    /// A rate at which gradient descent makes sense here.
    pub rate: f64,
    /// The knobs.
    pub knobs: &'static [Param],
    /// Known critical points in the box, at the default knobs.
    pub points: &'static [(Nature, [f64; 2])],
    /// The objective with the knobs set.
    pub build: fn(&Values) -> Box<dyn Objective>,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Function({})", self.id)
    }
}

impl Function {
    /// The knobs at their defaults.
    pub fn defaults(&self) -> Values {
        Values::of(self.knobs, Form::Lecture, |_| None)
    }
}

/// The built-in function with this id.
pub fn find(id: &str) -> Option<&'static Function> {
    CATALOG.iter().copied().find(|function| function.id == id)
}

/// The survey that most of the functions are numbered in, and where in it.
const fn survey(place: &'static str) -> Reference {
    Reference {
        authors: "Jamil, Yang",
        year: 2013,
        title: "A literature survey of benchmark functions for global optimisation problems",
        source: "International Journal of Mathematical Modelling and Numerical Optimisation 4(2)",
        place,
    }
}

/// A knob: a real number that is set once for a race.
#[allow(clippy::too_many_arguments)]
const fn knob(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    about: &'static str,
    default: f64,
    (min, max): (f64, f64),
    slider: (f64, f64),
    scale: Scale,
) -> Param {
    let default = Default::Fixed(default);
    Param { key, symbol, name, about, kind: Kind::Number, default, min, max, slider, scale, scheduled: false }
}

/// The modules of the functions and their list, in the order in which people are shown them.
macro_rules! catalog {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// All built-in functions, in the order in which people are shown them.
        pub const CATALOG: &[&Function] = &[$(&$module::FUNCTION),*];
    };
}

catalog! {
    quadratic
    sphere
    illconditioned
    rosenbrock
    himmelblau
    sixhump
    threehump
    beale
    booth
    matyas
    goldstein
    styblinski
    ackley
    rastrigin
    griewank
    levy
    levy13
    easom
    mccormick
    eggholder
    branin
    saddle
    boundedsaddle
    monkey
    boundedmonkey
    plateau
    step
    cliff
    rnncliff
    flower
}
