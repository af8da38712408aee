//! BFGS: Newton's step with a matrix learnt from gradients.
//!
//! ```text
//! p = −H g,  x ← x + α p              α by a search for the strong Wolfe conditions, 1 tried first
//! s = α p,  y = the change of g
//! H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ,  ρ = 1/(yᵀs)
//! ```
//! Nocedal, Wright (2006), algorithm 6.1 with eq. 6.17; before the first update H = (yᵀs/yᵀy) I, eq. 6.20. The update is left out
//! where yᵀs is not positive beyond rounding, so H stays positive definite. SciPy's has no initial scaling.

use super::{C1, NOCEDAL_WRIGHT, WHOLE, c2};
use crate::catalog::{Method, Reference, Setting, Work};
use crate::evaluator::Evaluator;
use crate::optimizer::Optimizer;
use crate::point::{Point, dot};
use crate::run::norm;
use crate::searches::{Line, Search, Wolfe};
use crate::trajectory::Halt;

pub(super) const METHOD: Method = Method {
    id: "bfgs",
    name: "BFGS",
    about: "Learns the inverse of the Hessian from the changes of the gradient, and steps like Newton's method with it. The usual choice for \
            smooth functions of up to some hundred variables, without any rate to tune.",
    rule: &["p = −H g", "x ← x + α p,  α by line search", "H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ"],
    conventions: "",
    reference: Reference { place: "algorithm 6.1", ..NOCEDAL_WRIGHT },
    params: &[C1, c2(0.9)],
    work: Work::Whole(|s, dim| Box::new(Bfgs::new(s, dim))),
    ..WHOLE
};

struct Bfgs {
    search: Wolfe,
    at: Point,
    next: Point,
    /// The inverse of the Hessian (`[dim, dim]`, symmetric, row by row) as far as it is `learnt`.
    h: Vec<f64>,
    learnt: bool,
    /// The direction, and what an update needs room for (`[dim]` each).
    p: Vec<f64>,
    s: Vec<f64>,
    y: Vec<f64>,
    hy: Vec<f64>,
}

impl Bfgs {
    fn new(s: &Setting, dim: usize) -> Bfgs {
        let (search, room) = (Wolfe::new(s.get("c1"), s.get("c2")), vec![0.0; dim]);
        let (at, next, h) = (Point::new(dim), Point::new(dim), vec![0.0; dim * dim]);
        Bfgs { search, at, next, h, learnt: false, p: room.clone(), s: room.clone(), y: room.clone(), hy: room }
    }

    /// Goes along −H g; where the matrix leads nowhere, it is forgotten.
    fn descend(&mut self, eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let g = &self.at.g;
        if self.learnt {
            self.p.iter_mut().zip(self.h.chunks_exact(g.len())).for_each(|(p, row)| *p = -dot(row, g));
            let line = Line::new(&self.at, &self.p);
            let lost = |halt: &Halt| matches!(halt, Halt::Rounding | Halt::NoDecrease);
            match self.search.along(&line, 1.0, &mut self.next, eval) {
                Err(halt) if lost(&halt) => self.learnt = false,
                done => return done.map(|_| ()),
            }
        }
        self.p.iter_mut().zip(g).for_each(|(p, g)| *p = -g);
        let line = Line::new(&self.at, &self.p);
        self.search.along(&line, line.careful(), &mut self.next, eval).map(|_| ())
    }

    /// Learns from the last step.
    fn update(&mut self) {
        let (at, next, s, y) = (&self.at, &self.next, &mut self.s, &mut self.y);
        s.iter_mut().zip(next.x.iter().zip(&at.x)).for_each(|(s, (next, x))| *s = next - x);
        y.iter_mut().zip(next.g.iter().zip(&at.g)).for_each(|(y, (next, g))| *y = next - g);
        let (ys, yy) = (dot(y, s), dot(y, y));
        if ys <= f64::EPSILON * yy.max(norm(y.iter().copied()) * norm(s.iter().copied())) || !(ys / yy).is_normal() {
            return;
        }
        let dim = s.len();
        if !self.learnt {
            self.h.fill(0.0);
            self.h.iter_mut().step_by(dim + 1).for_each(|h| *h = ys / yy);
            self.learnt = true;
        }
        self.hy.iter_mut().zip(self.h.chunks_exact(dim)).for_each(|(hy, row)| *hy = dot(row, y));
        let (rho, yhy) = (1.0 / ys, dot(y, &self.hy));
        let stretch = (1.0 + yhy * rho) * rho;
        for (row, (si, hyi)) in self.h.chunks_exact_mut(dim).zip(s.iter().zip(&self.hy)) {
            for (h, (sj, hyj)) in row.iter_mut().zip(s.iter().zip(&self.hy)) {
                // The same bits on both sides of the diagonal.
                *h += stretch * (si * sj) - (si * hyj + hyi * sj) * rho;
            }
        }
    }
}

impl Optimizer for Bfgs {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        self.at.turn_to(x, eval)?;
        if self.at.is_flat() {
            return Err(Halt::NoDirection);
        }
        self.descend(eval)?;
        self.update();
        std::mem::swap(&mut self.at, &mut self.next);
        next.copy_from_slice(&self.at.x);
        Ok(())
    }
}
