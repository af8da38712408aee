//! What a method tells of a step while it takes it.

use super::value::Value;
use super::worked::Terms;
use crate::dense;
use crate::point::Point;
use crate::real::Real;
use nalgebra::DMatrix;

/// How a term is seen in the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// As numbers only.
    Plain,
    /// An arrow that says which way, of another unit than x: a gradient, a mean of gradients.
    Slope,
    /// An arrow from the iterate to where it leads.
    Way,
    /// A point.
    Place,
}

/// What a symbol means.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// The symbol.
    pub symbol: String,
    /// The same in words.
    pub words: String,
    /// How it is seen in the plane.
    pub role: Role,
}

/// The quadratic model m(d) = f + gᵀd + ½ dᵀB d that a method makes of the function at its iterate.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The gradient of the model at the iterate (`[dim]`).
    pub g: Vec<f64>,
    /// Its matrix B, row by row.
    pub matrix: Vec<Vec<f64>>,
    /// B as the method writes it.
    pub symbol: &'static str,
    /// Within this distance it is believed; infinite where it is believed anywhere.
    pub radius: f64,
}

/// A search along a line, from its beginning to the step that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Searched {
    /// Where the line begins (`[dim]`).
    pub from: Vec<f64>,
    /// The direction (`[dim]`).
    pub direction: Vec<f64>,
    /// Its symbol, where a step has several lines; else empty.
    pub symbol: String,
    /// The value at its beginning.
    pub f: f64,
    /// The step that was taken, as a multiple of the direction.
    pub step: f64,
    /// What it wanted; `None` where it went for the lowest value and asked for nothing else.
    pub wanted: Option<Wanted>,
    /// The numbers of its trials among those of the step; `None` where all belong to it.
    pub trials: Option<std::ops::Range<usize>>,
}

/// What a search along a line wants of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// The slope at the beginning.
    pub slope: f64,
    /// c₁: a value is low enough below f + c₁ · step · slope.
    pub decrease: f64,
    /// c₂: a slope is gentle enough when at most this share of the first is left; `None` where slopes do not matter.
    pub curvature: Option<f64>,
}

/// What a method tells of a step while it takes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The lines of its rule that are in force, in the notation of [`rule`](super::rule).
    pub lines: Vec<String>,
    /// What the lines begin with.
    pub terms: Terms,
    /// What the symbols mean.
    pub meanings: Vec<Meaning>,
    /// Where the gradient is taken, as the rule writes it; empty where that is `x`.
    pub gradient_at: &'static str,
    /// The gradient as it was evaluated (`[dim]`).
    pub gradient: Option<Vec<f64>>,
    /// The model.
    pub model: Option<Model>,
    /// The searches along lines, in their order.
    pub searched: Vec<Searched>,
    /// The vertices of the simplex that the step begins with (`[dim + 1, dim]`), for a method that has one.
    pub simplex: Vec<Vec<f64>>,
}

impl Told {
    /// Says what a symbol means.
    pub fn means(&mut self, symbol: &str, words: &str, role: Role) {
        let meaning = Meaning { symbol: symbol.to_owned(), words: words.to_owned(), role };
        match self.meanings.iter_mut().find(|known| known.symbol == symbol) {
            Some(known) => *known = meaning,
            None => self.meanings.push(meaning),
        }
    }

    /// Gives a symbol a meaning and a number.
    pub fn number(&mut self, symbol: &str, words: &str, number: f64) {
        self.means(symbol, words, Role::Plain);
        self.terms.set(symbol, Value::Number(number));
    }

    /// Gives a symbol a meaning and a vector (`[dim]`).
    pub fn vector<R: Real>(&mut self, symbol: &str, words: &str, role: Role, vector: &[R]) {
        self.means(symbol, words, role);
        self.terms.set(symbol, Value::Vector(vector.iter().map(|x| x.f64()).collect()));
    }

    /// Gives a symbol a meaning and a symmetric matrix (`[dim, dim]`, row by row).
    pub fn matrix(&mut self, symbol: &str, words: &str, entries: &[f64], dim: usize) {
        self.means(symbol, words, Role::Plain);
        self.terms.set(symbol, Value::Matrix(entries.chunks(dim.max(1)).map(<[f64]>::to_vec).collect()));
    }

    /// Gives a symbol the Hessian.
    pub fn hessian(&mut self, symbol: &str, hessian: &DMatrix<f64>) {
        self.matrix(symbol, "the Hessian", hessian.as_slice(), hessian.nrows());
    }

    /// Begins the rule with the gradient at `at`.
    pub fn begin(&mut self, at: &Point) {
        self.gradient = Some(at.g.clone());
        self.say(&["g ← ∇f(x)"]);
    }

    /// The model with this matrix, which the method calls `symbol`, and this gradient (`[dim]`).
    pub fn model_of(&mut self, symbol: &'static str, g: &[f64], matrix: &DMatrix<f64>) {
        let matrix = matrix.row_iter().map(|row| row.iter().copied().collect()).collect();
        self.model = Some(Model { g: g.to_vec(), matrix, symbol, radius: f64::INFINITY });
    }

    /// The model whose matrix is the inverse of this symmetric one (`[dim, dim]`).
    pub fn model_by_inverse(&mut self, g: &[f64], inverse: &[f64]) {
        let dim = g.len();
        let h = DMatrix::from_fn(dim, dim, |i, j| inverse[i * dim + j]);
        let columns: Option<Vec<Vec<f64>>> = (0..dim).map(|j| dense::solve(&h, &unit(j, dim))).collect();
        self.model = columns.map(|matrix| Model { g: g.to_vec(), matrix, symbol: "H⁻¹", radius: f64::INFINITY });
    }

    /// What the `pairs` of a method of limited memory say at an iterate with the gradient `g` (`[dim]`): the newest of them, the matrix H that
    /// they make, the model.
    pub fn by_pairs(&mut self, g: &[f64], newest: [&[f64]; 2], scale: f64, mut turn: impl FnMut(&mut [f64])) {
        let dim = g.len();
        let mut inverse: Vec<f64> = (0..dim).flat_map(|i| unit(i, dim)).collect();
        inverse.chunks_exact_mut(dim).for_each(&mut turn);
        let [s, y] = newest;
        self.vector("s", "the step before", Role::Plain, s);
        self.vector("y", "its change of the gradient", Role::Plain, y);
        self.number("γ", "scale", scale);
        self.matrix("H", "inverse of the Hessian, as the pairs have it", &inverse, dim);
        self.model_by_inverse(g, &inverse);
    }

    /// Adds lines to the rule.
    pub fn say(&mut self, lines: &[&str]) {
        self.lines.extend(lines.iter().map(|line| (*line).to_owned()));
    }

    /// Calls the step that the search took α, or as `symbol` says.
    pub fn step_is(&mut self, symbol: &str) {
        let step = self.searched.last().map_or(1.0, |searched| searched.step);
        self.number(symbol, "step along the line", step);
    }
}

/// A number as an index below the line.
pub(crate) fn lowered(number: usize) -> String {
    number.to_string().chars().filter_map(|c| char::from_u32(0x2050 + c as u32)).collect()
}

/// The direction of axis `i` (`[dim]`).
pub(super) fn unit(i: usize, dim: usize) -> Vec<f64> {
    (0..dim).map(|j| f64::from(u8::from(i == j))).collect()
}
