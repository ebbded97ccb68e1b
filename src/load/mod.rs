//! Registry files in, a [`Registry`] and what is wrong with its files out. Loading never fails on content.
//!
//! [`tree`] finds and reads files, [`yaml`] makes trees of their texts, the records read themselves by their own
//! descriptions, and [`resolve`] sees that every mention of a record finds it.

pub mod layout;
pub mod locate;
mod outline;
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
use crate::record::{Field, Flawed, Named, Reader, Record, Records, faults, scalar};
use crate::source::{FileId, Files, Place, Span};
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
    registry.unread.incomplete.extend(layout::hidden(&input));
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
                diagnostics.push(problem(id));
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

type Problem = Box<dyn FnOnce(FileId) -> Diagnostic>;

/// A file's text, as far as it can be shown, and what keeps it from being read.
fn decode(content: Content) -> (String, Option<Problem>) {
    match content {
        Content::Bytes(bytes) => match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error)
                if error.as_bytes().starts_with(&[0xff, 0xfe]) || error.as_bytes().starts_with(&[0xfe, 0xff]) =>
            {
                (String::new(), Some(Box::new(|id| faults::utf16(Place::file(id)))))
            }
            Err(error) => {
                let start = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let wrong = Span::new(start, start + char::REPLACEMENT_CHARACTER.len_utf8());
                (text, Some(Box::new(move |id| faults::not_utf8(Place::bytes(id, wrong)))))
            }
        },
        Content::TooLarge(size) => {
            (String::new(), Some(Box::new(move |id| faults::too_large(Place::file(id), size, tree::LARGEST_FILE))))
        }
        Content::Unreadable(reason) => {
            (String::new(), Some(Box::new(move |id| faults::unreadable_file(Place::file(id), &reason))))
        }
        Content::Unopened => (String::new(), None),
    }
}

fn read_file(file: FileId, file_type: FileType, path: &str, text: &str) -> FileReading {
    let parsed = yaml::parse(file, text);
    let empty = Node { span: Span::default(), value: Value::Map(Vec::new()) };
    let node = parsed.tree.filter(|tree| !tree.is_empty()).unwrap_or(empty);
    let mut reader =
        if file_type.is_one_record() { Reader::new(file, parsed.told) } else { Reader::of_records(file, parsed.told) };
    let records = match file_type {
        FileType::Manifest => Manifest::read(&node, &mut reader).map(FileRecords::Manifest),
        FileType::Regulation => Regulation::read(&node, &mut reader).map(Box::new).map(FileRecords::Regulation),
        FileType::Calendar => CalendarFile::read(&node, &mut reader).map(FileRecords::Calendar),
        FileType::Units => UnitsFile::read(&node, &mut reader).map(FileRecords::Units),
        FileType::Officers => OfficersFile::read(&node, &mut reader).map(FileRecords::Officers),
        FileType::Decision => read_decision(&node, path, &mut reader).map(Box::new).map(FileRecords::Decision),
        FileType::Submissions => SubmissionsFile::read(&node, &mut reader).map(FileRecords::Submissions),
        FileType::Waivers => WaiversFile::read(&node, &mut reader).map(FileRecords::Waivers),
    };
    let mut read = reader.finish();
    for flawed in read.flawed.iter_mut().filter(|flawed| flawed.record == DecisionFile::description().name) {
        flawed.id = Some(layout::decision_id(path).into());
    }
    let whole = parsed.whole && !read.hides && (records.is_some() || file_type == FileType::Decision);
    FileReading {
        records,
        faults: read.faults,
        flawed: read.flawed,
        incomplete: if whole { Vec::new() } else { file_type.holds() },
    }
}

fn read_decision(node: &Node, path: &str, reader: &mut Reader) -> Option<Decision> {
    let id = layout::decision_id(path);
    let shape = DecisionFile::id_shape();
    if !scalar::matches(shape.pattern, id) {
        reader.remark(|place| faults::invalid_file_name(Place::file(place.file), &shape, id));
    }
    DecisionFile::read(node, reader).map(|paper| Decision { id: id.into(), paper })
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
