//! `cargo xtask`: all set-up, build, serve, test and bench commands.

mod bench;
mod cli;
mod command;
mod page;
mod project;
mod serve;
mod server;
mod setup;
mod site;
mod test;
mod version;

use std::process::ExitCode;

use cli::Task;

fn main() -> ExitCode {
    let task = match cli::parse(std::env::args_os()) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("error: {error:#}\n\n{}", cli::USAGE);
            return ExitCode::from(2);
        }
    };
    let outcome = match task {
        Task::Help => {
            println!("{}", cli::USAGE);
            Ok(())
        }
        Task::Setup => setup::everything(),
        Task::Build { profile } => site::build_with_setup(profile),
        Task::Serve(options) => serve::run(&options),
        Task::Test(options) => test::run(&options),
        Task::Bench { filter } => bench::run(filter.as_deref()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
