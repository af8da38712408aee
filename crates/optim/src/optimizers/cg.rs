//! Nonlinear conjugate gradients: a direction from the gradient and the direction before, without any matrix.
//!
//! ```text
//! x ← x + α p              α by a search for the strong Wolfe conditions
//! p ← −g + β p,            g the new gradient, y its change
//! Polak, Ribière      β = max(gᵀy / g₋ᵀg₋, 0)
//! Fletcher, Reeves    β = gᵀg / g₋ᵀg₋
//! Hestenes, Stiefel   β = max(gᵀy / pᵀy, 0)
//! Hager, Zhang        β = max((y − 2 p yᵀy/pᵀy)ᵀg / pᵀy, η),  η = −1 / (‖p‖ min(0.01, ‖g₋‖))
//! ```
//! Nocedal, Wright (2006), algorithm 5.4 with eq. 5.41a, 5.44 and 5.46; Hager, Zhang (2005), *A new conjugate gradient method with
//! guaranteed descent and an efficient line search*, SIAM J. Optim. 16, eq. 1.3, 1.6 and 1.7. A search goes on
//! until the next direction is downhill enough, pᵀg ≤ −0.01 gᵀg (Gilbert, Nocedal 1992, as in SciPy). Where none is found, and where a search
//! fails, it restarts from −g. The first trial promises as much decrease as the last step had, at most 1: Nocedal, Wright, eq. 3.60.

use super::{C1, NOCEDAL_WRIGHT, WHOLE, c2};
use crate::anatomy::told::{Role, Told};
use crate::catalog::{Form, Reference};
use crate::evaluator::Evaluator;
use crate::method::{Method, Python, Work};
use crate::optimizer::Optimizer;
use crate::point::Point;
use crate::searches::{Line, Patience, Wolfe};
use crate::setting::Setting;
use crate::trajectory::Halt;
use crate::vector::{dot, norm};

pub(super) const METHOD: Method = Method {
    id: "cg",
    name: "Conjugate gradients",
    about: "Corrects the gradient by the direction before, so that a step does not undo what the last one did. Needs memory for three \
            vectors only; on a quadratic of n variables n steps are enough.",
    rule: &["x ← x + α p,  α by line search", "β = max(gᵀ(g − g₋) / g₋ᵀg₋, 0)", "p ← −g + β p"],
    conventions: "The forms differ in β only: Fletcher–Reeves β = gᵀg / g₋ᵀg₋; Hestenes–Stiefel β = max(gᵀy / pᵀy, 0); Hager–Zhang \
                  β = (y − 2 p yᵀy/pᵀy)ᵀg / pᵀy, bounded below. On quadratics with exact searches all are the same. SciPy has Polak–Ribière \
                  only. Like SciPy's, a search goes on until the next direction is downhill enough; unlike SciPy's, it restarts from −g \
                  where that fails.",
    reference: Reference { place: "algorithm 5.4, eq. 5.44", ..NOCEDAL_WRIGHT },
    forms: &[Form::PolakRibiere, Form::FletcherReeves, Form::HestenesStiefel, Form::HagerZhang],
    params: &[C1, c2(0.4)],
    work: Work::Whole(|s, dim| Box::new(Cg::new(s, dim))),
    python: Python::Scipy("CG"),
    ..WHOLE
};

/// A direction is downhill enough when its slope is at least this share of steepest descent's.
const DOWNHILL: f64 = 0.01;
/// How far below 0 Hager and Zhang's β may go.
const ETA: f64 = 0.01;

struct Cg {
    search: Wolfe,
    form: Form,
    at: Point,
    next: Point,
    patience: Patience,
    /// The direction; steepest descent's at the beginning and after a restart.
    p: Vec<f64>,
    /// The one before.
    last: Vec<f64>,
    fresh: bool,
    /// The decrease in the last step.
    fell: Option<f64>,
}

impl Cg {
    fn new(s: &Setting, dim: usize) -> Cg {
        Cg {
            search: Wolfe::new(s.get("c1"), s.get("c2")),
            form: s.form(),
            at: Point::new(dim),
            next: Point::new(dim),
            patience: Patience::new(dim),
            p: Vec::new(),
            last: Vec::new(),
            fresh: true,
            fell: None,
        }
    }

    /// Turns to steepest descent.
    fn restart(&mut self) {
        self.p = self.at.g.iter().map(|g| -g).collect();
        Line::tame(&self.at, &mut self.p);
        self.fresh = true;
    }

    /// Tells how the direction has come about: what was the last iterate is still where the next one will be.
    fn tell(&self, told: &mut Told) {
        told.lines.clear();
        told.begin(&self.at);
        told.means("p", "direction", Role::Way);
        if self.fresh {
            return told.say(&["p ← −g"]);
        }
        if turned(self.form, &self.next, &self.at, &self.last) != self.p {
            told.vector("p", "direction", Role::Way, &self.p);
            return told.say(&["p is from the gradients of the step before, as its noise made them"]);
        }
        told.vector("g₋", "the gradient before", Role::Plain, &self.next.g);
        told.vector("p₋", "the direction before", Role::Way, &self.last);
        told.means("y", "change of the gradient", Role::Plain);
        told.means("β", "share of the direction before", Role::Plain);
        told.say(&["y ← g − g₋"]);
        told.say(match self.form {
            Form::FletcherReeves => &["β ← gᵀg / g₋ᵀg₋"],
            Form::HestenesStiefel => &["β ← max(gᵀy / p₋ᵀy, 0)"],
            Form::HagerZhang => &["η ← −1 / (‖p₋‖ min(0.01, ‖g₋‖))", "β ← max((y − 2 p₋ yᵀy / p₋ᵀy)ᵀ g / p₋ᵀy, η)"],
            _ => &["β ← max(gᵀy / g₋ᵀg₋, 0)"],
        });
        told.means("η", "the least share", Role::Plain);
        told.say(&["p ← −g + β p₋"]);
    }

    /// Searches along the direction, until the next one leads downhill enough.
    fn descend(&mut self, eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let (form, at, p) = (self.form, &self.at, &self.p);
        let line = Line::new(at, p);
        let first = self.fell.map_or(0.0, |fell| (2.02 * fell / -line.slope).min(1.0));
        let first = if line.is_lost(first) { line.careful() } else { first };
        let suits = |next: &Point| is_downhill(&turned(form, at, next, p), &next.g);
        self.search.along_until(&line, first, &mut self.next, eval, suits).map(|_| ())
    }
}

/// The direction at `next` when the last step was from `at` along `p`.
fn turned(form: Form, at: &Point, next: &Point, p: &[f64]) -> Vec<f64> {
    let beta = beta(form, &at.g, &next.g, p);
    next.g.iter().zip(p).map(|(g, p)| beta * p - g).collect()
}

/// Whether `p` leads downhill at least a hundredth as steeply as −g does.
fn is_downhill(p: &[f64], g: &[f64]) -> bool {
    dot(p, g) <= -DOWNHILL * dot(g, g)
}

/// The share of the direction `p` that goes into the next one, when the gradient has changed from `before` to `g`.
fn beta(form: Form, before: &[f64], g: &[f64], p: &[f64]) -> f64 {
    let y: Vec<f64> = g.iter().zip(before).map(|(g, before)| g - before).collect();
    match form {
        Form::FletcherReeves => dot(g, g) / dot(before, before),
        Form::HestenesStiefel => (dot(g, &y) / dot(p, &y)).max(0.0),
        Form::HagerZhang => {
            let py = dot(p, &y);
            let beta = (dot(&y, g) - 2.0 * dot(p, g) * (dot(&y, &y) / py)) / py;
            beta.max(-1.0 / (norm(p.iter().copied()) * norm(before.iter().copied()).min(ETA)))
        }
        _ => (dot(g, &y) / dot(before, before)).max(0.0),
    }
}

impl Optimizer for Cg {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        eval.turn(&mut self.at, x)?;
        if self.at.is_flat() {
            return Err(Halt::NoDirection);
        }
        self.patience.see(self.at.f, self.at.g.iter().copied())?;
        if self.p.is_empty() {
            self.restart();
        }
        eval.tell(|told| self.tell(told));
        match self.descend(eval) {
            Err(halt) if halt.found_nothing() && !self.fresh => {
                self.restart();
                eval.tell(|told| self.tell(told));
                self.fell = None;
                self.descend(eval).map_err(|second| second.after(halt))?;
            }
            done => done?,
        }
        eval.tell(|told| {
            told.step_is("α");
            told.say(&METHOD.rule[..1]);
        });
        self.fell = Some(self.at.f - self.next.f).filter(|fell| *fell > 0.0);
        let p = turned(self.form, &self.at, &self.next, &self.p);
        std::mem::swap(&mut self.at, &mut self.next);
        self.last = std::mem::replace(&mut self.p, p);
        self.fresh = false;
        if !is_downhill(&self.p, &self.at.g) {
            self.restart();
        }
        next.copy_from_slice(&self.at.x);
        Ok(())
    }
}
