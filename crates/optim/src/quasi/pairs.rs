//! The last few pairs of a step s and the change y of the gradient in it, and the product of the matrix that BFGS would have learnt
//! from them with a vector.

use crate::point::{Point, dot};
use std::collections::VecDeque;

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
        self.ys > f64::EPSILON * promise && (self.yy / self.ys).is_normal() && (self.ys / self.yy).is_normal()
    }
}

/// The last `most` pairs, the oldest first.
#[derive(Clone, Debug)]
pub struct Pairs {
    most: usize,
    list: VecDeque<Pair>,
}

impl Pairs {
    /// None yet, and room for `most`, at least one.
    pub fn new(most: usize) -> Pairs {
        Pairs { most: most.max(1), list: VecDeque::new() }
    }

    /// Remembers a pair, and forgets the oldest where there is no room.
    pub fn push(&mut self, pair: Pair) {
        if self.list.len() == self.most {
            self.list.pop_front();
        }
        self.list.push_back(pair);
    }

    /// Remembers a copy of a pair, in the place of the oldest where there is no room.
    pub fn push_copy(&mut self, pair: &Pair) {
        let oldest = if self.list.len() == self.most { self.list.pop_front() } else { None };
        let mut copy = oldest.unwrap_or_else(|| pair.clone());
        copy.s.copy_from_slice(&pair.s);
        copy.y.copy_from_slice(&pair.y);
        (copy.ys, copy.yy) = (pair.ys, pair.yy);
        self.list.push_back(copy);
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The pair number `j`, 0 being the oldest.
    pub fn get(&self, j: usize) -> &Pair {
        &self.list[j]
    }

    /// All, the oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Pair> + ExactSizeIterator {
        self.list.iter()
    }

    /// yᵀs/yᵀy of the newest pair, a length that suits the next step (Nocedal, Wright 2006, eq. 7.20); 1 where there is none.
    pub fn scale(&self) -> f64 {
        self.list.back().map_or(1.0, |pair| pair.ys / pair.yy)
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
        // Of few variables, as in the plane, where races are, the vector stays in registers.
        match q.len() {
            2 => self.turn_fixed::<2>(scale, q, alphas),
            3 => self.turn_fixed::<3>(scale, q, alphas),
            4 => self.turn_fixed::<4>(scale, q, alphas),
            _ => self.turn_any(scale, q, alphas),
        }
    }

    fn turn_any(&self, scale: f64, q: &mut [f64], alphas: &mut [f64]) {
        for (pair, alpha) in self.iter().zip(&mut *alphas).rev() {
            *alpha = dot(&pair.s, q) * (1.0 / pair.ys);
            add(q, -*alpha, &pair.y);
        }
        q.iter_mut().for_each(|q| *q *= scale);
        for (pair, alpha) in self.iter().zip(alphas) {
            let beta = dot(&pair.y, q) * (1.0 / pair.ys);
            add(q, *alpha - beta, &pair.s);
        }
    }

    fn turn_fixed<const N: usize>(&self, scale: f64, to: &mut [f64], alphas: &mut [f64]) {
        let fixed = |v: &[f64]| *v.first_chunk::<N>().expect("all have one dimension");
        let times = |a: [f64; N], b: [f64; N]| (0..N).map(|i| a[i] * b[i]).sum::<f64>();
        let mut q = fixed(to);
        for (pair, alpha) in self.iter().zip(&mut *alphas).rev() {
            let (s, y, rho) = (fixed(&pair.s), fixed(&pair.y), 1.0 / pair.ys);
            *alpha = times(s, q) * rho;
            (0..N).for_each(|i| q[i] -= *alpha * y[i]);
        }
        q = q.map(|q| q * scale);
        for (pair, alpha) in self.iter().zip(alphas) {
            let (s, y, rho) = (fixed(&pair.s), fixed(&pair.y), 1.0 / pair.ys);
            let rest = *alpha - times(y, q) * rho;
            (0..N).for_each(|i| q[i] += rest * s[i]);
        }
        to.copy_from_slice(&q);
    }
}

/// to ← to + times · what.
#[inline]
pub(super) fn add(to: &mut [f64], times: f64, what: &[f64]) {
    let ((to, to_rest), (what, what_rest)) = (to.as_chunks_mut::<4>(), what.as_chunks::<4>());
    for (to, what) in to.iter_mut().zip(what) {
        (0..4).for_each(|i| to[i] += times * what[i]);
    }
    to_rest.iter_mut().zip(what_rest).for_each(|(to, what)| *to += times * what);
}
