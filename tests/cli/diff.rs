//! `ttc diff`: what changed from one revision to another, or to the folder as it is. Every expectation is worked out by
//! hand from the base registry: two officers of Sở Y tế, two of Huyện A, one of Xã B, all recognised on 20/02/2024.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::workplace::{DAY, Run, Workplace};

const HEALTH: &str = "registry/officers/so-y-te.yaml";
const DISTRICT: &str = "registry/officers/huyen-a.yaml";
const COMMUNE: &str = "registry/officers/xa-b.yaml";
const UNITS: &str = "registry/units/huyen-a.yaml";
const JUNE: &str = "registry/submissions/2024/2024-06.yaml";

/// The base registry, committed.
fn committed() -> Workplace {
    let place = Workplace::with_base();
    place.commit();
    place
}

fn append(place: &Workplace, path: &str, more: &str) {
    place.write(path, place.read(path) + more);
}

/// Writes the last day into the record with this address.
fn end(place: &Workplace, path: &str, email: &str, last: &str) {
    let email = format!("    email: {email}@");
    place.replace(path, &email, &format!("    until: {last}\n{email}"));
}

/// Trần Thị Bình leaves the office of Sở Y tế after 31/05/2024 and Châu Văn Em takes over.
fn replace_office_leader(place: &Workplace) {
    end(place, HEALTH, "binh", "2024-05-31");
    append(
        place,
        HEALTH,
        "  - {id: chau-van-em, name: Châu Văn Em, unit: so-y-te, seat: office-leader, position: Chánh Văn phòng, \
         employment: civil-servant, from: 2024-06-01, email: em@tinhthu.example}\n",
    );
}

fn decide(place: &Workplace, issuer: &str, number: &str, date: &str, lists: &str) {
    place.write(
        &format!("registry/decisions/{issuer}/{date}-{number}.yaml"),
        format!(
            "number: {number}/QĐ-UBND\ndate: {date}\nissued_by: {issuer}\nform: decision\n\
             signed_by: {{as: head, name: Phạm Văn Hùng}}\n{lists}"
        ),
    );
}

fn diff(place: &Workplace, arguments: &[&str]) -> Run {
    let run = place.run(&[&["diff", "--as-of", DAY, "--lang", "en"], arguments].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    run
}

/// The comparison as data.
fn compared(place: &Workplace, arguments: &[&str]) -> Value {
    serde_json::from_str(&diff(place, &[&["--format", "json"], arguments].concat()).out).unwrap()
}

/// The rows of a section, these columns of each; `-` for nothing.
fn rows(compared: &Value, section: &str, columns: &[&str]) -> Vec<String> {
    let cell = |row: &Value, column: &&str| match row["cells"].get(*column) {
        Some(Value::Null) => "-".to_owned(),
        Some(Value::String(words)) => words.clone(),
        Some(other) => other.to_string(),
        None => panic!("{section} has no column {column}"),
    };
    let rows = compared["sections"][section]["rows"].as_array().unwrap();
    rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect::<Vec<_>>().join(" | ")).collect()
}

fn people(compared: &Value) -> Vec<String> {
    rows(compared, "people", &["change", "officer", "unit", "day"])
}

fn undecided(compared: &Value) -> Vec<String> {
    rows(compared, "undecided", &["lacks", "officer", "since", "days"])
}

/// What is said above the tables.
fn about(compared: &Value) -> String {
    compared["about"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

const SECTIONS: [&str; 5] = ["people", "undecided", "seats", "reports", "decisions"];

fn assert_nothing_listed(compared: &Value) {
    for section in SECTIONS {
        let rows = &compared["sections"][section]["rows"];
        assert_eq!(rows.as_array().map(Vec::len), Some(0), "{section}: {rows}");
    }
}

#[test]
fn where_nothing_changed_it_says_so_and_so_does_each_part() {
    let place = committed();
    let compared = compared(&place, &["HEAD"]);
    assert_nothing_listed(&compared);
    assert!(about(&compared).contains("Both sides have the same files"), "{compared}");
    assert!(about(&compared).contains("Nothing changed in people, seats, reports and decisions"), "{compared}");
    let text = diff(&place, &["HEAD"]).out;
    for part in [
        "Nobody came, left or moved\n",
        "No change lacks a decision\n",
        "No seat opened, closed, fell vacant or was filled\n",
        "No report arrived or was returned\n",
        "No decision is new or changed\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn moved_lines_renamed_files_and_remarks_change_nothing_but_files() {
    let place = committed();
    std::fs::rename(place.at(COMMUNE), place.at("registry/officers/b.yaml")).unwrap();
    std::fs::rename(
        place.at("registry/decisions/huyen-a/2024-02-20-7.yaml"),
        place.at("registry/decisions/huyen-a/2024-02-20-07.yaml"),
    )
    .unwrap();
    place.replace(HEALTH, "officers:\n", "# A remark.\n\nofficers:\n");
    let compared = compared(&place, &["HEAD"]);
    assert_nothing_listed(&compared);
    // Two files under two names each, and one with a remark.
    assert!(about(&compared).contains("Different in 5 files"), "{compared}");
    assert!(about(&compared).contains("Nothing changed"), "{compared}");
}

#[test]
fn who_left_and_who_came_in_place_lack_a_decision_until_one_covers_them() {
    let place = committed();
    replace_office_leader(&place);
    let undecided_yet = compared(&place, &["HEAD"]);
    let columns = ["change", "officer", "unit", "seat", "day", "decision", "clause", "note"];
    assert_eq!(
        rows(&undecided_yet, "people", &columns),
        [
            "left | Trần Thị Bình | Sở Y tế | office leader | 2024-05-31 | - | Article 2.4 | -",
            "came | Châu Văn Em | Sở Y tế | office leader | 2024-06-01 | - | Article 2.4 | in place of Trần Thị Bình",
        ]
    );
    // 1 to 30 June are 30 days; 30 June is the 30th day after 31 May.
    let columns = ["lacks", "officer", "unit", "since", "days", "authority", "clause"];
    assert_eq!(
        rows(&undecided_yet, "undecided", &columns),
        [
            "recognition | Châu Văn Em | Sở Y tế | 2024-06-01 | 30 | Ủy ban nhân dân tỉnh Thử | Article 2.4",
            "end of recognition | Trần Thị Bình | Sở Y tế | 2024-05-31 | 30 | Ủy ban nhân dân tỉnh Thử | Article 2.4",
        ]
    );
    // Nobody was missing on any day.
    assert!(rows(&undecided_yet, "seats", &["change"]).is_empty());

    decide(&place, "ubnd-tinh", "25", "2024-06-03", "recognizes: [chau-van-em]\nends: [tran-thi-binh]\n");
    let decided = compared(&place, &["HEAD"]);
    assert!(undecided(&decided).is_empty(), "{decided}");
    assert_eq!(
        rows(&decided, "people", &["officer", "decision"]),
        ["Trần Thị Bình | 25/QĐ-UBND", "Châu Văn Em | 25/QĐ-UBND"]
    );
    let columns = ["change", "number", "day", "issued_by", "recognizes", "ends", "clause"];
    assert_eq!(
        rows(&decided, "decisions", &columns),
        ["recorded | 25/QĐ-UBND | 2024-06-03 | Ủy ban nhân dân tỉnh Thử | 1 | 1 | Article 2.3.a"]
    );
}

#[test]
fn a_decision_of_another_authority_or_of_a_later_day_covers_nobody() {
    let place = committed();
    replace_office_leader(&place);
    let lists = "recognizes: [chau-van-em]\nends: [tran-thi-binh]\n";
    decide(&place, "huyen-a", "25", "2024-06-03", lists);
    assert_eq!(undecided(&compared(&place, &["HEAD"])).len(), 2);
    decide(&place, "ubnd-tinh", "26", "2024-07-01", lists);
    let compared = compared(&place, &["HEAD"]);
    assert_eq!(undecided(&compared).len(), 2);
    assert_eq!(
        rows(&compared, "decisions", &["number", "note"]),
        ["26/QĐ-UBND | after the day judged", "25/QĐ-UBND | -"]
    );
}

#[test]
fn both_sides_are_judged_on_one_day() {
    let place = committed();
    replace_office_leader(&place);
    decide(&place, "ubnd-tinh", "25", "2024-06-03", "recognizes: [chau-van-em]\nends: [tran-thi-binh]\n");
    let on = |day: &str| {
        let run = place.run(&["diff", "HEAD", "--as-of", day, "--lang", "en", "--format", "json"]);
        undecided(&serde_json::from_str(&run.out).unwrap())
    };
    assert_eq!(
        on("2024-06-02"),
        ["recognition | Châu Văn Em | 2024-06-01 | 2", "end of recognition | Trần Thị Bình | 2024-05-31 | 2"]
    );
    assert!(on("2024-06-03").is_empty());
}

#[test]
fn a_decision_taken_away_leaves_those_it_recognised_without_one() {
    let place = committed();
    std::fs::remove_file(place.at("registry/decisions/huyen-a/2024-02-20-7.yaml")).unwrap();
    let compared = compared(&place, &["HEAD"]);
    assert!(people(&compared).is_empty());
    // In post under the regulation since 22/02/2024: 8 days of February, 31, 30, 31 and 30.
    assert_eq!(
        undecided(&compared),
        [
            "recognition | Lê Văn Cường | 2024-02-22 | 130",
            "recognition | Thạch Thị Đào | 2024-02-22 | 130",
            "recognition | Kim Văn Giang | 2024-02-22 | 130",
        ]
    );
    assert_eq!(rows(&compared, "decisions", &["change", "number"]), ["removed | 07/QĐ-UBND"]);
}

#[test]
fn who_lacked_a_decision_before_is_only_counted() {
    let place = Workplace::with_base();
    replace_office_leader(&place);
    place.commit();
    end(&place, COMMUNE, "giang", "2024-06-09");
    let compared = compared(&place, &["HEAD"]);
    assert_eq!(undecided(&compared), ["end of recognition | Kim Văn Giang | 2024-06-09 | 21"]);
    let notes = compared["sections"]["undecided"]["notes"].to_string();
    assert!(notes.contains("with no change to be seen between the two sides: 2"), "{notes}");
}

#[test]
fn who_left_one_seat_for_another_moved() {
    let place = committed();
    end(&place, COMMUNE, "giang", "2024-06-09");
    end(&place, DISTRICT, "dao", "2024-06-09");
    append(
        &place,
        DISTRICT,
        "  - {id: kim-van-giang-2, person: kim-van-giang, name: Kim Văn Giang, unit: huyen-a, seat: office-leader, \
         position: Chánh Văn phòng HĐND và UBND, employment: civil-servant, in_charge_of: [one-stop], \
         from: 2024-06-10, email: giang@tinhthu.example}\n",
    );
    let compared = compared(&place, &["HEAD"]);
    assert_eq!(
        rows(&compared, "people", &["change", "officer", "unit", "seat", "day", "note"]),
        [
            "left | Thạch Thị Đào | Huyện A | office leader | 2024-06-09 | -",
            "moved | Kim Văn Giang | Huyện A | office leader | 2024-06-10 | \
         from Xã B, One-Stop officer, left after 09/06/2024; in place of Thạch Thị Đào",
        ]
    );
    assert_eq!(compared["sections"]["people"]["lead"], serde_json::json!(["0 came, 1 left, 1 moved"]));
    assert_eq!(
        rows(&compared, "seats", &["change", "unit", "day", "clause"]),
        ["vacant | Xã B | 2024-06-10 | Article 2.2.b"]
    );
}

#[test]
fn a_move_written_over_the_record_is_a_move_and_another_person_is_another() {
    let place = committed();
    place.replace(
        COMMUNE,
        "    unit: xa-b\n    seat: one-stop-officer\n",
        "    unit: vp-ubnd\n    seat: control-officer\n",
    );
    place.replace(COMMUNE, "from: 2024-02-20", "from: 2024-06-10");
    place.replace(DISTRICT, "name: Thạch Thị Đào", "name: Sơn Thị Hoa");
    place.replace(HEALTH, "name: Trần Thị Bình", "name: Châu Văn Em");
    let health = place.read(HEALTH);
    let (an, em) = health.split_once("  - id: tran-thi-binh").unwrap();
    let em = em.replace("from: 2024-02-20", "from: 2024-06-01");
    place.write(HEALTH, format!("{an}  - id: tran-thi-binh{em}"));
    assert_eq!(
        rows(&compared(&place, &["HEAD"]), "people", &["change", "officer", "unit", "day", "note"]),
        [
            "moved | Kim Văn Giang | Văn phòng UBND tỉnh | 2024-06-10 | from Xã B, One-Stop officer",
            "removed | Trần Thị Bình | Sở Y tế | 2024-02-20 | -",
            "came | Châu Văn Em | Sở Y tế | 2024-06-01 | -",
            "corrected | Sơn Thị Hoa | Huyện A | 2024-02-20 | was named Thạch Thị Đào",
        ]
    );
}

#[test]
fn a_new_unit_opens_its_seats_and_one_that_ends_closes_them() {
    let place = committed();
    let (before, xa_b) =
        place.read(UNITS).split_once("  - id: xa-b").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let xa_b = xa_b.replace("until: 2025-06-30", "until: 2024-06-20");
    place.write(
        UNITS,
        format!(
            "{before}  - id: xa-b{xa_b}  - {{id: xa-c, kind: commune, parent: huyen-a, name: Xã C, code: \"31502\", \
             from: 2024-06-15, until: 2025-06-30}}\n"
        ),
    );
    end(&place, COMMUNE, "giang", "2024-06-20");
    let compared = compared(&place, &["HEAD"]);
    assert_eq!(
        rows(&compared, "seats", &["change", "unit", "seat", "day", "clause", "note"]),
        [
            "closed | Xã B | One-Stop officer | 2024-06-21 | Article 2.2.b | -",
            "opened | Xã C | One-Stop officer | 2024-06-15 | Article 2.2.b | -",
            "vacant | Xã C | One-Stop officer | 2024-06-15 | Article 2.2.b | -",
        ]
    );
    // Nobody must end the recognition of a dissolved unit's officers.
    assert_eq!(people(&compared), ["left | Kim Văn Giang | Xã B | 2024-06-20"]);
    assert!(undecided(&compared).is_empty(), "{compared}");
}

#[test]
fn a_vacant_seat_that_gets_somebody_is_filled() {
    let place = Workplace::with_vacancy();
    place.commit();
    append(
        &place,
        HEALTH,
        "  - {id: chau-van-em, name: Châu Văn Em, unit: so-y-te, seat: office-leader, position: Chánh Văn phòng, \
         employment: civil-servant, from: 2024-06-20, email: em@tinhthu.example}\n",
    );
    let compared = compared(&place, &["HEAD"]);
    assert_eq!(rows(&compared, "seats", &["change", "unit", "seat"]), ["filled | Sở Y tế | office leader"]);
    assert_eq!(people(&compared), ["came | Châu Văn Em | Sở Y tế | 2024-06-20"]);
}

#[test]
fn a_vacancy_that_is_waived_says_by_what() {
    let place = committed();
    place.vacate();
    place.write(
        "registry/waivers.yaml",
        "waivers:\n  - {rule: seat-vacant, unit: so-y-te, seat: office-leader, from: 2024-06-01, until: 2024-09-30, \
         document: 120/UBND-VP, approved_by: Phạm Văn Hùng, reason: đang kiện toàn}\n",
    );
    let compared = compared(&place, &["HEAD"]);
    assert_eq!(
        rows(&compared, "seats", &["change", "unit", "day", "note"]),
        ["vacant | Sở Y tế | 2024-06-01 | waived by 120/UBND-VP"]
    );
}

#[test]
fn no_seat_closed_because_a_unit_or_the_one_above_it_cannot_be_read() {
    let place = committed();
    // The district falls away, and with it all that is below.
    place.replace(UNITS, "    code: \"941\"\n    until: 2025-06-30", "    code: \"941\"\n    until: 2025-06-31");
    let compared = compared(&place, &["HEAD"]);
    assert_nothing_listed(&compared);
    assert!(about(&compared).contains("in what could be read"), "{compared}");
}

#[test]
fn reports_arrive_on_time_or_late_and_are_returned() {
    let place = committed();
    place.write(
        JUNE,
        "submissions:\n  \
         - {unit: so-y-te, period: 2024-06, received: 2024-06-22, number: 30/BC-SYT, approved: 2024-06-20}\n  \
         - {unit: xa-b, period: 2024-06, received: 2024-06-18, number: 15/BC-UBND, approved: 2024-06-17}\n",
    );
    let may = "registry/submissions/2024/2024-05.yaml";
    place.replace(may, "received: 2024-05-21,", "received: 2024-05-21, returned: 2024-05-22, reason: thiếu biểu,");
    let compared = compared(&place, &["HEAD"]);
    // The last good day of May is the 21st: 10 days of May and 30 of June have gone by.
    let columns = ["change", "unit", "report", "received", "number", "status", "days", "clause"];
    assert_eq!(
        rows(&compared, "reports", &columns),
        [
            "arrived | Sở Y tế | June 2024 | 2024-06-22 | 30/BC-SYT | late | 1 | Article 7.3",
            "returned | Huyện A | May 2024 | 2024-05-21 | 33/BC-UBND | overdue | 40 | Article 7.3",
            "arrived | Xã B | June 2024 | 2024-06-18 | 15/BC-UBND | on time | - | Article 7.4",
        ]
    );
    assert_eq!(compared["sections"]["reports"]["lead"], serde_json::json!(["2 arrived, 1 returned"]));
}

#[test]
fn what_arrives_after_the_day_judged_is_not_known_yet() {
    let place = committed();
    place.write(JUNE, "submissions:\n  - {unit: so-y-te, period: 2024-06, received: 2024-07-01}\n");
    let compared = compared(&place, &["HEAD"]);
    assert!(rows(&compared, "reports", &["unit"]).is_empty());
    assert!(!about(&compared).contains("Nothing changed"), "{compared}");
    let notes = compared["sections"]["reports"]["notes"].to_string();
    assert!(notes.contains("Not counted: 1 report received or returned after the day judged"), "{notes}");
}

#[test]
fn two_revisions_are_compared_whatever_the_folder_holds() {
    let place = committed();
    replace_office_leader(&place);
    place.commit();
    let with_folder = compared(&place, &["HEAD~1"]);
    std::fs::remove_dir_all(place.at("registry/officers")).unwrap();
    let between = compared(&place, &["HEAD~1", "HEAD"]);
    assert_eq!(between["sections"], with_folder["sections"]);
    assert_eq!(people(&between).len(), 2);
    assert!(about(&between).contains("From revision HEAD~1 ("), "{between}");
    assert!(about(&between).contains(") to revision HEAD ("), "{between}");
    assert!(about(&with_folder).contains(") to the folder as it is;"), "{with_folder}");
}

#[test]
fn the_other_way_round_records_are_taken_back_and_nobody_comes_or_leaves() {
    let place = committed();
    replace_office_leader(&place);
    place.commit();
    let compared = compared(&place, &["HEAD", "HEAD~1"]);
    assert_eq!(
        people(&compared),
        ["corrected | Trần Thị Bình | Sở Y tế | 2024-02-20", "removed | Châu Văn Em | Sở Y tế | 2024-06-01"]
    );
    assert_eq!(
        compared["sections"]["people"]["lead"],
        serde_json::json!(["0 came, 0 left, 0 moved", "Records: 1 corrected, 1 removed"])
    );
}

#[test]
fn the_arguments_it_writes_down_make_it_again() {
    let place = committed();
    replace_office_leader(&place);
    place.commit();
    let first = diff(&place, &["HEAD~1", "HEAD", "--format", "json"]).out;
    // HEAD means another commit now.
    decide(&place, "ubnd-tinh", "25", "2024-06-03", "recognizes: [chau-van-em]\nends: [tran-thi-binh]\n");
    place.commit();
    let first: Value = serde_json::from_str(&first).unwrap();
    let arguments = first["evidence"]["arguments"].as_array().unwrap();
    let mut arguments: Vec<&str> = arguments.iter().map(|argument| argument.as_str().unwrap()).collect();
    arguments.extend(["--format", "json"]);
    let again: Value = serde_json::from_str(&place.run(&arguments).out).unwrap();
    assert_eq!((&again["sections"], &again["evidence"]), (&first["sections"], &first["evidence"]));
}

/// What is not known of one side is claimed of nobody.
#[test]
fn nobody_left_or_came_because_a_file_cannot_be_read() {
    let place = committed();
    let whole = place.read(DISTRICT);
    place.write(DISTRICT, [&b"officers: \xff\n"[..], whole.as_bytes()].concat());
    let unread = compared(&place, &["HEAD"]);
    assert_nothing_listed(&unread);
    assert!(about(&unread).contains("Not all of the folder as it is can be read"), "{unread}");
    // The file's two officers, and the decision that names them.
    assert!(about(&unread).contains("Left out: 3 records on one side only"), "{unread}");
    assert!(about(&unread).contains("Nothing changed in people, seats, reports and decisions in what could be read"));
    place.commit();
    place.write(DISTRICT, whole);
    let mended = compared(&place, &["HEAD"]);
    assert_nothing_listed(&mended);
    assert!(about(&mended).contains("Not all of revision HEAD ("), "{mended}");
}

#[test]
fn nobody_left_because_a_record_has_a_fault_even_in_its_id() {
    let place = committed();
    place.replace(HEALTH, "id: tran-thi-binh", "id: Trần Thị Bình");
    let compared = compared(&place, &["HEAD"]);
    assert!(people(&compared).is_empty(), "{compared}");
    assert!(rows(&compared, "seats", &["change"]).is_empty(), "{compared}");
    assert!(about(&compared).contains("Not all of the folder as it is can be read"), "{compared}");
    // Who is of another unit is not in doubt.
    end(&place, COMMUNE, "giang", "2024-06-09");
    assert_eq!(people(&self::compared(&place, &["HEAD"])), ["left | Kim Văn Giang | Xã B | 2024-06-09"]);
}

#[test]
fn nobody_lacks_a_decision_beside_one_that_cannot_be_read() {
    let place = committed();
    let path = "registry/decisions/huyen-a/2024-02-20-7.yaml";
    place.replace(path, "number: 07/QĐ-UBND\ndate: 2024-02-20", "number: 7\ndate: 2024-02-30");
    let unread = compared(&place, &["HEAD"]);
    assert_nothing_listed(&unread);
    let notes = unread["sections"]["undecided"]["notes"].to_string();
    assert!(notes.contains("The later side has a decision that cannot be read"), "{notes}");
    place.commit();
    // Once it can be read again, what the older side could not say is no news.
    place.replace(path, "number: 7\ndate: 2024-02-30", "number: 07/QĐ-UBND\ndate: 2024-02-20");
    end(&place, COMMUNE, "giang", "2024-06-09");
    let mended = compared(&place, &["HEAD"]);
    assert_eq!(undecided(&mended), ["end of recognition | Kim Văn Giang | 2024-06-09 | 21"]);
}

#[test]
fn what_the_older_side_could_not_say_is_no_news() {
    let place = Workplace::with_base();
    replace_office_leader(&place);
    let path = "registry/decisions/ubnd-tinh/2024-02-20-10.yaml";
    place.replace(path, "date: 2024-02-20", "date: 2024-02-30");
    place.commit();
    place.replace(path, "date: 2024-02-30", "date: 2024-02-20");
    let compared = compared(&place, &["HEAD"]);
    assert!(undecided(&compared).is_empty(), "{compared}");
    let notes = compared["sections"]["undecided"]["notes"].to_string();
    assert!(notes.contains("with no change to be seen between the two sides: 2"), "{notes}");
}

#[test]
fn without_a_regulation_it_compares_and_judges_nothing() {
    let place = committed();
    replace_office_leader(&place);
    let run = place.run(&["diff", "HEAD", "--as-of", "2024-02-01", "--lang", "en", "--format", "json"]);
    assert_eq!(run.code, Some(3), "{run:?}");
    let compared: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(people(&compared).len(), 2);
    assert!(undecided(&compared).is_empty());
    let text = place.run(&["diff", "HEAD", "--as-of", "2024-02-01", "--lang", "en"]).out;
    assert!(text.contains("Not judged: no regulation is in force on 01/02/2024"), "{text}");
}

#[test]
fn a_revision_or_repository_that_is_not_there_is_one_clear_line() {
    let place = Workplace::with_base();
    let fails = |arguments: &[&str], expected: &str| {
        let run = place.run(&[&["diff", "--lang", "en"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
        assert!(run.err.contains(expected), "{run:?}");
    };
    fails(&["HEAD"], "in no git repository");
    place.git(&["init", "--quiet"]);
    fails(&["HEAD"], "git knows no revision HEAD");
    place.commit();
    fails(&["v9"], "git knows no revision v9");
    fails(&["HEAD", "v9"], "git knows no revision v9");
    fails(&["--", "--output=x"], "git knows no revision --output=x");
    fails(&["HEAD", "--rev", "HEAD"], "makes no use of --rev");
    fails(&["HEAD", "--format", "pdf"], "there is no form");
    assert!(!place.at("x").exists());
}

/// The tables of a Markdown page, as a reader of Markdown sees them: rows of cells.
fn tables(markdown: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut cell: Option<String> = None;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => tables.last_mut().unwrap().push(Vec::new()),
            Event::Start(Tag::TableCell) => cell = Some(String::new()),
            Event::Text(text) | Event::Code(text) if cell.is_some() => cell.as_mut().unwrap().push_str(&text),
            Event::InlineHtml(html) | Event::Html(html) => assert!(html.starts_with("<!--"), "{html}"),
            Event::End(TagEnd::TableCell) => {
                let words = cell.take().unwrap();
                tables.last_mut().unwrap().last_mut().unwrap().push(words);
            }
            _ => {}
        }
    }
    tables
}

#[test]
fn in_markdown_it_has_the_rows_that_it_has_in_json() {
    let place = committed();
    replace_office_leader(&place);
    place.write(JUNE, "submissions:\n  - {unit: so-y-te, period: 2024-06, received: 2024-06-20}\n");
    let markdown = diff(&place, &["HEAD", "--format", "markdown"]).out;
    let found = tables(&markdown);
    // People, what lacks a decision, reports; the other parts have no rows and no table.
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 2], "{markdown}");
    assert_eq!(found[0][2][..5], ["came", "Châu Văn Em", "Sở Y tế", "office leader", "01/06/2024"]);
    let of_json = compared(&place, &["HEAD"]);
    for (at, section) in [(0, "people"), (1, "undecided"), (2, "reports")] {
        let columns: Vec<&str> = of_json["sections"][section]["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|column| column["id"].as_str().unwrap())
            .collect();
        let in_json = rows(&of_json, section, &columns);
        let in_markdown = found[at][1..].iter().map(|row| row.join(" | "));
        let days_as_data = |row: String| {
            let words = row.split(' ').map(|word| match word.split('/').collect::<Vec<_>>()[..] {
                [day, month, year] if year.len() == 4 => format!("{year}-{month}-{day}"),
                _ => word.to_owned(),
            });
            words.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(in_markdown.map(days_as_data).collect::<Vec<_>>(), in_json, "{section}");
    }
}

#[test]
fn hostile_names_and_revisions_stay_words() {
    let place = committed();
    place.replace(COMMUNE, "name: Kim Văn Giang", "name: \"=cmd|<script>*x*](y) \\u202e`b\"");
    place.replace(COMMUNE, "from: 2024-02-20", "from: 2024-03-01");
    place.replace(UNITS, "name: Xã B", "name: \"Xã | <b>B</b>\"");
    assert_eq!(people(&compared(&place, &["HEAD"])).len(), 2);
    let markdown = diff(&place, &["HEAD", "--format", "markdown"]).out;
    for table in tables(&markdown) {
        assert!(table.iter().all(|row| row.len() == table[0].len()), "{markdown}");
    }
    for form in ["text", "markdown", "json"] {
        let out = diff(&place, &["HEAD", "--format", form]).out;
        let raw =
            |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert_eq!(out.chars().find(|c| raw(*c)), None, "{form}: {out:?}");
    }
    let run = place.run(&["diff", "x\u{1b}[31m\u{202e}y", "--lang", "en"]);
    assert_eq!((run.code, run.err.lines().count()), (Some(2), 1), "{run:?}");
    assert!(!run.err.contains(['\u{1b}', '\u{202e}']), "{run:?}");
}

#[test]
fn on_a_terminal_no_line_is_wider_than_80_columns() {
    let place = committed();
    replace_office_leader(&place);
    end(&place, COMMUNE, "giang", "2024-06-09");
    place.write(JUNE, "submissions:\n  - {unit: so-y-te, period: 2024-06, received: 2024-06-20}\n");
    for language in ["vi", "en"] {
        let run = place.run(&["diff", "HEAD", "--as-of", DAY, "--lang", language]);
        for line in run.out.lines() {
            assert!(line.width() <= 80, "{line}");
        }
    }
}
