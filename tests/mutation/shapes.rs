//! What cannot be read: fields taken away, misspelt, empty, of another shape, or naming what is not there.
//!
//! The mutations are made on the text of the sample's files; what is wrong for a field comes from its description, and
//! the place expected is counted here, on the changed text.

use ttc::load::layout::FileType;
use ttc::load::yaml;
use ttc::record::tree::{Entry, Node, Value};
use ttc::record::{FieldType, JsonKind, RecordType, ScalarShape, Shape};

use crate::sample::{Mutation, end_of, has, hold, list_type, paths, record_at, text_of};

/// The fields that name another record.
const REFERENCES: [&str; 9] =
    ["unit", "parent", "issued_by", "to", "successor", "request", "recognizes", "ends", "officer"];

/// Every mutation of one record.
fn mutations(path: &str, record: &'static RecordType, node: &Node, text: &str) -> Vec<Mutation> {
    let Value::Map(entries) = &node.value else { return Vec::new() };
    let mut mutations = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        let field = record.fields.iter().find(|field| field.key == entry.key).unwrap();
        let what = format!("{}.{}", record.name, field.key);
        mutations.extend(removal(path, &what, field, entries, position, text));
        for (wrong, rule) in wrong_values(field) {
            let end = end_of(&entry.value, text);
            let changed = format!("{}{wrong}{}", &text[..entry.value.span.start], &text[end..]);
            mutations.push(Mutation {
                what: format!("{what} = {wrong}"),
                path: path.to_owned(),
                text: changed,
                rule,
                expected_in: path.to_owned(),
                at: entry.value.span.start,
                follows: &[],
            });
        }
        // A misspelt name of the field itself.
        let misspelt = format!("{}{}x{}", &text[..entry.key_span.start], entry.key, &text[entry.key_span.end..]);
        mutations.push(Mutation {
            what: format!("{what} misspelt"),
            path: path.to_owned(),
            text: misspelt,
            rule: "unknown-field",
            expected_in: path.to_owned(),
            at: entry.key_span.start,
            follows: &[],
        });
        mutations.extend(within(path, &what, &field.shape, &entry.value, text));
    }
    mutations
}

/// The mutations inside a value: of the record that it is, or of the first and the last item that it lists.
fn within(path: &str, what: &str, shape: &Shape, node: &Node, text: &str) -> Vec<Mutation> {
    match (shape, &node.value) {
        (Shape::Record(nested), _) => mutations(path, nested(), node, text),
        (Shape::List(item), Value::List(items)) => {
            let last = items.last().filter(|_| items.len() > 1);
            let ends = items.first().into_iter().chain(last);
            match &**item {
                Shape::Record(nested) => ends.flat_map(|item| mutations(path, nested(), item, text)).collect(),
                Shape::Scalar(scalar) => ends.flat_map(|item| wrong_items(path, what, scalar, item, text)).collect(),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// An item of a list of scalars made wrong in every way.
fn wrong_items(path: &str, what: &str, scalar: &ScalarShape, item: &Node, text: &str) -> Vec<Mutation> {
    let (start, end) = (item.span.start, end_of(item, text));
    let wrong = wrong_scalars(what.rsplit('.').next().unwrap_or_default(), scalar).into_iter();
    wrong
        .map(|(wrong, rule)| Mutation {
            what: format!("{what}[] = {wrong}"),
            path: path.to_owned(),
            text: format!("{}{wrong}{}", &text[..start], &text[end..]),
            rule,
            expected_in: path.to_owned(),
            at: start,
            follows: &[],
        })
        .collect()
}

/// The record without one required field; the finding stands at its id, or else at its first field.
fn removal(
    path: &str,
    what: &str,
    field: &FieldType,
    entries: &[Entry],
    position: usize,
    text: &str,
) -> Option<Mutation> {
    if !field.required || entries.len() < 2 {
        return None;
    }
    let entry = &entries[position];
    let (from, to) = match entries.get(position + 1) {
        Some(next) => (entry.key_span.start, next.key_span.start),
        None => (end_of(&entries[position - 1].value, text), end_of(&entry.value, text)),
    };
    let changed = format!("{}{}", &text[..from], &text[to..]);
    let rest: Vec<&Entry> = entries.iter().filter(|other| other.key != entry.key).collect();
    let anchor = match rest.iter().find(|other| other.key == "id") {
        Some(id) => id.value.span.start,
        None => rest[0].key_span.start,
    };
    let at = if anchor >= to { anchor - (to - from) } else { anchor };
    Some(Mutation {
        what: format!("{what} taken away"),
        path: path.to_owned(),
        text: changed,
        rule: "missing-field",
        expected_in: path.to_owned(),
        at,
        follows: &[],
    })
}

/// Wrong values for a field, with the rule that says so.
fn wrong_values(field: &FieldType) -> Vec<(&'static str, &'static str)> {
    match &field.shape {
        Shape::Scalar(scalar) => wrong_scalars(field.key, scalar),
        Shape::List(_) | Shape::Record(_) | Shape::Table(_) => vec![("~", "empty-field"), ("chữ", "wrong-type")],
        Shape::Either(_) => vec![("~", "empty-field")],
    }
}

/// What cannot stand where a scalar is wanted: in a field, or in the items of the field's list.
fn wrong_scalars(key: &str, scalar: &ScalarShape) -> Vec<(&'static str, &'static str)> {
    let mut wrong = vec![("~", "empty-field"), ("[a, b]", "wrong-type"), ("{a: b}", "wrong-type")];
    if !scalar.values.is_empty() || scalar.json == JsonKind::Whole {
        wrong.push(("khong-co", "invalid-value"));
    } else if scalar.pattern.contains("[0-9]{4}-") {
        wrong.extend([("2024-13-41", "invalid-value"), ("hom-qua", "invalid-value"), ("20/06/2024", "invalid-value")]);
    } else if !scalar.pattern.is_empty() {
        wrong.push(("\"có dấu và khoảng trắng\"", "invalid-value"));
    }
    if scalar.says.en.starts_with("a day") {
        wrong.push(("2023-02-29", "invalid-value"));
    }
    if REFERENCES.contains(&key) {
        wrong.push(("khong-co-that", "unknown-reference"));
    }
    wrong
}

/// Mutates the first record of a list that `pick` takes.
fn hold_record(path: &str, list: &str, pick: impl Fn(&Node) -> bool) {
    let text = text_of(path);
    let tree = yaml::tree(&text).unwrap();
    let node = record_at(&tree, list, pick);
    hold(&mutations(path, list_type(path, list), node, &text));
}

/// Mutates a file that is one record.
fn hold_file(path: &str, file_type: FileType) {
    let text = text_of(path);
    let tree = yaml::tree(&text).unwrap();
    hold(&mutations(path, file_type.description(), &tree, &text));
}

#[test]
fn a_district() {
    hold_record("units/ke-sach.yaml", "units", has("kind", "district"));
}

#[test]
fn a_commune() {
    hold_record("units/ke-sach.yaml", "units", has("kind", "commune"));
}

#[test]
fn a_unit_that_was_renamed() {
    hold_record("units/soc-trang.yaml", "units", |node| node.get("former_names").is_some());
}

#[test]
fn a_department_with_a_successor() {
    hold_record("units/province.yaml", "units", |node| node.get("successor").is_some());
}

#[test]
fn an_officer() {
    hold_record("officers/ke-sach.yaml", "officers", |node| node.get("until").is_none());
}

#[test]
fn an_officer_who_left() {
    hold_record("officers/province.yaml", "officers", |node| node.get("until").is_some());
}

#[test]
fn a_decision() {
    // The one that ends recognitions is under the same authority as that which gave them.
    for path in paths().filter(|path| path.starts_with("decisions/huyen-ke-sach/2024")) {
        hold_file(path, FileType::Decision);
    }
}

#[test]
fn a_decision_that_replaces_another() {
    let replaces = |path: &&str| path.starts_with("decisions/") && text_of(path).contains("\nreplaces:");
    hold_file(paths().find(replaces).unwrap(), FileType::Decision);
}

#[test]
fn a_submission() {
    hold_record("submissions/2024/2024-06.yaml", "submissions", |node| node.get("approved").is_some());
}

#[test]
fn a_submission_that_was_returned() {
    hold_record("submissions/2024/2024-Q3.yaml", "submissions", |node| node.get("returned").is_some());
}

#[test]
fn an_extension() {
    hold_record("submissions/2024/2024-06.yaml", "extensions", |_| true);
}

#[test]
fn a_request() {
    hold_record("submissions/2024/2024-05.yaml", "requests", |_| true);
}

#[test]
fn a_submission_on_request() {
    hold_record("submissions/2024/2024-05.yaml", "submissions", |node| node.get("request").is_some());
}

#[test]
fn a_waiver() {
    hold_record("waivers.yaml", "waivers", |_| true);
}

#[test]
fn the_manifest() {
    hold_file("ttc.yaml", FileType::Manifest);
}
