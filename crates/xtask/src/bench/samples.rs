//! What was measured, and what it says: medians and ranges over processes, ratios within a process.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::lighthouse::Scores;

/// Numbers by what they are, as they were measured one after the other.
pub type Series = BTreeMap<String, Vec<f64>>;

/// Everything that was measured; what was left out is empty.
#[derive(Default)]
pub struct Samples {
    /// The jobs in native processes, in nanoseconds.
    pub native: Vec<Series>,
    /// Evaluations until SciPy's value is reached, over SciPy's, run by run, by method: the same in every process.
    pub evaluations: Series,
    /// The jobs in fresh browsers, in nanoseconds.
    pub wasm: Vec<Series>,
    /// The page in fresh browsers, in milliseconds unless named otherwise.
    pub page: Vec<Series>,
    /// Training and products in fresh browsers, in nanoseconds an example and an operation; frames in milliseconds.
    pub network: Vec<Series>,
    /// Bytes of the first plot and of the whole site, compressed.
    pub weight: Option<(usize, usize)>,
    /// Lighthouse's scores, or why there are none.
    pub lighthouse: Option<Result<Scores, String>>,
    /// The browser's version.
    pub browser: Option<String>,
}

impl Samples {
    /// Reads what the benches of the page left in `folder`.
    pub fn read(&mut self, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let value: Value = serde_json::from_str(&fs::read_to_string(&path)?)
                .with_context(|| format!("{} cannot be understood", path.display()))?;
            self.browser = value["browser"].as_str().map(str::to_owned).or(self.browser.take());
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let kind = match name.split('-').next() {
                Some("wasm") => &mut self.wasm,
                Some("network") => &mut self.network,
                _ => &mut self.page,
            };
            kind.push(series(&value, "times")?);
        }
        Ok(())
    }
}

/// The series under `key`.
pub fn series(value: &Value, key: &str) -> Result<Series> {
    serde_json::from_value(value[key].clone()).with_context(|| format!("there are no {key}"))
}

/// The median, the least and the greatest of some numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub median: f64,
    pub least: f64,
    pub greatest: f64,
}

impl Spread {
    /// Of nothing there is none.
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Option<Spread> {
        let mut sorted: Vec<f64> = numbers.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let (least, greatest) = (*sorted.first()?, *sorted.last()?);
        Some(Spread { median: quantile(&sorted, 0.5), least, greatest })
    }
}

/// The spread over processes of a job's median.
pub fn time(processes: &[Series], job: &str) -> Option<Spread> {
    Spread::of(processes.iter().filter_map(|process| Some(Spread::of(process.get(job)?.iter().copied())?.median)))
}

/// The spread over processes of how many times longer `job` takes than `other`, round by round.
pub fn ratio(processes: &[Series], job: &str, other: &str) -> Option<Spread> {
    Spread::of(processes.iter().filter_map(|process| {
        let (job, other) = (process.get(job)?, process.get(other)?);
        Some(Spread::of(job.iter().zip(other).map(|(a, b)| a / b))?.median)
    }))
}

/// The spread over processes of a quantile of what is named.
pub fn at_quantile(processes: &[Series], name: &str, share: f64) -> Option<Spread> {
    Spread::of(processes.iter().filter_map(|process| {
        let mut sorted = process.get(name)?.clone();
        sorted.sort_by(f64::total_cmp);
        (!sorted.is_empty()).then(|| quantile(&sorted, share))
    }))
}

/// A quantile of sorted numbers: the mean of the two in the middle for the median of an even number, else the nearest.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * share;
    if share == 0.5 {
        (sorted[place.floor() as usize] + sorted[place.ceil() as usize]) / 2.0
    } else {
        sorted[place.round() as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(a: &[f64], b: &[f64]) -> Series {
        Series::from([("a".to_owned(), a.to_vec()), ("b".to_owned(), b.to_vec())])
    }

    #[test]
    fn ratios_are_taken_within_a_round_and_a_process() {
        // The second process is three times slower throughout: the ratio does not see it.
        let processes = [process(&[2.0, 4.0, 20.0], &[1.0, 2.0, 10.0]), process(&[6.0, 6.0, 6.0], &[3.0, 3.0, 3.0])];
        let same = Spread { median: 2.0, least: 2.0, greatest: 2.0 };
        assert_eq!(ratio(&processes, "a", "b"), Some(same));
        assert_eq!(ratio(&processes, "a", "c"), None);
        assert_eq!(time(&processes, "a"), Some(Spread { median: 5.0, least: 4.0, greatest: 6.0 }));
    }

    #[test]
    fn quantiles_are_of_a_process() {
        let hundred: Vec<f64> = (0..=100).map(f64::from).collect();
        assert_eq!(at_quantile(&[process(&hundred, &[])], "a", 0.95).unwrap().median, 95.0);
        assert_eq!(at_quantile(&[process(&hundred, &[])], "b", 0.95), None);
    }
}
