//! `ttc completions SHELL`: completion scripts.

use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;

use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, command_line, output};
use crate::locale::{Both, Language};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "completions",
    about: Both::new(
        "In mã gợi ý lệnh cho vỏ lệnh (bash, zsh, fish, powershell)",
        "Print a completion script for a shell",
    ),
    heeds: Heeds::Nothing,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    command.arg(
        Arg::new("shell")
            .value_name(words("VỎ_LỆNH", "SHELL"))
            .required(true)
            .value_parser(clap::value_parser!(Shell))
            .hide_possible_values(true)
            .help("bash, elvish, fish, powershell, zsh"),
    )
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    if let Some(shell) = matches.get_one::<Shell>("shell") {
        clap_complete::generate(*shell, &mut command_line(globals.language), "ttc", &mut script);
    }
    output::print_bytes(&script, globals.language)?;
    Ok(Exit::Clean)
}
