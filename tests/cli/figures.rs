//! Every figure of a report, worked out by hand for a small province in which each way for a report to stand occurs.
//!
//! The dates are those of the regulation: months by the 21st, quarters by the 18th, the commune's months by the 18th. All
//! is seen on 10/07/2024, people are counted on the last day of the time reported on.

use serde_json::Value;

use crate::workplace::Workplace;

const AS_OF: &str = "2024-07-10";

const PROVINCE: &str = "units:
  - {id: ubnd-tinh, kind: province, name: UBND tỉnh Thử, until: 2025-06-30}
  - {id: vp-ubnd, kind: provincial-office, parent: ubnd-tinh, name: Văn phòng UBND tỉnh, until: 2025-06-30}
  - {id: so-y-te, kind: department, parent: ubnd-tinh, name: Sở Y tế, until: 2025-06-30}
  - {id: so-a, kind: department, parent: ubnd-tinh, name: Sở A, until: 2025-06-30}
  - id: so-b
    kind: department
    parent: ubnd-tinh
    name: Sở B
    email: sob@tinhthu.example
    phone: \"02993820002\"
    head: {name: Trần Thị Bảy, position: Giám đốc}
    until: 2025-06-30
  - {id: so-c, kind: department, parent: ubnd-tinh, name: Sở C, until: 2025-06-30}
  - {id: so-d, kind: department, parent: ubnd-tinh, name: Sở D, until: 2025-06-30}
";

const DISTRICTS: &str = "units:
  - {id: huyen-a, kind: district, parent: ubnd-tinh, name: Huyện A, until: 2025-06-30, sets: [{from: 2024-01-01, kind: commune, document: 40/UBND-VP, reports: {monthly: {by: 18}}}]}
  - {id: xa-b, kind: commune, parent: huyen-a, name: Xã B, email: xab@tinhthu.example, until: 2025-06-30}
  - {id: huyen-c, kind: district, parent: ubnd-tinh, name: Huyện C, until: 2025-06-30}
  - {id: xa-d, kind: commune, parent: huyen-c, name: Xã D, until: 2025-06-30}
";

/// Besides those of the base: Sở A lost its office's leader, Sở C has two people in one seat.
const OFFICERS: &str = "officers:
  - {id: le-thi-an, name: Lê Thị An, unit: so-a, seat: unit-leader, position: Giám đốc, employment: civil-servant, from: 2024-03-01}
  - {id: le-thi-cu, name: Lê Thị Cũ, unit: so-a, seat: office-leader, position: Chánh Văn phòng, employment: civil-servant, from: 2024-01-10, until: 2024-04-15}
  - {id: le-van-roi, name: Lê Văn Rời, unit: so-a, seat: office-leader, position: Chánh Văn phòng, employment: civil-servant, from: 2024-04-16, until: 2024-05-31}
  - {id: ho-van-mot, name: Hồ Văn Một, unit: so-c, seat: unit-leader, position: Giám đốc, employment: civil-servant, from: 2024-06-01}
  - {id: ho-van-hai, name: Hồ Văn Hai, unit: so-c, seat: unit-leader, position: Phó Giám đốc, employment: civil-servant, from: 2024-05-31}
  - {id: do-van-moi, name: Đỗ Văn Mới, unit: vp-ubnd, seat: control-officer, position: Chuyên viên, employment: civil-servant, from: 2024-06-11}
";

/// What came in, by unit: April, May, June, the second quarter.
const SUBMISSIONS: &str = "requests:
  - {id: ra-soat, title: Rà soát thủ tục, issued: 2024-06-20, by: 2024-07-05, document: 55/VP, kinds: [department]}
submissions:
  - {unit: so-y-te, period: 2024-04, received: 2024-04-19, number: 1/BC}
  - {unit: so-y-te, period: 2024-05, received: 2024-05-20, number: 2/BC}
  - {unit: so-y-te, period: 2024-06, received: 2024-06-20, number: 3/BC}
  - {unit: so-y-te, period: 2024-Q2, received: 2024-06-19, number: 4/BC}
  - {unit: so-y-te, request: ra-soat, received: 2024-07-05, number: 5/BC}
  - {unit: so-a, period: 2024-04, received: 2024-04-21, number: 1/BC}
  - {unit: so-a, period: 2024-05, received: 2024-05-20, number: 2/BC}
  - {unit: so-a, period: 2024-06, received: 2024-06-24, number: 3/BC}
  - {unit: so-a, request: ra-soat, received: 2024-07-08, number: 4/BC}
  - {unit: so-b, period: 2024-03, received: 2024-03-21, number: 1/BC}
  - {unit: so-b, period: 2024-Q1, received: 2024-03-18, number: 2/BC}
  - {unit: so-c, period: 2024-04, received: 2024-04-19, number: 1/BC}
  - {unit: so-c, period: 2024-05, received: 2024-05-20, number: 2/BC}
  - {unit: so-c, period: 2024-Q2, received: 2024-06-18, number: 3/BC}
  - {unit: so-d, period: 2024-04, received: 2024-04-23, number: 1/BC}
  - {unit: so-d, period: 2024-05, received: 2024-05-20, number: 2/BC}
  - {unit: so-d, period: 2024-06, received: 2024-06-20, number: 3/BC}
  - {unit: so-d, period: 2024-Q2, received: 2024-06-17, number: 4/BC}
  - {unit: so-d, request: ra-soat, received: 2024-07-03, number: 5/BC, returned: 2024-07-04, reason: thiếu biểu}
  - {unit: huyen-a, period: 2024-04, received: 2024-04-20, number: 1/BC}
  - {unit: huyen-a, period: 2024-05, received: 2024-05-24, number: 2/BC}
  - {unit: huyen-a, period: 2024-06, received: 2024-06-21, number: 3/BC}
  - {unit: huyen-c, period: 2024-06, received: 2024-06-20, number: 1/BC}
  - {unit: xa-b, period: 2024-04, received: 2024-04-18, number: 1/BC}
  - {unit: xa-b, period: 2024-05, received: 2024-05-17, number: 2/BC}
  - {unit: xa-b, period: 2024-06, received: 2024-06-16, number: 3/BC, returned: 2024-06-17, reason: thiếu biểu}
extensions:
  - {unit: so-a, period: 2024-06, by: 2024-06-22, document: 90/VP}
  - {unit: so-a, period: 2024-Q2, by: 2024-07-20, document: 91/VP}
  - {unit: so-b, period: 2024-Q2, by: 2024-06-25, document: 92/VP}
  - {unit: so-b, period: 2024-Q2, by: 2024-06-28, document: 93/VP}
  - {unit: so-c, request: ra-soat, by: 2024-07-31, document: 94/VP}
  - {unit: so-d, request: ra-soat, by: 2024-07-20, document: 95/VP}
  - {unit: huyen-c, period: 2024-Q2, by: 2024-07-31, document: 96/VP}
";

const WAIVERS: &str = "waivers:
  - {rule: report-overdue, unit: so-c, period: 2024-06, from: 2024-06-21, until: 2024-06-21, document: 7/UBND, reason: sắp xếp lại}
  - {rule: report-overdue, unit: huyen-c, period: 2024-04, from: 2024-04-01, until: 2024-04-30, document: 8/UBND, reason: bão lụt}
  - {rule: seat-vacant, unit: so-c, seat: office-leader, from: 2024-06-30, until: 2024-06-30, document: 9/UBND, reason: chờ tuyển dụng}
";

fn province() -> Workplace {
    let place = Workplace::with_base();
    place.write("registry/units/province.yaml", PROVINCE);
    place.write("registry/units/huyen-a.yaml", DISTRICTS);
    place.write("registry/officers/them.yaml", OFFICERS);
    place.write("registry/submissions/2024/2024-05.yaml", SUBMISSIONS);
    place.write("registry/waivers.yaml", WAIVERS);
    // The Service Centre is to have four officers, so that one row stands for more than one empty seat.
    place.replace("registry/regulations/quy-che.yaml", "count: {min: 1}", "count: {min: 4}");
    // A private address is not one to write to.
    place.replace("registry/officers/xa-b.yaml", "giang@tinhthu.example", "giang@example.com");
    place
}

/// The report as of a day, in English.
fn report(arguments: &[&str], as_of: &str) -> Value {
    let place = province();
    let run = place.run(&[&["report", "--as-of", as_of, "--lang", "en", "--format", "json"], arguments].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no JSON: {run:?}"))
}

/// Some columns of a section, a line a row: what is missing is `-`, a rate its part and whole.
fn figures(report: &Value, section: &str, columns: &[&str]) -> Vec<String> {
    let rows = report["sections"][section]["rows"].as_array().unwrap_or_else(|| panic!("no section {section}"));
    let shown = |cell: &Value| match cell {
        Value::Null => "-".to_owned(),
        Value::String(words) => words.clone(),
        Value::Object(rate) => format!("{}/{}", rate["part"], rate["whole"]),
        number => number.to_string(),
    };
    let line = |row: &Value| {
        let cell = |column: &&str| {
            let cell = row["cells"].get(column);
            shown(cell.unwrap_or_else(|| panic!("{section} has no column {column}")))
        };
        columns.iter().map(cell).collect::<Vec<_>>().join(" | ")
    };
    rows.iter().map(line).collect()
}

const FILED: [&str; 10] =
    ["group", "owed", "on_time", "late", "overdue", "open", "waived", "not_judged", "rate", "change"];

/// June: of the departments' ten Sở Y tế, C and D (twice) were on time, Sở Y tế and A late, B twice overdue, A has until
/// 20/07, C is excused. In May four of five were on time: from 80 % to 4 of 8.
#[test]
fn reports_are_counted_by_tier_and_compared_with_the_month_before() {
    let report = report(&["--month", "2024-06"], AS_OF);
    let by_tier = figures(&report, "compliance", &FILED);
    assert_eq!(
        by_tier,
        [
            "province | 10 | 4 | 2 | 2 | 1 | 1 | 0 | 4/8 | -30.0",
            "Provincial Office | - | - | - | - | - | - | - | - | -",
            "Department | 10 | 4 | 2 | 2 | 1 | 1 | 0 | 4/8 | -30.0",
            // On time none of two in May; two of three in June, 66.7 %.
            "District People's Committee | 4 | 2 | 0 | 1 | 1 | 0 | 0 | 2/3 | 66.7",
            "Commune People's Committee | 2 | 0 | 0 | 1 | 0 | 0 | 1 | 0/1 | -100.0",
            // 6 of 12, after 5 of 8.
            "Total | 16 | 6 | 2 | 4 | 2 | 1 | 1 | 6/12 | -12.5",
        ]
    );
    let by_area = figures(&report, "areas", &FILED);
    assert_eq!(
        by_area,
        [
            "Directly under UBND tỉnh Thử | 10 | 4 | 2 | 2 | 1 | 1 | 0 | 4/8 | -30.0",
            // One of three, after one of two.
            "Huyện A | 3 | 1 | 0 | 2 | 0 | 0 | 0 | 1/3 | -16.7",
            "Huyện C | 3 | 1 | 0 | 0 | 1 | 0 | 1 | 1/1 | 100.0",
            "Total | 16 | 6 | 2 | 4 | 2 | 1 | 1 | 6/12 | -12.5",
        ]
    );
    assert_eq!(
        report["sections"]["compliance"]["lead"][0],
        "16 reports are owed: 6 on time, 2 late, 4 overdue and not received"
    );
}

/// Extended, due soon and not yet due are all open; a rate of nothing is missing and not 0 %.
#[test]
fn what_may_still_come_is_open_and_gives_no_rate() {
    let report = report(&["--month", "2024-06"], "2024-06-13");
    assert_eq!(
        figures(&report, "compliance", &FILED),
        [
            "province | 10 | 0 | 0 | 0 | 10 | 0 | 0 | - | -",
            "Provincial Office | - | - | - | - | - | - | - | - | -",
            "Department | 10 | 0 | 0 | 0 | 10 | 0 | 0 | - | -",
            "District People's Committee | 4 | 0 | 0 | 0 | 4 | 0 | 0 | - | -",
            "Commune People's Committee | 2 | 0 | 0 | 0 | 1 | 0 | 1 | - | -",
            "Total | 16 | 0 | 0 | 0 | 15 | 0 | 1 | - | -",
        ]
    );
}

/// Nobody can set a date for Xã D, so that nothing of it is judged; the province owes nothing at all.
#[test]
fn what_is_not_judged_has_no_rate_and_what_is_not_owed_no_count() {
    let of = |unit: &str| figures(&report(&["--month", "2024-06", "--unit", unit], AS_OF), "compliance", &FILED);
    assert_eq!(of("xa-d")[0], "Commune People's Committee | 1 | 0 | 0 | 0 | 0 | 0 | 1 | - | -");
    assert_eq!(of("vp-ubnd")[0], "Provincial Office | - | - | - | - | - | - | - | - | -");
}

/// The Provincial Office has 1 + 3 of 1 + 4 seats' people less one; two people in one seat of Sở C hold one.
#[test]
fn seats_are_counted_on_the_last_day_reported_on() {
    let report = report(&["--month", "2024-06"], AS_OF);
    let columns = ["group", "units", "seats_required", "seats_held", "seats_vacant", "recognized"];
    assert_eq!(
        figures(&report, "compliance", &columns),
        [
            "province | 6 | 15 | 7 | 8 | 4",
            "Provincial Office | 1 | 5 | 3 | 2 | 2",
            "Department | 5 | 10 | 4 | 6 | 2",
            "District People's Committee | 2 | 4 | 2 | 2 | 2",
            "Commune People's Committee | 2 | 2 | 1 | 1 | 1",
            "Total | 10 | 21 | 10 | 11 | 7",
        ]
    );
}

/// From 22/02 to 30/06/2024 are 8 + 31 + 30 + 31 + 30 days.
#[test]
fn a_vacancy_counts_its_first_day_and_the_last_reported_on() {
    let report = report(&["--month", "2024-06"], AS_OF);
    let columns = ["unit", "seat", "missing", "since", "days", "last_holder", "note"];
    assert_eq!(
        figures(&report, "vacancies", &columns),
        [
            "Văn phòng UBND tỉnh | control officer | 2 | 2024-02-22 | 130 | - | -",
            "Sở A | office leader | 1 | 2024-06-01 | 30 | Lê Văn Rời | -",
            "Sở B | leader of the unit | 1 | 2024-02-22 | 130 | - | -",
            "Sở B | office leader | 1 | 2024-02-22 | 130 | - | -",
            "Sở C | office leader | 1 | 2024-02-22 | 130 | - | waived by 9/UBND",
            "Sở D | leader of the unit | 1 | 2024-02-22 | 130 | - | -",
            "Sở D | office leader | 1 | 2024-02-22 | 130 | - | -",
            "Huyện C | leader of the committee | 1 | 2024-02-22 | 130 | - | -",
            "Huyện C | office leader | 1 | 2024-02-22 | 130 | - | -",
            "Xã D | One-Stop officer | 1 | 2024-02-22 | 130 | - | -",
        ]
    );
    // 31 days are more than the grace of 30; 30 days are not.
    assert_eq!(
        figures(&report, "awaiting", &["officer", "unit", "seat", "since", "days", "note"]),
        [
            "Lê Thị An | Sở A | leader of the unit | 2024-03-01 | 122 | over 30 days, a local setting",
            "Hồ Văn Một | Sở C | leader of the unit | 2024-06-01 | 30 | -",
            "Hồ Văn Hai | Sở C | leader of the unit | 2024-05-31 | 31 | over 30 days, a local setting",
            "Đỗ Văn Mới | Văn phòng UBND tỉnh | control officer | 2024-06-11 | 20 | -",
        ]
    );
}

/// Sở B is overdue since the later of its two extensions, and with its third month in a row: the quarter between them
/// counts by itself. Huyện A has sent neither of the two quarters.
#[test]
fn an_overdue_report_tells_its_days_its_streak_and_whom_to_ask() {
    let report = report(&["--month", "2024-06"], AS_OF);
    let columns =
        ["unit", "report", "last_good_day", "days", "in_a_row", "officers", "email", "phone", "head", "clause", "note"];
    let head = "- | sob@tinhthu.example | 02993820002 | Trần Thị Bảy (Giám đốc) | Article 7.3";
    assert_eq!(
        figures(&report, "overdue", &columns),
        [
            format!("Sở B | Q2 2024 | 2024-06-28 | 12 | 1 | {head} | extended by 93/VP"),
            format!("Sở B | June 2024 | 2024-06-21 | 19 | 3 | {head} | -"),
            "Huyện A | Q2 2024 | 2024-06-18 | 22 | 2 | Lê Văn Cường; Thạch Thị Đào | \
             cuong@tinhthu.example; dao@tinhthu.example | - | - | Article 7.3 | -"
                .to_owned(),
            "Xã B | June 2024 | 2024-06-18 | 22 | 1 | Kim Văn Giang | xab@tinhthu.example | - | - | Article 7.4 | \
             returned on 17/06/2024: thiếu biểu"
                .to_owned(),
        ]
    );
    assert_eq!(report["sections"]["overdue"]["lead"][0], "Overdue and not received: 4 reports of 3 units");
}

#[test]
fn a_late_report_counts_its_days_from_the_extended_day() {
    let report = report(&["--month", "2024-06", "--part", "late"], AS_OF);
    let columns = ["unit", "report", "last_good_day", "received", "days", "number", "note"];
    assert_eq!(
        figures(&report, "late", &columns),
        [
            "Sở Y tế | Q2 2024 | 2024-06-18 | 2024-06-19 | 1 | 4/BC | -",
            "Sở A | June 2024 | 2024-06-22 | 2024-06-24 | 2 | 3/BC | extended by 90/VP",
        ]
    );
}

const RANKED: [&str; 8] = ["unit", "rank", "decided", "on_time", "late", "overdue", "days", "rate"];

/// C and D are equals, and the next is third: not second.
#[test]
fn equals_share_a_rank_and_the_next_is_after_both() {
    let report = report(&["--month", "2024-06", "--part", "ranking"], AS_OF);
    assert_eq!(
        figures(&report, "ranking", &RANKED),
        [
            "Department | - | - | - | - | - | - | -",
            "Sở C | 1 | 1 | 1 | 0 | 0 | 0 | 1/1",
            "Sở D | 1 | 2 | 2 | 0 | 0 | 0 | 2/2",
            "Sở Y tế | 3 | 2 | 1 | 1 | 0 | 1 | 1/2",
            // Neither has one on time: the one that is not overdue comes first.
            "Sở A | 4 | 1 | 0 | 1 | 0 | 2 | 0/1",
            "Sở B | 5 | 2 | 0 | 0 | 2 | 31 | 0/2",
            "District People's Committee | - | - | - | - | - | - | -",
            "Huyện C | 1 | 1 | 1 | 0 | 0 | 0 | 1/1",
            "Huyện A | 2 | 2 | 1 | 0 | 1 | 22 | 1/2",
            "Commune People's Committee | - | - | - | - | - | - | -",
            "Xã B | 1 | 1 | 0 | 0 | 1 | 22 | 0/1",
        ]
    );
}

/// From 21/04 to 10/07 are 80 days, from 21/05 50. Sở Y tế was late by one day and Sở D by two; Huyện C has one overdue
/// as Huyện A has, and was never late.
#[test]
fn of_equal_rates_fewer_overdue_then_fewer_late_then_fewer_days_rank_first() {
    let report = report(&["--quarter", "2024-Q2", "--part", "ranking"], AS_OF);
    assert_eq!(
        figures(&report, "ranking", &RANKED),
        [
            "Department | - | - | - | - | - | - | -",
            "Sở C | 1 | 3 | 3 | 0 | 0 | 0 | 3/3",
            "Sở Y tế | 2 | 4 | 3 | 1 | 0 | 1 | 3/4",
            "Sở D | 3 | 4 | 3 | 1 | 0 | 2 | 3/4",
            "Sở A | 4 | 3 | 2 | 1 | 0 | 2 | 2/3",
            "Sở B | 5 | 4 | 0 | 0 | 4 | 161 | 0/4",
            "District People's Committee | - | - | - | - | - | - | -",
            "Huyện C | 1 | 2 | 1 | 0 | 1 | 50 | 1/2",
            "Huyện A | 2 | 4 | 2 | 1 | 1 | 25 | 2/4",
            "Commune People's Committee | - | - | - | - | - | - | -",
            "Xã B | 1 | 3 | 2 | 0 | 1 | 22 | 2/3",
        ]
    );
}

/// What a unit has been given more time for, or got back, is open and not answered.
#[test]
fn a_request_counts_who_answered_in_time_late_or_not_and_who_still_may() {
    let report = report(&["--from", "2024-07-01", "--to", "2024-07-09", "--part", "requests"], AS_OF);
    let columns = [
        "request",
        "document",
        "issued",
        "last_good_day",
        "owed",
        "on_time",
        "late",
        "overdue",
        "open",
        "missing_units",
    ];
    assert_eq!(
        figures(&report, "requests", &columns),
        ["Rà soát thủ tục | 55/VP | 2024-06-20 | 2024-07-05 | 5 | 1 | 1 | 1 | 2 | Sở B; Sở C; Sở D"]
    );
}

#[test]
fn the_matrix_has_the_state_of_each_report_and_nothing_where_none_is_owed() {
    let report = report(&["--month", "2024-06", "--part", "matrix"], AS_OF);
    let rows = report["sections"]["matrix"]["rows"].as_array().unwrap();
    let mark = |row: &Value, period: &str, part: &str| {
        let cells = row["cells"].as_object().unwrap();
        let (_, mark) = cells.iter().find(|(id, _)| id.starts_with(period)).unwrap();
        mark[part].as_str().unwrap_or("-").to_owned()
    };
    let letters: Vec<String> = rows
        .iter()
        .map(|row| {
            let unit = row["cells"]["unit"].as_str().unwrap();
            format!("{unit} {} {}", mark(row, "2024-06", "letter"), mark(row, "2024-Q2", "letter"))
        })
        .collect();
    assert_eq!(
        letters,
        [
            "Sở Y tế O L",
            "Sở A L E",
            "Sở B X X",
            "Sở C W O",
            "Sở D O O",
            "Huyện A O X",
            "Xã B X -",
            "Huyện C O E",
            "Xã D ? -",
        ]
    );
    for (at, period, says) in [
        (0, "2024-06", "on time; received 20/06/2024, due by 21/06/2024"),
        (0, "2024-Q2", "late by 1 day; received 19/06/2024, due by 18/06/2024"),
        (1, "2024-Q2", "extended; due by 20/07/2024"),
        (2, "2024-Q2", "overdue by 12 days; due by 28/06/2024"),
        (3, "2024-06", "waived, 19 days late; due by 21/06/2024"),
        (8, "2024-06", "not judged; no date is set"),
    ] {
        assert_eq!(mark(&rows[at], period, "says"), says);
    }
}

/// As of 18/06: Sở C and D have sent their quarters, Sở A and B have more time, what Xã B sent was returned. The 22nd is a
/// Saturday.
#[test]
fn the_deadlines_count_who_owes_and_who_has_not_sent() {
    let place = province();
    let days = ["--from", "2024-06-15", "--to", "2024-06-30", "--as-of", "2024-06-18"];
    let run = place.run(&[&["deadlines", "--lang", "en", "--format", "json"], &days[..]].concat());
    let deadlines: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no JSON: {run:?}"));
    let columns = ["last_good_day", "weekday", "working_day", "report", "who", "owed", "open", "to", "data", "clause"];
    let province = "Provincial People's Committee, through Provincial Office";
    let (month, quarter) = ("15/05/2024–14/06/2024", "15/03/2024–14/06/2024");
    assert_eq!(
        figures(&deadlines, "deadlines", &columns),
        [
            format!("2024-06-18 | Tuesday | - | Q2 2024 | Huyện A | 1 | 1 | {province} | {quarter} | Article 7.3"),
            format!(
                "2024-06-18 | Tuesday | - | June 2024 | Xã B | 1 | 1 | District People's Committee | {month} | Article 7.4"
            ),
            format!(
                "2024-06-18 | Tuesday | - | Q2 2024 | 3 × Department | 3 | 1 | {province} | {quarter} | Article 7.3"
            ),
            format!(
                "2024-06-21 | Friday | - | June 2024 | 2 × District People's Committee | 2 | 2 | {province} | {month} | Article 7.3"
            ),
            format!(
                "2024-06-21 | Friday | - | June 2024 | 4 × Department | 4 | 4 | {province} | {month} | Article 7.3"
            ),
            format!(
                "2024-06-22 | Saturday | 2024-06-21 | June 2024 | Sở A | 1 | 1 | {province} | {month} | Article 7.3"
            ),
            format!("2024-06-28 | Friday | - | Q2 2024 | Sở B | 1 | 1 | {province} | {quarter} | Article 7.3"),
        ]
    );
    // Xã D's, for which nobody has set one.
    let notes = deadlines["sections"]["deadlines"]["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note.as_str().unwrap().starts_with("1 report")), "{notes:?}");
}

#[test]
fn why_ends_with_the_comparison_that_gives_the_verdict() {
    let place = province();
    for (unit, what, as_of, says) in [
        ("so-y-te", "2024-06", AS_OF, "received 20/06/2024 ≤ last good day 21/06/2024: on time"),
        ("huyen-a", "2024-06", AS_OF, "received 21/06/2024 ≤ last good day 21/06/2024: on time"),
        ("so-y-te", "2024-Q2", AS_OF, "received 19/06/2024 > last good day 18/06/2024: late by 1 day"),
        ("so-a", "2024-06", AS_OF, "received 24/06/2024 > last good day 22/06/2024: late by 2 days"),
        ("so-a", "2024-Q2", AS_OF, "judged 10/07/2024 ≤ last good day 20/07/2024, not received: extended"),
        ("so-b", "2024-Q2", AS_OF, "judged 10/07/2024 > last good day 28/06/2024, not received: overdue by 12 days"),
        (
            "so-c",
            "2024-06",
            AS_OF,
            "judged 10/07/2024 > last good day 21/06/2024, not received: overdue by 19 days, waived",
        ),
        ("so-c", "2024-06", AS_OF, "7/UBND, from 21/06/2024 to 21/06/2024: sắp xếp lại"),
        ("so-b", "2024-Q2", AS_OF, "until 28/06/2024 included, by 93/VP"),
        ("xa-b", "2024-06", AS_OF, "on 16/06/2024 3/BC, returned on 17/06/2024: thiếu biểu"),
        ("xa-d", "2024-06", AS_OF, "there is no date, so nothing is judged"),
        ("so-y-te", "2024-06", "2024-06-15", "judged 15/06/2024 ≤ last good day 21/06/2024, not received: not yet due"),
        (
            "so-y-te",
            "2024-06",
            "2024-06-16",
            "judged 16/06/2024 ≤ last good day 21/06/2024, not received: due in 5 days",
        ),
        ("so-b", "2024-06", "2024-06-21", "judged 21/06/2024 ≤ last good day 21/06/2024, not received: due today"),
        (
            "xa-b",
            "2024-06",
            "2024-06-17",
            "judged 17/06/2024 ≤ last good day 18/06/2024, not received: returned, awaited",
        ),
        ("so-a", "ra-soat", AS_OF, "received 08/07/2024 > last good day 05/07/2024: late by 3 days"),
    ] {
        let run = place.run(&["why", unit, what, "--as-of", as_of, "--lang", "en"]);
        let said = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(says), "{unit} {what} {as_of}: {said}");
    }
}
