//! ```text
//! v_k = v k/w                                                k < w
//! v_k = v_end + (v − v_end) (1 + cos(π (k − w)/(T − w))) / 2   w ≤ k < T, then v_end
//! ```
//! As Optax's `warmup_cosine_decay_schedule` from 0: T counts the warm-up. Keras' `decay_steps` does not.

use super::{END, end_at, half_cosine, steps};
use crate::catalog::Param;
use crate::curve::{Grip, Handle, OWN, Sums};
use crate::setting::Schedule;

pub(super) const SCHEDULE: Schedule = Schedule {
    id: "warmup-cosine",
    name: "Warm-up, then cosine",
    rule: "v·k/w for k < w, then v_end + (v − v_end)·(1 + cos(π·(k − w)/(T − w)))/2",
    about: "Rises in a straight line from 0 for w steps, then half a cosine down to the end value at step T, which counts the warm-up. \
            The first step has rate 0.",
    params: &[
        Param { min: 0.0, ..steps("warmup", "w", "warm-up", "The number of steps in which it rises from 0.", 10.0) },
        END,
        steps("period", "T", "period", "The step at which the end value is reached, warm-up included.", 100.0),
    ],
    python: &[
        "if k < warmup:",
        "    return v * k / warmup",
        "share = (k - warmup) / (period - warmup) if period > warmup else 1",
        "return end + (v - end) * 0.5 * (1 + np.cos(np.pi * min(share, 1)))",
    ],
    value: |base, k, p| {
        let (k, warmup) = (f64::from(k), p.get("warmup"));
        if k < warmup {
            return base * k / warmup;
        }
        let rest = (p.get("period") - warmup).max(0.0);
        half_cosine(base, p.get("end"), if rest > 0.0 { (k - warmup) / rest } else { 1.0 })
    },
    handles: || {
        vec![
            Handle {
                name: "end of the warm-up",
                at: |base, p| [p.get("warmup"), base],
                along: Some(Grip::of("warmup")),
                up: Some(Grip::of(OWN)),
            },
            end_at("period", |_, p| [p.get("period"), p.get("end")]),
        ]
    },
    sums: |base, p| Sums::ending(base, p, SCHEDULE.value, p.get("period").max(p.get("warmup"))),
};
