//! Line searches: how far to go along a direction. Every point that one tries goes into the log of trials.

mod backtracking;
pub(crate) mod brent;
mod interpolation;
mod line;
mod patience;
mod wolfe;

pub use backtracking::Backtracking;
pub use line::{Line, Search};
pub use patience::Patience;
pub use wolfe::Wolfe;
