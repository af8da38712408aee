//! L-BFGS-B in boxes of two to six variables, against the exact minimizer found among all faces, and in boxes that are hardly any.

use crate::problems::{Dice, Problem, bumps, gradient, path, quadratic, rosenbrock, styblinski};
use descent_optim::bounds::Bounds;
use descent_optim::math::exp;
use descent_optim::objective::Objective;
use descent_optim::run::Budget;
use descent_optim::trajectory::{Halt, Trajectory};
use nalgebra::{Cholesky, DMatrix, DVector};

const BUDGET: Budget = Budget { steps: 3000, tol: 1e-9, xtol: 0.0 };

fn solve(problem: &Problem, x0: &[f64], bounds: &Bounds) -> Trajectory {
    let path = path("lbfgsb", &[], problem, x0, Some(bounds), BUDGET);
    assert!((0..path.len()).all(|k| bounds.contains(path.iterate(k))), "{} leaves the box", problem.name);
    let dim = x0.len();
    assert!(path.trials.x.chunks(dim).all(|x| bounds.contains(x)), "{} tries points outside the box", problem.name);
    path
}

fn end(path: &Trajectory) -> &[f64] {
    path.iterate(path.steps())
}

/// The largest component of the projected gradient at `x`.
fn residual(problem: &Problem, x: &[f64], bounds: &Bounds) -> f64 {
    let g = gradient(problem, x);
    (0..x.len()).map(|i| (bounds.clamp(i, x[i] - g[i]) - x[i]).abs()).fold(0.0, f64::max)
}

/// The minimizer of ½ xᵀAx − bᵀx in the box: on each face the minimizer of its affine hull, kept where it is inside.
fn among_all_faces(a: &DMatrix<f64>, b: &[f64], bounds: &Bounds) -> Vec<f64> {
    let n = b.len();
    let mut best = (f64::INFINITY, Vec::new());
    for face in 0..3usize.pow(n as u32) {
        let side = |i: usize| face / 3usize.pow(i as u32) % 3;
        let mut x: Vec<f64> = (0..n).map(|i| [0.0, bounds.lower()[i], bounds.upper()[i]][side(i)]).collect();
        if x.iter().any(|x| x.is_infinite()) {
            continue;
        }
        let free: Vec<usize> = (0..n).filter(|i| side(*i) == 0).collect();
        if !free.is_empty() {
            let part = DMatrix::from_fn(free.len(), free.len(), |i, j| a[(free[i], free[j])]);
            let ax = a * DVector::from_column_slice(&x);
            let y = Cholesky::new(part).unwrap().solve(&DVector::from_fn(free.len(), |i, _| b[free[i]] - ax[free[i]]));
            free.iter().enumerate().for_each(|(k, i)| x[*i] = y[k]);
        }
        let column = DVector::from_column_slice(&x);
        let f = 0.5 * column.dot(&(a * &column)) - column.dot(&DVector::from_column_slice(b));
        if bounds.contains(&x) && f < best.0 {
            best = (f, x);
        }
    }
    best.1
}

/// A box around 0 of which some sides are missing and some are in one place.
fn random_box(dice: &mut Dice, n: usize) -> Bounds {
    let mut side = |sign: f64| -> Vec<f64> {
        (0..n)
            .map(|_| if dice.between(0.0, 1.0) < 0.25 { sign * f64::INFINITY } else { dice.between(-1.0, 1.0) })
            .collect()
    };
    let (low, high) = (side(-1.0), side(1.0));
    let lower: Vec<f64> = low.iter().zip(&high).map(|(a, b)| a.min(*b)).collect();
    let mut upper: Vec<f64> = low.iter().zip(&high).map(|(a, b)| a.max(*b)).collect();
    for i in 0..n {
        if lower[i].is_finite() && dice.between(0.0, 1.0) < 0.1 {
            upper[i] = lower[i];
        }
    }
    Bounds::new(lower, upper).unwrap()
}

#[test]
fn quadratics_end_on_the_exact_face_at_the_exact_value() {
    let mut dice = Dice::new(1995);
    let mut held = 0;
    for trial in 0..600 {
        let n = 2 + trial % 5;
        let a = dice.positive(n, [10.0, 1e3, 1e5][trial % 3]);
        let b = dice.vector(n, -20.0, 20.0);
        let bounds = random_box(&mut dice, n);
        let exact = among_all_faces(&a, &b, &bounds);
        let problem = quadratic(a, b);
        let path = solve(&problem, &dice.vector(n, -3.0, 3.0), &bounds);
        let (x, f) = (end(&path), path.f[path.steps()]);
        let least = problem.value(&exact);
        assert!((f - least).abs() <= 1e-8 * least.abs().max(1.0), "trial {trial}: {f} and {least}, {:?}", path.halt);
        let g = gradient(&problem, &exact);
        for i in 0..n {
            let on = |x: f64| x == bounds.lower()[i] || x == bounds.upper()[i];
            // Where the gradient is 0 on a bound, rounding decides on which side one is.
            if g[i].abs() > 1e-4 || !on(exact[i]) {
                assert_eq!(on(x[i]), on(exact[i]), "trial {trial}, variable {i}: {x:?} and {exact:?}, {:?}", path.halt);
                held += u32::from(on(x[i]));
            }
        }
    }
    assert!(held > 500, "{held}");
}

#[test]
fn curved_functions_end_where_the_projected_gradient_vanishes() {
    let mut dice = Dice::new(2011);
    for trial in 0..600 {
        let n = 2 + trial % 5;
        let problem = [rosenbrock, styblinski, bumps][trial / 5 % 3](n);
        let bounds = random_box(&mut dice, n);
        let path = solve(&problem, &dice.vector(n, -2.0, 2.0), &bounds);
        let residual = residual(&problem, end(&path), &bounds);
        assert!(residual < 1e-6, "{} trial {trial}: {residual} after {}, {:?}", problem.name, path.steps(), path.halt);
        assert!(path.f.is_sorted_by(|a, b| *b <= a + 1e-10 * a.abs()), "{} trial {trial} rises", problem.name);
    }
}

#[test]
fn a_box_of_one_point_is_the_end() {
    let bounds = Bounds::new(vec![0.5, -1.0], vec![0.5, -1.0]).unwrap();
    for tol in [0.0, 1e-8] {
        let path = path("lbfgsb", &[], &rosenbrock(2), &[3.0, 3.0], Some(&bounds), Budget { tol, ..BUDGET });
        assert_eq!((path.steps(), end(&path)), (0, &[0.5, -1.0][..]));
        assert!(matches!(path.halt, Some(Halt::NoDirection | Halt::Gradient { .. })), "{:?}", path.halt);
    }
}

#[test]
fn a_variable_whose_bounds_are_equal_stays_and_the_others_are_minimized() {
    let bounds = Bounds::new(vec![0.5, f64::NEG_INFINITY], vec![0.5, f64::INFINITY]).unwrap();
    let path = solve(&rosenbrock(2), &[-1.2, 1.0], &bounds);
    assert_eq!(end(&path)[0], 0.5);
    assert!((end(&path)[1] - 0.25).abs() < 1e-9, "{:?}", end(&path));
}

#[test]
fn a_start_outside_or_on_the_bound_begins_at_the_nearest_point_and_leaves_it_where_that_is_downhill() {
    let bounds = Bounds::new(vec![-0.5, -0.5], vec![2.0, 2.0]).unwrap();
    for x0 in [[-7.0, 1.0], [-0.5, 2.0], [2.0, 2.0], [9.0, -9.0]] {
        let path = solve(&rosenbrock(2), &x0, &bounds);
        assert!(end(&path).iter().all(|x| (x - 1.0).abs() < 1e-6), "{x0:?}: {:?} {:?}", end(&path), path.halt);
    }
}

#[test]
fn infinite_bounds_are_none() {
    let all = Bounds::new(vec![f64::NEG_INFINITY; 3], vec![f64::INFINITY; 3]).unwrap();
    let problem = rosenbrock(3);
    let with = path("lbfgsb", &[], &problem, &[-1.2, 1.0, 1.0], Some(&all), BUDGET);
    let without = path("lbfgsb", &[], &problem, &[-1.2, 1.0, 1.0], None, BUDGET);
    assert_eq!((with.x, with.counts), (without.x, without.counts));
}

#[test]
fn far_bounds_are_met_exactly() {
    // x + (bound − x) is not the bound by rounding.
    let slope = Problem::new("a slope", 3, |x, g| {
        g.copy_from_slice(&[-1.0, 1.0, 1e-3]);
        -x[0] + x[1] + 1e-3 * x[2]
    });
    let bounds = Bounds::new(vec![-1e9, -0.1, 0.3], vec![1.0 / 3.0, 1e13, 1e6]).unwrap();
    let path = solve(&slope, &[-1e8 / 7.0, 1e12 / 3.0, 1e5 / 9.0], &bounds);
    assert_eq!(end(&path), &[1.0 / 3.0, -0.1, 0.3], "{:?}", path.halt);
}

#[test]
fn the_camel_of_the_lecture_ends_at_the_minimum_that_the_bound_leads_to() {
    use descent_optim::functions;
    let camel = functions::find("sixhump").unwrap();
    let camel = (camel.build)(&camel.defaults());
    let bounds = Bounds::new(vec![-2.0, -1.0], vec![2.0, 1.0]).unwrap();
    for (start, x, f) in [
        ([-1.0, -0.5], [1.703_606_715, -0.796_083_569], -0.215_463_824_384),
        ([1.5, 0.75], [1.607_104_753, 0.568_651_455], 2.104_250_310_311),
        ([-0.8, 0.25], [-0.089_842_013, 0.712_656_403], -1.031_628_453_490),
    ] {
        let path = path("lbfgsb", &[], &*camel, &start, Some(&bounds), Budget { steps: 200, tol: 1e-8, xtol: 0.0 });
        assert!(matches!(path.halt, Some(Halt::Gradient { .. })), "{:?}", path.halt);
        assert!((path.f[path.steps()] - f).abs() < 1e-11, "{start:?}");
        assert!(end(&path).iter().zip(x).all(|(a, b)| (a - b).abs() < 1e-8), "{start:?}: {:?}", end(&path));
        if start == [-1.0, -0.5] {
            // What decides it: the first trial lies on the bound and is accepted.
            assert!((path.iterate(1)[0] - 1.1).abs() < 1e-12 && path.iterate(1)[1] == -1.0, "{:?}", path.iterate(1));
        }
    }
}

#[test]
fn a_way_that_leads_beyond_all_numbers_is_gone_as_far_as_there_are_some() {
    // Down the hill there are 20 tenths and more of a step that is no number; the minimum is 0 in the first variable and a bound in the other.
    let cliff = Problem::new("a cliff", 2, |x, g| {
        let f = exp(x[0] * x[0] + 4.0 * x[1]);
        g.copy_from_slice(&[2.0 * x[0] * f, 4.0 * f]);
        f
    });
    for (start, upper) in [([7.0, 3.0], f64::INFINITY), ([-9.5, 20.0], f64::INFINITY), ([20.0, 60.0], 60.0)] {
        let bounds = Bounds::new(vec![f64::NEG_INFINITY, -1.0], vec![upper, 60.0]).unwrap();
        let path = solve(&cliff, &start, &bounds);
        let (x, halt) = (end(&path), &path.halt);
        assert!(
            matches!(halt, Some(Halt::Gradient { .. })),
            "{start:?}: {halt:?} at {x:?}, {:e}",
            path.f[path.steps()]
        );
        assert!(x[0].abs() < 1e-7 && x[1] == -1.0, "{start:?}: {x:?}");
    }
}
