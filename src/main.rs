//! The binary: parse, run, exit.

use std::process::ExitCode;

fn main() -> ExitCode {
    ttc::cli::main(std::env::args_os().collect())
}
