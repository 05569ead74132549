//! The `ombud` program: command line, wiring and nothing else. What it does stands in `ombud-server`; what it is allowed to say
//! on exit stands in [`exit`].

mod args;
mod client;
mod commands;
mod exit;
mod output;
mod system;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    system::start_logging();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("ombud: cannot start the runtime: {error}");
            return ExitCode::from(70);
        }
    };
    let outcome = runtime.block_on(commands::run(cli));
    // A worker that still reads from a stuck input must not keep the program alive.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(message) = failure.message() {
                eprintln!("ombud: {message}");
            }
            failure.code()
        }
    }
}
