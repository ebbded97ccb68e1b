//! Every field of sample records taken away, and every value changed to a wrong one: each gives the finding of the
//! right rule at the right line and column, and nothing unrelated.
//!
//! The mutations are made on the text of the sample's files; what is wrong for a field comes from its description, and
//! the place expected is counted here, on the changed text.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rayon::prelude::*;
use ttc::diagnostic::Severity;
use ttc::facts::Facts;
use ttc::load::layout::{FileType, file_type};
use ttc::load::tree::{Content, InputFile, read_folder};
use ttc::load::{load, locate::locate, yaml};
use ttc::record::tree::{Entry, Node, Value};
use ttc::record::{FieldType, JsonKind, RecordType, Shape};
use ttc::rules;

static SAMPLE: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("registry"))
        .unwrap()
        .into_iter()
        // Reports of three periods are enough to mutate; the others would only be read again and again.
        .filter(|file| {
            !file.path.starts_with("submissions/")
                || ["2024-05", "2024-06", "2024-Q3"].iter().any(|period| file.path.contains(period))
        })
        .filter_map(|file| match file.content {
            Content::Bytes(bytes) => Some((file.path, bytes)),
            _ => None,
        })
        .collect()
});

/// A day on which the sample has officers awaiting, waivers in use and unset dates.
fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 12, 31).unwrap()
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    rule: String,
    path: String,
    line: usize,
    column: usize,
}

/// The findings with one file changed. Lines of that file are its new ones.
fn found(path: &str, text: &str) -> BTreeSet<Found> {
    let files = SAMPLE
        .iter()
        .map(|(known, bytes)| InputFile {
            path: known.clone(),
            content: Content::Bytes(if known == path { text.as_bytes().to_vec() } else { bytes.clone() }),
        })
        .collect();
    let loaded = load(files);
    let facts = Facts::new(&loaded.registry, as_of(), as_of());
    let mut diagnostics = loaded.diagnostics;
    diagnostics.extend(rules::judge(&facts).standing);
    diagnostics.retain(|finding| finding.rule.severity > Severity::Note);
    locate(diagnostics, &loaded.files)
        .into_iter()
        .map(|finding| Found {
            rule: finding.rule.name.to_owned(),
            path: finding.primary.place.path.to_string(),
            line: finding.primary.place.start.line,
            column: finding.primary.place.start.column,
        })
        .collect()
}

static BASELINE: LazyLock<BTreeSet<(String, String)>> =
    LazyLock::new(|| found("", "").into_iter().map(|finding| (finding.rule, finding.path)).collect());

/// One change to one file, and the finding it must give.
struct Mutation {
    what: String,
    path: String,
    text: String,
    rule: &'static str,
    /// The byte of the changed text at which the finding stands.
    at: usize,
}

impl Mutation {
    /// What is wrong with the outcome, if anything.
    fn fault(&self) -> Option<String> {
        let before = &self.text[..self.at];
        let expected = Found {
            rule: self.rule.to_owned(),
            path: self.path.clone(),
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
        };
        let new: BTreeSet<Found> = found(&self.path, &self.text)
            .into_iter()
            .filter(|finding| !BASELINE.contains(&(finding.rule.clone(), finding.path.clone())))
            .collect();
        (new != BTreeSet::from([expected.clone()]))
            .then(|| format!("{} ({}):\n    expected {expected:?}\n    found    {new:?}", self.what, self.path))
    }
}

fn text_of(path: &str) -> String {
    let (_, bytes) = SAMPLE.iter().find(|(known, _)| known == path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.clone()).unwrap()
}

/// Every mutation of one record.
fn mutations(path: &str, record: &'static RecordType, node: &Node, text: &str) -> Vec<Mutation> {
    let Value::Map(entries) = &node.value else { return Vec::new() };
    let mut mutations = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        let field = record.fields.iter().find(|field| field.key == entry.key).unwrap();
        let what = format!("{}.{}", record.name, field.key);
        mutations.extend(removal(path, &what, field, entries, position, text));
        for (wrong, rule) in wrong_values(field) {
            let end = entry.value.span.start + text[entry.value.span.range()].trim_end().len();
            let changed = format!("{}{wrong}{}", &text[..entry.value.span.start], &text[end..]);
            mutations.push(Mutation {
                what: format!("{what} = {wrong}"),
                path: path.to_owned(),
                text: changed,
                rule,
                at: entry.value.span.start,
            });
        }
        // A misspelt name of the field itself.
        let misspelt = format!("{}{}x{}", &text[..entry.key_span.start], entry.key, &text[entry.key_span.end..]);
        mutations.push(Mutation {
            what: format!("{what} misspelt"),
            path: path.to_owned(),
            text: misspelt,
            rule: "unknown-field",
            at: entry.key_span.start,
        });
        if let Shape::Record(nested) = &field.shape {
            mutations.extend(self::mutations(path, nested(), &entry.value, text));
        }
    }
    mutations
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
        None => {
            let before = &entries[position - 1].value;
            let end = |node: &Node| node.span.start + text[node.span.range()].trim_end().len();
            (end(before), end(&entry.value))
        }
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
        at,
    })
}

/// Wrong values for a field, with the rule that says so.
fn wrong_values(field: &FieldType) -> Vec<(&'static str, &'static str)> {
    let mut wrong = vec![("~", "empty-field")];
    match &field.shape {
        Shape::Scalar(scalar) => {
            wrong.push(("[a, b]", "wrong-type"));
            wrong.push(("{a: b}", "wrong-type"));
            if !scalar.values.is_empty() || scalar.json == JsonKind::Whole {
                wrong.push(("khong-co", "invalid-value"));
            } else if scalar.pattern.contains("[0-9]{4}-") {
                wrong.extend([
                    ("2024-13-41", "invalid-value"),
                    ("hom-qua", "invalid-value"),
                    ("20/06/2024", "invalid-value"),
                ]);
            } else if !scalar.pattern.is_empty() {
                wrong.push(("\"có dấu và khoảng trắng\"", "invalid-value"));
            }
            if scalar.says.en.starts_with("a day") {
                wrong.push(("2023-02-29", "invalid-value"));
            }
            if matches!(field.key, "unit" | "parent" | "issued_by" | "to" | "successor") {
                wrong.push(("khong-co-that", "unknown-reference"));
            }
            if field.key == "request" {
                wrong.push(("khong-co-that", "unknown-reference"));
            }
        }
        Shape::List(_) | Shape::Record(_) | Shape::Table(_) => wrong.push(("chữ", "wrong-type")),
        Shape::Either(_) => {}
    }
    wrong
}

/// Where the records of a file type stand: the key of their list, or none where the file is one record.
fn record_at<'n>(tree: &'n Node, list: &str, pick: impl Fn(&Node) -> bool) -> &'n Node {
    let Some(Value::List(items)) = tree.get(list).map(|node| &node.value) else { panic!("no {list}") };
    items.iter().find(|item| pick(item)).expect("the record is in the sample")
}

fn list_type(path: &str, list: &str) -> &'static RecordType {
    let file: FileType = file_type(path).unwrap();
    let field = file.description().fields.iter().find(|field| field.key == list).unwrap();
    match &field.shape {
        Shape::List(item) => match &**item {
            Shape::Record(record) => record(),
            _ => panic!("{list} is no list of records"),
        },
        _ => panic!("{list} is no list"),
    }
}

fn hold(mutations: &[Mutation]) {
    assert!(!mutations.is_empty());
    let faults: Vec<String> = mutations.par_iter().filter_map(Mutation::fault).collect();
    assert!(faults.is_empty(), "{} of {} mutations:\n  {}", faults.len(), mutations.len(), faults.join("\n  "));
}

/// Mutates the first record of a list that `pick` takes.
fn hold_record(path: &str, list: &str, pick: impl Fn(&Node) -> bool) {
    let text = text_of(path);
    let tree = yaml::tree(&text).unwrap();
    let node = record_at(&tree, list, pick);
    hold(&mutations(path, list_type(path, list), node, &text));
}

fn has(key: &'static str, value: &'static str) -> impl Fn(&Node) -> bool {
    move |node| node.get(key).and_then(Node::as_text) == Some(value)
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
    let path = SAMPLE
        .iter()
        .map(|(path, _)| path.as_str())
        .find(|path| {
            path.starts_with("decisions/huyen-my-tu/2024") || path.starts_with("decisions/huyen-my-tu/2025-02")
        })
        .unwrap();
    let text = text_of(path);
    let tree = yaml::tree(&text).unwrap();
    hold(&mutations(path, FileType::Decision.description(), &tree, &text));
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
fn a_waiver() {
    hold_record("waivers.yaml", "waivers", |_| true);
}

#[test]
fn the_manifest() {
    let text = text_of("ttc.yaml");
    let tree = yaml::tree(&text).unwrap();
    hold(&mutations("ttc.yaml", FileType::Manifest.description(), &tree, &text));
}
