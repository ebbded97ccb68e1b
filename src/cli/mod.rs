//! The outside world: arguments, clock, files, git, colours. One file a command, one table of all of them.

mod baseline;
mod completions;
mod deadlines;
mod diff;
mod disk;
mod documents;
mod draft;
mod evidence;
mod exit;
mod explain;
mod fmt;
mod git;
mod globals;
mod help;
mod links;
mod man;
mod nested;
mod output;
mod outside;
mod owner;
mod pack;
mod record;
mod recording;
mod registry;
mod regulation;
mod report;
mod roster;
mod rules;
mod schema;
mod selection;
mod since;
mod step_summary;
mod table;
mod time;
mod usage;
mod validate;
mod verify;
mod why;
mod writing;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use anyhow::bail;
use clap::{ArgMatches, Command};

use crate::both;
use crate::locale::{Both, Language};
pub use exit::Exit;
use globals::{Globals, Heeds};

/// One command of the program.
pub struct CommandEntry {
    pub name: &'static str,
    /// One line for the list of commands.
    pub about: Both,
    /// Which global options it goes by; the others are refused.
    heeds: Heeds,
    /// Adds its arguments, with help in the language.
    arguments: fn(Command, Language) -> Command,
    run: fn(&ArgMatches, &Globals) -> anyhow::Result<Exit>,
}

/// Every command, in the order of `--help`.
pub const COMMANDS: &[CommandEntry] = &[
    validate::COMMAND,
    report::COMMAND,
    deadlines::COMMAND,
    why::COMMAND,
    roster::COMMAND,
    diff::COMMAND,
    record::COMMAND,
    fmt::COMMAND,
    regulation::COMMAND,
    rules::COMMAND,
    explain::COMMAND,
    draft::COMMAND,
    schema::COMMAND,
    completions::COMMAND,
    man::COMMAND,
];

/// The whole command line, described in a language.
pub fn command_line(language: Language) -> Command {
    let root = help::finish(globals::arguments(help::root(language), language), language);
    COMMANDS.iter().fold(root, |root, entry| root.subcommand(subcommand(entry, "", language)))
}

/// `above` is the command that it stands under, if it does under one.
fn subcommand(entry: &CommandEntry, above: &str, language: Language) -> Command {
    let command = help::dress(Command::new(entry.name).about(entry.about.get(language)), language);
    let command = globals::hide_unheeded((entry.arguments)(command, language), entry.heeds, language);
    let command = help::finish(command, language);
    let usage = help::usage(&command, above, language);
    command.override_usage(usage)
}

/// Runs the program on its arguments, the first of which is its name.
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    let language = globals::message_language(&arguments);
    panic::set_hook(Box::new(move |panic| output::tell(&breakdown(&panic.to_string(), language))));
    let exit = panic::catch_unwind(|| match run(&arguments, language) {
        Ok(exit) => exit,
        Err(error) => {
            output::tell(&failure(&error, language));
            if error.is::<git::NoAnswer>() { Exit::GitNotAsked } else { Exit::Unusable }
        }
    });
    exit.unwrap_or(Exit::Unusable).into()
}

fn run(arguments: &[OsString], language: Language) -> anyhow::Result<Exit> {
    let command_line = command_line(language).color(globals::color_of_help(arguments));
    let matches = match command_line.try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return Ok(usage::report(&error, language)),
    };
    let Some((name, matches)) = matches.subcommand() else { return Ok(Exit::Unusable) };
    let Some(entry) = COMMANDS.iter().find(|entry| entry.name == name) else { return Ok(Exit::Unusable) };
    if let Some(option) = entry.heeds.unheeded(matches) {
        bail!(
            both!("ttc {name} không dùng --{option}", "ttc {name} makes no use of --{option}").get(language).to_owned()
        );
    }
    (entry.run)(matches, &Globals::read(matches, language)?)
}

/// A failure in one line, its causes after it.
fn failure(error: &anyhow::Error, language: Language) -> String {
    let causes = error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
    let causes = crate::render::visible(&causes);
    both!("lỗi: {causes}", "error: {causes}").get(language).to_owned()
}

/// A fault of the program itself.
fn breakdown(panic: &str, language: Language) -> String {
    let panic = crate::render::visible(panic);
    both!(
        "lỗi: chương trình hỏng, không phải do sổ; xin báo lại dòng sau cùng câu lệnh đã chạy\n  {panic}",
        "error: the program broke, and not by your fault; please report the next line with the command\n  {panic}"
    )
    .get(language)
    .to_owned()
}
