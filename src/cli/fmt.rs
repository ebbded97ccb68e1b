//! `ttc fmt`: puts the registry's files into canonical order and form.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, output, recording, registry};
use crate::both;
use crate::edit::format::{Refusal, format};
use crate::edit::{Change, ChangedFile};
use crate::load::layout::file_type;
use crate::load::tree::Content;
use crate::locale::{Both, Language, Text};
use crate::render::visible;

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
        let formatted = String::from_utf8(bytes).map_err(|_| Refusal::Faults).and_then(|text| {
            let after = format(&file.path, &text)?;
            Ok((text, after))
        });
        match formatted {
            Ok((text, after)) if text == after => {}
            Ok((text, after)) => change.files.push(ChangedFile { path: file.path, before: Some(text), after }),
            Err(refusal) => {
                refused = true;
                let text = why(&format!("{prefix}{}", file.path), &refusal);
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

/// Why a file stays as it is.
fn why(path: &str, refusal: &Refusal) -> Text {
    match refusal {
        Refusal::Faults => both!(
            "{path}: có lỗi nên không xếp được; xem ttc validate",
            "{path}: it has faults and cannot be put in order; see ttc validate"
        ),
        Refusal::Unusual => both!(
            "{path}: viết theo cách mà sổ không dùng (cả tệp trong ngoặc nhọn, dấu ? trước khóa, dòng ngắt kiểu cũ), nên \
             để nguyên; hãy viết lại mỗi trường một dòng",
            "{path}: written in a way that registries have no use for (braces around the file, a ? before a key, line ends \
             of old), and left as it is; write a line for each field"
        ),
        Refusal::Comment(comment) => both!(
            "{path}: xếp lại thì mất ghi chú \"{comment}\", nên để nguyên; hãy đặt ghi chú trên một dòng riêng",
            "{path}: put in order it would lose the comment \"{comment}\", and is left as it is; give the comment a line of \
             its own"
        ),
        Refusal::Meaning => both!(
            "{path}: xếp lại thì nội dung khác đi, nên để nguyên; hãy xếp bằng tay",
            "{path}: put in order it would say something else, and is left as it is; put it in order by hand"
        ),
    }
}
