//! `descent` runs an experiment link without a browser and gives the same numbers as the page, to the last bit.

mod list;
mod methods;
mod raster;
mod run;
mod train;

use lexopt::prelude::*;
use std::io::Write;
use std::process::ExitCode;

const HELP: &str = "\
descent: run an experiment link of the optimizer playground

  descent run LINK             a table of how each run ended
  descent run LINK --json      all paths as JSON
  descent run LINK --csv       all paths as CSV, a row an iterate
  descent run LINK --svg FILE  the plot with all paths as an SVG picture
  descent run LINK --png FILE  the same as pixels; --gif FILE the race as an animation
  descent run LINK --python FILE   a Python script that runs the race again and shows it; --torch FILE the same with PyTorch's optimizers;
                                   --rust FILE a program against the core
  descent run LINK --svg FILE --size 720x480   the same so large
  descent train LINK           train the networks of a link with net=…; a table of how each run ended
  descent train LINK --data DIR   on the data in DIR: mnist.npz, or MNIST's four IDX files, gzipped or not, or CSV
  descent train LINK --json    all epochs as JSON
  descent train LINK --csv     all epochs as CSV, a row an epoch
  descent list                 the functions, methods and schedules with their parameters
  descent list --markdown      the methods as a page of documentation
  descent --version

LINK is the text of a link from `#` or `?` on, for example '#v=1&f=rosenbrock&o=adam~rate=0.1&n=500'. Quote it.
Exit status: 0, or 2 when something is wrong with the command or the link; what is right with the link runs all the same.
";

fn main() -> ExitCode {
    match command() {
        Ok((output, clean)) => match std::io::stdout().lock().write_all(output.as_bytes()) {
            Ok(()) if clean => ExitCode::SUCCESS,
            Ok(()) => ExitCode::from(2),
            // Whoever reads has seen enough.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => fail(&format!("The output cannot be written: {error}.")),
        },
        Err(sentence) => fail(&sentence),
    }
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("descent: {sentence}");
    ExitCode::from(2)
}

/// What the command prints, and whether nothing was wrong; or what is wrong, as a sentence.
fn command() -> Result<(String, bool), String> {
    let mut args = lexopt::Parser::from_env();
    let (mut words, mut options, mut markdown) = (Vec::new(), run::Options::default(), false);
    while let Some(arg) = args.next().map_err(usage)? {
        match arg {
            Short('h') | Long("help") => return Ok((HELP.to_owned(), true)),
            Short('V') | Long("version") => return Ok((format!("descent {}\n", env!("CARGO_PKG_VERSION")), true)),
            Long("markdown") => markdown = true,
            Long("json") => options.json = true,
            Long("csv") => options.csv = true,
            Long("data") => options.data = Some(args.value().map_err(usage)?.into()),
            Long("python") => options.python = Some(args.value().map_err(usage)?.into()),
            Long("png") => options.png = Some(args.value().map_err(usage)?.into()),
            Long("gif") => options.gif = Some(args.value().map_err(usage)?.into()),
            Long("torch") => options.torch = Some(args.value().map_err(usage)?.into()),
            Long("rust") => options.rust = Some(args.value().map_err(usage)?.into()),
            Long("svg") => options.svg = Some(args.value().map_err(usage)?.into()),
            Long("size") => options.size = Some(run::size(&args.value().map_err(usage)?.string().map_err(usage)?)?),
            Value(word) => words.push(word.string().map_err(usage)?),
            other => return Err(usage(other.unexpected())),
        }
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["run", link] => run::run(link, &options),
        ["run"] => Err("run needs a link: descent run '#v=1&o=gd'.".to_owned()),
        ["run", ..] => Err("run takes one link; quote it, because & and ; mean something to the shell.".to_owned()),
        ["train", link] => train::train(link, &options),
        ["train"] => Err("train needs a link: descent train '#v=1&net=100,100,50&o=adam'.".to_owned()),
        ["train", ..] => Err("train takes one link; quote it, because & and ; mean something to the shell.".to_owned()),
        ["list"] if markdown => Ok((methods::page(), true)),
        ["list"] => Ok((list::list(), true)),
        [] => Err(format!("a command is needed.\n\n{HELP}")),
        [other, ..] => Err(format!("there is no command {other:?}; there are run, train and list.")),
    }
}

fn usage(error: lexopt::Error) -> String {
    format!(
        "{error}; --json and --csv are options of run and train, --svg, --png, --gif, --python, --torch and --rust FILE and --size of run, --data DIR of train, --markdown of list."
    )
}
