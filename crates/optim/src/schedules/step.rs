//! ```text
//! v_k = v · γ^⌊k/T⌋
//! ```
//! As PyTorch's `StepLR`.

use super::{factor, steps};
use crate::catalog::Schedule;
use crate::math;

pub(super) const SCHEDULE: Schedule = Schedule {
    id: "step",
    name: "Step",
    rule: "v · γ^⌊k/T⌋",
    about: "Multiplied by the factor every T steps. The rates sum to a finite value: under noise it may stop on the way.",
    params: &[
        factor(0.5, "What the value is multiplied by each time."),
        steps("every", "T", "every", "The number of steps between two drops.", 30.0),
    ],
    python: &["return v * factor ** (k // every)"],
    value: |base, k, p| base * math::pow(p.get("factor"), (f64::from(k) / p.get("every")).floor()),
};
