//! `ttc record extension`: more time for a unit.

use super::arguments::{Choice, Given, Kind, Takes, not_given};
use crate::cli::CommandEntry;
use crate::cli::globals::Heeds;
use crate::edit::{Draft, submissions};
use crate::locale::{Both, Text};
use crate::model::Extension;
use crate::record::Record;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "extension",
    about: Both::new("Ghi một lần gia hạn báo cáo cho một đơn vị", "Record more time for a unit's report"),
    heeds: Heeds::RegistryToWrite,
    arguments: |command, language| KIND.arguments(command, language),
    run: |matches, globals| KIND.run(matches, globals),
};

const KIND: Kind = Kind {
    description: Extension::description,
    options: &[
        Choice { name: "unit", field: "unit", takes: Takes::Unit },
        Choice { name: "period", field: "period", takes: Takes::Plain },
        Choice { name: "request", field: "request", takes: Takes::Plain },
        Choice { name: "report", field: "report", takes: Takes::Plain },
        Choice { name: "by", field: "by", takes: Takes::Day },
        Choice { name: "document", field: "document", takes: Takes::Plain },
        Choice { name: "reason", field: "reason", takes: Takes::Plain },
    ],
    lacking,
    draft,
};

fn lacking(given: &Given) -> Vec<&'static str> {
    let mut lacking = not_given(given, &["unit"]);
    if !given.contains_key("request") {
        lacking.extend(not_given(given, &["period"]));
    }
    lacking.extend(not_given(given, &["by", "document"]));
    lacking
}

fn draft(kind: &Kind, draft: &mut Draft<'_>, given: &Given) -> Result<(), Text> {
    let record = kind.record(&draft.loaded().registry, given)?;
    submissions::add_extension(draft, record)
}
