//! ```text
//! v_k = v_end + (v − v_end) (1 + cos(π min(k, T)/T)) / 2
//! ```
//! Loshchilov and Hutter (2017), *SGDR*, equation 5, without restarts: it stays at the end value, as in Optax and Keras. PyTorch's
//! `CosineAnnealingLR` rises again after T.

use super::{END, end_at, half_cosine, steps};
use crate::curve::{Handle, Sums};
use crate::setting::Schedule;

pub(super) const SCHEDULE: Schedule = Schedule {
    id: "cosine",
    name: "Cosine",
    rule: "v_end + (v − v_end)·(1 + cos(π·min(k, T)/T))/2",
    about: "Half a cosine down to the end value at step T, where it stays. With end value 0 the rates sum to a finite value: under noise it may stop on the way.",
    params: &[END, steps("period", "T", "period", "The step at which the end value is reached.", 100.0)],
    python: &["return end + (v - end) * 0.5 * (1 + np.cos(np.pi * min(k / period, 1)))"],
    value: |base, k, p| half_cosine(base, p.get("end"), f64::from(k) / p.get("period")),
    handles: || vec![Handle::FIRST, end_at("period", |_, p| [p.get("period"), p.get("end")])],
    sums: |base, p| Sums::ending(base, p, SCHEDULE.value, p.get("period")),
};
