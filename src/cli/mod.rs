//! The outside world: arguments, clock, files, git, colours. One file a command, one table of all of them.

mod completions;
mod exit;
mod explain;
mod git;
mod globals;
mod help;
mod man;
mod output;
mod registry;
mod regulation;
mod rules;
mod schema;
mod table;
mod usage;
mod validate;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{ArgMatches, Command};

use crate::locale::{Both, Language};
pub use exit::Exit;
use globals::Globals;

/// One command of the program.
pub struct CommandEntry {
    pub name: &'static str,
    /// One line for the list of commands.
    pub about: Both,
    /// Adds its arguments, with help in the language.
    arguments: fn(Command, Language) -> Command,
    run: fn(&ArgMatches, &Globals) -> anyhow::Result<Exit>,
}

/// Every command, in the order of `--help`.
pub const COMMANDS: &[CommandEntry] = &[
    validate::COMMAND,
    regulation::COMMAND,
    rules::COMMAND,
    explain::COMMAND,
    schema::COMMAND,
    completions::COMMAND,
    man::COMMAND,
];

/// The whole command line, described in a language.
pub fn command_line(language: Language) -> Command {
    let root = globals::arguments(help::root(language), language);
    COMMANDS.iter().fold(root, |root, entry| {
        let command = help::dress(Command::new(entry.name).about(entry.about.get(language)), language);
        root.subcommand((entry.arguments)(command, language))
    })
}

/// Runs the program on its arguments, the first of which is its name.
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    let language = globals::message_language(&arguments);
    let matches = match command_line(language).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => return usage::report(&error, language).into(),
    };
    let globals = match Globals::read(&matches, language) {
        Ok(globals) => globals,
        Err(error) => return fail(&error, language),
    };
    let Some((name, matches)) = matches.subcommand() else { return Exit::Unusable.into() };
    let Some(entry) = COMMANDS.iter().find(|entry| entry.name == name) else { return Exit::Unusable.into() };
    match (entry.run)(matches, &globals) {
        Ok(exit) => exit.into(),
        Err(error) if is_broken_pipe(&error) => Exit::Clean.into(),
        Err(error) => fail(&error, language),
    }
}

/// Tells of a failure in one line, its causes after it.
fn fail(error: &anyhow::Error, language: Language) -> ExitCode {
    let word = Both::new("lỗi", "error").get(language);
    let causes = error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
    // Where even standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{word}: {causes}");
    Exit::Unusable.into()
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}
