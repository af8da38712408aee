//! Every first-order rule under every convention against PyTorch, Optax, Keras and the textbook, step by step.
//!
//! `first_order.json` holds 480 paths of 60 steps; `first_order_runs.json` writes each configuration as a run of a link.
//! Each path is compared within its own tolerance over the steps on which it is not chaotic, and within 1e-11 on its strict ones.

use descent_optim::experiment::link;
use descent_optim::race::Race;
use serde_json::Value;

fn read(name: &str) -> Value {
    let path = format!("{}/../../tests/reference/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

#[test]
fn every_published_path_is_followed_step_by_step() {
    let (oracle, runs) = (read("first_order.json"), read("first_order_runs.json"));
    let mut compared = 0;
    let mut failures = Vec::new();
    for case in oracle["runs"].as_array().unwrap() {
        let text = |key: &str| case[key].as_str().unwrap();
        let name = format!("{}/{}/{}", text("rule"), text("lib"), text("cfg"));
        let function = match text("fn") {
            "f1" => "quadratic",
            "f2" => "sixhump",
            other => panic!("no function {other}"),
        };
        let x0 = numbers(&case["x0"]);
        let run = runs[&name]
            .as_str()
            .unwrap_or_else(|| panic!("{name} is not in the table"))
            .replace("{rate}", &case["lr"].to_string());
        let reading = link::read(&format!("#v=1&f={function}&x0={},{}&o={run}&n=60&tol=0", x0[0], x0[1]));
        assert_eq!(reading.notices, [], "{name}: {run}");

        let mut race = Race::new(&reading.experiment).unwrap();
        race.advance(60);
        let path = race.entries[0].trajectory();
        let tol = case["tol"].as_f64().unwrap();
        let strict = case["n_strict"].as_u64().unwrap() as usize;
        let deviation = |steps: usize| {
            let expected = case["x"].as_array().unwrap().iter().take(steps + 1).map(numbers).enumerate();
            let apart = |(k, x): (usize, Vec<f64>)| {
                path.iterate(k).iter().zip(x).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
            };
            expected.map(apart).fold(0.0, f64::max)
        };
        if deviation(60) > tol || deviation(strict) > 1e-11 {
            failures.push(format!("{name} from {x0:?}: {:e} apart, {tol:e} allowed", deviation(60)));
        }
        compared += 1;
    }
    println!("{compared} paths compared, {} apart", failures.len());
    assert!(failures.is_empty(), "{} of {compared} paths are apart:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(compared, 480);
}
