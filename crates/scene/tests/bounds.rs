//! What is said of runs within bounds, and of runs that come to where something is not finite.

mod common;

use common::Raced;
use descent_optim::experiment::see::Layer;
use descent_scene::quantity::{Quantity, quantities_of};
use descent_scene::standing::rows;

fn gradient(raced: &Raced) -> &'static Quantity {
    quantities_of(&raced.race, &raced.landmarks).into_iter().find(|q| q.layer == Layer::Gradient).unwrap()
}

#[test]
fn whatever_ends_a_run_that_bounds_hold_says_which_and_no_other_says_so() {
    let words = |text: &str| {
        let raced = Raced::of(text);
        raced.race.entries.iter().map(|entry| raced.landmarks.words(entry, &raced.race)).collect::<Vec<_>>()
    };
    let corner = "held by the bounds x ≥ 1 and y ≤ 2";
    let methods = "o=lbfgsb;powell;nelder-mead&n=400";
    assert_eq!(words(&format!("#v=1&f=x^2+(y-3)^2+x*y&x0=1.5,-1&bounds=1,2,-2,2&{methods}")), [corner; 3]);
    let edge = "held by the bound x ≤ 1";
    assert_eq!(words(&format!("#v=1&f=(x-3)^2+y^2&x0=-1,1&bounds=-2,1,-5,5&{methods}")), [edge; 3]);
    // It stands on the bound, and along it the way goes on.
    let moving = "still moving after 1 step";
    assert_eq!(words("#v=1&f=(x-3)^2+y^4&x0=1,1&bounds=-2,1,-5,5&o=lbfgsb&n=1"), [moving]);
    let free = words(&format!("#v=1&f=quadratic&x0=1,1&bounds=-3,3,-3,3&{methods}"));
    assert_eq!(free, ["at the global minimum"; 3]);
}

#[test]
fn the_gradient_within_bounds_is_called_projected() {
    let within = Raced::of("#v=1&f=quadratic&x0=1,1&bounds=0.5,3,-3,3&o=lbfgsb;gd&n=40");
    assert!(gradient(&within).name.contains("projected"));
    let row = |raced: &Raced, run: usize| rows(&raced.race, &raced.landmarks, usize::MAX).swap_remove(run);
    assert!(row(&within, 0).within && !row(&within, 1).within);
    assert_eq!((row(&within, 0).grad_norm, row(&within, 0).x[0]), (0.0, 0.5));
    assert_eq!(row(&within, 1).note, Some("ignores the bounds"));
    let free = Raced::of("#v=1&f=quadratic&x0=1,1&o=lbfgsb;gd&n=40");
    assert!(!gradient(&free).name.contains("projected"));
    assert!(!row(&free, 0).within);
    let outside = Raced::of("#v=1&f=quadratic&x0=4,1&bounds=0.5,3,-3,3&o=lbfgsb&n=40");
    assert_eq!(row(&outside, 0).note, Some("began at the nearest point inside"));
    assert_eq!(outside.race.entries[0].trajectory().iterate(0), [3.0, 1.0]);
}

#[test]
fn who_steps_out_of_the_domain_has_not_diverged() {
    let words = |text: &str| {
        let raced = Raced::of(text);
        raced.landmarks.words(&raced.race.entries[0], &raced.race)
    };
    assert_eq!(words("#v=1&f=sqrt(x)+y^2&x0=1.3,0.7&o=gd&n=300"), "stepped to where the function has no value");
    assert_eq!(words("#v=1&f=log(x)+y^2&x0=1.3,0.7&o=gd&n=300"), "stepped to where the function has no value");
    assert_eq!(words("#v=1&f=quadratic&o=gd~rate=3&n=2000"), "diverged at step 220: rate 3 is above 2/λmax = 1");
    assert_eq!(words("#v=1&f=x^4+y^4&x0=3,3&o=gd~rate=3&n=2000"), "diverged at step 4");
    assert_eq!(words("#v=1&f=log(x)+y^2&x0=-1.3,0.7&o=gd&n=300"), "the start has no finite value");
}
