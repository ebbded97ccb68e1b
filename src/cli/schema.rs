//! `ttc schema [TYPE]`: the JSON Schemas of the registry's files.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Arg, ArgMatches, Command};

use super::globals::Globals;
use super::{CommandEntry, Exit, output};
use crate::both;
use crate::load::layout::FileType;
use crate::locale::{Both, Language};
use crate::schema::{file_name, schema};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "schema",
    about: Both::new("In lược đồ JSON của các loại tệp", "Print the JSON Schemas of the file types"),
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
        for file_type in FileType::ALL {
            let path = folder.join(file_name(file_type));
            let shown = path.display();
            let failed = both!("không ghi được tệp {shown}", "the file {shown} cannot be written");
            std::fs::write(&path, schema(file_type))
                .map_err(|_| anyhow::anyhow!("{}", failed.get(globals.language)))?;
        }
        return Ok(Exit::Clean);
    }
    let name = matches.get_one::<String>("type").map_or("", String::as_str);
    let names = FileType::ALL.map(|file_type| file_type.description().name);
    let Some(file_type) = FileType::ALL.into_iter().find(|file_type| file_type.description().name == name) else {
        let shown = crate::render::visible(name).into_owned();
        let known = names.join(", ");
        bail!(
            both!("không có loại tệp {shown}; các loại: {known}", "there is no file type {shown}; there are: {known}")
                .get(globals.language)
                .to_owned()
        );
    };
    output::print(&schema(file_type))?;
    Ok(Exit::Clean)
}
