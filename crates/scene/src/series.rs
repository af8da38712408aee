//! A curve of a chart.

use crate::plot::Emphasis;
use crate::theme::Style;

/// One curve: entry k of both arrays belongs to iterate k; where one is longer, the rest of it is not shown.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// What the x-axis counts, never falling.
    pub xs: &'a [f64],
    /// What is shown. Entries that are not finite interrupt the curve.
    pub ys: &'a [f64],
    /// Colour, dash and marker.
    pub style: Style,
    /// How much it is brought forward.
    pub emphasis: Emphasis,
    /// Whether it shows how far a run has come: then it ends where it comes to rest, and what flies off leaves the chart.
    pub progress: bool,
    /// Stands at its end; empty where the marker says enough. The second curve of a run is thinner.
    pub name: &'a str,
    /// Which of the run's curves it is.
    pub part: usize,
}
