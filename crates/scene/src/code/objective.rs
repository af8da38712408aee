//! The function of a race in Python, with its gradient.

use super::library::Library;
use super::text::{indented, number};
use descent_optim::catalog::Form;
use descent_optim::data::Mean;
use descent_optim::experiment::Experiment;
use descent_optim::formula::python::{name, python};
use descent_optim::race::Race;
use descent_optim::sort::order;
use std::fmt::Write;

/// The derivative of each function of the grammar that has one argument: its name in the script, the function, its slope at u.
const LIFTED: [(&str, &str, &str); 17] = [
    ("sin", "np.sin", "np.cos"),
    ("cos", "np.cos", "lambda u: -np.sin(u)"),
    ("tan", "np.tan", "lambda u: 1 + np.tan(u) ** 2"),
    ("asin", "np.arcsin", "lambda u: 1 / np.sqrt(1 - u * u)"),
    ("acos", "np.arccos", "lambda u: -1 / np.sqrt(1 - u * u)"),
    ("atan", "np.arctan", "lambda u: 1 / (1 + u * u)"),
    ("sinh", "np.sinh", "np.cosh"),
    ("cosh", "np.cosh", "np.sinh"),
    ("tanh", "np.tanh", "lambda u: 1 - np.tanh(u) ** 2"),
    ("exp", "np.exp", "np.exp"),
    ("log", "np.log", "lambda u: 1 / u"),
    ("log10", "np.log10", "lambda u: 1 / (u * np.log(10))"),
    ("sqrt", "np.sqrt", "lambda u: 0.5 / np.sqrt(u)"),
    ("abs_", "np.abs", "np.sign"),
    ("sign", "np.sign", "lambda u: 0 * u"),
    ("floor", "np.floor", "lambda u: 0 * u"),
    // Of models, not of the grammar.
    ("softplus", "lambda u: np.logaddexp(0 * u, u)", "lambda u: 1 / (1 + np.exp(-u))"),
];

const NUMBERS: &str = include_str!("pieces/numbers.py");
const LEAST: &str = include_str!("pieces/least.py");
const MOST: &str = include_str!("pieces/most.py");
const GRADIENT: &str = include_str!("pieces/gradient.py");
const TENSORS: &str = include_str!("pieces/tensors.py");
const LEAST_TENSOR: &str = include_str!("pieces/least_tensor.py");
const MOST_TENSOR: &str = include_str!("pieces/most_tensor.py");
const AUTOGRAD: &str = include_str!("pieces/autograd.py");

/// The function, for plain numbers, for arrays, and for numbers that carry derivatives; of a batch too where there are `batches`.
pub(super) fn objective(out: &mut String, experiment: &Experiment, race: &Race, library: Library, batches: bool) {
    let mean = race.objective.as_mean();
    let formula = race.function.map_or(experiment.f.text(), |function| function.formula);
    let (code, calls) = match mean {
        None => python(formula),
        Some(mean) => (String::new(), mean.model().calls.iter().map(|call| (*call).to_owned()).collect()),
    };
    let tensors = library == Library::PyTorch;
    let (numbers, least, most, gradient) =
        if tensors { (TENSORS, LEAST_TENSOR, MOST_TENSOR, AUTOGRAD) } else { (NUMBERS, LEAST, MOST, GRADIENT) };
    out.push_str(numbers);
    if tensors && !calls.is_empty() {
        out.push_str("\n\n");
    }
    for (call, value, slope) in LIFTED {
        if calls.iter().any(|name| name == call) {
            let _ = if tensors {
                writeln!(out, "{call} = either({value}, {})", value.replace("np.", "torch."))
            } else {
                writeln!(out, "{call} = lifted({value}, {slope})")
            };
        }
    }
    let has = |wanted: &str| calls.iter().any(|name| name == wanted);
    out.push_str(if has("min_") { least } else { "" });
    out.push_str(if has("max_") { most } else { "" });
    if let Some(mean) = mean {
        of_examples(out, mean, batches);
        out.push_str(gradient);
        return;
    }
    out.push_str("\n\ndef f(x, y):\n");
    let given: Vec<(String, f64)> = match race.function {
        Some(function) => function
            .knobs
            .iter()
            .map(|k| (k.key.to_owned(), experiment.p.get(k.key).copied().unwrap_or_else(|| k.default(Form::Lecture))))
            .collect(),
        None => experiment.p.iter().map(|(key, value)| (key.clone(), *value)).collect(),
    };
    for (key, value) in given {
        let _ = writeln!(out, "    {} = {}", name(&key), number(value));
    }
    let _ = writeln!(out, "    return {code}");
    out.push_str(gradient);
}

/// The mean loss over examples: input and output of each, by number where there are `batches` of them, else how often they come.
fn of_examples(out: &mut String, mean: &Mean, batches: bool) {
    let mut list: Vec<(f64, f64, usize)> = Vec::new();
    let examples = mean.examples();
    let by_place =
        |i: usize, j: usize| examples.t[i].total_cmp(&examples.t[j]).then(examples.v[i].total_cmp(&examples.v[j]));
    let order = order(examples.len(), &|i, j| if batches { i.cmp(&j) } else { by_place(i, j) });
    for i in order {
        let (t, v) = (examples.t[i], examples.v[i]);
        match list.last_mut() {
            Some((u, w, count)) if *u == t && *w == v && !batches => *count += 1,
            _ => list.push((t, v, 1)),
        }
    }
    out.push_str("\n\n# Input, output, and how often they come.\nDATA = [\n");
    for (t, v, count) in list {
        let _ = writeln!(out, "    ({}, {}, {count}),", number(t), number(v));
    }
    out.push_str("]\n\n\ndef loss(z, v, w):\n");
    indented(out, mean.model().python);
    let share = number(1.0 / examples.len() as f64);
    let (argument, data, share) =
        if batches { (", data=DATA", "data", "(1 / len(data))") } else { ("", "DATA", share.as_str()) };
    let _ = writeln!(
        out,
        "\ndef f(x, y{argument}):\n    return sum(loss(x * t + y, v, w) for t, v, w in {data}) * {share}"
    );
}
