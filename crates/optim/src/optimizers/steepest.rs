//! Steepest descent: gradient descent whose rate a line search finds anew in every step.
//!
//! ```text
//! x ← x − α g,  α the first of α₀, … with f(x − α g) ≤ f(x) − c₁ α gᵀg
//! ```
//! Cauchy (1847); backtracking after Armijo (1966), Nocedal, Wright (2006), algorithm 3.1. The first trial promises as much decrease
//! as the last step had: α₀ = 2 (f − f before)/(−gᵀg), eq. 3.60.

use super::{C1, NOCEDAL_WRIGHT, WHOLE};
use crate::anatomy::told::Role;
use crate::catalog::Reference;
use crate::evaluator::Evaluator;
use crate::method::{Family, Method, Work};
use crate::optimizer::Optimizer;
use crate::point::Point;
use crate::searches::{Backtracking, Line, Search};
use crate::setting::Setting;
use crate::trajectory::Halt;

pub(super) const METHOD: Method = Method {
    id: "steepest",
    name: "Steepest descent",
    family: Family::Quasi,
    about: "Gradient descent that finds its rate by trying: too long a step is shortened until the value falls enough. Needs no rate, and \
            zig-zags in a long valley all the same.",
    rule: &["p = −g", "x ← x + α p,  α by backtracking"],
    conventions: "",
    reference: Reference { place: "algorithm 3.1, eq. 3.60", ..NOCEDAL_WRIGHT },
    params: &[C1],
    work: Work::Whole(|s, dim| Box::new(Steepest::new(s, dim))),
    ..WHOLE
};

struct Steepest {
    search: Backtracking,
    at: Point,
    next: Point,
    /// The decrease in the last step.
    fell: Option<f64>,
}

impl Steepest {
    fn new(s: &Setting, dim: usize) -> Steepest {
        let search = Backtracking { decrease: s.get("c1"), ..Backtracking::USUAL };
        Steepest { search, at: Point::new(dim), next: Point::new(dim), fell: None }
    }
}

impl Optimizer for Steepest {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        eval.turn(&mut self.at, x)?;
        if self.at.is_flat() {
            return Err(Halt::NoDirection);
        }
        let mut p: Vec<f64> = self.at.g.iter().map(|g| -g).collect();
        Line::tame(&self.at, &mut p);
        let line = Line::new(&self.at, &p);
        let first = self.fell.map_or(line.careful(), |fell| 2.0 * fell / -line.slope).max(f64::MIN_POSITIVE);
        self.search.along(&line, first, &mut self.next, eval)?;
        eval.tell(|told| {
            told.begin(&self.at);
            told.vector("p", "direction: steepest descent", Role::Way, &p);
            told.step_is("α");
            told.say(&["p ← −g", "x ← x + α p"]);
        });
        self.fell = Some(self.at.f - self.next.f).filter(|fell| *fell > 0.0);
        std::mem::swap(&mut self.at, &mut self.next);
        next.copy_from_slice(&self.at.x);
        Ok(())
    }
}
