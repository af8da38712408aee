//! Where second-order and direct methods have no easy way: minima, saddles and flats as starts, missing values, extreme scales.

#[path = "support/problems.rs"]
mod problems;

use descent_optim::trajectory::{Halt, Trajectory};
use problems::{Chained, Quadratic, path, plane};

const NEWTON: &[&str] =
    &["newton", "newton~alpha=0", "newton~alpha=1~search=1", "newton-cg", "trust-region", "trust-region~form=dogleg"];
const DIRECT: &[&str] = &["nelder-mead", "nelder-mead~adaptive=1", "powell"];

fn end(path: &Trajectory) -> &[f64] {
    path.iterate(path.steps())
}

#[test]
fn no_start_makes_a_method_hang_or_leave_the_numbers() {
    let starts: &[(&str, [f64; 2])] = &[
        ("x^2+y^2", [0.0, 0.0]),
        ("1", [1.0, 2.0]),
        ("x+0*y", [1.0, 2.0]),
        ("x*y", [0.0, 0.0]),
        ("x^2-y^2", [1.0, 1e-9]),
        ("-x^2-y^2", [1.0, 0.5]),
        ("x^3+y^2", [1.0, 1.0]),
        ("log(x)+y^2", [1.0, 1.0]),
        ("x*log(x)+y^2", [3.0, 1.0]),
        ("sqrt(x)+y^2", [1.0, 1.0]),
        ("(x-sqrt(y))^2+y", [1.0, 4.0]),
        ("1/x+x+y^2", [0.01, 1.0]),
        ("1/(x-y)", [1.0, 1.0]),
        ("1e150*(x^2+x*y+y^2)", [1.0, 2.0]),
        ("1e-150*(x^2+x*y+y^2)", [1.0, 2.0]),
        ("x^2+x*y+y^2", [1e150, -1e140]),
        ("x^2+x*y+y^2", [1e-150, 2e-150]),
        ("x^2+x*y+y^2", [1e308, 1.0]),
        ("exp(x)+exp(-x)+y^2", [300.0, 1.0]),
        ("exp(1000*x)+y^2", [0.5, 1.0]),
        ("abs(x)+abs(y)", [1.0, 0.3]),
        ("max(x,y)^2+abs(x-y)", [1.0, 0.3]),
        ("floor(3*x)+floor(3*y)", [1.0, 1.0]),
        ("x^2+1e16*y^2", [1.0, 1.0]),
        ("1e10+x^2+y^2", [1.0, 2.0]),
        ("exp(-x^2-y^2)", [0.1, 0.1]),
        ("-x^2-y^2", [1e153, 1e150]),
        ("1/x+x+y^2", [-1e-150, 1.0]),
        ("easom", [9.0, 9.0]),
        ("ackley", [0.0, 0.0]),
    ];
    for (f, x0) in starts {
        for run in NEWTON.iter().chain(DIRECT) {
            for tol in [1e-8, 0.0] {
                let ours = path(run, &*plane(f), x0, 100, tol);
                let name = format!("{run} on {f} from {x0:?}, tol {tol}: {:?}", ours.halt);
                assert!(ours.halt.is_some(), "{name}");
                assert!(ours.x.iter().all(|x| x.is_finite()), "{name}");
                assert!(ours.f[1..].iter().all(|f| f.is_finite()), "{name}");
                let full = *run == "newton~alpha=0";
                // A search may take a point that is higher by rounding where its slope says that it is nearer.
                let falls = |w: &[f64]| w[1] <= w[0] + 1e-11 * w[0].abs();
                assert!(full || ours.f.windows(2).all(falls), "{name} climbs");
                let most = (1..=ours.len()).map(|k| ours.trials.of_step(k).len()).max();
                assert!(most <= Some(1100), "{name}: {most:?} trials in a step");
            }
        }
    }
}

#[test]
fn a_start_at_a_minimum_is_its_end() {
    for (f, x) in [("quadratic", [0.0, 0.0]), ("rosenbrock", [1.0, 1.0]), ("booth", [1.0, 3.0])] {
        for run in NEWTON {
            let stopped = path(run, &*plane(f), &x, 20, 1e-8);
            assert_eq!(
                (stopped.steps(), stopped.halt),
                (0, Some(Halt::Gradient { size: 0.0, tol: 1e-8 })),
                "{run} on {f}"
            );
            let free = path(run, &*plane(f), &x, 20, 0.0);
            assert_eq!((free.steps(), free.halt), (0, Some(Halt::NoDirection)), "{run} on {f}");
        }
        for run in DIRECT {
            let ours = path(run, &*plane(f), &x, 200, 1e-8);
            assert!(matches!(ours.halt, Some(Halt::Spread { .. })) && end(&ours) == x, "{run} on {f}: {:?}", ours.halt);
        }
    }
}

#[test]
fn a_flat_function_gives_no_direction_and_a_shrinking_simplex() {
    for run in NEWTON {
        assert_eq!(path(run, &*plane("1"), &[1.0, 2.0], 20, 0.0).halt, Some(Halt::NoDirection), "{run}");
    }
    for run in DIRECT {
        let ours = path(run, &*plane("1"), &[1.0, 2.0], 200, 1e-8);
        assert!(matches!(ours.halt, Some(Halt::Spread { .. })) && end(&ours) == [1.0, 2.0], "{run}: {:?}", ours.halt);
    }
    let ours = path("nelder-mead", &*plane("1"), &[1.0, 2.0], 2000, 0.0);
    assert_eq!(ours.halt, Some(Halt::Rounding), "a simplex of neighbouring numbers cannot shrink");
    assert_eq!(path("powell", &*plane("1"), &[1.0, 2.0], 2000, 0.0).halt, Some(Halt::NoDecrease));
}

#[test]
fn regions_without_values_are_backed_away_from() {
    for run in NEWTON.iter().filter(|run| **run != "newton~alpha=0").chain(DIRECT) {
        let ours = path(run, &*plane("x*log(x)+y^2"), &[3.0, 1.0], 300, 1e-8);
        assert!(
            (end(&ours)[0] - 0.367_879_441_171_442).abs() < 1e-6 && end(&ours)[1].abs() < 1e-6,
            "{run}: {:?}",
            end(&ours)
        );
    }
}

#[test]
fn an_endless_fall_is_called_unbounded() {
    for (run, f) in
        [("newton-cg", "-x^2-y^2"), ("powell", "-x^2-y^2"), ("nelder-mead", "x^3+y^2"), ("newton", "log(x)+y^2")]
    {
        let ours = path(run, &*plane(f), &[1.0, 0.5], 1000, 1e-8);
        assert_eq!(ours.halt, Some(Halt::Unbounded), "{run} on {f}");
    }
}

#[test]
fn scales_of_1e150_change_no_step_of_newtons() {
    let path_of = |run: &str, scale: f64| {
        let bowl = Quadratic { scale, ..Quadratic::definite(3, 50.0) };
        path(run, &bowl, &[1.0, 2.0, -3.0], 2, 0.0)
    };
    for run in ["newton", "newton~alpha=0", "trust-region", "trust-region~form=dogleg"] {
        let plain = path_of(run, 1.0);
        for scale in [1e-150, 1e150] {
            let scaled = path_of(run, scale);
            for (a, b) in plain.x[..6].iter().zip(&scaled.x) {
                assert!((a - b).abs() < 1e-12, "{run} {scale}: {:?} {:?}", plain.x, scaled.x);
            }
        }
    }
}

#[test]
fn chained_valleys_of_several_variables_are_solved() {
    for dim in 2..=10 {
        let x0: Vec<f64> = (0..dim).map(|i| if i % 2 == 0 { -1.2 } else { 1.0 }).collect();
        for run in ["newton", "newton-cg", "trust-region", "trust-region~form=dogleg"] {
            let ours = path(run, &Chained(dim), &x0, 500, 1e-8);
            assert!(matches!(ours.halt, Some(Halt::Gradient { .. })), "{run} {dim}: {:?}", ours.halt);
        }
        let powell = path("powell", &Chained(dim), &x0, 2000, 1e-8);
        assert!(matches!(powell.halt, Some(Halt::Spread { .. })), "{dim}: {:?}", powell.halt);
        assert!(powell.grad_norm[powell.steps()] < 1e-3, "{dim}: {}", powell.grad_norm[powell.steps()]);
    }
    for dim in 2..=4 {
        let ours = path("nelder-mead~adaptive=1", &Chained(dim), &vec![-0.5; dim], 4000, 1e-8);
        assert!(matches!(ours.halt, Some(Halt::Spread { .. })), "{dim}: {:?}", ours.halt);
        assert!(ours.grad_norm[ours.steps()] < 1e-4, "{dim}: {:?}", end(&ours));
    }
}
