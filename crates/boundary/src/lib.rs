//! What the modules of the pages share where Rust meets JavaScript: plain objects, errors that name a control, canvases, sliders, and the
//! descriptors from which forms are made.

pub mod canvas;
pub mod descriptors;
pub mod plain;
pub mod slider;

pub use plain::{fault, plain};

/// Says panics in the console, with the place in the source.
pub fn say_panics() {
    std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
}
