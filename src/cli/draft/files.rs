//! Where drafts go: files in a folder. One that somebody has worked on is never written over unasked.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::both;
use crate::cli::globals::Globals;
use crate::cli::{disk, output};
use crate::locale::{Both, Language};

/// A file to be written.
pub struct Draft {
    pub name: String,
    pub content: Vec<u8>,
}

/// Adds `-o` and `--overwrite`.
pub fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    command
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(words("THƯ_MỤC", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(words(
                    "Thư mục để ghi tệp, được tạo nếu chưa có; mặc định là thư mục đang đứng",
                    "The folder to write into, made if it is not there; else the working directory",
                )),
        )
        .arg(overwrite(language))
}

/// `--overwrite`.
pub fn overwrite(language: Language) -> Arg {
    Arg::new("overwrite").long("overwrite").action(ArgAction::SetTrue).help(
        Both::new(
            "Ghi đè tệp đã có, kể cả khi tệp đã được sửa",
            "Write over files that are there, even if they were edited",
        )
        .get(language),
    )
}

/// Writes the drafts into the folder asked for and prints where each is; nothing is written where one would spoil a file
/// that holds something else.
///
/// # Errors
/// Where it would, or where the folder or a file cannot be written.
pub fn write(drafts: &[Draft], matches: &ArgMatches, globals: &Globals) -> anyhow::Result<()> {
    let folder = matches.get_one::<PathBuf>("output").cloned().unwrap_or_default();
    if folder.extension().is_some_and(|ending| ending == "docx") {
        let shown = folder.display();
        bail!(
            both!(
                "dự thảo gồm nhiều tệp: hãy nêu một thư mục thay cho {shown}",
                "drafts are several files: give a folder instead of {shown}"
            )
            .get(globals.language)
            .to_owned()
        );
    }
    if drafts.is_empty() {
        return Ok(());
    }
    if !folder.as_os_str().is_empty() {
        disk::make_folder(&folder, globals.language)?;
    }
    let paths: Vec<PathBuf> = drafts.iter().map(|draft| folder.join(&draft.name)).collect();
    let files: Vec<(&Path, &[u8])> =
        paths.iter().zip(drafts).map(|(path, draft)| (path.as_path(), draft.content.as_slice())).collect();
    write_files(&files, matches, globals)
}

/// The same for files whose paths are settled.
///
/// # Errors
/// Likewise.
pub fn write_files(files: &[(&Path, &[u8])], matches: &ArgMatches, globals: &Globals) -> anyhow::Result<()> {
    if !matches.get_flag("overwrite") {
        let holds_something_else =
            |(path, content): &&(&Path, &[u8])| path.exists() && std::fs::read(path).ok().as_deref() != Some(*content);
        if let Some((path, _)) = files.iter().find(holds_something_else) {
            let shown = path.display();
            bail!(
                both!(
                    "đã có tệp {shown} với nội dung khác; hãy đổi tên tệp ấy, chọn nơi khác bằng -o, hoặc thêm --overwrite",
                    "{shown} is there and holds something else; rename it, choose another place with -o, or add --overwrite"
                )
                .get(globals.language)
                .to_owned()
            );
        }
    }
    disk::write_all(files, globals.language)?;
    let written: String = files.iter().map(|(path, _)| format!("{}\n", path.display())).collect();
    output::print(&written, globals.language)
}
