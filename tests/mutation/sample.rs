//! The sample's files with one of them changed, and what is then found that was not found before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rayon::prelude::*;
use ttc::diagnostic::Severity;
use ttc::facts::Facts;
use ttc::load::layout::{FileType, file_type};
use ttc::load::tree::{Content, InputFile, read_folder};
use ttc::load::{load, locate::locate};
use ttc::record::tree::{Node, Value};
use ttc::record::{RecordType, Shape};
use ttc::rules;

/// Reports of a few periods are enough to mutate; the others would only be read again and again.
const PERIODS: [&str; 4] = ["2024-05", "2024-06", "2024-Q2", "2024-Q3"];

static SAMPLE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("registry"))
        .unwrap()
        .into_iter()
        .filter(|file| {
            !file.path.starts_with("submissions/") || PERIODS.iter().any(|period| file.path.contains(period))
        })
        .filter_map(|file| match file.content {
            Content::Bytes(bytes) => Some((file.path, bytes)),
            _ => None,
        })
        .collect()
});

static BASELINE: LazyLock<BTreeSet<Found>> = LazyLock::new(|| found("", ""));

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

/// One change to one file, and the finding it must give.
pub struct Mutation {
    pub what: String,
    pub path: String,
    pub text: String,
    pub rule: &'static str,
    /// The file in which the finding stands, and the byte of its text, as changed.
    pub expected_in: String,
    pub at: usize,
    /// Rules that find what follows from the change for others, wherever it stands: somebody whom a decision no longer
    /// names is not recognised. Each of them must find something.
    pub follows: &'static [&'static str],
}

impl Mutation {
    /// What is wrong with the outcome, if anything.
    fn fault(&self) -> Option<String> {
        let text = if self.expected_in == self.path { self.text.clone() } else { text_of(&self.expected_in) };
        let before = &text[..self.at];
        let expected = Found {
            rule: self.rule.to_owned(),
            path: self.expected_in.clone(),
            line: before.matches('\n').count() + 1,
            column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
        };
        let found = found(&self.path, &self.text);
        let new: Vec<&Found> = found.iter().filter(|finding| !self.was_there(finding)).collect();
        let (follows, other): (Vec<&Found>, Vec<&Found>) =
            new.iter().partition(|finding| self.follows.contains(&finding.rule.as_str()));
        let all_follow = self.follows.iter().all(|rule| follows.iter().any(|finding| finding.rule == *rule));
        (other != [&expected] || !all_follow)
            .then(|| format!("{} ({}):\n    expected {expected:?}\n    found    {new:?}", self.what, self.path))
    }

    /// Whether a finding was made before the change, where it stood then.
    fn was_there(&self, finding: &Found) -> bool {
        let old = text_of(&self.path);
        let mut known = finding.clone();
        if finding.path == self.path {
            let same = old.bytes().zip(self.text.bytes()).take_while(|(old, new)| old == new).count();
            let changed = old.as_bytes()[..same].iter().filter(|byte| **byte == b'\n').count() + 1;
            if finding.line > changed {
                known.line = finding.line + old.matches('\n').count() - self.text.matches('\n').count();
            }
        }
        BASELINE.contains(&known)
    }
}

pub fn paths() -> impl Iterator<Item = &'static str> {
    SAMPLE.keys().map(String::as_str)
}

pub fn text_of(path: &str) -> String {
    String::from_utf8(SAMPLE.get(path).unwrap_or_else(|| panic!("no {path}")).clone()).unwrap()
}

/// The record of a list that `pick` takes first.
pub fn record_at<'n>(tree: &'n Node, list: &str, pick: impl Fn(&Node) -> bool) -> &'n Node {
    let Some(Value::List(items)) = tree.get(list).map(|node| &node.value) else { panic!("no {list}") };
    items.iter().find(|item| pick(item)).expect("the record is in the sample")
}

/// The type of the records in a list of a file.
pub fn list_type(path: &str, list: &str) -> &'static RecordType {
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

pub fn has(key: &'static str, value: &'static str) -> impl Fn(&Node) -> bool {
    move |node| node.get(key).and_then(Node::as_text) == Some(value)
}

/// Where a value ends without the blank space after it.
pub fn end_of(node: &Node, text: &str) -> usize {
    node.span.start + text[node.span.range()].trim_end().len()
}

pub fn hold(mutations: &[Mutation]) {
    assert!(!mutations.is_empty());
    let faults: Vec<String> = mutations.par_iter().filter_map(Mutation::fault).collect();
    assert!(faults.is_empty(), "{} of {} mutations:\n  {}", faults.len(), mutations.len(), faults.join("\n  "));
}
