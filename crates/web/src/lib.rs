//! The page's module: the only crate that knows the page's JavaScript. Thin, conversion only.
//!
//! Calls are coarse: the catalog once, a [`Race`](race::Race) made from an experiment and advanced in slices, a
//! [`Plot`](plot::Plot) and [`Charts`](chart::Charts) that draw on canvases they are handed. What is wrong with an
//! experiment arrives as an `Error` with `path`, `value` and `column`. A panic ends the instance; the page keeps the
//! experiment and offers to begin again.

pub mod boundary;
pub mod catalog;
pub mod chart;
pub mod edit;
pub mod examples;
pub mod inspector;
pub mod plot;
pub mod race;
pub mod reading;
mod replays;
pub mod schedule;
pub mod space;
mod strokes;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use descent_boundary::canvas;
pub use descent_take::{Gif, Qr, Webm};

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of Descent that this module was built from.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Says panics in the console where the module was built with checks.
#[wasm_bindgen(start)]
pub fn start() {
    descent_boundary::say_panics();
}
