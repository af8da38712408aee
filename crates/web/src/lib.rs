//! The page's module: the only crate that knows the page's JavaScript. Thin, conversion only.

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of Descent that this module was built from.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
