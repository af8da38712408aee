//! Problems of any dimension with known derivatives, and dice to draw them with.

use descent_optim::bounds::Bounds;
use descent_optim::experiment::RunSpec;
use descent_optim::math::{cos, exp, ln, sin};
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::run::Budget;
use descent_optim::trajectory::Trajectory;
use nalgebra::{DMatrix, DVector};

/// A value with its gradient.
type Function = Box<dyn Fn(&[f64], &mut [f64]) -> f64>;

/// A problem without a Hessian.
pub struct Problem {
    /// What it is called.
    pub name: String,
    dim: usize,
    f: Function,
}

impl Problem {
    /// The problem of `dim` variables with this value and gradient.
    pub fn new(name: &str, dim: usize, f: impl Fn(&[f64], &mut [f64]) -> f64 + 'static) -> Problem {
        Problem { name: format!("{name} in {dim} variables"), dim, f: Box::new(f) }
    }
}

impl Objective for Problem {
    fn dim(&self) -> usize {
        self.dim
    }
    fn value(&self, x: &[f64]) -> f64 {
        (self.f)(x, &mut vec![0.0; self.dim])
    }
    fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        (self.f)(x, gradient)
    }
    fn hessian(&self, _: &[f64], _: &mut [f64], _: &mut DMatrix<f64>) -> f64 {
        unreachable!("no method here asks for a Hessian")
    }
}

/// Numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    /// The dice with this seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }
    /// A number from `low` to `high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        for _ in 0..3 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
        }
        low + (high - low) * ((self.0 >> 11) as f64 / (1u64 << 53) as f64)
    }
    /// `n` numbers from `low` to `high`.
    pub fn vector(&mut self, n: usize, low: f64, high: f64) -> Vec<f64> {
        (0..n).map(|_| self.between(low, high)).collect()
    }
    /// A positive definite matrix with eigenvalues between about 1 and `condition`.
    pub fn positive(&mut self, n: usize, condition: f64) -> DMatrix<f64> {
        let q = DMatrix::from_fn(n, n, |_, _| self.between(-1.0, 1.0)).qr().q();
        let stretch = ln(condition);
        let values = DVector::from_fn(n, |_, _| exp(self.between(0.0, stretch)));
        let a = &q * DMatrix::from_diagonal(&values) * q.transpose();
        (&a + a.transpose()) * 0.5
    }
}

/// ½ xᵀAx − bᵀx.
pub fn quadratic(a: DMatrix<f64>, b: Vec<f64>) -> Problem {
    let dim = b.len();
    Problem::new("a quadratic", dim, move |x, g| {
        let ax = &a * DVector::from_column_slice(x);
        (0..dim)
            .map(|i| {
                g[i] = ax[i] - b[i];
                x[i] * (0.5 * ax[i] - b[i])
            })
            .sum()
    })
}

/// Rosenbrock's valley as a chain.
pub fn rosenbrock(dim: usize) -> Problem {
    Problem::new("Rosenbrock's valley", dim, |x, g| {
        g.fill(0.0);
        (1..x.len())
            .map(|i| {
                let (a, b) = (x[i] - x[i - 1] * x[i - 1], 1.0 - x[i - 1]);
                g[i] += 200.0 * a;
                g[i - 1] -= 400.0 * a * x[i - 1] + 2.0 * b;
                100.0 * a * a + b * b
            })
            .sum()
    })
}

/// Styblinski and Tang's wells.
pub fn styblinski(dim: usize) -> Problem {
    Problem::new("Styblinski and Tang's wells", dim, |x, g| {
        x.iter()
            .zip(g)
            .map(|(x, g)| {
                *g = 2.0 * x * x * x - 16.0 * x + 2.5;
                0.5 * (x * x * x * x - 16.0 * x * x + 5.0 * x)
            })
            .sum()
    })
}

/// Bumps on a bowl: many minima, curvature of both signs.
pub fn bumps(dim: usize) -> Problem {
    Problem::new("bumps on a bowl", dim, |x, g| {
        x.iter()
            .enumerate()
            .zip(g)
            .map(|((i, x), g)| {
                let w = 1.0 + i as f64;
                *g = 0.2 * x + w * cos(w * x);
                0.1 * x * x + sin(w * x)
            })
            .sum()
    })
}

/// The path of the method `id` with default parameters, but for those `set`.
pub fn path(
    id: &str,
    set: &[(&str, f64)],
    problem: &dyn Objective,
    x0: &[f64],
    bounds: Option<&Bounds>,
    budget: Budget,
) -> Trajectory {
    let mut run = RunSpec::of(id);
    run.set.extend(set.iter().map(|(key, value)| ((*key).to_owned(), *value)));
    minimize(&run, problem, x0, bounds, budget).expect("a run")
}

/// The gradient at `x`.
pub fn gradient(problem: &dyn Objective, x: &[f64]) -> Vec<f64> {
    let mut g = vec![0.0; x.len()];
    problem.gradient(x, &mut g);
    g
}
