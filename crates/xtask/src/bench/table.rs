//! The figures for a terminal and for people who read the project's pages.

use super::figures::{Row, Time};

/// A line for each figure.
pub fn plain(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.what.chars().count()).max().unwrap_or(0);
    let line = |row: &Row| {
        format!("{}  {:<width$}  {:<24}  {:<16}  {}", row.bar, row.what, row.figure, row.limit, row.verdict())
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A page with both tables.
pub fn markdown(rows: &[Row], times: &[Time], measured: &str) -> String {
    let rows: String = rows
        .iter()
        .map(|row| {
            let native = row.native.as_deref().unwrap_or("");
            format!("| {} | {} | {} | {} | {} | {native} |\n", row.bar, row.what, row.limit, row.figure, row.verdict())
        })
        .collect();
    let times: String =
        times.iter().map(|time| format!("| {} | {} | {} |\n", time.name, time.wasm, time.native)).collect();
    format!(
        "# Figures\n\n{measured} Written by `cargo xtask bench`.\n\n\
         Medians over the processes, with the least and the greatest in brackets. Competitors take turns within one process, \
         so that ratios mean something on other machines; times mean something on this one.\n\n\
         | bar | what | at least or at most | in Chromium | | natively |\n| --- | --- | --- | --- | --- | --- |\n{rows}\n\
         ## Times\n\n| job | in Chromium | natively |\n| --- | --- | --- |\n{times}"
    )
}
