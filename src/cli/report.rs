//! `ttc report`: compliance and overdue summaries of a month, a quarter, a year.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, documents, evidence, help, pack, registry, selection, time, verify};
use crate::both;
use crate::document::Document;
use crate::facts::Facts;
use crate::facts::force::last_day_in_force;
use crate::load::Loaded;
use crate::locale::{Both, Language, Text};
use crate::reports::{PARTS, Part, Scope, Time, part, report};
use crate::text;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "report",
    about: Both::new(
        "Lập báo cáo tuân thủ, quá hạn, đầu mối còn trống của một kỳ",
        "Report compliance, overdue reports and vacant seats of a period",
    ),
    heeds: Heeds::RegistryOnADay,
    arguments,
    run,
};

/// Adds what a report is asked for with.
pub fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let mut about =
        words("Phần của báo cáo, có thể nêu nhiều lần; all là tất cả:", "A part, may be repeated; all for all:")
            .to_owned();
    for part in PARTS {
        let default = if part.by_default { words(" (mặc định)", " (by default)") } else { "" };
        about.push_str(&format!("\n  {:<11} {}{default}", part.name, part.about.get(language)));
    }
    let command = time::arguments(command, language).arg(
        Arg::new("part")
            .long("part")
            .value_name(words("PHẦN", "PART"))
            .action(ArgAction::Append)
            .value_delimiter(',')
            .help(about),
    );
    documents::arguments(selection::arguments(command, language), language)
        .arg(
            Arg::new("pack")
                .long("pack")
                .value_name(words("THƯ_MỤC", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .conflicts_with_all(["format", "output"])
                .help(words(
                    "Ghi báo cáo đủ mọi phần, đủ mọi dạng vào thư mục này",
                    "Write the report with all parts and in every form into this folder",
                )),
        )
        .arg(
            Arg::new("verify")
                .long("verify")
                .value_name(words("TỆP", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .conflicts_with_all(["time", "part", "format", "output", "pack", "under", "kind", "unit"])
                .help(words(
                    "Cho biết một báo cáo đã ghi còn đúng với sổ hay không, nếu không thì tệp nào đã đổi",
                    "Say whether a written report still follows from the registry, and if not which file changed",
                )),
        )
        .after_help(help::exit_codes(language))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    if let Some(file) = matches.get_one::<PathBuf>("verify") {
        return verify::verify(file, globals);
    }
    let packed = matches.get_one::<PathBuf>("pack");
    let outputs = documents::read(matches, "text", globals.language)?;
    let root = registry::root(globals)?;
    let loaded = registry::open(globals, &root)?;
    let days = registry::days(globals, &loaded.registry);
    let language = globals.document_language(&loaded.registry);
    let document = made(matches, globals, &root, &loaded, &days, packed.is_some())
        .map_err(|text| anyhow::anyhow!(text.get(globals.language).to_owned()))?;
    match packed {
        Some(folder) => pack::write(folder, &document, language, globals)?,
        None => documents::write(&outputs, &document, language, globals)?,
    }
    if let Some(note) = &days.note {
        globals.remark(note);
    }
    Ok(evidence::exit(&document.evidence, &days))
}

/// The report that the arguments ask for.
///
/// # Errors
/// On a period, unit, kind or part that is not there.
pub fn made(
    matches: &ArgMatches,
    globals: &Globals,
    root: &std::path::Path,
    loaded: &Loaded,
    days: &registry::Days,
    whole: bool,
) -> Result<Document, Text> {
    let registry = &loaded.registry;
    let as_of = days.as_of.unwrap_or(days.asked);
    let facts = Facts::new(registry, as_of, days.today);
    let parts = parts(matches, whole)?;
    let chosen = selection::read(matches, &facts)?;
    let time = time::read(matches, &facts)?;
    // Seats and people are counted at the end of the time reported on; what is known of its reports, on the day judged.
    let end = time.days().until.unwrap_or(as_of).min(as_of);
    let counted = last_day_in_force(registry, end).unwrap_or(end);
    let staffing = Facts::new(registry, counted, days.today);
    let order = facts.units_in_order();
    let entries_of = |time: Time| {
        let units = order.iter().filter(|unit| chosen.units.get(**unit).copied().unwrap_or(false));
        units.flat_map(|unit| facts.entries_of(*unit, time.reach())).collect::<Vec<_>>()
    };
    let entries = entries_of(time);
    let before = time.before().map(entries_of).filter(|before| !before.is_empty());
    let mut regulations: Vec<String> = Vec::new();
    let owed = entries.iter().map(|entry| entry.owed.regulation());
    for regulation in owed.chain(staffing.current_regulation()) {
        if !regulations.iter().any(|known| **known == *regulation.number) {
            regulations.push(regulation.number.to_string());
        }
    }
    let mut arguments = vec!["report".to_owned()];
    arguments.extend(time::arguments_of(time));
    arguments.extend(parts.iter().flat_map(|part| ["--part".to_owned(), part.name.to_owned()]));
    arguments.extend(selection::arguments_of(matches));
    let evidence = evidence::evidence(globals, root, loaded, as_of, regulations, arguments);
    let scope = Scope {
        facts: &facts,
        staffing: &staffing,
        time,
        units: chosen.units,
        order: order.clone(),
        entries,
        before,
        choice: chosen.words,
    };
    Ok(report(&scope, &parts, evidence))
}

fn parts(matches: &ArgMatches, whole: bool) -> Result<Vec<&'static Part>, Text> {
    let asked: Vec<&String> = matches.get_many("part").into_iter().flatten().collect();
    if asked.iter().any(|name| *name == "all") || asked.is_empty() && whole {
        return Ok(PARTS.iter().collect());
    }
    if asked.is_empty() {
        return Ok(PARTS.iter().filter(|part| part.by_default).collect());
    }
    for name in &asked {
        if part(name).is_none() {
            return Err(match text::nearest(name, PARTS.iter().map(|part| part.name)) {
                Some(nearest) => both!(
                    "không có phần “{name}”; có phải là {nearest}?",
                    "there is no part “{name}”; did you mean {nearest}?"
                ),
                None => {
                    let known = PARTS.iter().map(|part| part.name).collect::<Vec<_>>().join(", ");
                    both!(
                        "không có phần “{name}”; có: {known}, all",
                        "there is no part “{name}”; there are: {known}, all"
                    )
                }
            });
        }
    }
    // In the order of the table, whatever the order asked for.
    Ok(PARTS.iter().filter(|part| asked.iter().any(|name| *name == part.name)).collect())
}
