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
            Ok(true)
        }
        Task::Setup => setup::everything().map(|()| true),
        Task::Build { profile, home } => site::build_with_setup(profile, home.as_deref()).map(|()| true),
        Task::Serve(options) => serve::run(&options).map(|()| true),
        Task::Test(options) => test::run(&options),
        Task::Bench(options) => bench::run(&options).map(|()| true),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        // What failed has been said already.
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
