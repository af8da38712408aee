//! Values, and values with gradients, over a grid: built-in, typed, and by `exmex`.

use crate::Job;
use crate::subject::{NODES, SUBJECTS, Subject};
use descent_optim::formula::Program;
use descent_optim::objective::Objective;
use exmex::prelude::*;

pub(crate) fn jobs() -> Vec<Job> {
    SUBJECTS.iter().flat_map(|subject| values(*subject).into_iter().chain(gradients(*subject))).collect()
}

/// The coordinates of a grid over a subject's box.
struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl Grid {
    fn of(subject: Subject) -> Grid {
        let [x0, x1, y0, y1] = subject.function().area;
        let along = |from: f64, to: f64| {
            (0..NODES).map(|i| from + (to - from) * (i as f64 / (NODES - 1) as f64)).collect::<Vec<_>>()
        };
        Grid { xs: along(x0, x1), ys: along(y0, y1) }
    }
}

fn compiled(subject: Subject) -> impl Objective + 'static {
    Program::compile(subject.formula).expect("the formula is one").with(&[])
}

fn values(subject: Subject) -> [Job; 3] {
    let name = |competitor: &str| format!("value/{}/{competitor}", subject.name);
    let ours = |objective: Box<dyn Objective>| {
        let (grid, mut field) = (Grid::of(subject), vec![0.0; NODES * NODES]);
        move || {
            objective.values_on_grid(&grid.xs, &grid.ys, &mut field);
            sample(&field)
        }
    };
    let grid = Grid::of(subject);
    let theirs = exmex::parse::<f64>(subject.exmex).expect("exmex reads the formula");
    let mut field = vec![0.0; NODES * NODES];
    let exmex = move || {
        for (y, row) in grid.ys.iter().zip(field.chunks_mut(NODES)) {
            for (x, out) in grid.xs.iter().zip(row) {
                *out = theirs.eval(&[*x, *y]).expect("two variables");
            }
        }
        sample(&field)
    };
    [
        Job::new(name("built-in"), ours(subject.built_in())),
        Job::new(name("formula"), ours(Box::new(compiled(subject)))),
        Job::new(name("exmex"), exmex),
    ]
}

fn gradients(subject: Subject) -> [Job; 4] {
    let name = |competitor: &str| format!("value and gradient/{}/{competitor}", subject.name);
    let blocks = |objective: Box<dyn Objective>| {
        let (grid, [mut out, mut gx, mut gy]) = (Grid::of(subject), [(); 3].map(|()| vec![0.0; NODES * NODES]));
        move || {
            objective.gradients_on_grid(&grid.xs, &grid.ys, &mut out, &mut gx, &mut gy);
            sample(&out) + sample(&gx) + sample(&gy)
        }
    };
    let grid = Grid::of(subject);
    let objective = compiled(subject);
    let points = move || {
        let mut sum = 0.0;
        for y in &grid.rows {
            for x in &grid.xs {
                let mut gradient = [0.0; 2];
                sum += objective.gradient(&[*x, *y], &mut gradient) + gradient[0] + gradient[1];
            }
        }
        sum
    };
    let grid = Grid::of(subject);
    let theirs = exmex::parse::<f64>(subject.exmex).expect("exmex reads the formula");
    let partials = [0, 1].map(|i| theirs.clone().partial(i).expect("exmex derives the formula"));
    let exmex = move || {
        let mut sum = 0.0;
        for y in &grid.rows {
            for x in &grid.xs {
                let at = [*x, *y];
                let part = |f: &exmex::FlatEx<f64>| f.eval(&at).expect("two variables");
                sum += part(&theirs) + part(&partials[0]) + part(&partials[1]);
            }
        }
        sum
    };
    [
        Job::new(name("built-in"), blocks(subject.built_in())),
        Job::new(name("formula"), blocks(Box::new(compiled(subject)))),
        Job::new(name("formula, point by point"), points),
        Job::new(name("exmex"), exmex),
    ]
}
