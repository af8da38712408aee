//! All set-up, build, serve, test and bench commands.

fn main() {}
