//! Trust region: the minimum of the quadratic model within a radius in which the model is believed.
//!
//! ```text
//! p = argmin gᵀp + ½ pᵀHp  with |p| ≤ Δ
//! ρ = (f(x) − f(x + p)) / (what the model promised)
//! ρ < ¼:  Δ ← |p|/4;   ρ > ¾ and |p| = Δ:  Δ ← min(2 Δ, Δ̂)
//! ρ > 0.15:  x ← x + p;   else again from x
//! ```
//! Nocedal, Wright (2006), algorithm 4.1; the constants are SciPy's, but for Δ̂, which is 1000 there and would make far ways long here. SciPy
//! shrinks Δ and not |p|, so that it may try the same point twice. How the model is minimized is the `form`: see [`exact`] and [`dogleg`].
//!
//! Where the promise may be below the rounding of f, a small ρ means nothing; then it is enough that the gradient becomes half as
//! long.

mod dogleg;
mod exact;

use super::{NOCEDAL_WRIGHT, WHOLE};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Default, Form, Param, Reference, Scale};
use crate::dense::product;
use crate::evaluator::Evaluator;
use crate::method::{Family, Method, Needs, Python, Work};
use crate::optimizer::Optimizer;
use crate::point::Point;
use crate::setting::Setting;
use crate::trajectory::{Halt, Opinion};
use crate::vector::{dot, norm};
use dogleg::Dogleg;
use exact::Exact;
use nalgebra::DMatrix;

pub(super) const METHOD: Method = Method {
    id: "trust-region",
    name: "Trust region",
    family: Family::Newton,
    about: "Newton's model, believed only within a radius that grows where the model was right and shrinks where it was wrong. The most \
            robust use of the Hessian: negative curvature is followed, and it leaves even the very point of a saddle.",
    rule: &["p = argmin gᵀp + ½ pᵀHp  with |p| ≤ Δ", "x ← x + p  if f falls as the model says, else Δ ← |p|/4"],
    conventions: "Exact finds the minimum of the model from the eigenvalues of the Hessian; dogleg goes towards the steepest descent's minimum and turns \
                  to Newton's point, or follows conjugate gradients where the Hessian is not positive definite. SciPy's constants, but Δ has no limit of 1000, and \
                  a rejected step shrinks it below its own length. SciPy's trust-exact is content with the model's minimum to a tenth of Δ.",
    reference: Reference { place: "algorithms 4.1 and 4.3, eq. 4.16", ..NOCEDAL_WRIGHT },
    forms: &[Form::Exact, Form::Dogleg],
    params: &[
        radius("radius", "Δ₀", "first radius", "How far the first step may lead.", 1.0),
        radius("max_radius", "Δ̂", "largest radius", "How far a step may lead at most.", 1e10),
    ],
    needs: Needs::Hessians,
    work: Work::Whole(|s, dim| Box::new(TrustRegion::new(s, dim))),
    python: Python::Scipy("trust-exact"),
    ..WHOLE
};

const fn radius(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    about: &'static str,
    default: f64,
) -> Param {
    let default = Default::Fixed(default);
    Param {
        default,
        min: 1e-12,
        max: 1e200,
        slider: (0.01, 1000.0),
        scale: Scale::Log,
        ..Param::named(key, symbol, name, about)
    }
}

/// The least ρ of an accepted step.
const ACCEPTED: f64 = 0.15;
/// Differences smaller than this share of the value may be rounding: terms that cancel leave more of it than the value shows.
const DOUBT: f64 = 1e-11;
/// The most trials in a step.
const TRIALS: u32 = 200;

/// How the model is minimized.
enum Model {
    Exact(Exact),
    Dogleg(Dogleg),
}

impl Model {
    fn of(form: Form, hessian: &DMatrix<f64>, g: &[f64]) -> Model {
        match form {
            Form::Dogleg => Model::Dogleg(Dogleg::of(hessian, g)),
            _ => Model::Exact(Exact::of(hessian, g)),
        }
    }

    /// The step within `radius`, and where that leads.
    fn step(&self, radius: f64, hessian: &DMatrix<f64>, g: &[f64]) -> (Vec<f64>, Place) {
        match self {
            Model::Exact(exact) => {
                let (p, sigma) = exact.step(radius);
                (p, Place::Exact(sigma))
            }
            Model::Dogleg(dogleg) => {
                let (p, place) = dogleg.step(radius, hessian, g);
                (p, Place::Dogleg(place))
            }
        }
    }

    /// Tells how the step at a `place` is made.
    fn tell(&self, place: Place, told: &mut Told) {
        match (self, place) {
            (Model::Dogleg(dogleg), Place::Dogleg(place)) => dogleg.tell(place, told),
            (_, Place::Exact(Some(lambda))) => {
                told.number("λ", "how much the radius bends the model up", lambda);
                told.say(&["H p + λ p = −g  so that H + λ I bends down nowhere", "‖p‖ = Δ  on the border"]);
            }
            _ => told.say(&["H p = −g  Newton’s step", "‖p‖ ≤ Δ"]),
        }
    }
}

/// Where a step leads.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// To the model’s minimum within the radius, with λ where that is on the border.
    Exact(Option<f64>),
    /// Somewhere on the path of the dogleg.
    Dogleg(dogleg::Place),
}

impl Place {
    /// Whether that is as far as the radius allows.
    fn is_at_border(self) -> bool {
        match self {
            Place::Exact(lambda) => lambda.is_some(),
            Place::Dogleg(dogleg::Place::Newton) => false,
            Place::Dogleg(dogleg::Place::Leg(_)) => true,
            Place::Dogleg(dogleg::Place::Conjugate { border, .. }) => border.is_some(),
        }
    }
}

struct TrustRegion {
    form: Form,
    radius: f64,
    most: f64,
    at: Point,
    next: Point,
    hessian: DMatrix<f64>,
}

impl TrustRegion {
    fn new(s: &Setting, dim: usize) -> TrustRegion {
        let most = s.get("max_radius");
        TrustRegion {
            form: s.form(),
            radius: s.get("radius").min(most),
            most,
            at: Point::new(dim),
            next: Point::new(dim),
            hessian: DMatrix::zeros(dim, dim),
        }
    }

    /// Tells of the step `p` within `radius`, at a `place` of the model.
    fn tell(&self, p: &[f64], radius: f64, (model, place): (&Model, Place), told: &mut Told) {
        told.begin(&self.at);
        told.hessian("H", &self.hessian);
        told.model_of("H", &self.at.g, &self.hessian);
        if let Some(shown) = &mut told.model {
            shown.radius = radius;
        }
        told.vector("p", "the model’s minimum within Δ", Role::Way, p);
        told.number("Δ", "radius in which the model is believed", radius);
        told.number("f", "the value", self.at.f);
        told.number("f₊", "the value at the next iterate", self.next.f);
        told.say(&["p = argmin gᵀp + ½ pᵀHp  with |p| ≤ Δ"]);
        model.tell(place, told);
        told.means("q", "the change that the model promises", Role::Plain);
        told.means("ρ", "the share of it that came", Role::Plain);
        told.say(&["q ← gᵀp + ½ pᵀH p", "ρ ← (f₊ − f) / q", "x ← x + p"]);
    }

    /// Tries x + p, p being as long as the radius or not, and changes the radius. Answers whether it is accepted.
    fn try_step(&mut self, p: &[f64], at_border: bool, eval: &mut Evaluator<'_>) -> Result<bool, Halt> {
        let (at, next) = (&self.at, &mut self.next);
        let promised = -dot(&at.g, p) - 0.5 * dot(p, &product(&self.hessian, p));
        next.x.iter_mut().zip(at.x.iter().zip(p)).for_each(|(next, (x, p))| *next = x + p);
        // The promise may also be no number.
        let promises = promised > 0.0;
        if next.x == at.x || !promises {
            return Err(Halt::Rounding);
        }
        let length = norm(p.iter().copied());
        next.f = eval.try_value(&next.x);
        eval.tried(&next.x, next.f, Opinion::TooHigh);
        if next.f == f64::NEG_INFINITY {
            return Err(Halt::Unbounded);
        }
        let change = (at.f - next.f).abs();
        let ratio = (at.f - next.f) / promised;
        // Values that differ by so little may differ by rounding only.
        let doubtful = ratio <= ACCEPTED && promised.max(change) <= DOUBT * at.f.abs();
        let finite = next.f.is_finite() && (!(doubtful || ratio > ACCEPTED) || eval.try_gradient(&next.x, &mut next.g));
        if !finite {
            eval.thinks(Opinion::NotFinite);
        }
        if doubtful && finite && norm(next.g.iter().copied()) < 0.5 * norm(at.g.iter().copied()) {
            return Ok(true);
        }
        if ratio <= ACCEPTED && promised <= 16.0 * f64::EPSILON * at.f.abs() {
            return Err(Halt::Rounding);
        }
        if !finite || ratio < 0.25 {
            self.radius = 0.25 * length;
        } else if ratio > 0.75 && at_border {
            self.radius = (2.0 * self.radius).min(self.most);
        }
        Ok(finite && ratio > ACCEPTED)
    }
}

impl Optimizer for TrustRegion {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        eval.turn(&mut self.at, x)?;
        eval.hessian(x, &mut self.hessian)?;
        let model = Model::of(self.form, &self.hessian, &self.at.g);
        for _ in 0..TRIALS {
            let (p, place) = model.step(self.radius, &self.hessian, &self.at.g);
            let radius = self.radius;
            if p.iter().all(|p| *p == 0.0) {
                return Err(if self.at.is_flat() { Halt::NoDirection } else { Halt::Rounding });
            }
            if self.try_step(&p, place.is_at_border(), eval)? {
                eval.thinks(Opinion::Accepted);
                eval.tell(|told| self.tell(&p, radius, (&model, place), told));
                std::mem::swap(&mut self.at, &mut self.next);
                next.copy_from_slice(&self.at.x);
                return Ok(());
            }
        }
        Err(Halt::NoDecrease)
    }
}
