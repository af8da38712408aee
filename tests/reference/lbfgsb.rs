//! L-BFGS-B walks SciPy's paths: its parts and its search are the same algorithms, so iterates can be compared one by one.

use descent_optim::bounds::Bounds;
use descent_optim::experiment::{RunSpec, link};
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::race::Race;
use descent_optim::run::Budget;
use serde_json::Value;

fn objective(name: &str) -> Box<dyn Objective> {
    let f = match name {
        "f1" => "f=quadratic",
        "f2" => "f=sixhump",
        "quad1e4" => "f=0.5*(x^2%2B1e4*y^2)",
        other => &format!("f={other}"),
    };
    Race::new(&link::read(&format!("v=1&{f}&o=gd")).experiment).expect("a race").objective
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|v| v.as_f64().expect("a number")).collect()
}

fn bounds(sides: &Value) -> Bounds {
    let sides: Vec<Vec<f64>> = sides.as_array().expect("sides").iter().map(numbers).collect();
    Bounds::new(sides.iter().map(|s| s[0]).collect(), sides.iter().map(|s| s[1]).collect()).expect("bounds")
}

#[test]
fn lbfgsb_walks_scipys_paths() {
    let data: Value = serde_json::from_str(include_str!("lbfgsb_paths.json")).expect("json");
    let (mut steps, mut worst): (usize, f64) = (0, 0.0);
    for row in data["runs"].as_array().expect("runs") {
        let function = row["fn"].as_str().expect("a name");
        let bounds = (row["bounds"] == true).then(|| bounds(&data["bounds"][function]));
        let theirs: Vec<Vec<f64>> = row["path"].as_array().expect("a path").iter().map(numbers).collect();
        let budget = Budget { steps: theirs.len() as u32 - 1, tol: 1e-15, xtol: 0.0 };
        let ours = minimize(&RunSpec::of("lbfgsb"), &*objective(function), &theirs[0], bounds.as_ref(), budget);
        let ours = ours.expect("a run");
        // What the start's rounding does to SciPy's own run, with a margin.
        let allowed = 10.0 * row["path_dev"].as_f64().expect("a number").max(1e-12);
        for (k, x) in theirs.iter().enumerate().take(ours.len()) {
            let apart = ours.iterate(k).iter().zip(x).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(apart <= allowed, "{function} from {:?}, step {k}: {:?} and {x:?}", theirs[0], ours.iterate(k));
            (steps, worst) = (steps + 1, worst.max(apart));
        }
        assert!(ours.len() + 2 >= theirs.len(), "{function} from {:?} ends: {:?}", theirs[0], ours.halt);
    }
    println!("{steps} iterates compared, largest difference {worst:e}");
}
