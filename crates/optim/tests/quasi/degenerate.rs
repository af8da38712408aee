//! Methods with line searches where there is nothing to find, or too much, or no number at all: no panic, no endless loop, and an end
//! that is true.

use crate::problems::{Problem, path, rosenbrock};
use descent_optim::bounds::Bounds;
use descent_optim::math::ln;
use descent_optim::run::Budget;
use descent_optim::trajectory::{Halt, Trajectory};

const METHODS: [&str; 5] = ["steepest", "cg", "bfgs", "lbfgs", "lbfgsb"];
const BUDGET: Budget = Budget { steps: 2000, tol: 1e-8, xtol: 0.0 };

/// The runs of all methods; those with bounds are run without, and in the given box.
fn runs(problem: &Problem, x0: &[f64], bounds: Option<(f64, f64)>, tol: f64) -> Vec<(String, Trajectory)> {
    let budget = Budget { tol, ..BUDGET };
    let mut runs: Vec<(String, Trajectory)> =
        METHODS.iter().map(|id| ((*id).to_owned(), path(id, &[], problem, x0, None, budget))).collect();
    if let Some((low, high)) = bounds {
        let bounds = Bounds::new(vec![low; x0.len()], vec![high; x0.len()]).unwrap();
        runs.push(("lbfgsb in a box".to_owned(), path("lbfgsb", &[], problem, x0, Some(&bounds), budget)));
    }
    for (name, path) in &runs {
        assert!(path.halt.is_some(), "{name}");
        assert!(path.x.iter().all(|x| x.is_finite()) && path.f.iter().all(|f| f.is_finite()), "{name}");
        let evaluations = path.counts[path.steps()];
        assert!(evaluations.f + evaluations.g <= 260 * (path.steps() as u32 + 2), "{name}: {evaluations:?}");
    }
    runs
}

fn bowl(scale: f64) -> Problem {
    Problem::new("a bowl", 2, move |x, g| {
        g.copy_from_slice(&[scale * 2.0 * x[0], scale * 20.0 * x[1]]);
        scale * (x[0] * x[0] + 10.0 * x[1] * x[1])
    })
}

#[test]
fn a_start_at_the_minimum_is_the_end() {
    for (name, path) in runs(&rosenbrock(3), &[1.0; 3], Some((-2.0, 2.0)), 1e-8) {
        assert_eq!((path.steps(), &path.halt), (0, &Some(Halt::Gradient { size: 0.0, tol: 1e-8 })), "{name}");
    }
    for (name, path) in runs(&rosenbrock(3), &[1.0; 3], Some((-2.0, 2.0)), 0.0) {
        assert_eq!((path.steps(), &path.halt), (0, &Some(Halt::NoDirection)), "{name}");
    }
}

#[test]
fn a_start_at_a_saddle_has_no_direction() {
    let saddle = || {
        Problem::new("a saddle", 2, |x, g| {
            g.copy_from_slice(&[2.0 * x[0], -2.0 * x[1]]);
            x[0] * x[0] - x[1] * x[1]
        })
    };
    for (name, path) in runs(&saddle(), &[0.0, 0.0], Some((-1.0, 1.0)), 0.0) {
        assert_eq!((path.steps(), &path.halt), (0, &Some(Halt::NoDirection)), "{name}");
    }
    // Beside it there is a way down: without end, or to the bound.
    for (name, path) in runs(&saddle(), &[0.5, 1e-3], Some((-1.0, 1.0)), 1e-8) {
        let f = path.f[path.steps()];
        assert!(if name.contains("box") { f == -1.0 } else { f < -1e10 }, "{name}: {f} {:?}", path.halt);
    }
}

#[test]
fn a_flat_function_has_no_direction() {
    let flat = Problem::new("a plain", 3, |_, g| {
        g.fill(0.0);
        4.0
    });
    for (name, path) in runs(&flat, &[1.0, 2.0, 3.0], Some((-1.0, 1.0)), 0.0) {
        assert_eq!((path.steps(), &path.halt), (0, &Some(Halt::NoDirection)), "{name}");
    }
}

#[test]
fn a_slope_without_end_is_said_to_be_one() {
    let slope = Problem::new("a slope", 2, |x, g| {
        g.copy_from_slice(&[1.0, 2.0]);
        x[0] + 2.0 * x[1]
    });
    for (name, path) in runs(&slope, &[0.0, 0.0], Some((-10.0, 10.0)), 1e-8) {
        if name.contains("box") {
            assert_eq!(path.iterate(path.steps()), [-10.0, -10.0], "{name}");
            assert_eq!(path.halt, Some(Halt::Gradient { size: 0.0, tol: 1e-8 }), "{name}");
        } else {
            assert!(path.f[path.steps()] < -1e3, "{name}: {:?} {:?}", path.f[path.steps()], path.halt);
        }
    }
}

#[test]
fn scales_of_1e150_do_not_matter() {
    for scale in [1e-150, 1e-30, 1e-8, 1.0, 1e8, 1e30, 1e150] {
        for (name, path) in runs(&bowl(scale), &[3.0, -2.0], Some((-5.0, 4.0)), 0.0) {
            let share = path.f[path.steps()] / path.f[0];
            assert!(
                share < 1e-8,
                "{name} at scale {scale:e}: {share:e} left after {} steps, {:?}",
                path.steps(),
                path.halt
            );
        }
    }
}

#[test]
fn variables_of_1e150_do_not_matter() {
    for size in [1e-150, 1e-30, 1e30, 1e150] {
        for (name, path) in runs(&bowl(1.0), &[3.0 * size, -2.0 * size], Some((-5.0 * size, 4.0 * size)), 0.0) {
            let share = path.f[path.steps()] / path.f[0];
            assert!(
                share < 1e-8,
                "{name} at size {size:e}: {share:e} left after {} steps, {:?}",
                path.steps(),
                path.halt
            );
        }
    }
}

#[test]
fn regions_without_numbers_are_backed_away_from() {
    // The minimum of x − ln x is 1; left of 0 there is no number.
    let log = Problem::new("a logarithm", 2, |x, g| {
        (0..2).for_each(|i| g[i] = 1.0 - 1.0 / x[i]);
        if x[0] > 0.0 && x[1] > 0.0 { x[0] - ln(x[0]) + x[1] - ln(x[1]) } else { f64::NAN }
    });
    for (name, path) in runs(&log, &[30.0, 0.01], Some((-5.0, 50.0)), 1e-8) {
        let x = path.iterate(path.steps());
        assert!(x.iter().all(|x| (x - 1.0).abs() < 1e-6), "{name}: {x:?} {:?}", path.halt);
    }
    let island = Problem::new("an island", 2, |x, g| {
        g.copy_from_slice(&[2.0 * x[0], 2.0 * x[1]]);
        let r = x[0] * x[0] + x[1] * x[1];
        if r < 2.0 { f64::NAN } else { r }
    });
    for (name, path) in runs(&island, &[3.0, 3.0], Some((-5.0, 5.0)), 1e-8) {
        let f = path.f[path.steps()];
        assert!((2.0..2.2).contains(&f), "{name}: {f} {:?}", path.halt);
        assert!(!matches!(path.halt, Some(Halt::Gradient { .. } | Halt::NoDirection)), "{name}: {:?}", path.halt);
    }
}

#[test]
fn kinks_end_in_a_failed_search_and_not_in_a_loop() {
    let kink = Problem::new("a kink", 2, |x, g| {
        g.copy_from_slice(&[x[0].signum(), 3.0 * x[1].signum()]);
        x[0].abs() + 3.0 * x[1].abs()
    });
    for (name, path) in runs(&kink, &[3.0, 0.7], Some((-5.0, 5.0)), 1e-8) {
        assert!(path.f[path.steps()] < 5.1, "{name}");
        assert!(!matches!(path.halt, Some(Halt::Gradient { .. })), "{name}: {:?}", path.halt);
    }
}

#[test]
fn without_a_tolerance_a_run_ends_where_rounding_hides_all_decrease() {
    for dim in [2, 4] {
        for (name, path) in runs(&rosenbrock(dim), &vec![-1.2; dim], Some((-3.0, 3.0)), 0.0) {
            if name == "steepest" {
                continue;
            }
            assert!(
                path.f[path.steps()] < 1e-15 || path.f[path.steps()] > 3.0,
                "{name}: {:?} {}",
                path.halt,
                path.f[path.steps()]
            );
            assert_ne!(path.halt, Some(Halt::Budget), "{name}");
        }
    }
}

#[test]
fn a_search_ends_where_its_interpolation_overflows() {
    // Uphill along −g, so that every trial is too high; the squares of the gradient are beyond all numbers.
    for size in [1e100, 1e153, 1e200] {
        let mistaken = Problem::new("a gradient that points the wrong way", 2, move |x, g| {
            g.copy_from_slice(&[-size * x[0], -size * x[1]]);
            size * (x[0] * x[0] + x[1] * x[1])
        });
        for (name, path) in runs(&mistaken, &[1.0, -3.0], Some((-5.0, 4.0)), 1e-8) {
            assert_ne!(path.halt, Some(Halt::Budget), "{name} at {size:e}");
        }
    }
}

#[test]
fn gradients_whose_squares_are_no_numbers_still_lead_down() {
    let valley = Problem::new("a valley of 1e150", 2, |x, g| {
        g.copy_from_slice(&[2e150 * x[0], 2e154 * x[1]]);
        1e150 * (x[0] * x[0] + 1e4 * x[1] * x[1])
    });
    // The slope is a number at the second start, but little more would be none.
    for (problem, start) in [(bowl(1e200), [3.0, -2.0]), (valley, [1.0, 0.3])] {
        for (name, path) in runs(&problem, &start, Some((-5.0, 4.0)), 1e-8) {
            let share = path.f[path.steps()] / path.f[0];
            // Steepest descent creeps along a valley at any scale.
            let enough = if name == "steepest" { 1e-4 } else { 1e-8 };
            assert!(share < enough, "{name}: {share:e} left after {} steps, {:?}", path.steps(), path.halt);
        }
    }
}

#[test]
fn the_origin_as_a_start_shows_no_scale_and_is_left_at_every_one() {
    for scale in [1e-150, 1e-30, 1e-8, 1.0, 1e8, 1e150] {
        let bowl = Problem::new("a bowl beside the origin", 2, move |x, g| {
            let (u, v) = (x[0] - 1.0, x[1] + 2.0);
            g.copy_from_slice(&[scale * (2.0 * u + v), scale * (u + 20.0 * v)]);
            scale * (u * u + u * v + 10.0 * v * v)
        });
        for (name, path) in runs(&bowl, &[0.0, 0.0], Some((-5.0, 4.0)), 0.0) {
            let share = path.f[path.steps()] / path.f[0];
            let steps = path.steps();
            assert!(share < 1e-8, "{name} at scale {scale:e}: {share:e} left after {steps} steps, {:?}", path.halt);
        }
    }
}
