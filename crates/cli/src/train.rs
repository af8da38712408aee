//! `descent train`: the networks of a link, trained on files or on the digits that come with the program.

use crate::run::Options;
use descent_network::data::{self, Data, digits};
use descent_network::experiment;
use descent_network::record::{End, Epoch};
use descent_network::training::Training;
use descent_optim::experiment::network::{self, Network as Experiment};
use descent_optim::experiment::{Level, Notice, check, text};
use descent_optim::method::Method;
use descent_optim::setting::Setting;
use descent_scene::names::names;
use descent_scene::report::{Value, as_map, params};
use descent_scene::words::number;
use serde::Serialize;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// All runs, as `--json` prints them.
#[derive(Serialize)]
struct Report {
    /// The experiment as canonical link text.
    link: String,
    /// What was not taken from the link as it stood.
    notices: Vec<Notice>,
    /// How many examples were trained on, validated on and tested on.
    examples: [usize; 3],
    /// The runs: for each run of the experiment, one with each seed.
    runs: Vec<RunReport>,
}

#[derive(Serialize)]
struct RunReport {
    id: String,
    label: String,
    seed: u32,
    #[serde(serialize_with = "as_map")]
    params: Vec<(String, Value)>,
    epochs: Vec<EpochReport>,
    test: TestReport,
    /// Why it ended, as a sentence.
    end: &'static str,
}

#[derive(Serialize)]
struct EpochReport {
    loss: f64,
    accuracy: f64,
    val_loss: Option<f64>,
    val_accuracy: Option<f64>,
    seconds: f64,
}

#[derive(Serialize)]
struct TestReport {
    loss: f64,
    accuracy: f64,
}

/// Trains the networks of a link. Says on standard error what was not taken as it stood and how far it is, and answers what goes to standard
/// output and whether nothing was wrong.
///
/// # Errors
/// A sentence where there is nothing to train, or nothing to train on.
pub fn train(text: &str, options: &Options) -> Result<(String, bool), String> {
    let Some(reading) = network::read(text) else {
        return Err("This link is of no network: it has no key net. descent run runs it.".to_owned());
    };
    if options.svg.is_some() {
        return Err("--svg FILE is an option of run.".to_owned());
    }
    for notice in &reading.notices {
        eprintln!("descent: {notice}");
    }
    let problem = |notice: &Notice| notice.level == Level::Problem;
    if reading.notices.iter().any(|n| problem(n) && ["net", "data"].contains(&n.path.as_str())) {
        return Err("The network or its data are not known, so nothing was trained.".to_owned());
    }
    let experiment = reading.experiment;
    let data = match &options.data {
        Some(place) => files(place)?,
        None if experiment::is_drawn(&experiment) => digits::data(),
        None => return Err(format!("The data {:?} are not here: give their folder with --data DIR.", experiment.data)),
    };
    let clean = !reading.notices.iter().any(problem);
    let report = Report::new(&experiment, reading.notices, &data)?;
    let output = if options.json {
        serde_json::to_string(&report).map_err(|error| format!("The report cannot be written: {error}."))? + "\n"
    } else if options.csv {
        report.csv()
    } else {
        report.table()
    };
    Ok((output, clean))
}

/// The data in a file or a folder: its archive, else its IDX files, else its tables.
fn files(place: &Path) -> Result<Data, String> {
    let cannot = |place: &Path, error: &std::io::Error| format!("{} cannot be read: {error}.", place.display());
    let mut paths = vec![place.to_path_buf()];
    if place.is_dir() {
        let entries = std::fs::read_dir(place).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        paths = entries.map_err(|error| cannot(place, &error))?.into_iter().map(|entry| entry.path()).collect();
        paths.sort();
        let ends = |part: &'static str| move |path: &&PathBuf| name(path).to_ascii_lowercase().contains(part);
        let kinds = [".npz", "-ubyte", ".csv"].map(|part| paths.iter().filter(ends(part)).cloned().collect::<Vec<_>>());
        paths = kinds.into_iter().find(|kind| !kind.is_empty()).unwrap_or_default();
        if paths.is_empty() {
            let message = "an npz archive, IDX files (….ubyte, gzipped or not) or CSV are needed";
            return Err(format!("There are no data in {}: {message}.", place.display()));
        }
    }
    let mut files = Vec::new();
    for path in &paths {
        let size = std::fs::metadata(path).map_err(|error| cannot(path, &error))?.len();
        if size > data::limits::BYTES as u64 {
            let most = data::limits::BYTES >> 20;
            return Err(format!("{} has {size} bytes; {most} MiB are allowed.", path.display()));
        }
        files.push((name(path), std::fs::read(path).map_err(|error| cannot(path, &error))?));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    data::read(&files).map_err(|fault| fault.to_string())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Report {
    fn new(experiment: &Experiment, notices: Vec<Notice>, data: &Data) -> Result<Report, String> {
        let examples = experiment::examples(experiment, data)?;
        let plane = descent_optim::experiment::Experiment { o: experiment.o.clone(), ..Default::default() };
        let mut runs = Vec::new();
        for (index, (spec, label)) in experiment.o.iter().zip(names(&plane)).enumerate() {
            let method = check::method("o", &spec.method).map_err(|notice| notice.to_string())?;
            let setting = check::setting("o", method, spec).map_err(|notice| notice.to_string())?;
            for seed in experiment::seeds(experiment) {
                let called = if experiment.seeds > 1 { format!("{label}, seed {seed}") } else { label.clone() };
                let training = experiment::begin(experiment, index, seed, data)?;
                runs.push(run(training, method, &setting, called, seed, data));
            }
        }
        Ok(Report { link: format!("#{}", experiment.link()), notices, examples, runs })
    }

    /// All epochs as a table: a row an epoch. Numbers that are not there or not finite are left empty.
    fn csv(&self) -> String {
        let mut out = "run,label,seed,epoch,loss,accuracy,val_loss,val_accuracy,seconds\n".to_owned();
        let cell = |v: f64| if v.is_finite() { text::write(v) } else { String::new() };
        for (index, run) in self.runs.iter().enumerate() {
            let label = format!("\"{}\"", run.label.replace('"', "\"\""));
            for (k, e) in run.epochs.iter().enumerate() {
                let validation = [e.val_loss, e.val_accuracy].map(|v| v.map_or_else(String::new, cell)).join(",");
                let (loss, accuracy, seconds) = (cell(e.loss), cell(e.accuracy), cell(e.seconds));
                // Writing to a string cannot fail.
                let _ =
                    writeln!(out, "{index},{label},{},{},{loss},{accuracy},{validation},{seconds}", run.seed, k + 1);
            }
        }
        out
    }

    fn table(&self) -> String {
        let [trained, validated, tested] = self.examples;
        let mut out = format!("{trained} examples to train on, {validated} to validate on, {tested} to test on\n");
        let widest = self.runs.iter().map(|run| run.label.chars().count()).max().unwrap_or(0);
        for run in &self.runs {
            let seconds = run.epochs.last().map_or(0.0, |epoch| epoch.seconds);
            let _ = writeln!(
                out,
                "{:<widest$}  test loss {:<8} accuracy {:<7} {} epochs in {seconds:.1} s. {}",
                run.label,
                number(run.test.loss, 4),
                number(run.test.accuracy, 4),
                run.epochs.len(),
                run.end
            );
        }
        out
    }
}

fn run(
    mut training: Training,
    method: &'static Method,
    setting: &Setting,
    label: String,
    seed: u32,
    data: &Data,
) -> RunReport {
    let begin = Instant::now();
    let mut ended = false;
    while !ended {
        ended = training.advance(data, training.steps_an_epoch(), &mut || begin.elapsed().as_secs_f64());
        if let Some(epoch) = training.record().epochs.last() {
            let (done, loss) = (training.record().epochs.len(), number(epoch.loss, 4));
            let (of, accuracy) = (training.epochs(), number(epoch.accuracy, 4));
            eprintln!("{label}: epoch {done} of {of}, loss {loss}, accuracy {accuracy}");
        }
    }
    let (loss, accuracy) = training.test(data);
    RunReport {
        id: method.id.to_owned(),
        label,
        seed,
        params: params(method, setting),
        epochs: training.record().epochs.iter().map(epoch).collect(),
        test: TestReport { loss, accuracy },
        end: training.record().end.unwrap_or(End::Epochs).sentence(),
    }
}

fn epoch(epoch: &Epoch) -> EpochReport {
    EpochReport {
        loss: epoch.loss,
        accuracy: epoch.accuracy,
        val_loss: epoch.validation.map(|(loss, _)| loss),
        val_accuracy: epoch.validation.map(|(_, accuracy)| accuracy),
        seconds: epoch.seconds,
    }
}
