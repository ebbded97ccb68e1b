//! What can be read and is against the regulation. Each row is a value of the sample changed, or a field taken away,
//! with the rule that must say so and the field at which it must stand; worked out from the regulation, not from the
//! program.

use ttc::load::yaml;
use ttc::record::tree::{Node, Value};

use crate::sample::{Mutation, end_of, has, hold, paths, record_at, text_of};

/// A field's way from its record: keys and positions with dots between.
type Field = &'static str;

/// A change to a record, the rule, the field where the finding stands, and the rules that find what follows for others.
type Row = (Field, Change, &'static str, At, &'static [&'static str]);

enum Change {
    /// Another value.
    To(&'static str),
    /// The field is taken away, or the item of its list.
    Gone,
}

enum At {
    /// The value changed.
    There,
    /// Another field of the record.
    Field(Field),
    /// A field of another record: its file, list, id and field.
    Other(&'static str, &'static str, &'static str, Field),
    /// The record: its id, else its first field.
    Record,
}

use At::{Record, There};
use Change::{Gone, To};

/// The value at a field's way.
fn value_at<'n>(record: &'n Node, field: &str) -> &'n Node {
    field.split('.').fold(record, |node, step| match &node.value {
        Value::List(items) => &items[step.parse::<usize>().expect("a position in a list")],
        _ => node.get(step).unwrap_or_else(|| panic!("{field} is not in the record")),
    })
}

/// The byte where a record begins for a finding: its id, else its first field.
fn beginning(record: &Node) -> usize {
    let Value::Map(entries) = &record.value else { panic!("a record is a map") };
    let id = entries.iter().find(|entry| entry.key == "id");
    id.map_or(entries[0].key_span.start, |id| id.value.span.start)
}

/// The byte where a finding on a value stands.
fn place_of(value: &Node) -> usize {
    if let Value::Map(_) = value.value { beginning(value) } else { value.span.start }
}

/// The text without a field; its line goes with it where it has one of its own.
fn without(record: &Node, field: &str, text: &str) -> (usize, usize) {
    let (above, last) = field.rsplit_once('.').map_or((record, field), |(above, last)| (value_at(record, above), last));
    let (start, end) = match &above.value {
        Value::List(items) => {
            let at: usize = last.parse().unwrap();
            let dash = text[..items[at].span.start].rfind('-').unwrap();
            (dash, end_of(&items[at], text))
        }
        Value::Map(entries) => {
            let entry = entries.iter().find(|entry| entry.key == last).unwrap();
            (entry.key_span.start, end_of(&entry.value, text))
        }
        _ => panic!("{field} stands in nothing"),
    };
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    if text[line..start].trim().is_empty() && text[end..].starts_with('\n') {
        return (line, end + 1);
    }
    match text[end..].strip_prefix(", ") {
        Some(_) => (start, end + 2),
        None => (text[..start].trim_end_matches([' ', ',']).len(), end),
    }
}

fn mutation(path: &str, record: &Node, text: &str, row: &Row) -> Mutation {
    let (field, change, rule, at, follows) = row;
    let (start, end, new) = match change {
        To(new) => {
            let value = value_at(record, field);
            (value.span.start, end_of(value, text), *new)
        }
        Gone => {
            let (start, end) = without(record, field, text);
            (start, end, "")
        }
    };
    let shown = if let To(new) = change { format!("{field} = {new}") } else { format!("{field} taken away") };
    let text_after = format!("{}{new}{}", &text[..start], &text[end..]);
    let moved = |place: usize| if place > start { place + new.len() - (end - start) } else { place };
    let (expected_in, at) = match at {
        There => (path, start),
        At::Field(other) => (path, moved(place_of(value_at(record, other)))),
        Record => (path, moved(beginning(record))),
        At::Other(file, list, id, field) => {
            let text = if *file == path { text_after.clone() } else { text_of(file) };
            let tree = yaml::tree(&text).unwrap();
            (*file, place_of(value_at(record_at(&tree, list, has("id", id)), field)))
        }
    };
    Mutation {
        what: shown,
        path: path.to_owned(),
        text: text_after,
        rule,
        expected_in: expected_in.to_owned(),
        at,
        follows,
    }
}

fn hold_rows(path: &str, list: &str, pick: impl Fn(&Node) -> bool, rows: &[Row]) {
    let text = text_of(path);
    let tree = yaml::tree(&text).unwrap();
    let record = if list.is_empty() { &tree } else { record_at(&tree, list, pick) };
    hold(&rows.iter().map(|row| mutation(path, record, &text, row)).collect::<Vec<_>>());
}

#[test]
fn a_district() {
    hold_rows(
        "units/ke-sach.yaml",
        "units",
        has("id", "huyen-ke-sach"),
        &[
            ("email", To("huyenkesach@gmail.com"), "unofficial-email", There, &[]),
            ("head.name", To("tăng tiểu muội"), "misspelt-name", There, &[]),
            ("sets.0.reports.monthly.by", To("0"), "impossible-deadline", There, &[]),
            // Its own reports are due before the 22nd.
            ("sets.1.reports.monthly.by", To("22"), "deadline-after-own", At::Field("sets.1.reports.monthly"), &[]),
        ],
    );
}

#[test]
fn a_commune() {
    hold_rows(
        "units/ke-sach.yaml",
        "units",
        has("id", "thi-tran-an-lac-thon"),
        &[
            ("kind", To("khong-co"), "unknown-reference", There, &[]),
            ("parent", To("thi-tran-an-lac-thon"), "parent-cycle", There, &[]),
            ("parent", Gone, "parent-missing", Record, &[]),
            ("name", To("Thị trấn Kế Sách"), "duplicate-unit-name", There, &[]),
            ("code", To("\"31528\""), "duplicate-code", There, &[]),
            ("code", To("01531"), "unquoted-code", There, &[]),
            // The district goes on until 30/06/2025 and no longer.
            ("until", To("2025-12-31"), "parent-lifetime", There, &[]),
        ],
    );
}

#[test]
fn a_department_that_was_merged() {
    hold_rows(
        "units/province.yaml",
        "units",
        has("id", "so-ke-hoach-dau-tu"),
        &[
            ("successor", To("so-ke-hoach-dau-tu"), "successor-mismatch", There, &[]),
            ("successor", To("khong-co"), "unknown-reference", There, &[]),
        ],
    );
}

#[test]
fn a_commune_that_was_merged() {
    hold_rows(
        "units/soc-trang.yaml",
        "units",
        |node| node.get("successor").is_some(),
        &[("successor", Gone, "successor-missing", At::Field("until"), &[])],
    );
}

#[test]
fn an_officer_of_a_district() {
    hold_rows(
        "officers/ke-sach.yaml",
        "officers",
        has("id", "le-thi-huong"),
        &[
            ("name", To("LÊ THỊ HƯƠNG"), "misspelt-name", There, &[]),
            ("seat", To("khong-co"), "seat-unknown", There, &[]),
            ("position", To("Trưởng phòng Tư pháp"), "position-not-eligible", There, &[]),
            ("employment", To("civil-servant"), "employment-not-eligible", There, &[]),
            ("email", To("huong@gmail.com"), "unofficial-email", There, &[]),
            ("email", Gone, "missing-email", Record, &[]),
            // Drawn up on 17/03/2023.
            ("nomination.approved", To("2023-03-16"), "dates-reversed", There, &[]),
        ],
    );
}

#[test]
fn an_officer_recognised_under_the_regulation() {
    hold_rows(
        "officers/ke-sach.yaml",
        "officers",
        has("id", "huynh-thu-dao"),
        &[
            ("nomination", Gone, "nomination-missing", Record, &[]),
            ("nomination.approved", Gone, "nomination-not-approved", At::Field("nomination"), &[]),
            // The proposal is of 28/03/2024.
            ("nomination.approved", To("2024-03-29"), "nomination-after-proposal", There, &[]),
        ],
    );
}

#[test]
fn the_officer_in_charge_of_the_one_stop_section() {
    hold_rows(
        "officers/ke-sach.yaml",
        "officers",
        has("id", "doan-hoang-tuan"),
        &[
            ("in_charge_of", Gone, "charge-missing", Record, &[]),
            ("in_charge_of.0", To("van-thu"), "charge-missing", At::Field("in_charge_of"), &[]),
            ("employment", To("cadre"), "employment-not-eligible", There, &[]),
        ],
    );
}

#[test]
fn an_officer_who_left() {
    hold_rows(
        "officers/ke-sach.yaml",
        "officers",
        has("id", "chau-chanh-phia"),
        &[
            ("until", To("2020-01-01"), "dates-reversed", There, &[]),
            // In the seat of one beside the successor, until the decision that ends the recognition and after.
            (
                "until",
                Gone,
                "seat-overfilled",
                At::Other("officers/ke-sach.yaml", "officers", "huynh-thu-dao", "from"),
                &["recognition-overdue"],
            ),
        ],
    );
}

#[test]
fn a_decision() {
    let path = paths().find(|path| path.starts_with("decisions/huyen-ke-sach/2024-04-02")).unwrap();
    hold_rows(
        path,
        "",
        |_| true,
        &[
            ("number", To("1024"), "decision-number-malformed", There, &[]),
            ("number", To("1024/TB-UBND"), "decision-number-malformed", There, &[]),
            ("date", To("2024-03-27"), "proposal-after-decision", At::Field("proposal.date"), &[]),
            (
                "issued_by",
                To("ubnd-tinh"),
                "recognition-wrong-authority",
                There,
                &["recognition-overdue", "departed-still-recognized", "ending-without-effect"],
            ),
            ("form", To("notice"), "recognition-wrong-form", There, &["recognition-overdue"]),
            ("signed_by.as", To("for-committee"), "signed-for-committee", There, &[]),
            ("signed_by.name", To("đặng đức trí"), "misspelt-name", There, &[]),
            ("proposal", Gone, "proposal-missing", Record, &[]),
            ("proposal.by", To("huyen-my-tu"), "proposal-wrong-body", There, &[]),
            ("proposal.date", To("2024-04-03"), "proposal-after-decision", There, &[]),
            ("recognizes.0", To("pham-van-khong-co"), "unknown-reference", There, &[]),
            (
                "recognizes.0",
                Gone,
                "recognition-overdue",
                At::Other("officers/ke-sach.yaml", "officers", "huynh-thu-dao", "id"),
                &[],
            ),
            ("ends.0", To("pham-van-khong-co"), "unknown-reference", There, &[]),
            (
                "ends.0",
                Gone,
                "departed-still-recognized",
                At::Other("officers/ke-sach.yaml", "officers", "chau-chanh-phia", "until"),
                &[],
            ),
            ("copies", Gone, "copies-missing", Record, &[]),
            // The Provincial Office, and the units concerned.
            ("copies.0.to", To("xa-trinh-phu"), "copies-missing", At::Field("copies"), &[]),
            ("copies.2.to", To("xa-trinh-phu"), "copies-missing", At::Field("copies"), &[]),
            ("copies.0.sent", To("2024-04-01"), "dates-reversed", There, &[]),
        ],
    );
}

#[test]
fn a_submission() {
    hold_rows(
        "submissions/2024/2024-06.yaml",
        "submissions",
        has("unit", "thanh-tra"),
        &[
            ("unit", To("vp-ubnd"), "owes-nothing", There, &[]),
            ("period", To("2024-H1"), "impossible-period", There, &[]),
            ("period", To("2024-05"), "accepted-twice", There, &[]),
            ("period", To("2024-09"), "received-before-period", At::Field("received"), &[]),
            ("received", To("2024-05-01"), "received-before-period", There, &["dates-reversed"]),
            ("received", To("2025-01-05"), "received-in-future", There, &[]),
            ("approved", Gone, "head-approval-missing", At::Field("unit"), &[]),
            ("approved", To("2024-06-15"), "dates-reversed", There, &[]),
        ],
    );
}

#[test]
fn a_submission_that_was_returned() {
    hold_rows(
        "submissions/2024/2024-Q2.yaml",
        "submissions",
        |node| node.get("returned").is_some(),
        &[("returned", To("2024-06-01"), "dates-reversed", There, &[])],
    );
}

#[test]
fn an_extension() {
    hold_rows(
        "submissions/2024/2024-06.yaml",
        "extensions",
        |_| true,
        &[
            ("unit", To("vp-ubnd"), "owes-nothing", There, &[]),
            ("period", To("2024-H1"), "impossible-period", There, &[]),
            ("by", To("2024-06-21"), "extension-without-effect", There, &[]),
        ],
    );
}

#[test]
fn a_request() {
    hold_rows(
        "submissions/2024/2024-05.yaml",
        "requests",
        |_| true,
        &[
            ("by", To("2024-05-01"), "dates-reversed", There, &[]),
            ("kinds.0", To("khong-co"), "unknown-reference", There, &[]),
        ],
    );
}

#[test]
fn a_waiver() {
    hold_rows(
        "waivers.yaml",
        "waivers",
        |_| true,
        &[
            ("rule", To("seat-vacnt"), "waiver-unknown-rule", There, &["seat-vacant"]),
            ("seat", To("unit-leader"), "waiver-unused", At::Field("rule"), &["seat-vacant"]),
            ("until", To("2024-06-30"), "waiver-expired", There, &["seat-vacant"]),
            ("from", To("2024-01-01"), "waiver-too-long", At::Field("until"), &[]),
            ("document", Gone, "waiver-without-document", Record, &[]),
        ],
    );
}
