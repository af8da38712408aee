//! What is seen, without a canvas: everything is computed in CSS pixels and drawn through any plotters backend.
//!
//! # From an objective to a picture
//! ```
//! use descent_scene::{bands::bands, contour::contours, field::Field, levels::{Level, levels}};
//! use descent_scene::view::{Rect, Scale, View};
//!
//! // The box is enlarged to fill the frame, with the same scale on x and y.
//! let view = View::new([-2.0, 2.0, -1.0, 1.0], Rect::new(44.0, 12.0, 640.0, 480.0), Scale::Equal);
//! // On the page: Field::sample(&objective, view.area(), 256, 256).
//! let values = (0..64 * 64).map(|i| f64::from(i % 64) * f64::from(i / 64)).collect();
//! let field = Field::from_values(view.area(), 64, 64, values);
//! let levels = levels(&field, 20);
//! let lines = contours(&field, &Level::values(&levels));
//! let filled = bands(&field, &Level::values(&levels), &lines);
//! assert!(!lines.is_empty() && !filled.rings.is_empty());
//! ```
//!
//! A picture has three layers: what stands still, the lines of the runs, and where the runs stand. A file takes them all
//! from [`plot`], as [`plot::draw_static`], [`plot::draw_lines`] and [`plot::draw_heads`]; all take a [`plot::PlotScene`],
//! which borrows a [`view::View`], a [`ground::Ground`], critical points and [`plot::Run`]s. The page, which draws in every
//! frame, has its [`shading`] as pixels, and strokes the pieces of a [`paths::Tracer`] itself, only what is new while it plays.
//!
//! # The parts
//! - [`view`]: data ↔ pixels, zoom, pan, fit; [`ticks`]: readable marks on axes.
//! - [`field`], [`levels`], [`contour`], [`bands`]: the ground, from samples to lines and filled polygons, in data units.
//! - [`paths`]: runs as polylines clipped to the plot, from any step to any step; which run is under the pointer.
//! - [`theme`]: colours, dashes and markers, stated once for canvas, SVG and legend; [`color`]: contrast and mixing.
//! - [`words`]: numbers for people; [`text`]: how wide they will be.
//! - [`shading`]: the bands as pixels, without their outlines.
//! - [`ground`]: field, levels, lines and bands in one; [`labels`]: numbers on contour lines.
//! - [`gradients`]: the gradient field as arrows; [`curvature`]: level sets of the Hessian's quadratic form.
//! - [`surface`]: the function in space, with the runs on it and what it hides of them.
//! - [`lanes`]: which runs take the same way and share their line.
//! - [`plot`] draws it all with the runs on top, in layers: what stands still, the lines (from the start, or only what is
//!   new), and where the runs stand; [`chart`] draws curves over steps; [`svg`] writes either as a file.
//! - [`examples`]: the examples of a finite sum, with the models of the runs; [`scatter`]: the gradients of its batches.
//! - [`code`]: a race as a program to take home.
//! - [`pen`]: lines, dashes, polygons, markers and texts on a plotters backend, in fractions of a pixel.
//!
//! # Invariants
//! Nothing here evaluates an optimizer, reads a clock, measures text, or fails: values that are not finite leave grey
//! ground, and points far away are clipped before they become whole numbers.

pub mod anatomy;
pub mod arrows;
pub mod axes;
pub mod bands;
pub mod chart;
pub mod code;
pub mod color;
pub mod contour;
pub mod curvature;
pub mod examples;
pub mod field;
pub mod gradients;
pub mod ground;
pub mod labels;
pub mod lanes;
pub mod levels;
pub mod mathml;
pub mod model;
pub mod names;
pub mod paths;
pub mod pen;
pub mod picture;
pub mod plot;
pub mod quantity;
pub mod report;
pub mod scatter;
pub mod schedule;
pub mod search;
pub mod sentences;
pub mod series;
pub mod shading;
mod sheet;
pub mod spread;
pub mod standing;
pub mod surface;
pub mod svg;
pub mod text;
pub mod theme;
mod thin;
pub mod ticks;
pub mod trials;
pub mod view;
pub mod walls;
pub mod words;
