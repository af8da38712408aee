//! Moré, Garbow, Hillstrom (1981), *Testing unconstrained optimization software*, ACM TOMS 7: its 35 problems with their starts and minima,
//! solved by the methods of the catalog, and by SciPy for comparison.

mod fits;
mod grown;
mod instances;
mod small;
mod squares;

use descent_optim::experiment::RunSpec;
use descent_optim::math::exp;
use descent_optim::minimize::minimize;
use descent_optim::optimizers;
use descent_optim::run::Budget;
use instances::Instance;
use nalgebra::DMatrix;
use serde_json::Value;

/// The methods, SciPy's nearest one where there is one to compare with, and the problems that each does not solve in 20,000 steps with
/// the tolerance 10⁻⁸. What is not listed has to be solved, so that nothing gets lost in silence.
const METHODS: &[(&str, Option<&str>, &[&str])] = &[
    ("cg", None, &["Powell badly scaled", "Watson 9", "Watson 12"]),
    ("bfgs", Some("BFGS"), &["Watson 12"]),
    ("lbfgs", Some("L-BFGS-B"), &["Watson 12"]),
    ("lbfgsb", Some("L-BFGS-B"), &["Powell badly scaled", "Watson 12"]),
    ("newton", None, &["Osborne 2"]),
    ("newton-cg", None, &["Powell badly scaled", "Watson 12"]),
    ("trust-region", None, &["Biggs EXP6"]),
    (
        "nelder-mead",
        None,
        &[
            "Box 3D",
            "Watson 9",
            "Watson 12",
            "extended Rosenbrock 10",
            "extended Powell 8",
            "extended Powell 12",
            "penalty I 10",
            "penalty II 10",
            "variably dimensioned 10",
        ],
    ),
    ("powell", None, &["Box 3D", "Watson 12", "penalty II 4", "trigonometric 5"]),
];

/// The least share of the problems that steepest descent solves: it creeps along valleys, as the lecture says.
const STEEPEST: usize = 38;

/// The evaluations of the gradient, or of the value where a method takes no gradients, until an iterate has the value of a listed minimum;
/// `None` where the end has no such value.
fn solve(id: &str, one: &Instance) -> Option<u32> {
    let budget = Budget { steps: 20_000, tol: 1e-8, xtol: 0.0 };
    let path = minimize(&RunSpec::of(id), &*one.objective, &one.x0, None, budget).expect("a run");
    let first = path.f.iter().position(|f| one.solves(*f)).filter(|_| one.solves(path.f[path.steps()]))?;
    let counts = path.counts[first];
    Some(if counts.g > 0 { counts.g } else { counts.f })
}

/// SciPy's evaluations until then.
fn scipy() -> Value {
    serde_json::from_str(include_str!("scipy.json")).expect("json")
}

fn theirs(scipy: &Value, method: &str, one: &Instance) -> Option<u32> {
    scipy["runs"][&one.name][method]["solved"].as_u64().map(|calls| calls as u32)
}

#[test]
fn every_method_solves_what_it_always_solved_and_no_less_than_scipys() {
    let (all, scipy) = (instances::all(), scipy());
    let known: Vec<_> = METHODS.iter().filter(|(id, ..)| optimizers::find(id).is_some()).collect();
    let cell = |calls: Option<u32>| calls.map_or("–".to_owned(), |calls| calls.to_string());
    let head: String = known.iter().map(|(id, ..)| format!("{id:>13}")).collect();
    println!("{:29}{:>13}{:>13}{head}", "evaluations until solved", "SciPy BFGS", "L-BFGS-B");
    let mut lost = Vec::new();
    let mut ratios = vec![Vec::new(); known.len()];
    for one in &all {
        print!("{:29}", one.name);
        ["BFGS", "L-BFGS-B"].iter().for_each(|m| print!("{:>13}", cell(theirs(&scipy, m, one))));
        for ((id, peer, unsolved), ratios) in known.iter().zip(&mut ratios) {
            let ours = solve(id, one);
            print!("{:>13}", cell(ours));
            let theirs = peer.and_then(|peer| theirs(&scipy, peer, one));
            if ours.is_none() && (theirs.is_some() || !unsolved.contains(&one.name.as_str())) {
                lost.push(format!("{id}: {}", one.name));
            }
            ratios.extend(ours.zip(theirs).map(|(ours, theirs)| f64::from(ours) / f64::from(theirs)));
        }
        println!();
    }
    for ((id, peer, unsolved), ratios) in known.iter().zip(&mut ratios) {
        ratios.sort_by(f64::total_cmp);
        let Some(peer) = peer else { continue };
        let (median, twice) = (ratios[ratios.len() / 2], ratios.iter().filter(|r| **r > 2.0).count());
        println!(
            "{id}: {} of {} solved; {median:.2} of {peer}'s evaluations, {twice} above twice",
            all.len() - unsolved.len(),
            all.len()
        );
    }
    assert_eq!(lost, [""; 0]);
}

#[test]
fn steepest_descent_creeps_but_arrives_at_most() {
    let solved = instances::all().iter().filter(|one| solve("steepest", one).is_some()).count();
    assert!(solved >= STEEPEST, "{solved}");
}

/// f(x₀) as computed by others: the paper's problems are easily mistyped, and a wrong constant seldom shows in a minimum of 0.
#[test]
fn values_at_the_starts_are_those_that_others_compute() {
    let known = [
        ("Rosenbrock", 24.2),
        ("Freudenstein and Roth", 400.5),
        ("Powell badly scaled", 1.135262),
        ("Brown badly scaled", 9.999980e11),
        ("Beale", 14.203125),
        ("Jennrich and Sampson", 4171.306),
        ("helical valley", 2500.0),
        ("Bard", 41.68170),
        ("Gaussian", 3.888107e-6),
        ("Meyer", 1.693608e9),
        ("Gulf", 12.11071),
        ("Box 3D", 1031.154),
        ("Powell singular", 215.0),
        ("Wood", 19192.0),
        ("Kowalik and Osborne", 5.313172e-3),
        ("Brown and Dennis", 7.926693e6),
        ("Osborne 1", 0.8790263),
        ("Biggs EXP6", 0.7790701),
        ("Osborne 2", 2.093420),
        ("Watson 6", 30.0),
    ];
    let all = instances::all();
    for (name, f) in known {
        let one = all.iter().find(|one| one.name == name).expect("an instance");
        let value = one.objective.value(&one.x0);
        assert!((value - f).abs() <= 1e-6 * f, "{name}: {value}");
    }
}

#[test]
fn derivatives_agree_with_differences() {
    for one in instances::all() {
        let n = one.x0.len();
        // Beside the start, where symmetry would hide mistakes.
        let x: Vec<f64> = one.x0.iter().enumerate().map(|(i, x)| x + 0.01 * (i as f64 + 1.0)).collect();
        let (mut gradient, mut hessian) = (vec![0.0; n], DMatrix::zeros(n, n));
        one.objective.hessian(&x, &mut gradient, &mut hessian);
        let (size, steep) = (hessian.amax(), gradient.iter().fold(0.0, |m: f64, g| m.max(g.abs())));
        for i in 0..n {
            let h = 1e-5 * x[i].abs().max(0.1);
            let at = |sign: f64| {
                let (mut x, mut g) = (x.clone(), vec![0.0; n]);
                x[i] += sign * h;
                (one.objective.gradient(&x, &mut g), g)
            };
            let ((fa, ga), (fb, gb)) = (at(1.0), at(-1.0));
            let slope = (fa - fb) / (2.0 * h);
            let noise = 1e-15 * fa.abs() / h;
            assert!((slope - gradient[i]).abs() <= 1e-6 * steep + 10.0 * noise, "{}: {slope} {gradient:?}", one.name);
            for j in 0..n {
                let curvature = (ga[j] - gb[j]) / (2.0 * h);
                let off = (curvature - hessian[(i, j)]).abs();
                assert!(
                    off <= 1e-5 * size + 1e-14 * steep / h,
                    "{} {i} {j}: {curvature} {}",
                    one.name,
                    hessian[(i, j)]
                );
            }
        }
    }
}
