//! The built-in functions of the plane, one a file.

use crate::catalog::{Param, Reference, Values};
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
    /// The formula in the grammar of links, with the knobs by their keys.
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
