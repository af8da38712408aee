//! What is taken home: scripts that run a race again. `cargo xtask test python` gives this test a Python with NumPy and SciPy; without one
//! it says that it was skipped.

use descent_optim::experiment::link;
use descent_optim::method::{Python, Work};
use descent_optim::race::Race;
use descent_optim::{functions, optimizers, schedules};
use descent_scene::code;
use serde_json::Value;
use std::process::Command;

/// First-order paths are equal to this, relative to their size.
const SAME: f64 = 1e-9;
/// Other methods end at the same place to this.
const NEAR: f64 = 1e-4;

fn raced(text: &str) -> Race {
    let reading = link::read(text);
    assert!(reading.notices.is_empty(), "{text}: {:?}", reading.notices);
    let mut race = Race::new(&reading.experiment).unwrap();
    while !race.advance(1000) {}
    race
}

/// The label and the iterates of each run, as the script of the link prints them; nothing where there is no Python.
fn printed(text: &str, race: &Race) -> Option<Vec<(String, Vec<[f64; 2]>)>> {
    let Some(python) = std::env::var_os("DESCENT_PYTHON") else {
        println!("Skipped: DESCENT_PYTHON names no Python with NumPy and SciPy; cargo xtask test python installs one.");
        return None;
    };
    let script = code::script(&link::read(text).experiment, race);
    let output = Command::new(python).args(["-c", &script, "--json"]).output().unwrap();
    assert!(output.status.success(), "{text}:\n{}\n{script}", String::from_utf8_lossy(&output.stderr));
    let list: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let point = |x: &Value| [x[0].as_f64().unwrap(), x[1].as_f64().unwrap()];
    let path = |run: &Value| run["x"].as_array().unwrap().iter().map(point).collect();
    Some(list.iter().map(|run| (run["label"].as_str().unwrap().to_owned(), path(run))).collect())
}

/// Fails unless the script's paths are ours.
fn same(text: &str) {
    let race = raced(text);
    let Some(printed) = printed(text, &race) else { return };
    assert_eq!(printed.len(), race.entries.len());
    for (entry, (label, theirs)) in race.entries.iter().zip(&printed) {
        let ours = entry.trajectory();
        assert_eq!(theirs.len(), ours.steps() + 1, "steps of {label}, {text}");
        for (k, x) in theirs.iter().enumerate() {
            let own = ours.iterate(k);
            let far = (0..2).map(|i| (x[i] - own[i]).abs() / own[i].abs().max(1.0)).fold(0.0, f64::max);
            assert!(far <= SAME, "{label} at step {k}: {x:?} and {own:?}, {text}");
        }
    }
}

/// The ids of first-order methods.
fn rules() -> impl Iterator<Item = &'static descent_optim::method::Method> {
    optimizers::CATALOG.iter().copied().filter(|method| matches!(method.work, Work::Rule { .. }))
}

#[test]
fn every_rule_in_every_convention_goes_the_same_way_in_python() {
    for method in rules() {
        assert!(matches!(method.python, Python::Rule(_)), "{} has no rule in Python", method.id);
        let mut runs = Vec::new();
        for form in method.forms {
            let form = if method.forms.len() > 1 { format!("~form={}", form.id()) } else { String::new() };
            runs.push(format!("{}{form}~rate=0.01", method.id));
            runs.push(format!("{}{form}~rate=0.02~clip_norm=2~weight_decay=0.01", method.id));
            runs.push(format!("{}{form}~rate=0.02~clip_value=0.7", method.id));
            // Every parameter at another value than its default.
            let others =
                method.params.iter().filter(|p| !["rate", "clip_norm", "clip_value", "weight_decay"].contains(&p.key));
            let others: String = others.map(|p| format!("~{}={}", p.key, other(p, method.forms[0]))).collect();
            runs.push(format!("{}{form}~rate=0.01{others}", method.id));
        }
        for runs in runs.chunks(16) {
            same(&format!("#v=1&f=rosenbrock&x0=-1.2,1&o={}&n=60&tol=0", runs.join(";")));
        }
    }
}

/// A value that a parameter allows and that is not its default.
fn other(param: &descent_optim::catalog::Param, form: descent_optim::catalog::Form) -> f64 {
    let default = param.default(form);
    let candidates = [0.3, 0.7, 1.0, 0.0, 2.0];
    candidates.into_iter().find(|v| *v != default && param.allows(*v)).unwrap_or(default)
}

#[test]
fn every_function_is_the_same_in_python() {
    for function in functions::CATALOG {
        let rate = function.rate;
        same(&format!("#v=1&f={}&o=gd~rate={rate};adam~rate=0.01&n=25&tol=0", function.id));
    }
}

#[test]
fn every_set_of_data_is_the_same_in_python_and_what_is_random_is_kept_as_it_was() {
    for data in descent_optim::data::CATALOG {
        let n = if data.own { "" } else { "~n=40" };
        let rate = data.rate;
        same(&format!(
            "#v=1&data={}{n}&o=gd~rate={rate};adam~rate=0.01;gd~rate=0.1~batch=1&n=25&tol=0&seed=3",
            data.id
        ));
    }
    same("#v=1&data=points~model=logistic&pts=0,0;1,1;2,0;3,1&o=gd&n=25&tol=0");
    same("#v=1&f=quadratic&o=gd;adam~noise=0&n=25&tol=0&noise=0.5&seeds=2");
}

#[test]
fn every_schedule_is_the_same_in_python() {
    let runs: Vec<String> =
        schedules::CATALOG.iter().map(|schedule| format!("gd~rate=0.1~rate.schedule={}", schedule.id)).collect();
    same(&format!("#v=1&f=quadratic&o={}&n=250&tol=0", runs.join(";")));
    same(
        "#v=1&f=quadratic&o=momentum~rate=0.1~momentum.schedule=linear~momentum.end=0.5;gd~rate=0.1~rate.schedule=restarts~rate.mult=2~rate.period=7&n=60&tol=0",
    );
}

#[test]
fn typed_formulas_and_stops_are_the_same_in_python() {
    for text in [
        "#v=1&f=min(x^2,3)+max(abs(y),0.1)+sin(x)*cos(y)/exp(-x)&x0=1,2&o=gd~rate=0.05&n=40",
        "#v=1&f=lambda*x^2+np*y^2+atan(x*y)+log(3+x^2)&p=lambda=2~np=0.5&x0=1,2;-1,0.5&o=gd~rate=0.05&n=40",
        "#v=1&f=2^x+x^-2+(y^2+1)^1.5+sqrt(x)+log10(x)+tanh(y)+asin(y/9)&x0=1,2&o=gd~rate=0.02&n=40",
        "#v=1&f=x^2-y^2&x0=1,1&o=gd~rate=40&n=400&tol=0",
        "#v=1&f=quadratic&o=gd~rate=0.1&n=400&tol=1e-3",
        "#v=1&f=quadratic&o=gd~rate=0.1&n=400&xtol=1e-4",
        "#v=1&f=log(x)+y^2&x0=0.5,1&o=gd~rate=0.3&n=40",
        "#v=1&f=sqrt(x^2+y^2)&x0=0,0;1,1&o=gd~rate=0.1&n=10&tol=0",
    ] {
        same(text);
    }
}

#[test]
fn scipy_ends_where_we_end_and_what_is_too_long_is_kept_as_it_was() {
    let text = "#v=1&f=rosenbrock&x0=-1.2,1&o=cg;bfgs;lbfgs;lbfgsb;newton-cg;trust-region;nelder-mead;powell;newton;steepest&n=400";
    let race = raced(text);
    let Some(printed) = printed(text, &race) else { return };
    for (entry, (label, theirs)) in race.entries.iter().zip(&printed) {
        let ours = entry.trajectory().iterate(entry.trajectory().steps());
        let theirs = theirs.last().unwrap();
        // Steepest descent is still on its way after so many steps; but it is kept as it was.
        let near = if matches!(entry.method.python, Python::None) { 0.0 } else { NEAR };
        let far = (0..2).map(|i| (theirs[i] - ours[i]).abs()).fold(0.0, f64::max);
        assert!(far <= near, "{label}: {theirs:?} and {ours:?}");
    }
}

#[test]
fn no_word_of_a_link_becomes_code() {
    for hostile in [
        "\"\nimport os\nos.system(\"x\")\n\"",
        "\\",
        "'''\"\"\"#",
        "\u{2028}print(1)\u{2029}\u{202e}\u{0}\r\u{85}",
        "</script><script>alert(1)</script>",
    ] {
        let mut experiment = link::read("#v=1&f=quadratic&o=gd;adam&n=3&tol=0").experiment;
        experiment.title = Some(hostile.to_owned());
        experiment.ask = Some(hostile.to_owned());
        experiment.o[0].label = Some(hostile.to_owned());
        let mut race = Race::new(&experiment).unwrap();
        while !race.advance(10) {}
        let script = code::script(&experiment, &race);
        // Whatever is said stands in comments and in string literals of one line.
        let own = |line: &&str| line.contains("alert(1)") || line.contains("os.system") || line.contains("print(1)");
        for line in script.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).filter(own) {
            assert!(line.starts_with('#') || line.starts_with("    (\"") || line.starts_with("TITLE = \""), "{line}");
        }
        let Some(python) = std::env::var_os("DESCENT_PYTHON") else { continue };
        let output = Command::new(python).args(["-c", &script, "--json"]).output().unwrap();
        assert!(output.status.success(), "{}\n{script}", String::from_utf8_lossy(&output.stderr));
        let list: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(list[0]["label"], hostile);
    }
}

/// Opened by other people's programs: Pillow counts an animation's frames, and reads a picture's size.
#[test]
fn pictures_and_animations_open_elsewhere() {
    let folder = std::env::temp_dir().join(format!("descent-taken-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (png, gif) = (folder.join("race.png"), folder.join("race.gif"));
    let link = "#v=1&f=sixhump&x0=1.4,-0.3&o=gd~rate=0.1;momentum~rate=0.02&n=6&tol=0";
    let mut command = Command::new(env!("CARGO_BIN_EXE_descent"));
    let output = command.args(["run", link, "--png"]).arg(&png).arg("--gif").arg(&gif).output().unwrap();
    assert!(output.status.success() && output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let Some(python) = std::env::var_os("DESCENT_PYTHON") else { return };
    let script = "import sys\nfrom PIL import Image\na, b = Image.open(sys.argv[1]), Image.open(sys.argv[2])\n\
                  b.seek(b.n_frames - 1)\nprint(a.size, b.size, b.n_frames, len(set(a.convert('RGB').getdata())) > 100)";
    let output = Command::new(python).args(["-c", script]).arg(&png).arg(&gif).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(printed.trim(), "(1800, 1240) (900, 620) 7 True", "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::remove_dir_all(&folder).unwrap();
}
