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
//! variables take no part. Where points had to be moved the simplex may be flat, a face of the box having swallowed all vertices, and
//! then it never leaves that face. So when such a one has become small, a new one begins at its best vertex, until that brings nothing
//! lower. SciPy ends there.
//!
//! The iterate is the best vertex. The method has no theory to speak of: it may stop where nothing is stationary, and does so the more
//! often the more variables there are.

use super::{WHOLE, flag};
use crate::anatomy::told::{Role, Told, lowered};
use crate::bounds::Bounds;
use crate::catalog::Reference;
use crate::evaluator::Evaluator;
use crate::method::{Family, Method, Needs, Python, Work};
use crate::optimizer::Optimizer;
use crate::setting::Setting;
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
    conventions: "SciPy's simplex, factors, order and bounds: the same path. SciPy ends when points and values are close together, \
                  Descent when the points are; but where a box may have squeezed the simplex flat, Descent begins a new one there first.",
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

/// What is tried after the reflection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Try {
    /// Further on, where the reflected vertex is the best.
    Expanded,
    /// Nearer, on its side.
    Outside,
    /// Nearer, on the side of the worst vertex.
    Inside,
}

/// How much larger a coordinate of a vertex of a new simplex is.
const LARGER: f64 = 0.05;
/// A simplex is small when it is at most this share of what it was when it began, or of a new one.
const SMALL: f64 = 1e-5;
/// Lower by this share of the value at least is lower.
const LITTLE: f64 = 1e-9;
/// The most new simplexes.
const RENEWALS: u32 = 50;
/// In more variables the lines of a step name no single vertex.
const MOST_NAMED: usize = 9;

struct NelderMead {
    adaptive: bool,
    /// χ, ψ, σ.
    factors: [f64; 3],
    /// The vertices, the best first; empty before the first step.
    simplex: Vec<Vertex>,
    /// The points tried in this step.
    tried: Vec<Vertex>,
    /// How large the simplex was when it began, and the lowest value then.
    begun: (f64, f64),
    /// How often a new simplex was begun.
    renewals: u32,
    /// Whether a vertex had to be moved into the box since then.
    moved: bool,
}

impl NelderMead {
    fn new(s: &Setting, _dim: usize) -> NelderMead {
        let adaptive = s.values.flag("adaptive");
        let begun = (0.0, f64::INFINITY);
        NelderMead {
            adaptive,
            factors: [2.0, 0.5, 0.5],
            simplex: Vec::new(),
            tried: Vec::new(),
            begun,
            renewals: 0,
            moved: false,
        }
    }

    /// The first simplex, from `x`.
    fn begin(&mut self, x: &[f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let start = self.try_point(x.to_vec(), eval)?;
        self.begin_at(start, inside, eval)?;
        self.begun.1 = f64::INFINITY;
        Ok(())
    }

    /// A new simplex around the best vertex.
    fn renew(&mut self, eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        self.renewals += 1;
        self.begin_at(self.simplex[0].clone(), reflected, eval)
    }

    /// A simplex around `start`; `place` answers where in the box a coordinate of a vertex belongs.
    fn begin_at(
        &mut self,
        start: Vertex,
        place: fn(&Bounds, usize, f64) -> f64,
        eval: &mut Evaluator<'_>,
    ) -> Result<(), Halt> {
        let bounds = eval.bounds().cloned();
        let x = start.x.clone();
        let free = |i: &usize| bounds.as_ref().is_none_or(|b| b.lower()[*i] < b.upper()[*i]);
        let free: Vec<usize> = (0..x.len()).filter(free).collect();
        if self.adaptive {
            let n = free.len().max(1) as f64;
            self.factors = [1.0 + 2.0 / n, 0.75 - 1.0 / (2.0 * n), 1.0 - 1.0 / n];
        }
        let lowest = start.f;
        self.moved = false;
        self.simplex = vec![start];
        for i in free {
            let mut y = x.clone();
            y[i] = if y[i] == 0.0 { 0.000_25 } else { (1.0 + LARGER) * y[i] };
            if let Some(bounds) = &bounds {
                y[i] = place(bounds, i, y[i]);
                self.moved |= y[i] == bounds.lower()[i];
            }
            let vertex = self.try_point(y, eval)?;
            self.simplex.push(vertex);
        }
        self.begun = (self.size(), lowest);
        self.sort();
        Ok(())
    }

    /// How far the vertices are from the best one at most.
    fn size(&self) -> f64 {
        let Some((best, others)) = self.simplex.split_first() else { return f64::INFINITY };
        let far = |v: &Vertex| v.x.iter().zip(&best.x).fold(0.0, |m: f64, (x, b)| m.max((x - b).abs()));
        others.iter().map(far).fold(0.0, f64::max)
    }

    /// Whether the box may have squeezed the simplex, which is small by now, so that it lies flat beside a way down. One that has not come
    /// down since it began has found that there is none.
    fn is_squeezed(&self) -> bool {
        let Some(best) = self.simplex.first().filter(|_| self.moved && self.renewals < RENEWALS) else { return false };
        let (size, f) = self.begun;
        let usual = best.x.iter().fold(size, |size: f64, x| size.max(LARGER * x.abs()));
        self.size() <= SMALL * usual && f - best.f > LITTLE * best.f.abs()
    }

    fn try_point(&mut self, mut x: Vec<f64>, eval: &mut Evaluator<'_>) -> Result<Vertex, Halt> {
        if let Some(bounds) = eval.bounds().filter(|bounds| !bounds.contains(&x)) {
            bounds.project(&mut x);
            self.moved = true;
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
        let second_try = if reflected.f < best {
            Some((Try::Expanded, self.away(&c, expand, eval)?))
        } else if reflected.f < second {
            None
        } else if reflected.f < worst {
            Some((Try::Outside, self.away(&c, contract, eval)?))
        } else {
            Some((Try::Inside, self.away(&c, -contract, eval)?))
        };
        let new = match &second_try {
            None => Some(&reflected),
            Some((Try::Expanded, vertex)) => Some(if vertex.f < reflected.f { vertex } else { &reflected }),
            Some((Try::Outside, vertex)) => Some(vertex).filter(|outside| outside.f <= reflected.f),
            Some((Try::Inside, vertex)) => Some(vertex).filter(|inside| inside.f < worst),
        };
        eval.tell(|told| self.tell(&c, &reflected, second_try.as_ref(), new, told));
        match new.cloned() {
            Some(vertex) => self.simplex[n] = vertex,
            None => {
                self.shrink(shrink, eval)?;
                eval.tell(|told| self.tell_shrunk(told));
            }
        }
        self.sort();
        Ok(())
    }

    /// Tells what becomes of the worst vertex: it moves on the line through the mean `c` of the others, to the point `reflected` or to the one that
    /// was tried `then`; `new` is the one of them that takes its place, or all are pulled together.
    fn tell(&self, c: &[f64], reflected: &Vertex, then: Option<&(Try, Vertex)>, new: Option<&Vertex>, told: &mut Told) {
        let n = self.simplex.len() - 1;
        let names: Vec<[String; 2]> =
            (1..=n + 1).map(|i| ["x", "f"].map(|letter| format!("{letter}{}", lowered(i)))).collect();
        for (i, ([x, f], vertex)) in names.iter().zip(&self.simplex).enumerate() {
            let which = if i == 0 {
                "best vertex"
            } else if i == n {
                "worst vertex"
            } else {
                "vertex"
            };
            told.vector(x, which, Role::Place, &vertex.x);
            told.number(f, &format!("value at the {which}"), vertex.f);
        }
        told.simplex = self.simplex.iter().map(|vertex| vertex.x.clone()).collect();
        told.vector("c", "mean of the vertices but the worst", Role::Place, c);
        told.means("xᵣ", "the worst vertex, reflected", Role::Place);
        told.number("fᵣ", "value there", reflected.f);
        let ([w, fw], [_, f1], [_, fs]) = (&names[n], &names[0], &names[n - 1]);
        let mut say = |line: String| told.lines.push(line);
        if n <= MOST_NAMED {
            let sum: Vec<&str> = names[..n].iter().map(|[x, _]| x.as_str()).collect();
            say(if n == 1 { format!("c ← {}", sum[0]) } else { format!("c ← ({}) / {n}", sum.join(" + ")) });
        }
        say(format!("xᵣ ← P(c + (c − {w}))"));
        let [expand, contract, shrink] = self.factors;
        match then {
            None => say(format!("fᵣ ≤ {fs}  good enough: the reflected vertex is taken")),
            Some((Try::Expanded, vertex)) => {
                say(format!("fᵣ ≤ {f1}  better than the best: further on is tried too"));
                say(format!("xₑ ← P(c + χ (c − {w}))"));
                say(if new == Some(vertex) && vertex.f < reflected.f {
                    "fₑ ≤ fᵣ  the expanded vertex is taken".to_owned()
                } else {
                    "fᵣ ≤ fₑ  the reflected vertex is taken".to_owned()
                });
            }
            Some((Try::Outside, _)) => {
                say(format!("{fs} ≤ fᵣ  not even better than the second worst: nearer is tried"));
                say(format!("xₖ ← P(c + ψ (c − {w}))"));
                say(if new.is_some() {
                    "fₖ ≤ fᵣ  the vertex contracted outside is taken"
                } else {
                    "fᵣ ≤ fₖ  that does not help either"
                }
                .to_owned());
            }
            Some((Try::Inside, _)) => {
                say(format!("{fw} ≤ fᵣ  no better than the worst: the other side is tried"));
                say(format!("xₖ ← P(c − ψ (c − {w}))"));
                say(if new.is_some() {
                    format!("fₖ ≤ {fw}  the vertex contracted inside is taken")
                } else {
                    format!("{fw} ≤ fₖ  that does not help either")
                });
            }
        }
        let mut taken = "xᵣ";
        match then {
            None => {}
            Some((Try::Expanded, vertex)) => {
                told.number("χ", "how far the expansion goes", expand);
                told.means("xₑ", "the worst vertex, expanded", Role::Place);
                told.number("fₑ", "value there", vertex.f);
                if vertex.f < reflected.f {
                    taken = "xₑ";
                }
            }
            Some((_, vertex)) => {
                told.number("ψ", "how far the contraction goes", contract);
                told.means("xₖ", "the worst vertex, contracted", Role::Place);
                told.number("fₖ", "value there", vertex.f);
                taken = "xₖ";
            }
        }
        let x1 = &names[0][0];
        match new {
            Some(vertex) => {
                let best = vertex.f < self.simplex[0].f;
                told.lines.push(format!(
                    "x ← {}  {}",
                    if best { taken } else { x1 },
                    if best { "the best vertex now" } else { "still the best vertex" }
                ));
            }
            None => {
                told.number("σ", "share of its distance from the best that every vertex keeps", shrink);
                for [x, _] in names[1..].iter().take(MOST_NAMED) {
                    told.lines.push(format!("{x} ← P({x1} + σ ({x} − {x1}))"));
                }
            }
        }
    }

    /// Tells which vertex is the best after all have been pulled together, in their old order.
    fn tell_shrunk(&self, told: &mut Told) {
        let least =
            self.simplex.iter().enumerate().fold(0, |best, (i, v)| if v.f < self.simplex[best].f { i } else { best });
        let name = if least < MOST_NAMED { format!("x{}", lowered(least + 1)) } else { "b".to_owned() };
        if least >= MOST_NAMED {
            told.vector("b", "best vertex", Role::Place, &self.simplex[least].x);
        }
        told.lines.push(format!("x ← {name}  the best vertex now"));
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

/// Where it belongs in a later one: beyond either bound it is reflected, so that no vertex is lost.
fn reflected(bounds: &Bounds, i: usize, y: f64) -> f64 {
    let lower = bounds.lower()[i];
    inside(bounds, i, if y < lower { 2.0 * lower - y } else { y })
}

impl Optimizer for NelderMead {
    fn step(&mut self, _k: u32, x: &[f64], next: &mut [f64], eval: &mut Evaluator<'_>) -> Result<(), Halt> {
        let first = self.simplex.is_empty();
        let before = self.simplex.first().map(|best| best.f);
        let worst = self.simplex.last().map_or(f64::INFINITY, |worst| worst.f);
        let begun = if first { self.begin(x, eval) } else { Ok(()) };
        let begun = begun.and_then(|()| {
            let flat = self.is_squeezed();
            if flat {
                self.renew(eval)?;
            }
            eval.tell(|told| {
                if flat {
                    told.say(&["the box may have squeezed the simplex flat: a new one begins at its best vertex"]);
                }
            });
            Ok(())
        });
        let done = begun.and_then(|()| self.crawl(eval));
        let start = before.or_else(|| self.tried.first().map(|v| v.f)).unwrap_or(f64::INFINITY);
        if first {
            // The start itself was no trial.
            self.tried.remove(0);
        }
        self.log(start, worst, eval);
        done?;
        next.copy_from_slice(&self.simplex[0].x);
        Ok(())
    }

    fn spread(&self) -> Option<f64> {
        Some(if self.is_squeezed() { f64::INFINITY } else { self.size() })
    }
}
