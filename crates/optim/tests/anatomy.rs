//! What a method tells of a step is what it did: the lines, worked through, lead from each iterate to the next, and listening changes
//! nothing.

use descent_optim::anatomy::rule::Piece;
use descent_optim::anatomy::{Anatomy, NEXT, Value};
use descent_optim::experiment::link;
use descent_optim::optimizers::CATALOG;
use descent_optim::race::Race;

/// Settings that bring out the lines of a rule: each with the parameters that a method must have for it.
const VARIANTS: &[(&str, &[&str])] = &[
    ("", &[]),
    ("~clip_norm=0.5", &["clip_norm"]),
    ("~clip_value=0.3~weight_decay=0.1", &["clip_value"]),
    ("~rate.schedule=cosine~rate.period=20", &["rate"]),
    ("~momentum=0.8~momentum.schedule=linear~momentum.end=0.95~momentum.tau=10", &["momentum"]),
    ("~dampening=0.3", &["dampening"]),
    ("~momentum=0.7~nesterov=1", &["momentum", "nesterov"]),
    ("~momentum=0.7~nesterov=0~centered=1~weight_decay=0.05", &["centered"]),
    ("~rate_decay=0.1~initial=0.3", &["rate_decay"]),
    ("~momentum_decay=0.1~eps=0.01", &["momentum_decay"]),
    ("~beta1=0.5~beta2=0.9~eps=0.1", &["beta2"]),
    ("~alpha=0", &["alpha"]),
    ("~alpha=3", &["alpha"]),
    ("~alpha=0.1~search=1", &["alpha"]),
    ("~memory=2", &["memory"]),
    ("~radius=0.1", &["radius"]),
    ("~adaptive=1", &["adaptive"]),
];

/// Functions with starts, and bounds for those who respect them.
const GROUNDS: &[&str] = &[
    "f=sixhump&x0=-1,-0.5;1.5,0.75;0.3,0.2",
    "f=rosenbrock&x0=-1.2,1",
    "f=illconditioned&p=kappa=100&x0=-4,1",
    "f=boundedsaddle&x0=1,0.5;1,0",
    "f=cliff&x0=1.5,1",
    "f=sixhump&x0=-1,-0.5;1.9,0.9&bounds=own",
    "f=sixhump&x0=-1,-0.5&noise=0.3&seed=5",
    "data=line~n=50&batch=5&x0=-2,-2&seed=3",
];

fn race(ground: &str, run: &str) -> Race {
    let reading = link::read(&format!("v=1&{ground}&o={run}&n=40&tol=0"));
    assert!(reading.notices.iter().all(|notice| notice.path != "o"), "{run}: {:?}", reading.notices);
    let mut race = Race::new(&reading.experiment).expect("a race");
    race.advance(usize::MAX);
    race
}

/// Every method in every form with every variant that it has, from every start: calls `see` with each step.
fn every_step(see: &mut dyn FnMut(&str, &Anatomy, &Race, usize)) {
    for method in CATALOG {
        for form in method.forms {
            let form = if method.forms.len() > 1 { format!("~form={}", form.id()) } else { String::new() };
            for (variant, needs) in
                VARIANTS.iter().filter(|(_, needs)| needs.iter().all(|key| method.param(key).is_some()))
            {
                assert!(needs.len() < 4);
                let run = format!("{}{form}{variant}", method.id);
                for ground in GROUNDS {
                    let race = race(ground, &run);
                    for entry in 0..race.entries.len() {
                        let mut inspector = race.inspector(entry);
                        for k in 0..race.entries[entry].trajectory().steps() {
                            let anatomy = inspector.step(&race, k).expect("a step");
                            see(&format!("{run} on {ground}, run {entry}, step {k}"), &anatomy, &race, entry);
                        }
                    }
                }
            }
        }
    }
}

fn close(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= scale || a == b || (a.is_nan() && b.is_nan())
}

#[test]
fn the_terms_of_every_step_recombine_to_the_next_iterate() {
    let mut steps = 0;
    every_step(&mut |name, anatomy, race, entry| {
        let (k, path) = (anatomy.k, race.entries[entry].trajectory());
        let next = anatomy.next.as_ref().expect("the step was taken");
        assert_eq!(next, path.iterate(k + 1), "{name}: replay is record to the bit");
        assert_eq!(anatomy.x, path.iterate(k));
        let reached = anatomy.terms.get(NEXT).and_then(Value::vector).expect("an iterate");
        for i in 0..2 {
            let scale = 1e-12 * next[i].abs().max(anatomy.x[i].abs()).max(1.0);
            assert!(close(reached[i], next[i], scale), "{name}: {reached:?} is not {next:?}\n{:#?}", anatomy.terms);
        }
        steps += 1;
    });
    assert!(steps > 50_000, "{steps}");
}

#[test]
fn every_equation_that_a_step_shows_holds() {
    let mut equations = 0;
    every_step(&mut |name, anatomy, _, _| {
        for worked in anatomy.lines.iter().flatten() {
            let Piece::Statement(_, relation, _) = &worked.piece else { continue };
            assert!(worked.value.is_some(), "{name}: {:?} has no value", worked.piece);
            let (Some(left), Some(right)) = (&worked.value, &worked.right) else { continue };
            let (left, right) = (left.entries(), right.entries());
            // What vectors that cancel leave is rounding.
            let vectors = worked.terms.iter().filter_map(|(_, value)| value.vector()).flatten();
            let rounding = vectors.fold(0.0, |size: f64, x| size.max(x.abs())) * 1e-14;
            let size = left.iter().chain(&right).fold(0.0, |size: f64, x| size.max(x.abs()));
            for (left, right) in left.iter().zip(&right) {
                let holds = match relation.sign() {
                    "=" => close(*left, *right, 1e-8 * size + rounding),
                    "≤" => *left <= right + 1e-12 * right.abs(),
                    _ => true,
                };
                assert!(holds, "{name}: {left} {} {right}\n{:?}", relation.sign(), worked.piece);
            }
            equations += 1;
        }
    });
    assert!(equations > 1000, "{equations}");
}

#[test]
fn every_symbol_of_a_step_is_explained() {
    every_step(&mut |name, anatomy, _, _| {
        for (symbol, _) in anatomy.terms.iter().filter(|(symbol, _)| !["I", NEXT].contains(symbol)) {
            let meaning = anatomy.meanings.iter().find(|meaning| meaning.symbol == symbol);
            assert!(meaning.is_some_and(|meaning| !meaning.words.is_empty()), "{name}: {symbol}");
        }
    });
}

#[test]
fn an_inspector_goes_back_and_forth() {
    let race = race(GROUNDS[0], "lbfgsb");
    let mut inspector = race.inspector(0);
    let steps = race.entries[0].trajectory().steps();
    let there: Vec<_> = (0..steps).map(|k| inspector.step(&race, k)).collect();
    for k in (0..steps).rev() {
        assert_eq!(inspector.step(&race, k), there[k]);
    }
    assert!(there.iter().all(Option::is_some));
}

#[test]
fn the_matrix_that_bfgs_shows_is_the_one_of_its_next_step() {
    let race = race("f=rosenbrock&x0=-1.2,1", "bfgs");
    let mut inspector = race.inspector(0);
    let mut last: Option<Value> = None;
    for k in 0..race.entries[0].trajectory().steps().min(20) {
        let anatomy = inspector.step(&race, k).unwrap();
        let begins = anatomy.lines.iter().flatten().find_map(|worked| worked.terms.get("H"));
        if let (Some(last), Some(begins)) = (&last, begins) {
            for (a, b) in last.entries().iter().zip(begins.entries()) {
                assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "step {k}: {a} {b}");
            }
        }
        last = anatomy.terms.get("H").cloned();
    }
    assert!(last.is_some());
}

#[test]
fn effective_rates_are_what_the_gradient_is_multiplied_by() {
    for run in [
        "adagrad~rate=0.1",
        "rmsprop~rate=0.05",
        "rmsprop~rate=0.05~form=optax",
        "adagrad~rate=0.1~form=keras~rate.schedule=inverse~rate.decay=0.1",
        "adadelta~rate=2",
        "adadelta~rate=5~form=keras~decay=0.5~eps=0.01",
    ] {
        let race = race("f=illconditioned&p=kappa=100&x0=-4,1", run);
        let (rates, path) = (race.rates(0), race.entries[0].trajectory());
        assert_eq!((rates.rate.len(), rates.effective.len()), (40, 2), "{run}");
        for k in 0..40 {
            let mut g = [0.0; 2];
            race.objective.gradient(path.iterate(k), &mut g);
            for (i, g) in g.iter().enumerate() {
                let step = path.iterate(k + 1)[i] - path.iterate(k)[i];
                let expected = -rates.effective[i][k] * g;
                assert!(
                    (step - expected).abs() <= 1e-12 * path.iterate(k)[i].abs().max(1.0),
                    "{run} step {k}: {step} {expected}"
                );
            }
        }
    }
}

#[test]
fn adams_effective_rate_times_its_mean_gradient_is_the_step() {
    for run in [
        "adam",
        "adam~form=keras~eps=0.1",
        "amsgrad",
        "amsgrad~form=keras~eps=0.1",
        "amsgrad~form=optax",
        "adamax",
        "radam~beta2=0.9",
        "radam~beta2=0.9~form=optax",
    ] {
        let race = race("f=sixhump&x0=-1,-0.5", run);
        let (rates, mut inspector) = (race.rates(0), race.inspector(0));
        for k in 0..40 {
            let anatomy = inspector.step(&race, k).unwrap();
            let m = anatomy.terms.get("m").and_then(Value::vector).unwrap();
            let lack = 1.0 - descent_optim::math::pow(0.9, k as f64 + 1.0);
            for (i, m) in m.iter().enumerate() {
                let step = anatomy.next.as_ref().unwrap()[i] - anatomy.x[i];
                let expected = -rates.effective[i][k] * m / lack;
                assert!((step - expected).abs() < 1e-12, "{run} step {k}: {step} {expected}");
            }
        }
    }
}

#[test]
fn methods_that_go_along_no_single_line_have_no_rates() {
    let race = race("f=sixhump&x0=-1,-0.5", "nelder-mead;powell;trust-region;newton~alpha=0;gd");
    for entry in 0..4 {
        assert!(race.rates(entry).rate.is_empty() && race.rates(entry).effective.is_empty(), "{entry}");
    }
    assert_eq!(race.rates(4).rate[0], 0.1);
    assert!(race.rates(4).effective.is_empty());
}

#[test]
fn the_step_length_of_a_line_search_times_its_direction_is_the_step() {
    // The directions that are known without any method: downhill, and Newton’s.
    let race = race("f=rosenbrock&x0=-1.2,1", "steepest;newton;bfgs");
    for entry in 0..3 {
        let (lengths, path) = (race.rates(entry).rate, race.entries[entry].trajectory());
        assert_eq!(lengths.len(), path.steps());
        for (k, length) in lengths.iter().enumerate() {
            assert!(*length > 0.0, "{entry} {k}");
            let mut g = [0.0; 2];
            race.objective.gradient(path.iterate(k), &mut g);
            let step: Vec<f64> = path.iterate(k + 1).iter().zip(path.iterate(k)).map(|(a, b)| a - b).collect();
            let [xx, xy, yy] = race.objective.second_derivatives([path.iterate(k)[0], path.iterate(k)[1]]);
            let det = xx * yy - xy * xy;
            let direction = match entry {
                0 => [-g[0], -g[1]],
                1 if det > 0.0 && xx > 0.0 => [-(yy * g[0] - xy * g[1]) / det, -(xx * g[1] - xy * g[0]) / det],
                2 if k == 0 => [-g[0], -g[1]],
                _ => continue,
            };
            for (step, direction) in step.iter().zip(direction) {
                let close = 1e-7 * step.abs() + 1e-12;
                assert!(
                    (step - lengths[k] * direction).abs() <= close,
                    "{entry} {k}: {step} {} {direction}",
                    lengths[k]
                );
            }
        }
    }
}
