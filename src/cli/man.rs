//! `ttc man`: the manual page.

use clap::ArgMatches;

use super::globals::Globals;
use super::{CommandEntry, Exit, command_line, output};
use crate::locale::{Both, Language};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "man",
    about: Both::new("In trang hướng dẫn (roff)", "Print the manual page (roff)"),
    arguments: |command, _: Language| command,
    run,
};

fn run(_: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    // The page carries no date, so that the same program gives the same bytes.
    clap_mangen::Man::new(command_line(globals.language)).date("").render(&mut page)?;
    output::print(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Clean)
}
