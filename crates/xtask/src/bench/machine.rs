//! On what and when figures were measured, as far as it says something about them.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use super::samples::Samples;

/// The machine when measuring began.
pub struct Machine {
    cores: usize,
    processor: Option<String>,
    load: Option<String>,
}

/// Looks around.
pub fn describe() -> Machine {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let named = |line: &str| Some(line.strip_prefix("model name")?.split_once(':')?.1.trim().to_owned());
    let load = fs::read_to_string("/proc/loadavg").ok();
    Machine {
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        processor: info.lines().find_map(named),
        load: load.and_then(|text| text.split(' ').next().map(str::to_owned)),
    }
}

impl Machine {
    /// All that in a sentence.
    pub fn sentence(&self, date: &str, processes: usize, samples: &Samples) -> String {
        let cores = if self.cores == 1 { "one core".to_owned() } else { format!("{} cores", self.cores) };
        let processor = self.processor.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
        let load = self.load.as_ref().map(|load| format!(", load {load} at the beginning")).unwrap_or_default();
        let browser =
            samples.browser.as_ref().map(|version| format!(", Chromium {version} (headless)")).unwrap_or_default();
        let fresh = if processes == 1 { "one process".to_owned() } else { format!("{processes} fresh processes") };
        format!("Measured on {date} in {fresh} on {cores}{processor} ({}{load}){browser}.", std::env::consts::OS)
    }
}

/// Today as year-month-day (UTC).
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (year, month, day) = civil(seconds / 86_400);
    format!("{year}-{month:02}-{day:02}")
}

/// Year, month and day of a number of days since 1970: years are counted from March, so that the leap day comes last.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day_of_year - (153 * from_march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(19_782), (2024, 2, 29));
        assert_eq!(civil(20_819), (2027, 1, 1));
    }
}
