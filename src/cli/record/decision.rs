//! `ttc record decision`: a decision that recognises officers or ends recognitions.

use super::arguments::{Choice, Given, Kind, Takes, not_given};
use crate::cli::CommandEntry;
use crate::cli::globals::Heeds;
use crate::edit::{Draft, decisions};
use crate::locale::{Both, Text};
use crate::model::{DecisionFile, Form};
use crate::record::Record;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "decision",
    about: Both::new(
        "Ghi một quyết định công nhận hoặc thay đổi đầu mối",
        "Record a decision that recognises officers or ends recognitions",
    ),
    heeds: Heeds::RegistryToWrite,
    arguments: |command, language| KIND.arguments(command, language),
    run: |matches, globals| KIND.run(matches, globals),
};

const KIND: Kind = Kind {
    description: DecisionFile::description,
    options: &[
        Choice { name: "number", field: "number", takes: Takes::Plain },
        Choice { name: "date", field: "date", takes: Takes::Day },
        Choice { name: "by", field: "issued_by", takes: Takes::Unit },
        Choice { name: "form", field: "form", takes: Takes::Plain },
        Choice { name: "signed-as", field: "signed_by.as", takes: Takes::Plain },
        Choice { name: "signer", field: "signed_by.name", takes: Takes::Plain },
        Choice { name: "proposal-number", field: "proposal.number", takes: Takes::Plain },
        Choice { name: "proposal-date", field: "proposal.date", takes: Takes::Day },
        Choice { name: "proposal-by", field: "proposal.by", takes: Takes::Unit },
        Choice { name: "recognizes", field: "recognizes", takes: Takes::Officers },
        Choice { name: "ends", field: "ends", takes: Takes::Officers },
        Choice { name: "replaces", field: "replaces", takes: Takes::Plain },
        Choice { name: "copy", field: "copies", takes: Takes::Copies },
        Choice { name: "note", field: "note", takes: Takes::Plain },
    ],
    lacking: |given: &Given| not_given(given, &["number", "date", "by", "signed-as", "signer"]),
    draft,
};

fn draft(kind: &Kind, draft: &mut Draft<'_>, given: &Given) -> Result<(), Text> {
    let mut record = kind.record(&draft.loaded().registry, given)?;
    if record.get("form").is_none() {
        record.set("form", Form::Decision.word());
    }
    decisions::add(draft, record).map(drop)
}
