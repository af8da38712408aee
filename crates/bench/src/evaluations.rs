//! What it costs to get as low as SciPy: evaluations of value and gradient, ours over those of its frozen runs.

#[path = "../../../tests/reference/methods.rs"]
mod methods;

use descent_optim::bounds::Bounds;
use descent_optim::experiment::{RunSpec, link};
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::optimizers;
use descent_optim::race::Race;
use descent_optim::run::Budget;
use methods::METHODS;
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// By method, the ratios of all runs that reach SciPy's value.
///
/// # Panics
/// When the frozen runs cannot be read.
pub fn ratios() -> BTreeMap<&'static str, Vec<f64>> {
    let data = include_str!("../../../tests/reference/scipy.json");
    let data: Value = serde_json::from_str(data).expect("the frozen runs are JSON");
    let mut ratios: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for run in data["runs"].as_array().expect("there are runs") {
        let Some((_, id)) = METHODS.iter().find(|(name, _)| run["method"] == *name) else { continue };
        if optimizers::find(id).is_some() {
            ratios.entry(id).or_default().extend(ratio(&data, run, id));
        }
    }
    ratios
}

fn ratio(data: &Value, run: &Value, id: &str) -> Option<f64> {
    let function = run["fn"].as_str()?;
    let bounds = (run["bounds"] == true).then(|| {
        let sides: Vec<Vec<f64>> =
            data["functions"][function]["bounds"].as_array().into_iter().flatten().map(numbers).collect();
        let side = |i: usize| sides.iter().map(|side| side[i]).collect();
        Bounds::new(side(0), side(1)).expect("the bounds are in order")
    });
    let budget = Budget { steps: 2000, tol: 1e-8, xtol: 0.0 };
    let path = minimize(&RunSpec::of(id), &*objective(function), &numbers(&run["x0"]), bounds.as_ref(), budget);
    let (path, f) = (path.expect("the run is valid"), run["f"].as_f64()?);
    let reached = path.f.iter().position(|ours| *ours <= f + 1e-9 * f.abs().max(1.0))?;
    let calls = numbers(&run["calls"]);
    Some(f64::from(path.counts[reached].f + path.counts[reached].g) / (calls[0] + calls[1]))
}

fn objective(name: &str) -> Rc<dyn Objective> {
    let f = match name {
        "f1" => "quadratic",
        "f2" => "sixhump",
        "quad1e4" => "0.5*(x^2%2B1e4*y^2)",
        other => other,
    };
    Race::new(&link::read(&format!("v=1&f={f}&o=gd")).experiment).expect("the experiment is valid").objective
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_is_compared_with_scipy() {
        let ratios = ratios();
        assert!(ratios.len() >= 3);
        for (id, ratios) in ratios {
            assert!(ratios.len() >= 20 && ratios.iter().all(|ratio| *ratio > 0.0), "{id}: {ratios:?}");
        }
    }
}
