//! `ttc draft list`: the list that a unit fills in and sends back.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};

use super::files;
use crate::cli::globals::{Globals, Heeds};
use crate::cli::{CommandEntry, Exit};
use crate::facts::Facts;
use crate::locale::{Both, Language, Text};
use crate::papers::form;
use crate::render;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "list",
    about: Both::new(
        "Danh sách để đơn vị điền và gửi lại (XLSX)",
        "The list that a unit fills in and sends back (XLSX)",
    ),
    heeds: Heeds::RegistryOnADay,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    command
        .arg(Arg::new("unit").long("unit").value_name(words("ĐƠN_VỊ", "UNIT")).required(true).help(words(
            "Đơn vị (mã hoặc tên); đơn vị công nhận cho cấp dưới thì danh sách gồm cả cấp dưới",
            "The unit (id or name); of one that recognises officers of units below it, with those",
        )))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(words("TỆP", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .required(true)
                .help(words("Tệp XLSX để ghi", "The XLSX file to write")),
        )
        .arg(files::overwrite(language))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let (loaded, days) = super::open(globals)?;
    let Some(days) = days else { return Ok(Exit::NothingToCheck) };
    let facts = Facts::new(&loaded.registry, days.as_of.unwrap_or(days.asked), days.today);
    let fail = |text: Text| anyhow::anyhow!(text.get(globals.language).to_owned());
    let written = matches.get_one::<String>("unit").map(String::as_str).unwrap_or_default();
    let unit = facts.unit_meant(written).map_err(fail)?;
    let form = form(&facts, unit).map_err(fail)?;
    let content = render::form(&form).map_err(fail)?;
    let path = matches.get_one::<PathBuf>("output").cloned().unwrap_or_default();
    files::write_files(&[(&path, &content)], matches, globals)?;
    Ok(Exit::Clean)
}
