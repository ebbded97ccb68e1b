//! What a change writes: values and records, before they are text.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::record::{Record, RecordType};

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    List(Vec<Value>),
    Record(NewRecord),
}

/// A record to be written: values by field. Their order is that of the record's description, whatever order they come in.
#[derive(Clone, Debug)]
pub struct NewRecord {
    pub description: &'static RecordType,
    fields: Vec<(&'static str, Value)>,
}

impl PartialEq for NewRecord {
    fn eq(&self, other: &Self) -> bool {
        self.description.name == other.description.name && self.fields == other.fields
    }
}

impl NewRecord {
    pub fn of<R: Record>() -> Self {
        Self::described(R::description())
    }

    pub fn described(description: &'static RecordType) -> Self {
        Self { description, fields: Vec::new() }
    }

    /// With a field. A key that the description lacks is written last, and refused when the change is judged.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.set(key, value);
        self
    }

    /// With a field if there is a value for it.
    #[must_use]
    pub fn with_some(self, key: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    pub fn set(&mut self, key: &'static str, value: impl Into<Value>) {
        self.fields.retain(|(known, _)| *known != key);
        self.fields.push((key, value.into()));
        let description = self.description;
        self.fields.sort_by_key(|(key, _)| position(description, key));
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.fields.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// The text of a field that holds one.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Value::Text(text) => Some(text),
            Value::List(_) | Value::Record(_) => None,
        }
    }

    /// The fields in the order of the description.
    pub fn fields(&self) -> &[(&'static str, Value)] {
        &self.fields
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// Where a field stands in the description of its record; after all others if it is not there.
pub fn position(description: &RecordType, key: &str) -> usize {
    description.fields.iter().position(|field| field.key == key).unwrap_or(usize::MAX)
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Arc<str>> for Value {
    fn from(text: &Arc<str>) -> Self {
        Self::Text(text.to_string())
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Text(day.to_string())
    }
}

impl From<NewRecord> for Value {
    fn from(record: NewRecord) -> Self {
        Self::Record(record)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}
