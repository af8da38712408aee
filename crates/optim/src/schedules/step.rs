//! ```text
//! v_k = v · γ^⌊k/T⌋
//! ```
//! As PyTorch's `StepLR`.

use super::{factor, steps};
use crate::curve::{Grip, Handle, Sums};
use crate::math;
use crate::setting::Schedule;

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
    handles: || {
        vec![
            Handle::FIRST,
            Handle {
                name: "first drop",
                at: |base, p| [p.get("every"), base * p.get("factor")],
                along: Some(Grip::of("every")),
                up: Some(Grip { key: "factor", value: |base, _, v| if base > 0.0 { v / base } else { 1.0 } }),
            },
        ]
    },
    sums: |base, p| Sums::geometric(base, p.get("factor"), p.get("every")),
};
