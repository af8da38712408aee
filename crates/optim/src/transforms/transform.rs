//! What a link of the chain is.

use crate::anatomy::told::Told;
use crate::catalog::{Default, Param, Scale};
use crate::real::Real;

/// A link of the chain: it changes the gradient before the rule sees it.
pub trait Transform<R: Real> {
    /// Changes `g`, the gradient at `x`, in place. Both have the problem's dimension. `k` steps have been made.
    fn apply(&self, k: u32, x: &[R], g: &mut [R]);

    /// Tells its line of the rule; the gradient is taken at `at`.
    fn tell(&self, at: &str, told: &mut Told);
}

/// A limit on the gradient that is off unless it is given.
pub(super) const fn limit(key: &'static str, symbol: &'static str, name: &'static str, about: &'static str) -> Param {
    let default = Default::Absent("off");
    Param {
        default,
        min: 1e-12,
        max: 1e12,
        slider: (0.01, 100.0),
        scale: Scale::Log,
        ..Param::named(key, symbol, name, about)
    }
}
