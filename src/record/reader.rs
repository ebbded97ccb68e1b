//! Reads records out of a tree by their description, and says what is wrong with each part without stopping.

use std::collections::HashMap;
use std::sync::Arc;

use super::told::Told;
use super::tree::{Node, Value, fields_of_broken};
use super::{Field, FieldType, RecordType, ScalarShape, Shape, faults, plain, scalar};
use crate::diagnostic::Diagnostic;
use crate::locale::Both;
use crate::source::{FileId, Place, Route, Step};
use crate::text;

/// Reads one file's tree.
pub struct Reader {
    file: FileId,
    route: Route,
    /// The fields' keys as steps of a route; a registry has few keys and many records.
    keys: HashMap<&'static str, Arc<str>>,
    /// Whether the file is a list of records and no record itself: what is wrong at its top spoils none of them.
    holder: bool,
    told: Told,
    /// How many values are unknown because of faults; a record with an unknown value is flawed.
    unknown: usize,
    flawed: Vec<Flawed>,
    /// Whether records may be in the file that left no trace.
    hides: bool,
}

/// Lists of names by their fields' keys.
type Lists = Vec<(Arc<str>, Vec<Arc<str>>)>;

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
    /// The lists of names in it; `None` where one may say more, or hold another, than can be read.
    pub lists: Option<Lists>,
}

impl Flawed {
    /// What can be read of a record.
    pub fn of(description: &RecordType, place: Place, node: &Node) -> Self {
        let fields: Vec<(Arc<str>, Arc<str>)> = match &node.value {
            Value::Map(entries) => entries
                .iter()
                .filter_map(|entry| Some((entry.key.as_str().into(), entry.value.as_text()?.into())))
                .collect(),
            Value::Broken(text) => {
                fields_of_broken(text).into_iter().map(|(key, value)| (key.into(), value.into())).collect()
            }
            Value::Scalar(_) | Value::List(_) => Vec::new(),
        };
        // An id that no record may have is no name that others could know it by.
        let id = fields.iter().find(|(key, _)| &**key == "id").map(|(_, id)| Arc::clone(id));
        let id = id.filter(|id| scalar::matches(scalar::ID, id));
        let mentions = node.scalars().into_iter().map(Into::into).collect();
        Self { record: description.name, place, id, fields, mentions, lists: lists_of_names(node, description) }
    }

    /// The names in a list, none where it is not there; `None` where they cannot be told for certain.
    pub fn list(&self, key: &str) -> Option<&[Arc<str>]> {
        let lists = self.lists.as_ref()?;
        Some(lists.iter().find(|(known, _)| &**known == key).map_or(&[], |(_, names)| names))
    }

    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| &**known == key).map(|(_, value)| &**value)
    }
}

/// The lists of names in a record, if every field is one that such a record has, and has once, and every list can be read.
fn lists_of_names(node: &Node, description: &RecordType) -> Option<Lists> {
    let Value::Map(entries) = &node.value else { return None };
    let mut seen: Vec<&str> = Vec::new();
    let mut lists = Vec::new();
    for entry in entries {
        let field = description.fields.iter().find(|field| field.key == entry.key)?;
        if seen.contains(&field.key) || entry.value.is_broken() {
            return None;
        }
        seen.push(field.key);
        let Shape::List(item) = &field.shape else { continue };
        let (Shape::Scalar(_), Value::List(items)) = (&**item, &entry.value.value) else {
            if matches!(**item, Shape::Scalar(_)) {
                return None;
            }
            continue;
        };
        let names = items.iter().map(|item| item.as_text().map(Into::into)).collect::<Option<_>>()?;
        lists.push((field.key.into(), names));
    }
    Some(lists)
}

/// What a file's tree gave besides its records.
pub struct Read {
    pub faults: Vec<Diagnostic>,
    pub flawed: Vec<Flawed>,
    /// Whether records may be in the file that left no trace.
    pub hides: bool,
}

/// A record being read.
pub struct Fields<'n> {
    node: &'n Node,
    description: &'static RecordType,
    unknown_before: usize,
    told_before: usize,
}

impl Reader {
    /// A reader of a file, of which these faults have been told already.
    pub fn new(file: FileId, told: Told) -> Self {
        Self {
            file,
            route: Route::default(),
            keys: HashMap::new(),
            holder: false,
            told,
            unknown: 0,
            flawed: Vec::new(),
            hides: false,
        }
    }

    /// A reader of a file that is a list of records and no record itself.
    pub fn of_records(file: FileId, told: Told) -> Self {
        Self { holder: true, ..Self::new(file, told) }
    }

    pub fn finish(self) -> Read {
        Read { faults: self.told.into_faults(Place::file(self.file)), flawed: self.flawed, hides: self.hides }
    }

    /// Where the reader stands.
    pub fn place(&self) -> Place {
        Place::value(self.file, self.route.clone())
    }

    /// Records a fault that leaves a value unknown.
    pub fn fault(&mut self, fault: impl FnOnce(Place) -> Diagnostic) {
        self.unknown += 1;
        self.remark(fault);
    }

    /// Records that a value is of another type than its field's.
    pub fn wrong_type(&mut self, node: &Node, expected: Both) {
        let at = Place::bytes(self.file, node.span);
        self.fault(|field| faults::wrong_type(&field, at, expected, &node.value));
    }

    /// Records something amiss with a value that is known all the same.
    pub fn remark(&mut self, remark: impl FnOnce(Place) -> Diagnostic) {
        let place = || Place::value(self.file, self.route.clone());
        self.told.tell(|| remark(place()));
    }

    /// The text of a scalar of this shape; faults are recorded.
    pub fn text(&mut self, node: &Node, shape: &ScalarShape) -> Option<String> {
        if let Value::Scalar(scalar) = &node.value
            && scalar.plain
            && plain::changes_unquoted(&scalar.text)
        {
            self.remark(|place| faults::unquoted_code(place, &scalar.text));
        }
        self.scalar(node, shape, |text| {
            let fits = shape.values.is_empty() || shape.values.iter().any(|(value, _)| *value == text);
            (fits && scalar::matches(shape.pattern, text)).then(|| text.to_owned())
        })
    }

    /// A scalar's value by `parse`, which answers `None` for a text that is not of this shape.
    pub fn scalar<T>(&mut self, node: &Node, shape: &ScalarShape, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let scalar = match &node.value {
            Value::Broken(_) => {
                self.unknown += 1;
                return None;
            }
            Value::Scalar(scalar) if node.is_empty() || scalar.text.trim().is_empty() => {
                self.fault(|place| faults::empty_field(place, shape.says));
                return None;
            }
            Value::Scalar(scalar) => scalar,
            Value::List(_) | Value::Map(_) => {
                self.wrong_type(node, shape.says);
                return None;
            }
        };
        let value = parse(&scalar.text);
        if value.is_none() {
            self.fault(|place| faults::invalid_value(place, shape, &scalar.text));
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

    /// Whether the reader stands right below the top of a file that is a list of records.
    pub(super) fn is_in_holder(&self) -> bool {
        self.holder && self.route.steps().len() == 1
    }

    /// Records that the file may hold records that left no trace.
    pub(super) fn hide(&mut self) {
        self.hides = true;
    }

    /// The items of a list that can be read.
    pub fn list<T>(&mut self, node: &Node, mut read: impl FnMut(&Node, &mut Self) -> Option<T>) -> Option<Vec<T>> {
        let Value::List(items) = &node.value else {
            self.no_collection(node, faults::A_LIST);
            return None;
        };
        let mut values = Vec::with_capacity(items.len().min(MOST_ROOM));
        for (index, item) in items.iter().enumerate() {
            if self.told.is_full() {
                self.hides = true;
                self.unknown += 1;
                break;
            }
            self.route.enter(Step::Index(u32::try_from(index).unwrap_or(u32::MAX)));
            values.extend(read(item, self));
            self.route.leave();
        }
        Some(values)
    }

    /// The entries of a map with free keys that can be read.
    pub fn table<T>(
        &mut self,
        node: &Node,
        mut read: impl FnMut(&Node, &mut Self) -> Option<T>,
    ) -> Option<Vec<(Arc<str>, T)>> {
        let Value::Map(entries) = &node.value else {
            self.no_collection(node, faults::A_MAP);
            return None;
        };
        let mut values = Vec::with_capacity(entries.len().min(MOST_ROOM));
        for entry in entries {
            let key: Arc<str> = entry.key.as_str().into();
            self.route.enter(Step::Key(Arc::clone(&key)));
            values.extend(read(&entry.value, self).map(|value| (key, value)));
            self.route.leave();
        }
        Some(values)
    }

    /// Tells that something is not the list or map that it should be.
    fn no_collection(&mut self, node: &Node, expected: Both) {
        if node.is_broken() {
            self.unknown += 1;
        } else if node.is_empty() {
            self.fault(|place| faults::empty_field(place, expected));
        } else {
            self.wrong_type(node, expected);
        }
    }

    /// Begins to read a record: it must be a map, and every key of it a field's.
    pub fn open<'n>(&mut self, node: &'n Node, description: &'static RecordType) -> Option<Fields<'n>> {
        let unknown_before = self.unknown;
        let Value::Map(entries) = &node.value else {
            self.no_collection(node, faults::A_MAP);
            self.set_aside(node, description);
            return None;
        };
        let told_before = self.told.count();
        let at_top = self.holder && self.route.steps().is_empty();
        for entry in entries {
            if description.fields.iter().any(|field| field.key == entry.key) {
                continue;
            }
            if entry.value.is_broken() && entry.key.is_empty() {
                self.unknown += 1;
            } else {
                let key = Place::bytes(self.file, entry.key_span);
                self.fault(|record| unknown_field(key, &record, &entry.key, node, description));
            }
            self.hides |= at_top;
        }
        if at_top {
            self.unknown = unknown_before;
        }
        Some(Fields { node, description, unknown_before, told_before })
    }

    fn set_aside(&mut self, node: &Node, description: &'static RecordType) {
        self.flawed.push(Flawed::of(description, self.place(), node));
    }
}

/// No room is made for more values than this before they are there: a list is not believed to be as long as it looks.
const MOST_ROOM: usize = 1 << 16;

/// What a record is known by: its id, or of which unit and for what it is.
fn known_as(node: &Node) -> Option<String> {
    if let Some(id) = node.get("id").and_then(Node::as_text) {
        return Some(id.to_owned());
    }
    let unit = node.get("unit").and_then(Node::as_text)?;
    let whats = ["period", "request", "report"].into_iter().filter_map(|key| node.get(key)?.as_text());
    Some(whats.fold(unit.to_owned(), |known_as, what| format!("{known_as} {what}")))
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
                let step = Arc::clone(reader.keys.entry(key).or_insert_with(|| key.into()));
                reader.route.enter(Step::Key(step));
                let value = T::read(value, reader);
                reader.route.leave();
                value
            }
            None if T::REQUIRED => {
                // A misspelt name is told where it stands; that the right one is missing follows from it.
                if stands_for(self.node, key, self.description) {
                    reader.unknown += 1;
                } else {
                    let description = self.description;
                    reader.fault(|place| faults::missing_field(&place, field, description));
                }
                None
            }
            None => T::absent(),
        }
    }

    /// Ends the record: its place, or `None` where some value of it is unknown; then it is set aside as flawed.
    pub fn close(self, reader: &mut Reader) -> Option<Place> {
        if reader.told.count() > self.told_before
            && let Some(name) = known_as(self.node)
        {
            reader.told.name_since(self.told_before, &name);
        }
        if reader.unknown == self.unknown_before {
            return Some(reader.place());
        }
        reader.set_aside(self.node, self.description);
        None
    }
}

fn unknown_field(
    key_place: Place,
    record: &Place,
    key: &str,
    node: &Node,
    description: &'static RecordType,
) -> Diagnostic {
    let missing = description.fields.iter().map(|field| field.key).filter(|known| node.get(known).is_none());
    let nearest = text::nearest(key, missing);
    faults::unknown_field(key_place, record, key, nearest, description)
}

/// Whether some part of a record that is told as wrong is probably the field that it lacks.
fn stands_for(node: &Node, key: &str, description: &RecordType) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    entries.iter().filter(|entry| !description.fields.iter().any(|field| field.key == entry.key)).any(|entry| {
        match &entry.value.value {
            // Of what nothing is known, as of a merge key, it may be any.
            Value::Broken(text) if entry.key.is_empty() => text.is_empty() || text.contains(key),
            _ => text::nearest(&entry.key, [key]).is_some(),
        }
    })
}
