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
use crate::anatomy::told::{Role, Told};
use crate::catalog::Reference;
use crate::evaluator::Evaluator;
use crate::method::{Method, Python, Work};
use crate::optimizer::Optimizer;
use crate::point::Point;
use crate::quasi::Pair;
use crate::searches::{Line, Patience, Search, Wolfe};
use crate::setting::Setting;
use crate::trajectory::Halt;
use crate::vector::{copy, dot, map, product};

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
    python: Python::Scipy("BFGS"),
    ..WHOLE
};

struct Bfgs {
    search: Wolfe,
    at: Point,
    next: Point,
    patience: Patience,
    /// The inverse of the Hessian (`[dim, dim]`, symmetric, row by row) as far as it is `learnt`.
    h: Vec<f64>,
    learnt: bool,
    /// What the last step taught.
    last: Pair,
    /// The decrease in the last step.
    fell: Option<f64>,
    /// The direction, and H y (`[dim]` each).
    p: Vec<f64>,
    hy: Vec<f64>,
}

impl Bfgs {
    fn new(s: &Setting, dim: usize) -> Bfgs {
        let (search, at) = (Wolfe::new(s.get("c1"), s.get("c2")), Point::new(dim));
        let last = Pair::between(&at, &at);
        let (h, p) = (vec![0.0; dim * dim], at.g.clone());
        let patience = Patience::new(dim);
        Bfgs { search, next: at.clone(), at, patience, h, learnt: false, last, fell: None, hy: p.clone(), p }
    }

    /// Tells what the step begins with.
    fn tell(&self, told: &mut Told) {
        told.begin(&self.at);
        told.means("p", "direction", Role::Way);
        if self.learnt {
            let dim = self.at.x.len();
            told.matrix("H", "inverse of the Hessian, as far as it is learnt", &self.h, dim);
            told.model_by_inverse(&self.at.g, &self.h);
        }
    }

    /// Tells of the step to `next`, when the matrix was `learnt` and not forgotten on the way, and what it teaches where it `curves`.
    fn tell_step(&self, learnt: bool, curves: bool, told: &mut Told) {
        if !learnt {
            told.model = None;
        }
        told.step_is("α");
        told.say(if learnt { &["p ← −H g"] } else { &["p ← −g"] });
        told.say(&["x ← x + α p"]);
        if !curves {
            return told.say(&["H stays: the gradient has not changed enough along the step"]);
        }
        told.vector("g₊", "the gradient at the next iterate", Role::Plain, &self.next.g);
        told.means("s", "the step", Role::Plain);
        told.means("y", "change of the gradient", Role::Plain);
        told.means("ρ", "1 over the curvature along the step", Role::Plain);
        told.say(&["s ← α p,  y ← g₊ − g,  ρ ← 1 / yᵀs"]);
        if !learnt {
            told.means("H", "inverse of the Hessian, as far as it is learnt", Role::Plain);
            told.say(&["H ← max(yᵀs / yᵀy, 1) I"]);
        }
        told.say(&METHOD.rule[2..]);
    }

    /// Goes along −H g; where the matrix leads nowhere, it is forgotten. Answers the decrease that the slope promised.
    fn descend(&mut self, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        if !self.learnt {
            return self.descend_steepest(eval);
        }
        let g = &self.at.g;
        product(&self.h, g, &mut self.hy);
        map(&mut self.p, &self.hy, |p| -p);
        let line = Line::new(&self.at, &self.p);
        let first = self.fell.map_or(1.0, |fell| (2.02 * fell / -line.slope).min(1.0));
        match self.search.along(&line, first, &mut self.next, eval) {
            Err(halt) if halt.found_nothing() => {
                self.learnt = false;
                self.descend_steepest(eval).map_err(|second| second.after(halt))
            }
            done => done.map(|step| -step * line.slope),
        }
    }

    fn descend_steepest(&mut self, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        map(&mut self.p, &self.at.g, |g| -g);
        Line::tame(&self.at, &mut self.p);
        let line = Line::new(&self.at, &self.p);
        self.search.along(&line, line.careful(), &mut self.next, eval).map(|step| -step * line.slope)
    }

    /// Learns from the last step.
    fn update(&mut self) {
        let Pair { s, y, ys, yy } = &self.last;
        let dim = s.len();
        if !self.learnt {
            self.h.fill(0.0);
            self.h.iter_mut().step_by(dim + 1).for_each(|h| *h = (ys / yy).max(1.0));
            self.learnt = true;
        }
        product(&self.h, y, &mut self.hy);
        let rho = 1.0 / ys;
        let stretch = (1.0 + dot(y, &self.hy) * rho) * rho;
        // The same bits on both sides of the diagonal.
        let change = |si: f64, hyi: f64, sj: f64, hyj: f64| stretch * (si * sj) - (si * hyj + hyi * sj) * rho;
        if let ([h00, h01, h10, h11], [s0, s1], [hy0, hy1]) = (&mut self.h[..], &s[..], &self.hy[..]) {
            let off = change(*s0, *hy0, *s1, *hy1);
            *h00 += change(*s0, *hy0, *s0, *hy0);
            *h11 += change(*s1, *hy1, *s1, *hy1);
            (*h01, *h10) = (*h01 + off, *h10 + off);
            return;
        }
        for (row, (si, hyi)) in self.h.chunks_exact_mut(dim).zip(s.iter().zip(&self.hy)) {
            row.iter_mut().zip(s.iter().zip(&self.hy)).for_each(|(h, (sj, hyj))| *h += change(*si, *hyi, *sj, *hyj));
        }
    }
}

impl Optimizer for Bfgs {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        eval.turn(&mut self.at, x)?;
        if self.at.is_flat() {
            return Err(Halt::NoDirection);
        }
        self.patience.see(self.at.f, self.at.g.iter().copied())?;
        eval.tell(|told| self.tell(told));
        let promise = self.descend(eval)?;
        self.last.turn_to(&self.at, &self.next);
        let (learnt, curves) = (self.learnt, self.last.curves(promise));
        eval.tell(|told| self.tell_step(learnt, curves, told));
        if curves {
            self.update();
        }
        self.fell = Some(self.at.f - self.next.f).filter(|fell| *fell > 0.0);
        std::mem::swap(&mut self.at, &mut self.next);
        copy(next, &self.at.x);
        Ok(())
    }
}
