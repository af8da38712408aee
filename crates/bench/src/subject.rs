//! What the jobs work on: a cheap polynomial and one with transcendental functions, and for grids formulas of all kinds.

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

/// A formula over a box, as people type one.
#[derive(Clone, Copy)]
pub(crate) struct Typed {
    pub name: &'static str,
    pub text: &'static str,
    pub exmex: &'static str,
    pub area: [f64; 4],
    /// Whether `exmex` finds its derivatives: it has none of absolute values, minima and maxima.
    pub smooth: bool,
}

impl Typed {
    const fn new(name: &'static str, text: &'static str, smooth: bool) -> Typed {
        Typed { name, text, exmex: text, area: [-3.0, 3.0, -2.0, 2.0], smooth }
    }
}

/// Formulas whose variables meet in a product, a power or a function, so that most of the work is at every node.
const MIXED: &[Typed] = &[
    Typed::new("bell", "exp(-(x^2 + y^2)/2)*cos(3*x*y)", true),
    Typed::new("ripple", "sin(4*sqrt(x^2 + y^2))/(1 + x^2 + y^2)", true),
    Typed::new("logs", "log(1 + x^2*y^2) + sqrt(1 + (x - y)^2)", true),
    Typed::new("kinks", "max(abs(x), abs(y)) + min(x*y, 0.5)", false),
    Typed::new("powers", "(1 + x^2 + y^2)^1.3 + atan(x - 2*y)", true),
    Typed::new("tangents", "tan(x*y/8) + tanh(x + y)", true),
    Typed::new(
        "goldstein",
        "(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))*(30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))",
        true,
    ),
];

/// The subjects' formulas and the mixed ones.
pub(crate) fn typed() -> impl Iterator<Item = Typed> {
    let of_subject = |subject: &Subject| Typed {
        name: subject.name,
        text: subject.formula,
        exmex: subject.exmex,
        area: subject.function().area,
        smooth: true,
    };
    SUBJECTS.iter().map(of_subject).chain(MIXED.iter().copied())
}

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
