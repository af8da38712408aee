//! What a dragged knob costs: a formula compiled with the knob's new value, sampled, its levels found and its contours chained.

use crate::Job;
use crate::subject::{LEVELS, NODES, SUBJECTS, Subject};
use descent_optim::formula::{CompiledFormula, Program};
use descent_scene::contour::contours;
use descent_scene::field::Field;
use descent_scene::ground::Ground;
use descent_scene::levels::{Level, levels};

/// Places that the knob goes through.
const PLACES: usize = 16;

pub(crate) fn jobs() -> Vec<Job> {
    SUBJECTS
        .iter()
        .flat_map(|subject| {
            let (subject, area) = (*subject, subject.function().area);
            let mut knob = Knob::of(subject);
            let contoured = move || {
                let field = Field::sample(&knob.next(), area, NODES, NODES);
                let levels = levels(&field, LEVELS);
                let lines = contours(&field, &Level::values(&levels));
                lines.iter().map(|line| line.points.len() as f64).sum()
            };
            let mut knob = Knob::of(subject);
            let filled = move || Ground::new(&knob.next(), area, NODES, NODES).bands.rings.len() as f64;
            let mut knob = Knob::of(subject);
            let sampled = move || Field::sample(&knob.next(), area, NODES, NODES).at(3, 5);
            [
                Job::new(format!("view/{}/sampled", subject.name), sampled),
                Job::new(format!("view/{}/with contours", subject.name), contoured),
                Job::new(format!("view/{}/with contours and bands", subject.name), filled),
            ]
        })
        .collect()
}

/// A knob that moves at each call.
struct Knob {
    subject: Subject,
    turn: usize,
}

impl Knob {
    fn of(subject: Subject) -> Knob {
        Knob { subject, turn: 0 }
    }

    fn next(&mut self) -> CompiledFormula {
        let (text, from) = self.subject.knob;
        self.turn = (self.turn + 1) % PLACES;
        let value = from * (1.0 + 0.01 * self.turn as f64);
        Program::compile(text).expect("the formula is one").with(&[("a", value)])
    }
}
