//! The ground that runs move on, ready to be drawn: samples, levels, contour lines and bands of an objective.

use crate::bands::{Bands, bands};
use crate::contour::{Line, contours};
use crate::field::Field;
use crate::levels::{Level, levels};
use crate::view::{Area, Rect, View};
use descent_optim::objective::Objective;

/// How many contour levels suit a plot: 20, fewer where there is little room.
pub fn levels_for(frame: &Rect) -> usize {
    ((frame.width.min(frame.height) / 22.0) as usize).clamp(8, 20)
}

/// An objective over a box, ready to be drawn in any view of that box.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The samples.
    pub field: Field,
    /// The levels.
    pub levels: Vec<Level>,
    /// The contour lines at the levels.
    pub lines: Vec<Line>,
    /// The filled bands between the levels.
    pub bands: Bands,
}

impl Ground {
    /// Samples `objective` over `area` on `nx` by `ny` nodes, with up to 20 levels.
    pub fn new(objective: &dyn Objective, area: Area, nx: usize, ny: usize) -> Ground {
        Ground::of(Field::sample(objective, area, nx, ny), 20)
    }

    /// Samples `objective` over all that `view` shows, on `nodes` nodes along the longer side, and finds as many levels
    /// as suit the frame.
    pub fn in_view(objective: &dyn Objective, view: &View, nodes: usize) -> Ground {
        let frame = view.frame();
        let longer = frame.width.max(frame.height);
        let count = |side: f64| (nodes as f64 * side / longer).ceil() as usize;
        Ground::of(Field::sample(objective, view.area(), count(frame.width), count(frame.height)), levels_for(&frame))
    }

    /// The ground of a sampled field with about `n` levels.
    pub fn of(field: Field, n: usize) -> Ground {
        let levels = levels(&field, n);
        Ground::at(field, levels)
    }

    /// The same without filled bands, for whoever has the [shading](crate::shading) as pixels; with `lined` the contours.
    pub fn unfilled(field: Field, n: usize, lined: bool) -> Ground {
        let levels = levels(&field, n);
        let lines = if lined { contours(&field, &Level::values(&levels)) } else { Vec::new() };
        let bands = Bands::unfilled(&field);
        Ground { field, levels, lines, bands }
    }

    /// The ground of a sampled field with given levels, so that they stay while something else changes.
    pub fn at(field: Field, levels: Vec<Level>) -> Ground {
        let values = Level::values(&levels);
        let lines = contours(&field, &values);
        let bands = bands(&field, &values, &lines);
        Ground { field, levels, lines, bands }
    }
}
