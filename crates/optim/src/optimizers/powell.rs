//! Powell's direction set: exact searches along n directions, which become conjugate by themselves, without any derivative.
//!
//! ```text
//! for each direction d:  x ← the minimum of f along x + t d
//! d ← x − x₀,  x₀ ← x
//! if f goes on falling from x to x + d:
//!     x ← the minimum of f along x + t d;  d replaces the direction along which f fell most
//! ```
//! Powell (1964), with the rule of which direction to replace as in Press et al., *Numerical Recipes*, section 10.7, and SciPy: keep all if
//! f(x + d) ≥ f(x₀) or 2 (f₀ − 2f + fₑ)(f₀ − f − Δ)² ≥ Δ (f₀ − fₑ)². Lines are searched by Brent's method to a hundredth of the
//! step. As in both, x₀ is where the searches along the directions ended in the step before. SciPy records that point; here a step ends
//! after the search along d.
//!
//! Bounds: a line ends at the border of the box. A search that is about to leave takes the point on the border if that is the lowest so
//! far. Whenever variables have come to bounds or left them, the directions are the axes again: others may lead into a wall only. And
//! x₀ is the iterate, as in Powell's paper, because searches that end at walls may otherwise leave directions that all but agree, and
//! then the run crawls. SciPy searches the whole line within the box and does not get quite to its ends.

use super::WHOLE;
use crate::anatomy::told::{Role, Searched, lowered};
use crate::catalog::Reference;
use crate::evaluator::Evaluator;
use crate::method::{Family, Method, Needs, Python, Work};
use crate::optimizer::Optimizer;
use crate::searches::brent;
use crate::setting::Setting;
use crate::trajectory::{Halt, Opinion};

pub(super) const METHOD: Method = Method {
    id: "powell",
    name: "Powell",
    family: Family::Direct,
    about: "Goes to the lowest point along one direction after the other and learns better directions from where that led. Needs values only; \
            for smooth functions of a few variables usually more exact than Nelder–Mead. Its searches may leap into another valley.",
    rule: &["x ← argmin f(x + t d)  along each direction d", "the way gone in all becomes a direction too"],
    conventions: "SciPy's searches and directions; a step ends one search later. Within bounds a line ends at the border, where SciPy's stay a \
                  little inside, and ways begin at the iterate, as in Powell's paper.",
    reference: Reference {
        authors: "Powell",
        year: 1964,
        title: "An efficient method for finding the minimum of a function of several variables without calculating derivatives",
        source: "The Computer Journal 7",
        place: "section 5",
    },
    params: &[],
    needs: Needs::Values,
    bounded: true,
    work: Work::Whole(|s, dim| Box::new(Powell::new(s, dim))),
    python: Python::Scipy("Powell"),
    ..WHOLE
};

/// How exactly a line is searched, as a share of the step.
const EXACT: f64 = 0.01;

/// Why a search along a line ended early.
enum Stop {
    /// At this step on the border of the box, with this value.
    Border(f64, f64),
    /// For good.
    Halt(Halt),
}

struct Powell {
    directions: Vec<Vec<f64>>,
    /// The value at the iterate; `None` before the first step.
    f: Option<f64>,
    /// x₀, where the way gone in all begins when there are no bounds; empty before the first step.
    origin: Vec<f64>,
    /// The variables that are at a bound.
    held: Vec<usize>,
    /// How far the last step went.
    spread: f64,
    /// The points tried in this step, one after the other, and their values.
    tried: Vec<(Vec<f64>, f64)>,
}

impl Powell {
    fn new(_s: &Setting, dim: usize) -> Powell {
        let (origin, held, tried) = (Vec::new(), Vec::new(), Vec::new());
        Powell { directions: axes(dim), f: None, origin, held, spread: f64::INFINITY, tried }
    }

    fn try_point(&mut self, x: &[f64], eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        let f = eval.try_value(x);
        self.tried.push((x.to_vec(), f));
        if f == f64::NEG_INFINITY { Err(Halt::Unbounded) } else { Ok(f) }
    }

    /// Moves `x` with the value `f` to the minimum along `d` (`[dim]`). Answers the value there and the step.
    fn search(&mut self, x: &mut [f64], f: f64, d: &[f64], eval: &mut Evaluator<'_>) -> Result<(f64, Vec<f64>), Halt> {
        let bounds = eval.bounds().cloned();
        let back: Vec<f64> = d.iter().map(|d| -d).collect();
        let room = |d: &[f64]| bounds.as_ref().map_or(f64::INFINITY, |bounds| bounds.room(x, d));
        let (low, high) = (-room(&back), room(d));
        if low == 0.0 && high == 0.0 {
            return Ok((f, vec![0.0; d.len()]));
        }
        let at = |t: f64| -> Vec<f64> {
            let mut y: Vec<f64> = x.iter().zip(d).map(|(x, d)| x + t * d).collect();
            if let Some(bounds) = &bounds {
                bounds.land(x, &mut y);
                bounds.project(&mut y);
            }
            y
        };
        let (mut best, f_before, first) = (f, f, self.tried.len());
        // The ends of the line that have not been tried, and are not where it begins.
        let mut ends = [low, high].map(|end| Some(end).filter(|end| *end != 0.0));
        let found = brent::minimum(f, EXACT, &mut |t| {
            let inside = (low..=high).contains(&t) || t.is_nan();
            let Some(t) = (if inside { Some(t) } else { ends[usize::from(t > high)].take() }) else {
                return Ok(f64::INFINITY);
            };
            let value = self.try_point(&at(t), eval).map_err(Stop::Halt)?;
            if !inside {
                return if value < best { Err(Stop::Border(t, value)) } else { Ok(f64::INFINITY) };
            }
            best = best.min(value);
            Ok(value)
        });
        let (t, f) = match found {
            Ok(found) => found,
            Err(Stop::Border(t, f)) => (t, f),
            Err(Stop::Halt(halt)) => return Err(halt),
        };
        eval.tell(|told| {
            let place = lowered(told.lines.iter().filter(|line| line.starts_with("x ←")).count() + 1);
            told.vector(&format!("d{place}"), "direction", Role::Slope, d);
            told.number(&format!("t{place}"), "step along it", t);
            told.lines.push(format!("x ← P(x + t{place} d{place})"));
            told.searched.push(Searched {
                from: x.to_vec(),
                direction: d.to_vec(),
                symbol: format!("d{place}"),
                f: f_before,
                step: t,
                wanted: None,
                trials: Some(first..self.tried.len()),
            });
        });
        if t == 0.0 {
            return Ok((f, vec![0.0; d.len()]));
        }
        x.copy_from_slice(&at(t));
        Ok((f, d.iter().map(|d| t * d).collect()))
    }

    /// Turns to the axes where variables have come to bounds at `x` or left them. Answers whether they have.
    fn renew(&mut self, x: &[f64], eval: &Evaluator<'_>) -> bool {
        let Some(bounds) = eval.bounds() else { return false };
        let on = |i: &usize| bounds.lower()[*i] == x[*i] || bounds.upper()[*i] == x[*i];
        let held: Vec<usize> = (0..x.len()).filter(on).collect();
        let changed = held != self.held;
        if changed {
            (self.directions, self.held) = (axes(x.len()), held);
        }
        changed
    }

    /// One iteration from `start` to `x`. Answers the value there.
    fn iterate(&mut self, start: &[f64], x: &mut [f64], eval: &mut Evaluator<'_>) -> Result<f64, Halt> {
        let f0 = match self.f {
            Some(f) => f,
            None => {
                self.origin = start.to_vec();
                eval.value(start)?
            }
        };
        if eval.bounds().is_some_and(|bounds| !bounds.are_none()) {
            self.origin.copy_from_slice(start);
        }
        // The last search of the step before may have come to a bound.
        self.renew(start, eval);
        let (mut f, mut most, mut steepest) = (f0, 0.0, 0);
        for i in 0..self.directions.len() {
            let d = self.directions[i].clone();
            let before = f;
            (f, _) = self.search(x, f, &d, eval)?;
            if before - f > most {
                (most, steepest) = (before - f, i);
            }
        }
        let way: Vec<f64> = x.iter().zip(&self.origin).map(|(x, origin)| x - origin).collect();
        eval.tell(|told| {
            told.vector("x₀", "where the way gone begins", Role::Place, &self.origin);
            told.means("w", "the way gone since", Role::Slope);
            told.say(&["w ← x − x₀"]);
        });
        self.origin.copy_from_slice(x);
        if way.iter().all(|w| *w == 0.0) {
            return Ok(f);
        }
        if self.renew(x, eval) {
            eval.tell(|told| told.say(&["other variables are at bounds now: the directions are the axes again"]));
            return Ok(f);
        }
        let room = eval.bounds().map_or(1.0, |bounds| bounds.room(x, &way).min(1.0));
        let mut beyond: Vec<f64> = x.iter().zip(&way).map(|(x, way)| x + room * way).collect();
        if let Some(bounds) = eval.bounds() {
            bounds.project(&mut beyond);
        }
        let extended = self.try_point(&beyond, eval)?;
        let lost = (f0 - f) - most;
        let gain = 2.0 * (f0 + extended - 2.0 * f) * (lost * lost) - most * ((f0 - extended) * (f0 - extended));
        let replaces = f0 > extended && gain < 0.0;
        eval.tell(|told| {
            told.number("f₀", "value where the step began", f0);
            told.number("f", "value after the searches", f);
            told.number("fₑ", "value as far again along w", extended);
            told.number("Δ", "most that f fell along one direction", most);
            told.say(&[match (f0 > extended, replaces) {
                (_, true) => "2 (f₀ + fₑ − 2 f) (f₀ − f − Δ)² ≤ Δ (f₀ − fₑ)²  w is worth a search",
                (true, false) => "Δ (f₀ − fₑ)² ≤ 2 (f₀ + fₑ − 2 f) (f₀ − f − Δ)²  the directions stay as they are",
                (false, false) if f0 <= extended => {
                    "f₀ ≤ fₑ  as far again f is no lower: the directions stay as they are"
                }
                _ => "there is no value as far again: the directions stay as they are",
            }]);
        });
        if replaces {
            let step;
            (f, step) = self.search(x, f, &way, eval)?;
            if step.iter().any(|s| *s != 0.0) {
                eval.tell(|told| {
                    told.lines.push(format!(
                        "from now on its step takes the place of d{}, along which f fell most",
                        lowered(steepest + 1)
                    ));
                });
                self.directions.swap_remove(steepest);
                self.directions.push(step);
            }
        }
        Ok(f)
    }
}

/// The axes of `dim` variables.
fn axes(dim: usize) -> Vec<Vec<f64>> {
    (0..dim).map(|i| (0..dim).map(|j| f64::from(u8::from(i == j))).collect()).collect()
}

impl Optimizer for Powell {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let rested = self.spread == 0.0;
        next.copy_from_slice(x);
        let done = self.iterate(x, next, eval);
        let mut accepted = false;
        let tried = std::mem::take(&mut self.tried);
        let log = tried.into_iter().map(|(point, f)| {
            let opinion = if !f.is_finite() {
                Opinion::NotFinite
            } else if !accepted && done.is_ok() && point == next && point != x {
                accepted = true;
                Opinion::Accepted
            } else {
                Opinion::Passed
            };
            (point, f, opinion)
        });
        log.for_each(|(point, f, opinion)| eval.tried(&point, f, opinion));
        self.f = Some(done?);
        self.spread = x.iter().zip(&*next).fold(0.0, |m: f64, (x, next)| m.max((next - x).abs()));
        // The same searches once more would find the same.
        if rested && self.spread == 0.0 { Err(Halt::NoDecrease) } else { Ok(()) }
    }

    fn spread(&self) -> Option<f64> {
        Some(self.spread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::RunSpec;
    use crate::minimize::minimize;
    use crate::objective::Objective;
    use crate::run::Budget;
    use nalgebra::DMatrix;

    /// A valley in n variables whose axes are no directions of the start.
    struct Valley(usize);

    impl Objective for Valley {
        fn dim(&self) -> usize {
            self.0
        }

        fn value(&self, x: &[f64]) -> f64 {
            let sum: f64 = x.iter().sum();
            let squares: f64 =
                x.iter().enumerate().map(|(i, x)| (i as f64 + 0.1) * (x - 1.0) * (x - 1.0) * (2.0 + x * x)).sum();
            sum * sum + squares
        }

        fn gradient(&self, x: &[f64], _g: &mut [f64]) -> f64 {
            self.value(x)
        }

        fn hessian(&self, x: &[f64], _g: &mut [f64], _h: &mut DMatrix<f64>) -> f64 {
            self.value(x)
        }
    }

    /// Numerical Recipes, section 10.7, word for word, with the same searches along lines.
    fn direction_set(objective: &dyn Objective, x0: &[f64], steps: usize) -> Vec<Vec<f64>> {
        let n = x0.len();
        let f = |x: &[f64]| objective.value(x);
        let along = |x: &[f64], d: &[f64], t: f64| -> Vec<f64> { x.iter().zip(d).map(|(x, d)| x + t * d).collect() };
        let linmin = |x: &mut Vec<f64>, d: &mut Vec<f64>| {
            let (t, _) = brent::minimum(f(x), 0.01, &mut |t| Ok::<f64, Halt>(f(&along(x, d, t)))).unwrap();
            *x = along(x, d, t);
            d.iter_mut().for_each(|d| *d *= t);
        };
        let mut xi: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        let (mut p, mut pt, mut path) = (x0.to_vec(), x0.to_vec(), vec![x0.to_vec()]);
        for _ in 0..steps {
            let (fp, mut ibig, mut del) = (f(&p), 0, 0.0);
            for (i, direction) in xi.iter().enumerate() {
                let fptt = f(&p);
                linmin(&mut p, &mut direction.clone());
                if fptt - f(&p) > del {
                    (del, ibig) = (fptt - f(&p), i);
                }
            }
            let ptt: Vec<f64> = p.iter().zip(&pt).map(|(p, pt)| p + (p - pt)).collect();
            let mut xit: Vec<f64> = p.iter().zip(&pt).map(|(p, pt)| p - pt).collect();
            pt = p.clone();
            let (fret, fptt) = (f(&p), f(&ptt));
            let square = |a: f64| a * a;
            if fptt < fp && 2.0 * (fp + fptt - 2.0 * fret) * square(fp - fret - del) - del * square(fp - fptt) < 0.0 {
                linmin(&mut p, &mut xit);
                xi[ibig] = xi[n - 1].clone();
                xi[n - 1] = xit;
            }
            path.push(p.clone());
        }
        path
    }

    #[test]
    fn powell_takes_the_path_of_the_book() {
        for dim in 1..=6 {
            let x0: Vec<f64> = (0..dim).map(|i| 1.5 - 0.7 * i as f64).collect();
            let budget = Budget { steps: 6, tol: 1e-8, xtol: 0.0 };
            let ours = minimize(&RunSpec::of("powell"), &Valley(dim), &x0, None, budget).unwrap();
            for (k, x) in direction_set(&Valley(dim), &x0, ours.steps()).iter().enumerate() {
                assert_eq!(ours.iterate(k), x, "{dim} variables, step {k}");
            }
            assert!(dim == 1 || ours.steps() > 3);
        }
    }
}
