//! Where every run of a race stands at a step: the rows of the result table.

use crate::sentences;
use crate::spread::median;
use descent_optim::critical::{self, Point};
use descent_optim::cure::{Cure, cure};
use descent_optim::experiment::Experiment;
use descent_optim::functions::Nature;
use descent_optim::race::{Entry, Race};
use descent_optim::vector::norm;
use descent_optim::verdict::verdict;
use serde::Serialize;

/// What the runs of a race are measured against: the critical points of its function.
pub struct Landmarks {
    /// The critical points in the function's box.
    pub points: Vec<Point>,
    /// The least value known: that of the best minimum, if one is known.
    pub best: Option<f64>,
    diagonal: f64,
}

impl Landmarks {
    /// The landmarks of an experiment's race.
    pub fn new(experiment: &Experiment, race: &Race) -> Landmarks {
        let area = experiment.view();
        let own = experiment.own_area();
        let searched = if race.function.is_none() { race.known() } else { Vec::new() };
        let known = race.function.map_or(&searched[..], |f| f.points);
        let area = if race.function.is_some() || experiment.f.data().is_some() { own } else { area };
        let points = critical::points(&*race.objective, area, known);
        let minima = points.iter().filter(|p| p.nature == Nature::Minimum);
        let best = minima.map(|p| p.value).min_by(f64::total_cmp);
        Landmarks { points, best, diagonal: norm([area[1] - area[0], area[3] - area[2]].into_iter()) }
    }

    /// In a few words, how an ended run ended.
    pub fn words(&self, entry: &Entry, race: &Race) -> String {
        let verdict = verdict(entry, &*race.objective, &self.points, self.diagonal);
        sentences::verdict(&verdict, entry.trajectory())
    }

    /// What may help a run that has ended.
    #[cold]
    #[inline(never)]
    pub fn cure(&self, entry: &Entry, race: &Race) -> Option<Cure> {
        entry.trajectory().halt.as_ref()?;
        cure(entry, &verdict(entry, &*race.objective, &self.points, self.diagonal), self.diagonal)
    }
}

/// Where a run stands.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The number of the run in the experiment.
    pub run: usize,
    /// The number of the start.
    pub start: usize,
    /// The step it stands at: the step asked for, or its last.
    pub k: usize,
    /// Whether it has ended there.
    pub ended: bool,
    /// The iterate.
    pub x: Vec<f64>,
    /// The value there.
    pub f: f64,
    /// The value above that of the best minimum known; the value itself is shown where none is.
    pub above: Option<f64>,
    /// The norm of the gradient there; of the projected one where it keeps to bounds.
    pub grad_norm: f64,
    /// Whether it keeps to bounds.
    pub within: bool,
    /// Evaluations of value, gradient and Hessian spent.
    pub counts: [u32; 3],
    /// How it ended, in a few words, or that it is on its way.
    pub words: String,
    /// What else people should know of this run.
    pub note: Option<&'static str>,
}

/// The row of every method from every start of `race` at step `k`. Where there are several seeds, it stands for all of them: value and
/// gradient norm are medians, and the words are those of most.
pub fn rows(race: &Race, landmarks: &Landmarks, k: usize) -> Vec<Row> {
    let one = |entry: &Entry| {
        let path = entry.trajectory();
        let k = k.min(path.steps());
        let ended = path.halt.is_some() && k == path.steps();
        let counts = path.counts[k];
        Row {
            run: entry.run,
            start: entry.start,
            k,
            ended,
            x: path.iterate(k).to_vec(),
            f: path.f[k],
            above: landmarks.best.map(|best| path.f[k] - best),
            grad_norm: path.grad_norm[k],
            within: entry.bounds.is_some(),
            counts: [counts.f, counts.g, counts.h],
            words: if ended { landmarks.words(entry, race) } else { "on its way".to_owned() },
            note: sentences::note(entry),
        }
    };
    race.groups().filter_map(|group| merged(group.iter().map(one).collect())).collect()
}

/// One row for all seeds.
fn merged(rows: Vec<Row>) -> Option<Row> {
    let of = rows.len();
    if of < 2 {
        return rows.into_iter().next();
    }
    let same = |words: &str| rows.iter().filter(|row| row.words == words).count();
    let (words, most) = rows
        .iter()
        .map(|row| (&row.words, same(&row.words)))
        .fold((&rows[0].words, 0), |best, next| if next.1 > best.1 { next } else { best });
    let words = if most == of { format!("all {of} seeds: {words}") } else { format!("{most} of {of} seeds: {words}") };
    Some(Row {
        ended: rows.iter().all(|row| row.ended),
        f: median(rows.iter().map(|row| row.f)),
        above: rows[0].above.and(Some(median(rows.iter().filter_map(|row| row.above)))),
        grad_norm: median(rows.iter().map(|row| row.grad_norm)),
        words,
        ..rows[0].clone()
    })
}
