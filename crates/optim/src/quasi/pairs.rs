//! The last few pairs of a step s and the change y of the gradient in it, and the product of the matrix that BFGS would have learnt
//! from them with a vector.

use crate::point::Point;
use crate::vector::{add, append, copy, dot, zip};

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
        let mut pair = Pair { s: from.x.clone(), y: from.g.clone(), ys: 0.0, yy: 0.0 };
        pair.turn_to(from, to);
        pair
    }

    /// Becomes what the step between two points teaches.
    #[inline]
    pub fn turn_to(&mut self, from: &Point, to: &Point) {
        zip(&mut self.s, &to.x, &from.x, |to, from| to - from);
        zip(&mut self.y, &to.g, &from.g, |to, from| to - from);
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
            append(&mut self.vectors, &pair.s);
            append(&mut self.vectors, &pair.y);
            self.curvatures.push(curvature);
            return;
        }
        let (s, y) = self.vectors[2 * dim * self.oldest..][..2 * dim].split_at_mut(dim);
        copy(s, &pair.s);
        copy(y, &pair.y);
        self.curvatures[self.oldest] = curvature;
        self.oldest = if self.oldest + 1 == self.most { 0 } else { self.oldest + 1 };
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

    /// The step and the change of the gradient of the newest pair, if there is one.
    pub fn newest(&self) -> Option<[&[f64]; 2]> {
        self.len().checked_sub(1).map(|last| [self.s(last), self.y(last)])
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

    /// H v: see [`turn`](Pairs::turn).
    pub fn inverse_times(&self, v: &[f64]) -> Vec<f64> {
        let mut q = v.to_vec();
        self.turn(&mut q, &mut Vec::new());
        q
    }

    /// q ← H q, where H is the inverse of the Hessian that BFGS learns from these pairs when it begins with γ, the [scale](Pairs::scale),
    /// times the identity; with room for a number a pair. The two loops of Nocedal and Wright (2006), algorithm 7.4.
    pub fn turn(&self, q: &mut [f64], alphas: &mut Vec<f64>) {
        alphas.resize(self.len(), 0.0);
        let pair = |place: usize| self.vectors[2 * self.dim * place..][..2 * self.dim].split_at(self.dim);
        for places in [0..self.oldest, self.oldest..self.len()] {
            for place in places.rev() {
                let (s, y) = pair(place);
                alphas[place] = dot(s, q) * self.curvatures[place][1];
                add(q, -alphas[place], y);
            }
        }
        q.iter_mut().for_each(|q| *q *= self.scale);
        for places in [self.oldest..self.len(), 0..self.oldest] {
            for place in places {
                let (s, y) = pair(place);
                add(q, alphas[place] - dot(y, q) * self.curvatures[place][1], s);
            }
        }
    }
}
