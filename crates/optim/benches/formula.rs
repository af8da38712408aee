//! Typed formulas against the built-ins and against exmex, in one process.
//!
//! The machine may have slow phases, so competitors take turns: every round times each of them once, ratios are taken
//! within a round, and their median and range are printed. `cargo bench -p descent-optim --bench formula`.

use descent_optim::catalog::{Form, Values};
use descent_optim::critical;
use descent_optim::formula::Program;
use descent_optim::functions::find;
use descent_optim::objective::Objective;
use exmex::prelude::*;
use std::hint::black_box;
use std::time::Instant;

/// The points of each direction of a field.
const NODES: usize = 256;
const ROUNDS: usize = 21;

/// A competitor: a name and one pass over its points.
struct Competitor<'a> {
    name: &'static str,
    points: usize,
    pass: Box<dyn FnMut() + 'a>,
}

/// Times the competitors in turns and prints nanoseconds a point and the ratio to the first one.
fn race(title: &str, competitors: &mut [Competitor<'_>]) {
    let mut times = vec![Vec::with_capacity(ROUNDS); competitors.len()];
    for round in 0..=ROUNDS {
        for (competitor, times) in competitors.iter_mut().zip(&mut times) {
            let start = Instant::now();
            (competitor.pass)();
            let nanoseconds = start.elapsed().as_secs_f64() * 1e9 / competitor.points as f64;
            // The first round warms up.
            if round > 0 {
                times.push(nanoseconds);
            }
        }
    }
    println!("{title}");
    for (competitor, own) in competitors.iter().zip(&times) {
        let mut ratios: Vec<f64> = own.iter().zip(&times[0]).map(|(own, first)| own / first).collect();
        let mut own = own.clone();
        own.sort_by(f64::total_cmp);
        ratios.sort_by(f64::total_cmp);
        let middle = ROUNDS / 2;
        println!(
            "  {:24} {:9.2} ns   {:7.2}x  ({:.2} to {:.2})",
            competitor.name,
            own[middle],
            ratios[middle],
            ratios[0],
            ratios[ROUNDS - 1]
        );
    }
}

fn field(area: [f64; 4]) -> (Vec<f64>, Vec<f64>) {
    let on = |from: f64, to: f64, i: usize| from + (to - from) * i as f64 / (NODES - 1) as f64;
    let xs = (0..NODES * NODES).map(|i| on(area[0], area[1], i % NODES)).collect();
    let ys = (0..NODES * NODES).map(|i| on(area[2], area[3], i / NODES)).collect();
    (xs, ys)
}

fn compare(id: &str, text_for_exmex: &str) {
    let function = find(id).expect(id);
    let knobs = Values::of(function.knobs, Form::Lecture, |_| None);
    let pairs: Vec<(&str, f64)> = function.knobs.iter().map(|knob| (knob.key, knobs.get(knob.key))).collect();
    let built_in = (function.build)(&knobs);
    let typed = Program::compile(function.formula).expect(id).with(&pairs);
    let flat = exmex::parse::<f64>(text_for_exmex).expect("exmex reads it");
    let by_x = flat.clone().partial(0).expect("a derivative");
    let by_y = flat.clone().partial(1).expect("a derivative");
    let (xs, ys) = field(function.area);
    let count = xs.len();
    let few = count / 16;
    let [mut a, mut b] = [(); 2].map(|()| vec![0.0; count]);
    let [mut c, mut d, mut e, mut f, mut g, mut h] = [(); 6].map(|()| vec![0.0; count]);

    let off = {
        let value = flat.eval(&[xs[1000], ys[1000]]).expect("a value");
        (value - built_in.value(&[xs[1000], ys[1000]])).abs()
    };
    assert!(off < 1e-10, "the competitors compute the same");

    race(
        &format!("{id}: values on {NODES}²"),
        &mut [
            Competitor {
                name: "built-in",
                points: count,
                pass: Box::new(|| built_in.values(&xs, &ys, black_box(&mut a))),
            },
            Competitor { name: "typed", points: count, pass: Box::new(|| typed.values(&xs, &ys, black_box(&mut b))) },
            Competitor {
                name: "typed, one by one",
                points: few,
                pass: Box::new(|| {
                    for (x, y) in xs.iter().zip(&ys).step_by(16) {
                        black_box(typed.value(&[*x, *y]));
                    }
                }),
            },
            Competitor {
                name: "exmex",
                points: few,
                pass: Box::new(|| {
                    for (x, y) in xs.iter().zip(&ys).step_by(16) {
                        black_box(flat.eval(&[*x, *y]).ok());
                    }
                }),
            },
        ],
    );
    race(
        &format!("{id}: values and gradients on {NODES}²"),
        &mut [
            Competitor {
                name: "built-in",
                points: count,
                pass: Box::new(|| built_in.gradients(&xs, &ys, black_box(&mut c), &mut d, &mut e)),
            },
            Competitor {
                name: "typed",
                points: count,
                pass: Box::new(|| typed.gradients(&xs, &ys, black_box(&mut f), &mut g, &mut h)),
            },
            Competitor {
                name: "typed, one by one",
                points: few,
                pass: Box::new(|| {
                    let mut gradient = [0.0; 2];
                    for (x, y) in xs.iter().zip(&ys).step_by(16) {
                        black_box(typed.gradient(&[*x, *y], black_box(&mut gradient)));
                    }
                }),
            },
            Competitor {
                name: "exmex, partials",
                points: few,
                pass: Box::new(|| {
                    for (x, y) in xs.iter().zip(&ys).step_by(16) {
                        let at = [*x, *y];
                        black_box((flat.eval(&at).ok(), by_x.eval(&at).ok(), by_y.eval(&at).ok()));
                    }
                }),
            },
        ],
    );
    race(
        &format!("{id}: the rest, a call"),
        &mut [
            Competitor {
                name: "critical points, searched",
                points: 1,
                pass: Box::new(|| {
                    black_box(critical::points(&typed, function.area, &[]));
                }),
            },
            Competitor {
                name: "text to code",
                points: 1,
                pass: Box::new(|| {
                    black_box(Program::compile(function.formula).expect(id).with(&pairs));
                }),
            },
        ],
    );
}

fn main() {
    compare("sixhump", "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2");
    compare("rastrigin", "2*10 + x^2 + y^2 - 10*(cos(2*PI*x) + cos(2*PI*y))");
}
