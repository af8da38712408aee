//! Methods that learn curvature from gradients, and line searches: what they do step by step, in boxes, and on hopeless functions.

mod boxes;
mod degenerate;
mod literal;
mod problems;
mod search;
