//! The ground that runs move on, ready to be drawn: samples, levels, contour lines and bands of an objective.

use crate::bands::{Bands, bands};
use crate::contour::{Line, contours};
use crate::field::Field;
use crate::levels::{Level, levels};
use crate::view::Area;
use descent_optim::objective::Objective;

/// How many contour levels a plot has.
pub const LEVELS: usize = 20;

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
    /// Samples `objective` over `area` on `nx` by `ny` nodes and finds about [`LEVELS`] levels.
    pub fn new(objective: &dyn Objective, area: Area, nx: usize, ny: usize) -> Ground {
        Ground::of(Field::sample(objective, area, nx, ny), LEVELS)
    }

    /// The ground of a sampled field with about `n` levels.
    pub fn of(field: Field, n: usize) -> Ground {
        let levels = levels(&field, n);
        Ground::at(field, levels)
    }

    /// The ground of a sampled field with given levels, so that they stay while something else changes.
    pub fn at(field: Field, levels: Vec<Level>) -> Ground {
        let values = Level::values(&levels);
        let lines = contours(&field, &values);
        let bands = bands(&field, &values, &lines);
        Ground { field, levels, lines, bands }
    }
}
