//! What the modules of the pages share where Rust meets JavaScript: plain objects, errors that name a control, canvases, sliders, and the
//! descriptors from which forms are made.

pub mod canvas;
pub mod descriptors;
pub mod plain;
pub mod slider;

pub use plain::{fault, plain};

/// Says panics in the console, with the place in the source, in a module that was built with checks. In a published one a panic is a trap without words.
pub fn say_panics() {
    if cfg!(debug_assertions) {
        std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
    }
}
