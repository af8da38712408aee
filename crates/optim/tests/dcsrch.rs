//! The search for the strong Wolfe conditions against a literal transcription of MINPACK-2's `dcsrch` and `dcstep`, with its names, on
//! the test functions of Moré and Thuente (1994), ACM TOMS 20, section 5.

use descent_optim::evaluator::{Evaluator, Memory};
use descent_optim::objective::Objective;
use descent_optim::point::Point;
use descent_optim::searches::{Line, Search, Wolfe};
use descent_optim::trajectory::Trials;
use nalgebra::DMatrix;
use std::f64::consts::PI;

/// A function of the step with its derivative.
type Phi = fn(f64) -> [f64; 2];

/// A function along one variable.
struct Along(Phi);

impl Objective for Along {
    fn dim(&self) -> usize {
        1
    }
    fn value(&self, x: &[f64]) -> f64 {
        (self.0)(x[0])[0]
    }
    fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let [f, g] = (self.0)(x[0]);
        gradient[0] = g;
        f
    }
    fn hessian(&self, _: &[f64], _: &mut [f64], _: &mut DMatrix<f64>) -> f64 {
        unreachable!("a search asks for no Hessian")
    }
}

/// (5.1), β = 2.
fn rational(a: f64) -> [f64; 2] {
    [-a / (a * a + 2.0), (a * a - 2.0) / ((a * a + 2.0) * (a * a + 2.0))]
}

/// (5.2), β = 0.004.
fn quintic(a: f64) -> [f64; 2] {
    let b = a + 0.004;
    let cube = b * b * b;
    [cube * b * (b - 2.0), cube * (5.0 * b - 8.0)]
}

/// (5.3), β = 0.01, l = 39: a kink that is rounded off, under a wave.
fn wavy(a: f64) -> [f64; 2] {
    let (beta, l) = (0.01, 39.0);
    let [f, g] = match a {
        a if a <= 1.0 - beta => [1.0 - a, -1.0],
        a if a >= 1.0 + beta => [a - 1.0, 1.0],
        a => [(a - 1.0) * (a - 1.0) / (2.0 * beta) + beta / 2.0, (a - 1.0) / beta],
    };
    let wave = l * PI / 2.0;
    let (sin, cos) = (descent_optim::math::sin(wave * a), descent_optim::math::cos(wave * a));
    [f + 2.0 * (1.0 - beta) / (l * PI) * sin, g + (1.0 - beta) * cos]
}

/// (5.4), after Yanai, Ozawa, Kaneko.
fn yanai(a: f64, b1: f64, b2: f64) -> [f64; 2] {
    let gamma = |b: f64| (1.0 + b * b).sqrt() - b;
    let (left, right) = (((1.0 - a) * (1.0 - a) + b2 * b2).sqrt(), (a * a + b1 * b1).sqrt());
    [gamma(b1) * left + gamma(b2) * right, gamma(b1) * (a - 1.0) / left + gamma(b2) * a / right]
}

/// The functions with ftol and gtol as in the paper's tables I to VI.
const FUNCTIONS: [(Phi, f64, f64); 6] = [
    (rational, 1e-3, 0.1),
    (quintic, 0.1, 0.1),
    (wavy, 0.1, 0.1),
    (|a| yanai(a, 0.001, 0.001), 1e-3, 1e-3),
    (|a| yanai(a, 0.01, 0.001), 1e-3, 1e-3),
    (|a| yanai(a, 0.001, 0.01), 1e-3, 1e-3),
];

/// Step, value and slope of an end of the interval.
#[derive(Clone, Copy)]
struct End {
    st: f64,
    f: f64,
    d: f64,
}

/// All trial steps of `dcsrch`, the accepted one last.
fn dcsrch(phi: Phi, first: f64, ftol: f64, gtol: f64, xtol: f64, stpmax: f64) -> Vec<f64> {
    let [finit, ginit] = phi(0.0);
    let (mut brackt, mut stage, gtest) = (false, 1, ftol * ginit);
    let (mut width, mut width1) = (stpmax, 2.0 * stpmax);
    let start = End { st: 0.0, f: finit, d: ginit };
    let (mut x, mut y, mut stp) = (start, start, first);
    let (mut stmin, mut stmax) = (0.0, stp + 4.0 * stp);
    let mut steps = Vec::new();
    loop {
        steps.push(stp);
        let [f, g] = phi(stp);
        let ftest = finit + stp * gtest;
        if stage == 1 && f <= ftest && g >= 0.0 {
            stage = 2;
        }
        let rounding = brackt && (stp <= stmin || stp >= stmax);
        let narrow = brackt && stmax - stmin <= xtol * stmax;
        let at_the_end = stp == stpmax && f <= ftest && g <= gtest;
        if rounding || narrow || at_the_end || (f <= ftest && g.abs() <= gtol * -ginit) {
            return steps;
        }
        if stage == 1 && f <= x.f && f > ftest {
            let lean = |e: End, by: f64| End { f: e.f - e.st * by, d: e.d - by, ..e };
            let (mut xm, mut ym) = (lean(x, gtest), lean(y, gtest));
            let trial = lean(End { st: stp, f, d: g }, gtest);
            stp = dcstep(&mut xm, &mut ym, trial, &mut brackt, stmin, stmax);
            (x, y) = (lean(xm, -gtest), lean(ym, -gtest));
        } else {
            stp = dcstep(&mut x, &mut y, End { st: stp, f, d: g }, &mut brackt, stmin, stmax);
        }
        if brackt {
            if (y.st - x.st).abs() >= 0.66 * width1 {
                stp = x.st + 0.5 * (y.st - x.st);
            }
            (width1, width) = (width, (y.st - x.st).abs());
            (stmin, stmax) = (x.st.min(y.st), x.st.max(y.st));
        } else {
            (stmin, stmax) = (stp + 1.1 * (stp - x.st), stp + 4.0 * (stp - x.st));
        }
        stp = stp.clamp(0.0, stpmax);
        if brackt && (stp <= stmin || stp >= stmax || stmax - stmin <= xtol * stmax) {
            stp = x.st;
        }
    }
}

fn dcstep(x: &mut End, y: &mut End, p: End, brackt: &mut bool, stpmin: f64, stpmax: f64) -> f64 {
    let (fx, dx, fp, dp, stx, stp) = (x.f, x.d, p.f, p.d, x.st, p.st);
    let sgnd = dp * (dx / dx.abs());
    let stpf;
    if fp > fx {
        let theta = 3.0 * (fx - fp) / (stp - stx) + dx + dp;
        let s = theta.abs().max(dx.abs()).max(dp.abs());
        let mut gamma = s * ((theta / s) * (theta / s) - (dx / s) * (dp / s)).sqrt();
        if stp < stx {
            gamma = -gamma;
        }
        let r = ((gamma - dx) + theta) / (((gamma - dx) + gamma) + dp);
        let stpc = stx + r * (stp - stx);
        let stpq = stx + ((dx / ((fx - fp) / (stp - stx) + dx)) / 2.0) * (stp - stx);
        stpf = if (stpc - stx).abs() < (stpq - stx).abs() { stpc } else { stpc + (stpq - stpc) / 2.0 };
        *brackt = true;
    } else if sgnd < 0.0 {
        let theta = 3.0 * (fx - fp) / (stp - stx) + dx + dp;
        let s = theta.abs().max(dx.abs()).max(dp.abs());
        let mut gamma = s * ((theta / s) * (theta / s) - (dx / s) * (dp / s)).sqrt();
        if stp > stx {
            gamma = -gamma;
        }
        let r = ((gamma - dp) + theta) / (((gamma - dp) + gamma) + dx);
        let stpc = stp + r * (stx - stp);
        let stpq = stp + (dp / (dp - dx)) * (stx - stp);
        stpf = if (stpc - stp).abs() > (stpq - stp).abs() { stpc } else { stpq };
        *brackt = true;
    } else if dp.abs() < dx.abs() {
        let theta = 3.0 * (fx - fp) / (stp - stx) + dx + dp;
        let s = theta.abs().max(dx.abs()).max(dp.abs());
        let mut gamma = s * ((theta / s) * (theta / s) - (dx / s) * (dp / s)).max(0.0).sqrt();
        if stp > stx {
            gamma = -gamma;
        }
        let r = ((gamma - dp) + theta) / ((gamma + (dx - dp)) + gamma);
        let stpc = match r {
            r if r < 0.0 && gamma != 0.0 => stp + r * (stx - stp),
            _ if stp > stx => stpmax,
            _ => stpmin,
        };
        let stpq = stp + (dp / (dp - dx)) * (stx - stp);
        if *brackt {
            let nearer = if (stpc - stp).abs() < (stpq - stp).abs() { stpc } else { stpq };
            let limit = stp + 0.66 * (y.st - stp);
            stpf = if stp > stx { nearer.min(limit) } else { nearer.max(limit) };
        } else {
            let farther = if (stpc - stp).abs() > (stpq - stp).abs() { stpc } else { stpq };
            stpf = farther.min(stpmax).max(stpmin);
        }
    } else if *brackt {
        let (fy, dy, sty) = (y.f, y.d, y.st);
        let theta = 3.0 * (fp - fy) / (sty - stp) + dy + dp;
        let s = theta.abs().max(dy.abs()).max(dp.abs());
        let mut gamma = s * ((theta / s) * (theta / s) - (dy / s) * (dp / s)).sqrt();
        if stp > sty {
            gamma = -gamma;
        }
        let r = ((gamma - dp) + theta) / (((gamma - dp) + gamma) + dy);
        stpf = stp + r * (sty - stp);
    } else {
        stpf = if stp > stx { stpmax } else { stpmin };
    }
    if fp > fx {
        *y = p;
    } else {
        if sgnd < 0.0 {
            *y = *x;
        }
        *x = p;
    }
    stpf
}

#[test]
fn the_search_takes_the_steps_of_minpack() {
    for (number, (phi, ftol, gtol)) in FUNCTIONS.into_iter().enumerate() {
        for first in [1e-3, 1e-1, 1e1, 1e3] {
            let objective = Along(phi);
            let (mut memory, mut trials) = (Memory::new(1, None), Trials::default());
            let mut eval = Evaluator::new(&objective, &mut memory, &mut trials);
            let (mut from, mut to) = (Point::new(1), Point::new(1));
            eval.turn(&mut from, &[0.0]).expect("a number");
            let (line, search) = (Line::new(&from, &[1.0]), Wolfe::new(ftol, gtol));
            let step = search.along(&line, first, &mut to, &mut eval).expect("a step");
            let theirs = dcsrch(phi, first, ftol, gtol, search.narrow, line.most);
            assert_eq!(step, to.x[0]);
            let close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-9 * b.abs();
            let same = trials.x.len() == theirs.len() && trials.x.iter().zip(&theirs).all(close);
            assert!(same, "function {} from {first}: {:?}, dcsrch {theirs:?}", number + 1, trials.x);
        }
    }
}

/// The trials and the accepted steps in the paper's tables I to VI, after first steps of 10⁻³, 10⁻¹, 10 and 10³.
const TABLES: [[(usize, f64); 4]; 6] = [
    [(6, 1.4), (3, 1.4), (1, 10.0), (4, 37.0)],
    [(12, 1.6), (8, 1.6), (8, 1.6), (11, 1.6)],
    [(12, 1.0), (12, 1.0), (10, 1.0), (13, 1.0)],
    [(4, 0.08), (1, 0.1), (3, 0.35), (4, 0.83)],
    [(6, 0.075), (3, 0.078), (7, 0.073), (8, 0.076)],
    [(13, 0.93), (11, 0.93), (8, 0.92), (11, 0.92)],
];

#[test]
fn the_transcription_ends_where_the_papers_search_ends() {
    for ((phi, ftol, gtol), table) in FUNCTIONS.into_iter().zip(TABLES) {
        for (first, (trials, near)) in [1e-3, 1e-1, 1e1, 1e3].into_iter().zip(table) {
            let steps = dcsrch(phi, first, ftol, gtol, 1e-14, 1e200);
            assert_eq!(steps.len(), trials, "from {first}: {steps:?}");
            let last = *steps.last().expect("a step");
            let [f, g] = phi(last);
            let [finit, ginit] = phi(0.0);
            assert!(f <= finit + ftol * last * ginit && g.abs() <= gtol * -ginit, "{steps:?}");
            assert!((last - near).abs() <= 0.07 * near, "{steps:?}");
        }
    }
}
