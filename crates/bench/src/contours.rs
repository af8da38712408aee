//! Contour lines of a field at 20 levels, by us and by the `contour` crate; d3-contour joins in the page.

use crate::Job;
use crate::subject::{LEVELS, NODES, SUBJECTS, Subject};
use contour::ContourBuilder;
use descent_scene::contour::contours;
use descent_scene::field::Field;

use descent_scene::levels::{Level, levels};

/// A larger grid, as a retina-sharp or a printed plot would have it.
const LARGE: usize = 1024;

/// Sizes of the grids with what they add to a job's name.
const SIZES: [(usize, &str); 2] = [(NODES, ""), (LARGE, " 1024²")];

pub(crate) fn jobs() -> Vec<Job> {
    SIZES
        .iter()
        .flat_map(|size| SUBJECTS.iter().map(move |subject| (*size, *subject)))
        // Only the first subject on the large grid: it takes long, and says the same.
        .filter(|((nodes, _), subject)| *nodes == NODES || subject.name == SUBJECTS[0].name)
        .flat_map(|((nodes, suffix), subject)| {
            let name = |competitor: &str| format!("contours/{}{suffix}/{competitor}", subject.name);
            let (field, at) = ground(subject, nodes);
            let theirs = (ContourBuilder::new(nodes, nodes, true), field.values().to_vec(), at.clone());
            let ours = move || contours(&field, &at).iter().map(|line| line.points.len() as f64).sum();
            let theirs = move || {
                let (builder, values, at) = &theirs;
                let lines = builder.lines(values, at).expect("the field has its size");
                lines.iter().map(|line| line.geometry().0.len() as f64).sum()
            };
            [Job::new(name("ours"), ours), Job::new(name("contour"), theirs)]
        })
        .collect()
}

/// A field with its levels.
pub(crate) fn ground(subject: Subject, nodes: usize) -> (Field, Vec<f64>) {
    let field = Field::sample(&*subject.built_in(), subject.function().area, nodes, nodes);
    let at = Level::values(&levels(&field, LEVELS));
    (field, at)
}
