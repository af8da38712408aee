//! ```text
//! v_k = v_end + (v − v_end) (1 + cos(π t/T_i)) / 2
//! ```
//! with t the steps since the last restart and T_i the length of the i-th period, `mult` times the one before.
//! Loshchilov and Hutter (2017), *SGDR: Stochastic Gradient Descent with Warm Restarts*, equation 5; PyTorch's
//! `CosineAnnealingWarmRestarts`.

use super::{END, end_at, half_cosine, steps};
use crate::catalog::Param;
use crate::curve::{Grip, Handle, Sum, Sums};
use crate::setting::Schedule;

pub(super) const SCHEDULE: Schedule = Schedule {
    id: "restarts",
    name: "Warm restarts",
    rule: "v_end + (v − v_end)·(1 + cos(π·t/Tᵢ))/2,  t steps since the last restart",
    about: "Half cosines one after the other, each period `mult` times as long as the one before. The value jumps back up at each restart; \
            the sum of squares diverges: under noise a floor remains.",
    params: &[
        steps("period", "T₀", "first period", "The length of the first period.", 50.0),
        Param {
            max: 100.0,
            slider: (1.0, 4.0),
            ..steps("mult", "m", "longer by", "How many times longer each period is.", 1.0)
        },
        END,
    ],
    python: &[
        "t = k",
        "if mult == 1:",
        "    t -= t // period * period",
        "while t >= period:",
        "    t, period = t - period, period * mult",
        "return end + (v - end) * 0.5 * (1 + np.cos(np.pi * t / period))",
    ],
    value: |base, k, p| {
        let (mut t, mut period, mult) = (f64::from(k), p.get("period"), p.get("mult"));
        if mult == 1.0 {
            t -= (t / period).floor() * period;
        } else {
            while t >= period {
                t -= period;
                period *= mult;
            }
        }
        half_cosine(base, p.get("end"), t / period)
    },
    handles: || {
        vec![
            Handle::FIRST,
            end_at("period", |_, p| [p.get("period"), p.get("end")]),
            Handle {
                name: "second restart",
                at: |_, p| [p.get("period") * (1.0 + p.get("mult")), p.get("end")],
                along: Some(Grip { key: "mult", value: |_, p, k| (k - p.get("period")) / p.get("period") }),
                up: Some(Grip::of("end")),
            },
        ]
    },
    sums: |base, p| {
        let still = p.get("period") == 1.0 && p.get("mult") == 1.0;
        if still || (base <= 0.0 && p.get("end") <= 0.0) {
            return Sums::constant(base);
        }
        let why = "It rises again in every period: both sums grow by as much for each step of it.";
        Sums { values: Sum::Diverges, squares: Sum::Diverges, why }
    },
};
