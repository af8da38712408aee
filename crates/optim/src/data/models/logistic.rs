//! The probability of a 1, by its likelihood: the mean of log(1 + exp(z)) − v·z.

use super::by_input;
use crate::catalog::Reference;
use crate::math;
use crate::mean::{Full, Mean, Model};

/// The descriptor.
pub const MODEL: Model = Model {
    id: "logistic",
    name: "a probability",
    loss: "log(1 + exp(z)) − v z",
    reference: Reference {
        authors: "Cox",
        year: 1958,
        title: "The regression analysis of binary sequences",
        source: "Journal of the Royal Statistical Society B 20(2)",
        place: "section 2",
    },
    curve: sigmoid,
    build: |examples, replace| {
        let n = examples.len() as f64;
        // Of the outputs at one input, their number and their sum are all that matters.
        let groups = by_input(&examples, |v| (v.len() as f64, v.iter().sum::<f64>()));
        let whole = move |[x, y]: [f64; 2]| {
            let mut sum = Full::default();
            for (t, (count, ones)) in &groups {
                let z = x * t + y;
                let [f, slope, curvature] = loss(z, 0.0);
                sum.add(*t, [count * f - ones * z, count * slope - ones, count * curvature]);
            }
            sum.over(n)
        };
        Mean::new(&MODEL, examples, replace, loss, Box::new(whole), false)
    },
    python: &["return w * (softplus(z) - v * z)"],
    calls: &["softplus"],
};

/// The loss of one example.
fn loss(z: f64, v: f64) -> [f64; 3] {
    let e = math::exp(-z.abs());
    let p = if z < 0.0 { e / (1.0 + e) } else { 1.0 / (1.0 + e) };
    [(if z > 0.0 { z } else { 0.0 }) + math::ln_1p(e) - v * z, p - v, e / ((1.0 + e) * (1.0 + e))]
}

/// 1 / (1 + exp(−z)), without overflow.
pub fn sigmoid(z: f64) -> f64 {
    let e = math::exp(-z.abs());
    if z < 0.0 { e / (1.0 + e) } else { 1.0 / (1.0 + e) }
}
