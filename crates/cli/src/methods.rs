//! `descent list --markdown`: a section of documentation for each method, from its descriptor. `docs/methods.md` is this text.

use descent_optim::catalog::{Param, Reference};
use descent_optim::experiment::{check, text};
use descent_optim::method::{Family, Method, Needs};
use descent_optim::optimizers;
use std::fmt::Write;

/// The whole page.
pub fn page() -> String {
    let mut out = "# The methods\n\nWritten by `descent list --markdown` from the descriptors in `crates/optim/src/optimizers`.\n".to_owned();
    for method in optimizers::CATALOG {
        // Writing to a string cannot fail.
        let _ = section(&mut out, method);
    }
    out
}

fn section(out: &mut String, method: &Method) -> std::fmt::Result {
    writeln!(out, "\n## {} (`{}`)\n\n{}\n", method.name, method.id, method.about)?;
    writeln!(out, "```text\n{}\n```\n", method.rule.join("\n"))?;
    if !method.conventions.is_empty() {
        writeln!(out, "Conventions: {}\n", method.conventions)?;
    }
    if let [first, others @ ..] = method.forms
        && !others.is_empty()
    {
        let others = text::ids(others.iter().map(|form| form.id()));
        writeln!(out, "`form`: {} unless another is asked for: {others}.\n", first.id())?;
    }
    writeln!(out, "{} {}\n", asks(method), bounds(method))?;
    if !method.params.is_empty() {
        writeln!(out, "| key | meaning | default | allowed |\n| --- | --- | --- | --- |")?;
        for param in method.params {
            let symbol = param.symbol;
            let (key, about) = (param.key, param.about);
            writeln!(out, "| `{key}` | {symbol}: {about} | {} | {} |", default(param, method), check::allowed(param))?;
        }
        writeln!(out)?;
    }
    let Reference { authors, year, title, source, place } = method.reference;
    writeln!(out, "{authors} ({year}), *{title}*, {source}, {place}.")
}

fn asks(method: &Method) -> &'static str {
    match (method.needs, method.family) {
        (Needs::Values, _) => "Asks for values only.",
        (Needs::Gradients, Family::Gradient | Family::Adaptive) => "Asks for one gradient a step.",
        (Needs::Gradients, _) => "Asks for values and gradients.",
        (Needs::Hessians, _) => "Asks for values, gradients and Hessians.",
    }
}

fn bounds(method: &Method) -> &'static str {
    if method.bounded { "Respects bounds." } else { "Knows no bounds." }
}

/// The default, or one for each convention where they differ.
fn default(param: &Param, method: &Method) -> String {
    let one = |form| param.absent().map_or_else(|| text::write(param.default(form)), str::to_owned);
    let mut all: Vec<String> = method.forms.iter().map(|form| one(*form)).collect();
    if all.iter().all(|value| *value == all[0]) {
        return all.swap_remove(0);
    }
    let named = all.iter().zip(method.forms).map(|(value, form)| format!("{value} ({})", form.id()));
    named.collect::<Vec<_>>().join(", ")
}
