//! `ttc record request`: a report that was asked for out of turn.

use super::arguments::{Choice, Given, Kind, Takes, not_given};
use crate::cli::CommandEntry;
use crate::cli::globals::Heeds;
use crate::edit::{Draft, submissions};
use crate::locale::{Both, Text};
use crate::model::Request;
use crate::record::Record;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "request",
    about: Both::new("Ghi một yêu cầu báo cáo đột xuất", "Record a request for an ad hoc report"),
    heeds: Heeds::RegistryToWrite,
    arguments: |command, language| KIND.arguments(command, language),
    run: |matches, globals| KIND.run(matches, globals),
};

const KIND: Kind = Kind {
    description: Request::description,
    options: &[
        Choice { name: "id", field: "id", takes: Takes::Plain },
        Choice { name: "title", field: "title", takes: Takes::Plain },
        Choice { name: "issued", field: "issued", takes: Takes::Day },
        Choice { name: "by", field: "by", takes: Takes::Day },
        Choice { name: "document", field: "document", takes: Takes::Plain },
        Choice { name: "kinds", field: "kinds", takes: Takes::Plain },
    ],
    lacking: |given: &Given| not_given(given, &["id", "title", "issued", "by", "document", "kinds"]),
    draft,
};

fn draft(kind: &Kind, draft: &mut Draft<'_>, given: &Given) -> Result<(), Text> {
    let record = kind.record(&draft.loaded().registry, given)?;
    submissions::add_request(draft, record)
}
