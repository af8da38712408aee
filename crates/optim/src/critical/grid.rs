//! Where a search for critical points begins: nodes of a grid that stand out.

use super::surface::distance;
use crate::objective::Objective;
use crate::sort::sorted;

/// Nodes of the search grid in each direction: odd, so that the middle of the box, where people put minima, is a node.
const NODES: usize = 65;
/// The most starts of Newton's method in a search.
const MAX_STARTS: usize = 320;
/// The nodes that are starts for no other reason than their low value.
const LOWEST: usize = 16;

/// Values and gradients on a grid over the box.
pub(super) struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    values: Vec<f64>,
    gx: Vec<f64>,
    gy: Vec<f64>,
    width: f64,
    height: f64,
}

impl Grid {
    pub(super) fn new(objective: &dyn Objective, [x0, x1, y0, y1]: [f64; 4]) -> Grid {
        let (width, height) = ((x1 - x0) / (NODES - 1) as f64, (y1 - y0) / (NODES - 1) as f64);
        let xs: Vec<f64> = (0..NODES).map(|i| x0 + width * i as f64).collect();
        let ys: Vec<f64> = (0..NODES).map(|j| y0 + height * j as f64).collect();
        let [mut values, mut gx, mut gy] = [(); 3].map(|()| vec![0.0; NODES * NODES]);
        objective.gradients_on_grid(&xs, &ys, &mut values, &mut gx, &mut gy);
        Grid { xs, ys, values, gx, gy, width, height }
    }

    /// The diagonal of a cell.
    pub(super) fn cell(&self) -> f64 {
        distance([self.width, self.height], [0.0; 2])
    }

    pub(super) fn at(&self, node: usize) -> [f64; 2] {
        [self.xs[node % NODES], self.ys[node / NODES]]
    }

    pub(super) fn least(&self) -> f64 {
        self.values.iter().copied().fold(f64::INFINITY, crate::math::min)
    }

    /// The size of the gradient that nine tenths of the nodes do not reach.
    pub(super) fn typical_gradient(&self) -> f64 {
        let sizes = self.gx.iter().zip(&self.gy).map(|(x, y)| distance([*x, *y], [0.0; 2]));
        let sizes = sorted(sizes.filter(|size| size.is_finite()).collect(), f64::total_cmp);
        sizes.get(sizes.len() * 9 / 10).copied().unwrap_or(0.0)
    }

    /// The inner nodes, in rows.
    pub(super) fn inner(&self) -> impl Iterator<Item = usize> {
        let rows = 1..NODES - 1;
        rows.flat_map(|row| (1..NODES - 1).map(move |column| row * NODES + column))
    }

    /// The eight nodes around an inner one.
    pub(super) fn around(node: usize) -> [usize; 8] {
        let (up, down) = (node + NODES, node - NODES);
        [node + 1, up + 1, up, up - 1, node - 1, down - 1, down, down + 1]
    }

    /// Where Newton's method starts: cells in which both components of the gradient change sign, nodes where the
    /// gradient is smaller than around them, and the lowest nodes, in case the grid is coarser than the function's
    /// waves. The lowest come first.
    pub(super) fn starts(&self) -> Vec<[f64; 2]> {
        let mut starts: Vec<(f64, [f64; 2])> = Vec::new();
        for row in 0..NODES - 1 {
            for column in 0..NODES - 1 {
                let corner = row * NODES + column;
                let corners = [corner, corner + 1, corner + NODES, corner + NODES + 1];
                let changes = |g: &[f64]| corners.iter().any(|i| g[*i] <= 0.0) && corners.iter().any(|i| g[*i] >= 0.0);
                if changes(&self.gx) && changes(&self.gy) {
                    let [x, y] = self.at(corner);
                    starts.push((self.values[corner], [x + self.width / 2.0, y + self.height / 2.0]));
                }
            }
        }
        let size = |node: usize| distance([self.gx[node], self.gy[node]], [0.0; 2]);
        for node in self.inner() {
            let here = size(node);
            if Grid::around(node).iter().all(|other| here <= size(*other)) {
                starts.push((self.values[node], self.at(node)));
            }
        }
        let lowest = sorted(self.inner().collect(), |a, b| self.values[*a].total_cmp(&self.values[*b]));
        starts.extend(lowest[..LOWEST].iter().map(|node| (self.values[*node], self.at(*node))));
        let starts = sorted(starts, |a, b| a.0.total_cmp(&b.0));
        starts.into_iter().take(MAX_STARTS).map(|(_, at)| at).collect()
    }

    /// Inner nodes that are lower than all around them, lowest first.
    pub(super) fn low_nodes(&self) -> Vec<[f64; 2]> {
        let low = |node: &usize| {
            let here = self.values[*node];
            let around = Grid::around(*node).map(|other| self.values[other]);
            around.iter().all(|value| here <= *value) && around.iter().any(|value| here < *value)
        };
        let nodes = sorted(self.inner().filter(low).collect(), |a, b| self.values[*a].total_cmp(&self.values[*b]));
        nodes.into_iter().map(|node| self.at(node)).collect()
    }
}
