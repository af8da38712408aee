//! SciPy's runs of `scipy.optimize.minimize` and ours from the same starts: where they end, and what it costs to get there.
//!
//! Searches differ, so end points are compared and not paths: as good a value, or another point where the (projected) gradient
//! vanishes. The counts are evaluations of value and gradient until SciPy's value is reached.

mod methods;

use descent_optim::bounds::Bounds;
use descent_optim::experiment::{RunSpec, link};
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::race::Race;
use descent_optim::run::Budget;
use descent_optim::trajectory::Trajectory;
use methods::METHODS;
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

fn objective(name: &str) -> Rc<dyn Objective> {
    let f = match name {
        "f1" => "f=quadratic",
        "f2" => "f=sixhump",
        "quad1e4" => "f=0.5*(x^2%2B1e4*y^2)",
        other => &format!("f={other}"),
    };
    let reading = link::read(&format!("v=1&{f}&o=gd"));
    assert_eq!(reading.notices, [], "{name}");
    Race::new(&reading.experiment).expect("a race").objective
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|v| v.as_f64().expect("a number")).collect()
}

struct Case<'a> {
    name: String,
    id: &'a str,
    row: &'a Value,
    bounds: Option<Bounds>,
    path: Trajectory,
}

fn cases(data: &Value) -> Vec<Case<'_>> {
    let rows = data["runs"].as_array().expect("runs").iter();
    let known = rows.filter_map(|row| METHODS.iter().find(|(theirs, _)| *theirs == row["method"]).map(|m| (row, m.1)));
    known.filter(|(_, id)| descent_optim::optimizers::find(id).is_some()).map(|(row, id)| case(data, row, id)).collect()
}

fn case<'a>(data: &'a Value, row: &'a Value, id: &'a str) -> Case<'a> {
    let function = row["fn"].as_str().expect("a name");
    let x0 = numbers(&row["x0"]);
    let bounds = (row["bounds"] == true).then(|| {
        let sides: Vec<Vec<f64>> =
            data["functions"][function]["bounds"].as_array().expect("bounds").iter().map(numbers).collect();
        Bounds::new(sides.iter().map(|s| s[0]).collect(), sides.iter().map(|s| s[1]).collect()).expect("bounds")
    });
    let budget = Budget { steps: 2000, tol: 1e-8, xtol: 0.0 };
    let path = minimize(&RunSpec::of(id), &*objective(function), &x0, bounds.as_ref(), budget).expect("a run");
    let name = format!("{} on {function} from {x0:?}, tol {}", row["method"], row["tol"]);
    Case { name, id, row, bounds, path }
}

/// Evaluations of value and gradient until the value is SciPy's or lower; `None` where it never is.
fn cost(case: &Case<'_>) -> Option<u32> {
    let f = case.row["f"].as_f64().expect("a value");
    let reached = case.path.f.iter().position(|ours| *ours <= f + 1e-9 * f.abs().max(1.0))?;
    let counts = case.path.counts[reached];
    Some(counts.f + counts.g)
}

#[test]
fn every_run_ends_as_low_as_scipys_or_where_the_gradient_vanishes() {
    let data: Value = serde_json::from_str(include_str!("scipy.json")).expect("json");
    let cases = cases(&data);
    for case in &cases {
        let end = case.path.steps();
        let low = cost(case).is_some();
        assert!(
            low || case.path.grad_norm[end] <= 1e-5,
            "{}: {:?} at {:?}, f = {}, SciPy {} at {}",
            case.name,
            case.path.halt,
            case.path.iterate(end),
            case.path.f[end],
            case.row["f"],
            case.row["x"]
        );
        if let Some(bounds) = &case.bounds {
            assert!((0..=end).all(|k| bounds.contains(case.path.iterate(k))), "{} leaves the box", case.name);
        }
    }
    println!("{} of SciPy's runs compared", cases.len());
}

#[test]
fn scipys_values_are_reached_with_no_more_evaluations_than_scipys() {
    let data: Value = serde_json::from_str(include_str!("scipy.json")).expect("json");
    let mut ratios: BTreeMap<&str, Vec<(f64, String)>> = BTreeMap::new();
    for case in cases(&data) {
        let calls = numbers(&case.row["calls"]);
        if let Some(ours) = cost(&case) {
            ratios.entry(case.id).or_default().push((f64::from(ours) / (calls[0] + calls[1]), case.name));
        }
    }
    for (id, ratios) in &mut ratios {
        ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
        let median = ratios[ratios.len() / 2].0;
        let twice: Vec<_> = ratios.iter().filter(|(ratio, _)| *ratio > 2.0).collect();
        println!(
            "{id}: median {median:.2} of SciPy's evaluations in {} runs, {} above twice",
            ratios.len(),
            twice.len()
        );
        twice.iter().for_each(|(ratio, name)| println!("    {ratio:.2} {name}"));
        assert!(median <= 1.0, "{id}: {median}");
    }
}
