//! How records look in canonical files: on one line or on several, and how the values within them look.

use crate::model::{DecisionFile, Extension, Holiday, Officer, Request, Submission, Unit, Waiver, WorkedDay};
use crate::record::{Record, RecordType, Shape};

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

/// The form of a file's own fields: a file of records is laid out, whatever the form of its records.
pub fn form_of_file(top: &'static RecordType) -> Form {
    match form_of(top) {
        Form::AsWritten if holds_records(top) => Form::Block,
        form => form,
    }
}

/// Whether a file is nothing but lists of records that have a form of their own.
fn holds_records(top: &'static RecordType) -> bool {
    top.fields.iter().all(|field| match &field.shape {
        Shape::List(inner) => inner.record().is_some_and(|record| form_of(record) != Form::AsWritten),
        _ => false,
    })
}

/// The form of a field of a record that is in a form itself.
pub fn field_form(record: &'static RecordType, shape: Option<&'static Shape>, form: Form) -> Form {
    match (form, shape) {
        (Form::Block, Some(Shape::List(_))) if holds_records(record) => Form::Block,
        (Form::Block, Some(Shape::List(inner))) => list_form(record, inner.record().is_some()),
        (Form::Block, _) => Form::Line,
        (form, _) => form,
    }
}

/// The form of an item of a list that is wanted in a form, within the record that holds it.
pub fn item_form(list: Form, holder: &'static RecordType, inner: Option<&'static Shape>) -> Form {
    match inner.and_then(Shape::record) {
        _ if list == Form::AsWritten => Form::AsWritten,
        Some(record) if holds_records(holder) => form_of(record),
        _ => Form::Line,
    }
}
