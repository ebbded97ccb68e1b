//! `ttc draft`: papers to be looked over, numbered, dated and signed. One file a kind of paper.

mod decision;
mod files;
mod list;
mod reminders;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, nested, registry};
use crate::both;
use crate::load::Loaded;
use crate::locale::{Both, Language};
use crate::papers::Signs;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "draft",
    about: Both::new(
        "Soạn dự thảo quyết định, thư nhắc, danh sách",
        "Draft decisions, reminders, lists (in Vietnamese)",
    ),
    heeds: Heeds::RegistryOnADay,
    arguments: |command, language| nested::arguments(command, "draft", CHILDREN, language),
    run: |matches, globals| nested::run(matches, "draft", CHILDREN, globals),
};

const CHILDREN: &[CommandEntry] = &[decision::COMMAND, reminders::COMMAND, list::COMMAND];

/// The registry, and the day that it is looked at on; `None` where no regulation is in force by then.
fn open(globals: &Globals) -> anyhow::Result<(Loaded, Option<registry::Days>)> {
    let root = registry::root(globals)?;
    let loaded = registry::open(globals, &root)?;
    let days = registry::days(globals, &loaded.registry);
    if let Some(note) = &days.note {
        globals.remark(note);
    }
    let flawed = loaded.registry.unread.flawed.len();
    if flawed > 0 || !loaded.registry.unread.incomplete.is_empty() {
        globals.remark(&both!(
            "sổ có {flawed} bản ghi không đọc được nên dự thảo có thể thiếu; ttc validate cho biết ở đâu",
            "{flawed} records of the registry cannot be read, so that drafts may lack something; ttc validate says where"
        ));
    }
    let judged = days.as_of.is_some();
    Ok((loaded, judged.then_some(days)))
}

/// Adds `--for-head`.
fn for_head(command: Command, language: Language) -> Command {
    command.arg(
        Arg::new("for-head").long("for-head").action(ArgAction::SetTrue).help(
            Both::new(
                "Cấp phó ký thay: khối ký ghi KT. và chức danh cấp phó",
                "A deputy signs in the head's place: the signature block says KT. and the deputy's title",
            )
            .get(language),
        ),
    )
}

fn signs(matches: &ArgMatches) -> Signs {
    if matches.get_flag("for-head") { Signs::Deputy } else { Signs::Head }
}
