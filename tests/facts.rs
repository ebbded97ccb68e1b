//! Who holds which seat, who is recognised, who waits: the facts against the text of the regulation, counted by hand.

use std::path::Path;

use chrono::NaiveDate;
use ttc::calendar::Interval;
use ttc::facts::Facts;
use ttc::facts::recognition::Coverage;
use ttc::load::load;
use ttc::load::tree::{Content, InputFile, read_folder};
use ttc::model::Registry;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn run(from: &str, until: &str) -> Interval {
    Interval { from: day(from), until: (!until.is_empty()).then(|| day(until)) }
}

/// The base registry of the rules' fixtures, with files laid over it.
fn registry(files: &[(&str, String)]) -> Registry {
    let mut input = read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/base")).unwrap();
    for (path, text) in files {
        input.retain(|file| file.path != *path);
        input.push(InputFile { path: (*path).to_owned(), content: Content::Bytes(text.clone().into_bytes()) });
    }
    input.sort_by(|one, two| one.path.cmp(&two.path));
    let loaded = load(input);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.registry
}

fn facts<'r>(registry: &'r Registry, as_of: &str) -> Facts<'r> {
    Facts::new(registry, day(as_of), day(as_of))
}

/// An officers file; each line is an officer's id, unit, seat and days, with more fields after them.
fn officers(lines: &[(&str, &str, &str, &str, &str)]) -> String {
    let mut file = "officers:\n".to_owned();
    for (id, unit, seat, days, more) in lines {
        let (from, until) = days.split_once("..").unwrap();
        let until = if until.is_empty() { String::new() } else { format!(", until: {until}") };
        file += &format!(
            "  - {{id: {id}, name: Danh Văn Tư, unit: {unit}, seat: {seat}, position: Chuyên viên, employment: cadre, \
             from: {from}{until}{more}}}\n"
        );
    }
    file
}

fn decision(number: &str, date: &str, by: &str, more: &str) -> String {
    format!(
        "number: {number}/QĐ-UBND\ndate: {date}\nissued_by: {by}\nform: decision\n\
         signed_by: {{as: head, name: Phạm Văn Hùng}}\n{more}\n"
    )
}

/// A third officer of the Provincial Office, in its open seat, with decisions on him.
fn one_more(days: &str, decisions: &[(&str, &str, &str)]) -> Registry {
    let mut files = vec![("officers/moi.yaml", officers(&[("danh-van-tu", "vp-ubnd", "control-officer", days, "")]))];
    let paths = ["decisions/ubnd-tinh/a.yaml", "decisions/ubnd-tinh/b.yaml", "decisions/ubnd-tinh/c.yaml"];
    for ((date, by, more), (number, path)) in decisions.iter().zip((90..).zip(paths)) {
        files.push((path, decision(&number.to_string(), date, by, more)));
    }
    registry(&files)
}

/// The days on which decisions cover that officer, as of the regulation's last day.
fn covered(decisions: &[(&str, &str, &str)]) -> Vec<Interval> {
    let registry = one_more("2024-03-01..", decisions);
    let facts = facts(&registry, "2025-06-30");
    let officer = registry.officer_index("danh-van-tu").unwrap();
    facts.standings[officer].covered.iter().map(|coverage| coverage.days).collect()
}

const RECOGNIZES: &str = "recognizes: [danh-van-tu]";
const ENDS: &str = "ends: [danh-van-tu]";

#[test]
fn a_recognition_covers_from_the_decisions_day_on() {
    assert_eq!(covered(&[("2024-03-05", "ubnd-tinh", RECOGNIZES)]), [run("2024-03-05", "")]);
}

#[test]
fn an_ending_counts_from_its_own_day_on() {
    let decisions = [("2024-03-05", "ubnd-tinh", RECOGNIZES), ("2024-05-01", "ubnd-tinh", ENDS)];
    assert_eq!(covered(&decisions), [run("2024-03-05", "2024-04-30")]);
}

#[test]
fn on_one_date_recognition_beats_ending() {
    let decisions = [("2024-03-05", "ubnd-tinh", RECOGNIZES), ("2024-03-05", "ubnd-tinh", ENDS)];
    assert_eq!(covered(&decisions), [run("2024-03-05", "")]);
}

#[test]
fn an_earlier_ending_ends_nothing_later() {
    let decisions = [("2024-03-01", "ubnd-tinh", ENDS), ("2024-03-05", "ubnd-tinh", RECOGNIZES)];
    assert_eq!(covered(&decisions), [run("2024-03-05", "")]);
}

#[test]
fn another_authority_neither_recognises_nor_ends() {
    assert_eq!(covered(&[("2024-03-05", "huyen-a", RECOGNIZES)]), []);
    let decisions = [("2024-03-05", "ubnd-tinh", RECOGNIZES), ("2024-05-01", "huyen-a", ENDS)];
    assert_eq!(covered(&decisions), [run("2024-03-05", "")]);
}

#[test]
fn a_decision_from_before_the_regulation_counts_if_it_is_what_that_asks() {
    assert_eq!(covered(&[("2023-03-05", "ubnd-tinh", RECOGNIZES)]), [run("2023-03-05", "")]);
    assert_eq!(covered(&[("2023-03-05", "huyen-a", RECOGNIZES)]), []);
}

#[test]
fn what_is_replaced_and_not_repeated_ends() {
    let decisions = [
        ("2024-03-05", "ubnd-tinh", RECOGNIZES),
        ("2024-05-01", "ubnd-tinh", "recognizes: [ly-van-an]\nreplaces: [ubnd-tinh/a]"),
    ];
    assert_eq!(covered(&decisions), [run("2024-03-05", "2024-04-30")]);
}

#[test]
fn what_is_replaced_and_repeated_goes_over_to_the_new_decision() {
    let decisions = [
        ("2024-03-05", "ubnd-tinh", RECOGNIZES),
        ("2024-05-01", "ubnd-tinh", "recognizes: [danh-van-tu]\nreplaces: [ubnd-tinh/a]"),
        ("2024-06-01", "ubnd-tinh", "recognizes: [ly-van-an]\nreplaces: [ubnd-tinh/b]"),
    ];
    assert_eq!(covered(&decisions), [run("2024-03-05", "2024-04-30"), run("2024-05-01", "2024-05-31")]);
}

#[test]
fn a_replacement_ends_only_what_the_replaced_decision_gave() {
    let decisions = [
        ("2024-03-05", "ubnd-tinh", RECOGNIZES),
        ("2024-05-01", "ubnd-tinh", RECOGNIZES),
        ("2024-06-01", "ubnd-tinh", "recognizes: [ly-van-an]\nreplaces: [ubnd-tinh/b]"),
    ];
    assert_eq!(covered(&decisions), [run("2024-03-05", ""), run("2024-05-01", "2024-05-31")]);
}

/// A regulation under which an office recognises the officers of a bureau, and the units it is for.
fn offices(units: &str, decision_by: &str, date: &str) -> Registry {
    let regulation = "number: 2/QĐ-UBND\nissued: 2024-01-01\ntitle: {vi: Quy chế, en: Regulation}\n\
                      in_force: {from: 2024-01-01}\napplies_to: tinh-c\nkinds:\n  \
                      - {id: province, name: {vi: Tỉnh, en: Province}}\n  \
                      - {id: office, name: {vi: Văn phòng, en: Office}}\n  \
                      - id: bureau\n    name: {vi: Phòng, en: Bureau}\n    \
                      seats: [{id: officer, name: {vi: đầu mối, en: officer}}]\n    \
                      recognition: {by: office, clause: \"2\"}\n";
    let units = format!(
        "units:\n  - {{id: tinh-c, kind: province, name: Tỉnh C}}\n{units}  \
         - {{id: phong-d, kind: bureau, parent: tinh-c, name: Phòng D, from: 2024-06-01}}\n  \
         - {{id: vp-phong-d, kind: office, parent: phong-d, name: Văn phòng Phòng D, from: 2024-06-01}}\n"
    );
    registry(&[
        ("regulations/b.yaml", regulation.to_owned()),
        ("units/tinh-c.yaml", units),
        ("officers/c.yaml", officers(&[("danh-van-tu", "phong-d", "officer", "2024-06-01..", "")])),
        ("decisions/tinh-c/a.yaml", decision("90", date, decision_by, RECOGNIZES)),
    ])
}

const OLD_AND_NEW_OFFICE: &str = "  - {id: vp-cu, kind: office, parent: tinh-c, name: Văn phòng Cũ, until: 2024-05-31}
  - {id: vp-moi, kind: office, parent: tinh-c, name: Văn phòng Mới, from: 2024-06-01}
";

fn is_recognized(registry: &Registry) -> bool {
    let officer = registry.officer_index("danh-van-tu").unwrap();
    facts(registry, "2024-06-30").standings[officer].recognized_by(day("2024-06-30")).is_some()
}

/// The bureau is there from 01/06/2024 on, and so is the office above it: who stood there before has no say.
#[test]
fn a_decision_from_before_its_unit_counts_if_whoever_stands_above_on_the_units_first_day_issued_it() {
    for (date, by, counts) in [
        ("2024-05-28", "vp-moi", true),
        ("2024-05-28", "vp-cu", false),
        ("2023-05-28", "vp-moi", true),
        ("2024-06-01", "vp-moi", true),
        ("2024-06-01", "vp-cu", false),
    ] {
        assert_eq!(is_recognized(&offices(OLD_AND_NEW_OFFICE, by, date)), counts, "{date} {by}");
    }
}

#[test]
fn the_nearest_unit_of_a_kind_stands_above_or_beside_and_never_below() {
    let authority = |registry: &Registry| {
        let facts = facts(registry, "2024-06-30");
        let asked = facts.asked_on(registry.unit_index("phong-d").unwrap(), day("2024-06-30")).unwrap();
        asked.authority.map(|authority| registry.units[authority].id.to_string())
    };
    let beside = offices(OLD_AND_NEW_OFFICE, "vp-phong-d", "2024-06-03");
    assert_eq!(authority(&beside).as_deref(), Some("vp-moi"));
    assert!(!is_recognized(&beside));
    let none = offices("", "vp-phong-d", "2024-06-03");
    assert_eq!(authority(&none), None);
    assert!(!is_recognized(&none));
}

#[test]
fn decisions_after_the_day_judged_are_not_known() {
    let registry =
        one_more("2024-03-01..", &[("2024-03-05", "ubnd-tinh", RECOGNIZES), ("2024-05-01", "ubnd-tinh", ENDS)]);
    let officer = registry.officer_index("danh-van-tu").unwrap();
    let as_of = |day: &str| facts(&registry, day).standings[officer].clone();
    assert_eq!(as_of("2024-03-04").covered, []);
    let decision = registry.decision_index("ubnd-tinh/a").unwrap();
    let open = [Coverage { days: run("2024-03-05", ""), decision, ended_by: None }];
    assert_eq!(as_of("2024-04-30").covered, open);
    assert_eq!(as_of("2024-05-01").recognized_by(day("2024-05-01")), None);
}

#[test]
fn waiting_counts_both_its_first_day_and_the_day_judged() {
    let registry = one_more("2024-06-01..", &[]);
    let facts = facts(&registry, "2024-06-30");
    let waiting: Vec<_> = facts.awaiting().map(|awaiting| (&*awaiting.officer.id, awaiting.days)).collect();
    assert_eq!(waiting, [("danh-van-tu", 30)]);
}

#[test]
fn waiting_begins_with_the_regulation_at_the_earliest() {
    let registry = one_more("2023-06-01..", &[]);
    let facts = facts(&registry, "2024-03-01");
    // 22 to 29 February 2024 and 1 March.
    let waiting: Vec<_> = facts.awaiting().map(|awaiting| (awaiting.since, awaiting.days)).collect();
    assert_eq!(waiting, [(day("2024-02-22"), 9)]);
}

#[test]
fn records_of_one_person_in_one_seat_are_one_run_whichever_of_them_says_so() {
    let of = |first: &str, second: &str| {
        let registry = registry(&[(
            "officers/moi.yaml",
            officers(&[
                ("tu-mot", "vp-ubnd", "control-officer", "2024-04-01..2024-05-31", first),
                ("tu-hai", "vp-ubnd", "control-officer", "2024-06-01..", second),
            ]),
        )]);
        let facts = facts(&registry, "2024-06-30");
        facts.awaiting().map(|awaiting| awaiting.since).collect::<Vec<_>>()
    };
    assert_eq!(of("", ""), [day("2024-06-01")]);
    for (first, second) in
        [("", ", person: tu-mot"), (", person: tu-hai", ""), (", person: ong-tu", ", person: ong-tu")]
    {
        assert_eq!(of(first, second), [day("2024-04-01")], "{first} {second}");
    }
}

#[test]
fn a_vacancy_is_one_run_whoever_comes_and_goes_beside_it() {
    let regulation = |number: &str, from: &str, until: &str, count: &str| {
        let until = if until.is_empty() { String::new() } else { format!(", until: {until}") };
        format!(
            "number: {number}/QĐ-UBND\nissued: {from}\ntitle: {{vi: Quy chế, en: Regulation}}\n\
             in_force: {{from: {from}{until}}}\napplies_to: tinh-c\nkinds:\n  \
             - {{id: province, name: {{vi: Tỉnh, en: Province}}}}\n  \
             - id: bureau\n    name: {{vi: Phòng, en: Bureau}}\n    \
             seats: [{{id: officer, name: {{vi: đầu mối, en: officer}}, count: {count}}}]\n"
        )
    };
    let units = "units:\n  - {id: tinh-c, kind: province, name: Tỉnh C}\n  \
                 - {id: phong-d, kind: bureau, parent: tinh-c, name: Phòng D, until: 2024-12-31}\n";
    let registry = registry(&[
        ("regulations/b.yaml", regulation("2", "2024-01-01", "2024-06-30", "{min: 2, max: 3}")),
        ("regulations/c.yaml", regulation("3", "2024-07-01", "", "{min: 2}")),
        ("units/tinh-c.yaml", units.to_owned()),
        (
            "officers/c.yaml",
            officers(&[
                ("tu-mot", "phong-d", "officer", "2023-01-01..2024-04-30", ""),
                ("tu-hai", "phong-d", "officer", "2024-02-01..2024-03-31", ""),
                ("tu-ba", "phong-d", "officer", "2024-05-01..", ""),
                ("tu-bon", "phong-d", "officer", "2024-08-01..", ""),
                ("tu-nam", "phong-d", "officer", "2024-09-01..", ""),
                ("tu-sau", "phong-d", "officer", "2024-09-01..", ""),
            ]),
        ),
    ]);
    let facts = facts(&registry, "2024-12-31");
    let seat = facts.seat_history(registry.unit_index("phong-d").unwrap(), "officer").unwrap();
    // One in January, two in February and March, one from April to July across the change of regulation.
    assert_eq!(seat.vacant, [run("2024-01-01", "2024-01-31"), run("2024-04-01", "2024-07-31")]);
    // Four from September on, when no maximum is left.
    assert_eq!(seat.overfilled, []);
    assert_eq!(seat.expected_on(&registry, day("2024-01-15")), 2);
    assert_eq!(seat.expected_on(&registry, day("2024-08-15")), 2);
    assert_eq!(seat.expected_on(&registry, day("2024-09-15")), 4);
    assert_eq!(seat.held_on(&registry, day("2024-01-15")), 1);
    // The unit is gone.
    assert_eq!(seat.expected_on(&registry, day("2025-01-01")), 0);
}

#[test]
fn two_people_in_a_seat_of_one_hold_one_seat_and_no_more_is_expected() {
    let registry = registry(&[(
        "officers/moi.yaml",
        officers(&[
            ("tu-mot", "so-y-te", "office-leader", "2024-04-01..2024-05-31", ""),
            ("tu-hai", "vp-ubnd", "control-officer", "2024-04-01..", ""),
        ]),
    )]);
    let facts = facts(&registry, "2024-06-30");
    let seat = |unit: &str, seat: &str| facts.seat_history(registry.unit_index(unit).unwrap(), seat).unwrap();
    let of_one = seat("so-y-te", "office-leader");
    assert_eq!(of_one.overfilled, [run("2024-04-01", "2024-05-31")]);
    for date in ["2024-03-31", "2024-04-01", "2024-05-31", "2024-06-01"] {
        let date = day(date);
        assert_eq!((of_one.expected_on(&registry, date), of_one.held_on(&registry, date)), (1, 1), "{date}");
    }
    // An open seat has no maximum and counts as many as hold it.
    let open = seat("vp-ubnd", "control-officer");
    assert_eq!((open.expected_on(&registry, day("2024-04-01")), open.held_on(&registry, day("2024-04-01"))), (2, 2));
}

/// The seats of the sample province (reading): 168 + n on 22/02/2024, 167 + n from 01/09/2024, 157 + n from
/// 01/03/2025, n being the officers of the Service Centre.
#[test]
fn the_sample_province_has_as_many_seats_as_the_regulation_gives_it() {
    let loaded = load(read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("registry")).unwrap());
    let registry = &loaded.registry;
    for (date, fixed) in [
        ("2024-02-22", 168),
        ("2024-08-31", 168),
        ("2024-09-01", 167),
        ("2025-02-28", 167),
        ("2025-03-01", 157),
        ("2025-06-30", 157),
    ] {
        let date = day(date);
        let open = registry
            .officers
            .iter()
            .filter(|officer| &*officer.seat == "control-officer" && officer.tenure().contains(date));
        let facts = Facts::new(registry, date, date);
        let expected: usize = facts.seats.iter().map(|seat| seat.expected_on(registry, date)).sum();
        assert_eq!(expected, fixed + open.count().max(1), "{date}");
    }
    let after = day("2025-07-01");
    let facts = Facts::new(registry, after, after);
    assert_eq!(facts.seats.iter().map(|seat| seat.expected_on(registry, after)).sum::<usize>(), 0);
    assert_eq!(facts.awaiting().count(), 0);
    assert!(facts.papers.is_empty());
}
