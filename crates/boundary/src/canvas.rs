//! A canvas made ready for drawing in pixels of the page.

use descent_scene::pen::UNIT;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The context of a canvas; `None` where the browser has none to give.
pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// An empty canvas with coordinates in CSS pixels; `ratio` is the number of its own pixels in one of those.
pub fn cleared(canvas: &HtmlCanvasElement, ratio: f64) -> Option<CanvasRenderingContext2d> {
    let context = context(canvas)?;
    context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).ok()?;
    context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    in_pixels(&context, ratio);
    Some(context)
}

/// Coordinates in CSS pixels, round joints, no dashes.
pub fn in_pixels(context: &CanvasRenderingContext2d, ratio: f64) {
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.set_line_join("round");
    context.set_line_cap("round");
    let _ = context.set_line_dash(&js_sys::Array::new());
}

/// A backend for scene's pens, which count in fractions of a pixel.
pub fn backend(canvas: &HtmlCanvasElement, ratio: f64) -> Option<CanvasBackend> {
    let context = context(canvas)?;
    let unit = ratio / UNIT;
    context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0).ok()?;
    context.set_line_join("round");
    let _ = context.set_line_dash(&js_sys::Array::new());
    CanvasBackend::with_canvas_object(canvas.clone())
}

/// A dash pattern as the context takes it.
pub fn dashes(lengths: &[f64]) -> JsValue {
    lengths.iter().copied().map(JsValue::from).collect::<js_sys::Array>().into()
}
