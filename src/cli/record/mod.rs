//! `ttc record …`: takes what came in into the registry's files. One file a kind of record, one table of all of them.
//!
//! What is missing is asked for where somebody sits at a terminal; a script has to give it. Many records at once come from
//! a CSV file. Either all of it is recorded or nothing.

mod arguments;
mod batch;
mod decision;
mod extension;
mod officer;
mod prompt;
mod request;
mod submission;

use clap::{ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, nested};
use crate::locale::{Both, Language};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "record",
    about: Both::new(
        "Ghi vào sổ: báo cáo, người, quyết định, gia hạn",
        "Record a report, an officer, a decision, an extension",
    ),
    heeds: Heeds::RegistryToWrite,
    arguments: |command: Command, language: Language| nested::arguments(command, "record", RECORDS, language),
    run: |matches: &ArgMatches, globals: &Globals| nested::run(matches, "record", RECORDS, globals),
};

/// What can be recorded, in the order of `--help`.
const RECORDS: &[CommandEntry] =
    &[submission::COMMAND, officer::COMMAND, decision::COMMAND, extension::COMMAND, request::COMMAND];
