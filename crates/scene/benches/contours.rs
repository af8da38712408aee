//! Contours against the `contour` crate, interleaved in one process: medians and their ratio. Ratios hold on a noisy
//! machine where times do not.

use descent_scene::bands::bands;
use descent_scene::contour::contours;
use descent_scene::field::Field;
use descent_scene::levels::{Level, levels};
use std::time::Instant;

fn camel(x: f64, y: f64) -> f64 {
    x * x * (x * x * x * x / 3.0 - 2.1 * x * x + 4.0) + x * y + y * y * (4.0 * y * y - 4.0)
}

fn milliseconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    for (n, rounds) in [(256usize, 41), (1024, 9)] {
        let at = |i: usize| i as f64 / (n - 1) as f64;
        let values = (0..n * n).map(|i| camel(4.0 * at(i % n) - 2.0, 2.0 * at(i / n) - 1.0)).collect();
        let field = Field::from_values([-2.0, 2.0, -1.0, 1.0], n, n, values);
        let chosen = Level::values(&levels(&field, 20));
        let lines = contours(&field, &chosen);
        let (mut ours, mut theirs, mut picked, mut filled) = (vec![], vec![], vec![], vec![]);
        for _ in 0..rounds {
            ours.push(milliseconds(|| contours(&field, &chosen)));
            theirs.push(milliseconds(|| contour::ContourBuilder::new(n, n, true).lines(field.values(), &chosen)));
            picked.push(milliseconds(|| levels(&field, 20)));
            filled.push(milliseconds(|| bands(&field, &chosen, &lines)));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        println!(
            "{n}²: {} levels, {} lines: chained {ours:.2} ms, crate contour {theirs:.2} ms ({:.1}×); levels {:.2} ms, bands {:.2} ms",
            chosen.len(),
            lines.len(),
            theirs / ours,
            median(picked),
            median(filled),
        );
    }
}
