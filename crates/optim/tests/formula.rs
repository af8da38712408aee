//! Typed formulas: the same bits as direct evaluation, and errors that say what is wrong and where.

#[path = "support/expression.rs"]
mod expression;

use descent_optim::catalog::{Form, Values};
use descent_optim::formula::{MAX_CHARACTERS, Program, functions, is_reserved};
use descent_optim::functions::CATALOG;
use descent_optim::jet::{Jet1, Jet2};
use descent_optim::objective::Objective;
use expression::{KNOBS, expressions};
use nalgebra::DMatrix;
use proptest::prelude::*;

/// Value, gradient and Hessian as bits, where every NaN is the same.
fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|v| if v.is_nan() { f64::NAN.to_bits() } else { v.to_bits() }).collect()
}

fn all(objective: &dyn Objective, at: [f64; 2]) -> [f64; 6] {
    let (mut gradient, mut hessian) = ([0.0; 2], DMatrix::zeros(2, 2));
    let value = objective.hessian(&at, &mut gradient, &mut hessian);
    [value, gradient[0], gradient[1], hessian[(0, 0)], hessian[(0, 1)], hessian[(1, 1)]]
}

/// Points of the plane without a pattern, the same in every run.
fn scattered(count: usize, [x0, x1, y0, y1]: [f64; 4]) -> Vec<[f64; 2]> {
    let part = |k: f64| k - k.floor();
    let at = |i: usize| [part(0.754_877_666 * i as f64), part(0.569_840_29 * i as f64)];
    (1..=count).map(at).map(|[u, v]| [x0 + (x1 - x0) * u, y0 + (y1 - y0) * v]).collect()
}

#[test]
fn the_text_of_every_built_in_gives_its_bits_for_all_knobs() {
    for function in CATALOG {
        let program = Program::compile(function.formula).unwrap_or_else(|e| panic!("{}: {e}", function.id));
        let mut keys: Vec<&str> = function.knobs.iter().map(|knob| knob.key).collect();
        let mut named: Vec<&str> = program.knobs().iter().map(String::as_str).collect();
        keys.sort_unstable();
        named.sort_unstable();
        assert_eq!(keys, named, "{}", function.id);
        assert!(keys.iter().all(|key| !is_reserved(key)));
        for part in [None, Some(0.0), Some(0.25), Some(0.7), Some(1.0)] {
            let knobs = Values::of(function.knobs, Form::Lecture, |key| {
                let knob = function.knobs.iter().find(|knob| knob.key == key)?;
                let value = knob.slider.0 + part? * (knob.slider.1 - knob.slider.0);
                Some(if knob.allows(value) { value } else { value.round() })
            });
            let built_in = (function.build)(&knobs);
            let pairs: Vec<(&str, f64)> = keys.iter().map(|key| (*key, knobs.get(key))).collect();
            let typed = program.with(&pairs);
            assert_eq!(built_in.is_quadratic(), typed.is_quadratic(), "{}", function.id);
            let declared = function.points.iter().map(|(_, at)| *at);
            for at in scattered(200, function.area.map(|a| 1.5 * a)).into_iter().chain(declared) {
                let (expected, found) = (all(&*built_in, at), all(&typed, at));
                assert_eq!(bits(&expected), bits(&found), "{} at {at:?}: {expected:?} {found:?}", function.id);
            }
        }
    }
}

#[test]
fn blocks_have_the_bits_of_single_points() {
    for function in CATALOG {
        let built_in = (function.build)(&Values::of(function.knobs, Form::Lecture, |_| None));
        let defaults: Vec<(&str, f64)> = function.knobs.iter().map(|k| (k.key, k.default(Form::Lecture))).collect();
        let typed = Program::compile(function.formula).expect(function.id).with(&defaults);
        for objective in [&*built_in, &typed as &dyn Objective] {
            // Full blocks, a part of one, and none.
            for count in [300, 1, 0] {
                let (xs, ys): (Vec<f64>, Vec<f64>) =
                    scattered(count, function.area).into_iter().map(|[x, y]| (x, y)).unzip();
                let [mut values, mut out, mut gx, mut gy] = [(); 4].map(|()| vec![0.0; count]);
                objective.values(&xs, &ys, &mut values);
                objective.gradients(&xs, &ys, &mut out, &mut gx, &mut gy);
                for i in 0..count {
                    let mut gradient = [0.0; 2];
                    let value = objective.gradient(&[xs[i], ys[i]], &mut gradient);
                    assert_eq!(value.to_bits(), objective.value(&[xs[i], ys[i]]).to_bits(), "{}", function.id);
                    assert_eq!([value, value], [values[i], out[i]], "{}", function.id);
                    assert_eq!(bits(&gradient), bits(&[gx[i], gy[i]]), "{}", function.id);
                }
            }
        }
    }
}

/// Numbers of every kind, among them those that are hard to get right.
const NASTY: [f64; 19] = [
    0.0,
    -0.0,
    0.5,
    -1.0,
    1.0,
    2.0,
    -3.7,
    5e-324,
    -2e-310,
    1e-160,
    f64::MIN_POSITIVE,
    1e5,
    -7e8,
    1e155,
    -1e300,
    f64::MAX,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];

/// Fails unless a grid, and blocks of its nodes, have the bits of its nodes one by one.
fn check_grid(objective: &dyn Objective, xs: &[f64], ys: &[f64], name: &str) {
    let nodes: Vec<[f64; 2]> = ys.iter().flat_map(|y| xs.iter().map(|x| [*x, *y])).collect();
    let mut expected = [(); 3].map(|()| Vec::with_capacity(nodes.len()));
    for node in &nodes {
        let mut gradient = [0.0; 2];
        let value = objective.gradient(node, &mut gradient);
        for (list, number) in expected.iter_mut().zip([value, gradient[0], gradient[1]]) {
            list.push(number);
        }
    }
    let (all_x, all_y): (Vec<f64>, Vec<f64>) = nodes.iter().map(|[x, y]| (*x, *y)).unzip();
    let (mut values, mut found) = (vec![7.0; nodes.len()], [(); 3].map(|()| vec![7.0; nodes.len()]));
    let compare = |kind: &str, values: &[f64], found: &[Vec<f64>; 3]| {
        for (i, node) in nodes.iter().enumerate() {
            let expected = bits(&[expected[0][i], expected[0][i], expected[1][i], expected[2][i]]);
            let found = bits(&[values[i], found[0][i], found[1][i], found[2][i]]);
            assert_eq!(expected, found, "{name}: {kind} at {node:?}");
        }
    };
    objective.values_on_grid(xs, ys, &mut values);
    let [out, gx, gy] = &mut found;
    objective.gradients_on_grid(xs, ys, out, gx, gy);
    compare("grid", &values, &found);
    objective.values(&all_x, &all_y, &mut values);
    let [out, gx, gy] = &mut found;
    objective.gradients(&all_x, &all_y, out, gx, gy);
    compare("blocks", &values, &found);
}

#[test]
fn grids_have_the_bits_of_single_points() {
    for function in CATALOG {
        let built_in = (function.build)(&function.defaults());
        check_grid(&*built_in, &NASTY, &NASTY, function.id);
        // More than a block each way, and next to nothing.
        let [x0, x1, y0, y1] = function.area;
        let along = |from: f64, to: f64, n: i32| (0..n).map(|i| from + (to - from) * f64::from(i) / 300.0).collect();
        let (xs, ys): (Vec<f64>, Vec<f64>) = (along(x0, x1, 301), along(y0, y1, 301));
        check_grid(&*built_in, &xs, &ys[..2], function.id);
        check_grid(&*built_in, &xs[..3], &ys, function.id);
        check_grid(&*built_in, &[], &ys, function.id);
        check_grid(&*built_in, &xs, &[], function.id);
    }
}

#[test]
fn a_grid_of_a_formula_of_one_variable_or_none_is_filled() {
    for text in ["x", "y", "2", "a", "y^2", "exp(x)", "0*x", "min(y, 1)", "y - y", "1/y - y^3", "x/y", "y/x", "3 - y*x"]
    {
        check_grid(&Program::compile(text).expect(text).with(&[]), &NASTY, &NASTY, text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_random_formula_has_the_bits_of_direct_evaluation(
        formula in expressions(), x in -4.0..4.0f64, y in prop_oneof![-4.0..4.0f64, Just(0.0), Just(-0.0), Just(1.0)],
    ) {
        let text = formula.text();
        prop_assume!(text.chars().count() <= MAX_CHARACTERS);
        let program = Program::compile(&text);
        prop_assert!(program.is_ok(), "{text}: {program:?}");
        let typed = program.unwrap().with(&KNOBS);
        let jet = formula.eval(Jet2::x(x), Jet2::y(y));
        let [gx, gy] = jet.gradient;
        let [xx, xy, yy] = jet.hessian;
        prop_assert_eq!(bits(&[formula.eval(x, y)]), bits(&[jet.value]), "{}", &text);
        prop_assert_eq!(bits(&formula.eval(Jet1::x(x), Jet1::y(y)).gradient), bits(&jet.gradient), "{}", &text);
        prop_assert_eq!(bits(&[typed.value(&[x, y])]), bits(&[jet.value]), "{}", &text);
        prop_assert_eq!(bits(&all(&typed, [x, y])), bits(&[jet.value, gx, gy, xx, xy, yy]), "{}", &text);
        let [mut out, mut value, mut by_x, mut by_y] = [[0.0; 3]; 4];
        typed.values(&[x; 3], &[y; 3], &mut out);
        typed.gradients(&[x; 3], &[y; 3], &mut value, &mut by_x, &mut by_y);
        prop_assert_eq!(bits(&[out[2], value[2], by_x[2], by_y[2]]), bits(&[jet.value, jet.value, gx, gy]), "{}", &text);
    }

    #[test]
    fn a_random_formula_has_the_bits_of_single_points_on_a_grid(formula in expressions()) {
        let text = formula.text();
        prop_assume!(text.chars().count() <= MAX_CHARACTERS);
        check_grid(&Program::compile(&text).expect("a formula").with(&KNOBS), &NASTY, &NASTY, &text);
    }

    #[test]
    fn a_formula_called_quadratic_has_one_hessian(formula in expressions()) {
        let text = formula.text();
        prop_assume!(text.chars().count() <= MAX_CHARACTERS);
        let typed = Program::compile(&text).expect("a formula").with(&KNOBS);
        if typed.is_quadratic() {
            let first = all(&typed, [0.3, -0.8]);
            let other = all(&typed, [-1.7, 2.9]);
            for i in 3..6 {
                let off = (first[i] - other[i]).abs();
                let scale = first.iter().chain(&other).fold(1.0_f64, |most, v| most.max(v.abs()));
                prop_assert!(off <= 1e-10 * scale || !off.is_finite(), "{text}: {first:?} {other:?}");
            }
        }
    }

    #[test]
    fn any_text_gives_a_formula_or_an_error_inside_it(text in prop_oneof![
        ".{0,40}",
        "[-+*/^()., xyepi0-9a-e²×]{0,60}",
        "(sin|min|x|y|2|e|1e|\\.|\\(|\\)|,|-|\\^|\\+|\\*| ){0,40}",
        "[(]{0,500}", "-{0,500}x", "(x\\^){0,250}y", "(min\\(){0,120}x", "(x\\+){0,250}y", "(sin\\(-){0,90}",
    ]) {
        match Program::compile(&text) {
            Ok(program) => {
                let objective = program.with(&[]);
                all(&objective, [0.5, -0.5]);
            }
            Err(error) => {
                let characters = text.chars().count();
                prop_assert!((1..=characters + 1).contains(&error.column), "{text}: {error}");
                prop_assert!(!error.found.is_empty() && !error.expected.is_empty());
                let sentence = error.to_string();
                let named = sentence.contains(&format!("column {}", error.column));
                prop_assert!(named && sentence.ends_with('.'), "{}", sentence);
            }
        }
    }
}

#[test]
fn operators_bind_as_in_books() {
    for (text, expected) in [
        ("-x^2", -9.0),
        ("x^-1", 1.0 / 3.0),
        ("2^3^2", 512.0),
        ("2^-1^2", 0.5),
        ("-x*y", -6.0),
        ("x - y - 1", 0.0),
        ("x/y/2", 0.75),
        ("2*-x", -6.0),
        ("--x", 3.0),
        ("x--y", 5.0),
        ("-(x - y)^2", -1.0),
        ("x^y^0.5", 3f64.powf_by_libm(2f64.sqrt())),
        ("min(x, y) + max(x, y)*10", 32.0),
        ("sign(-x) + sign(0*x)", -1.0),
        ("floor(-2.5)", -3.0),
        ("1e-3*x", 0.003),
        ("1.5E+2", 150.0),
        (".5 + 2.", 2.5),
        ("log(e^2)", 2.0),
        ("log10(1000)", descent_optim::math::log10(1000.0)),
        ("cos(pi)", -1.0),
        ("  x  ", 3.0),
    ] {
        let value = Program::compile(text).unwrap_or_else(|e| panic!("{text}: {e}")).with(&[]).value(&[3.0, 2.0]);
        assert_eq!(value, expected, "{text}");
    }
}

/// A power by the core's own function; the platform's is forbidden.
trait Power {
    fn powf_by_libm(self, exponent: f64) -> f64;
}

impl Power for f64 {
    fn powf_by_libm(self, exponent: f64) -> f64 {
        descent_optim::math::pow(self, exponent)
    }
}

#[test]
fn knobs_are_listed_in_order_and_are_1_unless_given() {
    let program = Program::compile("b*x + A_2*y + b*kappa + X").expect("a formula");
    assert_eq!(program.knobs(), ["b", "A_2", "kappa", "X"]);
    assert_eq!(program.with(&[]).value(&[2.0, 3.0]), 7.0);
    assert_eq!(program.with(&[("kappa", 5.0), ("b", 2.0), ("other", 9.0)]).value(&[2.0, 3.0]), 18.0);
}

#[test]
fn a_knob_as_exponent_multiplies_when_it_is_whole() {
    let program = Program::compile("x^n").expect("a formula");
    assert!(program.with(&[("n", 2.0)]).is_quadratic());
    assert!(!program.with(&[("n", 2.5)]).is_quadratic());
    assert_eq!(all(&program.with(&[("n", 2.0)]), [-1.1, 0.0])[0], -1.1 * -1.1);
}

#[test]
fn softplus_is_found_and_does_not_overflow() {
    for text in ["log(1 + exp(40*x))", "log(exp(40*x) + 1)"] {
        let mut gradient = [0.0; 2];
        let value = Program::compile(text).expect(text).with(&[]).gradient(&[100.0, 0.0], &mut gradient);
        assert_eq!((value, gradient), (4000.0, [40.0, 0.0]));
    }
}

#[test]
fn errors_name_the_column_what_is_there_and_what_to_write() {
    for (text, column, says) in [
        ("", 1, "found nothing"),
        ("   ", 4, "found nothing"),
        ("2x", 2, "write 2*x"),
        ("x y", 3, "write x*y"),
        ("2(x+1)", 2, "write 2*(…)"),
        ("(x+1)(x-1)", 6, "write (…)*(…)"),
        ("(x+1)2", 6, "write (…)*2"),
        ("x(y+1)", 2, "write x*(…)"),
        ("pi(y+1)", 3, "write pi*(…)"),
        ("2sin(x)", 2, "write 2*sin(…)"),
        ("x sin(y)", 3, "write x*sin(…)"),
        ("2e", 2, "2e-3"),
        ("2e*x", 2, "2*e"),
        ("2e-x", 2, "2*e"),
        ("2exp(x)", 2, "write 2*exp(…)"),
        ("1e999", 1, "below 1.8e308"),
        ("1.2.3", 4, "second decimal point"),
        (".", 1, "a number such as 0.5"),
        ("2,5*x", 2, "2.5"),
        ("sin(2,5)", 6, "2.5"),
        ("x,y", 2, "an operator or the end"),
        ("x +", 4, "found the end"),
        ("x + * y", 5, "found “*”"),
        ("+x", 1, "left out"),
        ("(x + 1", 7, "“)” for the bracket of column 1"),
        ("sin(x", 6, "“)” for the bracket of column 4"),
        ("x)", 2, "no bracket is open"),
        ("()", 2, "found “)”"),
        ("sin x", 5, "write sin(x)"),
        ("sin", 4, "write sin(…)"),
        ("sin^2(x)", 4, "write sin(…)^2"),
        ("sin()", 5, "write sin(x)"),
        ("min(x)", 6, "takes two"),
        ("min(x, y, 1)", 9, "takes two"),
        ("sin(x, y)", 6, "takes one"),
        ("min(2x, y)", 6, "write 2*x"),
        ("ln(x)", 1, "log, which is the natural logarithm"),
        ("arcsin(x)", 1, "asin"),
        ("Sin(x)", 1, "sin"),
        ("sinn(x)", 1, "sin"),
        ("a(x)", 1, "a*(…)"),
        ("foo(x)", 1, "one of sin, cos"),
        ("x**2", 2, "“^”"),
        ("2×x", 2, "“*”"),
        ("x²", 2, "x^2"),
        ("x − 1", 3, "the hyphen"),
        ("√x", 1, "sqrt"),
        ("2*π", 3, "pi"),
        ("|x|", 1, "abs"),
        ("[x]", 1, "round bracket"),
        ("x = 2", 3, "right-hand side"),
        ("x!", 2, "factorial"),
        ("α*x", 1, "letters A to Z"),
        ("x # y", 3, "an operator"),
        ("x\u{0}", 2, "an operator"),
        ("é", 1, "letters A to Z"),
        ("αβγ + 2", 1, "“α”"),
        ("x^", 3, "found the end"),
        ("ln x", 4, "log"),
    ] {
        let error = Program::compile(text).expect_err(text);
        assert_eq!(error.column, column, "{text}: {error}");
        assert!(error.to_string().contains(says), "{text}: {error}");
    }
}

#[test]
fn length_and_depth_have_limits() {
    let long = "x+".repeat(199) + "xy";
    assert_eq!(long.len(), MAX_CHARACTERS);
    assert!(Program::compile(&long).is_ok());
    let error = Program::compile(&(long + "z")).unwrap_err();
    assert_eq!(error.column, MAX_CHARACTERS + 1);
    assert!(error.to_string().contains("at most 400"), "{error}");
    for deep in ["(".repeat(399) + "x", "-".repeat(399) + "x", "x^".repeat(199) + "x", "sin(".repeat(99) + "x"] {
        let error = Program::compile(&deep).unwrap_err();
        assert!(error.to_string().contains("inside one another"), "{error}");
    }
    assert!(Program::compile(&("(".repeat(60) + "x" + &")".repeat(60))).is_ok());
}

#[test]
fn every_function_of_the_grammar_is_there() {
    let expected = [
        "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "log10", "sqrt", "abs",
        "min", "max", "sign", "floor",
    ];
    assert_eq!(functions().collect::<Vec<_>>(), expected);
}
