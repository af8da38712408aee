//! Minimizing to the same accuracy: BFGS and L-BFGS through the public `minimize`, records and counts included, and argmin's.
//!
//! All work on the same few lines of code for value and gradient, and end at the same tolerance of the gradient. argmin does not
//! compile for the browser without more ado, so it is a competitor natively only.

use crate::Job;
use descent_optim::experiment::RunSpec;
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::run::Budget;
use nalgebra::DMatrix;

/// A run ends when no component of the gradient (ours), or its norm (argmin's), is above this; the value is then within 10⁻¹⁰.
const TOLERANCE: f64 = 1e-6;
/// More than any run here needs.
const STEPS: u32 = 1000;

/// A problem of Moré, Garbow, Hillstrom (1981), ACM TOMS 7, all of whose minima are 0.
#[derive(Clone, Copy)]
pub(crate) struct Problem {
    /// Its name in the names of jobs.
    pub name: &'static str,
    /// Where it starts.
    pub start: &'static [f64],
    /// The value; the gradient goes to the second argument.
    gradient: fn(&[f64], &mut [f64]) -> f64,
}

/// The problems, by number of variables.
pub(crate) const PROBLEMS: [Problem; 4] = [
    Problem { name: "Rosenbrock", start: &[-1.2, 1.0], gradient: rosenbrock },
    Problem { name: "Wood", start: &[-3.0, -1.0, -3.0, -1.0], gradient: wood },
    Problem {
        name: "variably dimensioned",
        start: &[5.0 / 6.0, 4.0 / 6.0, 0.5, 2.0 / 6.0, 1.0 / 6.0, 0.0],
        gradient: variably_dimensioned,
    },
    Problem {
        name: "extended Rosenbrock",
        start: &[-1.2, 1.0, -1.2, 1.0, -1.2, 1.0, -1.2, 1.0, -1.2, 1.0],
        gradient: rosenbrock,
    },
];

/// The paper's (1) and (21).
fn rosenbrock(x: &[f64], gradient: &mut [f64]) -> f64 {
    let mut f = 0.0;
    for (x, g) in x.as_chunks::<2>().0.iter().zip(gradient.as_chunks_mut::<2>().0) {
        let (a, b) = (x[1] - x[0] * x[0], 1.0 - x[0]);
        (g[0], g[1]) = (-400.0 * a * x[0] - 2.0 * b, 200.0 * a);
        f += 100.0 * a * a + b * b;
    }
    f
}

/// The paper's (14).
fn wood(x: &[f64], gradient: &mut [f64]) -> f64 {
    let (a, b, c, d) = (x[1] - x[0] * x[0], 1.0 - x[0], x[3] - x[2] * x[2], 1.0 - x[2]);
    let (sum, difference) = (x[1] + x[3] - 2.0, x[1] - x[3]);
    gradient[0] = -400.0 * a * x[0] - 2.0 * b;
    gradient[1] = 200.0 * a + 20.0 * sum + 0.2 * difference;
    gradient[2] = -360.0 * c * x[2] - 2.0 * d;
    gradient[3] = 180.0 * c + 20.0 * sum - 0.2 * difference;
    100.0 * a * a + b * b + 90.0 * c * c + d * d + 10.0 * sum * sum + 0.1 * difference * difference
}

/// The paper's (25).
fn variably_dimensioned(x: &[f64], gradient: &mut [f64]) -> f64 {
    let (mut squares, mut sum) = (0.0, 0.0);
    for (j, x) in x.iter().enumerate() {
        squares += (x - 1.0) * (x - 1.0);
        sum += (j as f64 + 1.0) * (x - 1.0);
    }
    let slope = 2.0 * sum + 4.0 * sum * sum * sum;
    for (j, (x, g)) in x.iter().zip(gradient).enumerate() {
        *g = 2.0 * (x - 1.0) + slope * (j as f64 + 1.0);
    }
    squares + sum * sum + sum * sum * sum * sum
}

impl Objective for Problem {
    fn dim(&self) -> usize {
        self.start.len()
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.gradient(x, &mut [0.0; 10][..x.len()])
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        (self.gradient)(x, gradient)
    }

    fn hessian(&self, _x: &[f64], _gradient: &mut [f64], _hessian: &mut DMatrix<f64>) -> f64 {
        unreachable!("quasi-Newton methods ask for no Hessian")
    }
}

/// The methods with argmin's names.
const METHODS: [&str; 2] = ["bfgs", "lbfgs"];

pub(crate) fn jobs() -> Vec<Job> {
    let mut jobs = Vec::new();
    for problem in PROBLEMS {
        for id in METHODS.into_iter().filter(|id| descent_optim::optimizers::find(id).is_some()) {
            let subject = format!("minimize/{}: {id}", problem.name);
            let spec = RunSpec::of(id);
            jobs.push(Job::new(format!("{subject}/ours"), move || ours(&spec, &problem)));
            #[cfg(not(target_arch = "wasm32"))]
            jobs.push(Job::new(format!("{subject}/argmin"), move || argmin::run(id, problem)));
        }
    }
    jobs
}

/// The value at the end of a run.
fn ours(spec: &RunSpec, problem: &Problem) -> f64 {
    let budget = Budget { steps: STEPS, tol: TOLERANCE, xtol: 0.0 };
    let path = minimize(spec, problem, problem.start, None, budget).expect("the run is valid");
    path.f[path.steps()]
}

#[cfg(not(target_arch = "wasm32"))]
mod argmin {
    //! argmin with vectors, its fastest kind of numbers here, and its search for the strong Wolfe conditions.

    use super::{Problem, STEPS, TOLERANCE};
    use ::argmin::core::{CostFunction, Error, Executor, Gradient};
    use ::argmin::solver::linesearch::MoreThuenteLineSearch;
    use ::argmin::solver::quasinewton::{BFGS, LBFGS};

    /// Pairs that L-BFGS remembers, ours by default too.
    const MEMORY: usize = 10;

    impl CostFunction for Problem {
        type Param = Vec<f64>;
        type Output = f64;
        fn cost(&self, x: &Vec<f64>) -> Result<f64, Error> {
            Ok((self.gradient)(x, &mut [0.0; 10][..x.len()]))
        }
    }

    impl Gradient for Problem {
        type Param = Vec<f64>;
        type Gradient = Vec<f64>;
        fn gradient(&self, x: &Vec<f64>) -> Result<Vec<f64>, Error> {
            let mut gradient = vec![0.0; x.len()];
            (self.gradient)(x, &mut gradient);
            Ok(gradient)
        }
    }

    /// The value at the end of a run.
    pub(super) fn run(id: &str, problem: Problem) -> f64 {
        try_run(id, problem).expect("argmin ends without an error")
    }

    fn try_run(id: &str, problem: Problem) -> Result<f64, Error> {
        let (search, start) = (MoreThuenteLineSearch::new(), problem.start.to_vec());
        if id == "lbfgs" {
            let solver = LBFGS::new(search, MEMORY).with_tolerance_grad(TOLERANCE)?;
            let executor = Executor::new(problem, solver).configure(|s| s.param(start).max_iters(u64::from(STEPS)));
            return Ok(executor.timer(false).run()?.state().get_best_cost());
        }
        let n = start.len();
        let identity: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        let solver = BFGS::new(search).with_tolerance_grad(TOLERANCE)?;
        let executor = Executor::new(problem, solver)
            .configure(|s| s.param(start).inv_hessian(identity).max_iters(u64::from(STEPS)));
        Ok(executor.timer(false).run()?.state().get_best_cost())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_competitors_reach_the_minimum() {
        for mut job in jobs() {
            let f = (job.work)();
            assert!(f.abs() < 1e-10, "{}: {f}", job.name);
        }
    }

    #[test]
    fn gradients_are_those_of_the_values() {
        for problem in PROBLEMS {
            let n = problem.start.len();
            let mut gradient = vec![0.0; n];
            problem.gradient(problem.start, &mut gradient);
            for (i, g) in gradient.iter().enumerate() {
                let at = |h: f64| {
                    let mut x = problem.start.to_vec();
                    x[i] += h;
                    problem.value(&x)
                };
                let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((slope - g).abs() < 1e-6 * g.abs().max(100.0), "{}, {i}: {slope}, {g}", problem.name);
            }
        }
    }
}
