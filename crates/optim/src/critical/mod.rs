//! The critical points of a function of the plane within a box: minima, saddles and maxima, for marking and for words.
//!
//! Known points (seeds) are sharpened by Newton's method on the gradient and classified by the eigenvalues of the exact
//! Hessian. Without seeds they are searched: gradients on a grid give cells where both components change sign and
//! points where the gradient is smallest, Newton's method starts from each, and kinked minima, which it cannot find,
//! are approached by a compass search. The search is a good eye, not a proof: what is narrower than a cell of the grid
//! can be missed.

mod grid;
mod surface;

use crate::functions::Nature;
use crate::objective::Objective;
use crate::sort::sorted;
use grid::Grid;
pub use surface::Point;
use surface::{Surface, distance};

/// The most points that are returned.
pub const MAX_POINTS: usize = 64;

/// The most compass searches.
const MAX_COMPASS: usize = 24;
/// More degenerate points than this lie on a curve or in a region, and marks on some of its points say nothing.
const MAX_DEGENERATE: usize = 6;

/// The critical points in `area` (xmin, xmax, ymin, ymax), lowest first, at most [`MAX_POINTS`].
///
/// `seeds` are the known ones, each with what it is said to be: that stays where the Hessian does not decide (kinks,
/// degenerate points, points on the border). Without seeds the box is searched; that takes about a millisecond, and
/// never hangs or panics, whatever the objective returns. Where there are too many, the lowest minima are kept.
pub fn points(objective: &dyn Objective, area: [f64; 4], seeds: &[(Nature, [f64; 2])]) -> Vec<Point> {
    if objective.dim() != 2 || !area.iter().all(|a| a.is_finite()) || area[0] >= area[1] || area[2] >= area[3] {
        return Vec::new();
    }
    let plane = Surface::new(objective, area);
    let points = if seeds.is_empty() { search(plane) } else { known(plane, seeds) };
    let mut points = sorted(points, |a, b| {
        (a.nature != Nature::Minimum, a.value)
            .partial_cmp(&(b.nature != Nature::Minimum, b.value))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    points.truncate(MAX_POINTS);
    sorted(points, |a, b| a.value.total_cmp(&b.value))
}

/// The points of the catalog: sharpened, and classified where the Hessian decides.
fn known(mut plane: Surface<'_>, seeds: &[(Nature, [f64; 2])]) -> Vec<Point> {
    let near = 1e-3 * plane.diagonal();
    let mut points: Vec<Point> = Vec::with_capacity(seeds.len());
    for (nature, seed) in seeds {
        let found = plane.newton(*seed, near, 20).filter(|at| distance(*at, *seed) <= near);
        let at = if plane.gradient_norm(*seed) == 0.0 { *seed } else { found.unwrap_or(*seed) };
        let mut point = plane.classify(at);
        let decided = found.is_some() && point.eigenvalues.is_some() && point.nature != Nature::Degenerate;
        if !decided {
            point.nature = *nature;
        }
        points.push(point);
    }
    mark_global(&mut points, f64::INFINITY, 1e-9);
    points
}

/// Marks the lowest minima as global, unless a value below them is known.
fn mark_global(points: &mut [Point], least_elsewhere: f64, tolerance: f64) {
    let minima = points.iter().filter(|point| point.nature == Nature::Minimum);
    let least = minima.map(|point| point.value).fold(f64::INFINITY, crate::math::min);
    let tolerance = tolerance * crate::math::max(1.0, least.abs());
    for point in points {
        let lowest = point.value <= least + tolerance && point.value <= least_elsewhere + tolerance;
        point.global = point.nature == Nature::Minimum && lowest;
    }
}

fn search(mut plane: Surface<'_>) -> Vec<Point> {
    let grid = Grid::new(plane.objective, plane.area);
    plane.steepness = grid.typical_gradient();
    if plane.steepness.is_nan() || plane.steepness <= 0.0 {
        return Vec::new();
    }
    let reach = 2.0 * grid.cell();
    let mut points: Vec<Point> = Vec::new();
    for start in grid.starts() {
        if let Some(at) = plane.newton(start, reach, 60) {
            plane.add(&mut points, at);
        }
    }
    let mut searches = 0;
    for start in grid.low_nodes() {
        let value = plane.objective.value(&start);
        let near = |p: &Point| p.value <= value && distance(p.at, start) <= 1.5 * grid.cell();
        let reached = points.iter().any(|p| p.nature == Nature::Minimum && near(p));
        if !reached && searches < MAX_COMPASS {
            searches += 1;
            let at = plane.compass(start, grid.cell());
            if distance(at, start) <= reach && plane.is_isolated_minimum(at) {
                plane.add_kink(&mut points, at);
            }
        }
    }
    if points.iter().filter(|point| point.nature == Nature::Degenerate).count() > MAX_DEGENERATE {
        points.retain(|point| point.nature != Nature::Degenerate);
    }
    for point in points.iter_mut().filter(|point| point.nature == Nature::Degenerate) {
        point.nature = plane.around(point.at);
    }
    let least = crate::math::min(grid.least(), plane.least_on_border());
    mark_global(&mut points, least, 1e-9);
    points
}
