//! The jobs in one native process, competitors by turns; prints nanoseconds a job, round by round, as JSON, and how many of
//! SciPy's evaluations each method needs.
//!
//! `descent-bench [ROUNDS [GROUP]]`: all jobs, or those whose names begin so. `cargo xtask bench` starts it several times and compares
//! within each.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use descent_bench::Job;

/// A measurement takes at least this long: short enough that other processes seldom come between.
const SAMPLE: Duration = Duration::from_millis(2);
/// Every job runs this long before anything counts.
const WARM_UP: Duration = Duration::from_millis(60);
/// Competitors of which one takes longer than this are measured in every fifth round only.
const LONG: Duration = Duration::from_millis(25);

/// A job with the time that it takes at best.
struct Warm {
    job: Job,
    takes: Duration,
}

fn main() {
    let rounds: usize = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(40);
    let group = std::env::args().nth(2).unwrap_or_default();
    let mut groups: BTreeMap<String, Vec<Warm>> = BTreeMap::new();
    for job in descent_bench::jobs().into_iter().filter(|job| job.name.starts_with(&group)) {
        let subject = job.name.rsplit_once('/').map_or("", |(subject, _)| subject).to_owned();
        groups.entry(subject).or_default().push(warm_up(job));
    }
    let mut times: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for round in 0..rounds {
        for group in groups.values_mut() {
            if round % 5 != 0 && group.iter().any(|job| job.takes > LONG) {
                continue;
            }
            // There and back, so that no competitor always comes after the same one.
            group.reverse();
            for Warm { job, takes } in group {
                let count = (SAMPLE.as_nanos() / takes.as_nanos().max(1)) as u32 + 1;
                let took = time(job, count).as_nanos() as f64 / f64::from(count);
                times.entry(job.name.clone()).or_default().push(took);
            }
        }
    }
    println!("{}", serde_json::json!({ "times": times, "evaluations": descent_bench::ratios() }));
}

fn time(job: &mut Job, count: u32) -> Duration {
    let begin = Instant::now();
    for _ in 0..count {
        std::hint::black_box((job.work)());
    }
    begin.elapsed()
}

fn warm_up(mut job: Job) -> Warm {
    let begin = Instant::now();
    let mut takes = Duration::MAX;
    while begin.elapsed() < WARM_UP || takes == Duration::MAX {
        takes = takes.min(time(&mut job, 1));
    }
    Warm { job, takes }
}
