//! What is taken home: scripts that run a race again. `cargo xtask test python` gives this test a Python with NumPy and SciPy, and one with PyTorch
//! where there is one or it can be installed; without them it says that it was skipped.

use descent_optim::experiment::link;
use descent_optim::functions::Function;
use descent_optim::method::{Python, Work};
use descent_optim::race::Race;
use descent_optim::{functions, optimizers, schedules};
use descent_scene::code::{self, Library};
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

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

/// The Python that has what a script imports.
fn python(library: Library) -> Option<std::ffi::OsString> {
    let (variable, what) = match library {
        Library::NumPy => ("DESCENT_PYTHON", "NumPy and SciPy"),
        Library::PyTorch => ("DESCENT_TORCH", "PyTorch"),
    };
    let python = std::env::var_os(variable);
    if python.is_none() {
        println!(
            "Skipped: {variable} names no Python with {what}; cargo xtask test python looks for one or installs it."
        );
    }
    python
}

/// The label and the iterates of a run.
type Path = (String, Vec<[f64; 2]>);

/// Runs the scripts that come in as a list, one after the other: a library is loaded once.
const ALL: &str = "import json, sys\nfor script in json.load(sys.stdin):\n    exec(script, {'__name__': '__main__'})\n";

/// The runs of each race, as the scripts of the links print them; nothing where there is no Python.
fn printed(texts: &[String], races: &[Race], library: Library) -> Option<Vec<Vec<Path>>> {
    let python = python(library)?;
    let script = |(text, race): (&String, &Race)| code::script(&link::read(text).experiment, race, library);
    let scripts: Vec<String> = texts.iter().zip(races).map(script).collect();
    let mut command = Command::new(python);
    command.args(["-c", ALL, "--json"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It reads everything before it prints anything.
    child.stdin.take().unwrap().write_all(serde_json::to_string(&scripts).unwrap().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let lines: Vec<&[u8]> = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let failed = || (&texts[lines.len()], &scripts[lines.len()], String::from_utf8_lossy(&output.stderr).into_owned());
    assert!(output.status.success(), "{:#?}", failed());
    let point = |x: &Value| [x[0].as_f64().unwrap(), x[1].as_f64().unwrap()];
    let path = |run: &Value| run["x"].as_array().unwrap().iter().map(point).collect();
    let race = |line: &&[u8]| {
        let list: Vec<Value> = serde_json::from_slice(line).unwrap();
        list.iter().map(|run| (run["label"].as_str().unwrap().to_owned(), path(run))).collect()
    };
    Some(lines.iter().map(race).collect())
}

/// Fails unless the script's paths are ours.
fn same(text: &str) {
    all_same(&[text.to_owned()], Library::NumPy);
}

fn all_same(texts: &[String], library: Library) {
    let races: Vec<Race> = texts.iter().map(|text| raced(text)).collect();
    let Some(printed) = printed(texts, &races, library) else { return };
    assert_eq!(printed.len(), texts.len());
    for ((text, race), printed) in texts.iter().zip(&races).zip(&printed) {
        assert_eq!(printed.len(), race.entries.len());
        for (entry, (label, theirs)) in race.entries.iter().zip(printed) {
            let ours = entry.trajectory();
            assert_eq!(theirs.len(), ours.steps() + 1, "steps of {label}, {text}");
            for (k, x) in theirs.iter().enumerate() {
                let own = ours.iterate(k);
                let far = (0..2).map(|i| (x[i] - own[i]).abs() / own[i].abs().max(1.0)).fold(0.0, f64::max);
                assert!(far <= SAME, "{label} at step {k}: {x:?} and {own:?}, {text}");
            }
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
    let text =
        |function: &&Function| format!("#v=1&f={}&o=gd~rate={};adam~rate=0.01&n=25&tol=0", function.id, function.rate);
    all_same(&functions::CATALOG.iter().map(text).collect::<Vec<_>>(), Library::NumPy);
}

#[test]
fn every_set_of_data_is_the_same_in_python() {
    for data in descent_optim::data::CATALOG {
        let n = if data.own { "" } else { "~n=40" };
        let rate = data.rate;
        same(&format!(
            "#v=1&data={}{n}&o=gd~rate={rate};adam~rate=0.01;gd~rate=0.1~batch=1&n=25&tol=0&seed=3",
            data.id
        ));
    }
    same("#v=1&data=points~model=logistic&pts=0,0;1,1;2,0;3,1&o=gd&n=25&tol=0");
}

#[test]
fn noise_and_batches_are_drawn_anew_in_python_and_are_the_same() {
    let texts = [
        "#v=1&f=quadratic&o=gd;adam~noise=0;nesterov~rate=0.05;momentum~rate=0.05~clip_norm=1&n=60&tol=0&noise=0.5&seeds=3&seed=999999990",
        "#v=1&f=rosenbrock&o=gd~rate=0.001;rmsprop~weight_decay=0.01&n=60&noise=2&seed=7",
        "#v=1&data=line~n=23&o=gd~rate=0.1;adam~batch=1;momentum~batch=full;gd~batch=4~noise=0.3&n=60&tol=0&batch=5&seeds=2&seed=3",
        "#v=1&data=logistic~n=30~replace=1&o=gd~rate=0.1;gd~batch=1&n=40&tol=1e-4&batch=7",
        "#v=1&data=points~model=robust&pts=0,1;1,2;1,2;2,4&o=gd~batch=1;gd&n=30&tol=0&batch=3",
    ]
    .map(str::to_owned);
    let brought = "#v=1&f=quadratic&o=bfgs&n=9&tol=0&noise=0.5";
    let says = |text: &str, library: Library| {
        code::script(&link::read(text).experiment, &raced(text), library).contains("The path as Descent computed it")
    };
    for library in [Library::NumPy, Library::PyTorch] {
        all_same(&texts, library);
        all_same(&[brought.to_owned()], library);
        assert!(says(brought, library));
        for text in &texts {
            assert!(!says(text, library), "{text}");
        }
    }
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
    let races = [raced(text)];
    let Some(printed) = printed(&[text.to_owned()], &races, Library::NumPy) else { return };
    for (entry, (label, theirs)) in races[0].entries.iter().zip(&printed[0]) {
        let ours = entry.trajectory().iterate(entry.trajectory().steps());
        let theirs = theirs.last().unwrap();
        // Steepest descent is still on its way after so many steps; but it is kept as it was.
        let near = if matches!(entry.method.python, Python::None) { 0.0 } else { NEAR };
        let far = (0..2).map(|i| (theirs[i] - ours[i]).abs()).fold(0.0, f64::max);
        assert!(far <= near, "{label}: {theirs:?} and {ours:?}");
    }
}

/// The runs of a method in every convention that PyTorch has an optimizer for, as texts.
fn in_torch(method: &descent_optim::method::Method) -> Vec<String> {
    let mut runs = Vec::new();
    for form in method.forms {
        let form = if method.forms.len() > 1 { format!("~form={}", form.id()) } else { String::new() };
        for more in
            ["", "~clip_norm=2~weight_decay=0.01", "~clip_value=0.7", "~rate.schedule=exponential~rate.factor=0.98"]
        {
            runs.push(format!("{}{form}~rate=0.01{more}", method.id));
        }
    }
    let others = method.params.iter().filter(|p| !["rate", "clip_norm", "clip_value"].contains(&p.key));
    let others: String = others.map(|p| format!("~{}={}", p.key, other(p, method.forms[0]))).collect();
    runs.push(format!("{}~rate=0.01{others}", method.id));
    runs.retain(|run| {
        let race = Race::new(&link::read(&format!("#v=1&f=rosenbrock&o={run}")).experiment).unwrap();
        (method.torch)(&race.entries[0].setting).is_some_and(|torch| torch.same)
    });
    runs
}

#[test]
fn optimizers_of_pytorch_make_our_iterates() {
    let mut all = Vec::new();
    for method in rules() {
        let runs = in_torch(method);
        // Whoever has PyTorch's convention has its optimizer, unless the textbook's iterates are meant.
        let has_form = method.forms.contains(&descent_optim::catalog::Form::Pytorch);
        assert!(!has_form || runs.len() >= 4, "{}: {runs:?}", method.id);
        all.extend(runs);
    }
    // In a bowl: in a bent valley the rounding of a library grows until paths part.
    let text = |runs: &[String]| format!("#v=1&f=sixhump&x0=-1,-0.5&o={}&n=60&tol=0", runs.join(";"));
    all_same(&all.chunks(16).map(text).collect::<Vec<_>>(), Library::PyTorch);
}

#[test]
fn functions_data_and_all_that_pytorch_has_not_are_the_same_with_its_gradients() {
    let text = |function: &&Function| {
        let rate = function.rate;
        format!("#v=1&f={}&o=gd~rate={rate};nesterov~rate={rate};lion~rate=0.01&n=12&tol=0", function.id)
    };
    let mut texts: Vec<String> = functions::CATALOG.iter().map(text).collect();
    for data in descent_optim::data::CATALOG {
        let n = if data.own { "" } else { "~n=20" };
        let rate = data.rate;
        texts.push(format!("#v=1&data={}{n}&o=gd~rate={rate};gd~rate=0.1~batch=1&n=12&tol=0&seed=3", data.id));
    }
    let others = [
        "#v=1&f=min(x^2,3)+max(abs(y),0.1)+sin(x)*cos(y)/exp(-x)&x0=1,2&o=gd~rate=0.05&n=40",
        "#v=1&f=2^x+x^-2+(y^2+1)^1.5+sqrt(x)+log10(x)+tanh(y)+asin(y/9)&x0=1,2&o=adam~rate=0.02&n=40",
        "#v=1&f=x^2-y^2&x0=1,1&o=gd~rate=40&n=400&tol=0",
        "#v=1&f=7+floor(2)&x0=1,1&o=gd&n=4&tol=0",
        "#v=1&f=quadratic&o=gd~rate=0.1;adam~rate=0.1&n=400&tol=1e-3",
        "#v=1&f=quadratic&o=gd~rate=0.1;adam~rate=0.1&n=400&xtol=1e-4",
    ];
    texts.extend(others.map(str::to_owned));
    all_same(&texts, Library::PyTorch);
}

#[test]
fn lbfgs_of_pytorch_ends_where_we_end() {
    let text = "#v=1&f=rosenbrock&x0=-1.2,1&o=lbfgs&n=200";
    let races = [raced(text)];
    let Some(printed) = printed(&[text.to_owned()], &races, Library::PyTorch) else { return };
    let (ours, theirs) = (races[0].entries[0].trajectory(), &printed[0][0].1);
    let ours = ours.iterate(ours.steps());
    let theirs = theirs[theirs.len() - 1];
    assert!((0..2).all(|i| (theirs[i] - ours[i]).abs() <= NEAR), "{theirs:?} and {ours:?}");
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
        for library in [Library::NumPy, Library::PyTorch] {
            let script = code::script(&experiment, &race, library);
            // Whatever is said stands in comments and in string literals of one line.
            let own =
                |line: &&str| line.contains("alert(1)") || line.contains("os.system") || line.contains("print(1)");
            for line in script.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).filter(own) {
                assert!(
                    line.starts_with('#') || line.starts_with("    (\"") || line.starts_with("TITLE = \""),
                    "{line}"
                );
            }
            let Some(python) = python(library) else { continue };
            let output = Command::new(python).args(["-c", &script, "--json"]).output().unwrap();
            assert!(output.status.success(), "{}\n{script}", String::from_utf8_lossy(&output.stderr));
            let list: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(list[0]["label"], hostile);
        }
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
