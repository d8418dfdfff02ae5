//! The binary: parse, hand over, say what failed.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use energycompute::cli::{self, Cli};
use mimalloc::MiMalloc;

// It gives memory back: with the system's allocator, what the process holds rose with every reload under load.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match cli::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to tell when stderr is closed; the exit code still says it.
            _ = writeln!(io::stderr(), "{failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
