//! Problems of a fixed dimension that are given by a few expressions. Numbers in the order of the paper's section 3.

use crate::squares::problems;
use std::f64::consts::PI;

problems! {
    /// (1)
    Rosenbrock(x) {
        vec![(x[1] - x[0] * x[0]) * 10.0, -x[0] + 1.0]
    }

    /// (2)
    FreudensteinRoth(x) {
        vec![
            x[0] - 13.0 + ((-x[1] + 5.0) * x[1] - 2.0) * x[1],
            x[0] - 29.0 + ((x[1] + 1.0) * x[1] - 14.0) * x[1],
        ]
    }

    /// (3)
    PowellBadlyScaled(x) {
        vec![x[0] * x[1] * 1e4 - 1.0, (-x[0]).exp() + (-x[1]).exp() - 1.0001]
    }

    /// (4)
    BrownBadlyScaled(x) {
        vec![x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2.0]
    }

    /// (5)
    Beale(x) {
        let y = [1.5, 2.25, 2.625];
        (0..3).map(|i| -(x[0] * (-x[1].powi(i as i32 + 1) + 1.0)) + y[i]).collect()
    }

    /// (6), m = 10
    JennrichSampson(x) {
        (1..=10).map(f64::from).map(|i| -((x[0] * i).exp() + (x[1] * i).exp()) + (2.0 + 2.0 * i)).collect()
    }

    /// (7)
    HelicalValley(x) {
        let turns = (x[1] / x[0]).atan() / (2.0 * PI) + if x[0].re() < 0.0 { 0.5 } else { 0.0 };
        vec![(x[2] - turns * 10.0) * 10.0, ((x[0] * x[0] + x[1] * x[1]).sqrt() - 1.0) * 10.0, x[2]]
    }

    /// (12), m = 10
    Box3(x) {
        let at = |t: f64| {
            let last = crate::exp(-t) - crate::exp(-10.0 * t);
            (-x[0] * t).exp() - (-x[1] * t).exp() - x[2] * last
        };
        (1..=10).map(|i| at(0.1 * f64::from(i))).collect()
    }

    /// (13)
    PowellSingular(x) {
        let (a, b) = (x[1] - x[2] * 2.0, x[0] - x[3]);
        vec![x[0] + x[1] * 10.0, (x[2] - x[3]) * 5.0_f64.sqrt(), a * a, b * b * 10.0_f64.sqrt()]
    }

    /// (14)
    Wood(x) {
        let root = 10.0_f64.sqrt();
        vec![
            (x[1] - x[0] * x[0]) * 10.0,
            -x[0] + 1.0,
            (x[3] - x[2] * x[2]) * 90.0_f64.sqrt(),
            -x[2] + 1.0,
            (x[1] + x[3] - 2.0) * root,
            (x[1] - x[3]) / root,
        ]
    }

    /// (16), m = 20
    BrownDennis(x) {
        let at = |t: f64| {
            let a = x[0] + x[1] * t - crate::exp(t);
            let b = x[2] + x[3] * descent_optim::math::sin(t) - descent_optim::math::cos(t);
            a * a + b * b
        };
        (1..=20).map(|i| at(f64::from(i) / 5.0)).collect()
    }

    /// (18), m = 13
    BiggsExp6(x) {
        let at = |t: f64| {
            let y = crate::exp(-t) - 5.0 * crate::exp(-10.0 * t) + 3.0 * crate::exp(-4.0 * t);
            x[2] * (-x[0] * t).exp() - x[3] * (-x[1] * t).exp() + x[5] * (-x[4] * t).exp() - y
        };
        (1..=13).map(|i| at(0.1 * f64::from(i))).collect()
    }
}
