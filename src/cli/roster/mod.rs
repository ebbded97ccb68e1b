//! `ttc roster`: the list of focal points, handed on, looked at, taken in. One file a command.

pub mod export;
mod import;
pub mod show;

use std::path::PathBuf;

use super::globals::{Globals, Heeds};
use super::{CommandEntry, nested, registry};
use crate::both;
use crate::load::Loaded;
use crate::locale::Both;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "roster",
    about: Both::new("Xuất, xem, nhập danh sách đầu mối", "Export, show or import the list of focal points"),
    heeds: Heeds::RegistryOnADay,
    arguments: |command, language| nested::arguments(command, "roster", CHILDREN, language),
    run: |matches, globals| nested::run(matches, "roster", CHILDREN, globals),
};

const CHILDREN: &[CommandEntry] = &[export::COMMAND, show::COMMAND, import::COMMAND];

/// A registry, where it is, and the day that it is looked at on.
struct Opened {
    root: PathBuf,
    loaded: Loaded,
    days: registry::Days,
}

/// Opens the registry, and says what may be missing from what it shows.
fn open(globals: &Globals) -> anyhow::Result<Opened> {
    let root = registry::root(globals)?;
    let loaded = registry::open(globals, &root)?;
    let days = registry::days(globals, &loaded.registry);
    if let Some(note) = &days.note {
        globals.remark(note);
    }
    let flawed = loaded.registry.unread.flawed.len();
    if flawed > 0 || !loaded.registry.unread.incomplete.is_empty() {
        globals.remark(&both!(
            "sổ có {flawed} bản ghi không đọc được nên danh sách có thể thiếu; ttc validate cho biết ở đâu",
            "{flawed} records of the registry cannot be read, so that the list may lack something; ttc validate says where"
        ));
    }
    Ok(Opened { root, loaded, days })
}
