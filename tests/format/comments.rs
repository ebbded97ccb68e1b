//! A comment put at every place where YAML allows one, in files of every type: `fmt` and `record` keep it, whatever they
//! make of the lines around it.

use proptest::prelude::*;
use ttc::edit::format::format;
use ttc::edit::{Draft, NewRecord};
use ttc::load::tree::{Content, InputFile};
use ttc::load::{Loaded, load, yaml};
use ttc::model::{Officer, Submission};
use ttc::source::{FileId, Place};

use crate::readers::{self, assert_read_alike};
use crate::{FILES, said};

/// A file of each type, with everything that registries write and every way to write it.
pub const TEXTS: &[(&str, &str)] = &[
    (
        "officers/o.yaml",
        "# head\n\nofficers:\n  - id: a\n    name: \"Lê #A\"\n    unit: u\n    position: >-\n      Phó Chánh Văn phòng,\n      # 1 phụ trách\n    in_charge_of:\n      - one-stop\n      - x\n    from: 2024-03-01\n    until:\n    note: |\n      x # y\n\n       z\n    nomination:\n      date: 2024-01-01\n      number: 1/DS\n      approved: 2024-01-02\n  - {id: b, name: 'Lê # B', in_charge_of: [one-stop, x], nomination: {number: 2/DS}, until: }\n  -\n    name: C\n      d\n    id: c\n    in_charge_of: []\n    phone: \"0123\n      456\"\n",
    ),
    ("officers/none.yaml", "officers: []\n"),
    ("officers/below.yaml", "officers:\n  []\n"),
    ("officers/void.yaml", "officers:\n"),
    ("officers/blank.yaml", "# nothing yet\n"),
    (
        "submissions/2024/x.yaml",
        "submissions:\n- {unit: u, received: 2024-06-20, period: 2024-06}\n- unit: v\n  period: 2024-06\n  reason: thiếu biểu, sai số\nextensions:\n  - {unit: u,\n     by: 2024-06-20,\n     document: a#b}\n\nrequests:\n  - id: r\n    by: 2024-06-20\n",
    ),
    (
        "units/u.yaml",
        "units:\n  - id: u\n    name: Huyện A\n    kind: district\n    former_names:\n      - {name: B, until: 2023-01-01}\n      - name: C\n        until: 2020-01-01\n    sets:\n      - {from: 2024-01-01, kind: commune, reports: {monthly: {by: 18}, yearly: {by: 1, month: next}}}\n      - reports:\n          monthly:\n            by: 18\n        kind: commune\n        from: 2024-02-01\n    code: \"01\"\n",
    ),
    (
        "decisions/u/2024-01-01-1.yaml",
        "ends: [a]\nrecognizes:\n- b\n- c\ncopies: [{sent: 2024-01-02, to: u}]\nsigned_by:\n  name: A\n  as: head\nproposal: {number: 1/TTr,\n  by: u}\nnumber: 1/QĐ\n",
    ),
    (
        "waivers.yaml",
        "waivers:\n  - rule: seat-vacant\n    about: [u, x]\n    reason: 'một\n\n      hai'\n    until: 2024-12-31\n",
    ),
    (
        "calendar/2024.yaml",
        "holidays:\n  - {date: 2024-01-01, name: Tết Dương lịch}\n  - from: 2024-02-08\n    until: 2024-02-14\n    name: Tết\nworked:\n  - {date: 2024-05-04}\n",
    ),
    (
        "regulations/r.yaml",
        "number: 1/QĐ\ntitle:\n  vi: A\n  en: B\nkinds:\n  - id: district\n    name: {vi: C, en: D}\n    seats:\n      - id: s\n        positions: [Chủ tịch,\n          Phó Chủ tịch]\n        open: true\n    owes:\n      - {report: monthly, before: 22}\n      -\n        report: yearly\n        by: 19\nclauses:\n  - {id: \"7.3\", vi: 'x: y', kept_by: []}\n",
    ),
    ("ttc.yaml", "---\nformat: 1\nname: Tỉnh Thử\nsettings:\n  due_soon_days: 5\nemail_domains:\n  - x.example\n...\n"),
];

const NOTE: &str = "# ghi chú: [x, {y}] \"z\" 'w'";

/// Every place at which a comment could stand, and how: in the rest of a line, on a line of its own at any depth, and
/// between two words of a line, what follows it standing on the next line.
fn candidates(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end_matches(['\n', '\r']);
        let depth = shown.len() - shown.trim_start().len();
        for depth in [0, depth, depth + 1, depth + 2, depth + 5] {
            found.push((start, format!("{:depth$}{NOTE}\n", "")));
        }
        found.push((start, format!("\t{NOTE}\n")));
        found.push((start, format!("\n{:depth$}{NOTE}\n\n", "")));
        found.extend([" ", "   ", "\t"].map(|gap| (start + shown.len(), format!("{gap}{NOTE}"))));
        for (at, letter) in shown.char_indices().filter(|(at, _)| *at > 0) {
            let before = shown[..at].chars().next_back().unwrap();
            if ":,-[]{}?|> \"'".contains(letter) || ":,-[]{}?|>\"'".contains(before) {
                for depth in [depth + 2, depth + 4, depth + 9] {
                    found.push((start + at, format!(" {NOTE}\n{:depth$}", "")));
                }
            }
        }
        start += line.len();
    }
    found.extend([NOTE.to_owned(), format!("{NOTE}\n"), format!("  {NOTE}\n")].map(|note| (text.len(), note)));
    found
}

/// Whether a text can be read and says the same as another.
fn says_the_same(text: &str, other: &str) -> bool {
    let parsed = yaml::parse(FileId(0), text);
    let tree = |text| yaml::tree(text).map(|tree| said(&tree));
    parsed.told.into_faults(Place::file(FileId(0))).is_empty() && tree(text) == tree(other)
}

/// The text with a comment at each place that allows one.
pub fn commented(text: &str) -> Vec<String> {
    let put = |(at, note): (usize, String)| format!("{}{note}{}", &text[..at], &text[at..]);
    candidates(text).into_iter().map(put).filter(|commented| says_the_same(commented, text)).collect()
}

/// How often the note stands in a text that says the same without it.
fn notes(text: &str) -> usize {
    text.matches(NOTE).count()
}

fn assert_formatted(path: &str, text: &str, count: usize) {
    let formatted = format(path, text).unwrap_or_else(|refusal| panic!("{refusal:?}:\n{text}"));
    assert_eq!(notes(&formatted), count, "{text}\n----\n{formatted}");
    assert!(says_the_same(&formatted, text), "{text}\n----\n{formatted}");
    assert_eq!(format(path, &formatted).as_deref(), Ok(&*formatted), "{text}\n----\n{formatted}");
    assert_read_alike(&formatted);
}

#[test]
fn fmt_keeps_a_comment_wherever_yaml_allows_one() {
    let mut places = 0;
    for (path, text) in TEXTS {
        for commented in commented(text) {
            assert_formatted(path, &commented, 1);
            assert_formatted(path, &format!("\u{feff}{}", commented.replace('\n', "\r\n")), 1);
            places += 1;
        }
    }
    assert!(places > 1_500, "{places}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn fmt_keeps_every_one_of_many_comments(file in any::<usize>(), put in proptest::collection::vec(any::<usize>(), 1..16)) {
        let all: Vec<(&str, &str)> =
            TEXTS.iter().copied().chain(FILES.iter().map(|(path, text)| (path.as_str(), text.as_str()))).collect();
        let (path, original) = all[file % all.len()];
        let (mut text, mut count) = (original.to_owned(), 0);
        for choice in put {
            let candidates = candidates(&text);
            let (at, note) = &candidates[choice % candidates.len()];
            let commented = format!("{}{note}{}", &text[..*at], &text[*at..]);
            if says_the_same(&commented, &text) {
                (text, count) = (commented, count + 1);
            }
        }
        assert_formatted(path, &text, count);
    }
}

const UNITS: &str = "units:\n  - {id: u, kind: k, name: U}\n";
const OFFICERS: &str = "officers:\n  - id: a\n    name: Lê A\n    unit: u\n    seat: s\n    position: >-\n      Phó Chánh\n      Văn phòng\n    employment: cadre\n    in_charge_of:\n      - one-stop\n      - x\n    from: 2024-03-01\n    email: a@x.example\n    phone: \"0123\"\n    nomination: {number: 1/DS, date: 2024-02-01}\n  - {id: b, name: 'Lê B', unit: u, seat: s, position: P, employment: cadre, in_charge_of: [x], from: 2024-03-01, email: b@x.example, nomination: {number: 2/DS, date: 2024-02-01}}\n";

fn loaded(path: &str, text: &str) -> Loaded {
    let file =
        |path: &str, text: &str| InputFile { path: path.to_owned(), content: Content::Bytes(text.as_bytes().to_vec()) };
    load(vec![file("units/u.yaml", UNITS), file(path, text)])
}

/// What becomes of a file by a change; every note of it is still there.
fn assert_changed(path: &str, text: &str, count: usize, change: &dyn Fn(&mut Draft<'_>, &Loaded)) {
    let loaded = loaded(path, text);
    let mut draft = Draft::of(&loaded);
    change(&mut draft, &loaded);
    let change = draft.finish().unwrap_or_else(|refusal| panic!("{}:\n{text}", refusal.en));
    let after = &change.files[0].after;
    assert_eq!(notes(after), count, "{text}\n----\n{after}");
    // What was there before is as it was, be it a tab that others stumble over.
    if readers::read(text).is_ok() {
        assert_read_alike(after);
    }
}

type OfOfficer = fn(&mut Draft<'_>, &Officer);

const CHANGES: &[OfOfficer] = &[
    |draft, officer| draft.set(&officer.place, "name", "Lê Á"),
    |draft, officer| draft.set(&officer.place, "position", "Chánh Văn phòng: một"),
    |draft, officer| draft.set(&officer.place, "until", "2024-06-30"),
    |draft, officer| draft.set(&officer.place, "in_charge_of", vec!["one-stop"]),
    |draft, officer| draft.set(&officer.place, "note", "=x"),
    |draft, officer| draft.set(&officer.place.field("nomination"), "approved", "2024-02-02"),
    |draft, officer| draft.set(&officer.place.field("nomination"), "number", "3/DS"),
    |draft, officer| draft.remove(&officer.place, "id"),
    |draft, officer| draft.remove(&officer.place, "position"),
    |draft, officer| draft.remove(&officer.place, "in_charge_of"),
    |draft, officer| draft.remove(&officer.place, "nomination"),
    |draft, officer| {
        draft.remove(&officer.place, "email");
        draft.remove(&officer.place, "phone");
        draft.set(&officer.place, "experience_since", "2010-01-01");
    },
];

#[test]
fn record_keeps_a_comment_wherever_yaml_allows_one() {
    let mut places = 0;
    for text in commented(OFFICERS) {
        for change in CHANGES {
            for at in 0..2 {
                assert_changed("officers/o.yaml", &text, 1, &|draft, loaded| {
                    change(draft, &loaded.registry.officers[at])
                });
            }
        }
        assert_changed("officers/o.yaml", &text, 1, &|draft, _| {
            draft.append("officers/o.yaml", "officers", NewRecord::of::<Officer>().with("id", "c").with("name", "C"));
        });
        places += 1;
    }
    assert!(places > 200, "{places}");
}

#[test]
fn a_list_that_is_begun_or_continued_keeps_a_comment_wherever_yaml_allows_one() {
    for text in [
        "submissions: []\n",
        "submissions:\n  []\n",
        "submissions:\n",
        "",
        "submissions: [{unit: u}]\n",
        "submissions:\n- unit: u\n  period: 2024-06\n",
        "requests:\n  - {id: r, by: 2024-06-20}\nextensions:\n  - {unit: u, by: 2024-06-20}\n",
        "submissions:\n  - {unit: u, period: 2024-05}\n\n  - {unit: v, period: 2024-05}",
    ] {
        for text in commented(text) {
            let count = notes(&text);
            for list in ["requests", "submissions", "extensions"] {
                assert_changed("submissions/2024/x.yaml", &text, count, &|draft, _| {
                    let record = NewRecord::of::<Submission>().with("unit", "u").with("period", "2024-06");
                    draft.append("submissions/2024/x.yaml", list, record);
                });
            }
        }
    }
}
