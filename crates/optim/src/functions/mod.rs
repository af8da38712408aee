//! The built-in functions of the plane, one a file.
//!
//! A function's file holds the formula written over a generic scalar, and a `FUNCTION` that describes it. The list at the
//! end of this file is the catalog; a test fails when a file is missing from it.

use crate::catalog::{Default, Form, Param, Reference, Scale, Values};
use crate::objective::{Formula, Objective};

/// What a critical point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// A minimum: no lower value nearby.
    Minimum,
    /// A saddle: lower values in some directions, higher ones in others.
    Saddle,
    /// A maximum: no higher value nearby.
    Maximum,
    /// A point where the Hessian does not decide.
    Degenerate,
}

/// The group in which people find a function: what there is to get into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Group {
    /// A single minimum to find.
    #[serde(rename = "One minimum")]
    One,
    /// Where a path ends depends on where it begins.
    #[serde(rename = "Several minima")]
    Several,
    /// Where the gradient says little of the way: it vanishes above lower ground, or leaps.
    #[serde(rename = "Saddles, plateaus and cliffs")]
    Saddles,
}

/// A built-in function as it describes itself.
pub struct Function {
    /// The id used in links, fixed for ever.
    pub id: &'static str,
    /// The name that people read.
    pub name: &'static str,
    /// The group in which people find it.
    pub group: Group,
    /// The formula in the grammar of links, with the knobs by their keys. Typed as it stands, it gives the same bits.
    pub formula: &'static str,
    /// What it teaches, in a sentence.
    pub about: &'static str,
    /// Where it comes from.
    pub reference: Reference,
    /// The box: xmin, xmax, ymin, ymax.
    pub area: [f64; 4],
    /// The start that a race gets when none is given.
    pub start: [f64; 2],
    /// A rate at which gradient descent makes sense here.
    pub rate: f64,
    /// The knobs.
    pub knobs: &'static [Param],
    /// Known critical points in the box, at the default knobs.
    pub points: &'static [(Nature, [f64; 2])],
    /// The objective with the knobs set.
    pub build: fn(&Values) -> Box<dyn Objective>,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Function({})", self.id)
    }
}

impl Function {
    /// The knobs at their defaults.
    pub fn defaults(&self) -> Values {
        Values::of(self.knobs, Form::Lecture, |_| None)
    }
}

/// The built-in function with this id.
pub fn find(id: &str) -> Option<&'static Function> {
    CATALOG.iter().copied().find(|function| function.id == id)
}

/// The objective of a formula: recorded once, because 30 formulas compiled again for every kind of scalar weigh more than
/// the rest of the page. In the unit tests each call is compared with direct evaluation.
fn plane<F: Formula + 'static>(formula: F) -> Box<dyn Objective> {
    #[cfg(not(test))]
    return Box::new(crate::formula::CompiledFormula::record(&formula));
    #[cfg(test)]
    return Box::new(tests::Both::new(formula));
}

/// The survey that most of the functions are numbered in, and where in it.
const fn survey(place: &'static str) -> Reference {
    Reference {
        authors: "Jamil, Yang",
        year: 2013,
        title: "A literature survey of benchmark functions for global optimisation problems",
        source: "International Journal of Mathematical Modelling and Numerical Optimisation 4(2)",
        place,
    }
}

/// A knob: a real number that is set once for a race.
#[allow(clippy::too_many_arguments)]
const fn knob(
    key: &'static str,
    symbol: &'static str,
    name: &'static str,
    about: &'static str,
    default: f64,
    (min, max): (f64, f64),
    slider: (f64, f64),
    scale: Scale,
) -> Param {
    let default = Default::Fixed(default);
    Param { default, min, max, slider, scale, ..Param::named(key, symbol, name, about) }
}

/// The modules of the functions and their list, in the order in which people are shown them.
macro_rules! catalog {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// All built-in functions, in the order in which people are shown them.
        pub static CATALOG: &[&Function] = &[$(&$module::FUNCTION),*];
    };
}

catalog! {
    quadratic
    sphere
    illconditioned
    rosenbrock
    himmelblau
    sixhump
    threehump
    beale
    booth
    matyas
    goldstein
    styblinski
    ackley
    rastrigin
    griewank
    levy
    levy13
    easom
    mccormick
    eggholder
    branin
    saddle
    boundedsaddle
    monkey
    boundedmonkey
    plateau
    step
    cliff
    rnncliff
    flower
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::CompiledFormula;
    use crate::objective::Plane;
    use nalgebra::DMatrix;

    /// A formula as it was recorded, compared with direct evaluation at every call.
    pub struct Both<F> {
        recorded: CompiledFormula,
        direct: Plane<F>,
    }

    impl<F: Formula> Both<F> {
        pub fn new(formula: F) -> Both<F> {
            Both { recorded: CompiledFormula::record(&formula), direct: Plane(formula) }
        }
    }

    /// Fails unless the bits are the same; every NaN is.
    fn same(a: &[f64], b: &[f64], at: &[f64]) {
        let bits = |v: &f64| if v.is_nan() { f64::NAN.to_bits() } else { v.to_bits() };
        assert!(a.iter().map(bits).eq(b.iter().map(bits)), "at {at:?}: {a:?} and {b:?}");
    }

    impl<F: Formula> Objective for Both<F> {
        fn dim(&self) -> usize {
            2
        }

        fn value(&self, x: &[f64]) -> f64 {
            let value = self.recorded.value(x);
            same(&[value], &[self.direct.value(x)], x);
            value
        }

        fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
            let mut other = [0.0; 2];
            let values = [self.recorded.gradient(x, gradient), self.direct.gradient(x, &mut other)];
            same(&values[..1], &values[1..], x);
            same(gradient, &other, x);
            values[0]
        }

        fn hessian(&self, x: &[f64], gradient: &mut [f64], hessian: &mut DMatrix<f64>) -> f64 {
            let (mut other, mut matrix) = ([0.0; 2], DMatrix::zeros(2, 2));
            let values = [self.recorded.hessian(x, gradient, hessian), self.direct.hessian(x, &mut other, &mut matrix)];
            same(&values[..1], &values[1..], x);
            same(gradient, &other, x);
            same(hessian.as_slice(), matrix.as_slice(), x);
            values[0]
        }

        fn values(&self, xs: &[f64], ys: &[f64], out: &mut [f64]) {
            self.recorded.values(xs, ys, out);
            for i in 0..out.len() {
                same(&out[i..=i], &[self.direct.value(&[xs[i], ys[i]])], &[xs[i], ys[i]]);
            }
        }

        fn is_quadratic(&self) -> bool {
            assert_eq!(self.recorded.is_quadratic(), self.direct.is_quadratic());
            self.recorded.is_quadratic()
        }
    }

    #[test]
    fn what_was_recorded_has_the_bits_of_direct_evaluation() {
        let nasty = [0.0, -0.0, 1.0, -1.0, 1e-300, 1e9, -1e300, f64::INFINITY, f64::NAN];
        let part = |k: f64| k - k.floor();
        for function in CATALOG {
            let [x0, x1, y0, y1] = function.area;
            let scattered = (0..2000).map(f64::from).map(|i| {
                let [u, v] = [part(0.754_877_666 * i), part(0.569_840_29 * i)].map(|t| 1.6 * t - 0.3);
                [x0 + (x1 - x0) * u, y0 + (y1 - y0) * v]
            });
            let corners = nasty.iter().flat_map(|x| nasty.map(|y| [*x, y]));
            let known = function.points.iter().map(|(_, at)| *at);
            let points: Vec<[f64; 2]> = scattered.chain(corners).chain(known).collect();
            for part in [None, Some(0.0), Some(0.3), Some(1.0)] {
                let knobs = Values::of(function.knobs, Form::Lecture, |key| {
                    let knob = function.knobs.iter().find(|knob| knob.key == key)?;
                    let value = knob.slider.0 + part? * (knob.slider.1 - knob.slider.0);
                    Some(if knob.allows(value) { value } else { value.round() })
                });
                let both = (function.build)(&knobs);
                both.is_quadratic();
                for at in &points {
                    both.value(at);
                    both.gradient(at, &mut [0.0; 2]);
                    both.hessian(at, &mut [0.0; 2], &mut DMatrix::zeros(2, 2));
                }
                let (xs, ys): (Vec<f64>, Vec<f64>) = points.iter().map(|[x, y]| (*x, *y)).unzip();
                both.values(&xs, &ys, &mut vec![0.0; xs.len()]);
            }
        }
    }
}
