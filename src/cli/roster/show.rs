//! `ttc roster show`: one unit, one person, or the whole at a glance.

use std::path::Path;

use clap::{Arg, ArgMatches, Command};

use super::Opened;
use crate::cli::globals::{Globals, Heeds};
use crate::cli::registry::Days;
use crate::cli::{CommandEntry, Exit, documents, evidence, help};
use crate::document::{Document, Evidence};
use crate::facts::Facts;
use crate::facts::lookup::Meant;
use crate::load::Loaded;
use crate::locale::{Both, Language, Text};
use crate::reports::roster::{overview, person_card, unit_card};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "show",
    about: Both::new(
        "Xem một đơn vị, một người, hoặc cả danh sách thu gọn",
        "Show a unit, a person, or the list at a glance",
    ),
    heeds: Heeds::RegistryOnADay,
    arguments,
    run,
};

/// Adds what is to be shown.
pub fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let command = command.arg(Arg::new("what").value_name(words("ĐƠN_VỊ|NGƯỜI", "UNIT|PERSON")).help(words(
        "Đơn vị hoặc người: mã, hoặc tên có dấu hay không dấu; không nêu thì tóm tắt cả danh sách",
        "A unit or person: an id, or a name with or without marks; without one, the list at a glance",
    )));
    documents::arguments(command, language).after_help(help::exit_codes(language))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let outputs = documents::read(matches, "text", globals.language)?;
    let Opened { root, loaded, days } = super::open(globals)?;
    let document = made(matches, globals, &root, &loaded, &days)
        .map_err(|text| anyhow::anyhow!(text.get(globals.language).to_owned()))?;
    let language = globals.document_language(&loaded.registry);
    documents::write(&outputs, &document, language, globals)?;
    Ok(evidence::exit(&document.evidence, &days))
}

/// What the arguments ask to be shown.
///
/// # Errors
/// Where nothing, or more than one thing, is called so.
pub fn made(
    matches: &ArgMatches,
    globals: &Globals,
    root: &Path,
    loaded: &Loaded,
    days: &Days,
) -> Result<Document, Text> {
    let facts = Facts::new(&loaded.registry, days.as_of.unwrap_or(days.asked), days.today);
    let regulations: Vec<String> = facts.current_regulation().map(|it| it.number.to_string()).into_iter().collect();
    let evidence = |what: Option<&str>| {
        let mut made_by = vec!["roster".to_owned(), "show".to_owned()];
        made_by.extend(what.map(str::to_owned));
        evidence::evidence(globals, root, loaded, facts.as_of, regulations.clone(), made_by)
    };
    card(&facts, matches.get_one::<String>("what").map(String::as_str), &evidence)
}

/// # Errors
/// Where nothing, or more than one thing, is called so.
fn card(
    facts: &Facts<'_>,
    written: Option<&str>,
    evidence: &dyn Fn(Option<&str>) -> Evidence,
) -> Result<Document, Text> {
    let Some(written) = written else { return Ok(overview(facts, evidence(None))) };
    Ok(match facts.meant(written)? {
        Meant::Unit(unit) => unit_card(facts, unit, evidence(Some(&facts.unit(unit).id))),
        Meant::Person(records) => {
            let first = records.first().map(|at| &*facts.registry.officers[*at].id);
            person_card(facts, &records, evidence(first))
        }
    })
}
