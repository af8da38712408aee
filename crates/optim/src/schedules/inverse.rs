//! ```text
//! v_k = v / (1 + d k)
//! ```
//! Robbins and Monro (1951), *A Stochastic Approximation Method*; Keras' `InverseTimeDecay` with `decay_steps` 1.

use crate::catalog::{Default, Kind, Param, Scale, Schedule};

pub(super) const SCHEDULE: Schedule = Schedule {
    id: "inverse",
    name: "Inverse time",
    rule: "v / (1 + d·k)",
    about: "Falls like 1/k. The sum of the rates diverges and the sum of their squares converges: under noise it arrives.",
    params: &[Param {
        key: "decay",
        symbol: "d",
        name: "decay",
        about: "How fast it falls: after 1/d steps it has halved.",
        kind: Kind::Number,
        default: Default::Fixed(0.1),
        min: 0.0,
        max: 1e6,
        slider: (1e-3, 10.0),
        scale: Scale::Log,
        scheduled: false,
    }],
    python: &["return v / (1 + decay * k)"],
    value: |base, k, p| base / (1.0 + p.get("decay") * f64::from(k)),
};
