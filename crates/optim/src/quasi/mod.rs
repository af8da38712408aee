//! What methods know that remember only the last few steps: pairs of a step and the change of the gradient in it, the matrix that
//! they stand for, and the two minimizations of its model inside a box.

mod cauchy;
mod compact;
mod inverse;
mod pairs;
mod subspace;
mod window;

pub use cauchy::{Cauchy, cauchy_point};
pub use compact::Compact;
pub use inverse::Inverse;
pub use pairs::{Pair, Pairs};
pub use subspace::subspace_point;
