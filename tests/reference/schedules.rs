//! Every schedule against PyTorch, Optax, Keras and its closed form, as the rate of a run would follow it.

use descent_optim::catalog::{Form, Values};
use descent_optim::schedules;
use serde_json::Value;

/// How a row of the oracle is written with our schedules: id and parameters. `None`: not in the grammar, so not compared.
fn ours(name: &str, hp: &Value) -> Option<(&'static str, Vec<(&'static str, f64)>)> {
    let hp = |key: &str| hp[key].as_f64().unwrap();
    Some(match name {
        "constant" => ("constant", vec![]),
        "step_decay" => ("step", vec![("factor", hp("gamma")), ("every", hp("every"))]),
        "exponential" => ("exponential", vec![("factor", hp("gamma"))]),
        "exponential_per20" => ("exponential", vec![("factor", descent_optim::math::pow(0.5, 0.05))]),
        "inverse_time" => ("inverse", vec![("decay", hp("decay_rate"))]),
        "robbins_monro_1_over_t" => ("inverse", vec![("decay", 1.0)]),
        "linear_to_tau" => ("linear", vec![("end", hp("e_tau")), ("tau", hp("tau"))]),
        "polynomial_p2" => ("polynomial", vec![("end", hp("end")), ("tau", hp("T")), ("power", hp("power"))]),
        "polynomial_p2_end0" => ("polynomial", vec![("tau", hp("T")), ("power", hp("power"))]),
        "cosine" => ("cosine", vec![("period", hp("T"))]),
        "cosine_alpha" => ("cosine", vec![("period", hp("T")), ("end", hp("torch_eta_min"))]),
        "cosine_warmup" => ("warmup-cosine", vec![("warmup", hp("warmup")), ("period", hp("total"))]),
        "warm_restarts" => ("restarts", vec![("period", hp("T0")), ("mult", hp("T_mult"))]),
        _ => return None,
    })
}

#[test]
fn every_published_schedule_is_followed() {
    let path = format!("{}/../../tests/reference/schedules.json", env!("CARGO_MANIFEST_DIR"));
    let oracle: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (mut compared, mut seen) = (0, std::collections::BTreeSet::new());
    for row in oracle["runs"].as_array().unwrap() {
        let (name, lib) = (row["schedule"].as_str().unwrap(), row["lib"].as_str().unwrap());
        let Some((id, given)) = ours(name, &row["hp"]) else { continue };
        let schedule = schedules::find(id).unwrap();
        let values =
            Values::of(schedule.params, Form::Lecture, |key| given.iter().find(|(k, _)| *k == key).map(|(_, v)| *v));
        // Keras counts π in single precision, and PyTorch's cosine rises again after its period.
        let tol = if lib == "keras" && (name.contains("cosine") || name == "warm_restarts") { 1e-8 } else { 1e-15 };
        let steps = if lib == "torch" && name.starts_with("cosine") { 80 } else { 100 };
        for (k, rate) in row["lr"].as_array().unwrap().iter().enumerate().take(steps + 1) {
            let (ours, theirs) = ((schedule.value)(0.1, k as u32, &values), rate.as_f64().unwrap());
            assert!((ours - theirs).abs() <= tol, "{name} of {lib} at step {k}: {ours} against {theirs}");
        }
        compared += 1;
        seen.insert(id);
    }
    println!("{compared} schedules compared");
    assert_eq!(compared, 43);
    assert_eq!(seen.len(), schedules::CATALOG.len(), "a schedule has no oracle: {seen:?}");
}
