//! Critical points: the known ones of the catalog, and what the search finds alone.

use descent_optim::catalog::{Form, Values};
use descent_optim::critical::{MAX_POINTS, Point, points};
use descent_optim::formula::Program;
use descent_optim::functions::{CATALOG, Function, Nature, find};
use descent_optim::objective::Objective;
use serde_json::Value;

fn built(function: &Function) -> Box<dyn Objective> {
    (function.build)(&Values::of(function.knobs, Form::Lecture, |_| None))
}

fn searched(text: &str, area: [f64; 4]) -> Vec<Point> {
    points(&Program::compile(text).expect(text).with(&[]), area, &[])
}

fn counts(points: &[Point]) -> [usize; 4] {
    [Nature::Minimum, Nature::Saddle, Nature::Maximum, Nature::Degenerate]
        .map(|nature| points.iter().filter(|point| point.nature == nature).count())
}

/// What functions.json counts in each box, for the functions whose points it enumerates.
fn enumerated() -> Vec<(&'static Function, [usize; 4])> {
    let file: Value = serde_json::from_str(include_str!("../../../tests/reference/functions.json")).expect("JSON");
    let mut list = Vec::new();
    for entry in file["functions"].as_array().expect("a list") {
        let function = find(entry["id"].as_str().expect("an id")).expect("in the catalog");
        let count = |key: &str| entry["counts_in_box"][key].as_u64().unwrap_or(0) as usize;
        let mut counts = ["min", "saddle", "max", "degenerate"].map(count);
        // The monkeys' middle was left out there.
        counts[3] += usize::from(function.id.contains("monkey"));
        // So was that the flower is lowest in its middle, where it has no Hessian.
        if function.id == "flower" {
            counts = [1, 0, 0, 0];
        }
        if counts.iter().sum::<usize>() > 0 {
            list.push((function, counts));
        }
    }
    list
}

#[test]
fn the_search_alone_finds_every_enumerated_point() {
    let list = enumerated();
    assert_eq!(list.len(), 23);
    for (function, expected) in list {
        let found = points(&*built(function), function.area, &[]);
        assert_eq!(counts(&found), expected, "{}: {found:?}", function.id);
        for (nature, at) in function.points {
            let near = |point: &&Point| (point.at[0] - at[0]).abs().max((point.at[1] - at[1]).abs()) < 1e-3;
            let point = found.iter().find(near).unwrap_or_else(|| panic!("{}: nothing at {at:?}", function.id));
            assert_eq!(point.nature, *nature, "{} {point:?}", function.id);
        }
    }
}

#[test]
fn the_search_finds_the_global_minimum_among_very_many() {
    for (id, at) in [
        ("rastrigin", [0.0, 0.0]),
        ("ackley", [0.0, 0.0]),
        ("griewank", [0.0, 0.0]),
        ("levy", [1.0, 1.0]),
        ("levy13", [1.0, 1.0]),
    ] {
        let function = find(id).expect(id);
        let found = points(&*built(function), function.area, &[]);
        let global: Vec<&Point> = found.iter().filter(|point| point.global).collect();
        assert_eq!(global.len(), 1, "{id}: {global:?}");
        assert!((global[0].at[0] - at[0]).abs() + (global[0].at[1] - at[1]).abs() < 1e-8, "{id}: {global:?}");
        assert!(found.len() <= MAX_POINTS && found.windows(2).all(|pair| pair[0].value <= pair[1].value));
    }
    // The eggholder is lowest on the border of its box, so none of its inner minima is global.
    let eggholder = find("eggholder").expect("eggholder");
    let found = points(&*built(eggholder), eggholder.area, &[]);
    assert!(found.len() == MAX_POINTS && !found.iter().any(|point| point.global));
}

#[test]
fn known_points_are_sharpened_and_keep_what_the_hessian_cannot_decide() {
    for function in CATALOG {
        let objective = built(function);
        let found = points(&*objective, function.area, function.points);
        assert_eq!(found.len(), function.points.len(), "{}", function.id);
        for (nature, at) in function.points {
            let near = |point: &&Point| (point.at[0] - at[0]).abs().max((point.at[1] - at[1]).abs()) < 1e-6;
            let point = found.iter().find(near).unwrap_or_else(|| panic!("{}: nothing at {at:?}", function.id));
            assert_eq!(point.nature, *nature, "{}: {point:?}", function.id);
            assert_eq!(point.value, objective.value(&point.at));
        }
        let minima = function.points.iter().any(|(nature, _)| *nature == Nature::Minimum);
        assert_eq!(minima, found.iter().any(|point| point.global), "{}", function.id);
    }
    let camel = find("sixhump").expect("sixhump");
    let rough: Vec<(Nature, [f64; 2])> = camel.points.iter().map(|(n, [x, y])| (*n, [x + 1e-5, y - 1e-5])).collect();
    let found = points(&*built(camel), camel.area, &rough);
    assert_eq!(found.iter().filter(|point| point.global).count(), 2);
    assert!((found[0].value - -1.031_628_453_489_877_4).abs() < 1e-14);
    let eigenvalues = found[0].eigenvalues.expect("smooth");
    assert!((eigenvalues[0] - 7.682_251_411).abs() < 1e-6 && (eigenvalues[1] - 16.493_195_249).abs() < 1e-6);
}

#[test]
fn kinked_minima_are_found_by_their_values() {
    let found = searched("abs(x - 0.3) + 2*abs(y + 0.7)", [-2.0, 2.0, -2.0, 2.0]);
    assert_eq!(counts(&found), [1, 0, 0, 0], "{found:?}");
    assert!((found[0].at[0] - 0.3).abs() + (found[0].at[1] + 0.7).abs() < 1e-8 && found[0].global, "{found:?}");
}

#[test]
fn where_the_hessian_says_nothing_the_values_around_do() {
    let area = [-3.0, 2.0, -3.0, 2.5];
    for (text, expected) in [
        ("x^4 + y^4", [1, 0, 0, 0]),
        ("7 + (x - 1)^6 + y^2", [1, 0, 0, 0]),
        ("3 - x^4 - y^4", [0, 0, 1, 0]),
        ("abs(x) + abs(y)", [1, 0, 0, 0]),
        ("x^3 + y^2", [0, 0, 0, 1]),
        ("x^4 - y^4", [0, 0, 0, 1]),
    ] {
        let found = searched(text, area);
        assert_eq!(counts(&found), expected, "{text}: {found:?}");
        assert_eq!(found[0].global, expected[0] == 1, "{text}: {found:?}");
    }
}

#[test]
fn lower_values_elsewhere_in_the_box_make_a_minimum_local() {
    let found = searched("x^3 - 3*x + y^2", [-3.0, 3.0, -2.0, 2.0]);
    assert_eq!(counts(&found), [1, 1, 0, 0]);
    assert!(!found.iter().any(|point| point.global));
    let found = searched("x^3 - 3*x + y^2", [-1.5, 3.0, -2.0, 2.0]);
    assert!(found.iter().any(|point| point.global && point.at == [1.0, 0.0]));
}

#[test]
fn curves_of_critical_points_and_plains_are_not_strewn_with_marks() {
    for text in ["x^2", "0*x + 1", "(x^2 + y^2 - 1)^2*0 + 2", "floor(x)", "sign(x)", "(x - y)^2"] {
        let found = searched(text, [-2.0, 2.0, -2.0, 2.0]);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn fields_without_sense_are_survived() {
    for text in [
        "0/0*x",
        "1/0 + x",
        "log(x)",
        "sqrt(x - y)",
        "1/(x*y)",
        "exp(exp(9*x^2))",
        "tan(30*x*y)",
        "x^0.5*y^-3",
        "floor(10*x)*sin(1/y)",
        "1e300*x^2 + 1e300*y^2",
        "1e-300*x^2*y^2",
        "sin(1/x) + cos(1/y)",
        "asin(x) + acos(y)",
    ] {
        for area in [[-1.0, 1.0, -1.0, 1.0], [-1e300, 1e300, -1.0, 1.0], [0.0, 1e-300, 0.0, 1e-300]] {
            for point in searched(text, area) {
                assert!(point.at.iter().all(|c| c.is_finite()), "{text}: {point:?}");
            }
        }
    }
    let camel = built(find("sixhump").expect("sixhump"));
    for area in [[f64::NAN; 4], [1.0, 0.0, 0.0, 1.0], [0.0; 4], [f64::NEG_INFINITY, f64::INFINITY, 0.0, 1.0]] {
        assert!(points(&*camel, area, &[]).is_empty());
    }
}
