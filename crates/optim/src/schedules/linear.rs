//! ```text
//! a = min(k/τ, 1)
//! v_k = (1 − a) v + a v_end
//! ```
//! Goodfellow et al. (2016), equation 8.14.

use super::{END, end_at, steps};
use crate::curve::{Handle, Sums};
use crate::setting::Schedule;

pub(super) const SCHEDULE: Schedule = Schedule {
    id: "linear",
    name: "Linear, then constant",
    rule: "(1 − a)·v + a·v_end,  a = min(k/τ, 1)",
    about: "Falls (or rises) in a straight line to the end value at step τ and stays. Where the end value is above 0, the sum of squares \
            diverges: under noise a floor remains.",
    params: &[END, steps("tau", "τ", "until step", "The step at which the end value is reached.", 100.0)],
    python: &["a = min(k / tau, 1)", "return (1 - a) * v + a * end"],
    value: |base, k, p| {
        let a = (f64::from(k) / p.get("tau")).min(1.0);
        (1.0 - a) * base + a * p.get("end")
    },
    handles: || vec![Handle::FIRST, end_at("tau", |_, p| [p.get("tau"), p.get("end")])],
    sums: |base, p| Sums::ending(base, p, SCHEDULE.value, p.get("tau")),
};
