//! What may come from anybody, and what has to hold of it whatever it is: one function a target, one table of all of them.
//!
//! `cargo fuzz` drives them with what it finds out about the code; `tests/fuzz` with the corpora and some mutations of
//! them, the same in every run. A target that does not hold panics.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::NaiveDate;
use ttc::calendar::Period;
use ttc::edit::{Draft, format};
use ttc::facts::Facts;
use ttc::intake::{Change, Grid, Terms, grids, plan};
use ttc::load::locate::locate;
use ttc::load::tree::{Content, InputFile, read_folder};
use ttc::load::{Loaded, load, yaml};
use ttc::record::scalar;
use ttc::record::tree::{Node, Value};
use ttc::render::document::{FORMS, evidence};
use ttc::render::fingerprints;
use ttc::rules;
use ttc::source::FileId;
use ttc::text::is_nfc;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A target: its name, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

pub const TARGETS: &[Target] = &[
    ("loader", loader),
    ("yaml", yaml),
    ("format", formatting),
    ("edit", edit),
    ("csv", csv),
    ("workbook", workbook),
    ("periods", periods),
    ("verify", verify),
    ("registry", registry),
];

/// The project's folder, whether this is compiled for the fuzzer or for the tests.
fn project() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [Some(own), own.parent()].into_iter().flatten();
    folders.into_iter().find(|folder| folder.join("tests/rules/base").is_dir()).unwrap_or(own).to_owned()
}

/// The small clean registry of the rules' fixtures.
static BASE: LazyLock<Vec<InputFile>> =
    LazyLock::new(|| read_folder(&project().join("tests/rules/base")).expect("the base registry is there"));

static LOADED: LazyLock<Loaded> = LazyLock::new(|| load(BASE.clone()));

/// The last day on which the base's regulation is judged in its fixtures.
fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 30).expect("a day")
}

/// A path in the first line, and what the file of it holds.
fn file(data: &[u8]) -> (String, &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let path = String::from_utf8_lossy(&data[..end]).into_owned();
    (path, data.get(end + 1..).unwrap_or_default())
}

/// The base registry with one file in the place of its own of that path, or added.
fn laid(data: &[u8]) -> Vec<InputFile> {
    let (path, content) = file(data);
    let mut files: Vec<InputFile> = BASE.iter().filter(|file| file.path != path).cloned().collect();
    files.push(InputFile { path, content: Content::Bytes(content.to_vec()) });
    files.sort_by(|one, two| one.path.cmp(&two.path));
    files
}

/// Whatever a file holds, loading ends, alike each time, and every finding points into its file.
pub fn loader(data: &[u8]) {
    let (loaded, again) = (load(laid(data)), load(laid(data)));
    assert_eq!(loaded.diagnostics.len(), again.diagnostics.len());
    let (found, again) = (locate(loaded.diagnostics, &loaded.files), locate(again.diagnostics, &again.files));
    assert_eq!(fingerprints(&found), fingerprints(&again));
    for finding in &found {
        let places = finding.related.iter().chain(std::iter::once(&finding.primary));
        for place in places.map(|label| &label.place) {
            assert!(place.text.get(place.span.range()).is_some(), "{:?} is not in the text", place.span);
        }
    }
}

/// Whatever a text holds, it is read to a tree whose values stand in the text and within one another, or not at all.
pub fn yaml(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parsed = yaml::parse(FileId(0), &text);
    let Some(tree) = parsed.tree else { return };
    let mut open = vec![(&tree, 0)];
    while let Some((node, depth)) = open.pop() {
        assert!(text.get(node.span.range()).is_some(), "{:?} is not in the text", node.span);
        assert!(depth <= yaml::DEEPEST, "deeper than told");
        let below: Vec<&Node> = match &node.value {
            Value::Scalar(_) | Value::Broken(_) => Vec::new(),
            Value::List(items) => items.iter().collect(),
            Value::Map(entries) => entries.iter().map(|entry| &entry.value).collect(),
        };
        open.extend(below.into_iter().map(|node| (node, depth + 1)));
    }
    assert_eq!(yaml::tree(&text), Some(tree));
}

/// What a text says, whatever the order of its fields.
#[derive(Debug, PartialEq)]
enum Said {
    Text(String),
    List(Vec<Said>),
    Map(BTreeMap<String, Said>),
    Broken,
}

fn said(node: &Node) -> Said {
    match &node.value {
        Value::Scalar(_) if node.is_empty() => Said::Text(String::new()),
        Value::Scalar(scalar) => Said::Text(scalar.text.clone()),
        Value::List(items) => Said::List(items.iter().map(said).collect()),
        Value::Map(entries) => Said::Map(entries.iter().map(|entry| (entry.key.clone(), said(&entry.value))).collect()),
        Value::Broken(_) => Said::Broken,
    }
}

/// The comments of a text in which nothing but a comment can have a number sign after a blank; `None` of another.
fn comments(text: &str) -> Option<Vec<&str>> {
    if text.contains(['"', '\'', '|', '>', '\t', '\u{85}', '\u{2028}', '\u{2029}']) {
        return None;
    }
    let of_line = |line: &str| line.find(" #").map(|at| at + 1).or_else(|| line.starts_with('#').then_some(0));
    let lines = text.trim_start_matches('\u{feff}').lines();
    let mut found: Vec<&str> = lines.filter_map(|line| Some(line[of_line(line)?..].trim())).collect();
    found.sort_unstable();
    Some(found)
}

/// What stands in indentations by mistake.
const OTHER_BLANKS: [char; 4] = ['\u{a0}', '\u{3000}', '\u{2003}', '\t'];

/// What is made canonical says the same with the same comments, and stays as it is the second time.
pub fn formatting(data: &[u8]) {
    let (path, content) = file(data);
    let Ok(text) = std::str::from_utf8(content) else { return };
    let Ok(formatted) = format::format(&path, text) else { return };
    assert_eq!(format::format(&path, &formatted).as_ref(), Ok(&formatted), "canonical is not canonical");
    // Spelling that is mended may have kept the text from being read.
    if !is_nfc(text) || text.contains(OTHER_BLANKS) {
        return;
    }
    let meaning = |text: &str| yaml::tree(text).map(|tree| said(&tree));
    assert_eq!(meaning(text), meaning(&formatted), "it says something else");
    if let (Some(before), Some(after)) = (comments(text), comments(&formatted)) {
        assert_eq!(before, after, "a comment is lost");
    }
}

/// Texts that must be written with care.
const NOTES: [&str; 8] = ["plain", "a: b # c", "'x", "012", "yes", "- a", "\"", "{key:}"];

/// A field that is set is read back as it was set, and nobody else's record is another for it.
pub fn edit(data: &[u8]) {
    let Some((first, data)) = data.split_first() else { return };
    let input = laid(data);
    let before = load(input.clone());
    let count = before.registry.officers.len();
    let Some(officer) = before.registry.officers.get(usize::from(*first) % count.max(1)) else { return };
    let note = NOTES[usize::from(*first) % NOTES.len()];
    let mut draft = Draft::of(&before);
    draft.set(&officer.place, "note", note);
    // What cannot be changed safely is refused.
    let Ok(change) = draft.finish() else { return };
    let after = load(change.over(&input));
    assert_eq!(after.diagnostics.len(), before.diagnostics.len());
    assert_eq!(after.registry.officers.len(), count);
    for (old, new) in before.registry.officers.iter().zip(&after.registry.officers) {
        let expected = if old.id == officer.id { Some(note) } else { old.note.as_deref() };
        assert_eq!((&*new.id, &*new.name, new.note.as_deref()), (&*old.id, &*old.name, expected));
    }
}

/// A list that is taken at all ends nobody for whom nobody came, and leaves a registry that can be read.
fn taken(sheets: &[Grid], first: u8) {
    let facts = Facts::new(&LOADED.registry, as_of(), as_of());
    let terms = Terms {
        scope: (first & 1 != 0).then_some(0),
        complete: first & 2 != 0,
        ended_on: (first & 4 != 0).then(as_of),
        started_on: (first & 8 != 0).then(as_of),
        in_charge: first & 16 != 0,
    };
    for grid in sheets {
        let Ok(plan) = plan(&facts, grid, terms) else { continue };
        let count = |is: fn(&Change<'_>) -> bool| plan.changes.iter().filter(|change| is(change)).count();
        let ended = count(|change| matches!(change, Change::Ended { .. }));
        let added = count(|change| matches!(change, Change::Added { .. }));
        assert!(terms.complete || ended <= added, "{ended} ended and {added} added");
        let mut draft = Draft::of(&LOADED);
        if plan.draft(&mut draft).is_err() {
            continue;
        }
        let Ok(change) = draft.finish() else { continue };
        let after = load(change.over(&BASE));
        assert!(after.registry.officers.len() >= LOADED.registry.officers.len(), "somebody's record is gone");
        assert_eq!(after.diagnostics.len(), LOADED.diagnostics.len());
    }
}

pub fn csv(data: &[u8]) {
    let Some((first, content)) = data.split_first() else { return };
    if let Ok(sheets) = grids("list.csv", content) {
        taken(&sheets, *first);
    }
}

const PARTS: [(&str, &str); 4] = [
    (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"x/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    ),
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"x/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
    ("xl/styles.xml", "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
];

/// A workbook: the bytes as they are where they are a container, else a sheet and its shared strings, parted by a line.
pub fn workbook(data: &[u8]) {
    let Some((first, content)) = data.split_first() else { return };
    let bytes = if content.starts_with(b"PK") { content.to_vec() } else { container(content) };
    if let Ok(sheets) = grids("list.xlsx", &bytes) {
        taken(&sheets, *first);
    }
}

fn container(content: &[u8]) -> Vec<u8> {
    let (sheet, strings) = file(content);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = PARTS.iter().map(|(name, content)| (*name, content.as_bytes()));
    let own = [("xl/worksheets/sheet1.xml", sheet.as_bytes()), ("xl/sharedStrings.xml", strings)];
    for (name, content) in parts.chain(own) {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name, stored).expect("it is written to memory");
        writer.write_all(content).expect("it is written to memory");
    }
    writer.finish().expect("it is written to memory").into_inner()
}

/// What is read as a period or a day is written as it was read, and stands between its neighbours.
pub fn periods(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Some(day) = scalar::day(&text) {
        assert_eq!(day.to_string(), text);
    }
    let Ok(period) = text.parse::<Period>() else { return };
    assert_eq!(period.to_string().parse(), Ok(period));
    assert!(period.contains(period.first_day()) && period.contains(period.last_day()));
    if let Some(next) = period.next() {
        assert!(next > period && next.previous() == Some(period) && next.first_day() > period.last_day());
    }
    if let Some(previous) = period.previous() {
        assert!(previous < period && previous.next() == Some(period));
    }
}

/// Evidence that is read of whatever file is written and read again as it was.
pub fn verify(data: &[u8]) {
    for form in FORMS {
        if let Ok(read) = form.read_evidence(data) {
            let again = evidence::from_json(&evidence::to_json(&read)).ok();
            assert_eq!(again.as_ref(), Some(&read), "{}", form.name);
        }
    }
}

/// Whatever one file of a registry holds, the whole is judged, and no two findings are taken for one.
pub fn registry(data: &[u8]) {
    let loaded = load(laid(data));
    let facts = Facts::new(&loaded.registry, as_of(), as_of());
    let verdict = rules::judge_with_reports(&facts);
    let mut found = loaded.diagnostics;
    found.extend(verdict.standing);
    let count = found.len();
    let marks = fingerprints(&locate(found, &loaded.files));
    let distinct: std::collections::HashSet<&String> = marks.iter().collect();
    assert_eq!((marks.len(), distinct.len()), (count, count));
}
