//! Networks: the methods of the catalog train a multilayer perceptron.
//!
//! The same [`Chain`](descent_optim::chain::Chain) that steps a point of the plane steps all weights, in single precision. Nothing here reads a clock
//! or draws; everything random depends on the seed alone. The bits are the same at every run on one platform, and close across platforms.

pub mod activation;
pub mod data;
pub mod experiment;
pub mod network;
pub mod plane;
pub mod product;
pub mod record;
pub mod score;
pub mod softmax;
pub mod training;
