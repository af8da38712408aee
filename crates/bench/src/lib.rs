//! What is measured: the jobs of the bars on speed, with peers beside them, the same natively and in the bench page.
//!
//! A [`Job`] is named `group/subject/competitor`. All competitors on one subject do the same work, and what they answer
//! proves it: a [`job`](jobs) repeats its work and sums it up in a number that must agree within its group where the
//! work is numbers. Nothing here reads a clock: `src/main.rs` does so natively, tests/e2e/bench/ in a page.

mod compiled;
mod contours;
#[cfg(not(target_arch = "wasm32"))]
mod evaluations;
mod grid;
mod minimize;
mod page;
mod race;
mod subject;
mod view;

#[cfg(not(target_arch = "wasm32"))]
pub use evaluations::ratios;
pub use page::Jobs;
pub use subject::{SUBJECTS, Subject};

/// Something to be done again and again.
pub struct Job {
    /// `group/subject/competitor`.
    pub name: String,
    /// Does it once; the answer sums up what was computed.
    pub work: Box<dyn FnMut() -> f64>,
}

impl Job {
    fn new(name: String, work: impl FnMut() -> f64 + 'static) -> Job {
        Job { name, work: Box::new(work) }
    }
}

/// Every job, competitors next to each other.
pub fn jobs() -> Vec<Job> {
    [race::jobs(), minimize::jobs(), grid::jobs(), view::jobs(), contours::jobs()].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn competitors_on_a_grid_compute_the_same() {
        let mut sums: Vec<(String, f64)> = Vec::new();
        for mut job in jobs().into_iter().filter(|job| job.name.starts_with("value")) {
            let sum = (job.work)();
            let subject = job.name.rsplit_once('/').unwrap().0.to_owned();
            match sums.iter().find(|(known, _)| *known == subject) {
                Some((_, other)) => assert!((sum - other).abs() < 1e-8 * other.abs(), "{}: {sum}, {other}", job.name),
                None => sums.push((subject, sum)),
            }
        }
        assert_eq!(sums.len(), 2 * subject::typed().count());
    }

    #[test]
    fn names_are_unique_and_in_three_parts() {
        let mut names: Vec<_> = jobs().into_iter().map(|job| job.name).collect();
        assert!(names.iter().all(|name| name.split('/').count() == 3), "{names:?}");
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
