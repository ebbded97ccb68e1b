//! Every rule against its fixtures: small registries laid over `tests/rules/base`, with the findings marked in them.
//!
//! A fixture is one text file: a first line that says what it shows, options (`as-of: DAY`; `today: DAY`, else the day
//! judged but not before the base's own; `history`; `reports`, to judge those too; `expect: RULE PATH:LINE:COLUMN`), then files, each after a line
//! `-- PATH --`. A file replaces the base's file of that path or adds one; `-- PATH (option) --` changes its bytes:
//! `latin-1`, `nfd`, `crlf`, `bom`, `unreadable`, `too-large`, `gone`.
//! Below a line, `#    ^^^^ RULE` says that RULE finds something exactly above the carets.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use ttc::diagnostic::Severity;
use ttc::facts::Facts;
use ttc::load::tree::{Content, InputFile};
use ttc::load::{load, locate::locate};
use ttc::locale::Text;
use ttc::reports::PARTS;
use ttc::rules::{self, RULES, catalogue};

const AS_OF: &str = "2024-06-30";

struct Fixture {
    as_of: NaiveDate,
    today: NaiveDate,
    history: bool,
    reports: bool,
    files: Vec<InputFile>,
    expected: BTreeSet<Expected>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    rule: String,
    path: String,
    line: usize,
    column: usize,
    /// In characters; `None` where the fixture does not say.
    width: Option<usize>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

fn base() -> Vec<InputFile> {
    ttc::load::tree::read_folder(&folder().join("base")).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.trim().parse().unwrap_or_else(|_| panic!("{text} is no day"))
}

fn read(text: &str) -> Fixture {
    let mut fixture = Fixture {
        as_of: day(AS_OF),
        today: day(AS_OF),
        history: false,
        reports: false,
        files: base(),
        expected: BTreeSet::new(),
    };
    let mut parts = text.split("\n-- ");
    for line in parts.next().unwrap_or_default().lines().skip(1) {
        match line.split_once(": ") {
            Some(("as-of", value)) => {
                fixture.as_of = day(value);
                // A day past is judged from a later one, as people do; what the base has of later days has happened.
                fixture.today = fixture.today.max(fixture.as_of);
            }
            Some(("today", value)) => fixture.today = day(value),
            Some(("expect", value)) => {
                let (rule, place) = value.split_once(' ').unwrap();
                let mut place = place.rsplitn(3, ':');
                let column = place.next().unwrap().parse().unwrap();
                let line = place.next().unwrap().parse().unwrap();
                let path = place.next().unwrap().to_owned();
                fixture.expected.insert(Expected { rule: rule.to_owned(), path, line, column, width: None });
            }
            _ if line == "history" => fixture.history = true,
            _ if line == "reports" => fixture.reports = true,
            _ => panic!("the fixture's option {line:?} is not known"),
        }
    }
    for part in parts {
        let (header, text) = part.split_once(" --\n").unwrap_or_else(|| panic!("{part:?} has no path"));
        let (path, option) = match header.split_once(" (") {
            Some((path, option)) => (path, option.trim_end_matches(')')),
            None => (header, ""),
        };
        let text = format!("{}\n", text.trim_end_matches('\n'));
        fixture.expected.extend(marks(path, &text));
        fixture.files.retain(|file| file.path != path);
        if option != "gone" {
            fixture.files.push(InputFile { path: path.to_owned(), content: content(&text, option) });
        }
    }
    fixture.files.sort_by(|one, two| one.path.cmp(&two.path));
    fixture
}

fn content(text: &str, option: &str) -> Content {
    use icu_normalizer::DecomposingNormalizerBorrowed;
    match option {
        "" => Content::Bytes(text.as_bytes().to_vec()),
        "latin-1" => Content::Bytes(text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()),
        "nfd" => Content::Bytes(DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned().into_bytes()),
        "crlf" => Content::Bytes(text.replace('\n', "\r\n").into_bytes()),
        "bom" => Content::Bytes(format!("\u{feff}{text}").into_bytes()),
        "unreadable" => Content::Unreadable(Text::same("test")),
        "too-large" => Content::TooLarge(1 << 30),
        other => panic!("no way to write a file as {other}"),
    }
}

/// The findings marked in a file.
fn marks(path: &str, text: &str) -> Vec<Expected> {
    let mut marks = Vec::new();
    let mut marked_line = 0;
    for (number, line) in text.lines().enumerate() {
        let mark = line.strip_prefix('#').map(str::trim_start).filter(|rest| rest.starts_with('^'));
        let Some(mark) = mark else {
            marked_line = number + 1;
            continue;
        };
        let column = line.chars().take_while(|c| *c != '^').count() + 1;
        let width = mark.chars().take_while(|c| *c == '^').count();
        for rule in mark.trim_start_matches('^').split_whitespace() {
            marks.push(Expected {
                rule: rule.to_owned(),
                path: path.to_owned(),
                line: marked_line,
                column,
                width: Some(width),
            });
        }
    }
    marks
}

/// Compares what is found with what is marked, and gives the differences.
fn differences(text: &str) -> Vec<String> {
    let fixture = read(text);
    let loaded = load(fixture.files);
    let facts = Facts::new(&loaded.registry, fixture.as_of, fixture.today);
    let mut diagnostics = loaded.diagnostics;
    let verdict = if fixture.reports { rules::judge_with_reports(&facts) } else { rules::judge(&facts) };
    diagnostics.extend(verdict.standing);
    let mut unmet: Vec<Expected> = fixture.expected.into_iter().collect();
    let mut differences = Vec::new();
    for finding in locate(diagnostics, &loaded.files) {
        if finding.rule.severity == Severity::Note && !fixture.history {
            continue;
        }
        let place = &finding.primary.place;
        let width = place.text[place.span.range()].lines().next().unwrap_or_default().chars().count();
        let met = unmet.iter().position(|expected| {
            expected.rule == finding.rule.name
                && *expected.path == *place.path
                && expected.line == place.start.line
                && expected.column == place.start.column
                && expected.width.is_none_or(|expected| expected == width)
        });
        match met {
            Some(at) => drop(unmet.remove(at)),
            None => differences.push(format!(
                "found, not marked: {} {}:{}:{} (width {width}) {}",
                finding.rule.name, place.path, place.start.line, place.start.column, finding.message.en
            )),
        }
    }
    differences.extend(unmet.iter().map(|expected| format!("marked, not found: {expected:?}")));
    differences
}

fn fixtures() -> Vec<(String, String, String)> {
    let mut fixtures = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let entry = entry.unwrap();
        let rule = entry.file_name().into_string().unwrap();
        if rule == "base" {
            continue;
        }
        for file in fs::read_dir(entry.path()).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            fixtures.push((rule.clone(), name, fs::read_to_string(file.path()).unwrap()));
        }
    }
    fixtures.sort();
    fixtures
}

#[test]
fn the_base_registry_is_clean() {
    let found = differences("The base as it is.\n");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_fixture_finds_what_is_marked_and_nothing_else() {
    let mut failures = Vec::new();
    for (rule, name, text) in fixtures() {
        let found = differences(&text);
        if !found.is_empty() {
            failures.push(format!("tests/rules/{rule}/{name}:\n  {}", found.join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_bad_fixture_marks_its_own_rule_and_every_good_one_nothing() {
    for (rule, name, text) in fixtures() {
        let expected = read(&text).expected;
        if name.starts_with("bad") {
            assert!(expected.iter().any(|expected| expected.rule == rule), "tests/rules/{rule}/{name} marks no {rule}");
        } else {
            assert!(name.starts_with("good"), "tests/rules/{rule}/{name}: fixtures are called bad… or good…");
            assert!(!expected.iter().any(|expected| expected.rule == rule), "tests/rules/{rule}/{name} marks {rule}");
        }
    }
}

#[test]
fn the_table_the_files_and_the_fixtures_agree() {
    let table: BTreeSet<String> = RULES.iter().map(|rule| rule.id.name.to_owned()).collect();
    assert_eq!(table.len(), RULES.len(), "a rule stands twice in the table");
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let files: BTreeSet<String> = fs::read_dir(sources)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().replace('_', "-"))
        .filter(|stem| !["mod", "acceptance", "catalogue"].contains(&stem.as_str()))
        .collect();
    assert_eq!(table, files, "the table and the files of src/rules");
    let folders: BTreeSet<String> = fixtures().into_iter().map(|(rule, ..)| rule).collect();
    assert_eq!(table, folders, "the table and the folders of tests/rules");
}

#[test]
fn every_report_there_is_can_keep_a_clause() {
    let keepers = catalogue::keepers();
    let parts: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
    assert!(parts.iter().all(|part| keepers.contains(part)), "{parts:?}");
    assert!(catalogue::REPORTS.iter().all(|report| parts.contains(report)), "{parts:?}");
}
