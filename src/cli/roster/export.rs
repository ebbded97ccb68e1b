//! `ttc roster export`: the list as a table, a paper or an address book.

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Opened;
use crate::both;
use crate::cli::globals::{Globals, Heeds};
use crate::cli::registry::Days;
use crate::cli::selection::Selection;
use crate::cli::{CommandEntry, Exit, documents, evidence, help, selection};
use crate::document::Document;
use crate::facts::Facts;
use crate::load::Loaded;
use crate::locale::{Both, Language, Text};
use crate::render::vcard::{Contact, address_book};
use crate::reports::roster::{
    COLUMNS, Card, Manner, Order, Privacy, Roster, RosterColumn, attached_columns, default_columns,
};
use crate::text;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "export",
    about: Both::new(
        "Xuất danh sách đầu mối (CSV, XLSX, DOCX, vCard…)",
        "Export the list of focal points (CSV, XLSX, DOCX, vCard…)",
    ),
    heeds: Heeds::RegistryOnADay,
    arguments,
    run,
};

/// The form that no other document has.
const CONTACTS: documents::Extra = documents::Extra {
    name: "vcf",
    about: Both::new("danh bạ vCard 4.0", "an address book of vCard 4.0"),
    ending: ".vcf",
};

/// Adds what a list is asked for with.
pub fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let flag = |id: &'static str, help| Arg::new(id).long(id).action(ArgAction::SetTrue).help(help);
    let mut columns = words(
        "Các cột, cách nhau bằng dấu phẩy, theo thứ tự muốn có:",
        "The columns, parted by commas, in the order wanted:",
    )
    .to_owned();
    for column in COLUMNS {
        columns.push_str(&format!("\n  {:<13} {}", column.id, column.heading.get(language)));
    }
    let command = selection::arguments(command, language)
        .arg(flag(
            "history",
            words(
                "Mỗi thời gian làm đầu mối một dòng, kể cả đã thôi, kèm số ngày",
                "A line for each tenure, ended ones too, with the days in post",
            ),
        ))
        .arg(
            Arg::new("columns")
                .long("columns")
                .value_name(words("CỘT,…", "COLUMN,…"))
                .action(ArgAction::Append)
                .value_delimiter(',')
                .help(columns),
        )
        .arg(
            Arg::new("sort")
                .long("sort")
                .value_name("unit|name")
                .value_parser(["unit", "name"])
                .hide_possible_values(true)
                .help(words(
                    "Thứ tự: unit theo đơn vị như trong sổ (mặc định), name theo tên gọi",
                    "The order: unit as in the registry (the default), name by given name",
                )),
        )
        .arg(
            flag(
                "public",
                words(
                    "Chỉ những gì được công khai: họ tên, chức vụ, đơn vị, liên hệ công vụ",
                    "Only what may be published: name, position, unit, official contact",
                ),
            )
            .conflicts_with_all(["with-private", "history"]),
        )
        .arg(flag(
            "with-private",
            words(
                "Ghi đủ số điện thoại và địa chỉ thư riêng, không che",
                "Write private telephone numbers and addresses in full, unmasked",
            ),
        ));
    documents::arguments_with(command, &[CONTACTS], language).after_help(help::exit_codes(language))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let fail = |text: Text| anyhow::anyhow!(text.get(globals.language).to_owned());
    let outputs = documents::read_with(matches, "csv", &[CONTACTS], globals.language)?;
    let Opened { root, loaded, days } = super::open(globals)?;
    let facts = Facts::new(&loaded.registry, days.as_of.unwrap_or(days.asked), days.today);
    let asked = Asked::read(matches, outputs.are_all("docx"), &facts).map_err(fail)?;
    let (document, roster) = asked.list(globals, &root, &loaded, &facts);
    let language = globals.document_language(&loaded.registry);
    let contacts: Vec<Contact> = roster.cards().into_iter().map(|card| contact(card, language)).collect();
    let book = |_: &str| address_book(loaded.registry.name(), &contacts).into_bytes();
    documents::write_with(&outputs, &document, &book, language, globals)?;
    Ok(evidence::exit(&document.evidence, &days))
}

/// The list that the arguments ask for.
///
/// # Errors
/// On a column, unit or kind that is not there.
pub fn made(
    matches: &ArgMatches,
    globals: &Globals,
    root: &Path,
    loaded: &Loaded,
    days: &Days,
) -> Result<Document, Text> {
    let facts = Facts::new(&loaded.registry, days.as_of.unwrap_or(days.asked), days.today);
    Ok(Asked::read(matches, false, &facts)?.list(globals, root, loaded, &facts).0)
}

/// What is asked of a list.
struct Asked {
    manner: Manner,
    chosen: Selection,
    /// The arguments that make it again.
    made_by: Vec<String>,
}

impl Asked {
    fn read(matches: &ArgMatches, paper: bool, facts: &Facts<'_>) -> Result<Self, Text> {
        let manner = manner(matches, paper)?;
        let made_by = made_by(matches, &manner);
        Ok(Self { manner, chosen: selection::read(matches, facts)?, made_by })
    }

    fn list<'f, 'r>(
        self,
        globals: &Globals,
        root: &Path,
        loaded: &Loaded,
        facts: &'f Facts<'r>,
    ) -> (Document, Roster<'f, 'r>) {
        let roster = Roster::new(facts, self.chosen.units, self.manner);
        let evidence = evidence::evidence(globals, root, loaded, facts.as_of, roster.regulations(), self.made_by);
        (roster.document(self.chosen.words, evidence), roster)
    }
}

/// What is asked for; a list on `paper` has the columns of one that goes with a decision.
fn manner(matches: &ArgMatches, paper: bool) -> Result<Manner, Text> {
    let history = matches.get_flag("history");
    let privacy = match (matches.get_flag("public"), matches.get_flag("with-private")) {
        (true, _) => Privacy::Public,
        (false, true) => Privacy::Whole,
        (false, false) => Privacy::Masked,
    };
    let order = match matches.get_one::<String>("sort").map(String::as_str) {
        Some("name") => Order::Names,
        _ => Order::Units,
    };
    let asked: Vec<&String> = matches.get_many("columns").into_iter().flatten().collect();
    let columns = match asked.as_slice() {
        [] if paper && !history && privacy != Privacy::Public => attached_columns(),
        [] => default_columns(history, privacy),
        asked => chosen_columns(asked, privacy)?,
    };
    Ok(Manner { history, privacy, order, columns })
}

fn chosen_columns(asked: &[&String], privacy: Privacy) -> Result<Vec<&'static RosterColumn>, Text> {
    let mut columns: Vec<&'static RosterColumn> = Vec::new();
    for id in asked {
        let column = COLUMNS.iter().find(|column| column.id == id.trim()).ok_or_else(|| no_such_column(id))?;
        if privacy == Privacy::Public && !column.public {
            return Err(both!(
                "cột {id} không được công khai; bỏ cột ấy hoặc bỏ --public",
                "the column {id} may not be published; leave it out, or --public"
            ));
        }
        if columns.iter().any(|known| known.id == column.id) {
            return Err(both!("cột {id} được nêu hai lần", "the column {id} is named twice"));
        }
        columns.push(column);
    }
    Ok(columns)
}

fn no_such_column(id: &str) -> Text {
    match text::nearest(id, COLUMNS.iter().map(|column| column.id)) {
        Some(nearest) => {
            both!("không có cột “{id}”; có phải là {nearest}?", "there is no column “{id}”; did you mean {nearest}?")
        }
        None => {
            let known = COLUMNS.iter().map(|column| column.id).collect::<Vec<_>>().join(", ");
            both!("không có cột “{id}”; có: {known}", "there is no column “{id}”; there are: {known}")
        }
    }
}

/// The arguments that make the list again, whatever form it has then.
fn made_by(matches: &ArgMatches, manner: &Manner) -> Vec<String> {
    let mut arguments = vec!["roster".to_owned(), "export".to_owned()];
    arguments.extend(selection::arguments_of(matches));
    for flag in ["history", "public", "with-private"] {
        if matches.get_flag(flag) {
            arguments.push(format!("--{flag}"));
        }
    }
    let ids = |columns: &[&RosterColumn]| columns.iter().map(|column| column.id).collect::<Vec<_>>().join(",");
    let columns = ids(&manner.columns);
    if columns != ids(&default_columns(manner.history, manner.privacy)) {
        arguments.extend(["--columns".to_owned(), columns]);
    }
    if let Some(order) = matches.get_one::<String>("sort") {
        arguments.extend(["--sort".to_owned(), order.clone()]);
    }
    arguments
}

fn contact(card: Card, language: Language) -> Contact {
    Contact {
        key: card.id,
        name: card.name,
        title: card.position,
        role: card.seat.map(|seat| seat.get(language).to_owned()),
        organization: card.units.into_iter().rev().collect(),
        email: card.email,
        phone: card.phone,
    }
}
