//! Methods that learn curvature from gradients against slow literal versions from the books and papers, step by step.

use crate::problems::{Dice, Problem, gradient, path, quadratic, rosenbrock, styblinski};
use descent_optim::bounds::Bounds;
use descent_optim::catalog::Form;
use descent_optim::experiment::RunSpec;
use descent_optim::minimize::minimize;
use descent_optim::quasi::{Compact, Pair, Pairs, cauchy_point, subspace_point};
use descent_optim::run::Budget;
use descent_optim::trajectory::{Halt, Trajectory};
use nalgebra::{Cholesky, DMatrix, DVector};

/// A step and the change of the gradient, as columns.
type Columns = (DVector<f64>, DVector<f64>);

fn column(v: &[f64]) -> DVector<f64> {
    DVector::from_column_slice(v)
}

/// H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ.
fn bfgs_inverse(h: &DMatrix<f64>, (s, y): &Columns) -> DMatrix<f64> {
    let rho = 1.0 / y.dot(s);
    let left = DMatrix::identity(s.len(), s.len()) - s * y.transpose() * rho;
    &left * h * left.transpose() + s * s.transpose() * rho
}

/// B ← B − B s sᵀ B / sᵀBs + y yᵀ / yᵀs.
fn bfgs_direct(b: &DMatrix<f64>, (s, y): &Columns) -> DMatrix<f64> {
    let bs = b * s;
    b - &bs * bs.transpose() / s.dot(&bs) + y * y.transpose() / y.dot(s)
}

/// The pairs of a path from its first `k` steps.
fn pairs(problem: &Problem, path: &Trajectory, k: usize) -> Vec<Columns> {
    (0..k)
        .map(|j| {
            let (from, to) = (path.iterate(j), path.iterate(j + 1));
            (column(to) - column(from), column(&gradient(problem, to)) - column(&gradient(problem, from)))
        })
        .collect()
}

/// By how much, relative to its length, the step `k` of a path leads away from `direction`.
fn astray(path: &Trajectory, k: usize, direction: &DVector<f64>) -> f64 {
    let step = column(path.iterate(k + 1)) - column(path.iterate(k));
    let along = step.dot(direction) / direction.norm_squared();
    assert!(along > 0.0, "step {k} goes backwards");
    (&step - direction * along).norm() / step.norm()
}

fn budget(steps: u32, tol: f64) -> Budget {
    Budget { steps, tol, xtol: 0.0 }
}

fn problems_and_starts() -> Vec<(Problem, Vec<f64>)> {
    let mut dice = Dice::new(7);
    let a = dice.positive(5, 1e3);
    vec![
        (rosenbrock(2), vec![-1.2, 1.0]),
        (rosenbrock(4), vec![-1.2, 1.0, -1.2, 1.0]),
        (styblinski(3), vec![1.0, -1.0, 0.3]),
        (quadratic(a, dice.vector(5, -1.0, 1.0)), dice.vector(5, -3.0, 3.0)),
    ]
}

#[test]
fn bfgs_steps_along_the_books_matrix_and_that_matrix_stays_positive_definite() {
    for (problem, x0) in problems_and_starts() {
        let path = path("bfgs", &[], &problem, &x0, None, budget(200, 1e-6));
        assert!(matches!(path.halt, Some(Halt::Gradient { .. })), "{}: {:?}", problem.name, path.halt);
        let mut h: DMatrix<f64> = DMatrix::identity(x0.len(), x0.len());
        for (k, pair) in pairs(&problem, &path, path.steps()).iter().enumerate() {
            let p = -(&h * column(&gradient(&problem, path.iterate(k))));
            assert!(astray(&path, k, &p) < 1e-6, "{} at step {k}: {}", problem.name, astray(&path, k, &p));
            let (s, y) = pair;
            if k == 0 {
                h *= (y.dot(s) / y.dot(y)).max(1.0);
            }
            h = bfgs_inverse(&h, pair);
            assert!(Cholesky::new(h.clone()).is_some(), "{} at step {k}: {h}", problem.name);
        }
    }
}

#[test]
fn lbfgs_steps_along_the_matrix_that_its_last_pairs_make() {
    for (problem, x0) in problems_and_starts() {
        for memory in [1, 3, 10] {
            let path = path("lbfgs", &[("memory", memory as f64)], &problem, &x0, None, budget(500, 1e-6));
            assert!(matches!(path.halt, Some(Halt::Gradient { .. })), "{}: {:?}", problem.name, path.halt);
            let all = pairs(&problem, &path, path.steps());
            for k in 1..path.steps() {
                let last = &all[k.saturating_sub(memory)..k];
                let (s, y) = last.last().unwrap();
                let scale = y.dot(s) / y.dot(y);
                let h =
                    last.iter().fold(DMatrix::identity(x0.len(), x0.len()) * scale, |h, pair| bfgs_inverse(&h, pair));
                let p = -(h * column(&gradient(&problem, path.iterate(k))));
                assert!(astray(&path, k, &p) < 1e-5, "{} at step {k}: {}", problem.name, astray(&path, k, &p));
            }
        }
    }
}

#[test]
fn two_loops_over_all_pairs_are_bfgs_from_the_same_beginning() {
    let mut dice = Dice::new(3);
    for dim in 1..=6 {
        let a = dice.positive(dim, 100.0);
        let mut memory = Pairs::new(dim, 20);
        let mut learnt = Vec::new();
        for _ in 0..15 {
            let pair = random_pair(&mut dice, &a);
            learnt.push((column(&pair.s), column(&pair.y)));
            memory.push(&pair);
            let h =
                learnt.iter().fold(DMatrix::identity(dim, dim) * (pair.ys / pair.yy), |h, pair| bfgs_inverse(&h, pair));
            let v = dice.vector(dim, -1.0, 1.0);
            let (fast, slow) = (column(&memory.inverse_times(&v)), &h * column(&v));
            assert!((&fast - &slow).norm() < 1e-10 * slow.norm(), "{dim}: {fast} {slow}");
        }
    }
}

#[test]
fn lbfgs_that_remembers_all_is_bfgs_on_a_quadratic_with_exact_searches() {
    let mut dice = Dice::new(11);
    for dim in 2..=6 {
        let problem = quadratic(dice.positive(dim, 50.0), dice.vector(dim, -1.0, 1.0));
        let x0 = dice.vector(dim, -3.0, 3.0);
        let set = [("c1", 1e-6), ("c2", 1e-3)];
        let a = path("bfgs", &set, &problem, &x0, None, budget(dim as u32, 0.0));
        let b = path("lbfgs", &[set[0], set[1], ("memory", 50.0)], &problem, &x0, None, budget(dim as u32, 0.0));
        for k in 0..=a.steps().min(b.steps()) {
            let apart = (column(a.iterate(k)) - column(b.iterate(k))).norm();
            assert!(apart < 1e-3, "{dim} variables, step {k}: {apart}");
        }
    }
}

/// A random step and the change of the gradient of ½ xᵀAx along it.
fn random_pair(dice: &mut Dice, a: &DMatrix<f64>) -> Pair {
    let s = column(&dice.vector(a.nrows(), -1.0, 1.0));
    let y = a * &s;
    Pair { ys: y.dot(&s), yy: y.dot(&y), s: s.as_slice().to_vec(), y: y.as_slice().to_vec() }
}

/// The directions of conjugate gradients from the book's formulas, restarts included.
fn literal_beta(form: Form, g: &DVector<f64>, before: &DVector<f64>, p: &DVector<f64>) -> f64 {
    let y = g - before;
    match form {
        Form::FletcherReeves => g.dot(g) / before.dot(before),
        Form::HestenesStiefel => (g.dot(&y) / p.dot(&y)).max(0.0),
        Form::HagerZhang => {
            let py = p.dot(&y);
            let beta = (&y - p * (2.0 * y.dot(&y) / py)).dot(g) / py;
            beta.max(-1.0 / (p.norm() * before.norm().min(0.01)))
        }
        _ => (g.dot(&y) / before.dot(before)).max(0.0),
    }
}

const FORMS: [Form; 4] = [Form::PolakRibiere, Form::FletcherReeves, Form::HestenesStiefel, Form::HagerZhang];

#[test]
fn conjugate_gradients_turn_as_the_formulas_say() {
    for (problem, x0) in problems_and_starts() {
        for form in FORMS {
            let run = RunSpec { form: Some(form), ..RunSpec::of("cg") };
            let path = minimize(&run, &problem, &x0, None, budget(3000, 1e-6)).unwrap();
            let name = format!("{} {}", problem.name, form.id());
            assert!(matches!(path.halt, Some(Halt::Gradient { .. })), "{name}: {:?}", path.halt);
            let g = |k: usize| column(&gradient(&problem, path.iterate(k)));
            let mut p = -g(0);
            for k in 0..path.steps().min(200) {
                if astray(&path, k, &p) > 1e-6 {
                    p = -g(k);
                }
                let away = astray(&path, k, &p);
                assert!(away < 1e-6, "{name} at step {k} goes neither on nor down: {away}");
                // Rounding does not add up: the direction is taken from the path, its length from the formula.
                let step = column(path.iterate(k + 1)) - column(path.iterate(k));
                p = &step * (p.norm() / step.norm());
                p = literal_beta(form, &g(k + 1), &g(k), &p) * &p - g(k + 1);
                if p.dot(&g(k + 1)) > -0.01 * g(k + 1).norm_squared() {
                    p = -g(k + 1);
                }
            }
        }
    }
}

#[test]
fn conjugate_gradients_with_exact_searches_end_in_as_many_steps_as_a_quadratic_has_variables() {
    let mut dice = Dice::new(5);
    for dim in 1..=8 {
        for form in FORMS {
            let problem = quadratic(dice.positive(dim, 30.0), dice.vector(dim, -1.0, 1.0));
            let x0 = dice.vector(dim, -3.0, 3.0);
            let mut run = RunSpec { form: Some(form), ..RunSpec::of("cg") };
            run.set.extend([("c1".to_owned(), 1e-8), ("c2".to_owned(), 1e-3)]);
            let path = minimize(&run, &problem, &x0, None, budget(100, 0.0)).unwrap();
            let (begin, end) = (path.grad_norm[0], path.grad_norm[dim.min(path.steps())]);
            assert!(end < 1e-2 * begin, "{dim} variables, {}: {begin} and {end}", form.id());
        }
    }
}

#[test]
fn the_compact_form_is_the_matrix_of_the_updates() {
    let mut dice = Dice::new(23);
    for dim in 1..=6 {
        let a = dice.positive(dim, 100.0);
        let mut model = Compact::new(dim, 4);
        let mut list = Vec::new();
        for _ in 0..8 {
            let pair = random_pair(&mut dice, &a);
            list.push((column(&pair.s), column(&pair.y)));
            model.learn(&pair);
            assert!(model.prepare());
            let b = dense(&list, 4);
            let v = dice.vector(dim, -1.0, 1.0);
            let mw = model.middle(&model.gather(&v));
            let fast = DVector::from_fn(dim, |i, _| model.theta * v[i] - model.row(i).dot(&mw));
            let slow = &b * column(&v);
            assert!((&fast - &slow).norm() < 1e-8 * slow.norm(), "{dim}: {fast} {slow}");
        }
    }
}

/// B of the last `memory` pairs.
fn dense(list: &[Columns], memory: usize) -> DMatrix<f64> {
    let last = &list[list.len().saturating_sub(memory)..];
    let (s, y) = last.last().unwrap();
    let b = DMatrix::identity(s.len(), s.len()) * (y.dot(y) / y.dot(s));
    last.iter().fold(b, |b, pair| bfgs_direct(&b, pair))
}

/// The generalized Cauchy point, from its definition: piece by piece along P(x − t g), with the whole matrix.
fn literal_cauchy(x: &[f64], g: &[f64], bounds: &Bounds, b: &DMatrix<f64>) -> Vec<f64> {
    let meets = |i: usize| match g[i] {
        g if g > 0.0 => (x[i] - bounds.lower()[i]) / g,
        g if g < 0.0 => (x[i] - bounds.upper()[i]) / g,
        _ => f64::INFINITY,
    };
    let bound = |i: usize| if g[i] > 0.0 { bounds.lower()[i] } else { bounds.upper()[i] };
    let at = |t: f64| DVector::from_fn(x.len(), |i, _| if t < meets(i) { x[i] - t * g[i] } else { bound(i) });
    let mut ends: Vec<f64> = (0..x.len()).map(meets).filter(|t| *t > 0.0 && t.is_finite()).collect();
    ends.sort_by(f64::total_cmp);
    ends.push(f64::INFINITY);
    let mut t = 0.0;
    for end in ends {
        let d = column(&(0..x.len()).map(|i| if meets(i) > t { -g[i] } else { 0.0 }).collect::<Vec<_>>());
        let slope = column(g).dot(&d) + (at(t) - column(x)).dot(&(b * &d));
        if slope >= 0.0 {
            break;
        }
        let ahead = -slope / d.dot(&(b * &d));
        if t + ahead < end {
            t += ahead;
            break;
        }
        t = end;
    }
    at(t).as_slice().to_vec()
}

/// The minimizer over the free variables at the Cauchy point, projected, or shortened where the projection does not lead down.
fn literal_target(x: &[f64], g: &[f64], bounds: &Bounds, b: &DMatrix<f64>) -> Vec<f64> {
    let cauchy = literal_cauchy(x, g, bounds, b);
    let free: Vec<usize> =
        (0..x.len()).filter(|i| cauchy[*i] > bounds.lower()[*i] && cauchy[*i] < bounds.upper()[*i]).collect();
    if free.is_empty() {
        return cauchy;
    }
    let r = -(column(g) + b * (column(&cauchy) - column(x)));
    let part = DMatrix::from_fn(free.len(), free.len(), |i, j| b[(free[i], free[j])]);
    let d = Cholesky::new(part).unwrap().solve(&DVector::from_fn(free.len(), |i, _| r[free[i]]));
    let mut whole = vec![0.0; x.len()];
    free.iter().enumerate().for_each(|(k, i)| whole[*i] = d[k]);
    let to = |alpha: f64| -> Vec<f64> { (0..x.len()).map(|i| cauchy[i] + alpha * whole[i]).collect() };
    let mut projected = to(1.0);
    bounds.project(&mut projected);
    if (column(&projected) - column(x)).dot(&column(g)) <= 0.0 {
        return projected;
    }
    let mut alpha: f64 = 1.0;
    for i in 0..x.len() {
        let bound = if whole[i] < 0.0 { bounds.lower()[i] } else { bounds.upper()[i] };
        if whole[i] != 0.0 {
            alpha = alpha.min((bound - cauchy[i]) / whole[i]);
        }
    }
    let mut shortened = to(alpha);
    bounds.project(&mut shortened);
    shortened
}

/// A box of which some sides are missing and some are in one place.
fn random_box(dice: &mut Dice, dim: usize) -> Bounds {
    let mut sides = |sign: f64| -> Vec<f64> {
        (0..dim)
            .map(|_| if dice.between(0.0, 1.0) < 0.2 { sign * f64::INFINITY } else { sign * dice.between(0.0, 2.0) })
            .collect()
    };
    let (mut lower, upper) = (sides(-1.0), sides(1.0));
    for i in 0..dim {
        if upper[i].is_finite() && dice.between(0.0, 1.0) < 0.1 {
            lower[i] = upper[i];
        }
    }
    Bounds::new(lower, upper).unwrap()
}

#[test]
fn cauchy_and_subspace_points_are_those_of_their_definitions() {
    let mut dice = Dice::new(41);
    let mut projections = 0;
    for trial in 0..2000 {
        let dim = 1 + trial % 6;
        let bounds = random_box(&mut dice, dim);
        let a = dice.positive(dim, 30.0);
        let mut model = Compact::new(dim, 5);
        let mut list = Vec::new();
        for _ in 0..1 + trial % 7 {
            let pair = random_pair(&mut dice, &a);
            list.push((column(&pair.s), column(&pair.y)));
            model.learn(&pair);
        }
        assert!(model.prepare());
        let mut x = dice.vector(dim, -3.0, 3.0);
        bounds.project(&mut x);
        let g = dice.vector(dim, -10.0, 10.0);
        let b = dense(&list, 5);
        let cauchy = cauchy_point(&x, &g, &bounds, &model);
        let literal = literal_cauchy(&x, &g, &bounds, &b);
        let apart = (column(&cauchy.x) - column(&literal)).norm();
        assert!(apart < 1e-7, "trial {trial}: {apart}, {:?} and {literal:?}", cauchy.x);
        let target = subspace_point(&x, &g, &bounds, &model, &cauchy).unwrap();
        let literal = literal_target(&x, &g, &bounds, &b);
        let apart = (column(&target) - column(&literal)).norm();
        assert!(apart < 1e-6, "trial {trial}: {apart}, {target:?} and {literal:?}");
        assert!(bounds.contains(&target));
        projections += u32::from(literal != cauchy.x);
    }
    assert!(projections > 1000, "{projections}");
}

#[test]
fn lbfgsb_steps_towards_the_points_of_their_definitions() {
    let mut dice = Dice::new(17);
    let mut steps = 0;
    for (problem, x0) in problems_and_starts() {
        for _ in 0..10 {
            let bounds = random_box(&mut dice, x0.len());
            let path = path("lbfgsb", &[], &problem, &x0, Some(&bounds), budget(30, 1e-5));
            let all = pairs(&problem, &path, path.steps());
            for k in 1..path.steps() {
                let x = path.iterate(k);
                let learnt: Vec<Columns> = all[..k].iter().filter(|(s, y)| y.dot(s) > 0.0).cloned().collect();
                let b = if learnt.is_empty() { DMatrix::identity(x.len(), x.len()) } else { dense(&learnt, 10) };
                let target = literal_target(x, &gradient(&problem, x), &bounds, &b);
                let away = astray(&path, k, &(column(&target) - column(x)));
                assert!(away < 1e-5, "{} at step {k}: {away}", problem.name);
                steps += 1;
            }
        }
    }
    assert!(steps > 200, "{steps}");
}
