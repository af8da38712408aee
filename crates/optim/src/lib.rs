//! The core of Descent: objectives with exact derivatives, optimization methods, and the one loop that runs them.
//!
//! The data goes one way: `Experiment → Objective → Optimizer → Trajectory`. Nothing here draws, formats for
//! people, reads a clock or keeps global state, and the same experiment gives the same bits on every platform
//! (see [`math`]).

pub mod anatomy;
pub mod bounds;
pub mod catalog;
pub mod chain;
pub mod critical;
pub mod cure;
pub mod curve;
pub mod data;
pub mod decimal;
pub mod degree;
pub mod dense;
pub mod evaluator;
pub mod examples;
pub mod experiment;
pub mod formula;
pub mod functions;
pub mod jet;
pub mod math;
pub mod mean;
pub mod method;
pub mod minimize;
pub mod notice;
pub mod objective;
pub mod optimizer;
pub mod optimizers;
pub mod point;
pub mod presets;
pub mod quasi;
pub mod race;
pub mod random;
pub mod real;
pub mod run;
pub mod sampling;
pub mod scalar;
pub mod scatter;
pub mod schedules;
pub mod searches;
pub mod setting;
pub mod slider;
pub mod sort;
pub mod trajectory;
pub mod transforms;
pub mod vector;
pub mod verdict;
