//! Gradients and Hessians against another implementation of dual numbers, against differences, and at kinks.

#[path = "support/expression.rs"]
mod expression;
#[path = "support/oracle.rs"]
mod oracle;

use descent_optim::catalog::{Form, Values};
use descent_optim::functions::{CATALOG, Function, find};
use descent_optim::jet::{Jet1, Jet2};
use descent_optim::math;
use descent_optim::objective::Objective;
use descent_optim::scalar::Scalar;
use expression::expressions;
use nalgebra::DMatrix;
use proptest::prelude::*;

fn built(function: &Function) -> Box<dyn Objective> {
    (function.build)(&Values::of(function.knobs, Form::Lecture, |_| None))
}

/// Value, gradient and Hessian [xx, xy, yy].
fn model(objective: &dyn Objective, x: f64, y: f64) -> (f64, [f64; 2], [f64; 3]) {
    let (mut gradient, mut hessian) = ([0.0; 2], DMatrix::zeros(2, 2));
    let value = objective.hessian(&[x, y], &mut gradient, &mut hessian);
    assert_eq!(hessian[(0, 1)].to_bits(), hessian[(1, 0)].to_bits());
    (value, gradient, [hessian[(0, 0)], hessian[(0, 1)], hessian[(1, 1)]])
}

/// A point of the function's box, not on its border.
fn inside(function: &Function, u: f64, v: f64) -> [f64; 2] {
    let [x0, x1, y0, y1] = function.area;
    [x0 + (x1 - x0) * u, y0 + (y1 - y0) * v]
}

/// The derivative of `f` at 0 by central differences, extrapolated, with the size of its error: what extrapolation
/// changes, and what rounding does.
fn difference(f: impl Fn(f64) -> f64, step: f64) -> (f64, f64) {
    let central = |h: f64| (f(h) - f(-h)) / (2.0 * h);
    let (coarse, fine) = (central(step), central(step / 2.0));
    let best = fine + (fine - coarse) / 3.0;
    let rounding = 2e-15 * (f(step).abs() + f(-step).abs() + 1e-300) / step;
    (best, (fine - coarse).abs() + 20.0 * rounding)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn derivatives_of_every_built_in_agree_with_differences(u in 0.01..0.99f64, v in 0.01..0.99f64) {
        for function in CATALOG {
            let objective = built(function);
            let [x, y] = inside(function, u, v);
            let (_, gradient, hessian) = model(&*objective, x, y);
            let step = 1e-4 * (function.area[1] - function.area[0]).min(function.area[3] - function.area[2]);
            // The eggholder's kinks lie on two lines: differences across them say nothing.
            let kink = (x / 2.0 + y + 47.0).abs().min((x - y - 47.0).abs()) < 1.0;
            if function.id == "eggholder" && kink {
                continue;
            }
            let at = |dx: f64, dy: f64| model(&*objective, x + dx, y + dy);
            let rows = [
                (gradient[0], difference(|h| at(h, 0.0).0, step)),
                (gradient[1], difference(|h| at(0.0, h).0, step)),
                (hessian[0], difference(|h| at(h, 0.0).1[0], step)),
                (hessian[1], difference(|h| at(0.0, h).1[0], step)),
                (hessian[1], difference(|h| at(h, 0.0).1[1], step)),
                (hessian[2], difference(|h| at(0.0, h).1[1], step)),
            ];
            for (i, (exact, (differences, error))) in rows.into_iter().enumerate() {
                let tolerance = error + 1e-9 * exact.abs() + 1e-12;
                let off = (exact - differences).abs();
                prop_assert!(off <= tolerance, "{} at ({x}, {y}), row {i}: {exact} and {differences} ± {error}", function.id);
            }
        }
    }

    #[test]
    fn jets_carry_the_bits_of_plain_values_and_of_each_other(
        u in prop_oneof![-0.5..1.5f64, prop::sample::select(NASTY.to_vec())],
        v in prop_oneof![-0.5..1.5f64, prop::sample::select(NASTY.to_vec())],
    ) {
        let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
        for function in CATALOG {
            let objective = built(function);
            let [x, y] = inside(function, u, v);
            for [x, y] in [[x, y], [u, v]] {
                let (value, gradient, _) = model(&*objective, x, y);
                let mut first = [0.0; 2];
                let by_gradient = objective.gradient(&[x, y], &mut first);
                prop_assert!(same(value, by_gradient) && same(value, objective.value(&[x, y])), "{}", function.id);
                prop_assert!(same(gradient[0], first[0]) && same(gradient[1], first[1]), "{}", function.id);
            }
        }
    }

    #[test]
    fn sine_and_cosine_together_have_the_bits_of_each_alone(
        x in prop_oneof![-10.0..10.0f64, -1e9..1e9f64, -1e-6..1e-6f64, any::<f64>()],
    ) {
        prop_assume!(x.is_finite());
        let (sin, cos) = math::sincos(x);
        prop_assert_eq!([sin.to_bits(), cos.to_bits()], [math::sin(x).to_bits(), math::cos(x).to_bits()]);
    }
}

/// Numbers on which careless code breaks.
const NASTY: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    -5e-324,
    1e300,
    -1e300,
    1e-300,
    1e19,
];

/// Coordinates that are not close to 0, where formulas like tan(y)/y cancel.
fn coordinates() -> impl Strategy<Value = f64> {
    (0.05..3.0f64, any::<bool>()).prop_map(|(size, negative)| if negative { -size } else { size })
}

/// How much each part of a jet changes when the point moves by rounding.
fn spread(parts: &[[f64; 6]]) -> [f64; 6] {
    [0, 1, 2, 3, 4, 5].map(|i| {
        let of = |part: &[f64; 6]| (part[i] - parts[0][i]).abs();
        parts.iter().map(of).fold(0.0, |most: f64, off| if off > most || off.is_nan() { off } else { most })
    })
}

proptest! {
    // The same formulas in every run: what rounding may do to a formula has no bound, and an error in a rule shows at once.
    #![proptest_config(ProptestConfig {
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        cases: 4000, max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn derivatives_of_random_formulas_agree_with_dual_numbers(
        formula in expressions(), x in coordinates(), y in coordinates(),
    ) {
        let parts = |x: f64, y: f64| {
            let jet = formula.eval(Jet2::x(x), Jet2::y(y));
            let ([gx, gy], [xx, xy, yy]) = (jet.gradient, jet.hessian);
            [jet.value, gx, gy, xx, xy, yy]
        };
        let (value, [gx, gy], [xx, xy, yy]) = oracle::derivatives(|x, y| formula.eval(x, y), x, y);
        let (found, expected) = (parts(x, y), [value, gx, gy, xx, xy, yy]);
        // Where the formula itself magnifies rounding, two ways of computing it may differ by as much.
        let tiny = 1.0 + 1e-13;
        let spread = spread(&[found, parts(x * tiny, y), parts(x, y * tiny), parts(x / tiny, y / tiny)]);
        let largest = found.iter().fold(1.0_f64, |most, part| most.max(part.abs()));
        prop_assume!(largest < 1e8 && expected.iter().chain(&spread).all(|part| part.is_finite()));
        for i in 0..6 {
            let tolerance = 1e-6 * largest + 100.0 * spread[i];
            prop_assert!((found[i] - expected[i]).abs() <= tolerance, "{}: {found:?} {expected:?}", formula.text());
        }
    }
}

#[test]
fn derivatives_at_kinks_are_defined() {
    let [x, y] = [Jet2::x(0.0), Jet2::y(0.0)];
    let cone = (x.powi(2) + y.powi(2)).sqrt();
    assert_eq!((cone.value, cone.gradient), (0.0, [0.0; 2]));
    assert_eq!((x.abs().gradient, x.sign().gradient, (x + 2.0).floor().gradient), ([0.0; 2], [0.0; 2], [0.0; 2]));
    assert_eq!(x.min(y).gradient, [1.0, 0.0]);
    assert_eq!(y.max(x).gradient, [0.0, 1.0]);
    assert_eq!(x.sqrt().gradient, [f64::INFINITY, 0.0]);
    assert_eq!(x.abs().sqrt().gradient, [0.0; 2]);
    for n in 0..5 {
        let (whole, general) = (x.powi(n), x.pow(Jet2::from(f64::from(n))));
        assert_eq!(whole, general, "x^{n} at 0");
        assert_eq!(whole.hessian[0], if n == 2 { 2.0 } else { 0.0 });
    }
    let root = x.pow(Jet2::from(1.5));
    assert_eq!((root.gradient, root.hessian[0]), ([0.0; 2], f64::INFINITY));
    // x^y at (0, 2): 0 in the limit, in both directions.
    let power = x.pow(y + 2.0);
    assert_eq!((power.value, power.gradient, power.hessian), (0.0, [0.0; 2], [2.0, 0.0, 0.0]));
    // A constant exponent needs no logarithm of the base, which may be negative.
    assert_eq!(Jet1::x(-3.0).pow(Jet1::from(3.0)).gradient, [27.0, 0.0]);
}

#[test]
fn the_least_of_ackley_is_exactly_0_and_flat() {
    let mut gradient = [1.0; 2];
    let value = built(find("ackley").expect("ackley")).gradient(&[0.0, 0.0], &mut gradient);
    assert_eq!((value, gradient), (0.0, [0.0; 2]));
}

#[test]
fn min_and_max_take_the_first_of_equals_and_the_other_of_nan() {
    for (a, b) in [(0.0, -0.0), (-0.0, 0.0)] {
        assert_eq!(math::min(a, b).to_bits(), a.to_bits());
        assert_eq!(math::max(a, b).to_bits(), a.to_bits());
        assert_eq!(Jet1::from(a).min(Jet1::from(b)).value.to_bits(), a.to_bits());
    }
    assert_eq!([math::min(f64::NAN, 1.0), math::min(1.0, f64::NAN)], [1.0; 2]);
    assert_eq!([math::max(f64::NAN, 1.0), math::max(1.0, f64::NAN)], [1.0; 2]);
}

#[test]
fn stable_forms_keep_their_digits_far_out() {
    let tail = (Jet1::x(-50.0)).softplus();
    let exp = math::exp(-50.0);
    assert!((tail.value / exp - 1.0).abs() < 1e-14 && (tail.gradient[0] / exp - 1.0).abs() < 1e-14);
    assert_eq!(Jet1::x(1000.0).softplus(), Jet1::x(1000.0));
    // tanh'(20) = 4·exp(−40) to a relative 1e-17; 1 − tanh² would be 0.
    let slope = Jet1::x(20.0).tanh().gradient[0];
    assert!((slope / (4.0 * math::exp(-40.0)) - 1.0).abs() < 1e-12);
}

#[test]
fn quadratic_functions_are_known_as_such() {
    let quadratic: Vec<&str> = CATALOG.iter().filter(|f| built(f).is_quadratic()).map(|f| f.id).collect();
    assert_eq!(quadratic, ["quadratic", "sphere", "illconditioned", "booth", "matyas", "saddle"]);
}

#[test]
fn the_ill_conditioned_quadratic_without_angle_is_exactly_axis_aligned() {
    let (value, gradient, hessian) = model(&*built(find("illconditioned").expect("an id")), -4.0, 1.0);
    assert_eq!((value, gradient, hessian), (58.0, [-4.0, 100.0], [1.0, 0.0, 100.0]));
}
