//! Newton's method, Newton-CG and the trust region: against slow literal versions from the book, and the lessons' figures.

#[path = "support/problems.rs"]
mod problems;

use descent_optim::objective::Objective;
use descent_optim::trajectory::{Halt, Opinion};
use nalgebra::DMatrix;
use problems::{Chained, Quadratic, path, plane};
use std::rc::Rc;

/// Functions of the plane with starts, saddles and maxima on the way.
const PLANE: &[(&str, [f64; 2])] = &[
    ("rosenbrock", [-1.2, 1.0]),
    ("sixhump", [-1.0, -0.5]),
    ("sixhump", [1.5, 0.75]),
    ("himmelblau", [0.0, 0.0]),
    ("himmelblau", [-1.0, 4.0]),
    ("beale", [1.0, 1.0]),
    ("styblinski", [0.3, -0.2]),
    ("threehump", [1.7, -1.0]),
    ("goldstein", [-0.5, 0.3]),
    ("boundedsaddle", [1.0, 1e-8]),
    ("booth", [8.0, -8.0]),
];

/// The gradient and the Hessian at `x`.
fn derivatives(objective: &dyn Objective, x: &[f64]) -> (Vec<f64>, DMatrix<f64>) {
    let (mut g, mut h) = (vec![0.0; x.len()], DMatrix::zeros(x.len(), x.len()));
    objective.hessian(x, &mut g, &mut h);
    (g, h)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn length(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

fn times(h: &DMatrix<f64>, x: &[f64]) -> Vec<f64> {
    (0..x.len()).map(|i| (0..x.len()).map(|j| h[(i, j)] * x[j]).sum()).collect()
}

/// (H + σI) p = −g by Gauss's elimination with row exchanges, as in a first course.
fn solve(h: &DMatrix<f64>, sigma: f64, g: &[f64]) -> Vec<f64> {
    let n = g.len();
    let entry = |i: usize, j: usize| h[(i, j)] + if i == j { sigma } else { 0.0 };
    let mut rows: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| entry(i, j)).chain([-g[i]]).collect()).collect();
    for k in 0..n {
        let pivot = (k..n).max_by(|a, b| rows[*a][k].abs().total_cmp(&rows[*b][k].abs())).unwrap();
        rows.swap(k, pivot);
        for i in k + 1..n {
            let (factor, upper) = (rows[i][k] / rows[k][k], rows[k].clone());
            rows[i].iter_mut().zip(&upper).for_each(|(entry, above)| *entry -= factor * above);
        }
    }
    let mut p = vec![0.0; n];
    for k in (0..n).rev() {
        p[k] = (rows[k][n] - (k + 1..n).map(|j| rows[k][j] * p[j]).sum::<f64>()) / rows[k][k];
    }
    p
}

/// The eigenvalues of a 2×2 matrix.
fn eigenvalues(h: &DMatrix<f64>) -> (f64, f64) {
    let (mean, half) = ((h[(0, 0)] + h[(1, 1)]) / 2.0, (h[(0, 0)] - h[(1, 1)]) / 2.0);
    let root = (half * half + h[(0, 1)] * h[(0, 1)]).sqrt();
    (mean - root, mean + root)
}

fn close(ours: &[f64], theirs: &[f64], tol: f64, what: &str) {
    for (a, b) in ours.iter().zip(theirs) {
        assert!((a - b).abs() <= tol * b.abs().max(1.0), "{what}: {ours:?}, literally {theirs:?}");
    }
}

#[test]
fn a_full_newton_step_solves_newtons_equations() {
    for alpha in [0.0, 0.5, 16.0] {
        for (f, x0) in PLANE {
            let objective = plane(f);
            let ours = path(&format!("newton~alpha={alpha}"), &*objective, x0, 8, 1e-10);
            for k in 0..ours.steps() {
                let (g, h) = derivatives(&*objective, ours.iterate(k));
                let p = solve(&h, alpha, &g);
                let next: Vec<f64> = ours.iterate(k).iter().zip(&p).map(|(x, p)| x + p).collect();
                close(ours.iterate(k + 1), &next, 1e-13, &format!("{f} alpha {alpha} step {k}"));
            }
            assert!(ours.steps() > 0);
            assert_eq!(ours.trials.f, [], "full steps are not tried");
        }
    }
    let ours = path("newton~alpha=2", &Chained(6), &[-1.2, 1.0, 0.3, -0.4, 0.5, 2.0], 20, 1e-10);
    for k in 0..ours.steps() {
        let (g, h) = derivatives(&Chained(6), ours.iterate(k));
        let next: Vec<f64> = ours.iterate(k).iter().zip(solve(&h, 2.0, &g)).map(|(x, p)| x + p).collect();
        close(ours.iterate(k + 1), &next, 1e-13, &format!("chained step {k}"));
    }
}

#[test]
fn newton_takes_one_step_on_a_quadratic_whatever_its_condition() {
    for kappa in [1.0, 100.0, 1e4, 1e12] {
        let valley = plane(&format!("0.5*(x^2+{kappa}*y^2)"));
        let ours = path("newton~alpha=0", &*valley, &[-4.0, 1.0], 2, 0.0);
        assert!(ours.f[1] < 1e-8 && ours.halt == Some(Halt::NoDirection), "{kappa}: {:?} {:?}", ours.f, ours.halt);
        for run in ["newton", "newton~alpha=0~search=1", "trust-region~radius=100"] {
            assert!(path(run, &*valley, &[-4.0, 1.0], 2, 0.0).f[1] < 1e-8, "{run}");
        }
    }
    for dim in 1..=10 {
        let bowl = Quadratic::definite(dim, 1e3);
        for run in ["newton", "newton~alpha=0", "trust-region~radius=1000", "trust-region~form=dogleg~radius=1000"] {
            let ours = path(run, &bowl, &vec![2.0; dim], 5, 1e-9);
            assert!(ours.steps() == 1 && ours.grad_norm[1] < 1e-9, "{run} {dim}: {:?}", ours.grad_norm);
        }
    }
}

/// The lessons' table, rows 7, 8 and 15.
#[test]
fn the_lessons_about_newton_hold() {
    let saddle = plane("boundedsaddle");
    let pure = path("newton~alpha=0", &*saddle, &[1.0, 0.5], 10, 0.0);
    assert!(length(pure.iterate(pure.steps())) < 1e-12, "{:?}", pure.iterate(pure.steps()));
    assert!(path("newton~alpha=3", &*saddle, &[1.0, 0.5], 10, 0.0).f[5] < -0.99);
    let camel = plane("sixhump");
    let pure = path("newton~alpha=0", &*camel, &[0.3, 0.2], 60, 0.0);
    assert!(length(pure.iterate(pure.steps())) < 1e-12);
    let shifted = path("newton~alpha=16", &*camel, &[0.3, 0.2], 60, 0.0);
    assert!((shifted.f[shifted.steps()] + 1.031_628_453).abs() < 1e-8);
    let monkey = path("newton~alpha=0", &*plane("boundedmonkey"), &[0.0, 0.0], 10, 0.0);
    assert_eq!((monkey.steps(), monkey.halt), (0, Some(Halt::NoDirection)));
    let valley = path("newton~alpha=0", &*plane("rosenbrock"), &[-1.2, 1.0], 12, 0.0);
    for (f, expected) in valley.f.iter().zip([24.2, 4.73, 1412.0, 0.056, 0.313]) {
        assert!((f / expected - 1.0).abs() < 0.01, "{:?}", valley.f);
    }
    assert!(valley.f[2] > 700.0 && valley.f[5] < 1e-10, "{:?}", valley.f);
}

#[test]
fn a_singular_matrix_ends_the_run_where_it_is() {
    let ridge = plane("(x+y)^2");
    let ours = path("newton~alpha=0", &*ridge, &[1.0, 2.0], 10, 1e-8);
    assert_eq!((ours.steps(), ours.iterate(0), ours.halt.clone()), (0, &[1.0, 2.0][..], Some(Halt::Singular)));
    assert!(path("newton", &*ridge, &[1.0, 2.0], 10, 1e-8).grad_norm.last().unwrap() <= &1e-8);
    let tilted = path("newton~alpha=0", &*plane("x+2*y"), &[1.0, 2.0], 10, 1e-8);
    assert_eq!((tilted.steps(), tilted.halt), (0, Some(Halt::Singular)));
}

/// Nocedal, Wright, algorithm 3.1 with eq. 3.57 to 3.59 along p, tenths and halves kept.
fn backtrack(f: &dyn Objective, x: &[f64], p: &[f64], slope: f64) -> Vec<f64> {
    let at = |t: f64| x.iter().zip(p).map(|(x, p)| x + t * p).collect::<Vec<f64>>();
    let f0 = f.value(x);
    let (mut t, mut before) = (1.0, None::<(f64, f64)>);
    loop {
        let ft = f.value(&at(t));
        if ft <= f0 + 1e-4 * t * slope {
            return at(t);
        }
        let next = match before {
            None => -slope * t * t / (2.0 * (ft - f0 - slope * t)),
            Some((s, fs)) => {
                let (u, v) = (ft - f0 - slope * t, fs - f0 - slope * s);
                let d = s * s * t * t * (t - s);
                let a = (s * s * u - t * t * v) / d;
                let b = (-s * s * s * u + t * t * t * v) / d;
                (-b + (b * b - 3.0 * a * slope).max(0.0).sqrt()) / (3.0 * a)
            }
        };
        before = Some((t, ft));
        t = next.clamp(0.1 * t, 0.5 * t);
    }
}

#[test]
fn newtons_own_alpha_turns_the_least_eigenvalue_over() {
    for (f, x0) in PLANE {
        let objective = plane(f);
        let ours = path("newton", &*objective, x0, 60, 1e-6);
        assert!(matches!(ours.halt, Some(Halt::Gradient { .. })), "{f} from {x0:?}: {:?}", ours.halt);
        for k in 0..ours.steps() {
            let x = ours.iterate(k);
            let (g, h) = derivatives(&*objective, x);
            let (least, most) = eigenvalues(&h);
            let size = most.abs().max(least.abs());
            let alpha = if least > 1e-12 * size { 0.0 } else { (-2.0 * least).max(1e-4 * size - least) };
            let p = solve(&h, alpha, &g);
            let next = backtrack(&*objective, x, &p, dot(&g, &p));
            close(ours.iterate(k + 1), &next, 1e-13, &format!("{f} from {x0:?}, step {k}"));
        }
    }
}

#[test]
fn newton_cg_goes_along_the_books_direction_to_a_step_with_the_wolfe_conditions() {
    let problems: Vec<(Rc<dyn Objective>, Vec<f64>)> = PLANE
        .iter()
        .map(|(f, x0)| (plane(f), x0.to_vec()))
        .chain([(Rc::new(Chained(5)) as Rc<dyn Objective>, vec![-1.2, 1.0, 0.3, -0.4, 0.5])])
        .collect();
    for (objective, x0) in &problems {
        let ours = path("newton-cg", &**objective, x0, 100, 1e-6);
        assert!(matches!(ours.halt, Some(Halt::Gradient { .. })), "{x0:?}: {:?}", ours.halt);
        for k in 0..ours.steps() {
            let (x, next) = (ours.iterate(k), ours.iterate(k + 1));
            let (g, h) = derivatives(&**objective, x);
            let p = truncated(&h, &g);
            let step: Vec<f64> = next.iter().zip(x).map(|(next, x)| next - x).collect();
            let t = dot(&step, &p) / dot(&p, &p);
            let expected: Vec<f64> = p.iter().map(|p| t * p).collect();
            // What is left of x in the difference of two iterates.
            let rounding = 2.0 * f64::EPSILON * length(x);
            close(&step, &expected, 1e-13 * length(&step) + rounding, "direction");
            let (slope, new_g) = (dot(&g, &p), derivatives(&**objective, next).0);
            assert!(slope < 0.0 && t > 0.0);
            assert!(ours.f[k + 1] <= ours.f[k] + 1e-4 * t * slope + 1e-15 * ours.f[k].abs());
            assert!(dot(&new_g, &p).abs() <= 0.9 * slope.abs());
        }
    }
}

/// Nocedal, Wright, algorithm 7.1, with the sum of absolute values and the scale of −g as in SciPy.
fn truncated(h: &DMatrix<f64>, g: &[f64]) -> Vec<f64> {
    let size = |r: &[f64]| r.iter().map(|r| r.abs()).sum::<f64>();
    let enough = size(g) * size(g).sqrt().min(0.5);
    let mut z = vec![0.0; g.len()];
    let mut r = g.to_vec();
    let mut d: Vec<f64> = g.iter().map(|g| -g).collect();
    for j in 0..20 * g.len() {
        if size(&r) <= enough {
            break;
        }
        let hd = times(h, &d);
        let curvature = dot(&d, &hd);
        if curvature <= 0.0 {
            return if j == 0 { d.iter().map(|d| dot(g, g) / -curvature * d).collect() } else { z };
        }
        let alpha = dot(&r, &r) / curvature;
        let new: Vec<f64> = r.iter().zip(&hd).map(|(r, hd)| r + alpha * hd).collect();
        z = z.iter().zip(&d).map(|(z, d)| z + alpha * d).collect();
        let beta = dot(&new, &new) / dot(&r, &r);
        d = d.iter().zip(&new).map(|(d, r)| -r + beta * d).collect();
        r = new;
    }
    z
}

/// How far a path may be from another that rounds otherwise: in a valley what rounding has changed grows from step to step.
fn along(f: &str) -> f64 {
    if f == "rosenbrock" { 4e-12 } else { 1e-13 }
}

/// Nocedal, Wright, algorithm 4.1 with SciPy's constants and a shrunk step as the new radius; `model` answers p for a radius.
fn trust_region(
    objective: &dyn Objective,
    x0: &[f64],
    steps: usize,
    model: impl Fn(&DMatrix<f64>, &[f64], f64) -> Vec<f64>,
) -> Vec<Vec<f64>> {
    let (mut radius, mut x) = (1.0_f64, x0.to_vec());
    let mut path = vec![x.clone()];
    while path.len() <= steps {
        let (g, h) = derivatives(objective, &x);
        let p = model(&h, &g, radius);
        let next: Vec<f64> = x.iter().zip(&p).map(|(x, p)| x + p).collect();
        let promised = -(dot(&g, &p) + 0.5 * dot(&p, &times(&h, &p)));
        let rho = (objective.value(&x) - objective.value(&next)) / promised;
        if rho < 0.25 {
            radius = 0.25 * length(&p);
        } else if rho > 0.75 && length(&p) > (1.0 - 1e-9) * radius {
            radius = (2.0 * radius).min(1000.0);
        }
        if rho > 0.15 {
            x = next;
            path.push(x.clone());
        }
    }
    path
}

/// The minimizer of the model in the ball, by bisection for σ.
fn exact(h: &DMatrix<f64>, g: &[f64], radius: f64) -> Vec<f64> {
    let (least, _) = eigenvalues(h);
    if least > 0.0 && length(&solve(h, 0.0, g)) <= radius {
        return solve(h, 0.0, g);
    }
    let (mut low, mut high) = ((-least).max(0.0), (-least).max(0.0) + length(g) / radius);
    for _ in 0..200 {
        let mid = 0.5 * (low + high);
        if length(&solve(h, mid, g)) > radius { low = mid } else { high = mid }
    }
    solve(h, high, g)
}

#[test]
fn the_exact_trust_region_takes_the_path_of_the_book() {
    // Where the hard case is near, bisection for σ is not exact enough to compare with.
    for (f, x0) in PLANE.iter().filter(|(f, _)| *f != "boundedsaddle") {
        let objective = plane(f);
        let ours = path("trust-region", &*objective, x0, 60, 1e-5);
        assert!(matches!(ours.halt, Some(Halt::Gradient { .. })), "{f} from {x0:?}: {:?}", ours.halt);
        let literal = trust_region(&*objective, x0, ours.steps(), exact);
        for (k, x) in literal.iter().enumerate() {
            close(ours.iterate(k), x, along(f), &format!("{f} from {x0:?}, step {k}"));
        }
    }
}

/// Nocedal, Wright, eq. 4.16, with τ by bisection: the path gets longer all the way (lemma 4.2).
fn dogleg(h: &DMatrix<f64>, g: &[f64], radius: f64) -> Vec<f64> {
    if eigenvalues(h).0 <= 0.0 {
        return steihaug(h, g, radius);
    }
    let scale = dot(g, g) / dot(g, &times(h, g));
    let newton = solve(h, 0.0, g);
    let point = |tau: f64| -> Vec<f64> {
        g.iter()
            .zip(&newton)
            .map(|(g, b)| if tau <= 1.0 { -tau * scale * g } else { -scale * g + (tau - 1.0) * (b + scale * g) })
            .collect()
    };
    let (mut low, mut high) = (0.0, 2.0);
    if length(&newton) <= radius {
        return newton;
    }
    for _ in 0..200 {
        let mid = 0.5 * (low + high);
        if length(&point(mid)) > radius { high = mid } else { low = mid }
    }
    point(low)
}

/// Nocedal, Wright, algorithm 7.2, to the end.
fn steihaug(h: &DMatrix<f64>, g: &[f64], radius: f64) -> Vec<f64> {
    let to_border = |z: &[f64], d: &[f64]| -> Vec<f64> {
        let (a, b, c) = (dot(d, d), 2.0 * dot(z, d), dot(z, z) - radius * radius);
        let tau = (-b + (b * b - 4.0 * a * c).sqrt()) / (2.0 * a);
        z.iter().zip(d).map(|(z, d)| z + tau * d).collect()
    };
    let mut z = vec![0.0; g.len()];
    let mut r = g.to_vec();
    let mut d: Vec<f64> = g.iter().map(|g| -g).collect();
    for _ in 0..g.len() {
        let curvature = dot(&d, &times(h, &d));
        if curvature <= 0.0 {
            return to_border(&z, &d);
        }
        let alpha = dot(&r, &r) / curvature;
        let far: Vec<f64> = z.iter().zip(&d).map(|(z, d)| z + alpha * d).collect();
        if length(&far) >= radius {
            return to_border(&z, &d);
        }
        z = far;
        let new: Vec<f64> = r.iter().zip(times(h, &d)).map(|(r, hd)| r + alpha * hd).collect();
        let beta = dot(&new, &new) / dot(&r, &r);
        d = d.iter().zip(&new).map(|(d, r)| -r + beta * d).collect();
        r = new;
    }
    z
}

#[test]
fn the_dogleg_takes_the_path_of_the_book() {
    for (f, x0) in PLANE {
        let objective = plane(f);
        let ours = path("trust-region~form=dogleg", &*objective, x0, 100, 1e-5);
        assert!(matches!(ours.halt, Some(Halt::Gradient { .. })), "{f} from {x0:?}: {:?}", ours.halt);
        let literal = trust_region(&*objective, x0, ours.steps(), dogleg);
        for (k, x) in literal.iter().enumerate() {
            close(ours.iterate(k), x, along(f), &format!("{f} from {x0:?}, step {k}"));
        }
    }
}

#[test]
fn a_trust_region_leaves_the_very_point_of_a_saddle_when_no_tolerance_stops_it() {
    for f in ["boundedsaddle", "sixhump"] {
        let ours = path("trust-region", &*plane(f), &[0.0, 0.0], 60, 0.0);
        assert!(ours.f[ours.steps()] < -0.9, "{f}: {:?}", ours.f);
        let dogleg = path("trust-region~form=dogleg", &*plane(f), &[0.0, 0.0], 60, 0.0);
        assert_eq!((dogleg.steps(), dogleg.halt), (0, Some(Halt::NoDirection)), "{f}");
        for run in ["newton", "newton~alpha=1", "newton-cg"] {
            assert_eq!(path(run, &*plane(f), &[0.0, 0.0], 60, 0.0).halt, Some(Halt::NoDirection), "{run} on {f}");
        }
    }
}

#[test]
fn a_trust_regions_value_never_rises_and_every_rejected_point_is_in_the_log() {
    let ours = path("trust-region", &*plane("rosenbrock"), &[-1.2, 1.0], 100, 1e-8);
    assert!(ours.f.windows(2).all(|w| w[1] < w[0]));
    let mut rejected = 0;
    for k in 1..=ours.steps() {
        let trials = ours.trials.of_step(k);
        let last = trials.end - 1;
        assert_eq!(&ours.trials.x[2 * last..2 * last + 2], ours.iterate(k));
        assert_eq!(ours.trials.opinions[last], Opinion::Accepted);
        assert!(ours.trials.opinions[trials.start..last].iter().all(|o| *o == Opinion::TooHigh));
        rejected += last - trials.start;
    }
    let counts = ours.counts[ours.steps()];
    assert!(rejected > 0);
    assert_eq!(counts.f as usize, ours.steps() + 1 + rejected);
    assert_eq!((counts.g as usize, counts.h as usize), (ours.steps() + 1, ours.steps()));
}
