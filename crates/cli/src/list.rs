//! `descent list`: the catalog, from its descriptors.

use descent_optim::catalog::{Form, Param};
use descent_optim::experiment::chance::CHANCE;
use descent_optim::experiment::class::{LOCKS, PARTS};
use descent_optim::experiment::see::LAYERS;
use descent_optim::experiment::{check, text};
use descent_optim::{data, functions, optimizers, schedules};
use std::fmt::Write;

/// Everything that a link can name.
pub fn list() -> String {
    let mut out = String::new();
    catalog(&mut out);
    out
}

fn catalog(out: &mut String) {
    line(out, "FUNCTIONS (f=ID)");
    for function in functions::CATALOG {
        line(out, &format!("\n  {:<16} {}: {}", function.id, function.name, function.formula));
        params(out, function.knobs, &[Form::Lecture]);
    }
    line(out, "\nDATA (data=ID~knob=value…; for points also model and pts)");
    for data in data::CATALOG {
        line(out, &format!("\n  {:<16} {}: {}", data.id, data.name, data.rule));
        params(out, data.knobs, &[Form::Lecture]);
    }
    line(out, "\nMODELS (data=points~model=ID)");
    for model in data::models::CATALOG {
        line(out, &format!("  {:<16} {}: {}", model.id, model.name, model.loss));
    }
    line(out, "\nCHANCE (a key each; noise and batch of a run too)");
    params(out, CHANCE, &[Form::Lecture]);
    line(out, "\nMETHODS (o=ID~key=value…; also label, tol, xtol, bounds, noise, batch)");
    for method in optimizers::CATALOG {
        let forms = match method.forms {
            [_] => String::new(),
            forms => format!("; form: {}", text::ids(forms.iter().map(|f| f.id()))),
        };
        line(out, &format!("\n  {:<16} {}{forms}", method.id, method.name));
        params(out, method.params, method.forms);
    }
    line(out, "\nSCHEDULES (~key.schedule=ID~key.param=value, for the parameters marked *)");
    for schedule in schedules::CATALOG {
        line(out, &format!("\n  {:<16} {}: {}", schedule.id, schedule.name, schedule.rule));
        params(out, schedule.params, &[Form::Lecture]);
    }
    line(out, "\nLAYERS AND PANELS (see=ID,ID…; the usual ones are marked *)");
    for layer in LAYERS {
        line(out, &format!("  {:<16} {}", format!("{}{}", layer.id, if layer.usual { "*" } else { "" }), layer.name));
    }
    line(out, "\nPARTS (hide=ID,ID…)");
    PARTS.iter().for_each(|part| line(out, &format!("  {:<16} {}", part.id, part.name)));
    line(out, "\nLOCKS (lock=ID,ID…; also the parameters of methods: rate for all runs, 0.rate for the first)");
    LOCKS.iter().for_each(|lock| line(out, &format!("  {:<16} {}", lock.id, lock.name)));
}

fn params(out: &mut String, params: &[Param], forms: &[Form]) {
    for param in params {
        let default = |form: &Form| param.absent().map_or_else(|| text::write(param.default(*form)), str::to_owned);
        let mut defaults: Vec<String> = forms.iter().map(default).collect();
        if defaults.iter().all(|d| *d == defaults[0]) {
            defaults.truncate(1);
        }
        let mark = if param.scheduled { "*" } else { "" };
        let key = format!("{}{mark}", param.key);
        line(
            out,
            &format!("    {key:<16} {} (default {}), {}", param.name, defaults.join(" | "), check::allowed(param)),
        );
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}
