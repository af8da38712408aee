//! Nelder–Mead and Powell: against SciPy's own paths, slow literal versions, and what bounds ask for.

#[path = "support/problems.rs"]
mod problems;

use descent_optim::bounds::Bounds;
use descent_optim::minimize::minimize;
use descent_optim::objective::Objective;
use descent_optim::run::Budget;
use descent_optim::trajectory::{Halt, Opinion, Trajectory};
use problems::{Chained, Quadratic, path, plane, spec};
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

/// SciPy's runs of a method: function, start and path.
fn scipys(method: &str) -> Vec<(String, Vec<f64>, Vec<Vec<f64>>)> {
    let data: Value = serde_json::from_str(include_str!("../../../tests/reference/scipy_direct.json")).unwrap();
    let rows = data["runs"].as_array().unwrap().iter().filter(|row| row["method"] == method);
    rows.map(|row| {
        let f = row["fn"].as_str().unwrap();
        let f = data["functions"][f].as_str().unwrap_or(f);
        (f.to_owned(), numbers(&row["x0"]), row["path"].as_array().unwrap().iter().map(numbers).collect())
    })
    .collect()
}

fn apart(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs() / b.abs().max(1.0)).fold(0.0, f64::max)
}

#[test]
fn nelder_mead_takes_scipys_path() {
    let mut compared = 0;
    for (f, x0, theirs) in scipys("Nelder-Mead") {
        let ours = path("nelder-mead", &*plane(&f), &x0, theirs.len() as u32 - 1, 0.0);
        assert_eq!(ours.len(), theirs.len(), "{f} from {x0:?}");
        for (k, x) in theirs.iter().enumerate() {
            assert!(apart(ours.iterate(k), x) < 1e-9, "{f} from {x0:?}, step {k}: {:?}, SciPy {x:?}", ours.iterate(k));
        }
        compared += 1;
    }
    assert!(compared >= 10, "{compared}");
}

#[test]
fn powell_passes_all_of_scipys_iterates_in_order() {
    let mut compared = 0;
    for (f, x0, theirs) in scipys("Powell") {
        let ours = path("powell", &*plane(&f), &x0, theirs.len() as u32, 0.0);
        let mut trials = ours.trials.x.chunks_exact(x0.len());
        for (k, x) in theirs[1..].iter().enumerate() {
            assert!(
                trials.any(|trial| apart(trial, x) < 1e-9),
                "{f} from {x0:?}: {x:?} of step {} is not there",
                k + 1
            );
        }
        compared += 1;
    }
    assert!(compared >= 10, "{compared}");
}

/// Lagarias, Reeds, Wright, Wright (1998), section 2, as written, with Gao and Han's factors if `adaptive`.
fn simplex(objective: &dyn Objective, x0: &[f64], steps: usize, adaptive: bool) -> Vec<Vec<f64>> {
    let n = x0.len();
    let m = n as f64;
    let (chi, gamma, sigma) = if adaptive { (1.0 + 2.0 / m, 0.75 - 0.5 / m, 1.0 - 1.0 / m) } else { (2.0, 0.5, 0.5) };
    let f = |x: &Vec<f64>| objective.value(x);
    let mut simplex = vec![x0.to_vec()];
    for i in 0..n {
        let mut y = x0.to_vec();
        y[i] = if y[i] == 0.0 { 0.00025 } else { 1.05 * y[i] };
        simplex.push(y);
    }
    let mut path = vec![x0.to_vec()];
    for _ in 0..steps {
        simplex.sort_by(|a, b| f(a).total_cmp(&f(b)));
        let worst = simplex[n].clone();
        let mean: Vec<f64> = (0..n).map(|i| simplex[..n].iter().map(|v| v[i]).sum::<f64>() / m).collect();
        let point = |t: f64| -> Vec<f64> { mean.iter().zip(&worst).map(|(c, w)| c + t * (c - w)).collect() };
        let reflected = point(1.0);
        let mut shrink = false;
        if f(&reflected) < f(&simplex[0]) {
            let expanded = point(chi);
            simplex[n] = if f(&expanded) < f(&reflected) { expanded } else { reflected };
        } else if f(&reflected) < f(&simplex[n - 1]) {
            simplex[n] = reflected;
        } else if f(&reflected) < f(&worst) {
            let outside = point(gamma);
            if f(&outside) <= f(&reflected) { simplex[n] = outside } else { shrink = true }
        } else {
            let inside = point(-gamma);
            if f(&inside) < f(&worst) { simplex[n] = inside } else { shrink = true }
        }
        if shrink {
            let best = simplex[0].clone();
            for v in &mut simplex[1..] {
                *v = best.iter().zip(v.iter()).map(|(b, v)| b + sigma * (v - b)).collect();
            }
        }
        simplex.sort_by(|a, b| f(a).total_cmp(&f(b)));
        path.push(simplex[0].clone());
    }
    path
}

#[test]
fn nelder_mead_takes_the_path_of_the_paper() {
    let quadratic = Quadratic::definite(3, 20.0);
    let rosenbrock = plane("rosenbrock");
    let cases: [(&dyn Objective, Vec<f64>); 4] = [
        (&*rosenbrock, vec![-1.2, 1.0]),
        (&quadratic, vec![1.0, 0.0, -2.0]),
        (&Chained(4), vec![-1.2, 1.0, 0.0, 0.5]),
        (&Chained(6), vec![-1.2, 1.0, 0.0, 0.5, 2.0, -0.1]),
    ];
    for (objective, x0) in &cases {
        for (run, adaptive) in [("nelder-mead", false), ("nelder-mead~adaptive=1", true)] {
            let ours = path(run, *objective, x0, 60, 0.0);
            for (k, x) in simplex(*objective, x0, 60, adaptive).iter().enumerate() {
                assert!(apart(ours.iterate(k), x) < 1e-11, "{run} from {x0:?}, step {k}: {:?} {x:?}", ours.iterate(k));
            }
        }
    }
}

#[test]
fn the_factors_of_gao_and_han_are_the_usual_ones_in_the_plane() {
    let camel = plane("sixhump");
    let [usual, adaptive] =
        ["nelder-mead", "nelder-mead~adaptive=1"].map(|run| path(run, &*camel, &[-1.0, -0.5], 100, 1e-8));
    assert_eq!(usual.x, adaptive.x);
}

#[test]
fn powell_ends_in_the_minimum_of_a_quadratic_of_several_variables() {
    for dim in 1..=6 {
        let bowl = Quadratic::definite(dim, 30.0);
        let x0: Vec<f64> = (0..dim).map(|i| 1.5 - i as f64).collect();
        let ours = path("powell", &bowl, &x0, 100, 1e-8);
        assert!(matches!(ours.halt, Some(Halt::Spread { .. })), "{dim}: {:?} {:?}", ours.halt, ours.grad_norm);
        assert!(ours.grad_norm[ours.steps()] < 1e-6, "{dim}: {:?}", ours.grad_norm);
    }
}

#[test]
fn both_end_by_their_spread_at_a_minimum() {
    for f in
        ["rosenbrock", "sixhump", "himmelblau", "booth", "matyas", "styblinski", "threehump", "quadratic", "sphere"]
    {
        for x0 in [[-1.2, 1.0], [0.7, -0.4], [2.0, 2.5]] {
            for run in ["nelder-mead", "powell"] {
                let ours = path(run, &*plane(f), &x0, 400, 1e-8);
                let end = ours.steps();
                assert!(matches!(ours.halt, Some(Halt::Spread { .. })), "{run} on {f} from {x0:?}: {:?}", ours.halt);
                assert!(ours.grad_norm[end] < 1e-4, "{run} on {f} from {x0:?}: {}", ours.grad_norm[end]);
            }
        }
    }
}

#[test]
fn values_never_rise_and_the_iterate_is_among_the_trials() {
    for run in ["nelder-mead", "powell"] {
        let ours = path(run, &*plane("rosenbrock"), &[-1.2, 1.0], 60, 1e-8);
        assert!(ours.f.windows(2).all(|w| w[1] <= w[0]), "{run}");
        for k in 1..=ours.steps() {
            let accepted: Vec<usize> =
                ours.trials.of_step(k).filter(|i| ours.trials.opinions[*i] == Opinion::Accepted).collect();
            let moved = ours.iterate(k) != ours.iterate(k - 1);
            assert_eq!(accepted.len(), usize::from(moved), "{run} step {k}");
            for i in accepted {
                assert_eq!(&ours.trials.x[2 * i..2 * i + 2], ours.iterate(k), "{run} step {k}");
            }
        }
        // A point tried twice in a row is free the second time.
        let counts = ours.counts[ours.steps()];
        let distinct = ours.trials.x.as_chunks::<2>().0.windows(2).filter(|w| w[0] != w[1]).count();
        assert_eq!((counts.f as usize, counts.g, counts.h), (distinct + 2, 0, 0), "{run}");
    }
}

fn within(run: &str, f: &dyn Objective, x0: &[f64], lower: &[f64], upper: &[f64]) -> Trajectory {
    let bounds = Bounds::new(lower.to_vec(), upper.to_vec()).unwrap();
    let ours = minimize(&spec(run), f, x0, Some(&bounds), Budget { steps: 2000, tol: 1e-8, xtol: 0.0 }).unwrap();
    let inside = ours.x.chunks_exact(x0.len()).chain(ours.trials.x.chunks_exact(x0.len())).all(|x| bounds.contains(x));
    assert!(inside, "{run} leaves the box");
    ours
}

#[test]
fn both_stay_in_their_box_and_find_the_minimum_on_its_border() {
    let inf = f64::INFINITY;
    // Function; start, lower and upper bounds, minimum.
    let cases: [(&str, [[f64; 2]; 4]); 7] = [
        ("rosenbrock", [[-1.2, 1.0], [-2.0, -2.0], [0.5, 2.0], [0.5, 0.25]]),
        ("quadratic", [[3.0, 3.0], [1.0, -inf], [inf, inf], [1.0, 0.0]]),
        ("quadratic", [[3.0, 3.0], [1.0, 2.0], [3.0, 3.0], [1.0, 2.0]]),
        ("booth", [[0.0, 0.0], [-10.0, -10.0], [0.0, 10.0], [0.0, 3.8]]),
        ("quadratic", [[3.0, 2.0], [3.0, -5.0], [3.0, 5.0], [3.0, 0.0]]),
        ("quadratic", [[3.0, 2.0], [3.0, 2.0], [3.0, 2.0], [3.0, 2.0]]),
        ("booth", [[4.0, 4.0], [-10.0, -10.0], [10.0, 10.0], [1.0, 3.0]]),
    ];
    for run in ["nelder-mead", "powell"] {
        for (f, [x0, lower, upper, expected]) in cases {
            let ours = within(run, &*plane(f), &x0, &lower, &upper);
            let end = ours.iterate(ours.steps());
            assert!(apart(end, &expected) < 1e-6, "{run} on {f} in {lower:?} to {upper:?}: {end:?}");
            assert!(matches!(ours.halt, Some(Halt::Spread { .. })), "{run} on {f}: {:?}", ours.halt);
        }
    }
}

#[test]
fn powell_reaches_the_exact_face_of_a_box_in_several_variables() {
    for dim in 2..=6 {
        let bowl = Quadratic::definite(dim, 30.0);
        for half in [0.02, 0.1, 0.5] {
            let (lower, upper) = (vec![-half; dim], vec![half; dim]);
            let ours = within("powell", &bowl, &vec![0.0; dim], &lower, &upper);
            let (end, bounds) = (ours.iterate(ours.steps()), Bounds::new(lower, upper).unwrap());
            let mut g = vec![0.0; dim];
            bowl.gradient(end, &mut g);
            for i in 0..dim {
                let left = bounds.projected(i, end[i], g[i]).abs();
                assert!(left < 1e-6, "{dim} variables in ±{half}: {left} at {end:?}, {:?}", ours.halt);
            }
        }
    }
}

#[test]
fn a_simplex_that_the_box_has_squeezed_flat_begins_anew_and_reaches_the_face_of_the_minimum() {
    let mut met = 0;
    for dim in 1..=5 {
        let bowl = Quadratic::definite(dim, 30.0);
        for (low, high, start) in
            [(-0.5, 0.5, -0.5), (-0.1, 0.4, 0.3), (-3.0, 0.05, -3.0), (-0.02, 2.0, 2.0), (-0.3, 0.3, 0.0)]
        {
            let (lower, upper) = (vec![low; dim], vec![high; dim]);
            let ours = within("nelder-mead", &bowl, &vec![start; dim], &lower, &upper);
            let (end, bounds) = (ours.iterate(ours.steps()), Bounds::new(lower, upper).unwrap());
            let mut g = vec![0.0; dim];
            bowl.gradient(end, &mut g);
            let left = (0..dim).map(|i| bounds.projected(i, end[i], g[i]).abs()).fold(0.0, f64::max);
            assert!(left < 1e-5, "{dim} variables in {low} to {high} from {start}: {left} at {end:?}, {:?}", ours.halt);
            met += end.iter().filter(|x| [low, high].contains(x)).count();
        }
    }
    assert!(met > 10, "{met}");
}

#[test]
fn methods_that_compare_values_need_no_gradient() {
    // On the border it is −∞: downhill is inside.
    let f = plane("(x-1)^2+(x-sqrt(y))^2");
    let inf = f64::INFINITY;
    for run in ["nelder-mead", "powell"] {
        let ours = within(run, &*f, &[3.0, 0.0], &[-5.0, 0.0], &[5.0, inf]);
        assert_eq!(ours.grad_norm[0], inf);
        let end = ours.iterate(ours.steps());
        assert!(apart(end, &[1.0, 1.0]) < 1e-6, "{run}: {end:?}, {:?}", ours.halt);
        assert!(matches!(ours.halt, Some(Halt::Spread { .. })), "{run}: {:?}", ours.halt);
    }
}

#[test]
fn powell_goes_on_along_the_border_that_the_last_search_of_a_step_has_reached() {
    let valley = plane("(x-900)^2/50+(y+700)^2/2+x*y/100");
    let ours = within("powell", &*valley, &[-585.428, -4.543], &[-1000.0; 2], &[1000.0; 2]);
    assert!(apart(ours.iterate(ours.steps()), &[1000.0, -710.0]) < 1e-6, "{:?}", ours.iterate(ours.steps()));
}

#[test]
fn powells_directions_stay_apart_where_walls_end_searches() {
    // Evaluations until SciPy's end point: with directions from elsewhere than the iterate there were thousands.
    for (f, x0, lower, upper) in [
        ("sixhump", [0.737, -0.478], [-2.0, -1.0], [2.0, 1.0]),
        ("sixhump", [-0.962, -0.367], [-2.0, -1.0], [2.0, 1.0]),
        ("rosenbrock", [1.2, 1.028], [-2.0, -1.0], [2.0, 3.0]),
        ("beale", [-1.688, 0.545], [-4.5, -4.5], [4.5, 4.5]),
    ] {
        let ours = within("powell", &*plane(f), &x0, &lower, &upper);
        let (end, counts) = (ours.steps(), ours.counts[ours.steps()]);
        assert!(counts.f < 1000 && ours.grad_norm[end] < 1e-4, "{f}: {counts:?} {}", ours.grad_norm[end]);
    }
}
