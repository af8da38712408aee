//! BFGS, conjugate gradients and L-BFGS-B walk SciPy's paths: their parts and the search are the same algorithms, so iterates can be
//! compared one by one.

use descent_optim::bounds::Bounds;
use descent_optim::experiment::{RunSpec, link};
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::race::Race;
use descent_optim::run::Budget;
use serde_json::Value;

fn objective(name: &str) -> std::rc::Rc<dyn Objective> {
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

/// Where SciPy's conjugate gradients, after a step whose next direction would not lead downhill, begin another search, of another kind;
/// ours goes on with the same one.
const OTHERWISE: &[(&str, [f64; 2])] = &[("f2", [-1.0, -0.5]), ("quad1e4", [10.0, 1.0])];

#[test]
fn bfgs_cg_and_lbfgsb_walk_scipys_paths() {
    let data: Value = serde_json::from_str(include_str!("scipy_paths.json")).expect("json");
    let (mut runs, mut steps, mut worst): (usize, usize, f64) = (0, 0, 0.0);
    for row in data["runs"].as_array().expect("runs") {
        let (method, function) = (row["method"].as_str().expect("a name"), row["fn"].as_str().expect("a name"));
        let id = ["bfgs", "cg", "lbfgsb"][["BFGS", "CG", "L-BFGS-B"].iter().position(|m| *m == method).expect("known")];
        let theirs: Vec<Vec<f64>> = row["path"].as_array().expect("a path").iter().map(numbers).collect();
        if id == "cg" && OTHERWISE.iter().any(|(f, x0)| *f == function && *x0 == theirs[0][..]) {
            continue;
        }
        let bounds = (row["bounds"] == true).then(|| bounds(&data["bounds"][function]));
        let budget = Budget { steps: theirs.len() as u32 - 1, tol: 1e-15, xtol: 0.0 };
        let ours = minimize(&RunSpec::of(id), &*objective(function), &theirs[0], bounds.as_ref(), budget);
        let ours = ours.expect("a run");
        // What the start's rounding does to SciPy's own run, with a margin.
        let allowed = 10.0 * row["path_dev"].as_f64().expect("a number").max(1e-12);
        for (k, x) in theirs.iter().enumerate().take(ours.len()) {
            let apart = ours.iterate(k).iter().zip(x).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            let name = format!("{method} on {function} from {:?}, step {k}", theirs[0]);
            assert!(apart <= allowed, "{name}: {:?} and {x:?}", ours.iterate(k));
            (steps, worst) = (steps + 1, worst.max(apart));
        }
        let end = format!("{method} on {function} from {:?} ends: {:?}", theirs[0], ours.halt);
        assert!(ours.len() + 2 >= theirs.len(), "{end}");
        runs += 1;
    }
    println!("{runs} runs, {steps} iterates compared, largest difference {worst:e}");
}
