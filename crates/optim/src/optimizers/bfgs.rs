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
use nalgebra::{DMatrix, DVector, DVectorView};

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
    /// The inverse of the Hessian as far as it is learnt; `None` before the first update.
    inverse: Option<DMatrix<f64>>,
}

impl Bfgs {
    fn new(s: &Setting, dim: usize) -> Bfgs {
        let search = Wolfe::new(s.get("c1"), s.get("c2"));
        Bfgs { search, at: Point::new(dim), next: Point::new(dim), inverse: None }
    }

    /// Goes along −H g; where the matrix leads nowhere, it is forgotten.
    fn descend(&mut self, eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let at = &self.at;
        if let Some(inverse) = &self.inverse {
            let p = inverse * -DVectorView::from_slice(&at.g, at.g.len());
            let line = Line::new(at, p.as_slice());
            let lost = |halt: &Halt| matches!(halt, Halt::Rounding | Halt::NoDecrease);
            match self.search.along(&line, 1.0, &mut self.next, eval) {
                Err(halt) if lost(&halt) => self.inverse = None,
                done => return done.map(|_| ()),
            }
        }
        let p: Vec<f64> = at.g.iter().map(|g| -g).collect();
        let line = Line::new(at, &p);
        self.search.along(&line, line.careful(), &mut self.next, eval).map(|_| ())
    }

    /// Learns from the last step.
    fn update(&mut self) {
        let dim = self.at.x.len();
        let s = DVector::from_iterator(dim, self.next.x.iter().zip(&self.at.x).map(|(next, x)| next - x));
        let y = DVector::from_iterator(dim, self.next.g.iter().zip(&self.at.g).map(|(next, g)| next - g));
        let (ys, yy) = (dot(y.as_slice(), s.as_slice()), dot(y.as_slice(), y.as_slice()));
        if ys <= f64::EPSILON * yy.max(norm(y.iter().copied()) * norm(s.iter().copied())) || !(ys / yy).is_normal() {
            return;
        }
        let h = self.inverse.get_or_insert_with(|| DMatrix::identity(dim, dim) * (ys / yy));
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
        self.descend(eval)?;
        self.update();
        std::mem::swap(&mut self.at, &mut self.next);
        next.copy_from_slice(&self.at.x);
        Ok(())
    }
}
