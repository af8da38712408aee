//! BFGS: Newton's step with a matrix learnt from gradients.
//!
//! ```text
//! p = −H g,  x ← x + α p              α by a search for the strong Wolfe conditions
//! s = α p,  y = the change of g
//! H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ,  ρ = 1/(yᵀs)
//! ```
//! Nocedal, Wright (2006), algorithm 6.1 with eq. 6.17. At first H = I; before the first update it is scaled by yᵀs/yᵀy, eq. 6.20, where
//! that is above 1. Scaling down is left out, since the first step follows the steepest direction: its curvature makes H too small for
//! all gentler ones, and steps that are too short cost more trials than steps that are too long. SciPy's H is not scaled at all. The
//! first trial promises as much decrease as the last step had, at most 1: eq. 3.60, as in SciPy. The update is left out where yᵀs is not
//! positive beyond rounding, so H stays positive definite.

use super::{C1, NOCEDAL_WRIGHT, WHOLE, c2};
use crate::catalog::{Method, Reference, Setting, Work};
use crate::evaluator::Evaluator;
use crate::optimizer::Optimizer;
use crate::point::{Point, dot};
use crate::quasi::Pair;
use crate::searches::{Line, Patience, Search, Wolfe};
use crate::trajectory::Halt;
use nalgebra::{DMatrix, DVector, DVectorView};

pub(super) const METHOD: Method = Method {
    id: "bfgs",
    name: "BFGS",
    about: "Learns the inverse of the Hessian from the changes of the gradient, and steps like Newton's method with it. The usual choice for \
            smooth functions of up to some hundred variables, without any rate to tune.",
    rule: &["p = −H g", "x ← x + α p,  α by line search", "H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ"],
    conventions: "SciPy's, with one addition: before the first update the matrix is scaled by yᵀs/yᵀy where that enlarges it.",
    reference: Reference { place: "algorithm 6.1", ..NOCEDAL_WRIGHT },
    params: &[C1, c2(0.9)],
    work: Work::Whole(|s, dim| Box::new(Bfgs::new(s, dim))),
    ..WHOLE
};

struct Bfgs {
    search: Wolfe,
    at: Point,
    next: Point,
    patience: Patience,
    /// The inverse of the Hessian as far as it is learnt; `None` before the first update.
    inverse: Option<DMatrix<f64>>,
    /// The decrease in the last step.
    fell: Option<f64>,
}

impl Bfgs {
    fn new(s: &Setting, dim: usize) -> Bfgs {
        let search = Wolfe::new(s.get("c1"), s.get("c2"));
        Bfgs { search, at: Point::new(dim), next: Point::new(dim), patience: Patience::new(dim), inverse: None, fell: None }
    }

    /// Goes along −H g; where the matrix leads nowhere, it is forgotten. Answers the decrease that the slope promised.
    fn descend(&mut self, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        let Some(inverse) = &self.inverse else { return self.descend_steepest(eval) };
        let p = inverse * -DVectorView::from_slice(&self.at.g, self.at.g.len());
        let line = Line::new(&self.at, p.as_slice());
        let first = self.fell.map_or(1.0, |fell| (2.02 * fell / -line.slope).min(1.0));
        match self.search.along(&line, first, &mut self.next, eval) {
            Err(halt) if halt.found_nothing() => {
                self.inverse = None;
                self.descend_steepest(eval).map_err(|second| second.after(halt))
            }
            done => done.map(|step| -step * line.slope),
        }
    }

    fn descend_steepest(&mut self, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        let p: Vec<f64> = self.at.g.iter().map(|g| -g).collect();
        let line = Line::new(&self.at, &p);
        self.search.along(&line, line.careful(), &mut self.next, eval).map(|step| -step * line.slope)
    }

    /// Learns from a step.
    fn update(&mut self, pair: Pair) {
        let (dim, ys) = (pair.s.len(), pair.ys);
        let (s, y) = (DVector::from_vec(pair.s), DVector::from_vec(pair.y));
        let h = self.inverse.get_or_insert_with(|| DMatrix::identity(dim, dim) * (ys / pair.yy).max(1.0));
        let hy = &*h * &y;
        let stretch = (1.0 + dot(y.as_slice(), hy.as_slice()) / ys) / ys;
        for j in 0..dim {
            for i in 0..=j {
                let change = stretch * s[i] * s[j] - (s[i] * hy[j] + hy[i] * s[j]) / ys;
                h[(i, j)] += change;
                h[(j, i)] = h[(i, j)];
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
        self.patience.see(self.at.f, self.at.g.iter().copied())?;
        let promise = self.descend(eval)?;
        let pair = Pair::between(&self.at, &self.next);
        if pair.curves(promise) {
            self.update(pair);
        }
        self.fell = Some(self.at.f - self.next.f).filter(|fell| *fell > 0.0);
        std::mem::swap(&mut self.at, &mut self.next);
        next.copy_from_slice(&self.at.x);
        Ok(())
    }
}
