//! `ttc schema [TYPE]`: the JSON Schemas of the registry's files.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Arg, ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, disk, output};
use crate::both;
use crate::load::layout::FileType;
use crate::locale::{Both, Language};
use crate::schema::{file_name, schema};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "schema",
    about: Both::new("In lược đồ JSON của các loại tệp", "Print the JSON Schemas of the file types"),
    heeds: Heeds::Nothing,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let types = FileType::ALL.map(|file_type| file_type.description().name).join(", ");
    command.arg(Arg::new("type").value_name(words("LOẠI", "TYPE")).required_unless_present("dir").help(types)).arg(
        Arg::new("dir")
            .long("dir")
            .value_name(words("THƯ_MỤC", "DIR"))
            .value_parser(clap::value_parser!(PathBuf))
            .conflicts_with("type")
            .help(words("Ghi lược đồ của mọi loại tệp vào thư mục", "Write the schemas of all types into a folder")),
    )
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    if let Some(folder) = matches.get_one::<PathBuf>("dir") {
        let schemas = FileType::ALL.map(|file_type| (folder.join(file_name(file_type)), schema(file_type)));
        let files = schemas.each_ref().map(|(file, schema)| (file.as_path(), schema.as_bytes()));
        disk::write_all(&files, globals.language)?;
        return Ok(Exit::Clean);
    }
    let name = matches.get_one::<String>("type").map_or("", String::as_str);
    output::print_bytes(schema(named(name, globals.language)?).as_bytes(), globals.language)?;
    Ok(Exit::Clean)
}

fn named(name: &str, language: Language) -> anyhow::Result<FileType> {
    let names = FileType::ALL.map(|file_type| file_type.description().name);
    if let Some(at) = names.iter().position(|known| *known == name) {
        return Ok(FileType::ALL[at]);
    }
    let hint = match crate::text::nearest(name, names) {
        Some(nearest) => both!("; có phải là {nearest}?", "; did you mean {nearest}?"),
        None => {
            let known = names.join(", ");
            both!("; các loại: {known}", "; there are: {known}")
        }
    };
    bail!(
        both!(vi: ("không có loại tệp {name}{}", hint.vi), en: ("there is no file type {name}{}", hint.en))
            .get(language)
            .to_owned()
    )
}
