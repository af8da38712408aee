//! One of SciPy's runs and ours from the same start.

use crate::families::{Family, numbers};
use crate::methods::METHODS;
use descent_optim::bounds::Bounds;
use descent_optim::catalog::Form;
use descent_optim::experiment::{RunSpec, link};
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::race::Race;
use descent_optim::run::Budget;
use descent_optim::trajectory::Trajectory;
use serde_json::Value;
use std::rc::Rc;

/// One of SciPy's runs and ours from the same start.
pub struct Case<'a> {
    /// SciPy's name of the method, with its bounds.
    pub method: String,
    pub name: String,
    pub theirs: &'a Value,
    pub bounds: Option<Bounds>,
    pub ours: Trajectory,
    /// SciPy's value, where it ends, by our function.
    pub f: f64,
}

pub fn objective(problem: &Value) -> Rc<dyn Objective> {
    let Some(formula) = problem["formula"].as_str() else { return Rc::new(Family::of(problem)) };
    let reading = link::read(&format!("v=1&f={}&o=gd", formula.replace('+', "%2B")));
    assert_eq!(reading.notices, [], "{formula}");
    Race::new(&reading.experiment).expect("a race").objective
}

pub fn cases(data: &Value) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for problem in data["problems"].as_array().expect("problems") {
        let objective = objective(problem);
        let rows = data["runs"].as_array().expect("runs").iter();
        cases.extend(rows.filter(|row| row["problem"] == problem["id"]).map(|row| case(problem, &*objective, row)));
    }
    cases
}

fn case<'a>(problem: &Value, objective: &dyn Objective, row: &'a Value) -> Case<'a> {
    let method = row["method"].as_str().expect("a name");
    let id = METHODS.iter().find(|(theirs, _)| *theirs == method).expect("a known method").1;
    let (x0, end) = (numbers(&row["x0"]), numbers(&row["x"]));
    let boxed = row["bounds"] == true;
    let bounds = boxed.then(|| Bounds::new(numbers(&problem["low"]), numbers(&problem["high"])).expect("bounds"));
    let mut spec = RunSpec::of(id);
    if method == "dogleg" {
        spec.form = Some(Form::Dogleg);
    }
    let budget = Budget { steps: 3000, tol: 1e-8, xtol: 0.0 };
    let ours = minimize(&spec, objective, &x0, bounds.as_ref(), budget).expect("a run");
    let name = format!("{method} on {} from {x0:?}, bounds {boxed}, tol {}", row["problem"], row["tol"]);
    let method = format!("{method}{}", if boxed { " in a box" } else { "" });
    Case { method, name, theirs: row, bounds, ours, f: objective.value(&end) }
}

impl Case<'_> {
    /// Evaluations of value and gradient until the value is SciPy's or lower; `None` where it never is.
    pub fn cost(&self) -> Option<f64> {
        let reached = self.ours.f.iter().position(|ours| *ours <= self.f + 1e-9 * self.f.abs().max(1.0))?;
        let counts = self.ours.counts[reached];
        Some(f64::from(counts.f + counts.g))
    }

    /// The same as a share of SciPy's.
    pub fn ratio(&self) -> Option<f64> {
        let calls = numbers(&self.theirs["calls"]);
        Some(self.cost()? / (calls[0] + calls[1]))
    }

    /// Whether ours ends as low as SciPy's, or where the (projected) gradient vanishes.
    pub fn ends_well(&self) -> bool {
        self.cost().is_some() || self.ours.grad_norm[self.ours.steps()] <= 1e-5
    }
}
