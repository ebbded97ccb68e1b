//! How records look in canonical files: on one line or on several, and how the values within them look.

use crate::model::{DecisionFile, Extension, Holiday, Officer, Request, Submission, Unit, Waiver, WorkedDay};
use crate::record::{Record, RecordType};

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Between brackets on one line, as a ledger has its entries.
    Line,
    /// A line for each field or item.
    Block,
    /// As its writer chose: what is composed by hand, with explanations.
    AsWritten,
}

/// The form of a record of the registry, an item of its file or the file itself.
pub fn form_of(record: &RecordType) -> Form {
    let is_one_of = |types: &[&RecordType]| types.iter().any(|known| known.name == record.name);
    let entries = [
        Submission::description(),
        Extension::description(),
        Request::description(),
        Holiday::description(),
        WorkedDay::description(),
    ];
    let cards = [Unit::description(), Officer::description(), Waiver::description(), DecisionFile::description()];
    if is_one_of(&entries) {
        Form::Line
    } else if is_one_of(&cards) {
        Form::Block
    } else {
        Form::AsWritten
    }
}

/// The form of a list within a record that has a line for each field: of plain values (`in_charge_of: [one-stop]`) on
/// one line, but in a file that is one record (a decision's `recognizes`) one below the other; of records always so.
pub fn list_form(holder: &RecordType, of_records: bool) -> Form {
    if of_records || holder.name == DecisionFile::description().name { Form::Block } else { Form::Line }
}
