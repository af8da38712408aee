//! What can be typed after `cargo xtask`.

use std::ffi::OsString;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::{bench, serve, site::Profile, test};

/// The help text.
pub const USAGE: &str = "\
cargo xtask COMMAND

  serve [--port N] [--open] [--base /PATH/] [--debug | --no-build]
                     build the page and serve it; --open opens a browser, --base serves it below a path
  build [--debug] [--home ADDRESS]
                     leave the page in dist/, ready for any static host and any path; --home says where it will be,
                     so that previews of its lessons in other places find their pictures
  test [--full] [--list] [STEP…] [-- ARGS]
                     run every test, or only the named steps; --full adds what takes long;
                     ARGS go to the runner of the one named step
  bench [--quick] [--processes N] [--date DAY] [PART…]
                     measure speed and weight, natively and in a browser, and say which bars are met; PART is native, wasm,
                     page, network, weight or lighthouse; each in 5 fresh processes or N; --quick takes one and few rounds;
                     all parts without it write docs/figures.md
  setup              install what the others need, which they do by themselves as well";

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    Help,
    Setup,
    Build { profile: Profile, home: Option<String> },
    Serve(serve::Options),
    Test(test::Options),
    Bench(bench::Options),
}

/// Reads a command line; its first item is the program's name.
pub fn parse(words: impl IntoIterator<Item = impl Into<OsString>>) -> Result<Task> {
    let mut parser = Parser::from_iter(words);
    match parser.next()? {
        None | Some(Arg::Short('h') | Arg::Long("help")) => Ok(Task::Help),
        Some(Arg::Value(command)) => match command.string()?.as_str() {
            "help" => Ok(Task::Help),
            "setup" => end(&mut parser, Task::Setup),
            "build" => build(&mut parser),
            "serve" => serve_options(&mut parser).map(Task::Serve),
            "test" => test_options(&mut parser).map(Task::Test),
            "bench" => bench_options(&mut parser).map(Task::Bench),
            other => bail!("there is no command '{other}'"),
        },
        Some(other) => Err(other.unexpected().into()),
    }
}

fn end(parser: &mut Parser, task: Task) -> Result<Task> {
    match parser.next()? {
        None => Ok(task),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn build(parser: &mut Parser) -> Result<Task> {
    let (mut profile, mut home) = (Profile::Release, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("debug") => profile = Profile::Debug,
            Arg::Long("home") => home = Some(address(&parser.value()?.string()?)?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Build { profile, home })
}

/// Where a site will be published, with a slash at the end.
fn address(text: &str) -> Result<String> {
    if !text.starts_with("https://") && !text.starts_with("http://") || text.contains(['?', '#', ' ', '"']) {
        bail!("--home wants a whole address such as https://example.org/descent/, not '{text}'");
    }
    Ok(format!("{}/", text.trim_end_matches('/')))
}

fn serve_options(parser: &mut Parser) -> Result<serve::Options> {
    let mut options = serve::Options::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("port") => options.port = parser.value()?.parse()?,
            Arg::Long("open") => options.open = true,
            Arg::Long("base") => options.base = base(&parser.value()?.string()?)?,
            Arg::Long("debug") => options.build = Some(Profile::Debug),
            Arg::Long("no-build") => options.build = None,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

/// A path below which the page is served, with a slash at both ends.
fn base(text: &str) -> Result<String> {
    let inner = text.trim_matches('/');
    if inner.split('/').any(|part| part == "." || part == "..") || inner.contains(['?', '#', '%', ' ']) {
        bail!("--base wants a plain path such as /notes/descent/, not '{text}'");
    }
    Ok(if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") })
}

fn test_options(parser: &mut Parser) -> Result<test::Options> {
    let mut options = test::Options::default();
    loop {
        // What follows `--` belongs to the runner of the step, whatever it looks like.
        if let Some(mut rest) = parser.try_raw_args()
            && rest.peek().is_some_and(|word| word == "--")
        {
            rest.next();
            options.runner_args = rest.collect();
            break;
        }
        match parser.next()? {
            None => break,
            Some(Arg::Long("full")) => options.full = true,
            Some(Arg::Long("list")) => options.list = true,
            Some(Arg::Value(step)) => options.steps.push(step.string()?),
            Some(other) => return Err(other.unexpected().into()),
        }
    }
    if !options.runner_args.is_empty() && options.steps.len() != 1 {
        bail!("arguments after -- need exactly one step that they belong to");
    }
    Ok(options)
}

fn bench_options(parser: &mut Parser) -> Result<bench::Options> {
    let mut options = bench::Options::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("quick") => options.quick = true,
            Arg::Long("processes") => options.processes = Some(parser.value()?.parse()?),
            Arg::Long("date") => options.date = Some(parser.value()?.string()?),
            Arg::Value(name) => options.parts.push(bench::Part::find(&name.string()?)?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(std::iter::once("xtask").chain(line.split_whitespace()))
    }

    #[test]
    fn serve_builds_for_release_unless_told_otherwise() {
        let Task::Serve(options) = parsed("serve").unwrap() else { panic!() };
        assert_eq!((options.build, options.open, options.base.as_str()), (Some(Profile::Release), false, "/"));
        let Task::Serve(options) = parsed("serve --no-build --port 9000 --open --base notes/descent").unwrap() else {
            panic!()
        };
        assert_eq!((options.build, options.open, options.port), (None, true, 9000));
        assert_eq!(options.base, "/notes/descent/");
    }

    #[test]
    fn a_home_ends_with_a_slash() {
        let Task::Build { home, .. } = parsed("build --home https://example.org/d").unwrap() else { panic!() };
        assert_eq!(home.as_deref(), Some("https://example.org/d/"));
    }

    #[test]
    fn what_follows_two_dashes_goes_to_the_runner() {
        let Task::Test(options) = parsed("test page -- -g smoke --headed").unwrap() else { panic!() };
        assert_eq!(options.steps, ["page"]);
        assert_eq!(options.runner_args, ["-g", "smoke", "--headed"]);
        assert!(parsed("test -- -g smoke").is_err());
    }

    #[test]
    fn wrong_words_are_named() {
        for (line, word) in [
            ("sevre", "sevre"),
            ("build --fast", "--fast"),
            ("serve --port many", "many"),
            ("serve --base ../x", "../x"),
            ("build --home example.org", "example.org"),
            ("setup now", "now"),
            ("test --all", "--all"),
            ("bench everything", "everything"),
            ("bench --processes few", "few"),
            ("bench --processes 0", "0"),
        ] {
            let message = format!("{:#}", parsed(line).unwrap_err());
            assert!(message.contains(word), "{line}: {message}");
        }
    }

    #[test]
    fn nothing_typed_is_a_question() {
        assert_eq!(parsed("").unwrap(), Task::Help);
        assert_eq!(parsed("--help").unwrap(), Task::Help);
    }
}
