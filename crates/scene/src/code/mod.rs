//! A race as a program: a few lines against the core, or a Python script that runs it again and shows it: NumPy for first-order rules, step by step, SciPy where it has a method of
//! the same name, Matplotlib for the picture. The same with PyTorch: its gradients, and its own optimizers wherever they make our iterates.
//!
//! Rules and schedules come from the descriptors. What a link says in its own words (title, labels) stands in comments and string literals
//! only, where no word of it can become code.

mod chance;
mod library;
mod objective;
mod runs;
mod text;

use chance::in_batches;
use descent_optim::experiment::Experiment;
use descent_optim::experiment::text::write;
use descent_optim::race::Race;
pub use library::Library;
use objective::objective;
use runs::{Way, rules, runs, way};
use std::fmt::Write;
use text::{comment, literal};

const SHOW: &str = include_str!("pieces/show.py");

/// The race as a program against the core.
pub fn rust(experiment: &Experiment) -> String {
    let link = experiment.link();
    let fence =
        "#".repeat(1 + link.split('"').map(|part| part.chars().take_while(|c| *c == '#').count()).max().unwrap_or(0));
    format!(
        "// Cargo.toml: descent-optim, from Descent’s repository (crates/optim).\n\
         use descent_optim::{{experiment::link, race::Race}};\n\n\
         fn main() {{\n    let reading = link::read(r{fence}\"#{link}\"{fence});\n    \
         let mut race = Race::new(&reading.experiment).expect(\"a link that was read is valid\");\n    \
         while !race.advance(1000) {{}}\n    for entry in &race.entries {{\n        \
         let path = entry.trajectory();\n        let last = path.steps();\n        \
         println!(\"{{}}: {{last}} steps, f = {{}} at {{:?}}\", entry.method.name, path.f[last], path.iterate(last));\n    }}\n}}\n"
    )
}

/// The race as a Python script.
pub fn script(experiment: &Experiment, race: &Race, library: Library) -> String {
    let mut out = String::new();
    let title = experiment.title.clone().unwrap_or_else(|| heading(experiment, race));
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "# {}\n#\n# Made by Descent from this link:\n#   #{}\n#\n# python race.py             shows the race\n\
         # python race.py race.gif    writes it, or race.mp4, or its end as race.png, .svg or .pdf\n\
         # python race.py --json      prints all iterates\n#\n# It needs: pip install numpy matplotlib{}{}\n\
         import json\nimport sys\n{}from types import SimpleNamespace\n\nimport numpy as np\n{}np.seterr(all=\"ignore\")\n",
        comment(&title),
        comment(&experiment.link()),
        if race.entries.iter().any(|entry| matches!(way(entry, library), Way::Scipy(_))) { " scipy" } else { "" },
        if library == Library::PyTorch { " torch" } else { "" },
        if in_batches(experiment, race) { "from functools import lru_cache\n" } else { "" },
        if library == Library::PyTorch { "import torch\n\ntorch.set_default_dtype(torch.float64)\n" } else { "\n" },
    );
    objective(&mut out, experiment, race, library, in_batches(experiment, race));
    chance::random(&mut out, experiment, race);
    out.push_str("\n# The rules, with the numbers of this step in s.");
    rules(&mut out, race, library);
    runs(&mut out, experiment, race, library);
    let area = experiment.view().map(write).join(", ");
    let _ = write!(out, "\nBOX = [{area}]\nTITLE = {}\n{SHOW}", literal(&title));
    out
}

fn heading(experiment: &Experiment, race: &Race) -> String {
    let of_data = experiment.f.data().map(|data| data.name);
    race.function.map(|function| function.name).or(of_data).unwrap_or(experiment.f.text()).to_owned()
}
