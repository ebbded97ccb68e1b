//! Commands that have commands of their own: `ttc draft decision`.

use anyhow::bail;
use clap::{ArgMatches, Command};

use super::globals::Globals;
use super::{CommandEntry, Exit, help, subcommand};
use crate::both;
use crate::locale::Language;

/// Adds the commands under a command, which by itself does nothing. `path` is what is typed up to it: `record officer`.
pub fn arguments(command: Command, path: &str, children: &[CommandEntry], language: Language) -> Command {
    let command = help::group(command, language);
    children.iter().fold(command, |command, child| command.subcommand(subcommand(child, path, language)))
}

/// Runs the one that was asked for; `path` as in [`arguments`].
///
/// # Errors
/// As that one does, or where it makes no use of an option given.
pub fn run(matches: &ArgMatches, path: &str, children: &[CommandEntry], globals: &Globals) -> anyhow::Result<Exit> {
    let Some((name, matches)) = matches.subcommand() else { return Ok(Exit::Unusable) };
    let Some(child) = children.iter().find(|child| child.name == name) else { return Ok(Exit::Unusable) };
    if let Some(option) = child.heeds.unheeded(matches) {
        bail!(
            both!("ttc {path} {name} không dùng --{option}", "ttc {path} {name} makes no use of --{option}")
                .get(globals.language)
                .to_owned()
        );
    }
    (child.run)(matches, globals)
}
