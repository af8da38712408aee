//! What is said to people about a run: how it ended, and where.

use crate::walls::{self, Walls};
use crate::words::{number, point};
use descent_optim::cure::Cure;
use descent_optim::experiment::{Experiment, RunSpec};
use descent_optim::functions::Nature;
use descent_optim::optimizers;
use descent_optim::race::Entry;
use descent_optim::trajectory::{Broken, Halt, Opinion, Trajectory};
use descent_optim::verdict::Verdict;

/// The word for how a run ended, for programs.
pub fn kind(halt: Option<&Halt>) -> &'static str {
    match halt {
        None => "running",
        Some(Halt::Budget) => "budget",
        Some(Halt::Gradient { .. }) => "gradient",
        Some(Halt::ShortStep { .. }) => "step",
        Some(Halt::Spread { .. }) => "spread",
        Some(Halt::NoDirection) => "flat",
        Some(Halt::Singular) => "singular",
        Some(Halt::Rounding) => "rounding",
        Some(Halt::NoDecrease) => "search",
        Some(Halt::Unbounded) => "unbounded",
        Some(Halt::NonFinite { .. }) => "nonfinite",
    }
}

/// The word for what came of a trial, for programs.
pub fn opinion(opinion: Opinion) -> &'static str {
    match opinion {
        Opinion::Accepted => "accepted",
        Opinion::TooHigh => "too-high",
        Opinion::TooSteep => "too-steep",
        Opinion::NotFinite => "not-finite",
        Opinion::Passed => "passed",
    }
}

/// What the gradient is called that a run is measured by: within bounds what they leave of it.
fn gradient(within: bool) -> &'static str {
    if within { "projected gradient" } else { "gradient" }
}

/// Why a run ended, as a sentence; `within` bounds or free.
pub fn halt(path: &Trajectory, within: bool) -> String {
    let steps = path.steps();
    let gradient = gradient(within);
    match &path.halt {
        None => format!("Still running after {}.", counted(steps, "step")),
        Some(Halt::Budget) => {
            if steps == 1 {
                "The one step is taken.".to_owned()
            } else {
                format!("All {steps} steps are taken.")
            }
        }
        Some(Halt::Gradient { size, tol }) => {
            format!("At step {steps} the {gradient}, {}, is at most tol = {}.", size_of(*size), size_of(*tol))
        }
        Some(Halt::ShortStep { length, xtol }) => {
            format!(
                "After {} the next one, {} long, would be shorter than xtol = {}.",
                counted(steps, "step"),
                size_of(*length),
                size_of(*xtol)
            )
        }
        Some(Halt::Spread { size, tol }) => {
            format!("At step {steps} its search is {} wide, at most tol = {}.", size_of(*size), size_of(*tol))
        }
        Some(Halt::NoDirection) => format!("At step {steps} the {gradient} is exactly 0: nothing says where to go."),
        Some(Halt::Singular) => {
            format!("At step {steps} the matrix of Newton's equations is singular: there is no Newton step.")
        }
        Some(Halt::Rounding) => format!(
            "At step {steps} the search found no decrease: what is left, with a {gradient} of {}, is lost in the rounding of the value.",
            size_of(path.grad_norm[steps])
        ),
        Some(Halt::NoDecrease) => {
            let trials = path.trials.of_step(steps + 1).len();
            format!("At step {steps} the search found no lower value in {}.", counted(trials, "trial"))
        }
        Some(Halt::Unbounded) => {
            format!("In step {} the value falls without end: the function has no least value there.", steps + 1)
        }
        Some(Halt::NonFinite { what, at }) => {
            let what = match what {
                Broken::Value => "the function has no finite value",
                Broken::Gradient => "the gradient is not finite",
                Broken::Hessian => "the Hessian is not finite",
                Broken::Iterate => {
                    return format!("After {} the next point is beyond all numbers.", counted(steps, "step"));
                }
            };
            let step = if *at == path.iterate(steps) { steps } else { steps + 1 };
            format!("At step {step} {what}, at {}.", point(at, 3))
        }
    }
}

/// What people should know of a run besides how it ends.
pub fn note(entry: &Entry) -> Option<&'static str> {
    match entry {
        _ if entry.ignores_bounds => Some("ignores the bounds"),
        _ if entry.was_outside => Some("began at the nearest point inside"),
        _ => None,
    }
}

/// The bounds of an experiment whose runs are called `names`, and what they mean; empty where there are none.
#[cold]
pub fn bounds(experiment: &Experiment, names: &[String]) -> String {
    let text = match &walls::of(experiment)[..] {
        [] => return String::new(),
        [one] => format!(": {}", range(one)),
        _ => {
            let own = |(run, name): (&RunSpec, &String)| {
                let walls =
                    experiment.bounds_of(run).filter(|_| optimizers::find(&run.method).is_some_and(|m| m.bounded))?;
                Some(format!("{name}: {}", range(&walls)))
            };
            format!(". {}", experiment.o.iter().zip(names).filter_map(own).collect::<Vec<_>>().join("; "))
        }
    };
    format!("Bounds{text}. Runs that keep to them are measured by the projected gradient.")
}

/// The sides of a box that are finite.
fn range(walls: &Walls) -> String {
    let side = |name: &str, low: f64, high: f64| match (low.is_finite(), high.is_finite()) {
        _ if low == high => Some(format!("{name} = {}", number(low, 4))),
        (true, true) => Some(format!("{} ≤ {name} ≤ {}", number(low, 4), number(high, 4))),
        (true, false) => Some(format!("{name} ≥ {}", number(low, 4))),
        (false, true) => Some(format!("{name} ≤ {}", number(high, 4))),
        (false, false) => None,
    };
    let sides = [side("x", walls[0], walls[1]), side("y", walls[2], walls[3])];
    let text = sides.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if text.is_empty() { "none on any side".to_owned() } else { text }
}

/// What is offered to a run, and why it may help.
pub fn cure(cure: Cure) -> [String; 2] {
    match cure {
        Cure::Clip(length) => [
            format!("Beside it, with its gradient clipped to {}", number(length, 3)),
            "A step leapt across half of the view. Clipping keeps the direction of the gradient and limits its length."
                .into(),
        ],
        Cure::Noise(deviation) => [
            format!("Beside it, with noise of {} on its gradient", number(deviation, 3)),
            "The gradient is zero and this is no minimum: nothing says where to go. Noise leads out, where no tolerance ends the run.".into(),
        ],
    }
}

/// Where a run ended and why, in a few words: the line beside its name.
pub fn verdict(verdict: &Verdict, path: &Trajectory) -> String {
    let step = path.steps();
    match verdict {
        Verdict::At { point: p, arrived } => {
            let what = match (p.nature, p.global) {
                (Nature::Minimum, true) => "the global minimum".to_owned(),
                (Nature::Minimum, false) => format!("the local minimum at {}", point(&p.at, 3)),
                (Nature::Saddle, _) => format!("the saddle at {}", point(&p.at, 3)),
                (Nature::Maximum, _) => format!("the maximum at {}", point(&p.at, 3)),
                (Nature::Degenerate, _) => format!("a flat point at {}", point(&p.at, 3)),
            };
            if *arrived { format!("at {what}") } else { format!("close to {what}") }
        }
        Verdict::Held { by } => {
            let side = |(i, upper): &(usize, bool)| {
                let variable = ["x", "y"].get(*i).copied().unwrap_or("a variable");
                format!("{variable} {} {}", if *upper { "≤" } else { "≥" }, number(path.iterate(step)[*i], 3))
            };
            let bounds = if by.len() == 1 { "bound" } else { "bounds" };
            format!("held by the {bounds} {}", by.iter().map(side).collect::<Vec<_>>().join(" and "))
        }
        Verdict::Cycle { period: 2 } => "cycles between two points".to_owned(),
        Verdict::Cycle { period } => format!("cycles between {period} points"),
        Verdict::Unstable { rate, limit, factor } => {
            let verb = if matches!(path.halt, Some(Halt::NonFinite { .. })) {
                format!("diverged at step {}", step + 1)
            } else {
                "diverges".to_owned()
            };
            format!("{verb}: rate {} is above {}/λmax = {}", number(*rate, 3), number(*factor, 3), number(*limit, 3))
        }
        Verdict::Unbounded => "falls for ever: the function has no least value".to_owned(),
        Verdict::Diverged => match &path.halt {
            Some(Halt::NonFinite { .. }) => format!("diverged at step {}", step + 1),
            _ => "runs away".to_owned(),
        },
        Verdict::Left(Broken::Gradient) => "came to where the gradient is not finite".to_owned(),
        Verdict::Left(Broken::Hessian) => "came to where the Hessian is not finite".to_owned(),
        Verdict::Left(_) => "stepped to where the function has no value".to_owned(),
        Verdict::Undefined => "the start has no finite value".to_owned(),
        Verdict::Moving => match &path.halt {
            Some(Halt::Budget) => format!("still moving after {}", counted(step, "step")),
            Some(Halt::Gradient { .. }) => "at rest: the gradient vanishes".to_owned(),
            Some(Halt::ShortStep { .. }) => "at rest: its steps became short".to_owned(),
            Some(Halt::Spread { .. }) => "at rest: its search has become narrow".to_owned(),
            Some(Halt::NoDirection) => "stands where the gradient is 0".to_owned(),
            Some(Halt::Singular) => "no Newton step: the matrix is singular".to_owned(),
            Some(Halt::Rounding) => "at rest: decrease is lost in rounding".to_owned(),
            Some(Halt::NoDecrease) => "the search found no decrease".to_owned(),
            Some(Halt::Unbounded) => "falls without end".to_owned(),
            _ => "on its way".to_owned(),
        },
    }
}

/// A small size with two digits; a bare power of ten as that.
fn size_of(value: f64) -> String {
    let text = number(value, 2);
    text.strip_prefix("1×").map_or(text.clone(), str::to_owned)
}

/// "1 step", "12 steps".
pub fn counted(n: usize, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use descent_optim::experiment::link;
    use descent_optim::trajectory::Counts;

    fn ended(steps: usize, halt: Halt) -> Trajectory {
        let n = steps + 1;
        let (x, counts) = (vec![0.5; 2 * n], vec![Counts::default(); n]);
        let halt = Some(halt);
        Trajectory { x, f: vec![1.0; n], grad_norm: vec![3e-9; n], counts, halt, ..Trajectory::new(2) }
    }

    #[test]
    fn bounds_are_a_sentence_with_the_sides_that_there_are() {
        let said = |link: &str| bounds(&link::read(link).experiment, &["first".to_owned(), "second".to_owned()]);
        assert_eq!(said("#v=1"), said("#v=1&o=lbfgsb"));
        assert_eq!(said("#v=1&o=lbfgsb"), "");
        let measured = "Runs that keep to them are measured by the projected gradient.";
        assert_eq!(said("#v=1&o=lbfgsb&bounds=own"), format!("Bounds: −2 ≤ x ≤ 2, −1 ≤ y ≤ 1. {measured}"));
        assert_eq!(said("#v=1&o=lbfgsb&bounds=0.5,0.5,-inf,1"), format!("Bounds: x = 0.5, y ≤ 1. {measured}"));
        let own = said("#v=1&o=lbfgsb~bounds=-inf,inf,0,inf;powell~bounds=1,2,-inf,inf");
        assert_eq!(own, format!("Bounds. first: y ≥ 0; second: 1 ≤ x ≤ 2. {measured}"));
    }

    #[test]
    fn every_halt_is_a_sentence_with_its_numbers() {
        let cases = [
            (1, Halt::Budget, "The one step is taken."),
            (60, Halt::Budget, "All 60 steps are taken."),
            (12, Halt::Gradient { size: 3e-9, tol: 1e-8 }, "At step 12 the gradient, 3×10⁻⁹, is at most tol = 10⁻⁸."),
            (
                1,
                Halt::ShortStep { length: 7.9e-5, xtol: 1e-4 },
                "After 1 step the next one, 7.9×10⁻⁵ long, would be shorter than xtol = 0.0001.",
            ),
            (7, Halt::Spread { size: 3e-9, tol: 1e-8 }, "At step 7 its search is 3×10⁻⁹ wide, at most tol = 10⁻⁸."),
            (
                9,
                Halt::Rounding,
                "At step 9 the search found no decrease: what is left, with a gradient of 3×10⁻⁹, is lost in the rounding of the value.",
            ),
            (
                4,
                Halt::NonFinite { what: Broken::Value, at: vec![1e90, 2.0] },
                "At step 5 the function has no finite value, at (1×10⁹⁰, 2).",
            ),
            (
                4,
                Halt::NonFinite { what: Broken::Gradient, at: vec![0.5, 0.5] },
                "At step 4 the gradient is not finite, at (0.5, 0.5).",
            ),
        ];
        for (steps, halt, sentence) in cases {
            assert_eq!(super::halt(&ended(steps, halt), false), sentence);
        }
        let held = ended(3, Halt::Gradient { size: 0.0, tol: 1e-8 });
        assert_eq!(super::halt(&held, true), "At step 3 the projected gradient, 0, is at most tol = 10⁻⁸.");
    }
}
