//! Newton-CG: conjugate gradients on Newton's equations, stopped early.
//!
//! ```text
//! z ← 0,  r ← g,  d ← −g                              then, until |r| ≤ η |g| with η = min(½, √|g|):
//! stop when dᵀHd ≤ 0                                  negative curvature: go along z, or along −g if z is still 0
//! α = rᵀr/dᵀHd,  z ← z + α d,  r ← r + α H d
//! β = the new rᵀr / the old,  d ← −r + β d
//! x ← x + t z                                         t by a search for the strong Wolfe conditions, 1 tried first
//! ```
//! Nocedal, Wright (2006), algorithm 7.1; Dembo, Steihaug (1983). As SciPy does, |·| is the sum of absolute values and −g is scaled
//! to −(gᵀg/|gᵀHg|) g. Of the Hessian only products H d are used: n² operations each, a few in a step.

use super::{C1, NOCEDAL_WRIGHT, WHOLE, c2};
use crate::anatomy::told::{Role, Told};
use crate::catalog::Reference;
use crate::dense::product;
use crate::evaluator::Evaluator;
use crate::method::{Family, Method, Needs, Python, Work};
use crate::optimizer::Optimizer;
use crate::point::Point;
use crate::searches::{Line, Search, Wolfe};
use crate::setting::Setting;
use crate::trajectory::Halt;
use crate::vector::{dot, norm};
use nalgebra::DMatrix;

pub(super) const METHOD: Method = Method {
    id: "newton-cg",
    name: "Newton-CG",
    family: Family::Newton,
    about: "Solves Newton's equations by conjugate gradients, only as well as is worth it, and leaves off where the curvature is negative: so \
            it always goes down, past saddles too. For many variables, where products with the Hessian are cheap and solutions are not.",
    rule: &["H p ≈ −g  by conjugate gradients, while dᵀHd > 0", "x ← x + t p,  t by line search"],
    conventions: "SciPy's inner iteration and search. SciPy ends when a step is short, Descent when the gradient is small; without a Hessian \
                  SciPy takes differences of gradients.",
    reference: Reference { place: "algorithm 7.1", ..NOCEDAL_WRIGHT },
    params: &[C1, c2(0.9)],
    needs: Needs::Hessians,
    work: Work::Whole(|s, dim| Box::new(NewtonCg::new(s, dim))),
    python: Python::Scipy("Newton-CG"),
    ..WHOLE
};

struct NewtonCg {
    search: Wolfe,
    at: Point,
    next: Point,
    hessian: DMatrix<f64>,
}

impl NewtonCg {
    fn new(s: &Setting, dim: usize) -> NewtonCg {
        let search = Wolfe::new(s.get("c1"), s.get("c2"));
        NewtonCg { search, at: Point::new(dim), next: Point::new(dim), hessian: DMatrix::zeros(dim, dim) }
    }
}

impl Optimizer for NewtonCg {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        eval.turn(&mut self.at, x)?;
        if self.at.is_flat() {
            return Err(Halt::NoDirection);
        }
        eval.hessian(x, &mut self.hessian)?;
        let Truncated { p, iterations, end } = truncated(&self.hessian, &self.at.g);
        self.search.along(&Line::new(&self.at, &p), 1.0, &mut self.next, eval)?;
        eval.tell(|told| {
            told.begin(&self.at);
            told.vector("p", "direction", Role::Way, &p);
            told.hessian("H", &self.hessian);
            told.model_of("H", &self.at.g, &self.hessian);
            told.number("t", "step along the line", told.searched.last().map_or(1.0, |searched| searched.step));
            end.tell(iterations, told);
            told.say(&["H p ≈ −g", "x ← x + t p"]);
        });
        if self.next.x == self.at.x {
            return Err(Halt::Rounding);
        }
        std::mem::swap(&mut self.at, &mut self.next);
        next.copy_from_slice(&self.at.x);
        Ok(())
    }
}

/// Why conjugate gradients were left.
#[derive(Clone, Copy)]
enum End {
    /// What is left is small enough.
    Near,
    /// Along d the curvature is not above 0: so far z is taken.
    Bent,
    /// So it is along −g already, of which this multiple is taken.
    BentAtOnce(f64),
}

/// A direction of descent, and how it was found.
struct Truncated {
    p: Vec<f64>,
    /// How often z was moved.
    iterations: usize,
    end: End,
}

impl End {
    /// Tells of the iterations.
    fn tell(self, iterations: usize, told: &mut Told) {
        let all = told.conjugate(iterations, matches!(self, End::Bent));
        match self {
            End::Near => told.say(&["near enough: what is left of the equations is small beside g"]),
            End::Bent | End::BentAtOnce(_) => told.say(&["the curvature dᵀH d is not above 0: no further"]),
        }
        match self {
            End::BentAtOnce(scale) => {
                told.number("γ", "multiple of −g", scale);
                told.say(&["p = γ d"]);
            }
            _ if all => told.say(&["p = z"]),
            _ => {}
        }
    }
}

/// The direction of descent from the gradient `g` (`[dim]`, not 0).
fn truncated(hessian: &DMatrix<f64>, g: &[f64]) -> Truncated {
    // Everything is proportional to g: so scaled, no square overflows.
    let length = norm(g.iter().copied());
    let size = |r: &[f64]| r.iter().map(|r| r.abs()).sum::<f64>();
    let enough = (size(g).sqrt()).min(0.5) * size(g) / length;
    let mut z = vec![0.0; g.len()];
    let mut r: Vec<f64> = g.iter().map(|g| g / length).collect();
    let mut d: Vec<f64> = r.iter().map(|r| -r).collect();
    let (mut iterations, mut end) = (0, End::Near);
    for i in 0..20 * g.len() {
        if size(&r) <= enough {
            break;
        }
        let (hd, rr) = (product(hessian, &d), dot(&r, &r));
        let curvature = dot(&d, &hd);
        // Not above what rounding makes of it.
        if curvature <= 3.0 * f64::EPSILON * d.iter().zip(&hd).map(|(d, hd)| (d * hd).abs()).sum::<f64>() {
            if i == 0 {
                let scale = if curvature < 0.0 { rr / -curvature } else { 1.0 };
                z.iter_mut().zip(&d).for_each(|(z, d)| *z = scale * d);
                end = End::BentAtOnce(scale);
            } else {
                end = End::Bent;
            }
            break;
        }
        let alpha = rr / curvature;
        z.iter_mut().zip(&d).for_each(|(z, d)| *z += alpha * d);
        r.iter_mut().zip(&hd).for_each(|(r, hd)| *r += alpha * hd);
        let beta = dot(&r, &r) / rr;
        d.iter_mut().zip(&r).for_each(|(d, r)| *d = beta * *d - r);
        iterations += 1;
    }
    Truncated { p: z.iter().map(|z| z * length).collect(), iterations, end }
}
