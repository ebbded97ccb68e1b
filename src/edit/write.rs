//! New records as text.

use super::form::{Form, form_of, list_form};
use super::scalar::scalar;
use super::value::{NewRecord, Value};
use crate::record::RecordType;

/// How deep an item stands below its key, and a field below the dash of its record.
pub const STEP: usize = 2;

/// A value between brackets, or a single one.
pub fn flow(value: &Value) -> String {
    match value {
        Value::Text(text) => scalar(text, true),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Record(record) => {
            let fields = record.fields().iter().map(|(key, value)| format!("{key}: {}", flow(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The lines of a field of a record that has a line for each; without the indentation of the record.
pub fn field(holder: &RecordType, key: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![format!("{key}: {}", scalar(text, false))],
        Value::List(items) => {
            let of_records = items.iter().any(|item| matches!(item, Value::Record(_)));
            if list_form(holder, of_records) == Form::Line || items.is_empty() {
                return vec![format!("{key}: {}", flow(value))];
            }
            let mut lines = vec![format!("{key}:")];
            // Items of lists within a record take one line each.
            lines.extend(items.iter().map(|item| match item {
                Value::Text(text) => format!("{:STEP$}- {}", "", scalar(text, false)),
                item => format!("{:STEP$}- {}", "", flow(item)),
            }));
            lines
        }
        Value::Record(_) => vec![format!("{key}: {}", flow(value))],
    }
}

/// The lines of a record that has a line for each field.
pub fn fields(record: &NewRecord) -> Vec<String> {
    record.fields().iter().flat_map(|(key, value)| field(record.description, key, value)).collect()
}

/// The lines of a record as an item of a list, without the indentation of its dash.
pub fn item(record: &NewRecord, form: Form) -> Vec<String> {
    match form {
        Form::Line => vec![format!("- {}", flow(&Value::Record(record.clone())))],
        Form::Block | Form::AsWritten => {
            let lines = fields(record).into_iter().enumerate();
            lines.map(|(at, line)| format!("{}{line}", if at == 0 { "- " } else { "  " })).collect()
        }
    }
}

/// The same in the form that canonical files have.
pub fn canonical_item(record: &NewRecord) -> Vec<String> {
    item(record, form_of(record.description))
}
