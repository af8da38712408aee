//! The anatomy of one step: what a method computes on the way from an iterate to the next one.
//!
//! A method tells the lines of its rule that are in force and the values that they begin with, see [`Told`]; the lines are then worked
//! through with these numbers, so that what is shown is what was computed: the last `x` is the next iterate to rounding. Nothing is told
//! unless somebody [listens](crate::run::Run::inspect), and listening changes no step.

mod inner;
pub mod rule;
pub mod told;
pub mod value;
pub mod worked;

use crate::bounds::Bounds;
use crate::catalog::Kind;
use crate::method::Method;
use crate::setting::Setting;
use crate::trajectory::Halt;
use told::unit;
pub use told::{Meaning, Model, Role, Searched, Told, Wanted};
pub use value::Value;
pub use worked::{Terms, Worked};

/// One step, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Anatomy {
    /// The number of steps made before.
    pub k: usize,
    /// The iterate (`[dim]`).
    pub x: Vec<f64>,
    /// The next one, where there is one.
    pub next: Option<Vec<f64>>,
    /// Why there is none.
    pub halt: Option<Halt>,
    /// The lines of the rule as the method writes them.
    pub written: Vec<String>,
    /// The same with their numbers, each in its pieces.
    pub lines: Vec<Vec<Worked>>,
    /// What all terms are after the last line; x is the iterate, and x′ what the lines make of it.
    pub terms: Terms,
    /// What the symbols mean.
    pub meanings: Vec<Meaning>,
    /// The model.
    pub model: Option<Model>,
    /// The searches along lines, in their order.
    pub searched: Vec<Searched>,
    /// The vertices of the simplex that the step begins with (`[dim + 1, dim]`), for a method that has one.
    pub simplex: Vec<Vec<f64>>,
}

/// The symbol of the point at which a rule takes its gradient where that is not the iterate.
pub const AHEAD: &str = "x₊";
/// The symbol of the iterate that the lines lead to.
pub const NEXT: &str = "x′";

impl Anatomy {
    /// Works out what a `method` with this `setting` has told of its step number `k` from `x`.
    pub fn new(
        mut told: Told,
        (method, setting, bounds): (&Method, &Setting, Option<&Bounds>),
        k: usize,
        x: &[f64],
        end: Result<&[f64], &Halt>,
    ) -> Anatomy {
        let mut all = Told::default();
        all.vector("x", "the iterate", Role::Plain, x);
        all.number("k", "steps made", k as f64);
        all.number("t", "number of this step", k as f64 + 1.0);
        let unit = (0..x.len()).map(|i| unit(i, x.len())).collect();
        all.terms.set("I", Value::Matrix(unit));
        for param in method.params.iter().filter(|param| param.kind != Kind::Flag) {
            let value = setting.scheduled(param.key).at(k as u32);
            if !value.is_nan() {
                all.number(param.symbol, param.name, value);
            }
        }
        if let Some(g) = &told.gradient {
            let words = if told.gradient_at.is_empty() {
                "the gradient"
            } else {
                "the gradient where the velocity is about to lead"
            };
            all.vector("g", words, Role::Slope, g);
        }
        for meaning in &told.meanings {
            all.means(&meaning.symbol, &meaning.words, meaning.role);
        }
        for (symbol, value) in told.terms.iter() {
            all.terms.set(symbol, value.clone());
        }
        if let Some(ahead) = rule::expression(told.gradient_at).and_then(|at| worked::value(&at, &all.terms)) {
            all.means(AHEAD, "where the velocity is about to lead", Role::Place);
            all.terms.set(AHEAD, ahead);
        }
        let (mut terms, meanings) = (all.terms, all.meanings);
        let lines = worked::work(&told.lines, &mut terms, told.gradient.as_deref(), bounds);
        let reached = terms.get("x").cloned();
        terms.set("x", Value::Vector(x.to_vec()));
        if let Some(reached) = reached {
            terms.set(NEXT, reached);
        }
        let (next, halt) = (end.ok().map(<[f64]>::to_vec), end.err().cloned());
        let (x, written) = (x.to_vec(), std::mem::take(&mut told.lines));
        let Told { model, searched, simplex, .. } = told;
        Anatomy { k, x, next, halt, written, lines, terms, meanings, model, searched, simplex }
    }
}
