//! `ttc record officer assign|end|move`: who takes a seat, leaves one, or goes to another.

use chrono::NaiveDate;

use super::arguments::{Choice, Given, Kind, Takes, not_given};
use crate::both;
use crate::cli::globals::Heeds;
use crate::cli::{CommandEntry, nested};
use crate::edit::{Draft, Value, fields, lookup, officers};
use crate::locale::{Both, Text};
use crate::model::Officer;
use crate::record::Record;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "officer",
    about: Both::new("Ghi người vào, thôi hoặc chuyển vị trí đầu mối", "Record who takes, leaves or changes a seat"),
    heeds: Heeds::RegistryToWrite,
    arguments: |command, language| nested::arguments(command, "record officer", ACTIONS, language),
    run: |matches, globals| nested::run(matches, "record officer", ACTIONS, globals),
};

const ACTIONS: &[CommandEntry] = &[
    CommandEntry {
        name: "assign",
        about: Both::new("Ghi một người mới vào vị trí đầu mối", "Record somebody new in a seat"),
        heeds: Heeds::RegistryToWrite,
        arguments: |command, language| ASSIGN.arguments(command, language),
        run: |matches, globals| ASSIGN.run(matches, globals),
    },
    CommandEntry {
        name: "end",
        about: Both::new("Ghi ngày cuối của một người ở vị trí đầu mối", "Record somebody's last day in a seat"),
        heeds: Heeds::RegistryToWrite,
        arguments: |command, language| END.arguments(command, language),
        run: |matches, globals| END.run(matches, globals),
    },
    CommandEntry {
        name: "move",
        about: Both::new(
            "Ghi một người chuyển sang vị trí khác: kết thúc bản ghi cũ, mở bản ghi mới nối với nó",
            "Record that somebody takes another seat: the old record ends, a new one is linked to it",
        ),
        heeds: Heeds::RegistryToWrite,
        arguments: |command, language| MOVE.arguments(command, language),
        run: |matches, globals| MOVE.run(matches, globals),
    },
];

const fn plain(name: &'static str, field: &'static str) -> Choice {
    Choice { name, field, takes: Takes::Plain }
}

const fn day(name: &'static str, field: &'static str) -> Choice {
    Choice { name, field, takes: Takes::Day }
}

const OFFICER: Choice = Choice { name: "officer", field: "id", takes: Takes::Officer };
const UNIT: Choice = Choice { name: "unit", field: "unit", takes: Takes::Unit };

const ASSIGN: Kind = Kind {
    description: Officer::description,
    options: &[
        plain("id", "id"),
        plain("name", "name"),
        UNIT,
        plain("seat", "seat"),
        plain("position", "position"),
        plain("employment", "employment"),
        plain("in-charge-of", "in_charge_of"),
        day("from", "from"),
        day("until", "until"),
        day("experience-since", "experience_since"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("nomination-number", "nomination.number"),
        day("nomination-date", "nomination.date"),
        day("approved", "nomination.approved"),
        plain("person", "person"),
        plain("note", "note"),
    ],
    lacking: |given: &Given| not_given(given, &["name", "unit", "seat", "position", "employment", "from"]),
    draft: |kind, draft, given| {
        let record = kind.record(&draft.loaded().registry, given)?;
        officers::add(draft, record).map(drop)
    },
};

const END: Kind = Kind {
    description: Officer::description,
    options: &[OFFICER, day("until", "until")],
    lacking: |given: &Given| not_given(given, &["officer", "until"]),
    draft: |kind, draft, given| {
        let officer = named(draft, given)?;
        let last_day = day_of(kind, given, "until")?;
        officers::end(draft, officer, last_day)
    },
};

const MOVE: Kind = Kind {
    description: Officer::description,
    options: &[
        OFFICER,
        UNIT,
        plain("seat", "seat"),
        plain("position", "position"),
        plain("employment", "employment"),
        plain("in-charge-of", "in_charge_of"),
        day("from", "from"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("nomination-number", "nomination.number"),
        day("nomination-date", "nomination.date"),
        day("approved", "nomination.approved"),
        plain("note", "note"),
    ],
    lacking: |given: &Given| not_given(given, &["officer", "unit", "seat", "from"]),
    draft: |kind, draft, given| {
        let officer = named(draft, given)?;
        let record = kind.record(&draft.loaded().registry, given)?;
        officers::transfer(draft, officer, record).map(drop)
    },
};

/// The officer that the command is about.
fn named<'l>(draft: &Draft<'l>, given: &Given) -> Result<&'l Officer, Text> {
    lookup::officer(&draft.loaded().registry, given.get(OFFICER.name).map_or("", String::as_str))
}

fn day_of(kind: &Kind, given: &Given, name: &str) -> Result<NaiveDate, Text> {
    let written = given.get(name).map_or("", String::as_str);
    let value = match kind.choice(name).and_then(|choice| kind.shape(choice)) {
        Some(shape) => fields::value(shape, written).map_err(|text| kind.of_option(name, &text))?,
        None => Value::from(written),
    };
    match value {
        Value::Text(day) => day.parse().ok(),
        Value::List(_) | Value::Record(_) => None,
    }
    .ok_or_else(|| kind.of_option(name, &both!("không phải là một ngày", "it is no day")))
}
