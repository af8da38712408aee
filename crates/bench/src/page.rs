//! The jobs as the bench page calls them.

use crate::{Job, SUBJECTS, contours};
use wasm_bindgen::prelude::wasm_bindgen;

/// All jobs.
#[wasm_bindgen]
pub struct Jobs(Vec<Job>);

impl Default for Jobs {
    fn default() -> Jobs {
        Jobs::new()
    }
}

#[wasm_bindgen]
impl Jobs {
    /// Makes them, ready to be run.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Jobs {
        Jobs(crate::jobs())
    }

    /// Their names.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|job| job.name.clone()).collect()
    }

    /// Does a job so many times; the last answer.
    pub fn run(&mut self, job: usize, times: u32) -> f64 {
        let work = &mut self.0[job].work;
        (0..times).fold(f64::NAN, |_, _| work())
    }
}

/// The values of a subject's field, rows from ymin up, for a competitor in JavaScript.
///
/// # Panics
/// When there is no such subject.
#[wasm_bindgen]
#[must_use]
pub fn field(subject: &str, nodes: usize) -> Vec<f64> {
    ground(subject, nodes).0
}

/// The levels of that field.
///
/// # Panics
/// When there is no such subject.
#[wasm_bindgen]
#[must_use]
pub fn levels(subject: &str, nodes: usize) -> Vec<f64> {
    ground(subject, nodes).1
}

fn ground(subject: &str, nodes: usize) -> (Vec<f64>, Vec<f64>) {
    let subject = SUBJECTS.iter().find(|one| one.name == subject).expect("a subject");
    let (field, levels) = contours::ground(*subject, nodes);
    (field.values().to_vec(), levels)
}
