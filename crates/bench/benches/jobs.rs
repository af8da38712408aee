//! Every job alone, by criterion, for whoever works on one: `cargo bench -p descent-bench -- view/camel`.

#![allow(missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};

fn all(criterion: &mut Criterion) {
    for mut job in descent_bench::jobs() {
        criterion.bench_function(&job.name, |bencher| bencher.iter(&mut job.work));
    }
}

criterion_group!(benches, all);
criterion_main!(benches);
