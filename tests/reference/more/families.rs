//! Functions of any number of variables from coefficients, with two derivatives: sums of w · shape(a·x + b), of w · exp(−|x − c|²/2s²),
//! and Rosenbrock's function along a chain of coordinates.

use descent_optim::math;
use descent_optim::objective::Objective;
use nalgebra::DMatrix;
use serde_json::Value;

/// A sum of these three kinds of terms.
pub struct Family {
    dim: usize,
    ridges: Vec<(String, f64, Vec<f64>, f64)>,
    bumps: Vec<(f64, f64, Vec<f64>)>,
    chain: Vec<Vec<f64>>,
}

pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Family {
    pub fn of(problem: &Value) -> Family {
        let list = |key: &str| problem[key].as_array().cloned().unwrap_or_default();
        Family {
            dim: problem["dim"].as_u64().expect("a dimension") as usize,
            ridges: list("ridges")
                .iter()
                .map(|r| (r[0].as_str().expect("a shape").to_owned(), number(&r[1]), numbers(&r[2]), number(&r[3])))
                .collect(),
            bumps: list("bumps").iter().map(|b| (number(&b[0]), number(&b[1]), numbers(&b[2]))).collect(),
            chain: list("chain").iter().map(numbers).collect(),
        }
    }
}

/// A shape with two derivatives.
fn shape(kind: &str, t: f64) -> [f64; 3] {
    match kind {
        "square" => [t * t, 2.0 * t, 2.0],
        "fourth" => [t * t * t * t, 4.0 * t * t * t, 12.0 * t * t],
        "exp" => [math::exp(t); 3],
        "barrier" if t > 0.0 => [-math::ln(t), -1.0 / t, 1.0 / (t * t)],
        "barrier" => [f64::NAN; 3],
        "softplus" => {
            let p = 1.0 / (1.0 + math::exp(-t));
            [t.max(0.0) + math::ln_1p(math::exp(-t.abs())), p, p * (1.0 - p)]
        }
        "cos" => [math::cos(t), -math::sin(t), -math::cos(t)],
        other => unreachable!("no shape {other}"),
    }
}

impl Objective for Family {
    fn dim(&self) -> usize {
        self.dim
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.gradient(x, &mut vec![0.0; self.dim])
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.hessian(x, gradient, &mut DMatrix::zeros(self.dim, self.dim))
    }

    fn hessian(&self, x: &[f64], gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
        let n = self.dim;
        let mut f = 0.0;
        gradient.fill(0.0);
        hessian.fill(0.0);
        for (kind, w, a, b) in &self.ridges {
            let [value, slope, curvature] = shape(kind, dot(a, x) + b);
            f += w * value;
            for i in 0..n {
                gradient[i] += w * slope * a[i];
                (0..n).for_each(|j| hessian[(i, j)] += w * curvature * a[i] * a[j]);
            }
        }
        for (w, s, c) in &self.bumps {
            let d: Vec<f64> = x.iter().zip(c).map(|(x, c)| (x - c) / s).collect();
            let e = w * math::exp(-0.5 * dot(&d, &d));
            f += e;
            for i in 0..n {
                gradient[i] -= e * d[i] / s;
                (0..n).for_each(|j| hessian[(i, j)] += e * (d[i] * d[j] - f64::from(u8::from(i == j))) / (s * s));
            }
        }
        for pair in self.chain.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            let (u, v) = (dot(a, x), dot(b, x));
            let (r, q) = (v - u * u, 1.0 - u);
            f += 100.0 * r * r + q * q;
            let dr: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - 2.0 * u * a).collect();
            for i in 0..n {
                gradient[i] += 200.0 * r * dr[i] - 2.0 * q * a[i];
                for j in 0..n {
                    hessian[(i, j)] += 200.0 * (dr[i] * dr[j] - 2.0 * r * a[i] * a[j]) + 2.0 * a[i] * a[j];
                }
            }
        }
        f
    }
}
