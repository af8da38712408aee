//! One battery over the whole catalog: every method under every convention, the same checks.

use descent_optim::catalog::{Form, Values};
use descent_optim::chain::Chain;
use descent_optim::experiment::{RunSpec, ScheduleSpec, check};
use descent_optim::method::{Method, Needs, Work};
use descent_optim::objective::Objective;
use descent_optim::run::{Budget, Run};
use descent_optim::setting::Setting;
use descent_optim::trajectory::{Broken, Halt, Opinion, Trajectory};
use descent_optim::{data, functions, optimizers, schedules};
use nalgebra::DMatrix;

const X0: [f64; 2] = [-1.0, -0.5];
const BUDGET: Budget = Budget { steps: 40, tol: 0.0, xtol: 0.0 };

fn camel() -> Box<dyn Objective> {
    let camel = functions::find("sixhump").unwrap();
    (camel.build)(&camel.defaults())
}

/// Every method under every one of its conventions, with its defaults.
fn all() -> impl Iterator<Item = (&'static Method, RunSpec, String)> {
    optimizers::CATALOG.iter().flat_map(|method| {
        method.forms.iter().map(move |form| {
            let run = RunSpec { form: Some(*form), ..RunSpec::of(method.id) };
            (*method, run, format!("{} under {}", method.id, form.id()))
        })
    })
}

/// Those whose step is a rule at the end of a chain.
fn first_order() -> impl Iterator<Item = (&'static Method, RunSpec, String)> {
    all().filter(|(method, ..)| matches!(method.work, Work::Rule { .. }))
}

fn setting(method: &'static Method, run: &RunSpec) -> Setting {
    check::setting("run", method, run).unwrap()
}

fn path(
    method: &'static Method,
    run: &RunSpec,
    objective: &dyn Objective,
    budget: Budget,
    pieces: usize,
) -> Trajectory {
    let mut at_work = Run::new(method.optimizer(&setting(method, run), 2), objective, &X0, None, budget);
    while !at_work.advance(objective, pieces) {}
    at_work.trajectory().clone()
}

fn same(a: &Trajectory, b: &Trajectory) -> bool {
    a.x == b.x && a.f == b.f && a.counts == b.counts && a.halt == b.halt && a.trials == b.trials
}

#[test]
fn a_path_is_the_same_however_it_is_cut_and_whenever_it_starts_again() {
    for (method, run, name) in all() {
        let whole = path(method, &run, &*camel(), BUDGET, 1000);
        assert!(whole.iterate(0) != whole.iterate(whole.steps()), "{name} does not move");
        assert!(same(&whole, &path(method, &run, &*camel(), BUDGET, 7)), "{name} in pieces");
        assert!(same(&whole, &path(method, &run, &*camel(), BUDGET, 1)), "{name} step by step");
    }
}

#[test]
fn a_budget_of_one_ends_after_one_step() {
    for (method, run, name) in all() {
        let one = path(method, &run, &*camel(), Budget { steps: 1, ..BUDGET }, 1000);
        assert_eq!((one.steps(), one.halt), (1, Some(Halt::Budget)), "{name}");
    }
}

#[test]
fn a_first_order_step_costs_one_gradient_and_nothing_else() {
    for (method, run, name) in first_order() {
        let counts = *path(method, &run, &*camel(), BUDGET, 1000).counts.last().unwrap();
        assert_eq!((counts.f, counts.g, counts.h), (0, 40, 0), "{name}");
    }
}

/// The camel, broken at one point.
struct BrokenAt {
    camel: Box<dyn Objective>,
    at: Vec<f64>,
    what: Broken,
}

impl Objective for BrokenAt {
    fn dim(&self) -> usize {
        2
    }
    fn value(&self, x: &[f64]) -> f64 {
        self.gradient(x, &mut [0.0; 2])
    }
    fn gradient(&self, x: &[f64], g: &mut [f64]) -> f64 {
        let f = self.camel.gradient(x, g);
        match self.what {
            Broken::Gradient if x == self.at => g[1] = f64::NAN,
            Broken::Value if x == self.at => return f64::NAN,
            _ => {}
        }
        f
    }
    fn hessian(&self, x: &[f64], g: &mut [f64], h: &mut DMatrix<f64>) -> f64 {
        self.camel.hessian(x, g, h)
    }
}

#[test]
fn a_value_or_gradient_that_is_no_number_ends_a_first_order_run_there_and_keeps_the_path() {
    for (method, run, name) in first_order() {
        let whole = path(method, &run, &*camel(), BUDGET, 1000);
        for (what, kept) in [(Broken::Value, 4), (Broken::Gradient, 5)] {
            let at = whole.iterate(5).to_vec();
            let broken = path(method, &run, &BrokenAt { camel: camel(), at: at.clone(), what }, BUDGET, 1000);
            assert_eq!(broken.halt, Some(Halt::NonFinite { what, at }), "{name}");
            assert_eq!(broken.steps(), kept, "{name}");
            assert_eq!(broken.x, whole.x[..2 * (kept + 1)], "{name}");
        }
    }
}

#[test]
fn a_method_that_searches_goes_round_a_point_without_a_number_or_says_where_it_ends() {
    for (method, run, name) in all().filter(|(method, ..)| matches!(method.work, Work::Whole(_))) {
        let whole = path(method, &run, &*camel(), BUDGET, 1000);
        for what in [Broken::Value, Broken::Gradient] {
            let at = whole.iterate(2.min(whole.steps())).to_vec();
            let broken = path(method, &run, &BrokenAt { camel: camel(), at, what }, BUDGET, 1000);
            let same = broken.f.iter().zip(&whole.f).take_while(|(a, b)| a == b).count();
            assert!(same >= 2, "{name}");
            assert!(broken.f.iter().all(|f| f.is_finite()) && broken.halt.is_some(), "{name}: {:?}", broken.halt);
        }
    }
}

#[test]
fn trials_belong_to_their_steps_and_one_of_them_is_where_the_step_ends() {
    for (method, run, name) in all() {
        let path = path(method, &run, &*camel(), BUDGET, 1000);
        let trials = &path.trials;
        assert_eq!(trials.ends.len(), path.len(), "{name}");
        assert_eq!((trials.x.len(), trials.opinions.len()), (2 * trials.f.len(), trials.f.len()), "{name}");
        for k in 1..path.len() {
            let own = trials.of_step(k);
            let accepted = own.clone().filter(|i| trials.opinions[*i] == Opinion::Accepted);
            let there = accepted.filter(|i| trials.x[2 * i..2 * i + 2] == *path.iterate(k)).count();
            assert!(own.is_empty() || there >= 1 || path.iterate(k) == path.iterate(k - 1), "{name}: step {k}");
        }
    }
}

#[test]
fn what_a_method_says_it_needs_is_what_it_asks_for() {
    for (method, run, name) in all() {
        let counts = *path(method, &run, &*camel(), BUDGET, 1000).counts.last().unwrap();
        assert_eq!(counts.h > 0, method.needs == Needs::Hessians, "{name}");
        assert_eq!(counts.g > 0, method.needs != Needs::Values, "{name}");
    }
}

#[test]
fn a_start_without_a_value_is_kept_and_said() {
    let log = functions::find("cliff").unwrap();
    let objective = (log.build)(&log.defaults());
    for (method, run, name) in all() {
        let setting = setting(method, &run);
        let at_work = Run::new(method.optimizer(&setting, 2), &*objective, &[f64::INFINITY, 0.0], None, BUDGET);
        assert!(matches!(at_work.trajectory().halt, Some(Halt::NonFinite { .. })), "{name}");
        assert_eq!(at_work.trajectory().len(), 1, "{name}");
    }
}

#[test]
fn single_precision_follows_double_precision() {
    for (method, run, name) in all() {
        let setting = setting(method, &run);
        let Work::Rule { double, single } = method.work else { continue };
        let mut double = Chain::new(&setting, double(&setting, 2));
        let mut single = Chain::new(&setting, single(&setting, 2));
        let (mut x, mut y) = ([-4.0, 4.0], [-4.0f32, 4.0]);
        for k in 0..30 {
            let (mut p, mut q) = (x, y);
            let p = if double.look_ahead(k, &x, &mut p) { p } else { x };
            let q = if single.look_ahead(k, &y, &mut q) { q } else { y };
            let (mut u, mut v) = ([2.0 * p[0], p[1]], [2.0 * q[0], q[1]]);
            double.update(k, &x, &p, &mut u);
            single.update(k, &y, &q, &mut v);
            x = [x[0] + u[0], x[1] + u[1]];
            y = [y[0] + v[0], y[1] + v[1]];
        }
        for (x, y) in x.iter().zip(y) {
            assert!((x - f64::from(y)).abs() < 1e-4, "{name}: {x} and {y}");
        }
    }
}

#[test]
fn every_descriptor_is_complete_and_every_default_is_in_its_range() {
    let mut ids = std::collections::BTreeSet::new();
    for method in optimizers::CATALOG {
        assert!(ids.insert(method.id), "{} is there twice", method.id);
        assert_eq!(method.param("rate").is_some(), matches!(method.work, Work::Rule { .. }), "{}", method.id);
        for text in [method.name, method.about, method.rule[0], method.reference.authors, method.reference.title] {
            assert!(!text.is_empty(), "{}", method.id);
        }
        assert!(!method.reference.source.is_empty() && !method.reference.place.is_empty(), "{}", method.id);
        assert!((1800..=2026).contains(&method.reference.year), "{}", method.id);
        for param in method.params {
            for form in method.forms {
                let default = param.default(*form);
                assert!(default.is_nan() || param.allows(default), "{}.{} defaults to {default}", method.id, param.key);
            }
            assert!(
                !param.about.is_empty() && !param.symbol.is_empty() && param.min < param.max,
                "{}.{}",
                method.id,
                param.key
            );
            let (low, high) = param.slider;
            assert!(
                param.min <= low && low < high && high <= param.max,
                "{}.{}: the slider leaves the range",
                method.id,
                param.key
            );
        }
    }
    for schedule in schedules::CATALOG {
        assert!(ids.insert(schedule.id), "{} is there twice", schedule.id);
        for param in schedule.params {
            assert!(param.allows(param.default(Form::Lecture)), "{}.{}", schedule.id, param.key);
            assert!(!param.scheduled, "{}.{}", schedule.id, param.key);
        }
    }
}

#[test]
fn the_default_convention_is_the_grammars() {
    for (method, ..) in first_order() {
        let first = if ["gd", "momentum", "nesterov"].contains(&method.id) {
            Form::Lecture
        } else if method.forms.contains(&Form::Pytorch) {
            Form::Pytorch
        } else {
            Form::Optax
        };
        assert_eq!(method.forms[0], first, "{}", method.id);
    }
}

#[test]
fn every_parameter_that_allows_a_schedule_follows_each_one() {
    for method in optimizers::CATALOG {
        for param in method.params.iter().filter(|p| p.scheduled) {
            for schedule in schedules::CATALOG {
                let mut run = RunSpec::of(method.id);
                run.set.insert(param.key.to_owned(), 0.013);
                let plain = path(method, &run, &*camel(), BUDGET, 1000);
                run.schedules
                    .insert(param.key.to_owned(), ScheduleSpec { id: schedule.id.to_owned(), set: Default::default() });
                let followed = path(method, &run, &*camel(), BUDGET, 1000);
                let name = format!("{}.{} along {}", method.id, param.key, schedule.id);
                assert_eq!(plain.x == followed.x, schedule.id == "constant", "{name}");
            }
        }
    }
}

#[test]
fn a_rate_below_the_limit_converges_on_a_quadratic_and_one_above_it_diverges() {
    let bowl = functions::find("illconditioned").unwrap();
    let objective = (bowl.build)(&bowl.defaults());
    let mut limits = 0;
    for (method, run, name) in all() {
        for momentum in [0.3, 0.9] {
            let mut run = run.clone();
            if method.param("momentum").is_some() {
                run.set.insert("momentum".to_owned(), momentum);
            }
            let Some(factor) = (method.limit)(&setting(method, &run)) else { continue };
            let mut end = |rate: f64| {
                run.set.insert("rate".to_owned(), rate);
                let path = path(method, &run, &*objective, Budget { steps: 20_000, ..BUDGET }, 20_000);
                let last = path.f[path.steps()];
                if path.halt == Some(Halt::Budget) { last } else { f64::INFINITY }
            };
            assert!(end(0.995 * factor / 100.0) < 1e-6, "{name} below its limit");
            assert!(end(1.005 * factor / 100.0) > 1e6, "{name} above its limit");
            limits += 1;
        }
    }
    assert_eq!(limits, 24);
}

#[test]
fn adam_first_step_is_the_rate() {
    for scale in [1e-3, 1.0, 1e6] {
        let method = optimizers::find("adam").unwrap();
        let run = RunSpec::of("adam");
        let setting = setting(method, &run);
        let Work::Rule { double, .. } = method.work else { panic!("adam is a rule") };
        let mut rule = double(&setting, 2);
        let mut u = [3.0 * scale, -0.2 * scale];
        rule.update(0, &[0.0; 2], &mut u);
        assert!((u[0] + 1e-3).abs() < 1e-7 && (u[1] - 1e-3).abs() < 1e-7, "{u:?} at scale {scale}");
    }
}

#[test]
fn every_file_of_a_catalog_folder_is_in_its_list() {
    for (folder, ids) in [
        ("optimizers", optimizers::CATALOG.iter().map(|m| m.id).collect::<Vec<_>>()),
        ("schedules", schedules::CATALOG.iter().map(|s| s.id).collect()),
        ("functions", functions::CATALOG.iter().map(|f| f.id).collect()),
        ("data", data::CATALOG.iter().map(|d| d.id).collect()),
        ("data/models", data::models::CATALOG.iter().map(|m| m.id).collect()),
    ] {
        let path = format!("{}/../../crates/optim/src/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut files: Vec<String> = std::fs::read_dir(path)
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| path.file_stem().unwrap().to_string_lossy().replace('_', "-"))
            .filter(|stem| stem != "mod")
            .collect();
        let mut ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        files.sort();
        ids.sort();
        assert_eq!(files, ids, "in {folder}");
    }
}

#[test]
fn values_fill_in_what_is_not_given() {
    let adam = optimizers::find("adam").unwrap();
    let values = Values::of(adam.params, Form::Keras, |key| (key == "rate").then_some(0.5));
    assert_eq!((values.get("rate"), values.get("eps"), values.get("beta2")), (0.5, 1e-7, 0.999));
}
