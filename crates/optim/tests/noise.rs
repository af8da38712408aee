//! Noise on the gradient, against the same numbers drawn by hand.

use descent_optim::experiment::link;
use descent_optim::functions;
use descent_optim::race::Race;
use descent_optim::random::{Random, Use};

fn race(text: &str) -> Race {
    let reading = link::read(text);
    assert_eq!(reading.notices, [], "{text}");
    let mut race = Race::new(&reading.experiment).unwrap();
    while !race.advance(1000) {}
    race
}

#[test]
fn gradient_descent_adds_the_noise_of_its_step_to_the_gradient_and_is_recorded_without() {
    let race = race("v=1&f=quadratic&x0=-4,4&o=gd~rate=0.1;momentum~rate=0.1~momentum=0&n=50&tol=0&noise=0.5&seed=3");
    let bowl = functions::find("quadratic").unwrap();
    let bowl = (bowl.build)(&bowl.defaults());
    let noise = Random::new(3, Use::Noise);
    let mut x = [-4.0, 4.0];
    for k in 0..=50 {
        for entry in &race.entries {
            let path = entry.trajectory();
            assert!((0..2).all(|i| (path.iterate(k)[i] - x[i]).abs() < 1e-13), "step {k}");
            assert_eq!(path.f[k], bowl.value(path.iterate(k)), "step {k}");
        }
        let (mut g, xi) = ([0.0; 2], noise.normals(k as u32, 0));
        bowl.gradient(&x, &mut g);
        x = [0, 1].map(|i| x[i] - 0.1 * (g[i] + 0.5 * xi[i]));
    }
}

#[test]
fn several_seeds_are_the_races_of_these_seeds_beside_each_other() {
    let link = |seed: u32, seeds: u32| format!("v=1&x0=1,1;-1,0.5&o=gd;bfgs&n=30&noise=0.2&seed={seed}&seeds={seeds}");
    let all = race(&link(7, 3));
    assert_eq!((all.entries.len(), all.seeds, all.firsts().count()), (12, 3, 4));
    for (i, seed) in (7..10).enumerate() {
        let one = race(&link(seed, 1));
        for (group, alone) in all.groups().zip(&one.entries) {
            assert_eq!((group[i].seed, group[i].run, group[i].start), (seed, alone.run, alone.start));
            assert_eq!(group[i].trajectory().x, alone.trajectory().x, "seed {seed}");
        }
    }
    assert_ne!(all.entries[0].trajectory().x, all.entries[1].trajectory().x);
}

#[test]
fn a_run_has_its_own_noise_and_the_draws_of_all() {
    let race = race("v=1&f=sphere&x0=1,1&o=gd~rate=0.1;gd~rate=0.1~noise=0;gd~rate=0.1~noise=0.6&n=1&tol=0&noise=0.3");
    let step = |i: usize| [0, 1].map(|c| race.entries[i].trajectory().iterate(1)[c]);
    for c in 0..2 {
        let [with, without, twice] = [step(0)[c], step(1)[c], step(2)[c]];
        assert!(((twice - without) - 2.0 * (with - without)).abs() < 1e-15);
        assert_ne!(with, without);
    }
    assert_eq!([0, 1, 2].map(|i| race.entries[i].is_random), [true, false, true]);
}

#[test]
fn a_newton_step_on_a_bowl_leads_to_the_minimum_of_the_tilted_bowl() {
    // f + ξ·x with f = (x² + y²)/2·λ has its minimum at −ξ/λ: the Hessian is the bowl's, value and gradient are tilted.
    let race = race("v=1&f=(x^2+y^2)/2&x0=3,-2&o=newton~alpha=0;newton;bfgs&n=40&tol=0&noise=0.5&seed=4");
    let noise = Random::new(4, Use::Noise);
    for k in 1..=40 {
        let xi = noise.normals(k as u32 - 1, 0);
        for entry in &race.entries[..2] {
            for (x, xi) in entry.trajectory().iterate(k).iter().zip(xi) {
                assert!((x + 0.5 * xi).abs() < 1e-12, "step {k}");
            }
        }
    }
    assert_eq!(race.entries[2].trajectory().steps(), 40, "a line search sees one function within a step");
}

#[test]
fn what_ends_a_run_is_the_gradient_without_noise() {
    let race = race("v=1&f=sphere&x0=0,0&o=gd~rate=0.1&noise=1&tol=0.1&n=50");
    assert_eq!(race.entries[0].trajectory().steps(), 0, "it stands at the minimum");
}
