//! The lecture's own gradient descent (rows P1 and P10): the same path to 1e-12 and the same number of steps.

use descent_optim::experiment::link;
use descent_optim::race::Race;
use descent_optim::trajectory::Halt;
use serde_json::Value;

#[test]
fn gradient_descent_takes_the_lectures_path_and_number_of_steps() {
    let path = format!("{}/../../tests/reference/seed.json", env!("CARGO_MANIFEST_DIR"));
    let oracle: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut compared = 0;
    for case in oracle["cases"].as_array().unwrap() {
        let function = if case["fn"] == "f1" { "quadratic" } else { "sixhump" };
        for run in case["runs"].as_array().unwrap().iter().filter(|run| run["method"] == "GD") {
            let link = format!(
                "#v=1&f={function}&x0={},{}&o=gd~rate={}&n={}&tol=0&xtol=1e-4",
                case["x0"][0], case["x0"][1], run["lr"], run["max_iteration"]
            );
            let reading = link::read(&link);
            assert_eq!(reading.notices, [], "{link}");
            let mut race = Race::new(&reading.experiment).unwrap();
            race.advance(1000);
            let ours = race.entries[0].trajectory();
            assert_eq!(ours.steps() as u64, run["steps"].as_u64().unwrap(), "{link}");
            assert_eq!(matches!(ours.halt, Some(Halt::ShortStep { .. })), run["stopped_early"] == true, "{link}");
            let path = run["path"].as_array().into_iter().flatten().enumerate();
            for (k, point) in path.chain([(ours.steps(), &run["x"])]) {
                for i in 0..2 {
                    let apart = (ours.iterate(k)[i] - point[i].as_f64().unwrap()).abs();
                    assert!(apart <= 1e-12, "{link}: step {k} is {apart:e} apart");
                }
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 8);
}
