//! The values of an objective on a grid over a box of the plane.

use crate::view::{Area, Point};
use descent_optim::objective::Objective;

/// Values on a grid of `nx` by `ny` nodes, the outermost on the box's edges; rows run from ymin up.
#[derive(Clone, Debug)]
pub struct Field {
    area: Area,
    nx: usize,
    ny: usize,
    values: Vec<f64>,
    range: Option<[f64; 2]>,
    broken: usize,
}

impl Field {
    /// Samples `objective` (of two variables) over `area`, with at least two nodes each way.
    pub fn sample(objective: &dyn Objective, area: Area, nx: usize, ny: usize) -> Field {
        let (nx, ny) = (nx.max(2), ny.max(2));
        let mut field = Field { area, nx, ny, values: vec![f64::NAN; nx * ny], range: None, broken: 0 };
        field.resample(objective, area);
        field
    }

    /// Samples again, over another box or another objective, into the same memory.
    pub fn resample(&mut self, objective: &dyn Objective, area: Area) {
        self.area = area;
        let xs: Vec<f64> = (0..self.nx).map(|i| self.node_x(i)).collect();
        let ys: Vec<f64> = (0..self.ny).map(|j| self.node_y(j)).collect();
        objective.values_on_grid(&xs, &ys, &mut self.values);
        self.measure();
    }

    /// A field of given values (`[ny, nx]`, rows from ymin up).
    ///
    /// # Panics
    /// When there are not `nx · ny` values, or fewer than two nodes each way.
    pub fn from_values(area: Area, nx: usize, ny: usize, values: Vec<f64>) -> Field {
        assert!(nx >= 2 && ny >= 2 && values.len() == nx * ny, "a field of {nx} × {ny} has {} values", values.len());
        let mut field = Field { area, nx, ny, values, range: None, broken: 0 };
        field.measure();
        field
    }

    fn measure(&mut self) {
        let (mut low, mut high, mut broken) = (f64::INFINITY, f64::NEG_INFINITY, 0);
        for v in &self.values {
            if v.is_finite() {
                low = low.min(*v);
                high = high.max(*v);
            } else {
                broken += 1;
            }
        }
        self.broken = broken;
        self.range = (low <= high).then_some([low, high]);
    }

    /// The box that the grid covers.
    pub fn area(&self) -> Area {
        self.area
    }

    /// Nodes in x.
    pub fn nx(&self) -> usize {
        self.nx
    }

    /// Nodes in y.
    pub fn ny(&self) -> usize {
        self.ny
    }

    /// All values, `[ny, nx]`, rows from ymin up.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The value at node (`i`, `j`).
    pub fn at(&self, i: usize, j: usize) -> f64 {
        self.values[j * self.nx + i]
    }

    /// The least and the greatest finite value; `None` where no value is finite.
    pub fn range(&self) -> Option<[f64; 2]> {
        self.range
    }

    /// How many values are not finite.
    pub fn broken(&self) -> usize {
        self.broken
    }

    /// Whether the value at each node is finite, in the order of [`Field::values`].
    pub fn finite(&self) -> impl Iterator<Item = bool> + '_ {
        self.values.iter().map(|v| v.is_finite())
    }

    /// The data x of column `i`.
    pub fn node_x(&self, i: usize) -> f64 {
        along(self.area[0], self.area[1], i, self.nx)
    }

    /// The data y of row `j`.
    pub fn node_y(&self, j: usize) -> f64 {
        along(self.area[2], self.area[3], j, self.ny)
    }

    /// The data point of a position on the grid, counted in cells.
    pub fn to_data(&self, p: Point) -> Point {
        let [x0, x1, y0, y1] = self.area;
        let (sx, sy) = ((x1 - x0) / (self.nx - 1) as f64, (y1 - y0) / (self.ny - 1) as f64);
        [x0 + p[0] * sx, y0 + p[1] * sy]
    }

    /// The same field with a number in place of every value that is not finite: the greatest value, or the least for −∞.
    pub(crate) fn patched(&self) -> Field {
        let [low, high] = self.range.unwrap_or([0.0, 0.0]);
        let patch = |v: &f64| match v {
            v if v.is_finite() => *v,
            v if *v == f64::NEG_INFINITY => low,
            _ => high,
        };
        let values = self.values.iter().map(patch).collect();
        Field { values, broken: 0, range: Some([low, high]), ..*self }
    }
}

/// Node `i` of `n` evenly spaced ones, both ends exact.
fn along(from: f64, to: f64, i: usize, n: usize) -> f64 {
    if i + 1 == n { to } else { from + (to - from) * (i as f64 / (n - 1) as f64) }
}
