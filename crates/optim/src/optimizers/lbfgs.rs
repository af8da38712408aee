//! L-BFGS: BFGS that remembers a few steps and no matrix.
//!
//! ```text
//! p = −H g,  H applied by two loops over the last m pairs (s, y), beginning with γ I
//! γ = yᵀs/yᵀy of the newest pair
//! x ← x + α p              α by a search for the strong Wolfe conditions, 1 tried first
//! ```
//! Nocedal, Wright (2006), algorithms 7.4 and 7.5, γ from eq. 7.20. A pair is left out where yᵀs is not positive beyond rounding. The
//! first step, along −g, is tried with length 1 or shorter.

use super::{C1, MEMORY, NOCEDAL_WRIGHT, WHOLE, c2};
use crate::anatomy::told::Role;
use crate::catalog::Reference;
use crate::evaluator::Evaluator;
use crate::method::{Method, Python, Torch, Work};
use crate::optimizer::Optimizer;
use crate::point::Point;
use crate::quasi::{Inverse, Pair};
use crate::searches::{Line, Patience, Search, Wolfe};
use crate::setting::Setting;
use crate::trajectory::Halt;
use crate::vector::{copy, map};

pub(super) const METHOD: Method = Method {
    id: "lbfgs",
    name: "L-BFGS",
    about: "BFGS without its matrix: what the last few steps taught is applied anew each time, at the cost of some dot products. The usual \
            choice for smooth functions of many variables.",
    rule: &["p = −H g,  H from the last m pairs (s, y) and γ I", "γ = yᵀs/yᵀy", "x ← x + α p,  α by line search"],
    conventions: "Unlike BFGS, which scales its matrix once, the matrix begins anew with the newest γ in every step, as Nocedal and Wright \
                  recommend; with exact line searches on a quadratic that makes no difference. Optax and SciPy scale in the same way.",
    reference: Reference { place: "algorithms 7.4 and 7.5, eq. 7.20", ..NOCEDAL_WRIGHT },
    params: &[MEMORY, C1, c2(0.9)],
    full_batch: true,
    work: Work::Whole(|s, dim| Box::new(Lbfgs::new(s, dim))),
    python: Python::Scipy("L-BFGS-B"),
    torch: |_| {
        let options =
            "max_iter=1, history_size=s.memory, line_search_fn=\"strong_wolfe\", tolerance_grad=0, tolerance_change=0";
        Some(Torch { class: "LBFGS", options, same: false })
    },
    ..WHOLE
};

struct Lbfgs {
    search: Wolfe,
    at: Point,
    next: Point,
    patience: Patience,
    /// What the last few steps taught.
    h: Inverse,
    /// What the last step taught.
    last: Pair,
    /// The direction (`[dim]`).
    p: Vec<f64>,
}

impl Lbfgs {
    fn new(s: &Setting, dim: usize) -> Lbfgs {
        let (search, at) = (Wolfe::new(s.get("c1"), s.get("c2")), Point::new(dim));
        let (h, last) = (Inverse::new(dim, s.get("memory") as usize), Pair::between(&at, &at));
        Lbfgs { search, next: at.clone(), p: at.g.clone(), at, patience: Patience::new(dim), h, last }
    }

    /// Goes along −H g; where that leads nowhere, the pairs are forgotten. Answers the decrease that the slope promised.
    fn descend(&mut self, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        map(&mut self.p, &self.at.g, |g| -g);
        self.h.turn(&mut self.p);
        if self.h.is_empty() {
            Line::tame(&self.at, &mut self.p);
        }
        let line = Line::new(&self.at, &self.p);
        let first = if self.h.is_empty() { line.careful() } else { 1.0 };
        match self.search.along(&line, first, &mut self.next, eval) {
            Err(halt) if halt.found_nothing() && !self.h.is_empty() => {
                self.h.clear();
                self.descend(eval).map_err(|second| second.after(halt))
            }
            done => done.map(|step| -step * line.slope),
        }
    }
}

impl Optimizer for Lbfgs {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        eval.turn(&mut self.at, x)?;
        if self.at.is_flat() {
            return Err(Halt::NoDirection);
        }
        self.patience.see(self.at.f, self.at.g.iter().copied())?;
        let promise = self.descend(eval)?;
        eval.tell(|told| {
            told.begin(&self.at);
            told.step_is("α");
            told.vector("p", "direction", Role::Way, &self.p);
            let Some([s, y]) = self.h.newest().map(|newest| newest.map(<[f64]>::to_vec)) else {
                return told.say(&["p = −g", "x ← x + α p"]);
            };
            told.by_pairs(&self.at.g, [&s, &y], self.h.scale(), |q| self.h.turn(q));
            told.say(&["γ ← yᵀs / yᵀy  scales what no pair has taught", "p = −H g", "x ← x + α p"]);
        });
        self.last.turn_to(&self.at, &self.next);
        if self.last.curves(promise) {
            self.h.learn(&self.last);
        }
        std::mem::swap(&mut self.at, &mut self.next);
        copy(next, &self.at.x);
        Ok(())
    }
}
