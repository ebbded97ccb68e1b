//! Registry files in, a [`Registry`] and what is wrong with its files out. Loading never fails on content.
//!
//! [`tree`] finds and reads files, [`yaml`] makes trees of their texts, the records read themselves by their own
//! descriptions, and [`resolve`] sees that every mention of a record finds it.

pub mod layout;
pub mod locate;
mod resolve;
pub mod tree;
pub mod yaml;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::model::{
    CalendarFile, Decision, DecisionFile, Manifest, OfficersFile, Registry, Regulation, SubmissionsFile, UnitsFile,
    WaiversFile,
};
use crate::record::tree::{Node, Value};
use crate::record::{Field, Flawed, Reader, Record, Records, faults};
use crate::source::{FileId, Files, Place, Span};
use crate::text;
use layout::FileType;
use tree::{Content, InputFile};

/// A registry as it was read.
#[derive(Debug)]
pub struct Loaded {
    pub registry: Registry,
    /// What is wrong with the files themselves, in no order.
    pub diagnostics: Vec<Diagnostic>,
    pub files: Files,
}

/// One file's records.
enum FileRecords {
    Manifest(Manifest),
    Regulation(Box<Regulation>),
    Calendar(CalendarFile),
    Units(UnitsFile),
    Officers(OfficersFile),
    Decision(Box<Decision>),
    Submissions(SubmissionsFile),
    Waivers(WaiversFile),
}

/// What one file gave.
struct FileReading {
    records: Option<FileRecords>,
    faults: Vec<Diagnostic>,
    flawed: Vec<Flawed>,
    /// The record types of which this file may hide some.
    incomplete: Vec<&'static str>,
}

/// Loads a registry from its files.
pub fn load(input: Vec<InputFile>) -> Loaded {
    let mut files = Files::default();
    let mut registry = Registry::default();
    let mut diagnostics = layout::strays(&input, &mut files);
    let mut work = Vec::new();
    for file in input {
        let Some(file_type) = layout::file_type(&file.path) else { continue };
        let (text, problem) = decode(file.content);
        let id = files.add(&file.path, &text);
        if file_type == FileType::Manifest {
            registry.manifest_file = Some(id);
        }
        match problem {
            Some(problem) => {
                diagnostics.push(problem(Place::file(id)));
                registry.unread.incomplete.extend(file_type.holds());
            }
            None => work.push((id, file_type)),
        }
    }
    let readings: Vec<FileReading> =
        work.par_iter().map(|(id, file_type)| read_file(*id, *file_type, files.path(*id), files.text(*id))).collect();
    for reading in readings {
        diagnostics.extend(reading.faults);
        registry.unread.flawed.extend(reading.flawed);
        registry.unread.incomplete.extend(reading.incomplete);
        add(&mut registry, reading.records);
    }
    diagnostics.extend(resolve::resolve(&mut registry));
    Loaded { registry, diagnostics, files }
}

type Problem = Box<dyn FnOnce(Place) -> Diagnostic>;

fn decode(content: Content) -> (String, Option<Problem>) {
    match content {
        Content::Bytes(bytes) => match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(_) => (String::new(), Some(Box::new(faults::not_utf8))),
        },
        Content::TooLarge(size) => {
            (String::new(), Some(Box::new(move |place| faults::too_large(place, size, tree::LARGEST_FILE))))
        }
        Content::Unreadable(reason) => {
            (String::new(), Some(Box::new(move |place| faults::unreadable_file(place, &reason))))
        }
        Content::Unopened => (String::new(), None),
    }
}

fn read_file(file: FileId, file_type: FileType, path: &str, text: &str) -> FileReading {
    let mut parsed = yaml::parse(file, text);
    let empty = Node { span: Span::default(), value: Value::Map(Vec::new()) };
    let mut node = parsed.tree.take().filter(|tree| !tree.is_empty()).unwrap_or(empty);
    if !text::is_nfc(text) {
        compose(file, text, &mut node, &mut parsed.faults);
    }
    let mut reader = Reader::new(file);
    let records = match file_type {
        FileType::Manifest => Manifest::read(&node, &mut reader).map(FileRecords::Manifest),
        FileType::Regulation => Regulation::read(&node, &mut reader).map(Box::new).map(FileRecords::Regulation),
        FileType::Calendar => CalendarFile::read(&node, &mut reader).map(FileRecords::Calendar),
        FileType::Units => UnitsFile::read(&node, &mut reader).map(FileRecords::Units),
        FileType::Officers => OfficersFile::read(&node, &mut reader).map(FileRecords::Officers),
        FileType::Decision => DecisionFile::read(&node, &mut reader)
            .map(|paper| Box::new(Decision { id: layout::decision_id(path).into(), paper }))
            .map(FileRecords::Decision),
        FileType::Submissions => SubmissionsFile::read(&node, &mut reader).map(FileRecords::Submissions),
        FileType::Waivers => WaiversFile::read(&node, &mut reader).map(FileRecords::Waivers),
    };
    let mut read = reader.finish();
    for flawed in read.flawed.iter_mut().filter(|flawed| flawed.record == DecisionFile::description().name) {
        flawed.id = Some(layout::decision_id(path).into());
    }
    let holds_all = parsed.whole && (records.is_some() || file_type == FileType::Decision);
    parsed.faults.append(&mut read.faults);
    FileReading {
        records,
        faults: parsed.faults,
        flawed: read.flawed,
        incomplete: if holds_all { Vec::new() } else { file_type.holds() },
    }
}

/// Tells every text with loose accents and puts its composed form in its place, so that the rest is judged as meant.
fn compose(file: FileId, text: &str, node: &mut Node, told: &mut Vec<Diagnostic>) {
    let before = told.len();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &mut node.value {
            Value::Scalar(scalar) => {
                if !text::is_nfc(&scalar.text) {
                    told.push(faults::not_nfc(Place::bytes(file, node.span), &scalar.text));
                    scalar.text = text::to_nfc(&scalar.text).into_owned();
                }
            }
            Value::List(items) => open.extend(items.iter_mut().rev()),
            Value::Map(entries) => {
                for entry in entries.iter_mut().filter(|entry| !text::is_nfc(&entry.key)) {
                    told.push(faults::not_nfc(Place::bytes(file, entry.key_span), &entry.key));
                    entry.key = text::to_nfc(&entry.key).into_owned();
                }
                open.extend(entries.iter_mut().rev().map(|entry| &mut entry.value));
            }
        }
    }
    if told.len() == before {
        let line = text.lines().find(|line| !text::is_nfc(line)).unwrap_or_default();
        let start = text.find(line).unwrap_or(0);
        told.push(faults::not_nfc(Place::bytes(file, Span::new(start, start + line.len())), line.trim()));
    }
}

fn add(registry: &mut Registry, records: Option<FileRecords>) {
    fn all<T>(records: Option<Records<T>>) -> Vec<T> {
        records.map_or_else(Vec::new, |records| records.0)
    }
    match records {
        Some(FileRecords::Manifest(manifest)) => registry.manifest = Some(manifest),
        Some(FileRecords::Regulation(regulation)) => registry.regulations.push(*regulation),
        Some(FileRecords::Calendar(calendar)) => {
            registry.holidays.extend(all(calendar.holidays));
            registry.working_days.extend(all(calendar.working_days));
        }
        Some(FileRecords::Units(units)) => registry.units.extend(units.units.0),
        Some(FileRecords::Officers(officers)) => registry.officers.extend(officers.officers.0),
        Some(FileRecords::Decision(decision)) => registry.decisions.push(*decision),
        Some(FileRecords::Submissions(submissions)) => {
            registry.submissions.extend(all(submissions.submissions));
            registry.extensions.extend(all(submissions.extensions));
            registry.requests.extend(all(submissions.requests));
        }
        Some(FileRecords::Waivers(waivers)) => registry.waivers.extend(waivers.waivers.0),
        None => {}
    }
}
