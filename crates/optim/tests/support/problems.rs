//! Objectives for tests: formulas of the plane, and classics of any dimension with derivatives by hand.

use descent_optim::experiment::{RunSpec, link};
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::race::Race;
use descent_optim::run::Budget;
use descent_optim::trajectory::Trajectory;
use nalgebra::DMatrix;

/// A built-in function's id, or a formula.
pub fn plane(f: &str) -> std::rc::Rc<dyn Objective> {
    let text = format!("v=1&f={}&o=gd", f.replace('%', "%25").replace('+', "%2B").replace('&', "%26"));
    let reading = link::read(&text);
    assert_eq!(reading.notices, [], "{f}");
    Race::new(&reading.experiment).expect("a race").objective
}

/// A run as in a link, `id~key=value…`.
pub fn spec(run: &str) -> RunSpec {
    let reading = link::read(&format!("v=1&o={run}"));
    assert_eq!(reading.notices, [], "{run}");
    reading.experiment.o[0].clone()
}

/// The path of `run` from `x0` in at most `steps` steps.
pub fn path(run: &str, objective: &dyn Objective, x0: &[f64], steps: u32, tol: f64) -> Trajectory {
    minimize(&spec(run), objective, x0, None, Budget { steps, tol, xtol: 0.0 }).expect("a run")
}

/// Rosenbrock's function chained over n ≥ 2 variables: Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².
pub struct Chained(pub usize);

impl Objective for Chained {
    fn dim(&self) -> usize {
        self.0
    }

    fn value(&self, x: &[f64]) -> f64 {
        x.windows(2).map(|w| 100.0 * (w[1] - w[0] * w[0]) * (w[1] - w[0] * w[0]) + (1.0 - w[0]) * (1.0 - w[0])).sum()
    }

    fn gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        self.hessian(x, g, &mut DMatrix::zeros(self.0, self.0))
    }

    fn hessian(&self, x: &[f64], g: &mut [f64], h: &mut DMatrix<f64>) -> f64 {
        g.fill(0.0);
        h.fill(0.0);
        for (i, w) in x.windows(2).enumerate() {
            let off = w[1] - w[0] * w[0];
            g[i] += -400.0 * w[0] * off - 2.0 * (1.0 - w[0]);
            g[i + 1] += 200.0 * off;
            h[(i, i)] += 1200.0 * w[0] * w[0] - 400.0 * w[1] + 2.0;
            h[(i + 1, i + 1)] += 200.0;
            h[(i, i + 1)] -= 400.0 * w[0];
            h[(i + 1, i)] -= 400.0 * w[0];
        }
        self.value(x)
    }
}

/// ½ xᵀAx − bᵀx, scaled.
pub struct Quadratic {
    pub a: DMatrix<f64>,
    pub b: Vec<f64>,
    pub scale: f64,
}

impl Quadratic {
    /// A positive definite one of `dim` variables, without any special direction, with the condition `condition`.
    pub fn definite(dim: usize, condition: f64) -> Quadratic {
        // I − 2vvᵀ reflects; eigenvalues grow evenly from 1 to the condition.
        let v: Vec<f64> = (0..dim).map(|i| (i as f64 + 1.0).sqrt()).collect();
        let vv: f64 = v.iter().map(|v| v * v).sum();
        let q = DMatrix::from_fn(dim, dim, |i, j| f64::from(u8::from(i == j)) - 2.0 * v[i] * v[j] / vv);
        let value = |k: usize| 1.0 + (condition - 1.0) * k as f64 / (dim - 1).max(1) as f64;
        let entry = |i: usize, j: usize| (0..dim).map(|k| q[(i, k)] * value(k) * q[(j, k)]).sum();
        let mut a = DMatrix::from_fn(dim, dim, entry);
        a = (&a + a.transpose()) * 0.5;
        Quadratic { a, b: (0..dim).map(|i| 1.0 - 0.3 * i as f64).collect(), scale: 1.0 }
    }
}

impl Objective for Quadratic {
    fn dim(&self) -> usize {
        self.b.len()
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.gradient(x, &mut vec![0.0; x.len()])
    }

    fn gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let mut f = 0.0;
        for i in 0..x.len() {
            let ax: f64 = (0..x.len()).map(|j| self.a[(i, j)] * x[j]).sum();
            g[i] = self.scale * (ax - self.b[i]);
            f += self.scale * x[i] * (0.5 * ax - self.b[i]);
        }
        f
    }

    fn hessian(&self, x: &[f64], g: &mut [f64], h: &mut DMatrix<f64>) -> f64 {
        h.copy_from(&(&self.a * self.scale));
        self.gradient(x, g)
    }
}
