//! The bars, and how what was measured stands to them.

use std::collections::BTreeSet;

use super::samples::{Samples, Series, Spread, at_quantile, ratio, time};

/// A figure with its bar.
pub struct Row {
    /// The number of the bar.
    pub bar: u8,
    /// What is measured.
    pub what: String,
    /// The bar in words.
    pub limit: String,
    /// The figure, in Chromium.
    pub figure: String,
    /// The same natively, where there is such a thing.
    pub native: Option<String>,
    /// Whether the bar is met; nothing where the figure is only told.
    pub met: Option<bool>,
}

impl Row {
    /// In two words.
    pub fn verdict(&self) -> &'static str {
        match self.met {
            Some(true) => "met",
            Some(false) => "not met",
            None => "",
        }
    }
}

/// A bar.
#[derive(Clone, Copy)]
enum Limit {
    AtMost(f64),
    AtLeast(f64),
    Told,
}

impl Limit {
    fn allows(self, figure: f64) -> Option<bool> {
        match self {
            Limit::AtMost(limit) => Some(figure <= limit),
            Limit::AtLeast(limit) => Some(figure >= limit),
            Limit::Told => None,
        }
    }

    fn words(self, unit: &str) -> String {
        match self {
            Limit::AtMost(limit) => format!("at most {limit}{unit}"),
            Limit::AtLeast(limit) => format!("at least {limit}{unit}"),
            Limit::Told => String::new(),
        }
    }
}

use Limit::{AtLeast, AtMost, Told};

/// Every bar that was measured.
pub fn rows(samples: &Samples) -> Vec<Row> {
    let mut rows = Vec::new();
    races(samples, &mut rows);
    minimizing(samples, &mut rows);
    formulas(samples, &mut rows);
    page(samples, &mut rows);
    networks(samples, &mut rows);
    memory(samples, &mut rows);
    weight(samples, &mut rows);
    rows.sort_by_key(|row| row.bar);
    rows
}

fn races(samples: &Samples, rows: &mut Vec<Row>) {
    for (what, job, limit) in [
        ("camel", "race/camel/built-in", AtMost(2.0)),
        ("Rastrigin", "race/rastrigin/built-in", AtMost(2.0)),
        ("camel, typed", "race/camel/formula", AtMost(2.0)),
        ("Rastrigin, typed", "race/rastrigin/formula", AtMost(2.0)),
    ] {
        let what = format!("13 methods × 200 steps with all records: {what}");
        milliseconds(rows, samples, 1, what, job, limit);
    }
    for (shown, name) in [("camel", "camel"), ("Rastrigin", "rastrigin")] {
        let what = format!("the same with all others beside them, to their ends: {shown}");
        milliseconds(rows, samples, 1, what, &format!("race/{name}/with searches"), AtMost(2.0));
    }
}

/// argmin is measured natively only, and evaluations are the same everywhere.
fn minimizing(samples: &Samples, rows: &mut Vec<Row>) {
    let native_only = |what: String, limit: Limit, spread: Spread, shown: String| Row {
        bar: 2,
        what,
        limit: limit.words("×"),
        figure: String::new(),
        native: Some(shown),
        met: limit.allows(spread.median),
    };
    for (id, ratios) in &samples.evaluations {
        if let Some(spread) = Spread::of(ratios.iter().copied()) {
            let twice = ratios.iter().filter(|ratio| **ratio > 2.0).count();
            let what = format!("evaluations until SciPy's value is reached, over SciPy's, {} runs: {id}", ratios.len());
            let figure = format!("{}, {twice} above 2×", shown(spread, "×"));
            rows.push(native_only(what, AtMost(1.0), spread, figure));
        }
    }
    let mut subjects: Vec<&str> = samples.native.iter().flat_map(Series::keys).map(String::as_str).collect();
    subjects.retain(|job| job.starts_with("minimize/") && job.ends_with("/argmin"));
    subjects.sort_unstable();
    subjects.dedup();
    for job in subjects {
        let subject = job.trim_end_matches("/argmin");
        if let Some(spread) = ratio(&samples.native, job, &format!("{subject}/ours")) {
            let what = format!("argmin over a run with all records: {}", subject.trim_start_matches("minimize/"));
            rows.push(native_only(what, AtLeast(10.0), spread, shown(spread, "×")));
        }
    }
}

fn formulas(samples: &Samples, rows: &mut Vec<Row>) {
    for (name, shown) in [("camel", "camel"), ("rastrigin", "Rastrigin")] {
        let value = |competitor: &str| format!("value/{name}/{competitor}");
        let both = |competitor: &str| format!("value and gradient/{name}/{competitor}");
        let contours = |competitor: &str| format!("contours/{name}/{competitor}");
        let mut compare = |what: &str, slow: String, fast: String, limit| {
            times(rows, samples, format!("{what}: {shown}"), &slow, &fast, limit);
        };
        compare("typed formula over its built-in, 256²", value("formula"), value("built-in"), AtMost(3.0));
        let compiled = "typed formula over the same in compiled Rust, 256²";
        compare(compiled, value("formula"), value("compiled"), AtMost(3.0));
        // People type powers; whoever knows what they cost writes products. The bar has to say which, so both are shown.
        let powers = "JavaScript closure with powers (x ** 2) over typed formula";
        compare(powers, value("JavaScript closure with powers"), value("formula"), AtLeast(1.5));
        let products = "JavaScript closure with products written by hand over typed formula";
        compare(products, value("JavaScript closure"), value("formula"), AtLeast(1.5));
        compare("exmex over typed formula, value and gradient", both("exmex"), both("formula"), AtLeast(10.0));
        compare("d3-contour over our contours, 256²", contours("d3-contour"), contours("ours"), AtLeast(8.0));
        compare("`contour` crate over our contours, 256²", contours("contour"), contours("ours"), Told);
        let what = format!("a knob moved: 256² sampled, 20 levels, contours chained: {shown}");
        milliseconds(rows, samples, 3, what, &format!("view/{name}/with contours"), AtMost(8.0));
        let what = format!("the same with filled bands: {shown}");
        milliseconds(rows, samples, 3, what, &format!("view/{name}/with contours and bands"), Told);
    }
    mixed_formulas(samples, rows);
    let large = |competitor: &str| format!("contours/camel 1024²/{competitor}");
    let what = "d3-contour over our contours, 1024²: camel".to_owned();
    times(rows, samples, what, &large("d3-contour"), &large("ours"), AtLeast(8.0));
}

/// The other formulas, most of whose work is at every node: how the figures above hold where rows and columns share little.
fn mixed_formulas(samples: &Samples, rows: &mut Vec<Row>) {
    let measured = samples.wasm.iter().chain(&samples.native).flat_map(Series::keys);
    let formula = |job: &String| Some(job.strip_prefix("value/")?.strip_suffix("/formula")?.to_owned());
    let names: BTreeSet<String> = measured.filter_map(formula).collect();
    for name in names.iter().filter(|name| !["camel", "rastrigin"].contains(&name.as_str())) {
        let job = |group: &str, competitor: &str| format!("{group}/{name}/{competitor}");
        let mut compare = |what: &str, group: &str, competitor: &str, limit| {
            let (slow, fast) = (job(group, competitor), job(group, "formula"));
            times(rows, samples, format!("{what}: {name}"), &slow, &fast, limit);
        };
        let closure = "JavaScript closure with products written by hand over typed formula";
        compare(closure, "value", "JavaScript closure", AtLeast(1.5));
        compare("exmex over typed formula, value and gradient", "value and gradient", "exmex", AtLeast(10.0));
    }
}

fn page(samples: &Samples, rows: &mut Vec<Row>) {
    let mut figure = |bar: u8, what: &str, name: &str, share: f64, limit: Limit, unit: &str| {
        if let Some(spread) = at_quantile(&samples.page, name, share) {
            let (figure, met) = (shown(spread, unit), limit.allows(spread.median));
            rows.push(Row { bar, what: what.to_owned(), limit: limit.words(unit), figure, native: None, met });
        }
    };
    for (key, shown) in [("sixhump", "camel"), ("rosenbrock", "Rosenbrock")] {
        let what = |text: &str| format!("{text}: {shown}");
        let name = |text: &str| format!("{key}: {text}");
        let drag = "start dragged, 13 runs × 200: main thread until drawn, 95th percentile";
        figure(1, &what(drag), &name("drag, main thread"), 0.95, AtMost(16.7), " ms");
        figure(1, &what("the same, median"), &name("drag, main thread"), 0.5, Told, " ms");
        let processor = "the same, processor time, 95th percentile";
        figure(1, &what(processor), &name("drag, main thread, processor"), 0.95, Told, " ms");
        figure(1, &what("script alone, median"), &name("drag, script"), 0.5, Told, " ms");
        let play = "playing 13 runs × 2,000: script a frame";
        figure(4, &what(&format!("{play}, median")), &name("play, script"), 0.5, AtMost(2.0), " ms");
        figure(4, &what(&format!("{play}, 95th percentile")), &name("play, script"), 0.95, AtMost(2.0), " ms");
        figure(
            4,
            &what("the same, processor time, 95th percentile"),
            &name("play, script, processor"),
            0.95,
            Told,
            " ms",
        );
        figure(4, &what("main thread a frame while playing, median"), &name("play, main thread"), 0.5, Told, " ms");
        figure(4, &what("long tasks while playing"), &name("play, long tasks"), 1.0, AtMost(0.0), "");
        figure(
            4,
            &what("long tasks while dragging, 13 runs × 2,000"),
            &name("drag 2000, long tasks"),
            1.0,
            AtMost(0.0),
            "",
        );
        for (doing, key) in [("playing", "play"), ("dragging, 13 runs × 2,000", "drag 2000")] {
            figure(4, &what(&format!("longest task while {doing}")), &name(&format!("{key}, task")), 1.0, Told, " ms");
            let processor = name(&format!("{key}, task, processor"));
            figure(4, &what("the same, processor time"), &processor, 1.0, Told, " ms");
        }
    }
    for (key, shown) in [("sixhump", "camel"), ("rosenbrock", "Rosenbrock"), ("rastrigin", "Rastrigin")] {
        for (doing, key) in [("moved", format!("{key}: pan")), ("zoomed", format!("{key}: zoom"))] {
            let what = format!("view {doing}, 13 runs × 200: main thread until drawn, 95th percentile: {shown}");
            figure(4, &what, &format!("{key}, main thread"), 0.95, Told, " ms");
            figure(4, "the same, longest task", &format!("{key}, task"), 1.0, AtMost(50.0), " ms");
        }
    }
    let data = "frame while playing 12 mini-batch runs over 100,000 examples";
    figure(4, &format!("{data}, median"), "data: play, frame", 0.5, AtMost(17.0), " ms");
    figure(4, "the same, 95th percentile", "data: play, frame", 0.95, Told, " ms");
    for (key, what, hand) in [
        ("surface", "on the surface", "the surface turned"),
        ("both", "on plot and surface", "the start dragged on plot and surface"),
        ("inspector", "with the inspector, arrows, model and search", "the start dragged, the inspector following"),
    ] {
        let play = format!("playing 13 runs × 2,000 {what}");
        let name = |text: &str| format!("{key}: {text}");
        figure(4, &format!("{play}: script a frame, median"), &name("play, script"), 0.5, AtMost(2.0), " ms");
        figure(4, "the same, 95th percentile", &name("play, script"), 0.95, Told, " ms");
        let processor = &name("play, script, processor");
        figure(4, "the same, processor time, 95th percentile", processor, 0.95, Told, " ms");
        figure(4, "a frame of it, median", &name("play, frame"), 0.5, AtMost(17.0), " ms");
        figure(4, "long tasks meanwhile", &name("play, long tasks"), 1.0, AtMost(0.0), "");
        let drawn = format!("{hand}: main thread until drawn, 95th percentile");
        figure(4, &drawn, &name("hand, main thread"), 0.95, Told, " ms");
        figure(4, "a frame of it, median", &name("hand, frame"), 0.5, AtMost(17.0), " ms");
        figure(4, "the same, 95th percentile", &name("hand, frame"), 0.95, Told, " ms");
        figure(4, "longest task meanwhile", &name("hand, task"), 1.0, Told, " ms");
        figure(4, "the same, processor time", &name("hand, task, processor"), 1.0, Told, " ms");
        figure(4, "long tasks meanwhile", &name("hand, long tasks"), 1.0, AtMost(0.0), "");
    }
    figure(6, "first plot after navigation on localhost", "first plot", 0.5, AtMost(500.0), " ms");
    figure(6, "first plot in a frame, on localhost", "first plot in a frame", 0.5, AtMost(500.0), " ms");
}

/// Training the lecture's network on one core: how many times longer others take, and what a product gets of the processor.
fn networks(samples: &Samples, rows: &mut Vec<Row>) {
    let mut row = |what: &str, limit: Limit, unit: &str, spread: Option<Spread>| {
        if let Some(spread) = spread {
            let (figure, met) = (shown(spread, unit), limit.allows(spread.median));
            rows.push(Row { bar: 5, what: what.to_owned(), limit: limit.words(unit), figure, native: None, met });
        }
    };
    let all = &samples.network;
    let train = "training 784–100–100–50–10, batches of 500, Adam";
    row(&format!("TensorFlow.js model.fit over {train}"), AtLeast(8.0), "×", ratio(all, "fit", "ours"));
    row("hand-tuned TensorFlow.js step over the same", AtLeast(1.5), "×", ratio(all, "tuned", "ours"));
    let a_second = |job: &str| {
        time(all, job).map(|ns| Spread { median: 1e6 / ns.median, least: 1e6 / ns.greatest, greatest: 1e6 / ns.least })
    };
    for (what, job) in [("Descent", "ours"), ("model.fit", "fit"), ("hand-tuned TensorFlow.js", "tuned")] {
        row(&format!("thousand examples a second: {what}"), Told, "", a_second(job));
    }
    row("product 500 × 784 by 784 × 100 over a multiply-add loop", AtLeast(0.6), "", ratio(all, "madd", "product"));
    let frame = "frame of the page while it trains, median";
    row(frame, AtMost(17.5), " ms", at_quantile(all, "frame", 0.5));
    row("the same, 95th percentile", Told, " ms", at_quantile(all, "frame", 0.95));
}

/// Memory after some recomputations and after ten times as many.
fn memory(samples: &Samples, rows: &mut Vec<Row>) {
    let number = |time: usize, what: &str| {
        at_quantile(&samples.page, &format!("memory {time}, {what}"), 1.0).map(|spread| spread.median)
    };
    for (what, shown, slack) in [("wasm", "wasm memory", 1.0), ("heap", "JavaScript heap", 1.1)] {
        let (Some(few), Some(many)) = (number(0, what), number(1, what)) else { continue };
        let (Some(from), Some(to)) = (number(0, "recomputations"), number(1, "recomputations")) else { continue };
        rows.push(Row {
            bar: 7,
            what: format!("{shown} after {from} and after {to} recomputations"),
            limit: "no growth".to_owned(),
            figure: format!("{:.2} and {:.2} MB", few / 1e6, many / 1e6),
            native: None,
            // What the browser itself keeps of a heap goes up and down a little.
            met: Some(many <= slack * few),
        });
    }
}

fn weight(samples: &Samples, rows: &mut Vec<Row>) {
    let told = |what: &str, limit: &str, figure: String, met: Option<bool>| Row {
        bar: 6,
        what: what.to_owned(),
        limit: limit.to_owned(),
        figure,
        native: None,
        met,
    };
    if let Some((first, site)) = samples.weight {
        let kilobytes = |bytes: usize| format!("{:.1} KB", bytes as f64 / 1000.0);
        rows.push(told("first plot, brotli", "at most 150 KB", kilobytes(first), Some(first <= 150_000)));
        rows.push(told("whole site, brotli", "at most 400 KB", kilobytes(site), Some(site <= 400_000)));
    }
    match &samples.lighthouse {
        Some(Ok(scores)) => {
            for (name, score) in scores {
                let what = format!("Lighthouse, {name}");
                rows.push(told(&what, "100", format!("{score}"), Some(*score >= 100)));
            }
        }
        Some(Err(reason)) => rows.push(told("Lighthouse", "100 × 4", format!("not measured: {reason}"), None)),
        None => {}
    }
}

/// A row with how many times longer `slow` takes than `fast`.
fn times(rows: &mut Vec<Row>, samples: &Samples, what: String, slow: &str, fast: &str, limit: Limit) {
    let of = |processes: &[Series]| ratio(processes, slow, fast);
    push(rows, samples, 3, what, limit, "×", of);
}

/// A row with the milliseconds of a job.
fn milliseconds(rows: &mut Vec<Row>, samples: &Samples, bar: u8, what: String, job: &str, limit: Limit) {
    let scaled = |spread: Spread| Spread {
        median: spread.median / 1e6,
        least: spread.least / 1e6,
        greatest: spread.greatest / 1e6,
    };
    push(rows, samples, bar, what, limit, " ms", |processes| time(processes, job).map(scaled));
}

fn push(
    rows: &mut Vec<Row>,
    samples: &Samples,
    bar: u8,
    what: String,
    limit: Limit,
    unit: &str,
    of: impl Fn(&[Series]) -> Option<Spread>,
) {
    let (wasm, native) = (of(&samples.wasm), of(&samples.native).map(|spread| shown(spread, unit)));
    if wasm.is_none() && native.is_none() {
        return;
    }
    rows.push(Row {
        bar,
        what,
        limit: limit.words(unit),
        figure: wasm.map_or(String::new(), |spread| shown(spread, unit)),
        native,
        met: wasm.and_then(|spread| limit.allows(spread.median)),
    });
}

/// A time of a job, on both sides.
pub struct Time {
    pub name: String,
    pub wasm: String,
    pub native: String,
}

/// The times of all jobs.
pub fn job_times(samples: &Samples) -> Vec<Time> {
    let mut names: Vec<&String> = samples.wasm.iter().chain(&samples.native).flat_map(Series::keys).collect();
    names.sort();
    names.dedup();
    let text = |processes: &[Series], name: &str| {
        time(processes, name).map_or(String::new(), |spread| format!("{} µs", three_digits(spread.median / 1e3)))
    };
    names
        .into_iter()
        .map(|name| Time { name: name.clone(), wasm: text(&samples.wasm, name), native: text(&samples.native, name) })
        .collect()
}

fn shown(spread: Spread, unit: &str) -> String {
    let [median, least, greatest] = [spread.median, spread.least, spread.greatest].map(three_digits);
    if least == greatest { format!("{median}{unit}") } else { format!("{median}{unit} ({least}–{greatest})") }
}

/// Three significant digits, but all of those before the point.
fn three_digits(value: f64) -> String {
    let digits = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_race(nanoseconds: f64) -> Samples {
        let series = Series::from([("race/camel/built-in".to_owned(), vec![nanoseconds])]);
        Samples { wasm: vec![series], ..Samples::default() }
    }

    #[test]
    fn a_bar_is_met_or_not_by_its_median() {
        for (nanoseconds, verdict) in [(1.9e6, "met"), (2.1e6, "not met")] {
            let rows = rows(&with_race(nanoseconds));
            assert_eq!((rows.len(), rows[0].verdict()), (1, verdict));
        }
    }

    #[test]
    fn minimizing_is_held_against_argmin_and_scipy() {
        let job = |name: &str, time: f64| (format!("minimize/Wood: bfgs/{name}"), vec![time]);
        let native = vec![Series::from([job("ours", 5.0), job("argmin", 60.0)])];
        let evaluations = Series::from([("bfgs".to_owned(), vec![0.5, 1.5, 3.0])]);
        let rows = rows(&Samples { native, evaluations, ..Samples::default() });
        let native: Vec<_> = rows.iter().map(|row| (row.native.as_deref().unwrap(), row.verdict())).collect();
        assert_eq!(native, [("1.50× (0.50–3.00), 1 above 2×", "not met"), ("12.0×", "met")]);
    }

    #[test]
    fn what_was_not_measured_is_not_told() {
        assert!(rows(&Samples::default()).is_empty());
    }

    #[test]
    fn figures_have_three_digits() {
        assert_eq!([1234.5, 45.67, 4.567, 0.1234].map(three_digits), ["1234", "45.7", "4.57", "0.12"]);
    }
}
