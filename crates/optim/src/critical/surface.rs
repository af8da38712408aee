//! The function in its box: zeros of its gradient, sharpened and named.

use crate::functions::Nature;
use crate::objective::Objective;
use nalgebra::{DMatrix, Matrix2, SymmetricEigen};

/// A critical point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Where it is.
    pub at: [f64; 2],
    /// The value there.
    pub value: f64,
    /// What it is.
    pub nature: Nature,
    /// The eigenvalues of the Hessian, the lesser first; none where the Hessian is not finite.
    pub eigenvalues: Option<[f64; 2]>,
    /// Whether it is a minimum and no lower value is known in the box. For points that were searched this is what the
    /// grid says, for known ones what is known.
    pub global: bool,
}

/// The ends of eight directions, evenly turned.
pub(super) const RING: [[f64; 2]; 8] = {
    let s = std::f64::consts::FRAC_1_SQRT_2;
    [[1.0, 0.0], [s, s], [0.0, 1.0], [-s, s], [-1.0, 0.0], [-s, -s], [0.0, -1.0], [s, -s]]
};

/// The objective with a place for its Hessian.
pub(super) struct Surface<'a> {
    pub(super) objective: &'a dyn Objective,
    pub(super) area: [f64; 4],
    hessian: DMatrix<f64>,
    /// A gradient that is steep in this box.
    pub(super) steepness: f64,
}

impl<'a> Surface<'a> {
    pub(super) fn new(objective: &'a dyn Objective, area: [f64; 4]) -> Surface<'a> {
        Surface { objective, area, hessian: DMatrix::zeros(2, 2), steepness: 0.0 }
    }

    pub(super) fn diagonal(&self) -> f64 {
        distance([self.area[0], self.area[2]], [self.area[1], self.area[3]])
    }

    pub(super) fn holds(&self, [x, y]: [f64; 2]) -> bool {
        let slack = 1e-9 * self.diagonal();
        let [x0, x1, y0, y1] = self.area;
        (x0 - slack..=x1 + slack).contains(&x) && (y0 - slack..=y1 + slack).contains(&y)
    }

    pub(super) fn gradient(&self, at: [f64; 2]) -> [f64; 2] {
        let mut gradient = [0.0; 2];
        self.objective.gradient(&at, &mut gradient);
        gradient
    }

    pub(super) fn gradient_norm(&self, at: [f64; 2]) -> f64 {
        distance(self.gradient(at), [0.0; 2])
    }

    /// Value, gradient and Hessian [xx, xy, yy].
    pub(super) fn model(&mut self, at: [f64; 2]) -> (f64, [f64; 2], [f64; 3]) {
        let mut gradient = [0.0; 2];
        let value = self.objective.hessian(&at, &mut gradient, &mut self.hessian);
        (value, gradient, [self.hessian[(0, 0)], self.hessian[(0, 1)], self.hessian[(1, 1)]])
    }

    /// A zero of the gradient near `start` in the box: Newton's method with steps of at most `reach`, halved until the
    /// gradient shrinks. It goes on until rounding stops it, because degenerate zeros are approached slowly.
    pub(super) fn newton(&mut self, start: [f64; 2], reach: f64, steps: usize) -> Option<[f64; 2]> {
        let mut at = start;
        let (_, mut gradient, mut hessian) = self.model(at);
        let mut size = distance(gradient, [0.0; 2]);
        let small = 1e-9 * crate::math::max(self.steepness, 1e-3);
        // Where convergence is slow but sure, more steps make a degenerate point sharp.
        let patience = if self.steepness > 0.0 { 4 * steps } else { steps };
        for step in 0..patience {
            if size == 0.0 || !size.is_finite() || step >= steps && size > small {
                break;
            }
            let Some(mut direction) = solve(hessian, gradient) else { break };
            let length = distance(direction, [0.0; 2]);
            if length > reach {
                direction = direction.map(|d| d * (reach / length));
            }
            let mut shortened = 0;
            let moved = loop {
                let trial = [at[0] - direction[0], at[1] - direction[1]];
                let (_, trial_gradient, trial_hessian) = self.model(trial);
                let trial_size = distance(trial_gradient, [0.0; 2]);
                if trial_size < size {
                    let moved = trial != at;
                    (at, gradient, hessian, size) = (trial, trial_gradient, trial_hessian, trial_size);
                    break moved;
                }
                shortened += 1;
                if shortened > 6 {
                    break false;
                }
                direction = direction.map(|d| d / 4.0);
            };
            if !moved || !self.holds_loosely(at) {
                break;
            }
        }
        (size <= small && self.holds(at)).then_some(at)
    }

    /// Whether a point is in the box or not far from it.
    pub(super) fn holds_loosely(&self, [x, y]: [f64; 2]) -> bool {
        let [x0, x1, y0, y1] = self.area;
        let (w, h) = (0.1 * (x1 - x0), 0.1 * (y1 - y0));
        (x0 - w..=x1 + w).contains(&x) && (y0 - h..=y1 + h).contains(&y)
    }

    /// What the Hessian says of a zero of the gradient.
    pub(super) fn classify(&mut self, at: [f64; 2]) -> Point {
        let (value, _, hessian) = self.model(at);
        let unknown = Point { at, value, nature: Nature::Degenerate, eigenvalues: None, global: false };
        let Some((eigenvalues, weakest)) = eigen(hessian) else { return unknown };
        let [low, high] = eigenvalues;
        let nature = if self.is_degenerate(at, eigenvalues, weakest) {
            Nature::Degenerate
        } else if low > 0.0 {
            Nature::Minimum
        } else if high < 0.0 {
            Nature::Maximum
        } else {
            Nature::Saddle
        };
        Point { nature, eigenvalues: Some(eigenvalues), ..unknown }
    }

    /// Whether the lesser curvature is 0 as far as one can tell: tiny, and far below what it is a little further on.
    /// (A long straight valley has a tiny curvature too, but the same one everywhere.)
    pub(super) fn is_degenerate(&mut self, at: [f64; 2], [low, high]: [f64; 2], weakest: [f64; 2]) -> bool {
        let least = crate::math::min(low.abs(), high.abs());
        let most = crate::math::max(low.abs(), high.abs());
        let scale = crate::math::max(most, 1e-9 * self.steepness / self.diagonal());
        if least <= 1e-13 * scale {
            return true;
        }
        if least > 1e-5 * scale {
            return false;
        }
        let step = 1e-3 * self.diagonal();
        let mut change: f64 = 0.0;
        for sign in [-1.0, 1.0] {
            let (_, _, [xx, xy, yy]) = self.model([at[0] + sign * step * weakest[0], at[1] + sign * step * weakest[1]]);
            let along =
                xx * weakest[0] * weakest[0] + 2.0 * xy * weakest[0] * weakest[1] + yy * weakest[1] * weakest[1];
            change = crate::math::max(change, along.abs());
        }
        least < 1e-2 * change
    }

    /// Adds a zero of the gradient unless it is there already or lies in a plain where nothing can be seen.
    pub(super) fn add(&mut self, points: &mut Vec<Point>, at: [f64; 2]) {
        let diagonal = self.diagonal();
        let same = |point: &Point| distance(point.at, at) <= 1e-6 * diagonal;
        if points.iter().any(same) || !self.is_visible(at) {
            return;
        }
        let point = self.classify(at);
        if point.eigenvalues.is_none() {
            // A kink that a node of the grid happens to meet: the values around it decide.
            if self.is_isolated_minimum(at) {
                points.push(Point { nature: Nature::Minimum, ..point });
            }
            return;
        }
        if point.nature != Nature::Degenerate {
            points.push(point);
            return;
        }
        // Degenerate zeros are found inexactly and many times: the best of each neighbourhood is kept.
        let size = self.gradient_norm(at);
        let twin = points
            .iter()
            .position(|other| other.nature == Nature::Degenerate && distance(other.at, at) <= 0.03 * diagonal);
        match twin {
            None => points.push(point),
            Some(i) if self.gradient_norm(points[i].at) > size => points[i] = point,
            Some(_) => {}
        }
    }

    /// Adds a minimum found by values alone, sharpened where the function is smooth after all.
    pub(super) fn add_kink(&mut self, points: &mut Vec<Point>, at: [f64; 2]) {
        let near = 1e-3 * self.diagonal();
        if points.iter().any(|point| point.nature == Nature::Minimum && distance(point.at, at) <= near) {
            return;
        }
        match self.newton(at, near, 20) {
            Some(sharp) if distance(sharp, at) <= near => self.add(points, sharp),
            _ => {
                let value = self.objective.value(&at);
                points.push(Point { at, value, nature: Nature::Minimum, eigenvalues: None, global: false });
            }
        }
    }

    /// Whether the function changes around a point by an amount that matters in this box.
    pub(super) fn is_visible(&self, at: [f64; 2]) -> bool {
        let radius = 0.02 * self.diagonal();
        let around = RING.map(|[x, y]| self.gradient_norm([at[0] + radius * x, at[1] + radius * y]));
        around.iter().any(|size| *size >= 1e-6 * self.steepness)
    }

    /// The least value on the border of the box, where a function can be lowest without being flat.
    pub(super) fn least_on_border(&self) -> f64 {
        const STEPS: usize = 512;
        let [x0, x1, y0, y1] = self.area;
        let along = |from: f64, to: f64| (0..=STEPS).map(move |i| from + (to - from) * i as f64 / STEPS as f64);
        let sides = [x0, x1].into_iter().flat_map(|x| along(y0, y1).map(move |y| (x, y)));
        let (xs, ys): (Vec<f64>, Vec<f64>) =
            sides.chain([y0, y1].into_iter().flat_map(|y| along(x0, x1).map(move |x| (x, y)))).unzip();
        let mut values = vec![0.0; xs.len()];
        self.objective.values(&xs, &ys, &mut values);
        values.into_iter().fold(f64::INFINITY, crate::math::min)
    }

    /// What the values around say of a zero of the gradient at which the Hessian says nothing. Near enough they differ by rounding only.
    pub(super) fn around(&self, at: [f64; 2]) -> Nature {
        let value = self.objective.value(&at);
        let all = |is: fn(f64, f64) -> bool| {
            [1e-3, 1e-2].iter().all(|part| {
                let radius = part * self.diagonal();
                RING.iter().all(|[x, y]| is(self.objective.value(&[at[0] + radius * x, at[1] + radius * y]), value))
            })
        };
        match () {
            () if all(|around, value| around > value) => Nature::Minimum,
            () if all(|around, value| around < value) => Nature::Maximum,
            () => Nature::Degenerate,
        }
    }

    /// Whether all values close by are higher.
    pub(super) fn is_isolated_minimum(&self, at: [f64; 2]) -> bool {
        let value = self.objective.value(&at);
        [1e-6, 1e-3].iter().all(|part| {
            let radius = part * self.diagonal();
            RING.iter().all(|[x, y]| self.objective.value(&[at[0] + radius * x, at[1] + radius * y]) > value)
        })
    }

    /// A low point near `start` by values alone: eight directions, halving the step when none is lower.
    pub(super) fn compass(&self, start: [f64; 2], cell: f64) -> [f64; 2] {
        let mut at = start;
        let mut value = self.objective.value(&at);
        let mut step = cell / 2.0;
        let end = 1e-10 * self.diagonal();
        for _ in 0..120 {
            let trials = RING.map(|[x, y]| [at[0] + step * x, at[1] + step * y]);
            match trials.iter().find(|trial| self.holds(**trial) && self.objective.value(&trial[..]) < value) {
                Some(lower) => (at, value) = (*lower, self.objective.value(&lower[..])),
                None if step < end => break,
                None => step /= 2.0,
            }
        }
        at
    }
}

pub(super) fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    (dx * dx + dy * dy).sqrt()
}

/// The solution d of H·d = g, or a short step down the gradient's norm where H is singular; none where it is not finite.
fn solve([xx, xy, yy]: [f64; 3], [gx, gy]: [f64; 2]) -> Option<[f64; 2]> {
    let determinant = xx * yy - xy * xy;
    let size = crate::math::max(crate::math::max(xx.abs(), yy.abs()), xy.abs());
    let direction = if determinant.abs() > 1e-14 * size * size {
        [(yy * gx - xy * gy) / determinant, (xx * gy - xy * gx) / determinant]
    } else {
        // Levenberg's step: (H·H + μI)·d = H·g with a tiny μ.
        let mu = 1e-12 * size * size;
        let (a, b, c) = (xx * xx + xy * xy + mu, xy * (xx + yy), xy * xy + yy * yy + mu);
        let (u, v) = (xx * gx + xy * gy, xy * gx + yy * gy);
        let determinant = a * c - b * b;
        [(c * u - b * v) / determinant, (a * v - b * u) / determinant]
    };
    direction.iter().all(|d| d.is_finite()).then_some(direction)
}

/// The eigenvalues, the lesser first, and the direction of the one that is smaller in size.
fn eigen([xx, xy, yy]: [f64; 3]) -> Option<([f64; 2], [f64; 2])> {
    if ![xx, xy, yy].iter().all(|h| h.is_finite()) {
        return None;
    }
    let found = SymmetricEigen::new(Matrix2::new(xx, xy, xy, yy));
    let [a, b] = [found.eigenvalues[0], found.eigenvalues[1]];
    let weak = found.eigenvectors.column(usize::from(a.abs() > b.abs()));
    let ordered = if a <= b { [a, b] } else { [b, a] };
    Some((ordered, [weak[0], weak[1]]))
}
