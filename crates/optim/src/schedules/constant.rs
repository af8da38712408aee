//! ```text
//! v_k = v
//! ```

use crate::curve::{Handle, Sums};
use crate::setting::Schedule;

pub(super) const SCHEDULE: Schedule = Schedule {
    id: "constant",
    name: "Constant",
    rule: "v",
    about: "The same at every step. Under noise a run never comes to rest: it keeps a floor that is proportional to the rate.",
    params: &[],
    python: &["return v"],
    value: |base, _, _| base,
    handles: || vec![Handle::FIRST],
    sums: |base, _| Sums::constant(base),
};
