//! Lighthouse against the finished pages, served by our own server.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command::{self, node};
use crate::setup::browser::Browser;
use crate::{page, project};

/// What is visited: the name of the page and its path.
const PAGES: [(&str, &str); 4] = [
    ("the page", ""),
    ("in a frame", "embed.html"),
    ("networks", "network.html"),
    ("a lesson", "lessons/momentum/index.html"),
];

/// Points out of 100 by page and category.
pub type Scores = BTreeMap<String, u32>;

/// For a browser without a person, a graphics card or a network.
const FLAGS: &str = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
                     --disable-background-networking --disable-component-update --disable-sync";

/// The median scores of so many visits; or why there are none, because the other figures stand without them.
pub fn run(visits: usize) -> Option<Result<Scores, String>> {
    let scores = (1..=visits).map(visit).collect::<Result<Vec<_>>>();
    Some(scores.map(|visits| medians(&visits)).map_err(|error| error.to_string()))
}

fn visit(number: usize) -> Result<Scores> {
    println!("Lighthouse, visit {number}");
    let folder = project::target().join("bench");
    fs::create_dir_all(&folder)?;
    let home = page::serve_folder(project::dist(), "/")?;
    let mut all = Scores::new();
    for (name, path) in PAGES {
        let report = report(&format!("{home}{path}"), &folder)?;
        all.extend(scores(&report)?.into_iter().map(|(category, score)| (format!("{name}: {category}"), score)));
    }
    Ok(all)
}

/// What Lighthouse says of one address.
fn report(address: &str, folder: &Path) -> Result<Value> {
    let file = folder.join("lighthouse.json");
    let mut lighthouse = node("lighthouse/cli/index.js");
    lighthouse.arg(address).args(["--quiet", "--no-enable-error-reporting", "--output=json"]);
    // In one word: Lighthouse takes a word that begins with a dash for an option of its own.
    lighthouse.arg(format!("--chrome-flags={FLAGS}"));
    lighthouse.arg(format!("--output-path={}", file.display()));
    command::run(lighthouse.env("CHROME_PATH", Browser::find()?.chromium)).context("Lighthouse did not end well")?;
    Ok(serde_json::from_str(&fs::read_to_string(&file)?)?)
}

fn scores(report: &Value) -> Result<Scores> {
    let categories = report["categories"].as_object().context("Lighthouse reported no categories")?;
    let score = |category: &Value| category["score"].as_f64().map(|share| (share * 100.0).round() as u32);
    let named = |category: &Value| Some((category["title"].as_str()?.to_owned(), score(category)?));
    Ok(categories.values().filter_map(named).collect())
}

fn medians(visits: &[Scores]) -> Scores {
    let names = visits.iter().flat_map(Scores::keys);
    names
        .map(|name| {
            let mut scores: Vec<u32> = visits.iter().filter_map(|visit| visit.get(name).copied()).collect();
            scores.sort_unstable();
            (name.clone(), scores[(scores.len() - 1) / 2])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn scores_are_points_and_the_median_of_the_visits() {
        let visits = [0.99, 1.0, 0.5]
            .map(|score| scores(&json!({ "categories": { "seo": { "title": "SEO", "score": score } } })).unwrap());
        assert_eq!(medians(&visits), Scores::from([("SEO".to_owned(), 99)]));
    }
}
