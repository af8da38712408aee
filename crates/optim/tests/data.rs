//! Finite sums: what is known of the whole against one example after the other, and batches against the whole.

use descent_optim::data::{self, Data, Mean};
use descent_optim::experiment::{Notice, link};
use descent_optim::objective::Objective;
use descent_optim::race::Race;
use descent_optim::sampling::{Batch, Orders, Sample, Sampling};
use nalgebra::DMatrix;

fn drawn(data: &Data, n: u32, seed: u32) -> Mean {
    data.build(data.model, &data.values(|key| (key == "n").then_some(f64::from(n))), seed, &[])
}

fn square(x: f64) -> f64 {
    x * x
}

/// Points in and far outside the box.
fn places([x0, x1, y0, y1]: [f64; 4]) -> Vec<[f64; 2]> {
    let share = |k: f64| k - k.floor();
    let place = |k: u32| [share(0.7548 * f64::from(k)), share(0.5698 * f64::from(k))];
    let inside = (0..20).map(place).map(|[u, v]| [x0 + u * (x1 - x0), y0 + v * (y1 - y0)]);
    inside.chain([[0.0, 0.0], [40.0, -25.0], [-300.0, 100.0]]).collect()
}

fn close(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= 1e-12 * (scale + a.abs() + b.abs())
}

#[test]
fn the_whole_is_the_mean_of_all_examples() {
    for data in data::CATALOG {
        for n in [1, 2, 7, 100, 1500] {
            let mean = drawn(data, n, 3);
            let all: Vec<u32> = (0..mean.examples().len() as u32).collect();
            for x in places(data.area) {
                let (mut whole, mut parts) = ([0.0; 2], [0.0; 2]);
                let (mut h, mut sum) = (DMatrix::zeros(2, 2), DMatrix::zeros(2, 2));
                let f = mean.hessian(&x, &mut whole, &mut h);
                let by_parts = mean.batch_hessian(&all, &x, &mut parts, &mut sum);
                let far = 1.0 + x[0].abs() + x[1].abs();
                assert!(close(f, by_parts, far * far), "{} at {x:?}: {f} and {by_parts}", data.id);
                assert!(
                    (0..2).all(|i| close(whole[i], parts[i], far)),
                    "{} at {x:?}: {whole:?} and {parts:?}",
                    data.id
                );
                assert!(h.iter().zip(sum.iter()).all(|(a, b)| close(*a, *b, 1.0)), "{} at {x:?}: {h} {sum}", data.id);
                let mut alone = [0.0; 2];
                assert_eq!(mean.gradient(&x, &mut alone), mean.value(&x));
                assert_eq!(alone, whole);
            }
        }
    }
}

#[test]
fn slopes_are_those_of_the_values() {
    for data in data::CATALOG {
        let mean = drawn(data, 40, 1);
        for x in &places(data.area)[..20] {
            let mut g = [0.0; 2];
            mean.gradient(x, &mut g);
            for i in 0..2 {
                let at = |by: f64| {
                    let mut to = *x;
                    to[i] += by;
                    mean.value(&to)
                };
                let slope = (at(1e-6) - at(-1e-6)) / 2e-6;
                assert!(
                    (slope - g[i]).abs() < 1e-6 * (1.0 + slope.abs()),
                    "{} at {x:?}: {slope} and {}",
                    data.id,
                    g[i]
                );
            }
        }
    }
}

/// The gradients of the batches of an epoch at a point.
fn of_epoch(mean: &Mean, sampling: &Sampling, epoch: u32, batch: Batch, x: [f64; 2]) -> Vec<[f64; 2]> {
    let gradient = |k: u32| {
        let (mut sample, mut g) = (Sample::default(), [0.0; 2]);
        sampling.draw(epoch * batch.steps() + k, 2, &mut sample);
        mean.batch_gradient(&sample.batch, &x, &mut g);
        g
    };
    (0..batch.steps()).map(gradient).collect()
}

#[test]
fn the_batches_of_an_epoch_have_the_full_gradient_as_their_mean() {
    for data in data::CATALOG.iter().filter(|data| !data.own) {
        let mean = drawn(data, 120, 2);
        for size in [1, 3, 10, 40] {
            let batch = Batch { size, of: 120, replace: false };
            let sampling = Sampling::new(8, 0.0, Some(batch), Orders::default());
            for x in [data.start, [0.3, -0.2]] {
                let mut full = [0.0; 2];
                mean.gradient(&x, &mut full);
                let parts = of_epoch(&mean, &sampling, 5, batch, x);
                for i in 0..2 {
                    let middle = parts.iter().map(|g| g[i]).sum::<f64>() / parts.len() as f64;
                    assert!(close(middle, full[i], 10.0), "{}, batch {size}: {middle} and {}", data.id, full[i]);
                }
            }
        }
    }
}

#[test]
fn batches_scatter_as_the_formula_says_with_and_without_replacement() {
    let data = data::find("line").unwrap();
    let (mean, x) = (drawn(data, 60, 4), [-2.0, -2.0]);
    let mut full = [0.0; 2];
    mean.gradient(&x, &mut full);
    let of_one = |i: usize| (0..60).map(|e| square(mean.gradient_of(e, x)[i] - full[i])).sum::<f64>() / 60.0;
    for (size, replace) in [(1, false), (6, false), (30, false), (6, true), (30, true)] {
        let batch = Batch { size, of: 60, replace };
        let sampling = Sampling::new(11, 0.0, Some(batch), Orders::default());
        // One batch an epoch: those of one epoch hang together.
        let drawn: Vec<[f64; 2]> =
            (0..6000).map(|e| of_epoch(&mean, &sampling, e, Batch { of: size, ..batch }, x)[0]).collect();
        for i in 0..2 {
            let m = f64::from(size);
            let shrunk = if replace { 1.0 } else { 1.0 - (m - 1.0) / 59.0 };
            let theory = of_one(i) / m * shrunk;
            let found = drawn.iter().map(|g| square(g[i] - full[i])).sum::<f64>() / drawn.len() as f64;
            // A variance of 6000 numbers is known to about 2 %.
            assert!((found / theory - 1.0).abs() < 0.08, "batch {size}, {replace}: {found} and {theory}");
            let middle = drawn.iter().map(|g| g[i]).sum::<f64>() / drawn.len() as f64;
            assert!((middle - full[i]).abs() < 4.0 * (theory / drawn.len() as f64).sqrt(), "biased: {middle}");
        }
    }
}

#[test]
fn the_minimum_of_a_line_is_that_of_the_normal_equations_and_others_are_flat_there() {
    for data in data::CATALOG {
        for (n, seed) in [(100, 1), (1000, 2)] {
            let mean = drawn(data, n, seed);
            let at = mean.minimum().unwrap_or_else(|| panic!("{} has a minimum", data.id));
            let (mut g, mut h) = ([0.0; 2], DMatrix::zeros(2, 2));
            mean.hessian(&at, &mut g, &mut h);
            assert!(g.iter().all(|g| g.abs() < 1e-6), "{}: {g:?} at {at:?}", data.id);
            assert!(h[(0, 0)] > 0.0 && h[(0, 0)] * h[(1, 1)] > h[(0, 1)] * h[(1, 0)], "{}", data.id);
        }
    }
    let points = data::find("points").unwrap();
    let mean = points.build(points.model, &points.values(|_| None), 1, &[]);
    let at = mean.minimum().unwrap();
    assert!((at[0] - 1.5).abs() < 1e-6 && (at[1] - 5.0 / 6.0).abs() < 1e-6, "{at:?}");
}

#[test]
fn answers_that_a_line_tells_apart_have_no_best_one() {
    let points = data::find("points").unwrap();
    let own = [[0.0, 0.0], [1.0, 0.0], [2.0, 1.0], [3.0, 1.0]];
    let mean = points.build(data::models::find("logistic").unwrap(), &points.values(|_| None), 1, &own);
    assert_eq!(mean.minimum(), None);
}

#[test]
fn more_examples_are_those_there_were_and_others_and_another_seed_has_others() {
    for data in data::CATALOG.iter().filter(|data| !data.own) {
        let [few, many, other] = [(50, 1), (80, 1), (50, 2)].map(|(n, seed)| drawn(data, n, seed).examples().clone());
        assert_eq!((&many.t[..50], &many.v[..50]), (&few.t[..], &few.v[..]), "{}", data.id);
        assert_ne!(few, other);
    }
}

fn race(text: &str) -> Race {
    let reading = link::read(text);
    assert_eq!(reading.notices, Vec::<Notice>::new(), "{text}");
    let mut race = Race::new(&reading.experiment).unwrap();
    while !race.advance(1000) {}
    race
}

#[test]
fn examples_are_counted_once_a_point() {
    let race = race("v=1&data=line~n=50&o=gd;gd~batch=5;bfgs;gd~batch=7;gd~batch=50&n=16&tol=0");
    let last = |i: usize| *race.entries[i].trajectory().counts.last().unwrap();
    let examples: Vec<u64> = (0..5).map(|i| last(i).examples).collect();
    let bfgs = last(2);
    // Batches of 7 out of 50: seven of them and one of a single example make an epoch.
    assert_eq!(examples, [16 * 50, 16 * 5, u64::from(bfgs.g) * 50, 100, 16 * 50]);
    assert_eq!(race.entries[4].trajectory().x, race.entries[0].trajectory().x, "a batch of all is no batch");
    assert!(!race.entries[4].is_random);
}

#[test]
fn what_is_recorded_is_the_whole_and_steps_follow_the_batch() {
    let race = race("v=1&data=logistic&o=gd~rate=0.5&n=30&tol=0&batch=10&seed=6");
    let mean = race.objective.as_mean().unwrap();
    let batch = Batch { size: 10, of: 100, replace: false };
    let sampling = Sampling::new(6, 0.0, Some(batch), Orders::default());
    let path = race.entries[0].trajectory();
    for k in 0..30 {
        let x = [path.iterate(k)[0], path.iterate(k)[1]];
        assert_eq!(path.f[k], mean.value(&x));
        let (mut sample, mut g) = (Sample::default(), [0.0; 2]);
        sampling.draw(k as u32, 2, &mut sample);
        mean.batch_gradient(&sample.batch, &x, &mut g);
        assert_eq!(path.iterate(k + 1), [x[0] - 0.5 * g[0], x[1] - 0.5 * g[1]], "step {k}");
    }
}

#[test]
fn every_method_goes_down_on_every_set_of_data() {
    for data in data::CATALOG {
        let runs: Vec<&str> = descent_optim::optimizers::CATALOG.iter().map(|method| method.id).collect();
        for runs in runs.chunks(8) {
            let race = race(&format!("v=1&data={}&o={}&n=60", data.id, runs.join(";")));
            for entry in &race.entries {
                let path = entry.trajectory();
                let stays = ["adadelta", "lion", "gd", "momentum", "nesterov"];
                let least = path.f.iter().copied().fold(f64::INFINITY, f64::min);
                assert!(least < path.f[0] || stays.contains(&entry.method.id), "{} on {}", entry.method.id, data.id);
            }
        }
    }
}

#[test]
fn gradient_descent_makes_way_at_the_suggested_rate_from_a_start_in_the_box() {
    for data in data::CATALOG {
        let ([x0, x1, y0, y1], [x, y]) = (data.area, data.start);
        assert!((x0..=x1).contains(&x) && (y0..=y1).contains(&y), "{}", data.id);
        let race = race(&format!("v=1&data={}&o=gd~rate={}&n=200", data.id, data.rate));
        let path = race.entries[0].trajectory();
        let best = race.objective.value(&race.objective.as_mean().unwrap().minimum().unwrap());
        let (first, last) = (path.f[0] - best, path.f[path.steps()] - best);
        assert!(last < 0.1 * first, "{}: from {first} to {last} above the best", data.id);
        let [a, b] = race.objective.as_mean().unwrap().minimum().unwrap();
        assert!((x0..=x1).contains(&a) && (y0..=y1).contains(&b), "{}: the minimum ({a}, {b}) is seen", data.id);
    }
}
