//! stub
use crate::objective::Objective;
pub struct Program;
#[derive(Debug)]
pub struct FormulaError {
    pub column: usize,
}
impl std::fmt::Display for FormulaError {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
impl Program {
    pub fn compile(_: &str) -> Result<Program, FormulaError> {
        Err(FormulaError { column: 1 })
    }
    pub fn knobs(&self) -> &[String] {
        &[]
    }
    pub fn with(&self, _: &[(&str, f64)]) -> Box<dyn Objective> {
        unimplemented!()
    }
}
impl Objective for Box<dyn Objective> {
    fn dim(&self) -> usize {
        2
    }
    fn value(&self, x: &[f64]) -> f64 {
        (**self).value(x)
    }
    fn gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        (**self).gradient(x, g)
    }
    fn hessian(&self, x: &[f64], g: &mut [f64], h: &mut nalgebra::DMatrix<f64>) -> f64 {
        (**self).hessian(x, g, h)
    }
}
