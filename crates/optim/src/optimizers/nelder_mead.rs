//! The simplex method of Nelder and Mead: n + 1 points that crawl downhill, without any derivative.
//!
//! ```text
//! c = the mean of all vertices but the worst, w
//! reflect:   r = c + (c − w)
//! expand:    c + χ (c − w)              if r is the best point so far
//! contract:  c + ψ (c − w) or c − ψ (c − w)   if r is not even better than the second worst; the side that is lower
//! shrink:    all vertices towards the best, by σ      if that did not help
//! ```
//! Nelder, Mead (1965); Lagarias, Reeds, Wright, Wright (1998), section 2. χ = 2, ψ = σ = ½, or with n (Gao, Han 2012, eq. 4.1):
//! χ = 1 + 2/n, ψ = ¾ − 1/(2n), σ = 1 − 1/n. As in SciPy, the first simplex has each coordinate 5 % larger once, or 0.00025 where
//! it is 0. Bounds: as in SciPy every point is moved to the nearest one inside, and the first simplex is reflected into the box. Held
//! variables take no part.
//!
//! The iterate is the best vertex. The method has no theory to speak of: it may stop where nothing is stationary, and does so the more
//! often the more variables there are, or when a face of the box has swallowed all vertices.

use super::{WHOLE, flag};
use crate::anatomy::{Role, Told};
use crate::bounds::Bounds;
use crate::catalog::{Reference, Setting};
use crate::method::{Family, Method, Needs, Python, Work};
use crate::evaluator::Evaluator;
use crate::optimizer::Optimizer;
use crate::sort::sorted;
use crate::trajectory::{Halt, Opinion};

pub(super) const METHOD: Method = Method {
    id: "nelder-mead",
    name: "Nelder–Mead",
    family: Family::Direct,
    about: "A triangle (in n dimensions a simplex) that turns over, stretches and shrinks its way downhill by comparing values only. Good for a few \
            variables without derivatives, rough values included; slow for many, and without any guarantee.",
    rule: &[
        "r = c + (c − w)  for the worst vertex w and the mean c of the others",
        "w ← r, or c + χ (c − w), or c ± ψ (c − w),  or shrink to the best by σ",
    ],
    conventions: "",
    reference: Reference {
        authors: "Nelder, Mead",
        year: 1965,
        title: "A simplex method for function minimization",
        source: "The Computer Journal 7",
        place: "p. 308",
    },
    params: &[flag(
        "adaptive",
        "χ(n)",
        "adaptive",
        "Lets the factors depend on the number of variables (Gao, Han 2012). Helps where there are many; in the plane it changes nothing.",
    )],
    needs: Needs::Values,
    bounded: true,
    work: Work::Whole(|s, dim| Box::new(NelderMead::new(s, dim))),
    python: Python::Scipy("Nelder-Mead"),
    ..WHOLE
};

/// A point and its value; +∞ where there is no number.
#[derive(Clone, Debug, PartialEq)]
struct Vertex {
    x: Vec<f64>,
    f: f64,
}

struct NelderMead {
    adaptive: bool,
    /// χ, ψ, σ.
    factors: [f64; 3],
    /// The vertices, the best first; empty before the first step.
    simplex: Vec<Vertex>,
    /// The points tried in this step.
    tried: Vec<Vertex>,
}

impl NelderMead {
    fn new(s: &Setting, _dim: usize) -> NelderMead {
        let adaptive = s.values.flag("adaptive");
        NelderMead { adaptive, factors: [2.0, 0.5, 0.5], simplex: Vec::new(), tried: Vec::new() }
    }

    /// The first simplex, from `x`.
    fn begin(&mut self, x: &[f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let bounds = eval.bounds().cloned();
        let free = |i: &usize| bounds.as_ref().is_none_or(|b| b.lower()[*i] < b.upper()[*i]);
        let free: Vec<usize> = (0..x.len()).filter(free).collect();
        if self.adaptive {
            let n = free.len().max(1) as f64;
            self.factors = [1.0 + 2.0 / n, 0.75 - 1.0 / (2.0 * n), 1.0 - 1.0 / n];
        }
        let f = self.try_point(x.to_vec(), eval)?;
        self.simplex = vec![f];
        for i in free {
            let mut y = x.to_vec();
            y[i] = if y[i] == 0.0 { 0.000_25 } else { (1.0 + 0.05) * y[i] };
            if let Some(bounds) = &bounds {
                y[i] = inside(bounds, i, y[i]);
            }
            let vertex = self.try_point(y, eval)?;
            self.simplex.push(vertex);
        }
        self.sort();
        Ok(())
    }

    fn try_point(&mut self, mut x: Vec<f64>, eval: &mut Evaluator<'_>) -> Result<Vertex, Halt> {
        if let Some(bounds) = eval.bounds() {
            bounds.project(&mut x);
        }
        let f = eval.try_value(&x);
        let vertex = Vertex { x, f: if f.is_nan() { f64::INFINITY } else { f } };
        self.tried.push(vertex.clone());
        if f == f64::NEG_INFINITY { Err(Halt::Unbounded) } else { Ok(vertex) }
    }

    /// The point c + `times` (c − w).
    fn away(&mut self, c: &[f64], times: f64, eval: &mut Evaluator<'_>) -> Result<Vertex, Halt> {
        let worst = &self.simplex[self.simplex.len() - 1].x;
        let x = c.iter().zip(worst).map(|(c, w)| (1.0 + times) * c - times * w).collect();
        self.try_point(x, eval)
    }

    /// One iteration.
    fn crawl(&mut self, eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let [expand, contract, shrink] = self.factors;
        let n = self.simplex.len() - 1;
        if n == 0 {
            return Ok(());
        }
        let dim = self.simplex[0].x.len();
        let mean = |i: usize| self.simplex[..n].iter().map(|v| v.x[i]).sum::<f64>() / n as f64;
        let c: Vec<f64> = (0..dim).map(mean).collect();
        let (best, second, worst) = (self.simplex[0].f, self.simplex[n - 1].f, self.simplex[n].f);
        let reflected = self.away(&c, 1.0, eval)?;
        let new = if reflected.f < best {
            let expanded = self.away(&c, expand, eval)?;
            Some(if expanded.f < reflected.f { expanded } else { reflected })
        } else if reflected.f < second {
            Some(reflected)
        } else if reflected.f < worst {
            Some(self.away(&c, contract, eval)?).filter(|outside| outside.f <= reflected.f)
        } else {
            Some(self.away(&c, -contract, eval)?).filter(|inside| inside.f < worst)
        };
        eval.tell(|told| self.tell(&c, new.as_ref(), told));
        match new {
            Some(vertex) => self.simplex[n] = vertex,
            None => self.shrink(shrink, eval)?,
        }
        self.sort();
        Ok(())
    }

    /// Tells what becomes of the worst vertex: `new`, on the line from it through the mean `c` of the others, or all are pulled together.
    fn tell(&self, c: &[f64], new: Option<&Vertex>, told: &mut Told) {
        let worst = &self.simplex[self.simplex.len() - 1].x;
        told.vector("w", "worst vertex", Role::Place, worst);
        told.vector("c", "mean of the other vertices", Role::Place, c);
        let [expand, contract, shrink] = self.factors;
        let Some(new) = new else {
            told.number("σ", "share of its distance that every vertex keeps", shrink);
            return told.say(&["nothing on the line is better: all vertices move to the best one by σ"]);
        };
        let choices = [(1.0, "reflected"), (expand, "expanded"), (contract, "contracted outside"), (-contract, "contracted inside")];
        // Within bounds the vertex is the nearest point in them: which of the four it is, distances tell.
        let far = |times: f64| -> f64 {
            let parts = new.x.iter().zip(c.iter().zip(worst)).map(|(x, (c, w))| x - c - times * (c - w));
            parts.map(|d| d * d).sum()
        };
        let choice = choices.iter().fold(choices[0], |best, one| if far(one.0) < far(best.0) { *one } else { best });
        told.number("χ", choice.1, choice.0);
        told.vector("r", "the vertex in its place", Role::Place, &new.x);
        told.say(&["r ← P(c + χ (c − w))"]);
        told.lines.push(format!("w ← r  {}", choice.1));
    }

    /// Pulls all vertices towards the best one.
    fn shrink(&mut self, factor: f64, eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let mut moved = false;
        for j in 1..self.simplex.len() {
            let pairs = self.simplex[0].x.iter().zip(&self.simplex[j].x);
            let x: Vec<f64> = pairs.map(|(best, x)| best + factor * (x - best)).collect();
            moved |= x != self.simplex[j].x;
            self.simplex[j] = self.try_point(x, eval)?;
        }
        // Vertices that are neighbours among the numbers, or all the same, can go nowhere any more.
        if moved { Ok(()) } else { Err(Halt::Rounding) }
    }

    /// Best first; of equals, the older first.
    fn sort(&mut self) {
        let by_value = |a: &Vertex, b: &Vertex| a.f.partial_cmp(&b.f).unwrap_or(std::cmp::Ordering::Equal);
        self.simplex = sorted(std::mem::take(&mut self.simplex), by_value);
    }

    /// Writes the points of this step into the log of trials.
    fn log(&mut self, before: f64, worst: f64, eval: &mut Evaluator<'_>) {
        for vertex in self.tried.drain(..) {
            let opinion = if !vertex.f.is_finite() {
                Opinion::NotFinite
            } else if vertex.f < before && vertex.x == self.simplex[0].x {
                Opinion::Accepted
            } else if vertex.f < worst {
                Opinion::Passed
            } else {
                Opinion::TooHigh
            };
            eval.tried(&vertex.x, vertex.f, opinion);
        }
    }
}

/// Where coordinate `i` of a vertex of the first simplex belongs: beyond the upper bound it is reflected, then it is clipped.
fn inside(bounds: &Bounds, i: usize, y: f64) -> f64 {
    let upper = bounds.upper()[i];
    bounds.clamp(i, if y > upper { 2.0 * upper - y } else { y })
}

impl Optimizer for NelderMead {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let first = self.simplex.is_empty();
        let before = self.simplex.first().map(|best| best.f);
        let worst = self.simplex.last().map_or(f64::INFINITY, |worst| worst.f);
        let begun = if first { self.begin(x, eval) } else { Ok(()) };
        let done = begun.and_then(|()| self.crawl(eval));
        let start = before.or_else(|| self.tried.first().map(|v| v.f)).unwrap_or(f64::INFINITY);
        if first {
            // The start itself was no trial.
            self.tried.remove(0);
        }
        self.log(start, worst, eval);
        done?;
        eval.tell(|told| {
            told.vector("b", "best vertex", Role::Place, &self.simplex[0].x);
            told.say(&["x ← b"]);
        });
        next.copy_from_slice(&self.simplex[0].x);
        Ok(())
    }

    fn spread(&self) -> Option<f64> {
        let Some((best, others)) = self.simplex.split_first() else { return Some(f64::INFINITY) };
        let far = |v: &Vertex| v.x.iter().zip(&best.x).fold(0.0, |m: f64, (x, b)| m.max((x - b).abs()));
        Some(others.iter().map(far).fold(0.0, f64::max))
    }
}
