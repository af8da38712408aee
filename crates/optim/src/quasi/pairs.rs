//! The last few pairs of a step s and the change y of the gradient in it, and the product of the matrix that BFGS would have learnt
//! from them with a vector.

use crate::point::Point;
use crate::vector::{add, dot};

/// A step and what it taught.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The step (`[dim]`).
    pub s: Vec<f64>,
    /// The change of the gradient (`[dim]`).
    pub y: Vec<f64>,
    /// yᵀs, the curvature along the step times the square of its length.
    pub ys: f64,
    /// yᵀy.
    pub yy: f64,
}

impl Pair {
    /// What the step between two points teaches.
    pub fn between(from: &Point, to: &Point) -> Pair {
        let mut pair = Pair { s: vec![0.0; from.x.len()], y: vec![0.0; from.x.len()], ys: 0.0, yy: 0.0 };
        pair.turn_to(from, to);
        pair
    }

    /// Becomes what the step between two points teaches.
    pub fn turn_to(&mut self, from: &Point, to: &Point) {
        self.s.iter_mut().zip(to.x.iter().zip(&from.x)).for_each(|(s, (to, from))| *s = to - from);
        self.y.iter_mut().zip(to.g.iter().zip(&from.g)).for_each(|(y, (to, from))| *y = to - from);
        (self.ys, self.yy) = (dot(&self.y, &self.s), dot(&self.y, &self.y));
    }

    /// Whether the curvature is above 0 by more than rounding, as a step of this promise shows it: minus the slope at its beginning
    /// times its length. A matrix that learns from no other pairs stays positive definite.
    pub fn curves(&self, promise: f64) -> bool {
        // Divisions are slow: numbers that are no extremes have normal ratios.
        let usual = |number: f64| (1e-150..1e150).contains(&number);
        let normal = || (self.yy / self.ys).is_normal() && (self.ys / self.yy).is_normal();
        self.ys > f64::EPSILON * promise && ((usual(self.ys) && usual(self.yy)) || normal())
    }
}

/// The last `most` pairs, the oldest first: their vectors in one block, which is written round and round.
#[derive(Clone, Debug)]
pub struct Pairs {
    dim: usize,
    most: usize,
    /// The place of the oldest pair.
    oldest: usize,
    /// The steps and the changes of the gradient in turn (`[len, 2, dim]`), by place.
    vectors: Vec<f64>,
    /// yᵀs, and its inverse, by place.
    curvatures: Vec<[f64; 2]>,
    /// yᵀs/yᵀy of the newest pair.
    scale: f64,
}

impl Pairs {
    /// None yet, of `dim` variables, and room for `most`, at least one.
    pub fn new(dim: usize, most: usize) -> Pairs {
        Pairs { dim, most: most.max(1), oldest: 0, vectors: Vec::new(), curvatures: Vec::new(), scale: 1.0 }
    }

    /// Remembers a copy of a pair, in the place of the oldest where there is no room.
    pub fn push(&mut self, pair: &Pair) {
        let (dim, curvature) = (self.dim, [pair.ys, 1.0 / pair.ys]);
        self.scale = pair.ys / pair.yy;
        if self.len() < self.most {
            self.reserve();
            self.vectors.extend_from_slice(&pair.s);
            self.vectors.extend_from_slice(&pair.y);
            self.curvatures.push(curvature);
            return;
        }
        let (s, y) = self.vectors[2 * dim * self.oldest..][..2 * dim].split_at_mut(dim);
        s.copy_from_slice(&pair.s);
        y.copy_from_slice(&pair.y);
        self.curvatures[self.oldest] = curvature;
        self.oldest = (self.oldest + 1) % self.most;
    }

    /// Makes room for the usual number of pairs at once.
    fn reserve(&mut self) {
        if self.is_empty() {
            let pairs = self.most.min(10);
            self.vectors.reserve(2 * self.dim * pairs);
            self.curvatures.reserve(pairs);
        }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.vectors.clear();
        self.curvatures.clear();
        (self.oldest, self.scale) = (0, 1.0);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.curvatures.len()
    }

    /// Whether the next pair takes the place of the oldest.
    pub fn is_full(&self) -> bool {
        self.len() == self.most
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.curvatures.is_empty()
    }

    /// The step of pair `j` (`[dim]`), 0 being the oldest.
    pub fn s(&self, j: usize) -> &[f64] {
        &self.vectors[2 * self.dim * self.place(j)..][..self.dim]
    }

    /// The change of the gradient of pair `j` (`[dim]`).
    pub fn y(&self, j: usize) -> &[f64] {
        &self.vectors[self.dim * (2 * self.place(j) + 1)..][..self.dim]
    }

    /// yᵀs of pair `j`.
    pub fn ys(&self, j: usize) -> f64 {
        self.curvatures[self.place(j)][0]
    }

    fn place(&self, j: usize) -> usize {
        let place = self.oldest + j;
        if place < self.len() { place } else { place - self.len() }
    }

    /// yᵀs/yᵀy of the newest pair, a length that suits the next step (Nocedal, Wright 2006, eq. 7.20); 1 where there is none.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// H v, where H is the inverse of the Hessian that BFGS learns from these pairs when it begins with `scale` times the identity.
    /// The two loops of Nocedal and Wright (2006), algorithm 7.4.
    pub fn inverse_times(&self, scale: f64, v: &[f64]) -> Vec<f64> {
        let mut q = v.to_vec();
        self.turn(scale, &mut q, &mut vec![0.0; self.len()]);
        q
    }

    /// q ← H q, with room for a number a pair.
    pub fn turn(&self, scale: f64, q: &mut [f64], alphas: &mut [f64]) {
        // In the plane, where races are, the vector stays in registers.
        if q.len() == 2 { self.turn_plane(scale, q, alphas) } else { self.turn_any(scale, q, alphas) }
    }

    fn turn_any(&self, scale: f64, q: &mut [f64], alphas: &mut [f64]) {
        let pair = |place: usize| self.vectors[2 * self.dim * place..][..2 * self.dim].split_at(self.dim);
        for places in [0..self.oldest, self.oldest..self.len()] {
            for place in places.rev() {
                let (s, y) = pair(place);
                alphas[place] = dot(s, q) * self.curvatures[place][1];
                add(q, -alphas[place], y);
            }
        }
        q.iter_mut().for_each(|q| *q *= scale);
        for places in [self.oldest..self.len(), 0..self.oldest] {
            for place in places {
                let (s, y) = pair(place);
                add(q, alphas[place] - dot(y, q) * self.curvatures[place][1], s);
            }
        }
    }

    fn turn_plane(&self, scale: f64, to: &mut [f64], alphas: &mut [f64]) {
        let pairs = self.vectors.as_chunks::<4>().0;
        let (mut q0, mut q1) = (to[0], to[1]);
        for places in [0..self.oldest, self.oldest..self.len()] {
            for place in places.rev() {
                let [s0, s1, y0, y1] = pairs[place];
                let alpha = (s0 * q0 + s1 * q1) * self.curvatures[place][1];
                alphas[place] = alpha;
                (q0, q1) = (q0 - alpha * y0, q1 - alpha * y1);
            }
        }
        (q0, q1) = (q0 * scale, q1 * scale);
        for places in [self.oldest..self.len(), 0..self.oldest] {
            for place in places {
                let [s0, s1, y0, y1] = pairs[place];
                let rest = alphas[place] - (y0 * q0 + y1 * q1) * self.curvatures[place][1];
                (q0, q1) = (q0 + rest * s0, q1 + rest * s1);
            }
        }
        (to[0], to[1]) = (q0, q1);
    }
}
