//! Values, and values with gradients, over a grid: built-in, compiled, typed, and by `exmex`. Every competitor fills the
//! same arrays; the page adds closures in JavaScript.

use crate::subject::{NODES, SUBJECTS, Typed, typed};
use crate::{Job, compiled};
use descent_optim::formula::Program;
use descent_optim::objective::Objective;
use exmex::prelude::*;

const COUNT: usize = NODES * NODES;

pub(crate) fn jobs() -> Vec<Job> {
    typed().flat_map(|formula| values(formula).into_iter().chain(gradients(formula))).collect()
}

/// The coordinates of a grid over a formula's box.
struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl Grid {
    fn of(formula: Typed) -> Grid {
        let [x0, x1, y0, y1] = formula.area;
        let along = |from: f64, to: f64| {
            (0..NODES).map(|i| from + (to - from) * (i as f64 / (NODES - 1) as f64)).collect::<Vec<_>>()
        };
        Grid { xs: along(x0, x1), ys: along(y0, y1) }
    }

    /// The nodes, row by row.
    fn nodes(&self) -> impl Iterator<Item = [f64; 2]> {
        self.ys.iter().flat_map(|y| self.xs.iter().map(|x| [*x, *y]))
    }
}

/// The sum of some values, enough to show that all were computed: the sum of all would take longer than some competitors.
fn sample(values: &[f64]) -> f64 {
    values.iter().step_by(61).sum()
}

/// Those that a formula can be had as an objective from.
fn objectives(formula: Typed) -> Vec<(&'static str, Box<dyn Objective>)> {
    let program = Program::compile(formula.text).expect("the formula is one");
    let mut all: Vec<(&str, Box<dyn Objective>)> = vec![("formula", Box::new(program.with(&[])))];
    all.extend(compiled::find(formula.name).map(|objective| ("compiled", objective)));
    let subject = SUBJECTS.iter().find(|subject| subject.name == formula.name);
    all.extend(subject.map(|subject| ("built-in", subject.built_in())));
    all
}

fn values(formula: Typed) -> Vec<Job> {
    let name = |competitor: &str| format!("value/{}/{competitor}", formula.name);
    let ours = |(competitor, objective): (&str, Box<dyn Objective>)| {
        let (grid, mut out) = (Grid::of(formula), vec![0.0; COUNT]);
        Job::new(name(competitor), move || {
            objective.values_on_grid(&grid.xs, &grid.ys, &mut out);
            sample(&out)
        })
    };
    let (grid, mut out) = (Grid::of(formula), vec![0.0; COUNT]);
    let theirs = exmex::parse::<f64>(formula.exmex).expect("exmex reads the formula");
    let exmex = move || {
        for (at, out) in grid.nodes().zip(&mut out) {
            *out = theirs.eval(&at).expect("two variables");
        }
        sample(&out)
    };
    objectives(formula).into_iter().map(ours).chain([Job::new(name("exmex"), exmex)]).collect()
}

fn gradients(formula: Typed) -> Vec<Job> {
    let name = |competitor: &str| format!("value and gradient/{}/{competitor}", formula.name);
    let arrays = || (Grid::of(formula), [(); 3].map(|()| vec![0.0; COUNT]));
    let ours = |(competitor, objective): (&str, Box<dyn Objective>)| {
        let (grid, [mut out, mut gx, mut gy]) = arrays();
        Job::new(name(competitor), move || {
            objective.gradients_on_grid(&grid.xs, &grid.ys, &mut out, &mut gx, &mut gy);
            sample(&out) + sample(&gx) + sample(&gy)
        })
    };
    let mut jobs: Vec<Job> = objectives(formula).into_iter().map(ours).collect();
    let (grid, [mut out, mut gx, mut gy]) = arrays();
    let objective = Program::compile(formula.text).expect("the formula is one").with(&[]);
    jobs.push(Job::new(name("formula, point by point"), move || {
        for (i, at) in grid.nodes().enumerate() {
            let mut gradient = [0.0; 2];
            out[i] = objective.gradient(&at, &mut gradient);
            [gx[i], gy[i]] = gradient;
        }
        sample(&out) + sample(&gx) + sample(&gy)
    }));
    if formula.smooth {
        let (grid, [mut out, mut gx, mut gy]) = arrays();
        let theirs = exmex::parse::<f64>(formula.exmex).expect("exmex reads the formula");
        let partials = [0, 1].map(|i| theirs.clone().partial(i).expect("exmex derives the formula"));
        jobs.push(Job::new(name("exmex"), move || {
            for (i, at) in grid.nodes().enumerate() {
                let part = |f: &exmex::FlatEx<f64>| f.eval(&at).expect("two variables");
                [out[i], gx[i], gy[i]] = [part(&theirs), part(&partials[0]), part(&partials[1])];
            }
            sample(&out) + sample(&gx) + sample(&gy)
        }));
    }
    jobs
}
