//! `ttc fmt`: puts the registry's files into canonical order and form.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, output, recording, registry};
use crate::both;
use crate::edit::{Change, ChangedFile, format::format};
use crate::load::layout::file_type;
use crate::load::tree::Content;
use crate::load::yaml;
use crate::locale::{Both, Language};
use crate::record::faults::NOT_NFC;
use crate::render::visible;
use crate::source::{FileId, Place};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "fmt",
    about: Both::new(
        "Xếp các tệp của sổ theo thứ tự và dạng chuẩn",
        "Put the registry's files into canonical order and form",
    ),
    heeds: Heeds::RegistryToWrite,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    command.arg(Arg::new("check").long("check").action(ArgAction::SetTrue).help(words(
        "Không sửa; nêu những tệp chưa ở dạng chuẩn và thoát với mã 1 nếu có",
        "Change nothing; name the files that are not canonical, and exit with 1 if there are any",
    )))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let root = registry::root(globals)?;
    let check = matches.get_flag("check");
    let writer = if check { None } else { Some(recording::begin(globals, &root)?) };
    let prefix = registry::prefix_from_here(&root);
    let mut change = Change::default();
    let mut refused = false;
    for file in registry::files(globals, &root)? {
        let Content::Bytes(bytes) = file.content else { continue };
        if file_type(&file.path).is_none() {
            continue;
        }
        let formatted = String::from_utf8(bytes).ok().filter(|text| is_sound(text)).and_then(|text| {
            let after = format(&file.path, &text)?;
            Some((text, after))
        });
        match formatted {
            Some((text, after)) if text == after => {}
            Some((text, after)) => change.files.push(ChangedFile { path: file.path, before: Some(text), after }),
            None => {
                refused = true;
                let path = format!("{prefix}{}", file.path);
                let text = both!(
                    "{path}: có lỗi nên không xếp được; xem ttc validate",
                    "{path}: it has faults and cannot be put in order; see ttc validate"
                );
                output::tell(&visible(text.get(globals.language)));
            }
        }
    }
    if let Some(writer) = writer.filter(|_| !change.is_empty()) {
        writer.write(&change, globals.language)?;
    }
    let lines: String =
        change.files.iter().map(|file| format!("{}\n", visible(&format!("{prefix}{}", file.path)))).collect();
    output::print(&lines, globals.language)?;
    Ok(match (refused, check && !change.is_empty()) {
        (true, _) => Exit::Unusable,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Clean,
    })
}

/// Whether the syntax of a text is what registries use. Loose accents are told by validate and kept.
fn is_sound(text: &str) -> bool {
    let file = FileId(0);
    let faults = yaml::parse(file, text).told.into_faults(Place::file(file));
    faults.iter().all(|fault| fault.rule == NOT_NFC)
}
