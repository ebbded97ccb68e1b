//! Registry files in, a [`Registry`] and what is wrong with its files out. Loading never fails on content.
//!
//! [`tree`] finds and reads files, [`yaml`] makes trees of their texts, the records read themselves by their own
//! descriptions, and [`resolve`] sees that every mention of a record finds it.

pub mod layout;
pub mod locate;
pub mod names;
mod outline;
mod resolve;
pub mod tree;
pub mod yaml;

use std::collections::HashMap;

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
    diagnostics.extend(layout::working_files(&input, &mut files));
    let paths: Vec<String> = input.iter().map(|file| file.path.clone()).collect();
    let mut known = HashMap::new();
    registry.unread.incomplete.extend(layout::hidden(&input));
    let mut work = Vec::new();
    for file in input {
        let Some(file_type) = layout::file_type(&file.path) else { continue };
        let (text, problem) = decode(file.content);
        let id = files.add(&file.path, &text);
        known.insert(file.path, id);
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
    diagnostics.extend(layout::unportable_names(&paths, &known, &mut files));
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

/// The text that a file with this content has in a loaded registry: as far as it can be shown.
pub fn text(content: Content) -> String {
    decode(content).0
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

#[cfg(test)]
mod tests {

    use super::*;
    use crate::model::{Officer, Submission, Unit};

    fn loaded(files: &[(&str, &str)]) -> Loaded {
        let file = |(path, text): &(&str, &str)| InputFile {
            path: (*path).to_owned(),
            content: Content::Bytes(text.as_bytes().to_vec()),
        };
        load(files.iter().map(file).collect())
    }

    fn rules(loaded: &Loaded) -> Vec<&'static str> {
        let mut rules: Vec<_> = loaded.diagnostics.iter().map(|finding| finding.rule.name).collect();
        rules.sort_unstable();
        rules
    }

    const UNITS: &str = "units:\n  - {id: a, kind: k, name: A}\n  - {id: b, kind: k, parent: a, name: B}\n";

    #[test]
    fn a_broken_record_is_known_by_what_can_be_made_out_of_it() {
        let officers = "officers:\n  - id: x\n    name: \"Lê An\n    unit: a\n    seat: s\n  - id: y\n    unit: b\n";
        let loaded = loaded(&[("units/u.yaml", UNITS), ("officers/o.yaml", officers)]);
        assert!(!loaded.registry.unread.is_incomplete(Officer::description()));
        let flawed: Vec<_> = loaded.registry.unread.of::<Officer>().collect();
        assert_eq!(flawed.iter().map(|flawed| flawed.id.as_deref()).collect::<Vec<_>>(), [Some("x"), Some("y")]);
        assert_eq!((flawed[0].field("unit"), flawed[0].field("seat")), (Some("a"), Some("s")));
        assert_eq!(rules(&loaded).iter().filter(|rule| **rule == "yaml-syntax").count(), 1);
    }

    #[test]
    fn what_is_wrong_at_the_top_of_a_list_file_spoils_no_record() {
        let one = "  - {unit: a, period: 2024-06, received: 2024-06-20}\n";
        for wrong in ["extensions:\n", "extensions: none\n", "extension: []\n", "extensions: [\n", "this is wrong\n"] {
            let text = format!("submissions:\n{one}{wrong}");
            let loaded = loaded(&[("units/u.yaml", UNITS), ("submissions/2024/s.yaml", &text)]);
            assert_eq!(loaded.registry.submissions.len(), 1, "{wrong}");
            assert_eq!(rules(&loaded).len(), 1, "{wrong}");
            assert!(loaded.registry.unread.is_incomplete(Submission::description()), "{wrong}");
        }
    }

    #[test]
    fn a_broken_field_of_a_decision_leaves_a_flawed_decision_that_mentions_it() {
        let text = "number: 1/QĐ\ndate: 2024-01-01\nissued_by: a\nform: decision\nsigned_by: {as: head, name: A}\nrecognizes: [x, y\n";
        let loaded = loaded(&[("units/u.yaml", UNITS), ("decisions/a/d.yaml", text)]);
        assert_eq!(rules(&loaded), ["yaml-syntax"]);
        let flawed: Vec<_> = loaded.registry.unread.of::<DecisionFile>().collect();
        assert_eq!(flawed[0].id.as_deref(), Some("a/d"));
        assert!(["x", "y"].iter().all(|id| flawed[0].mentions.iter().any(|mention| &**mention == *id)));
        assert!(!loaded.registry.unread.is_incomplete(DecisionFile::description()));
    }

    #[test]
    fn a_file_that_is_nothing_but_broken_gives_one_finding() {
        for text in ["[[[[", "{", "\0\0\0", "\"", "@", "officers [\n"] {
            let loaded = loaded(&[("officers/o.yaml", text)]);
            assert_eq!(loaded.diagnostics.len(), 1, "{text:?}: {:?}", rules(&loaded));
            assert!(loaded.registry.unread.is_incomplete(Officer::description()), "{text:?}");
        }
    }

    #[test]
    fn an_empty_file_lacks_its_list() {
        for text in ["", "# nothing yet\n", "---\n", "\u{feff}"] {
            assert_eq!(rules(&loaded(&[("officers/o.yaml", text)])), ["missing-field"], "{text:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_told_where_they_stand() {
        let file = |bytes: &[u8]| InputFile { path: "units/u.yaml".into(), content: Content::Bytes(bytes.to_vec()) };
        let latin = load(vec![file(b"units:\n  - name: S\xf3c")]);
        assert_eq!(rules(&latin), ["not-utf8"]);
        assert_eq!(latin.diagnostics[0].primary.place, Place::bytes(FileId(0), Span::new(18, 21)));
        assert!(latin.registry.unread.is_incomplete(Unit::description()));
        let utf16 = load(vec![file(b"\xff\xfeu\0n\0")]);
        assert_eq!(utf16.diagnostics[0].message.en, "the file is saved as UTF-16, not as UTF-8");
    }

    #[test]
    fn a_folder_that_cannot_be_looked_into_hides_records_and_breaks_no_mention() {
        let officer =
            "officers:\n  - {id: x, name: X, unit: a, seat: s, position: p, employment: cadre, from: 2024-01-01}\n";
        let mut files = vec![InputFile { path: "units".into(), content: Content::Unreadable(Default::default()) }];
        files.push(InputFile { path: "officers/o.yaml".into(), content: Content::Bytes(officer.into()) });
        let loaded = load(files);
        assert_eq!(rules(&loaded), ["unreadable-file"]);
        assert!(loaded.registry.unread.is_incomplete(Unit::description()));
    }

    #[test]
    fn loose_accents_in_a_key_lose_no_place() {
        let text = "units:\n  - {id: a, kind: k, name: A, ghi-chu\u{301}: x}\n";
        let loaded = loaded(&[("units/u.yaml", text)]);
        assert_eq!(rules(&loaded), ["not-nfc", "unknown-field"]);
    }

    #[test]
    fn a_decision_whose_path_is_no_id_is_told() {
        let text = "number: 1/QĐ\ndate: 2024-01-01\nissued_by: a\nform: decision\nsigned_by: {as: head, name: A}\n";
        let loaded = loaded(&[("units/u.yaml", UNITS), ("decisions/a/Quyết định 5.yaml", text)]);
        assert_eq!(rules(&loaded), ["invalid-value"]);
        assert_eq!(loaded.diagnostics[0].remedies[0].paste.as_deref(), Some("decisions/a/quyet-dinh-5.yaml"));
    }

    #[test]
    fn equal_faults_of_two_records_are_about_different_things() {
        let text = "submissions:\n  - {unit: a, period: 2024-06}\n  - {unit: b, period: 2024-06}\n";
        let loaded = loaded(&[("units/u.yaml", UNITS), ("submissions/2024/s.yaml", text)]);
        let details: Vec<_> =
            loaded.diagnostics.iter().filter_map(|finding| finding.subject.detail.as_deref()).collect();
        assert_eq!(details, ["a 2024-06 submissions.received", "b 2024-06 submissions.received"]);
    }

    #[test]
    fn a_lost_unit_takes_those_below_it_and_what_stands_on_them() {
        let units = "units:\n  - {id: c, kind: k, parent: b, name: C}\n  - {id: b, kind: k, parent: a, name: B}\n  - {id: a, kind: k}\n";
        let submissions = "submissions:\n  - {unit: c, period: 2024-06, received: 2024-06-20}\n";
        let loaded = loaded(&[("units/u.yaml", units), ("submissions/2024/s.yaml", submissions)]);
        assert_eq!(rules(&loaded), ["missing-field"]);
        assert!(loaded.registry.units.is_empty() && loaded.registry.submissions.is_empty());
        assert_eq!(loaded.registry.unread.of::<Unit>().count(), 3);
        let flawed: Vec<_> = loaded.registry.unread.of::<Submission>().collect();
        assert_eq!(flawed[0].field("period"), Some("2024-06"));
    }

    #[test]
    fn units_above_each_other_in_a_circle_end_nothing() {
        let units =
            "units:\n  - {id: a, kind: k, parent: b, name: A}\n  - {id: b, kind: k, parent: a, name: B, code: \"?\"}\n";
        assert!(loaded(&[("units/u.yaml", units)]).registry.units.is_empty());
    }

    #[test]
    fn of_two_parts_of_a_regulation_with_one_id_the_second_is_told() {
        let kind = "  - {id: k, name: {vi: K, en: K}}\n";
        let text = format!(
            "number: 1/QĐ\nissued: 2024-01-01\ntitle: {{vi: T, en: T}}\nin_force: {{from: 2024-01-01}}\nkinds:\n{kind}{kind}"
        );
        let loaded = loaded(&[("regulations/r.yaml", &text)]);
        assert_eq!(rules(&loaded), ["duplicate-id"]);
        assert_eq!(loaded.registry.regulations[0].kinds.len(), 1);
    }

    #[test]
    fn of_thousands_of_faults_so_many_are_told_and_that_there_are_more_is_said() {
        let empty = format!("officers:\n{}", "- {}\n".repeat(20_000));
        let loaded_empty = loaded(&[("officers/o.yaml", &empty)]);
        assert_eq!(loaded_empty.diagnostics.len(), crate::record::told::MOST_FAULTS + 1);
        assert!(loaded_empty.registry.unread.is_incomplete(Officer::description()));
        let mut units = String::from("units:\n");
        for at in 0..1_000 {
            units += &format!("  - {{id: unit-{at}, kind: k, parent: unknown-{at}, name: X}}\n");
        }
        assert_eq!(rules(&loaded(&[("units/u.yaml", &units)])).len(), 1_000);
    }
}
