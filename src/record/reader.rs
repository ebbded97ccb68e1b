//! Reads records out of a tree by their description, and says what is wrong with each part without stopping.

use std::sync::Arc;

use super::tree::{Node, Value};
use super::{Field, FieldType, RecordType, ScalarShape, faults, scalar};
use crate::diagnostic::Diagnostic;
use crate::locale::Both;
use crate::source::{FileId, Place, Route, Span};
use crate::text;

/// Reads one file's tree.
pub struct Reader {
    file: FileId,
    route: Route,
    faults: Vec<Diagnostic>,
    /// How many of the faults leave a value unknown; such a fault makes its record flawed.
    unknown: usize,
    flawed: Vec<Flawed>,
}

/// A record with a fault in it. It is not judged and nothing is concluded from its absence; what can be read of it
/// says what it would have been about.
#[derive(Clone, Debug)]
pub struct Flawed {
    /// The record type's name.
    pub record: &'static str,
    pub place: Place,
    pub id: Option<Arc<str>>,
    /// The fields that hold one text each, as far as they can be read.
    pub fields: Vec<(Arc<str>, Arc<str>)>,
    /// Every text in the record.
    pub mentions: Vec<Arc<str>>,
}

impl Flawed {
    /// What can be read of a record.
    pub fn of(record: &'static str, place: Place, node: &Node) -> Self {
        let fields: Vec<(Arc<str>, Arc<str>)> = match &node.value {
            Value::Map(entries) => entries
                .iter()
                .filter_map(|entry| Some((entry.key.as_str().into(), entry.value.as_text()?.into())))
                .collect(),
            Value::Scalar(_) | Value::List(_) => Vec::new(),
        };
        let id =
            fields.iter().find(|(key, _)| &**key == "id").map(|(_, id)| Arc::clone(id)).filter(|id| !id.is_empty());
        Self { record, place, id, fields, mentions: node.scalars().into_iter().map(Into::into).collect() }
    }

    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| &**known == key).map(|(_, value)| &**value)
    }
}

/// What a file's tree gave besides its records.
pub struct Read {
    pub faults: Vec<Diagnostic>,
    pub flawed: Vec<Flawed>,
}

/// A record being read.
pub struct Fields<'n> {
    node: &'n Node,
    description: &'static RecordType,
    unknown_before: usize,
}

impl Reader {
    pub fn new(file: FileId) -> Self {
        Self { file, route: Route::default(), faults: Vec::new(), unknown: 0, flawed: Vec::new() }
    }

    pub fn finish(self) -> Read {
        Read { faults: self.faults, flawed: self.flawed }
    }

    /// Where the reader stands.
    pub fn place(&self) -> Place {
        Place::value(self.file, self.route.clone())
    }

    /// Records a fault that leaves a value unknown.
    pub fn fault(&mut self, fault: Diagnostic) {
        self.unknown += 1;
        self.faults.push(fault);
    }

    /// Records that a value is of another type than its field's. It is told at the value's own bytes: of a map where a
    /// text should be, the map is what is wrong, and not its first field.
    pub fn wrong_type(&mut self, node: &Node, expected: Both) {
        let place = Place::bytes(self.file, node.span);
        self.fault(faults::wrong_type(&self.place(), place, expected, &node.value));
    }

    /// Records something amiss with a value that is known all the same.
    pub fn remark(&mut self, remark: Diagnostic) {
        self.faults.push(remark);
    }

    /// The text of a scalar of this shape; faults are recorded.
    pub fn text(&mut self, node: &Node, shape: &ScalarShape) -> Option<String> {
        if let Value::Scalar(scalar) = &node.value
            && scalar.plain
            && scalar::changes_as_number(&scalar.text)
        {
            self.remark(faults::unquoted_code(self.place(), &scalar.text));
        }
        self.scalar(node, shape, |text| {
            let fits = shape.values.is_empty() || shape.values.iter().any(|(value, _)| *value == text);
            (fits && scalar::matches(shape.pattern, text)).then(|| text.to_owned())
        })
    }

    /// A scalar's value by `parse`, which answers `None` for a text that is not of this shape.
    pub fn scalar<T>(&mut self, node: &Node, shape: &ScalarShape, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if node.is_empty() {
            self.fault(faults::empty_field(self.place(), shape.says));
            return None;
        }
        let Value::Scalar(scalar) = &node.value else {
            self.wrong_type(node, shape.says);
            return None;
        };
        let value = parse(&scalar.text);
        if value.is_none() {
            self.fault(faults::invalid_value(self.place(), shape, &scalar.text));
        }
        value
    }

    /// Reads something whose faults are its own: what holds it is not flawed by them, unless nothing can be read.
    pub fn independently<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let unknown_before = self.unknown;
        let value = read(self);
        if value.is_some() {
            self.unknown = unknown_before;
        }
        value
    }

    /// The items of a list that can be read.
    pub fn list<T>(&mut self, node: &Node, mut read: impl FnMut(&Node, &mut Self) -> Option<T>) -> Option<Vec<T>> {
        if node.is_empty() {
            self.fault(faults::empty_field(self.place(), faults::A_LIST));
            return None;
        }
        let Value::List(items) = &node.value else {
            self.wrong_type(node, faults::A_LIST);
            return None;
        };
        let here = self.route.clone();
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            self.route = here.index(index);
            values.extend(read(item, self));
        }
        self.route = here;
        Some(values)
    }

    /// The entries of a map with free keys that can be read.
    pub fn table<T>(
        &mut self,
        node: &Node,
        mut read: impl FnMut(&Node, &mut Self) -> Option<T>,
    ) -> Option<Vec<(Arc<str>, T)>> {
        if node.is_empty() {
            self.fault(faults::empty_field(self.place(), faults::A_MAP));
            return None;
        }
        let Value::Map(entries) = &node.value else {
            self.wrong_type(node, faults::A_MAP);
            return None;
        };
        let here = self.route.clone();
        let mut values = Vec::with_capacity(entries.len());
        for entry in entries {
            self.route = here.key(&entry.key);
            values.extend(read(&entry.value, self).map(|value| (entry.key.as_str().into(), value)));
        }
        self.route = here;
        Some(values)
    }

    /// Begins to read a record: it must be a map, and every key of it a field's.
    pub fn open<'n>(&mut self, node: &'n Node, description: &'static RecordType) -> Option<Fields<'n>> {
        let unknown_before = self.unknown;
        let Value::Map(entries) = &node.value else {
            if node.is_empty() {
                self.fault(faults::empty_field(self.place(), faults::A_MAP));
            } else {
                self.wrong_type(node, faults::A_MAP);
            }
            self.set_aside(node, description);
            return None;
        };
        for entry in entries {
            if !description.fields.iter().any(|field| field.key == entry.key) {
                self.fault(unknown_field(self.file, entry.key_span, &entry.key, node, description));
            }
        }
        Some(Fields { node, description, unknown_before })
    }

    fn set_aside(&mut self, node: &Node, description: &'static RecordType) {
        self.flawed.push(Flawed::of(description.name, self.place(), node));
    }
}

impl Fields<'_> {
    /// The value of one field.
    ///
    /// # Panics
    /// Where the record's description has no such field: the two are made by one macro.
    pub fn take<T: Field>(&mut self, reader: &mut Reader, key: &'static str) -> Option<T> {
        let field = self.description.fields.iter().find(|field| field.key == key);
        let field: &FieldType = field.unwrap_or_else(|| unreachable!("{} has no field {key}", self.description.name));
        match self.node.get(key) {
            Some(value) => {
                let here = reader.route.clone();
                reader.route = here.key(key);
                let value = T::read(value, reader);
                reader.route = here;
                value
            }
            None if T::REQUIRED => {
                // A misspelt name is told where it stands; that the right one is missing follows from it.
                if !misspelt_in(self.node, key, self.description) {
                    let place = reader.place();
                    reader.fault(faults::missing_field(&place, field, self.description));
                }
                None
            }
            None => T::absent(),
        }
    }

    /// Ends the record: its place, or `None` where some value of it is unknown; then it is set aside as flawed.
    pub fn close(self, reader: &mut Reader) -> Option<Place> {
        if reader.unknown == self.unknown_before {
            return Some(reader.place());
        }
        reader.set_aside(self.node, self.description);
        None
    }
}

fn unknown_field(file: FileId, span: Span, key: &str, node: &Node, description: &'static RecordType) -> Diagnostic {
    let missing = description.fields.iter().map(|field| field.key).filter(|known| node.get(known).is_none());
    let nearest = text::nearest(key, missing);
    faults::unknown_field(Place::bytes(file, span), key, nearest, description)
}

fn misspelt_in(node: &Node, key: &str, description: &RecordType) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    entries
        .iter()
        .filter(|entry| !description.fields.iter().any(|field| field.key == entry.key))
        .any(|entry| text::nearest(&entry.key, [key]).is_some())
}
