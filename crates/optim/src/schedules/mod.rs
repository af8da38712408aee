//! Values over steps, for every parameter that allows one. One file each; a schedule is added by its file and its word in the list.

use crate::catalog::{Default, Kind, Param, Scale, Values};
use crate::curve::{Grip, Handle};
use crate::math;
use crate::setting::Schedule;

/// Declares the modules of the catalog and the list of what they describe.
macro_rules! catalog {
    ($($module:ident)*) => {
        $(mod $module;)*
        /// All schedules, in the order in which people are shown them.
        pub static CATALOG: &[&Schedule] = &[$(&$module::SCHEDULE),*];
    };
}

catalog!(constant step exponential inverse linear polynomial cosine warmup_cosine restarts);

/// The schedule with this id.
pub fn find(id: &str) -> Option<&'static Schedule> {
    CATALOG.iter().find(|s| s.id == id).copied()
}

/// What holds a value where it is.
pub fn constant() -> &'static Schedule {
    &constant::SCHEDULE
}

/// A number of steps.
const fn steps(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    about: &'static str,
    default: f64,
) -> Param {
    let default = Default::Fixed(default);
    Param {
        kind: Kind::Whole,
        default,
        min: 1.0,
        max: 1e6,
        slider: (1.0, 1000.0),
        scale: Scale::Log,
        ..Param::named(key, symbol, name, about)
    }
}

/// The value that is reached at the end. Its range is that of the parameter that follows the schedule.
const END: Param = Param {
    key: "end",
    symbol: "v_end",
    name: "end value",
    about: "The value that is reached, in the range of the parameter itself.",
    kind: Kind::Number,
    default: Default::Fixed(0.0),
    min: 0.0,
    max: 1e6,
    slider: (0.0, 1.0),
    scale: Scale::Linear,
    scheduled: false,
};

/// What the value is multiplied by.
const fn factor(default: f64, about: &'static str) -> Param {
    Param {
        key: "factor",
        symbol: "γ",
        name: "factor",
        about,
        kind: Kind::Number,
        default: Default::Fixed(default),
        min: 0.0,
        max: 1.0,
        slider: (0.5, 1.0),
        scale: Scale::Linear,
        scheduled: false,
    }
}

/// Where the end value is reached, at the step that the parameter `key` says.
const fn end_at(key: &'static str, at: fn(f64, &Values) -> [f64; 2]) -> Handle {
    Handle { name: "where it ends", at, along: Some(Grip::of(key)), up: Some(Grip::of("end")) }
}

/// Half a cosine from `base` at 0 to `end` at `share` 1, where it stays.
fn half_cosine(base: f64, end: f64, share: f64) -> f64 {
    end + (base - end) * 0.5 * (1.0 + math::cos(std::f64::consts::PI * share.min(1.0)))
}
