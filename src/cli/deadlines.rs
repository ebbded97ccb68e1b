//! `ttc deadlines`: who owes what by when, as a table or as a calendar.

use std::path::Path;

use chrono::{Days, NaiveDate};
use clap::{Arg, ArgMatches, Command};

use super::globals::{Globals, Heeds, written_day};
use super::{CommandEntry, Exit, documents, evidence, help, registry, selection, time};
use crate::both;
use crate::calendar::Interval;
use crate::document::Document;
use crate::facts::Facts;
use crate::load::Loaded;
use crate::locale::{Both, Language, Text};
use crate::render::ics::{Event, calendar};
use crate::reports::deadlines::{Dues, deadlines, dues, event_words};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "deadlines",
    about: Both::new("Liệt kê ai phải gửi gì, hạn nào", "List who owes what by when"),
    heeds: Heeds::RegistryOnADay,
    arguments,
    run,
};

/// How many days are looked ahead where nothing is said.
const NEXT_DAYS: u64 = 30;
/// Nobody plans further; a slip of the keyboard does not list a thousand years.
const MOST_DAYS: u64 = 3660;

/// Adds what is asked for with.
pub fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let command = command
        .arg(
            Arg::new("next")
                .long("next")
                .value_name("N")
                .value_parser(clap::value_parser!(u64).range(0..=MOST_DAYS))
                .help(words(
                    "Trong N ngày tới kể từ ngày xét; mặc định 30",
                    "The next N days from the day judged on; 30 by default",
                )),
        )
        .arg(
            Arg::new("from")
                .long("from")
                .value_name(words("NGÀY", "DATE"))
                .requires("to")
                .conflicts_with("next")
                .help(words("Từ ngày này (cùng với --to)", "From this day on (with --to)")),
        )
        .arg(
            Arg::new("to")
                .long("to")
                .value_name(words("NGÀY", "DATE"))
                .requires("from")
                .help(words("đến hết ngày này (cùng với --from)", "up to this day, included (with --from)")),
        );
    documents::arguments_with(selection::arguments(command, language), &[CALENDAR], language)
        .after_help(help::exit_codes(language))
}

/// The form that no other document has.
const CALENDAR: documents::Extra = documents::Extra {
    name: "ics",
    about: Both::new("lịch iCalendar, nhắc trước ba ngày", "an iCalendar file with alarms three days before"),
    ending: ".ics",
};

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let fail = |text: Text| anyhow::anyhow!(text.get(globals.language).to_owned());
    let outputs = documents::read_with(matches, "text", &[CALENDAR], globals.language)?;
    let root = registry::root(globals)?;
    let loaded = registry::open(globals, &root)?;
    let settled = registry::days(globals, &loaded.registry);
    let (document, dues) = listed(matches, globals, &root, &loaded, &settled).map_err(fail)?;
    if let Some(note) = &settled.note {
        globals.remark(note);
    }
    let language = globals.document_language(&loaded.registry);
    let events: Vec<Event> = dues
        .dated
        .iter()
        .map(|due| {
            let (summary, description) = event_words(due);
            Event {
                key: due.id.clone(),
                day: due.last_good_day,
                papers: due.papers,
                summary: summary.get(language).to_owned(),
                description: description.get(language).to_owned(),
            }
        })
        .collect();
    let name = loaded.registry.name();
    let title = both!("Hạn báo cáo TTHC, {name}", "Report deadlines, {name}");
    let reminder = Both::new("Sắp đến hạn báo cáo", "A report is due soon").get(language);
    let ics = calendar(title.get(language), name, document.evidence.as_of, reminder, &events);
    documents::write_with(&outputs, &document, &|_| ics.clone().into_bytes(), language, globals)?;
    Ok(evidence::exit(&document.evidence, &settled))
}

/// The list that the arguments ask for.
///
/// # Errors
/// On a unit, kind or day that is not there.
pub fn made(
    matches: &ArgMatches,
    globals: &Globals,
    root: &Path,
    loaded: &Loaded,
    settled: &registry::Days,
) -> Result<Document, Text> {
    Ok(listed(matches, globals, root, loaded, settled)?.0)
}

fn listed(
    matches: &ArgMatches,
    globals: &Globals,
    root: &Path,
    loaded: &Loaded,
    settled: &registry::Days,
) -> Result<(Document, Dues), Text> {
    let as_of = settled.as_of.unwrap_or(settled.asked);
    let facts = Facts::new(&loaded.registry, as_of, settled.today);
    let chosen = selection::read(matches, &facts)?;
    let days = days(matches, as_of)?;
    let found = dues(&facts, days, |unit| chosen.units.get(unit).copied().unwrap_or(false));
    let until = days.until.unwrap_or(days.from);
    let mut made_by = vec!["deadlines".to_owned(), "--from".to_owned(), days.from.to_string()];
    made_by.extend(["--to".to_owned(), until.to_string()]);
    made_by.extend(selection::arguments_of(matches));
    let mut regulations: Vec<String> = Vec::new();
    for due in &found.dated {
        if !regulations.contains(&due.regulation) {
            regulations.push(due.regulation.clone());
        }
    }
    let evidence = evidence::evidence(globals, root, loaded, as_of, regulations, made_by);
    Ok((deadlines(&facts, &found, days, chosen.words, evidence), found))
}

fn days(matches: &ArgMatches, as_of: NaiveDate) -> Result<Interval, Text> {
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let day = |option: &str, written: &str| {
        written_day(written).ok_or_else(|| {
            both!(
                "--{option} {written} không phải là một ngày; viết như 2024-06-20 hoặc 20/06/2024",
                "--{option} {written} is no day; write it like 2024-06-20 or 20/06/2024"
            )
        })
    };
    let (from, to) = match (text("from"), text("to")) {
        (Some(from), Some(to)) => (day("from", from)?, day("to", to)?),
        _ => {
            let next = matches.get_one::<u64>("next").copied().unwrap_or(NEXT_DAYS);
            (as_of, as_of.checked_add_days(Days::new(next)).unwrap_or(as_of))
        }
    };
    time::days_of(from, to)
}
