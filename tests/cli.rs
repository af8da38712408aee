//! The command line as people and scripts use it: the built program, its output and its exit status.

use serde_json::Value;
use std::process::{Command, Output};

fn descent(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_descent")).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn json(link: &str) -> Value {
    let output = descent(&["run", link, "--json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_lectures_race_takes_12_5_and_17_steps() {
    let report = json("#v=1&f=sixhump&x0=-1,-0.5;1.5,0.75;-0.8,0.25&o=gd~rate=0.1&n=30&tol=0&xtol=1e-4");
    let runs = report["runs"].as_array().unwrap();
    let steps: Vec<usize> = runs.iter().map(|run| run["x"].as_array().unwrap().len() - 1).collect();
    assert_eq!(steps, [12, 5, 17]);
    for run in runs {
        let rows = run["x"].as_array().unwrap().len();
        for column in ["f", "grad_norm", "evals"] {
            assert_eq!(run[column].as_array().unwrap().len(), rows, "{column}");
        }
        assert_eq!(run["start"], run["x"][0]);
        assert_eq!(
            (&run["id"], &run["params"]["rate"], &run["halt"]["kind"]),
            (&"gd".into(), &0.1.into(), &"step".into())
        );
        assert_eq!(run["evals"][0], serde_json::json!([0, 0, 0]));
        assert_eq!(run["evals"][rows - 1], serde_json::json!([0, rows - 1, 0]));
        assert_eq!(run["counts"]["g"], rows - 1);
    }
}

#[test]
fn numbers_that_are_not_finite_are_null() {
    let report = json("#v=1&f=log(x)&x0=-1,2&o=gd");
    assert_eq!(report["runs"][0]["f"], serde_json::json!([null]));
    assert_eq!(report["runs"][0]["halt"]["kind"], "nonfinite");
    assert_eq!(report["runs"][0]["params"]["clip_norm"], Value::Null);
}

#[test]
fn csv_has_a_row_for_every_iterate() {
    let output = descent(&["run", "v=1&f=quadratic&o=gd;adam&n=7&tol=0", "--csv"]);
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(lines.len(), 1 + 2 * 8);
    assert_eq!(lines[0], "run,label,start,step,x,y,f,grad_norm,evals_f,evals_g,evals_h");
    assert!(lines[1].starts_with("0,Gradient descent,-4 4,0,-4,4,24,"), "{}", lines[1]);
}

#[test]
fn several_seeds_are_rows_and_runs_of_their_own() {
    let link = "v=1&f=quadratic&o=gd;adam&n=7&tol=0&noise=0.5&seed=4&seeds=2";
    let output = descent(&["run", link, "--csv"]);
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(lines.len(), 1 + 4 * 8);
    assert_eq!(lines[0], "run,label,start,seed,step,x,y,f,grad_norm,evals_f,evals_g,evals_h");
    assert!(lines[9].starts_with("1,Gradient descent,-4 4,5,0,-4,4,24,"), "{}", lines[9]);
    let seeds: Vec<_> = json(link)["runs"].as_array().unwrap().iter().map(|run| run["seed"].as_u64()).collect();
    assert_eq!(seeds, [Some(4), Some(5), Some(4), Some(5)]);
    assert!(text(&descent(&["run", link]).stdout).contains("Adam, seed 5"));
}

#[test]
fn examples_are_counted_where_there_is_data() {
    let report = json("v=1&data=line~n=50&o=gd~batch=5;gd&n=4&tol=0");
    let examples = |run: usize| report["runs"][run]["examples"].clone();
    assert_eq!(
        [examples(0), examples(1)],
        [serde_json::json!([0, 5, 10, 15, 20]), serde_json::json!([0, 50, 100, 150, 200])]
    );
    assert_eq!((&report["f"], &report["runs"][0]["label"]), (&"line".into(), &"Gradient descent batch 5".into()));
    assert_eq!(json("v=1&o=gd&n=3")["runs"][0].get("examples"), None);
}

#[test]
fn bad_input_is_one_sentence_and_status_2() {
    for args in [
        &["run"] as &[&str],
        &["run", "a", "b"],
        &["walk"],
        &[],
        &["run", "v=1&o=gd", "--nonsense"],
        &["run", "v=1&o=gd", "--svg"],
        &["run", "v=1&o=gd", "--svg", "a.svg", "--size", "720"],
        &["run", "v=1&o=gd", "--svg", "a.svg", "--size", "99x99999"],
        &["run", "v=1&f=x^^2&o=gd", "--json"],
        &["run", "v=1&f=nofunction&o=gd", "--json"],
        &["run", "v=1&o=gd~rate=-1", "--json"],
        &["run", "v=1&o=newtonian", "--json"],
        &["run", "v=1&o=gd", "--svg", "no/such/folder/a.svg"],
    ] {
        let output = descent(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let said = text(&output.stderr);
        assert!(
            said.starts_with("descent: ") && said.trim_end().ends_with(['.', '\n']) && !said.contains("panicked"),
            "{args:?}: {said}"
        );
    }
}

#[test]
fn what_is_right_with_a_link_runs_all_the_same() {
    let output = descent(&["run", "v=1&o=gd~rate=-1;adam&n=3&what=else", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["runs"].as_array().unwrap().len(), 2);
    assert_eq!(report["notices"].as_array().unwrap().len(), 2);
}

#[test]
fn divergence_is_explained_where_the_explanation_is_true() {
    let verdict = |link: &str| json(link)["runs"][0]["verdict"].as_str().unwrap().to_owned();
    assert_eq!(verdict("v=1&f=quadratic&o=gd~rate=1.05&n=60"), "diverges: rate 1.05 is above 2/λmax = 1");
    assert_eq!(verdict("v=1&f=quadratic&o=gd~rate=1&n=60"), "cycles between two points");
    assert_eq!(
        verdict("v=1&f=x^2*50+y^2&x0=1,1&o=gd~rate=0.3&n=10000"),
        "diverged at step 105: rate 0.3 is above 2/λmax = 0.02"
    );
    assert_eq!(verdict("v=1&f=sixhump&x0=1.4,-0.3&o=gd~rate=0.1"), "cycles between two points");
    assert_eq!(verdict("v=1&f=sixhump&x0=2.5,0&o=gd~rate=0.1"), "diverged at step 4");
    assert_eq!(verdict("v=1&f=sixhump&x0=-1,-0.5&o=gd~rate=0.13&n=300&tol=0"), "cycles between two points");
    assert_eq!(
        verdict("v=1&f=saddle&x0=0.5,0.1&o=gd~rate=0.1&n=200"),
        "falls for ever: the function has no least value"
    );
}

#[test]
fn the_catalog_lists_every_id() {
    let output = descent(&["list"]);
    let listed = text(&output.stdout);
    for id in ["sixhump", "rnncliff", "adam", "lion", "warmup-cosine", "clip_norm"] {
        assert!(listed.contains(id), "{id}");
    }
}

#[test]
fn the_page_of_methods_is_what_the_descriptors_say() {
    let written = include_str!("../docs/methods.md");
    let output = descent(&["list", "--markdown"]);
    assert!(written == text(&output.stdout), "write it again: descent list --markdown > docs/methods.md");
}

/// A folder with a small table to train on.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let rows: String = (0..70).map(|i| format!("{},{}.5,{}\n", i % 2, i % 2 * 3, i % 5)).collect();
    std::fs::write(folder.join("points.csv"), format!("label,a,b\n{rows}")).unwrap();
    folder
}

#[test]
fn a_link_of_a_network_trains_every_run_with_every_seed() {
    let data = folder("train");
    let link = "v=1&net=8&o=adam~rate=0.05;gd&batch=10&epochs=3&split=0.5&seeds=2";
    let output = descent(&["train", link, "--data", data.to_str().unwrap(), "--json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("Adam, seed 2: epoch 3 of 3"));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["examples"], serde_json::json!([30, 30, 10]));
    let runs = report["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 4);
    for (i, run) in runs.iter().enumerate() {
        assert_eq!((&run["id"], run["seed"].as_u64()), (&["adam", "gd"][i / 2].into(), Some(1 + i as u64 % 2)));
        let epochs = run["epochs"].as_array().unwrap();
        assert_eq!(epochs.len(), 3);
        for epoch in epochs {
            for key in ["loss", "accuracy", "val_loss", "val_accuracy", "seconds"] {
                assert!(epoch[key].as_f64().unwrap() >= 0.0, "{key}");
            }
        }
        assert!(epochs[2]["loss"].as_f64() < epochs[0]["loss"].as_f64());
        assert!(run["test"]["accuracy"].as_f64().unwrap() <= 1.0 && run["test"]["loss"].as_f64().unwrap() > 0.0);
    }
    assert_eq!((&runs[0]["params"]["rate"], &runs[0]["params"]["form"]), (&0.05.into(), &"pytorch".into()));
    let output = descent(&["train", link, "--data", data.to_str().unwrap(), "--csv"]);
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(
        (lines.len(), lines[0]),
        (1 + 4 * 3, "run,label,seed,epoch,loss,accuracy,val_loss,val_accuracy,seconds")
    );
    assert!(lines[12].starts_with("3,\"Gradient descent, seed 2\",2,3,"), "{}", lines[12]);
}

#[test]
fn a_training_that_cannot_be_is_one_sentence_and_status_2() {
    let data = folder("cannot");
    let data = data.to_str().unwrap();
    for args in [
        &["train"] as &[&str],
        &["train", "v=1&o=gd"],
        &["run", "v=1&net=8"],
        &["train", "v=1&net=8&data=mnist"],
        &["train", "v=1&net=8", "--data", "no/such/folder"],
        &["train", "v=1&net=8", "--data", env!("CARGO_MANIFEST_DIR")],
        &["train", "v=1&net=x", "--data", data],
        &["train", "v=1&net=8&batch=1&epochs=1000&seeds=16", "--data", data],
    ] {
        let output = descent(args);
        let said = text(&output.stderr);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{args:?}: {said}");
        assert!(said.starts_with("descent: ") && said.trim_end().ends_with('.'), "{args:?}: {said}");
    }
}

#[test]
fn a_picture_has_the_size_that_is_asked_for() {
    let file = std::env::temp_dir().join(format!("descent-size-{}.svg", std::process::id()));
    for (asked, width, height) in [(&["--size", "720x480"][..], 720, 480), (&[][..], 900, 620)] {
        let mut args = vec!["run", "v=1&o=gd", "--svg", file.to_str().unwrap()];
        args.extend(asked);
        assert!(descent(&args).status.success());
        let picture = std::fs::read_to_string(&file).unwrap();
        assert!(picture.starts_with(&format!("<svg width=\"{width}\" height=\"{height}\"")), "{picture:.100}");
    }
    std::fs::remove_file(file).unwrap();
}
