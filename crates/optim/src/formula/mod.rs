//! Formulas that people type: from text to an [`Objective`] with exact derivatives.
//!
//! ```
//! use descent_optim::formula::Program;
//! use descent_optim::objective::Objective;
//!
//! let program = Program::compile("x^2 + a*y^2")?;
//! assert_eq!(program.knobs(), ["a"]);
//! let objective = program.with(&[("a", 10.0)]);
//! let mut gradient = [0.0; 2];
//! assert_eq!(objective.gradient(&[3.0, 1.0], &mut gradient), 19.0);
//! assert_eq!(gradient, [6.0, 20.0]);
//!
//! let error = Program::compile("2x").unwrap_err();
//! assert_eq!(error.column, 2);
//! # Ok::<(), descent_optim::formula::FormulaError>(())
//! ```
//!
//! # Grammar
//! `+ - * / ^`, unary minus, round brackets, decimal numbers, the variables `x` and `y`, the constants `pi` and `e`, the
//! functions of [`functions`], and knobs: any other name that begins with a letter. `^` binds right and tighter than a
//! sign: `-x^2` is −(x²), `x^-1` is allowed. A product is always written out. At most [`MAX_CHARACTERS`] characters,
//! nested at most 64 deep.
//!
//! # Bits
//! A formula has the bits of the same operations written in Rust over a [`Scalar`](crate::scalar::Scalar), where a constant operand is an
//! `f64`. Exponents that are whole constants up to 64 multiply in the order of [`math::powi`](crate::math::powi). log(1 + exp(u)) is
//! computed as softplus(u), which does not overflow.

mod assemble;
mod block;
mod code;
mod compile;
mod error;
mod grid;
mod lexer;
mod names;
mod op;
mod parser;
pub mod python;
mod record;
mod stages;

pub use error::FormulaError;
pub use names::{functions, is_reserved};
pub use parser::MAX_CHARACTERS;

use crate::degree::Degree;
use crate::jet::{Jet1, Jet2};
use crate::objective::{Formula, Objective};
use nalgebra::DMatrix;

/// A formula that was understood; its knobs have no values yet.
#[derive(Clone, Debug)]
pub struct Program {
    tree: parser::Tree,
}

impl Program {
    /// Reads a formula. Any text is allowed; what is no formula gives the first thing that is wrong, with its column.
    pub fn compile(text: &str) -> Result<Program, FormulaError> {
        Ok(Program { tree: parser::parse(text)? })
    }

    /// The names of the knobs, in the order of appearance.
    pub fn knobs(&self) -> &[String] {
        &self.tree.knobs
    }

    /// The objective with values for the knobs by name; those that are not given are 1.
    pub fn with(&self, knobs: &[(&str, f64)]) -> CompiledFormula {
        let value = |name: &String| knobs.iter().find(|(known, _)| known == name).map_or(1.0, |(_, value)| *value);
        let values: Vec<f64> = self.tree.knobs.iter().map(value).collect();
        CompiledFormula::of(compile::compile(&self.tree, &values))
    }
}

/// A formula ready to run.
#[derive(Clone, Debug)]
pub struct CompiledFormula {
    /// What it does; grids do it in their own order.
    operations: assemble::Operations,
    code: code::Code,
}

impl CompiledFormula {
    fn of(operations: assemble::Operations) -> CompiledFormula {
        CompiledFormula { code: operations.code(), operations }
    }

    /// A formula written in Rust, as the code that the same formula gives when it is typed. It runs once over a scalar that
    /// writes down what is done to it, and so is compiled once, not again for each kind of scalar.
    pub fn record(formula: &impl Formula) -> CompiledFormula {
        CompiledFormula::of(record::record(formula))
    }
}

impl Objective for CompiledFormula {
    fn dim(&self) -> usize {
        2
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.code.at(x[0], x[1])
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let jet = self.code.at(Jet1::x(x[0]), Jet1::y(x[1]));
        gradient.copy_from_slice(&jet.gradient);
        jet.value
    }

    fn hessian(&self, x: &[f64], gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
        let jet = self.code.at(Jet2::x(x[0]), Jet2::y(x[1]));
        gradient.copy_from_slice(&jet.gradient);
        let [xx, xy, yy] = jet.hessian;
        hessian.copy_from_slice(&[xx, xy, xy, yy]);
        jet.value
    }

    fn values(&self, xs: &[f64], ys: &[f64], out: &mut [f64]) {
        block::values(&self.code, xs, ys, out);
    }

    fn gradients(&self, xs: &[f64], ys: &[f64], out: &mut [f64], gx: &mut [f64], gy: &mut [f64]) {
        block::gradients(&self.code, xs, ys, out, gx, gy);
    }

    fn values_on_grid(&self, xs: &[f64], ys: &[f64], out: &mut [f64]) {
        grid::values(&self.operations, xs, ys, out);
    }

    fn gradients_on_grid(&self, xs: &[f64], ys: &[f64], out: &mut [f64], gx: &mut [f64], gy: &mut [f64]) {
        grid::gradients(&self.operations, xs, ys, out, gx, gy);
    }

    fn is_quadratic(&self) -> bool {
        self.code.at(Degree::VARIABLE, Degree::VARIABLE).is_at_most(2)
    }
}
