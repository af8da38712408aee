//! Newton's method: the step to the minimum of the quadratic model.
//!
//! ```text
//! (H + α I) p = −g
//! x ← x + t p
//! ```
//! Nocedal, Wright (2006), eq. 2.15 and section 3.4; Goodfellow et al. (2016), algorithm 8.8, with its regularization H + α I.
//!
//! With α given, the step is full: t = 1. It may climb, and with α = 0 it walks into saddles and maxima, because the model's
//! stationary point is where it goes. Without α, α = 0 where H is positive definite, elsewhere it turns the least eigenvalue λ
//! over, α = −2λ, and is at least so large that H + α I is positive definite beyond rounding; t comes from backtracking.
//! A step costs a gradient, a Hessian and a solution of n equations, n³/3 operations.

use super::{NOCEDAL_WRIGHT, WHOLE, flag};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Kind, Param, Reference, Scale};
use crate::dense::{self, Spectrum};
use crate::evaluator::Evaluator;
use crate::method::{Family, Method, Needs, Work};
use crate::optimizer::Optimizer;
use crate::point::Point;
use crate::searches::{Backtracking, Line, Search};
use crate::setting::Setting;
use crate::trajectory::Halt;
use nalgebra::{DMatrix, DVector};

pub(super) const METHOD: Method = Method {
    id: "newton",
    name: "Newton",
    family: Family::Newton,
    about: "Goes to where the quadratic model of the function is stationary: one step on a quadratic, whatever its condition, and \
            twice as many right digits with every step near a minimum. With a fixed alpha its steps are full: they may climb, and pure \
            Newton, alpha 0, takes a saddle for the answer. Without one it chooses alpha itself and searches along the line.",
    rule: &["(H + α I) p = −g", "x ← x + t p,  t = 1 or by backtracking"],
    conventions: "The textbook's alpha is a number chosen by hand; auto finds it from the least eigenvalue of H.",
    reference: Reference { place: "sections 3.3 and 3.4", ..NOCEDAL_WRIGHT },
    params: &[
        Param {
            key: "alpha",
            symbol: "α",
            name: "alpha",
            about: "Is added to all eigenvalues of the Hessian. 0 is pure Newton; only above −λmin does the step lead downhill. Not given, it is \
                    found anew in every step.",
            kind: Kind::Number,
            default: Default::Absent("auto"),
            min: 0.0,
            max: 1e12,
            slider: (0.01, 100.0),
            scale: Scale::Log,
            scheduled: false,
        },
        flag(
            "search",
            "t",
            "line search",
            "Shortens the step with a given alpha until the value falls enough; without alpha it always does.",
        ),
    ],
    needs: Needs::Hessians,
    work: Work::Whole(|s, dim| Box::new(Newton::new(s, dim))),
    ..WHOLE
};

struct Newton {
    /// α, if it is given.
    alpha: Option<f64>,
    search: Option<Backtracking>,
    at: Point,
    next: Point,
    hessian: DMatrix<f64>,
}

/// The least share of its largest eigenvalue that a modified Hessian keeps.
const FLOOR: f64 = 1e-4;

impl Newton {
    fn new(s: &Setting, dim: usize) -> Newton {
        let alpha = Some(s.get("alpha")).filter(|alpha| !alpha.is_nan());
        let search = (alpha.is_none() || s.values.flag("search")).then_some(Backtracking::USUAL);
        Newton { alpha, search, at: Point::new(dim), next: Point::new(dim), hessian: DMatrix::zeros(dim, dim) }
    }

    /// p and the α in force, for the gradient `g` (`[dim]`).
    fn direction(&self, g: &[f64]) -> Result<(Vec<f64>, f64), Halt> {
        let down: Vec<f64> = g.iter().map(|g| -g).collect();
        let Some(alpha) = self.alpha else { return Ok(descend(&self.hessian, down)) };
        dense::solve(&shifted(&self.hessian, alpha), &down).map(|p| (p, alpha)).ok_or(Halt::Singular)
    }

    /// Tells of the direction `p`, before it is turned over where it leads uphill.
    fn tell(&self, p: &[f64], alpha: f64, told: &mut Told) {
        told.begin(&self.at);
        told.vector("p", "Newton’s step", Role::Way, p);
        told.number("α", "shift of the eigenvalues", alpha);
        told.hessian("H", &self.hessian);
        told.model_of(if alpha == 0.0 { "H" } else { "H + α I" }, &self.at.g, &shifted(&self.hessian, alpha));
        told.say(if alpha == 0.0 { &["H p = −g"] } else { &METHOD.rule[..1] });
    }
}

impl Optimizer for Newton {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let Some(search) = self.search else {
            eval.gradient(x, &mut self.at.g)?;
            if self.at.is_flat() {
                return Err(Halt::NoDirection);
            }
            eval.hessian(x, &mut self.hessian)?;
            let (p, alpha) = self.direction(&self.at.g)?;
            eval.tell(|told| {
                self.tell(&p, alpha, told);
                told.say(&["x ← x + p"]);
            });
            next.iter_mut().zip(x.iter().zip(&p)).for_each(|(next, (x, p))| *next = x + p);
            return Ok(());
        };
        eval.turn(&mut self.at, x)?;
        if self.at.is_flat() {
            return Err(Halt::NoDirection);
        }
        eval.hessian(x, &mut self.hessian)?;
        let (mut p, alpha) = self.direction(&self.at.g)?;
        eval.tell(|told| self.tell(&p, alpha, told));
        // With a given alpha the step may lead uphill; then its opposite is searched.
        if Line::new(&self.at, &p).slope > 0.0 {
            p.iter_mut().for_each(|p| *p = -*p);
            eval.tell(|told| told.say(&["p ← −p  since it leads uphill"]));
        }
        search.along(&Line::new(&self.at, &p), 1.0, &mut self.next, eval)?;
        eval.tell(|told| {
            told.step_is("t");
            told.say(&["x ← x + t p"]);
        });
        if self.next.x == self.at.x {
            return Err(Halt::Rounding);
        }
        std::mem::swap(&mut self.at, &mut self.next);
        next.copy_from_slice(&self.at.x);
        Ok(())
    }
}

/// H + α I.
fn shifted(hessian: &DMatrix<f64>, alpha: f64) -> DMatrix<f64> {
    let mut shifted = hessian.clone();
    (0..hessian.nrows()).for_each(|i| shifted[(i, i)] += alpha);
    shifted
}

/// The solution of (H + α I) p = `down` (`[dim]`, not 0) with the least α of the choices above: a direction of descent for −g; and α.
fn descend(hessian: &DMatrix<f64>, down: Vec<f64>) -> (Vec<f64>, f64) {
    if let Some(cholesky) = dense::definite(hessian) {
        return (cholesky.solve(&DVector::from_column_slice(&down)).iter().copied().collect(), 0.0);
    }
    let spectrum = Spectrum::of(hessian);
    let (least, size) = (spectrum.least(), spectrum.size());
    let down_size = down.iter().fold(0.0, |m: f64, d| m.max(d.abs()));
    let floor = if size > 0.0 { FLOOR * size } else { down_size };
    let alpha = (-2.0 * least).max(floor - least);
    let mut p = vec![0.0; down.len()];
    for (value, v) in spectrum.values.iter().zip(&spectrum.vectors) {
        let along = crate::vector::dot(v, &down) / (value + alpha);
        p.iter_mut().zip(v).for_each(|(p, v)| *p += along * v);
    }
    (p, alpha)
}
