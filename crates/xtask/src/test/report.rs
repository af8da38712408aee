//! The summary of a run.

use std::fmt;
use std::time::Duration;

use super::steps::Step;

/// How each step went, so far.
pub struct Report {
    names: Vec<&'static str>,
    results: Vec<(Duration, bool)>,
}

impl Report {
    /// A report on steps that are still to run.
    pub fn new(steps: &[&Step]) -> Self {
        Self { names: steps.iter().map(|step| step.name).collect(), results: Vec::new() }
    }

    /// The next step's time and result.
    pub fn add(&mut self, time: Duration, passed: bool) {
        self.results.push((time, passed));
    }

    /// Whether a step failed.
    pub fn failed(&self) -> bool {
        self.results.iter().any(|(_, passed)| !passed)
    }
}

impl fmt::Display for Report {
    /// A line for each step, and at the end the closing line that runners of tests print.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, name) in self.names.iter().enumerate() {
            match self.results.get(i) {
                Some((time, true)) => writeln!(f, "  passed   {name:<12} {:>9}", duration(*time))?,
                Some((time, false)) => writeln!(f, "  FAILED   {name:<12} {:>9}", duration(*time))?,
                None => writeln!(f, "  not run  {name}")?,
            }
        }
        let total = self.results.iter().map(|(time, _)| *time).sum();
        writeln!(f, "  all together          {:>9}\n", duration(total))?;
        let passed = self.results.iter().filter(|(_, passed)| *passed).count();
        let skipped = self.names.len() - self.results.len();
        write!(f, "{passed} passed, {} failed", self.results.len() - passed)?;
        if skipped > 0 {
            write!(f, ", {skipped} skipped")?;
        }
        Ok(())
    }
}

/// `0.4 s`, `3 min 05 s`.
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(results: &[bool]) -> Report {
        let mut report = Report { names: vec!["fmt", "clippy", "page"], results: Vec::new() };
        for &passed in results {
            report.add(Duration::from_secs(65), passed);
        }
        report
    }

    fn closing(results: &[bool]) -> String {
        report(results).to_string().lines().last().unwrap_or_default().to_owned()
    }

    #[test]
    fn the_last_line_is_the_closing_line() {
        assert_eq!(closing(&[true, true, true]), "3 passed, 0 failed");
        assert_eq!(closing(&[true, false]), "1 passed, 1 failed, 1 skipped");
        assert!(report(&[true, false]).failed() && !report(&[true]).failed());
    }

    #[test]
    fn steps_that_never_ran_are_named() {
        assert!(report(&[true, false]).to_string().contains("not run  page"));
    }

    #[test]
    fn durations_read_well() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }
}
