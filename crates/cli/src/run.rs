//! `descent run`: a link's race as a table, JSON, CSV or a picture.

use crate::raster;
use descent_optim::experiment::{Level, Notice, link, network};
use descent_optim::race::Race;
use descent_scene::code::{self, Library};
use descent_scene::report::{Report, RunReport};
use descent_scene::words::number;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What to do with the race or the training.
#[derive(Default)]
pub struct Options {
    /// Print all paths or epochs as JSON.
    pub json: bool,
    /// Print all paths or epochs as CSV.
    pub csv: bool,
    /// Write the plot to this file.
    pub svg: Option<PathBuf>,
    /// Write the plot as pixels to this file.
    pub png: Option<PathBuf>,
    /// Write the race as an animation to this file.
    pub gif: Option<PathBuf>,
    /// Write a script in Python to this file.
    pub python: Option<PathBuf>,
    /// Write a script in Python with PyTorch's optimizers to this file.
    pub torch: Option<PathBuf>,
    /// Write a program in Rust to this file.
    pub rust: Option<PathBuf>,
    /// The picture's width and height in pixels, where not the usual ones.
    pub size: Option<(u32, u32)>,
    /// Train on the data here.
    pub data: Option<PathBuf>,
}

impl Options {
    /// Whether files are what is wanted.
    fn writes(&self) -> bool {
        [&self.svg, &self.png, &self.gif, &self.python, &self.torch, &self.rust].into_iter().any(Option::is_some)
    }
}

/// Reads `720x480`.
///
/// # Errors
/// A sentence that says what is allowed.
pub fn size(text: &str) -> Result<(u32, u32), String> {
    let sides = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    sides
        .filter(|&(width, height)| (100..=8000).contains(&width) && (100..=8000).contains(&height))
        .ok_or_else(|| format!("--size wants a width and a height of 100 to 8000 pixels, as in 720x480, not {text:?}."))
}

/// Runs a link. Says on standard error what was not taken as it stood, and answers what goes to standard output and whether nothing
/// was wrong.
///
/// # Errors
/// A sentence where there is nothing to run, or a file cannot be written.
pub fn run(text: &str, options: &Options) -> Result<(String, bool), String> {
    if network::read(text).is_some() {
        return Err("This link is of a network: descent train trains it.".to_owned());
    }
    if options.data.is_some() {
        return Err("--data DIR is an option of train.".to_owned());
    }
    let reading = link::read(text);
    for notice in &reading.notices {
        eprintln!("descent: {notice}");
    }
    let problem = |notice: &Notice| notice.level == Level::Problem;
    if reading.notices.iter().any(|n| problem(n) && ["f", "data", "net"].contains(&n.path.as_str())) {
        return Err("The function to be minimized is not known, so nothing was run.".to_owned());
    }
    let experiment = reading.experiment;
    let mut race = Race::new(&experiment).map_err(|notice| notice.to_string())?;
    while !race.advance(100_000) {}
    if let Some(file) = &options.svg {
        let (width, height) = options.size.unwrap_or(raster::SIZE);
        write(file, descent_scene::picture::svg(&experiment, &race, width, height).as_bytes())?;
    }
    if let Some(file) = &options.png {
        write(file, &raster::png(&experiment, &race)?)?;
    }
    if let Some(file) = &options.gif {
        write(file, &raster::gif(&experiment, &race)?)?;
    }
    for (file, library) in [(&options.python, Library::NumPy), (&options.torch, Library::PyTorch)] {
        if let Some(file) = file {
            write(file, code::script(&experiment, &race, library).as_bytes())?;
        }
    }
    if let Some(file) = &options.rust {
        write(file, code::rust(&experiment).as_bytes())?;
    }
    let clean = !reading.notices.iter().any(problem);
    let report = Report::new(&experiment, reading.notices, &race);
    let output = if options.json {
        serde_json::to_string(&report).map_err(|error| format!("The report cannot be written: {error}."))? + "\n"
    } else if options.csv {
        report.csv()
    } else if options.writes() {
        String::new()
    } else {
        table(&report)
    };
    Ok((output, clean))
}

fn write(file: &Path, content: &[u8]) -> Result<(), String> {
    std::fs::write(file, content).map_err(|error| format!("{} cannot be written: {error}.", file.display()))
}

fn table(report: &Report) -> String {
    let mut out = String::new();
    let label = |run: &RunReport| run.seed.map_or(run.label.clone(), |seed| format!("{}, seed {seed}", run.label));
    let widest = report.runs.iter().map(|run| label(run).chars().count()).max().unwrap_or(0);
    for run in &report.runs {
        let last = run.x.len() - 1;
        let x = descent_scene::words::point(&run.x[last], 6);
        let evals = format!("f {}, g {}, H {}", run.counts.f, run.counts.g, run.counts.h);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{:<widest$}  {:>6} steps  f = {:<12} at {x}  ({evals})  {}{}. {}",
            label(run),
            last,
            number(run.f[last], 6),
            run.verdict,
            run.note.map_or(String::new(), |note| format!("; {note}")),
            run.halt.sentence
        );
    }
    out
}
