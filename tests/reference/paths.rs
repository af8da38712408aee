//! L-BFGS-B walks SciPy's paths: the search is a port of the same one, so iterates can be compared one by one.

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

#[test]
fn lbfgsb_walks_scipys_paths() {
    let data: Value =
        serde_json::from_str(&std::fs::read_to_string("/work/shared/oracles/scipy.json").unwrap()).expect("json");
    for row in data["runs"].as_array().expect("runs").iter().filter(|row| row["method"] == "L-BFGS-B") {
        let function = row["fn"].as_str().expect("a name");
        let x0 = numbers(&row["x0"]);
        let bounds = (row["bounds"] == true).then(|| {
            let sides: Vec<Vec<f64>> =
                data["functions"][function]["bounds"].as_array().expect("bounds").iter().map(numbers).collect();
            Bounds::new(sides.iter().map(|s| s[0]).collect(), sides.iter().map(|s| s[1]).collect()).expect("bounds")
        });
        let budget = Budget { steps: 2000, tol: 1e-14, xtol: 0.0 };
        let path =
            minimize(&RunSpec::of("lbfgsb"), &*objective(function), &x0, bounds.as_ref(), budget).expect("a run");
        let theirs: Vec<Vec<f64>> = row["path"].as_array().expect("a path").iter().map(numbers).collect();
        let devs: Vec<String> = theirs
            .iter()
            .enumerate()
            .map(|(k, x)| {
                if k > path.steps() {
                    return "-".to_owned();
                }
                let dev = path.iterate(k).iter().zip(x).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                format!("{dev:.0e}")
            })
            .collect();
        println!(
            "{function} {x0:?} {} tol {} pert {}: {} {:?} evals {:?} theirs {}\n   {}",
            row["bounds"],
            row["tol"],
            row["pert"]["path_dev"],
            path.steps(),
            path.halt,
            path.counts[path.steps()],
            row["calls"],
            devs.join(" ")
        );
    }
}

#[test]
fn debug() {
    for (id, f, x0) in [("cg", "f1", [-4.0, 4.0]), ("cg", "quad1e4", [10.0, 1.0]), ("cg", "quad1e4", [1.0, -10.0])] {
        let budget = Budget { steps: 20, tol: 1e-5, xtol: 0.0 };
        let path = minimize(&RunSpec::of(id), &*objective(f), &x0, None, budget).expect("a run");
        let end = path.steps();
        println!("{id} {f} {end} {:?}", path.halt);
        for k in 0..=end + 1 {
            if k <= end {
                println!(
                    "{k} {:?} f {:e} |g| {:e} {:?}",
                    path.iterate(k),
                    path.f[k],
                    path.grad_norm[k],
                    path.counts[k]
                );
            }
            for t in path.trials.of_step(k) {
                println!(
                    "      {:?} f {:e} {:?}",
                    &path.trials.x[2 * t..2 * t + 2],
                    path.trials.f[t],
                    path.trials.opinions[t]
                );
            }
        }
    }
}
