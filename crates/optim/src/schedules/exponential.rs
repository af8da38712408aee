//! ```text
//! v_k = v · γ^k
//! ```
//! As PyTorch's `ExponentialLR`.

use super::factor;
use crate::curve::{Grip, Handle, Sums};
use crate::math;
use crate::setting::Schedule;

pub(super) const SCHEDULE: Schedule = Schedule {
    id: "exponential",
    name: "Exponential",
    rule: "v · γ^k",
    about: "Multiplied by the factor at every step. The rates sum to v/(1 − γ) only: a run that starts further away stops on the way.",
    params: &[factor(0.96, "What the value is multiplied by at every step.")],
    python: &["return v * factor**k"],
    value: |base, k, p| base * math::pow(p.get("factor"), f64::from(k)),
    handles: || {
        vec![
            Handle::FIRST,
            Handle {
                name: "where it has halved",
                at: |base, p| [math::ln(0.5) / math::ln(p.get("factor")), base / 2.0],
                along: Some(Grip { key: "factor", value: |_, _, k| math::exp(math::ln(0.5) / k.max(1e-9)) }),
                up: None,
            },
        ]
    },
    sums: |base, p| Sums::geometric(base, p.get("factor"), 1.0),
};
