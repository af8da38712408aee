//! L-BFGS-B: L-BFGS for variables with bounds.
//!
//! ```text
//! xᶜ = the first minimum of the model on the way of steepest descent, bent at the bounds
//! x̄ = the minimum of the model over the variables that are free at xᶜ, projected into the box
//! x ← x + α (x̄ − x)        α by a search for the strong Wolfe conditions, 1 tried first
//! ```
//! Byrd, Lu, Nocedal, Zhu (1995), *A limited memory algorithm for bound constrained optimization*, SIAM J. Sci. Comput. 16, algorithm
//! L-BFGS-B, with the projection of Morales, Nocedal (2011), *Remark on Algorithm 778*, ACM TOMS 38 (version 3.0, which SciPy uses).
//! The model's matrix is [`Compact`].
//!
//! As in version 3.0: the search wants 10⁻³ of the promised decrease and leaves at most 0.9 of the slope; it goes at most as far as the
//! first bound, and in the first step at most to x̄, trying the length 1 first unless all variables are bounded on both sides; a pair is
//! left out where yᵀs ≤ ε times the promise; where a factorization or the search fails, the memory is emptied. Without bounds the first
//! two lines are the L-BFGS step.
//!
//! Otherwise than there: near a minimum, where values differ by rounding only, a trial is judged by its slope, so that runs end at small
//! gradients instead of in a failed search; trials that are not finite are backed away from; where x − g is x by rounding, or so far that
//! the slope is no number, the first model is scaled; and where the search along the gradient fails too, the step is shortened until it is
//! low enough, where version 3.0 ends (ABNORMAL).

use super::{MEMORY, WHOLE};
use crate::anatomy::told::Role;
use crate::bounds::Bounds;
use crate::catalog::Reference;
use crate::evaluator::Evaluator;
use crate::method::{Method, Python, Work};
use crate::optimizer::Optimizer;
use crate::point::Point;
use crate::quasi::{Compact, Pair, cauchy_point, subspace_point};
use crate::searches::{Backtracking, Line, Patience, Search, Wolfe};
use crate::setting::Setting;
use crate::trajectory::Halt;
use crate::vector::norm;

pub(super) const METHOD: Method = Method {
    id: "lbfgsb",
    name: "L-BFGS-B",
    about: "L-BFGS that respects bounds on the variables: it finds which bounds hold, and minimizes over the others. The usual choice for \
            smooth functions in a box. Without bounds it is L-BFGS with the line search of its authors.",
    rule: &[
        "xᶜ: the model's first minimum along P(x − t g)",
        "x̄: the model's minimum over the variables free at xᶜ, projected",
        "x ← x + α (x̄ − x),  α by line search",
    ],
    conventions: "The algorithm of version 3.0 of the authors' code, which SciPy runs too, and the same paths until values differ by \
                  rounding only: there SciPy's search ends the run (ABNORMAL), ours goes on by slopes to a smaller gradient. SciPy also \
                  stops at a small relative decrease (ftol), Descent at the projected gradient only.",
    reference: Reference {
        authors: "Byrd, Lu, Nocedal, Zhu",
        year: 1995,
        title: "A limited memory algorithm for bound constrained optimization",
        source: "SIAM Journal on Scientific Computing 16",
        place: "p. 1190, with the projection of Morales and Nocedal (2011)",
    },
    params: &[MEMORY],
    bounded: true,
    work: Work::Whole(|s, dim| Box::new(Lbfgsb::new(s, dim))),
    python: Python::Scipy("L-BFGS-B"),
    ..WHOLE
};

/// The line search's constants (ftol, gtol, xtol and maxls of the authors' code).
const SEARCH: Wolfe = Wolfe { decrease: 1e-3, curvature: 0.9, narrow: 0.1, trials: 20 };
/// Where that fails along the gradient too: the first length that is low enough, however short.
const BACKWARDS: Backtracking = Backtracking { decrease: 1e-3, trials: 60 };
/// The longest step, in multiples of x̄ − x, where no bound is met.
const FAR: f64 = 1e10;

struct Lbfgsb {
    at: Point,
    next: Point,
    patience: Patience,
    bounds: Bounds,
    model: Compact,
    /// What the last step taught.
    last: Pair,
}

impl Lbfgsb {
    fn new(s: &Setting, dim: usize) -> Lbfgsb {
        let (at, model) = (Point::new(dim), Compact::new(dim, s.get("memory") as usize));
        let last = Pair::between(&at, &at);
        Lbfgsb { next: at.clone(), at, patience: Patience::new(dim), bounds: Bounds::none(dim), model, last }
    }

    /// Where the line search is to lead; `None` where rounding has made the model useless.
    fn target(&mut self) -> Option<Vec<f64>> {
        let (at, bounds, model) = (&self.at, &self.bounds, &mut self.model);
        if model.is_empty() {
            let target = self.downhill();
            let slope: f64 = target.iter().zip(&self.at.x).zip(&self.at.g).map(|((to, x), g)| (to - x) * g).sum();
            let short = self.at.x.iter().all(|x| *x == 0.0) && -slope <= f64::EPSILON * self.at.f.abs();
            let is_lost = target == self.at.x || !slope.is_finite() || short;
            return Some(if is_lost { self.in_sight() } else { target });
        }
        if bounds.are_none() {
            let newton = model.pairs().inverse_times(&at.g);
            return Some(at.x.iter().zip(newton).map(|(x, newton)| x - newton).collect());
        }
        if !model.prepare() {
            return None;
        }
        let cauchy = cauchy_point(&at.x, &at.g, bounds, model);
        subspace_point(&at.x, &at.g, bounds, model, &cauchy)
    }

    /// P(x − g), the generalized Cauchy point and the minimum of the model when its matrix is I.
    fn downhill(&self) -> Vec<f64> {
        self.along(|_, g| g)
    }

    /// The same so near that the slope is a number, and so far that it is not x by rounding: 1 away, or a tenth of x.
    fn in_sight(&self) -> Vec<f64> {
        let length = norm(projected(&self.at, &self.bounds));
        let far = (0.1 * norm(self.at.x.iter().copied())).clamp(1.0, 1e300);
        self.along(|i, g| if self.bounds.projected(i, self.at.x[i], g) == 0.0 { 0.0 } else { far * (g / length) })
    }

    /// P(x − step), for what the step along a variable is by its number and its part of the gradient.
    fn along(&self, step: impl Fn(usize, f64) -> f64) -> Vec<f64> {
        (0..self.at.x.len()).map(|i| self.bounds.clamp(i, self.at.x[i] - step(i, self.at.g[i]))).collect()
    }

    /// One search along the way to the target. Answers the decrease that the slope promised.
    fn descend(&mut self, first_step: bool, eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        let target = self.target().ok_or(Halt::NoDecrease)?;
        let (at, bounds) = (&self.at, &self.bounds);
        let d: Vec<f64> = target.iter().zip(&at.x).map(|(target, x)| target - x).collect();
        let mut line = Line::new(at, &d);
        if d.iter().all(|d| *d == 0.0) {
            return Err(Halt::Rounding);
        }
        line.most = match (bounds.are_none(), first_step) {
            (true, _) => FAR,
            (false, true) => 1.0,
            (false, false) => bounds.room(&at.x, &d).clamp(1.0, FAR),
        };
        let first = if first_step && !bounds.are_closed() { 1.0 / norm(d.iter().copied()) } else { 1.0 };
        let first = if line.is_lost(first) { line.careful() } else { first };
        let slope = line.slope;
        let step = match SEARCH.along(&line, first, &mut self.next, eval) {
            Err(Halt::NoDecrease) if self.model.is_empty() => {
                BACKWARDS.along(&line, first.min(line.careful()), &mut self.next, eval)?
            }
            done => done?,
        };
        eval.tell(|told| {
            told.begin(&self.at);
            let pairs = self.model.pairs();
            if let Some(newest) = pairs.newest() {
                told.by_pairs(&self.at.g, newest, pairs.scale(), |q| pairs.turn(q, &mut Vec::new()));
                if !self.bounds.are_none() {
                    let cauchy = cauchy_point(&self.at.x, &self.at.g, &self.bounds, &self.model);
                    told.vector("xᶜ", "Cauchy point: the model’s first minimum downhill", Role::Place, &cauchy.x);
                }
            } else {
                told.model = None;
            }
            told.vector("x̄", "the model’s minimum within the bounds", Role::Place, &target);
            told.step_is("α");
            told.lines.clear();
            told.say(if self.model.is_empty() && target == self.downhill() {
                &["x̄ = P(x − g)  with the model ½ dᵀd"]
            } else if self.model.is_empty() {
                &[
                    "x̄ = P(x − g / θ)  with the model ½ θ dᵀd",
                    "θ = ‖g‖ / max(1, ‖x‖ / 10)  since x − g cannot be seen beside x, or is beyond numbers",
                ]
            } else if self.bounds.are_none() {
                &["x̄ = x − H g"]
            } else {
                &METHOD.rule[..2]
            });
            told.say(&["x ← x + α (x̄ − x)"]);
        });
        Ok(-step * slope)
    }
}

/// The projected gradient at a point.
fn projected(at: &Point, bounds: &Bounds) -> impl Iterator<Item = f64> + Clone {
    (0..at.x.len()).map(|i| bounds.projected(i, at.x[i], at.g[i]))
}

impl Optimizer for Lbfgsb {
    fn step(&mut self, k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        if let Some(bounds) = eval.bounds().filter(|bounds| **bounds != self.bounds) {
            self.bounds = bounds.clone();
        }
        eval.turn(&mut self.at, x)?;
        if projected(&self.at, &self.bounds).all(|g| g == 0.0) {
            return Err(Halt::NoDirection);
        }
        self.patience.see(self.at.f, projected(&self.at, &self.bounds))?;
        let promise = match self.descend(k == 0, eval) {
            Err(halt) if halt.found_nothing() && !self.model.is_empty() => {
                self.model.clear();
                self.descend(k == 0, eval).map_err(|second| second.after(halt))?
            }
            done => done?,
        };
        self.last.turn_to(&self.at, &self.next);
        if self.last.curves(promise) {
            self.model.learn(&self.last);
        }
        std::mem::swap(&mut self.at, &mut self.next);
        next.copy_from_slice(&self.at.x);
        Ok(())
    }
}
