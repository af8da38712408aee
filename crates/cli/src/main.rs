//! `descent`.

fn main() {}
