//! What a line search promises, checked on functions of one variable drawn at random, gentle and nasty ones.

use crate::problems::{Dice, Problem};
use descent_optim::evaluator::{Evaluator, Memory};
use descent_optim::math::{cos, pow, sin};
use descent_optim::objective::Objective;
use descent_optim::point::Point;
use descent_optim::searches::{Backtracking, Line, Search, Wolfe};
use descent_optim::trajectory::{Opinion, Trials};
use descent_optim::vector::dot;

/// A sum of waves, powers and a kink or none, unbounded below or not, at some scale.
fn function(dice: &mut Dice, nasty: bool) -> Problem {
    let waves: Vec<[f64; 3]> =
        (0..3).map(|_| [dice.between(-1.0, 1.0), dice.between(0.1, 5.0), dice.between(0.0, 6.0)]).collect();
    let (quartic, square) = (dice.between(0.01, 0.2), dice.between(-1.0, 1.0));
    let scale = if nasty { pow(10.0, dice.between(-20.0, 20.0)) } else { 1.0 };
    let (kink, wall) = (dice.between(-1.0, 1.0), dice.between(0.5, 20.0));
    Problem::new("waves", 1, move |x, g| {
        let x = x[0];
        let mut f = quartic * x * x * x * x + square * x * x;
        let mut d = 4.0 * quartic * x * x * x + 2.0 * square * x;
        for [a, w, phase] in &waves {
            f += a * sin(w * x + phase);
            d += a * w * cos(w * x + phase);
        }
        if nasty {
            f += (x - kink).abs();
            d += (x - kink).signum();
            if x > wall {
                f = f64::NAN;
            }
        }
        g[0] = scale * d;
        scale * f
    })
}

struct Outcome {
    from: Point,
    direction: Vec<f64>,
    to: Point,
    step: f64,
    trials: Trials,
    counts: u32,
}

/// The search from a random point with a random length of its direction; `None` where it finds nothing.
fn search(dice: &mut Dice, problem: &Problem, search: &dyn Search) -> Option<Outcome> {
    let x = dice.vector(1, -3.0, 0.0);
    let (mut memory, mut trials) = (Memory::new(1, None), Trials::default());
    let mut eval = Evaluator::new(problem, &mut memory, &mut trials);
    let (mut from, mut to) = (Point::new(1), Point::new(1));
    eval.turn(&mut from, &x).expect("a number");
    let length = pow(10.0, dice.between(-3.0, 1.0)) / from.g[0].abs();
    let direction = vec![-from.g[0] * length];
    let first = dice.between(0.1, 2.0);
    let step = search.along(&Line::new(&from, &direction), first, &mut to, &mut eval).ok()?;
    let counts = eval.counts().f;
    Some(Outcome { from, direction, to, step, trials, counts })
}

#[test]
fn accepted_steps_satisfy_the_strong_wolfe_conditions() {
    let mut dice = Dice::new(94);
    for trial in 0..3000 {
        let (c1, c2) = [(1e-4, 0.9), (1e-4, 0.4), (1e-3, 0.1), (0.1, 0.1)][trial % 4];
        let problem = function(&mut dice, false);
        let Some(o) = search(&mut dice, &problem, &Wolfe::new(c1, c2)) else { panic!("trial {trial} finds nothing") };
        let (begin, end) = (dot(&o.from.g, &o.direction), dot(&o.to.g, &o.direction));
        let low = o.to.f <= o.from.f + c1 * o.step * begin;
        let close = o.to.f <= o.from.f + 1e-11 * o.from.f.abs() && end <= (2.0 * c1 - 1.0) * begin;
        assert!(low || close, "trial {trial}: {} from {}", o.to.f, o.from.f);
        assert!(end.abs() <= c2 * begin.abs(), "trial {trial}: slope {end} of {begin}");
        assert_eq!(o.to.f, problem.value(&o.to.x));
        assert_eq!(o.to.x[0], o.from.x[0] + o.step * o.direction[0]);
        assert!(o.counts <= 40, "trial {trial}: {}", o.counts);
    }
}

#[test]
fn a_step_on_a_nasty_function_is_a_decrease_too_or_there_is_none() {
    let mut dice = Dice::new(13);
    let mut found = 0;
    for trial in 0..3000 {
        let problem = function(&mut dice, true);
        let searches: [&dyn Search; 2] = [&Wolfe::new(1e-4, 0.9), &Backtracking::USUAL];
        for method in searches {
            let Some(o) = search(&mut dice, &problem, method) else { continue };
            let begin = dot(&o.from.g, &o.direction);
            assert!(o.to.f <= o.from.f + 1e-4 * o.step * begin + 1e-11 * o.from.f.abs(), "trial {trial}");
            assert!(o.to.f.is_finite() && o.to.g[0].is_finite());
            assert_eq!(o.trials.opinions.last(), Some(&Opinion::Accepted), "trial {trial}");
            assert_eq!(o.trials.x[o.trials.f.len() - 1], o.to.x[0], "trial {trial}");
            // The start, all trials, and the best of them once more.
            assert!(o.counts <= 62, "trial {trial}: {}", o.counts);
            found += 1;
        }
    }
    assert!(found > 5500, "{found}");
}

#[test]
fn a_search_goes_on_until_its_caller_is_content() {
    let mut dice = Dice::new(29);
    for trial in 0..300 {
        let problem = function(&mut dice, false);
        let x = dice.vector(1, -3.0, 0.0);
        let (mut memory, mut trials) = (Memory::new(1, None), Trials::default());
        let mut eval = Evaluator::new(&problem, &mut memory, &mut trials);
        let (mut from, mut to) = (Point::new(1), Point::new(1));
        eval.turn(&mut from, &x).expect("a number");
        let direction = vec![-from.g[0]];
        let limit = 1e-3 * from.g[0].abs();
        let line = Line::new(&from, &direction);
        Wolfe::new(1e-4, 0.9).along_until(&line, 0.1, &mut to, &mut eval, |to| to.g[0].abs() <= limit).expect("a step");
        assert!(to.g[0].abs() <= limit, "trial {trial}: {} of {limit}", to.g[0]);
    }
}
