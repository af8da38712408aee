//! The plot: ground, contour lines and their labels, critical points, axes, and the runs on top.

mod ground;
mod heads;
mod lines;
mod margin;
mod parts;
mod texts;

use crate::pen::{Drawn, Surface, draw};
use ground::{draw_bands, draw_over_bands};
use heads::heads;
use lines::lines;
pub use lines::{ARROW, arrows, order};
pub use margin::frame;
pub use parts::{Emphasis, Inside, LAYERS, Mark, MarkKind, PlotScene, Run};
use plotters_backend::DrawingBackend;
pub use texts::labels_of;

/// Draws what does not move: page colour, ground, lines, labels, critical points, axes, legend.
pub fn draw_static<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &PlotScene<'_>) -> Drawn<B> {
    draw(backend, surface, |pen| {
        draw_bands(pen, scene);
        draw_over_bands(pen, scene, true);
    })
}

/// The same without the bands, for whoever has their [shading](crate::shading) as pixels; texts on contours are for a view
/// that stands still.
pub fn draw_over_shading<B: DrawingBackend>(
    backend: &mut B,
    surface: Surface,
    scene: &PlotScene<'_>,
    labelled: bool,
) -> Drawn<B> {
    draw(backend, surface, |pen| draw_over_bands(pen, scene, labelled))
}

/// Draws the runs: lines first, then where they stand.
pub fn draw_paths<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &PlotScene<'_>) -> Drawn<B> {
    draw_lines(backend, surface, scene)?;
    draw_heads(backend, surface, scene)
}

/// Draws the lines and dots of the runs from their starts.
pub fn draw_lines<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &PlotScene<'_>) -> Drawn<B> {
    draw(backend, surface, |pen| lines(pen, scene))
}

/// Draws the ring at each start, the marker where each run stands, and an arrow where one has left.
pub fn draw_heads<B: DrawingBackend>(backend: &mut B, surface: Surface, scene: &PlotScene<'_>) -> Drawn<B> {
    draw(backend, surface, |pen| heads(pen, scene))
}
