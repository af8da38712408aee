//! The jobs in one native process, competitors by turns; prints nanoseconds a job, round by round, as JSON.
//!
//! `descent-bench [ROUNDS]`. `cargo xtask bench` starts it several times and compares within each.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use descent_bench::Job;

/// A measurement takes at least this long.
const SAMPLE: Duration = Duration::from_millis(8);
/// Every job runs this long before anything counts.
const WARM_UP: Duration = Duration::from_millis(60);

fn main() {
    let rounds: usize = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(15);
    let mut jobs: Vec<(Job, u32)> = descent_bench::jobs()
        .into_iter()
        .map(|mut job| {
            let times = times_for_a_sample(&mut job);
            (job, times)
        })
        .collect();
    let mut times: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for round in 0..rounds {
        // There and back, so that no competitor always comes after the same one.
        let order: Vec<usize> =
            if round % 2 == 0 { (0..jobs.len()).collect() } else { (0..jobs.len()).rev().collect() };
        for index in order {
            let (job, count) = &mut jobs[index];
            let took = time(job, *count).as_nanos() as f64 / f64::from(*count);
            times.entry(job.name.clone()).or_default().push(took);
        }
    }
    println!("{}", serde_json::json!({ "times": times }));
}

fn time(job: &mut Job, count: u32) -> Duration {
    let begin = Instant::now();
    for _ in 0..count {
        std::hint::black_box((job.work)());
    }
    begin.elapsed()
}

/// Warms a job up and answers how often it has to be done for a sample.
fn times_for_a_sample(job: &mut Job) -> u32 {
    let begin = Instant::now();
    let mut count: u32 = 0;
    while begin.elapsed() < WARM_UP || count == 0 {
        std::hint::black_box((job.work)());
        count += 1;
    }
    let each = begin.elapsed() / count;
    (SAMPLE.as_nanos() / each.as_nanos().max(1)).clamp(1, 1 << 20) as u32 + 1
}
