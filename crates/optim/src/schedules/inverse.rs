//! ```text
//! v_k = v / (1 + d k)
//! ```
//! Robbins and Monro (1951), *A Stochastic Approximation Method*; Keras' `InverseTimeDecay` with `decay_steps` 1.

use crate::catalog::{Default, Kind, Param, Scale};
use crate::curve::{Grip, Handle, Sum, Sums};
use crate::setting::Schedule;

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
    handles: || {
        vec![
            Handle::FIRST,
            Handle {
                name: "where it has halved",
                at: |base, p| [1.0 / p.get("decay"), base / 2.0],
                along: Some(Grip { key: "decay", value: |_, _, k| 1.0 / k.max(1e-6) }),
                up: None,
            },
        ]
    },
    sums: |base, p| {
        let d = p.get("decay");
        if d <= 0.0 || base <= 0.0 {
            return Sums::constant(base);
        }
        // The first terms as they are, the others by Euler and Maclaurin's formula.
        let term = |k: u32| 1.0 / (1.0 + d * f64::from(k));
        let last = term(1000);
        let rest = last / d + last * last / 2.0 + d * last * last * last / 6.0;
        let squares = (0..1000).map(|k| term(k) * term(k)).sum::<f64>() + rest;
        Sums {
            values: Sum::Diverges,
            squares: Sum::Converges(base * base * squares),
            why: "It falls like 1/k, whose sum grows without end, as a logarithm does; the squares fall like 1/k², whose sum is finite.",
        }
    },
};
