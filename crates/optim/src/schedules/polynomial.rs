//! ```text
//! v_k = (v − v_end) (1 − min(k, τ)/τ)^p + v_end
//! ```
//! As Keras' `PolynomialDecay` and Optax's `polynomial_schedule`.

use super::{END, end_at, steps};
use crate::catalog::{Default, Kind, Param, Scale};
use crate::curve::{Grip, Handle, Sums};
use crate::math;
use crate::setting::Schedule;

pub(super) const SCHEDULE: Schedule = Schedule {
    id: "polynomial",
    name: "Polynomial",
    rule: "(v − v_end)·(1 − min(k, τ)/τ)^p + v_end",
    about: "Falls to the end value at step τ along a power and stays. With end value 0 the rates sum to a finite value: under noise it may stop on the way.",
    params: &[
        END,
        steps("tau", "τ", "until step", "The step at which the end value is reached.", 100.0),
        Param {
            key: "power",
            symbol: "p",
            name: "power",
            about: "1 is a straight line; larger values fall early.",
            kind: Kind::Number,
            default: Default::Fixed(2.0),
            min: 0.0,
            max: 100.0,
            slider: (0.5, 5.0),
            scale: Scale::Linear,
            scheduled: false,
        },
    ],
    python: &["return (v - end) * (1 - min(k / tau, 1)) ** power + end"],
    value: |base, k, p| {
        let left = 1.0 - (f64::from(k) / p.get("tau")).min(1.0);
        (base - p.get("end")) * math::pow(left, p.get("power")) + p.get("end")
    },
    handles: || {
        vec![
            Handle::FIRST,
            Handle {
                name: "half of the way",
                at: |base, p| {
                    [p.get("tau") / 2.0, p.get("end") + (base - p.get("end")) * math::pow(0.5, p.get("power"))]
                },
                along: None,
                up: Some(Grip {
                    key: "power",
                    value: |base, p, v| {
                        let share = ((v - p.get("end")) / (base - p.get("end"))).clamp(1e-30, 1.0);
                        math::ln(share) / math::ln(0.5)
                    },
                }),
            },
            end_at("tau", |_, p| [p.get("tau"), p.get("end")]),
        ]
    },
    sums: |base, p| Sums::ending(base, p, SCHEDULE.value, p.get("tau")),
};
