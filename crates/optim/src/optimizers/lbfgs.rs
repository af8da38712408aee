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
use crate::quasi::{Pair, Pairs, Window};
use crate::searches::{Line, Patience, Search, Wolfe};
use crate::setting::Setting;
use crate::trajectory::Halt;
use crate::vector::copy;

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
    pairs: Pairs,
    /// What the pairs teach, in the plane.
    window: Window,
    /// What the last step taught.
    last: Pair,
    /// The direction (`[dim]`), and room for a number a pair.
    p: Vec<f64>,
    alphas: Vec<f64>,
}

impl Lbfgs {
    fn new(s: &Setting, dim: usize) -> Lbfgs {
        let (search, at, pairs) =
            (Wolfe::new(s.get("c1"), s.get("c2")), Point::new(dim), Pairs::new(dim, s.get("memory") as usize));
        let last = Pair::between(&at, &at);
        let patience = Patience::new(dim);
        Lbfgs {
            search,
            next: at.clone(),
            at,
            patience,
            pairs,
            window: Window::default(),
            last,
            p: vec![0.0; dim],
            alphas: Vec::new(),
        }
    }

    /// Goes along −H g; where that leads nowhere, the pairs are forgotten. Answers the decrease that the slope promised.
    fn descend(&mut self, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        self.p.iter_mut().zip(&self.at.g).for_each(|(p, g)| *p = -g);
        if let [p, q] = &mut self.p[..] {
            [*p, *q] = self.window.turn(self.pairs.scale(), [*p, *q]);
        } else {
            self.alphas.resize(self.pairs.len(), 0.0);
            self.pairs.turn(self.pairs.scale(), &mut self.p, &mut self.alphas);
        }
        let line = Line::new(&self.at, &self.p);
        let first = if self.pairs.is_empty() { line.careful() } else { 1.0 };
        match self.search.along(&line, first, &mut self.next, eval) {
            Err(halt) if halt.found_nothing() && !self.pairs.is_empty() => {
                self.pairs.clear();
                self.window.clear();
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
            if self.pairs.is_empty() {
                return told.say(&["p = −g", "x ← x + α p"]);
            }
            told.by_pairs(&self.at.g, &self.pairs);
            told.say(&["γ ← yᵀs / yᵀy  scales what no pair has taught", "p = −H g", "x ← x + α p"]);
        });
        self.last.turn_to(&self.at, &self.next);
        if self.last.curves(promise) {
            if next.len() == 2 {
                self.window.push(&self.last, &self.pairs);
            }
            self.pairs.push(&self.last);
        }
        std::mem::swap(&mut self.at, &mut self.next);
        copy(next, &self.at.x);
        Ok(())
    }
}
