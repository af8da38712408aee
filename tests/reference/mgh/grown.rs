//! Problems of any dimension. Numbers in the order of the paper's section 3.

use crate::squares::{Number, problems};

/// a of both penalty functions.
const PENALTY: f64 = 1e-5;

/// The sum of many.
fn sum<D: Number>(terms: impl IntoIterator<Item = D>) -> D {
    terms.into_iter().fold(D::from(0.0), |sum, term| sum + term)
}

/// The numbers with 1, 2, …
fn numbered<D: Number>(x: &[D]) -> impl Iterator<Item = (f64, D)> {
    x.iter().enumerate().map(|(i, x)| (i as f64 + 1.0, *x))
}

/// The neighbours of variable `i`, 0 beyond the ends.
fn neighbours<D: Number>(x: &[D], i: usize) -> (D, D) {
    let at = |i: Option<usize>| i.and_then(|i| x.get(i)).copied().unwrap_or(D::from(0.0));
    (at(i.checked_sub(1)), at(Some(i + 1)))
}

problems! {
    /// (20)
    Watson(x) {
        let at = |t: f64| {
            // Horner's rule for Σ xⱼ tʲ⁻¹ and its derivative.
            let (mut value, mut slope) = (D::from(0.0), D::from(0.0));
            for x in x.iter().rev() {
                slope = slope * t + value;
                value = value * t + *x;
            }
            slope - value * value - 1.0
        };
        let mut all: Vec<D> = (1..=29).map(|i| at(f64::from(i) / 29.0)).collect();
        all.extend([x[0], x[1] - x[0] * x[0] - 1.0]);
        all
    }

    /// (21)
    ExtendedRosenbrock(x) {
        x.chunks(2).flat_map(|x| [(x[1] - x[0] * x[0]) * 10.0, -x[0] + 1.0]).collect()
    }

    /// (22)
    ExtendedPowell(x) {
        x.chunks(4).flat_map(|x| crate::squares::Residuals::at(&crate::small::PowellSingular, x)).collect()
    }

    /// (23)
    Penalty1(x) {
        let mut all: Vec<D> = x.iter().map(|x| (*x - 1.0) * PENALTY.sqrt()).collect();
        all.push(sum(x.iter().map(|x| *x * *x)) - 0.25);
        all
    }

    /// (24)
    Penalty2(x) {
        let root = PENALTY.sqrt();
        let exp = |i: usize| crate::exp(i as f64 / 10.0);
        let mut all = vec![x[0] - 0.2];
        all.extend((1..x.len()).map(|i| {
            ((x[i] / 10.0).exp() + (x[i - 1] / 10.0).exp() - (exp(i + 1) + exp(i))) * root
        }));
        all.extend(x[1..].iter().map(|x| ((*x / 10.0).exp() - crate::exp(-0.1)) * root));
        all.push(sum(numbered(x).map(|(j, xj)| xj * xj * (x.len() as f64 - j + 1.0))) - 1.0);
        all
    }

    /// (25)
    VariablyDimensioned(x) {
        let weighted = sum(numbered(x).map(|(j, x)| (x - 1.0) * j));
        let mut all: Vec<D> = x.iter().map(|x| *x - 1.0).collect();
        all.extend([weighted, weighted * weighted]);
        all
    }

    /// (26)
    Trigonometric(x) {
        let rest = -sum(x.iter().map(|x| x.cos())) + x.len() as f64;
        numbered(x).map(|(i, x)| rest + (-x.cos() + 1.0) * i - x.sin()).collect()
    }

    /// (27)
    BrownAlmostLinear(x) {
        let total = sum(x.iter().copied()) - (x.len() as f64 + 1.0);
        let mut all: Vec<D> = x[1..].iter().zip(x).map(|(_, x)| *x + total).collect();
        all.push(x.iter().fold(D::from(1.0), |product, x| product * *x) - 1.0);
        all
    }

    /// (28)
    DiscreteBoundaryValue(x) {
        let h = 1.0 / (x.len() as f64 + 1.0);
        let at = |(i, xi): (f64, D)| {
            let (left, right) = neighbours(x, i as usize - 1);
            xi * 2.0 - left - right + (xi + (i * h + 1.0)).powi(3) * (h * h / 2.0)
        };
        numbered(x).map(at).collect()
    }

    /// (29)
    DiscreteIntegral(x) {
        let h = 1.0 / (x.len() as f64 + 1.0);
        let at = |(i, xi): (f64, D)| {
            let kernel = |(j, xj): (f64, D)| {
                let weight = if j <= i { (1.0 - i * h) * (j * h) } else { i * h * (1.0 - j * h) };
                (xj + (j * h + 1.0)).powi(3) * weight
            };
            xi + sum(numbered(x).map(kernel)) * (h / 2.0)
        };
        numbered(x).map(at).collect()
    }

    /// (30)
    BroydenTridiagonal(x) {
        let at = |(i, xi): (usize, &D)| {
            let (left, right) = neighbours(x, i);
            (-*xi * 2.0 + 3.0) * *xi - left - right * 2.0 + 1.0
        };
        x.iter().enumerate().map(at).collect()
    }

    /// (31)
    BroydenBanded(x) {
        let at = |(i, xi): (usize, &D)| {
            let band = x.iter().enumerate().take(i + 2).skip(i.saturating_sub(5)).filter(|(j, _)| *j != i);
            *xi * (*xi * *xi * 5.0 + 2.0) + 1.0 - sum(band.map(|(_, x)| *x * (*x + 1.0)))
        };
        x.iter().enumerate().map(at).collect()
    }

    /// (32), m = 2n
    LinearFullRank(x) {
        let m = 2 * x.len();
        let mean = sum(x.iter().copied()) * (2.0 / m as f64) + 1.0;
        (0..m).map(|i| x.get(i).map_or(-mean, |x| *x - mean)).collect()
    }

    /// (33), m = 2n
    LinearRankOne(x) {
        let weighted = sum(numbered(x).map(|(j, x)| x * j));
        (1..=2 * x.len()).map(|i| weighted * i as f64 - 1.0).collect()
    }

    /// (34), m = 2n
    LinearRankOneZeros(x) {
        let (n, m) = (x.len(), 2 * x.len());
        let weighted = sum(numbered(x).take(n - 1).skip(1).map(|(j, x)| x * j));
        (1..=m).map(|i| if i == m { D::from(-1.0) } else { weighted * (i as f64 - 1.0) - 1.0 }).collect()
    }

    /// (35), m = n
    Chebyquad(x) {
        let n = x.len();
        let mut sums = vec![D::from(0.0); n];
        for x in x {
            // The Chebyshev polynomials of [0, 1] by their recurrence.
            let argument = *x * 2.0 - 1.0;
            let (mut before, mut now) = (D::from(1.0), argument);
            for sum in &mut sums {
                *sum += now;
                (before, now) = (now, argument * now * 2.0 - before);
            }
        }
        let integral = |i: usize| if i.is_multiple_of(2) { -1.0 / (i * i - 1) as f64 } else { 0.0 };
        sums.iter().enumerate().map(|(i, sum)| *sum / n as f64 - integral(i + 1)).collect()
    }
}
