//! The wasm boundary as JavaScript sees it, in a real browser.

use crate::reading::{self, Reading};
use crate::{catalog, edit, race::Race};
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "../../optim/tests/support/bits.rs"]
mod bits;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_function_method_and_schedule_has_the_bits_it_has_natively() {
    bits::check();
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}

fn list(value: &JsValue) -> Vec<JsValue> {
    value.dyn_ref::<Array>().expect("an array").iter().collect()
}

fn text(value: &JsValue) -> String {
    value.as_string().expect("a text")
}

fn opened(link: &str) -> JsValue {
    get(&reading::open(link, ""), "experiment")
}

/// The experiment with one property replaced.
fn with(experiment: JsValue, key: &str, value: &str) -> JsValue {
    Reflect::set(&experiment, &key.into(), &JSON::parse(value).unwrap()).unwrap();
    experiment
}

#[wasm_bindgen_test]
fn the_module_says_its_version() {
    assert_eq!(crate::version(), env!("CARGO_PKG_VERSION"));
}

#[wasm_bindgen_test]
fn the_catalog_is_plain_objects_with_every_default() {
    let catalog = catalog::catalog();
    let methods = list(&get(&catalog, "methods"));
    assert_eq!(methods.len(), descent_optim::optimizers::CATALOG.len());
    for method in &methods {
        let forms = list(&get(method, "forms"));
        for param in list(&get(method, "params")) {
            for form in &forms {
                let default = Reflect::get(&get(&param, "default"), &get(form, "id")).unwrap();
                assert!(default.as_f64().is_some(), "{} {}", text(&get(method, "id")), text(&get(&param, "key")));
            }
        }
    }
    assert!(list(&get(&catalog, "functions")).iter().all(|f| !text(&get(f, "family")).is_empty()));
    assert_eq!(list(&descent_boundary::descriptors::styles()).len(), descent_scene::theme::STYLES);
}

#[wasm_bindgen_test]
fn a_link_comes_in_as_an_object_and_goes_out_as_the_same_text() {
    let link = "v=1&f=rosenbrock&p=steepness=10&x0=1,2;3,4&o=adam~rate=0.1~rate.schedule=step;gd&n=50&theme=dark&title=A%20%26%20B";
    assert_eq!(edit::write(opened(link)).unwrap(), link);
}

#[wasm_bindgen_test]
fn starts_are_always_there_and_nothing_is_null() {
    let experiment = opened("v=1&f=booth&o=gd");
    assert_eq!(list(&get(&experiment, "x0")).len(), 1);
    assert!(get(&experiment, "box").is_null());
    assert!(get(&experiment, "title").is_null());
}

#[wasm_bindgen_test]
fn an_error_is_an_error_that_names_the_control() {
    let error = Race::new(with(opened("v=1&o=gd"), "tol", "-1")).err().unwrap();
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(text(&get(&error, "path")), "runs[0].tol");
    assert_eq!(text(&get(&error, "value")), "-1");
    assert!(get(&error, "column").is_null());
    assert!(text(&get(&error, "message")).contains("from 0"));
}

#[wasm_bindgen_test]
fn an_error_in_a_formula_has_its_column() {
    let error = edit::with_formula(opened("v=1&o=gd"), "x^2 + 3y").err().unwrap();
    assert_eq!(text(&get(&error, "path")), "f");
    assert_eq!(get(&error, "column").as_f64(), Some(8.0));
}

#[wasm_bindgen_test]
fn what_is_no_experiment_is_an_error_too() {
    for nonsense in ["null", "3", "{}", "[]", r#"{"f":{"builtin":"sixhump"},"o":3}"#] {
        let error = Race::new(JSON::parse(nonsense).unwrap()).err().expect(nonsense);
        assert!(text(&get(&error, "message")).starts_with("This is not an experiment"), "{nonsense}");
    }
}

#[wasm_bindgen_test]
fn a_race_gives_columns_rows_and_a_report() {
    let mut race = Race::new(opened("v=1&f=quadratic&x0=-4,3;1,1&o=gd~rate=0.1;adam&n=20&tol=0")).unwrap();
    assert!(!race.advance(5));
    assert_eq!(race.last(), 5);
    assert!(race.advance(100));
    assert_eq!(race.last(), 20);
    assert_eq!(race.x(0, 0).len(), 42);
    assert_eq!(race.x(0, 0)[..2], [-4.0, 3.0]);
    assert_eq!(race.f(1, 1).len(), 21);
    assert_eq!(race.evals(0, 0).len(), 63);
    assert!(race.x(7, 7).is_empty());
    let rows = list(&race.at(3));
    assert_eq!(rows.len(), 4);
    assert_eq!(get(&rows[0], "k").as_f64(), Some(3.0));
    assert_eq!(list(&get(&race.report(), "runs")).len(), 4);
    assert!(race.csv().starts_with("run,label,start,step,x,y,f"));
}

#[wasm_bindgen_test]
fn a_chosen_function_brings_its_start_its_view_and_a_rate_that_suits() {
    let chosen = edit::choose(opened("v=1&f=booth&x0=7,7&o=gd~rate=5&box=0,1,0,1"), "rosenbrock").unwrap();
    let rosenbrock = descent_optim::functions::find("rosenbrock").unwrap();
    let mut race = Race::new(chosen.clone()).unwrap();
    race.advance(1);
    assert_eq!(race.x(0, 0)[..2], rosenbrock.start);
    assert!(get(&chosen, "box").is_null());
    let link = edit::write(chosen).unwrap();
    assert!(link.contains("gd~rate=0.00"), "{link}");
    assert!(edit::choose(opened("v=1"), "nowhere").is_err());
}

#[wasm_bindgen_test]
fn a_typed_formula_keeps_view_start_and_knobs() {
    let typed =
        edit::with_formula(opened("v=1&f=rosenbrock&p=steepness=7&o=gd"), "(1-x)^2 + steepness*y^2 + lift").unwrap();
    let link = edit::write(typed).unwrap();
    assert!(link.contains("p=lift=1~steepness=7") || link.contains("p=steepness=7~lift=1"), "{link}");
    assert!(link.contains("x0=-1.2,1") && link.contains("box=-2,2,-1,3"), "{link}");
}

#[wasm_bindgen_test]
fn a_link_is_raced_and_asked_without_becoming_an_object() {
    let link = "v=1&f=quadratic&x0=-4,3&o=gd~rate=0.1&n=40&tol=0&k=7&theme=dark&ask=How far?&box=-1,1,-2,2&nonsense=1";
    let reading = Reading::new(link, "");
    assert_eq!(
        (reading.step(), reading.dark(), reading.question().as_deref()),
        (Some(7), Some(true), Some("How far?"))
    );
    assert_eq!(reading.area(), Some(vec![-1.0, 1.0, -2.0, 2.0]));
    assert_eq!(reading.notices()[0], "problem");
    assert!(reading.notices()[1].contains("nonsense"));
    let (mut direct, mut through) = (reading.race().unwrap(), Race::new(get(&reading.opened(), "experiment")).unwrap());
    assert!(direct.advance(100) && through.advance(100));
    assert_eq!(direct.x(0, 0), through.x(0, 0));
    let bare = Reading::new("", "");
    assert_eq!((bare.step(), bare.dark(), bare.question()), (None, None, None));
    assert!(bare.notices().is_empty());
}

#[wasm_bindgen_test]
fn the_first_step_below_a_value_is_found_for_each_run() {
    let mut race = Race::new(opened("v=1&f=quadratic&x0=-4,3&o=gd~rate=0.4;gd~rate=1.05&n=50&tol=0")).unwrap();
    assert!(race.advance(100));
    let [first, never] = race.first_below(1e-3)[..] else { panic!("an answer for each run") };
    let (k, f) = (first as usize, race.f(0, 0));
    assert!(f[k] < 1e-3 && f[k - 1] >= 1e-3);
    assert_eq!(never, -1);
}
