//! Problems of a fixed dimension that fit a curve to measured data. Numbers in the order of the paper's section 3.

use crate::squares::{Number, problems};

problems! {
    /// (8)
    Bard(x) {
        let y = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39];
        let at = |(i, y): (usize, f64)| {
            let (u, v) = (i as f64 + 1.0, 15.0 - i as f64);
            -(x[0] + (x[1] * v + x[2] * u.min(v)).recip() * u) + y
        };
        y.into_iter().enumerate().map(at).collect()
    }

    /// (9)
    Gaussian(x) {
        let y = [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989];
        let at = |i: usize| {
            let away = -x[2] + (7.0 - i as f64) / 2.0;
            x[0] * (-x[1] * away * away / 2.0).exp() - y[i.min(14 - i)]
        };
        (0..15).map(at).collect()
    }

    /// (10)
    Meyer(x) {
        let y = [
            34780.0, 28610.0, 23650.0, 19630.0, 16370.0, 13720.0, 11540.0, 9744.0, 8261.0, 7030.0, 6005.0, 5147.0, 4427.0,
            3820.0, 3307.0, 2872.0,
        ];
        let at = |(i, y): (usize, f64)| x[0] * (x[1] / (x[2] + (50.0 + 5.0 * i as f64))).exp() - y;
        y.into_iter().enumerate().map(at).collect()
    }

    /// (11), m = 99. The paper prints yᵢ m i x₂ for yᵢ − x₂; its programs have the difference.
    Gulf(x) {
        let at = |i: i32| {
            let t = f64::from(i) / 100.0;
            let y = 25.0 + descent_optim::math::pow(-50.0 * descent_optim::math::ln(t), 2.0 / 3.0);
            let away = (-x[1] + y).abs();
            (-(away.ln() * x[2]).exp() / x[0]).exp() - t
        };
        (1..=99).map(at).collect()
    }

    /// (15)
    KowalikOsborne(x) {
        let y = [0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
        let u = [4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];
        let at = |(y, u): (f64, f64)| -(x[0] * (x[1] * u + u * u) / (x[2] * u + x[3] + u * u)) + y;
        y.into_iter().zip(u).map(at).collect()
    }

    /// (17)
    Osborne1(x) {
        let y = [
            0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603,
            0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411,
            0.406,
        ];
        let at = |(i, y): (usize, f64)| {
            let t = 10.0 * i as f64;
            -(x[0] + x[1] * (-x[3] * t).exp() + x[2] * (-x[4] * t).exp()) + y
        };
        y.into_iter().enumerate().map(at).collect()
    }

    /// (19)
    Osborne2(x) {
        let y = [
            1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616, 0.606,
            0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.500, 0.423,
            0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668,
            0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098,
            0.054,
        ];
        y.into_iter().enumerate().map(|(i, y)| -peaks(x, i as f64 / 10.0) + y).collect()
    }
}

fn peaks<D: Number>(x: &[D], t: f64) -> D {
    let bell = |height: D, center: D, width: D| height * (-(-center + t) * (-center + t) * width).exp();
    x[0] * (-x[4] * t).exp() + bell(x[1], x[8], x[5]) + bell(x[2], x[9], x[6]) + bell(x[3], x[10], x[7])
}
