//! What the jobs work on: a cheap polynomial and one with transcendental functions.

use descent_optim::functions::{self, Function};
use descent_optim::objective::Objective;

/// Nodes of a grid each way.
pub const NODES: usize = 256;
/// How many levels a field gets, at most.
pub const LEVELS: usize = 20;

/// A built-in function with the same formula typed, for us and for others.
#[derive(Clone, Copy)]
pub struct Subject {
    /// Its name in the names of jobs.
    pub name: &'static str,
    /// The built-in's id.
    pub id: &'static str,
    /// The formula as it is typed.
    pub formula: &'static str,
    /// The same for `exmex`.
    pub exmex: &'static str,
    /// The formula with a knob `a`, and where the knob begins.
    pub knob: (&'static str, f64),
}

/// The subjects.
pub const SUBJECTS: &[Subject] = &[
    Subject {
        name: "camel",
        id: "sixhump",
        formula: "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2",
        exmex: "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2",
        knob: ("(4 - a*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2", 2.1),
    },
    Subject {
        name: "rastrigin",
        id: "rastrigin",
        formula: "20 + x^2 + y^2 - 10*(cos(2*pi*x) + cos(2*pi*y))",
        exmex: "20 + x^2 + y^2 - 10*(cos(6.283185307179586*x) + cos(6.283185307179586*y))",
        knob: ("2*a + x^2 + y^2 - a*(cos(2*pi*x) + cos(2*pi*y))", 10.0),
    },
];

impl Subject {
    /// The built-in function.
    ///
    /// # Panics
    /// When there is none of its id.
    pub fn function(self) -> &'static Function {
        functions::find(self.id).expect("subjects are built-in functions")
    }

    /// The built-in function as an objective.
    pub fn built_in(self) -> Box<dyn Objective> {
        let function = self.function();
        (function.build)(&function.defaults())
    }
}
