//! The module of the page of networks. The page reads and writes links and draws curves with it; each of its workers trains with it.
//!
//! Two builds of it are published: one with WebAssembly's vectors, and one with relaxed multiply-add besides, which not every browser has. A worker
//! makes [`data::Files`] or the drawn digits into [`data::Data`], a [`training::Training`] from a link, and advances it in turns. What happened
//! crosses as columns, and the page gathers it in [`curves::Curves`].

pub mod catalog;
pub mod curves;
pub mod data;
pub mod line;
pub mod link;
pub mod look;
pub mod pictures;
pub mod quantity;
pub mod slice;
#[cfg(feature = "bench")]
pub mod speed;
pub mod training;

use wasm_bindgen::prelude::wasm_bindgen;

/// Says panics in the console where the module was built with checks.
#[wasm_bindgen(start)]
pub fn start() {
    descent_boundary::say_panics();
}
