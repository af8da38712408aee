//! The problems with their dimensions, starts, and minima as the paper lists them.

use crate::squares::{Residuals, Squares};
use crate::{fits, grown, small};
use descent_optim::objective::Objective;

/// A problem of one dimension.
pub struct Instance {
    pub name: String,
    pub objective: Box<dyn Objective>,
    pub x0: Vec<f64>,
    /// The values at the known minima, to the digits published, the least first. Where one lies at infinity it counts too.
    pub minima: Vec<f64>,
}

impl Instance {
    /// Whether `f` is the value at one of the minima, to five digits of it, or to 10⁻¹⁰.
    pub fn solves(&self, f: f64) -> bool {
        self.minima.iter().any(|minimum| (f - minimum).abs() <= 1e-5 * minimum + 1e-10)
    }
}

fn fixed<R: Residuals + 'static>(name: &str, residuals: R, x0: &[f64], minima: &[f64]) -> Instance {
    let objective = Box::new(Squares { residuals, dim: x0.len() });
    Instance { name: name.to_owned(), objective, x0: x0.to_vec(), minima: minima.to_vec() }
}

/// The same problem in several dimensions, with the least value in each.
fn several<R: Residuals + Copy + 'static>(
    name: &str,
    residuals: R,
    x0: impl Fn(usize, usize) -> f64,
    minima: &[(usize, &[f64])],
) -> Vec<Instance> {
    let one = |(n, minima): &(usize, &[f64])| {
        let x0: Vec<f64> = (1..=*n).map(|j| x0(j, *n)).collect();
        fixed(&format!("{name} {n}"), residuals, &x0, minima)
    };
    minima.iter().map(one).collect()
}

/// All of them.
pub fn all() -> Vec<Instance> {
    let mut all = of_fixed_dimension();
    all.extend(of_any_dimension());
    all
}

fn of_fixed_dimension() -> Vec<Instance> {
    use {fits::*, small::*};
    let peaks = [1.3, 0.65, 0.65, 0.7, 0.6, 3.0, 5.0, 7.0, 2.0, 4.5, 5.5];
    vec![
        fixed("Rosenbrock", Rosenbrock, &[-1.2, 1.0], &[0.0]),
        fixed("Freudenstein and Roth", FreudensteinRoth, &[0.5, -2.0], &[0.0, 48.98425]),
        fixed("Powell badly scaled", PowellBadlyScaled, &[0.0, 1.0], &[0.0]),
        fixed("Brown badly scaled", BrownBadlyScaled, &[1.0, 1.0], &[0.0]),
        fixed("Beale", Beale, &[1.0, 1.0], &[0.0]),
        fixed("Jennrich and Sampson", JennrichSampson, &[0.3, 0.4], &[124.3622]),
        fixed("helical valley", HelicalValley, &[-1.0, 0.0, 0.0], &[0.0]),
        fixed("Bard", Bard, &[1.0; 3], &[8.21487e-3, 17.4286]),
        fixed("Gaussian", Gaussian, &[0.4, 1.0, 0.0], &[1.12793e-8]),
        fixed("Meyer", Meyer, &[0.02, 4000.0, 250.0], &[87.94586]),
        fixed("Gulf", Gulf, &[5.0, 2.5, 0.15], &[0.0]),
        fixed("Box 3D", Box3, &[0.0, 10.0, 20.0], &[0.0]),
        fixed("Powell singular", PowellSingular, &[3.0, -1.0, 0.0, 1.0], &[0.0]),
        fixed("Wood", Wood, &[-3.0, -1.0, -3.0, -1.0], &[0.0]),
        fixed("Kowalik and Osborne", KowalikOsborne, &[0.25, 0.39, 0.415, 0.39], &[3.07506e-4, 1.02734e-3]),
        fixed("Brown and Dennis", BrownDennis, &[25.0, 5.0, -5.0, -1.0], &[85822.2]),
        fixed("Osborne 1", Osborne1, &[0.5, 1.5, -1.0, 0.01, 0.02], &[5.46489e-5]),
        fixed("Biggs EXP6", BiggsExp6, &[1.0, 2.0, 1.0, 1.0, 1.0, 1.0], &[0.0, 5.65565e-3]),
        fixed("Osborne 2", Osborne2, &peaks, &[4.01377e-2]),
    ]
}

fn of_any_dimension() -> Vec<Instance> {
    use grown::*;
    let zero: &[f64] = &[0.0];
    let curve = |j: usize, n: usize| {
        let t = j as f64 / (n as f64 + 1.0);
        t * (t - 1.0)
    };
    let four = |x: [f64; 4]| move |j: usize, _| x[(j - 1) % 4];
    // The paper's formulas for m = 2n.
    let full = |n: usize| n as f64;
    let rank_one = |m: f64| m * (m - 1.0) / (2.0 * (2.0 * m + 1.0));
    let with_zeros = |m: f64| (m * m + 3.0 * m - 6.0) / (2.0 * (2.0 * m - 3.0));
    [
        several("Watson", Watson, |_, _| 0.0, &[(6, &[2.28767e-3]), (9, &[1.39976e-6]), (12, &[4.72238e-10])]),
        several("extended Rosenbrock", ExtendedRosenbrock, four([-1.2, 1.0, -1.2, 1.0]), &[(4, zero), (10, zero)]),
        several("extended Powell", ExtendedPowell, four([3.0, -1.0, 0.0, 1.0]), &[(8, zero), (12, zero)]),
        several("penalty I", Penalty1, |j, _| j as f64, &[(4, &[2.24997e-5]), (10, &[7.08765e-5])]),
        several("penalty II", Penalty2, |_, _| 0.5, &[(4, &[9.37629e-6]), (10, &[2.93660e-4])]),
        several(
            "variably dimensioned",
            VariablyDimensioned,
            |j, n| 1.0 - j as f64 / n as f64,
            &[(2, zero), (6, zero), (10, zero)],
        ),
        several(
            "trigonometric",
            Trigonometric,
            |_, n| 1.0 / n as f64,
            &[(2, zero), (5, zero), (10, &[0.0, 2.79506e-5])],
        ),
        several(
            "Brown almost linear",
            BrownAlmostLinear,
            |_, _| 0.5,
            &[(2, zero), (5, &[0.0, 1.0]), (10, &[0.0, 1.0])],
        ),
        several("discrete boundary value", DiscreteBoundaryValue, curve, &[(2, zero), (10, zero)]),
        several("discrete integral", DiscreteIntegral, curve, &[(2, zero), (10, zero)]),
        several("Broyden tridiagonal", BroydenTridiagonal, |_, _| -1.0, &[(2, zero), (10, zero)]),
        several("Broyden banded", BroydenBanded, |_, _| -1.0, &[(2, zero), (10, zero)]),
        several("linear full rank", LinearFullRank, |_, _| 1.0, &[(2, &[full(2)]), (10, &[full(10)])]),
        several("linear rank one", LinearRankOne, |_, _| 1.0, &[(2, &[rank_one(4.0)]), (10, &[rank_one(20.0)])]),
        several(
            "linear rank one with zeros",
            LinearRankOneZeros,
            |_, _| 1.0,
            &[(4, &[with_zeros(8.0)]), (10, &[with_zeros(20.0)])],
        ),
        several(
            "Chebyquad",
            Chebyquad,
            |j, n| j as f64 / (n as f64 + 1.0),
            &[(2, zero), (5, zero), (7, zero), (8, &[3.51687e-3]), (9, zero), (10, &[6.50395e-3, 4.77271e-3])],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
