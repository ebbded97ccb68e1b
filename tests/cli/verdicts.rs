//! Verdicts on small registries of other offices, worked out by hand beside each: what `validate`, `report` and `deadlines` say
//! of one thing is one answer.

use serde_json::Value;

use crate::workplace::{Run, Workplace};

/// A registry from files that each stand after a line `-- PATH --`, with a manifest.
pub fn registry(files: &[&str]) -> Workplace {
    let place = Workplace::empty();
    place.write("registry/ttc.yaml", "format: 1\nname: Tỉnh thử\n");
    for part in files.iter().flat_map(|text| text.split("-- ")).filter(|part| part.contains(" --\n")) {
        let (path, text) = part.split_once(" --\n").unwrap();
        place.write(&format!("registry/{path}"), text);
    }
    place
}

pub fn of(place: &Workplace, arguments: &[&str]) -> Run {
    let run = place.run(&[&["--registry", "registry", "--lang", "en"], arguments].concat());
    assert!(matches!(run.code, Some(0 | 1)), "{arguments:?}: {run:?}");
    run
}

pub fn json(place: &Workplace, arguments: &[&str]) -> Value {
    let run = of(place, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no JSON: {run:?}"))
}

/// The findings with `--reports` of one rule, by their messages in English.
pub fn found(place: &Workplace, rule: &str, as_of: &str) -> Vec<String> {
    let run = json(place, &["validate", "--reports", "--exit-zero", "--as-of", as_of]);
    let findings = run["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule);
    findings.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect()
}

/// The cells of a section of a document, row by row, in the columns named; words in English.
pub fn cells(document: &Value, section: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let rows = document["sections"][section]["rows"].as_array().unwrap_or_else(|| panic!("no {section}: {document}"));
    let text = |cell: &Value| match cell {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows.iter().map(|row| columns.iter().map(|column| text(&row["cells"][column])).collect()).collect()
}

const CLAUSE: &str = "clauses:\n  - {id: \"7.3\", says: {vi: A, en: A}, kept_by: [report-overdue]}\n";
const HEAD: &str =
    "number: 1/QĐ-UBND\nissued: 2024-01-01\ntitle: {vi: Quy chế thử, en: Test}\nin_force: {from: 2024-01-01}\n";

/// Kinds and units of three tiers; a commune stands straight under the province, beside a district that sets the 10th.
fn three_tiers(tiers: &str) -> Workplace {
    let kinds = "kinds:
  - {id: district, tier: district, name: {vi: Huyện, en: District}}
  - {id: province, tier: province, name: {vi: Tỉnh, en: Province}}
  - id: commune
    tier: commune
    name: {vi: Xã, en: Commune}
    owes: [{report: monthly, to: district, set_by: district, clause: \"7.3\"}]
reports:
  - {id: monthly, every: month, name: {vi: Báo cáo tháng, en: Monthly}}
";
    let units = "-- units/a.yaml --
units:
  - {id: tinh, kind: province, name: Tỉnh thử}
  - id: huyen-a
    kind: district
    parent: tinh
    name: Huyện A
    sets: [{from: 2024-01-01, kind: commune, reports: {monthly: {by: 10}}}]
  - {id: xa-le, kind: commune, parent: tinh, name: Xã Lẻ}
";
    registry(&[&format!("-- regulations/a.yaml --\n{HEAD}{tiers}{kinds}{CLAUSE}"), units])
}

#[test]
fn the_order_of_the_tiers_is_that_of_tiers_and_not_of_the_kinds() {
    let tier = |id: &str| format!("  - {{id: {id}, name: {{vi: Cấp {id}, en: The {id}}}}}\n");
    let from_the_top = format!("tiers:\n{}{}{}", tier("province"), tier("district"), tier("commune"));
    let place = three_tiers(&from_the_top);
    assert_eq!(found(&place, "report-overdue", "2024-06-30"), [] as [&str; 0], "no neighbour sets a date for it");
    // Without `tiers` the kinds are all that says the order, and the first is the top: the district is above the province.
    let place = three_tiers("");
    assert_eq!(found(&place, "report-overdue", "2024-06-30").len(), 6, "due by the 10th of January to June");
}

#[test]
fn a_tier_has_one_line_with_all_its_kinds_wherever_they_stand() {
    let kind = |id: &str, tier: &str| {
        format!(
            "  - {{id: {id}, tier: {tier}, name: {{vi: {id}, en: {id}}}, seats: [{{id: s, name: {{vi: g, en: g}}}}], \
             owes: [{{report: monthly, to: department, by: 20, clause: \"7.3\"}}]}}\n"
        )
    };
    let kinds = format!(
        "kinds:\n{}{}{}",
        kind("department", "province"),
        kind("district", "district"),
        kind("board", "province")
    );
    let reports = "reports:\n  - {id: monthly, every: month, name: {vi: Báo cáo tháng, en: Monthly}}\n";
    let units = "-- units/a.yaml --
units:
  - {id: so-a, kind: department, name: Sở A}
  - {id: huyen-b, kind: district, name: Huyện B}
  - {id: ban-c, kind: board, name: Ban C}
";
    let place = registry(&[&format!("-- regulations/a.yaml --\n{HEAD}{kinds}{reports}{CLAUSE}"), units]);
    let report = json(&place, &["report", "--month", "2024-05", "--as-of", "2024-06-30"]);
    assert_eq!(
        cells(&report, "compliance", &["group", "units", "owed"]),
        [
            ["province", "2", "2"],
            ["department", "1", "1"],
            ["board", "1", "1"],
            ["district", "1", "1"],
            ["Total", "3", "3"]
        ]
    );
}

/// Two provinces in one registry, each with a regulation whose kinds and reports go by the same ids.
fn two_regulations() -> Workplace {
    let regulation = |file: &str, number: &str, root: &str, clause: &str, window: &str, province: &str| {
        format!(
            "-- regulations/{file}.yaml --
number: {number}
issued: 2024-01-01
title: {{vi: Quy chế, en: Regulation}}
in_force: {{from: 2024-01-01}}
applies_to: {root}
kinds:
  - {{id: province, name: {{vi: {province}, en: {province}}}}}
  - {{id: department, name: {{vi: Sở, en: Department}}, owes: [{{report: monthly, to: province, by: 20, clause: \"{clause}\"}}]}}
reports:
  - {{id: monthly, every: month, name: {{vi: Báo cáo tháng, en: Monthly}}, data_window: {window}}}
clauses:
  - {{id: \"{clause}\", says: {{vi: A, en: A}}, kept_by: [report-overdue]}}
"
        )
    };
    let (one, two) = ("{from: \"15 previous\", until: \"14 closing\"}", "{from: \"1 first\", until: \"31 closing\"}");
    let one = regulation("a", "1/QĐ-UBND", "tinh-a", "7.3", one, "Province A");
    let two = regulation("b", "2/QĐ-UBND", "tinh-b", "9.1", two, "Province B");
    let units = "-- units/a.yaml --
units:
  - {id: tinh-a, kind: province, name: Tỉnh A}
  - {id: so-a, kind: department, parent: tinh-a, name: Sở A}
  - {id: so-a2, kind: department, parent: tinh-a, name: Sở A2}
  - {id: tinh-b, kind: province, name: Tỉnh B}
  - {id: so-b, kind: department, parent: tinh-b, name: Sở B}
";
    registry(&[&one, &two, units])
}

#[test]
fn units_of_two_regulations_never_share_a_line() {
    let place = two_regulations();
    let days = ["--from", "2024-06-01", "--to", "2024-06-30", "--as-of", "2024-05-31"];
    let deadlines = json(&place, &[&["deadlines"], &days[..]].concat());
    assert_eq!(
        cells(&deadlines, "deadlines", &["who", "owed", "to", "data", "clause"]),
        [
            ["2 × Department", "2", "Province A", "15/05/2024–14/06/2024", "Article 7.3"],
            ["Sở B", "1", "Province B", "01/06/2024–30/06/2024", "Article 9.1"],
        ]
    );
    let calendar = of(&place, &[&["deadlines", "--format", "ics"], &days[..]].concat()).out;
    let uids: std::collections::BTreeSet<&str> = calendar.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), 2);
    let report =
        json(&place, &["report", "--month", "2024-05", "--as-of", "2024-06-30", "--part", "compliance,ranking"]);
    assert_eq!(
        cells(&report, "compliance", &["group", "units"]),
        [["Department (1/QĐ-UBND)", "2"], ["Department (2/QĐ-UBND)", "1"], ["Total", "3"]]
    );
    assert_eq!(
        cells(&report, "ranking", &["unit", "rank"]),
        [
            ["Department (1/QĐ-UBND)", "null"],
            ["Sở A", "1"],
            ["Sở A2", "1"],
            ["Department (2/QĐ-UBND)", "null"],
            ["Sở B", "1"]
        ]
    );
}

#[test]
fn some_units_of_a_kind_with_more_time_are_an_event_of_their_own() {
    let place = two_regulations();
    let extension =
        |unit: &str, by: &str| format!("  - {{unit: {unit}, period: 2024-06, by: {by}, document: 5/UBND}}\n");
    let lines = format!("extensions:\n{}", extension("so-a2", "2024-06-24"));
    place.write("registry/submissions/2024/a.yaml", lines);
    let days = ["--from", "2024-06-01", "--to", "2024-06-30", "--as-of", "2024-05-31", "--format", "ics"];
    let calendar = of(&place, &[&["deadlines"], &days[..]].concat()).out;
    let uids: Vec<&str> = calendar.lines().filter(|line| line.starts_with("UID:")).collect();
    let distinct: std::collections::BTreeSet<&&str> = uids.iter().collect();
    assert_eq!((uids.len(), distinct.len()), (3, 3));
}

/// A department owes two monthly reports, by the 20th and by `by`.
fn two_reports(by: u8) -> Workplace {
    let rest = format!(
        "kinds:
  - {{id: province, name: {{vi: Tỉnh, en: Province}}}}
  - id: department
    name: {{vi: Sở, en: Department}}
    owes:
      - {{report: bao-cao, to: province, by: 20, clause: \"7.3\"}}
      - {{report: so-lieu, to: province, by: {by}, clause: \"7.3\"}}
reports:
  - {{id: bao-cao, every: month, name: {{vi: Báo cáo, en: Account}}}}
  - {{id: so-lieu, every: month, name: {{vi: Số liệu, en: Figures}}}}
"
    );
    let units = "-- units/a.yaml --
units:
  - {id: tinh, kind: province, name: Tỉnh thử}
  - {id: so-a, kind: department, parent: tinh, name: Sở A}
";
    registry(&[&format!("-- regulations/a.yaml --\n{HEAD}{rest}{CLAUSE}"), units])
}

#[test]
fn what_is_received_later_silences_no_earlier_day() {
    let place = two_reports(20);
    let submission = "{unit: so-a, period: 2024-05, received: 2024-08-01, number: 1/BC, approved: 2024-08-01}";
    place.write("registry/submissions/2024/a.yaml", format!("submissions:\n  - {submission}\n"));
    let verdicts = |as_of: &str| {
        let report = json(&place, &["report", "--month", "2024-05", "--as-of", as_of]);
        cells(&report, "compliance", &["overdue", "not_judged"]).pop().unwrap()
    };
    assert_eq!(verdicts("2024-07-31"), ["2", "0"], "it is not there yet, whatever it is for");
    assert_eq!(verdicts("2024-08-01"), ["0", "2"], "it may be either of the two");
}

#[test]
fn a_record_that_cannot_be_read_but_says_that_it_came_later_silences_no_earlier_day() {
    let place = two_reports(20);
    let submission =
        "{unit: so-a, period: 2024-05, report: bao-cao, received: 2024-08-01, aproved: 2024-08-01, channel: dove}";
    place.write("registry/submissions/2024/a.yaml", format!("submissions:\n  - {submission}\n"));
    let overdue = |as_of: &str| {
        let report = json(&place, &["report", "--month", "2024-05", "--as-of", as_of]);
        cells(&report, "compliance", &["overdue", "not_judged"]).pop().unwrap()
    };
    assert_eq!(overdue("2024-07-31"), ["2", "0"]);
    assert_eq!(overdue("2024-08-01"), ["0", "2"]);
}

/// The waiver lasts from the 22nd to the 31st: the figures, due by the 25th, are excused, the account, due by the 20th, is not.
#[test]
fn a_waiver_of_one_of_two_reports_is_one_answer_everywhere() {
    let place = two_reports(25);
    let waiver = "{rule: report-overdue, unit: so-a, period: 2024-05, from: 2024-05-22, until: 2024-05-31, \
                  document: 9/UBND-VP, reason: thiên tai}";
    place.write("registry/waivers.yaml", format!("waivers:\n  - {waiver}\n"));
    let of_may: Vec<String> =
        found(&place, "report-overdue", "2024-06-15").into_iter().filter(|told| told.contains("May")).collect();
    assert_eq!(of_may, ["Sở A is 26 days overdue with its “Account” for May 2024, due by 20/05/2024"]);
    assert_eq!(found(&place, "waiver-unused", "2024-06-15"), [] as [&str; 0]);
    let report = json(&place, &["report", "--month", "2024-05", "--as-of", "2024-06-15", "--part", "all"]);
    assert_eq!(cells(&report, "compliance", &["overdue", "waived"]).pop().unwrap(), ["1", "1"]);
    assert_eq!(cells(&report, "overdue", &["report", "days", "in_a_row"]), [["May 2024: Account", "26", "5"]]);
    let columns = &report["sections"]["matrix"]["columns"];
    let headings: Vec<&str> = columns.as_array().unwrap().iter().filter_map(|it| it["heading"].as_str()).collect();
    assert_eq!(headings, ["Unit", "M5/24 Account", "M5/24 Figures"]);
}

#[test]
fn a_streak_counts_one_report() {
    let place = two_reports(25);
    let lines: String = ["2024-01", "2024-02", "2024-03"]
        .map(|period| {
            let day = format!("{period}-19");
            format!("  - {{unit: so-a, period: {period}, report: bao-cao, received: {day}, number: 1/BC, approved: {day}}}\n")
        })
        .concat();
    place.write("registry/submissions/2024/a.yaml", format!("submissions:\n{lines}"));
    let report = json(&place, &["report", "--month", "2024-05", "--as-of", "2024-06-15"]);
    assert_eq!(
        cells(&report, "overdue", &["report", "in_a_row"]),
        [["May 2024: Account", "2"], ["May 2024: Figures", "5"]]
    );
}
