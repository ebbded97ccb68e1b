//! The ledger against the text of the regulation, and against a second count that goes day by day instead of period by
//! period and knows the dates of Decision 246 by heart.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use ttc::calendar::{Interval, Period};
use ttc::facts::Facts;
use ttc::facts::ledger::{Entry, Reach, Status, Verdict, Why};
use ttc::load::load;
use ttc::load::tree::{Content, InputFile, read_folder};
use ttc::model::Registry;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn files_of(folder: &str) -> Vec<InputFile> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap()
}

/// The base registry of the rules' fixtures, with files laid over it.
fn registry(files: &[(&str, String)]) -> Registry {
    let mut input = files_of("tests/rules/base");
    for (path, text) in files {
        input.retain(|file| file.path != *path);
        input.push(InputFile { path: (*path).to_owned(), content: Content::Bytes(text.clone().into_bytes()) });
    }
    load(input).registry
}

fn sample() -> Registry {
    load(files_of("registry")).registry
}

fn facts<'r>(registry: &'r Registry, as_of: &str) -> Facts<'r> {
    Facts::new(registry, day(as_of), day("2026-01-01").max(day(as_of)))
}

fn within(from: &str, until: &str) -> Interval {
    Interval { from: day(from), until: Some(day(until)) }
}

/// The status of one report in the base registry with these submissions, extensions and other lines.
fn status(lines: &str, unit: &str, what: &str, as_of: &str) -> Option<Status> {
    let registry = registry(&[("submissions/2024/2024-05.yaml", lines.to_owned())]);
    let facts = facts(&registry, as_of);
    let unit = registry.unit_index(unit).unwrap();
    let entries = facts.entries_of(unit, Reach::Closing(within("2024-01-01", "2025-12-31")));
    let is_it = |entry: &&Entry<'_>| match what.parse::<Period>() {
        Ok(period) => entry.owed.period() == Some(period),
        Err(_) => entry.owed.request().is_some_and(|request| *request.id == *what),
    };
    entries.iter().find(is_it).map(|entry| entry.status)
}

fn received(day: &str) -> String {
    format!("submissions:\n  - {{unit: so-y-te, period: 2024-12, received: {day}, number: 1/BC, approved: {day}}}\n")
}

#[test]
fn a_report_received_on_the_21st_is_on_time_and_on_the_22nd_late() {
    assert_eq!(status(&received("2024-12-21"), "so-y-te", "2024-12", "2025-01-31"), Some(Status::OnTime));
    assert_eq!(status(&received("2024-12-22"), "so-y-te", "2024-12", "2025-01-31"), Some(Status::Late { days: 1 }));
}

#[test]
fn nothing_is_overdue_on_the_last_good_day_and_one_day_after_it_is() {
    let none = "submissions: []\n";
    assert_eq!(status(none, "so-y-te", "2024-12", "2024-12-21"), Some(Status::DueSoon { days_left: 0 }));
    assert_eq!(status(none, "so-y-te", "2024-12", "2024-12-22"), Some(Status::Overdue { days: 1, returned: false }));
}

#[test]
fn due_soon_begins_five_days_before_the_last_good_day() {
    let none = "submissions: []\n";
    assert_eq!(status(none, "so-y-te", "2024-12", "2024-12-15"), Some(Status::NotYetDue));
    assert_eq!(status(none, "so-y-te", "2024-12", "2024-12-16"), Some(Status::DueSoon { days_left: 5 }));
}

#[test]
fn february_2024_owes_nothing_under_246() {
    assert_eq!(status("submissions: []\n", "so-y-te", "2024-02", "2024-12-31"), None);
    let registry = sample();
    let facts = facts(&registry, "2024-12-31");
    assert!(facts.entries(Reach::Closing(within("2024-01-01", "2024-02-29"))).is_empty());
    let first = facts.entries(Reach::Closing(within("2024-01-01", "2024-03-31")));
    let of_province = |entry: &&Entry<'_>| &*registry.units[entry.unit].kind == "department";
    let mut days: Vec<_> = first.iter().filter(of_province).map(|entry| entry.owed.listed_on()).collect();
    days.sort_unstable();
    days.dedup();
    assert_eq!(days, [day("2024-03-18"), day("2024-03-21")]);
}

/// 18 communes stand below the two districts of the sample that set no dates.
#[test]
fn a_report_without_a_date_is_owed_from_the_first_period_whose_report_the_district_owes() {
    let registry = sample();
    let facts = facts(&registry, "2024-12-31");
    let unset = |from: &str, until: &str| {
        let entries = facts.entries(Reach::Closing(within(from, until)));
        let mut days: Vec<_> = entries
            .iter()
            .filter(|entry| entry.status == Status::NotJudged(Why::DateNotSet))
            .map(|entry| entry.owed.listed_on())
            .collect();
        let count = days.len();
        days.dedup();
        (count, days)
    };
    assert_eq!(unset("2024-02-01", "2024-02-29"), (0, vec![]));
    assert_eq!(unset("2024-04-01", "2024-04-30"), (18, vec![day("2024-04-30")]));
}

/// The district's own date is the 21st: a commune that closes on that day owes the month, one that closes a day before
/// does not, whatever the month's last day.
#[test]
fn a_commune_that_closes_before_its_districts_own_date_owes_no_report_without_a_date() {
    let of = |until: &str| {
        let units = format!(
            "units:\n  - {{id: huyen-a, kind: district, parent: ubnd-tinh, name: Huyện A}}\n  \
             - {{id: xa-b, kind: commune, parent: huyen-a, name: Xã B, until: {until}}}\n"
        );
        let registry = registry(&[("units/huyen-a.yaml", units)]);
        let facts = facts(&registry, "2024-12-31");
        let unit = registry.unit_index("xa-b").unwrap();
        let entries = facts.entries_of(unit, Reach::Closing(within("2024-06-01", "2024-06-30")));
        entries.iter().map(|entry| entry.owed.listed_on()).collect::<Vec<_>>()
    };
    assert_eq!(of("2024-06-20"), []);
    assert_eq!(of("2024-06-21"), [day("2024-06-30")]);
}

#[test]
fn december_2024_has_three_deadlines() {
    let registry = sample();
    let facts = facts(&registry, "2025-06-30");
    let unit = registry.unit_index("so-y-te").unwrap();
    let days: Vec<_> = facts
        .entries_of(unit, Reach::Closing(within("2024-12-01", "2024-12-31")))
        .iter()
        .map(|entry| entry.last_good_day().unwrap())
        .collect();
    assert_eq!(days, [day("2024-12-18"), day("2024-12-19"), day("2024-12-21")]);
}

#[test]
fn what_is_dated_after_the_day_judged_is_not_known() {
    let late = received("2024-12-23");
    let overdue = Status::Overdue { days: 1, returned: false };
    assert_eq!(status(&late, "so-y-te", "2024-12", "2024-12-22"), Some(overdue));
    let returned = received("2024-12-20").replace("}", ", returned: 2024-12-24, reason: thiếu biểu}");
    assert_eq!(status(&returned, "so-y-te", "2024-12", "2024-12-23"), Some(Status::OnTime));
    assert_eq!(
        status(&returned, "so-y-te", "2024-12", "2024-12-24"),
        Some(Status::Overdue { days: 3, returned: true })
    );
}

#[test]
fn a_report_sent_back_in_time_is_awaited() {
    let returned = received("2024-12-16").replace("}", ", returned: 2024-12-17, reason: thiếu biểu}");
    assert_eq!(status(&returned, "so-y-te", "2024-12", "2024-12-17"), Some(Status::Returned));
}

#[test]
fn the_first_report_that_was_not_returned_decides() {
    let lines = "submissions:
  - {unit: so-y-te, period: 2024-12, received: 2024-12-26, number: 3/BC, approved: 2024-12-26}
  - {unit: so-y-te, period: 2024-12, received: 2024-12-24, number: 2/BC, approved: 2024-12-24}
  - {unit: so-y-te, period: 2024-12, received: 2024-12-19, number: 1/BC, approved: 2024-12-19, returned: 2024-12-20, reason: thiếu}
";
    assert_eq!(status(lines, "so-y-te", "2024-12", "2025-01-31"), Some(Status::Late { days: 3 }));
}

#[test]
fn an_extension_includes_its_day_never_shortens_and_the_latest_counts() {
    let extended = |by: &str, received: &str| {
        format!(
            "submissions:\n  - {{unit: so-y-te, period: 2024-12, received: {received}, number: 1/BC, approved: {received}}}\n\
             extensions:\n  - {{unit: so-y-te, period: 2024-12, by: {by}, document: 8/VP}}\n  \
             - {{unit: so-y-te, period: 2024-12, by: 2024-12-10, document: 7/VP}}\n"
        )
    };
    let of = |lines: &str, as_of: &str| status(lines, "so-y-te", "2024-12", as_of).unwrap();
    // 28/12/2024 is a Saturday: an extension is never moved.
    assert_eq!(of(&extended("2024-12-28", "2024-12-28"), "2025-01-31"), Status::OnTime);
    assert_eq!(of(&extended("2024-12-28", "2024-12-30"), "2025-01-31"), Status::Late { days: 2 });
    assert_eq!(of(&extended("2024-12-28", "2025-01-20"), "2024-12-28"), Status::Extended);
    assert_eq!(of(&extended("2024-12-28", "2025-01-20"), "2024-12-30"), Status::Overdue { days: 2, returned: false });
    assert_eq!(of(&extended("2024-12-11", "2024-12-21"), "2025-01-31"), Status::OnTime);
}

#[test]
fn of_two_extensions_the_later_counts_in_whichever_order_they_stand() {
    let extended = |first: &str, second: &str, received: &str| {
        format!(
            "submissions:\n  - {{unit: so-y-te, period: 2024-12, received: {received}, number: 1/BC, approved: {received}}}\n\
             extensions:\n  - {{unit: so-y-te, period: 2024-12, by: {first}, document: 8/VP}}\n  \
             - {{unit: so-y-te, period: 2024-12, by: {second}, document: 9/VP}}\n"
        )
    };
    for (first, second) in [("2024-12-24", "2024-12-27"), ("2024-12-27", "2024-12-24")] {
        let of = |received: &str, as_of: &str| {
            status(&extended(first, second, received), "so-y-te", "2024-12", as_of).unwrap()
        };
        assert_eq!(of("2024-12-27", "2025-01-31"), Status::OnTime, "{first} {second}");
        assert_eq!(of("2024-12-28", "2025-01-31"), Status::Late { days: 1 }, "{first} {second}");
        assert_eq!(of("2025-01-20", "2024-12-26"), Status::Extended, "{first} {second}");
    }
}

/// The status of the report that Sở Y tế owes for December 2024, with lines that cannot be read beside it.
fn beside_unread(file: &str, lines: &str) -> Status {
    let registry =
        registry(&[("submissions/2024/2024-05.yaml", "submissions: []\n".to_owned()), (file, lines.to_owned())]);
    let facts = facts(&registry, "2024-12-23");
    let unit = registry.unit_index("so-y-te").unwrap();
    let entries = facts.entries_of(unit, Reach::Closing(within("2024-12-01", "2024-12-31")));
    entries.iter().find(|entry| entry.owed.period() == Some("2024-12".parse().unwrap())).unwrap().status
}

#[test]
fn a_report_is_not_judged_where_a_record_that_cannot_be_read_may_be_about_it() {
    const OVERDUE: Status = Status::Overdue { days: 2, returned: false };
    const UNCLEAR: Status = Status::NotJudged(Why::Unclear);
    for (record, status) in [
        ("{unit: so-y-te, period: 2024-12, received: hôm qua}", UNCLEAR),
        ("{unit: so-y-t, period: 2024-12, received: hôm qua}", UNCLEAR),
        ("{period: 2024-12, received: 2024-12-20}", UNCLEAR),
        ("{unit: so-y-te, received: 2024-12-20, period: tháng 12}", UNCLEAR),
        ("{unit: so-y-te, period: 2024-11, received: hôm qua}", OVERDUE),
        ("{unit: so-y-te, request: ra-soat, received: hôm qua}", OVERDUE),
        ("{unit: huyen-a, period: 2024-12, received: hôm qua}", OVERDUE),
    ] {
        let file = "submissions/2024/them.yaml";
        assert_eq!(beside_unread(file, &format!("submissions:\n  - {record}\n")), status, "{record}");
    }
    for (extension, status) in [
        ("{unit: so-y-te, period: 2024-12, by: cuối tháng, document: 8/VP}", UNCLEAR),
        ("{unit: huyen-a, period: 2024-12, by: cuối tháng, document: 8/VP}", OVERDUE),
    ] {
        let file = "submissions/2024/them.yaml";
        assert_eq!(beside_unread(file, &format!("extensions:\n  - {extension}\n")), status, "{extension}");
    }
    for (waiver, status) in [
        ("{rule: report-overdue, unit: so-y-te, from: 2024-12-01, until: mai, document: 1/VP, reason: x}", UNCLEAR),
        ("{rule: report-late, unit: so-y-te, from: 2024-12-01, until: mai, document: 1/VP, reason: x}", OVERDUE),
        ("{rule: report-overdue, unit: huyen-a, from: 2024-12-01, until: mai, document: 1/VP, reason: x}", OVERDUE),
    ] {
        assert_eq!(beside_unread("waivers.yaml", &format!("waivers:\n  - {waiver}\n")), status, "{waiver}");
    }
}

#[test]
fn what_came_in_time_is_on_time_whatever_else_cannot_be_read() {
    let lines = received("2024-12-20") + "  - {unit: so-y-te, period: 2024-12, received: hôm qua}\n";
    assert_eq!(status(&lines, "so-y-te", "2024-12", "2025-01-31"), Some(Status::OnTime));
}

/// A board owes two reports a month, by the 20th and by the 25th.
#[test]
fn a_submission_that_does_not_say_which_of_two_reports_it_is_leaves_both_unjudged() {
    let regulation = "number: 2/QĐ-UBND
issued: 2024-02-22
title: {vi: Quy chế riêng, en: A regulation of its own}
in_force: {from: 2024-02-22, until: 2025-06-30}
applies_to: ban-quan-ly
kinds:
  - id: board
    name: {vi: Ban quản lý, en: Board}
    owes:
      - {report: progress, to: board, by: 20, clause: \"1\"}
      - {report: budget, to: board, by: 25, clause: \"1\"}
reports:
  - {id: progress, every: month, name: {vi: Báo cáo tiến độ, en: Progress report}}
  - {id: budget, every: month, name: {vi: Báo cáo kinh phí, en: Budget report}}
";
    let of = |submission: &str| -> Vec<Status> {
        let registry = registry(&[
            ("regulations/rieng.yaml", regulation.to_owned()),
            ("units/rieng.yaml", "units:\n  - {id: ban-quan-ly, kind: board, name: Ban quản lý}\n".to_owned()),
            ("submissions/2024/them.yaml", format!("submissions:\n  - {submission}\n")),
        ]);
        let facts = facts(&registry, "2024-05-31");
        let unit = registry.unit_index("ban-quan-ly").unwrap();
        let entries = facts.entries_of(unit, Reach::Closing(within("2024-05-01", "2024-05-31")));
        entries.iter().map(|entry| entry.status).collect()
    };
    let overdue = |days| Status::Overdue { days, returned: false };
    let said = "{unit: ban-quan-ly, period: 2024-05, report: budget, received: 2024-05-26}";
    assert_eq!(of(said), [overdue(11), Status::Late { days: 1 }]);
    assert_eq!(of("{unit: ban-quan-ly, period: 2024-05, received: 2024-05-20}"), [Status::NotJudged(Why::Unclear); 2]);
    assert_eq!(of("{unit: ban-quan-ly, period: 2024-04, received: 2024-04-20}"), [overdue(11), overdue(6)]);
}

#[test]
fn an_extension_gives_no_date_to_a_report_that_has_none() {
    let units = "units:\n  - {id: huyen-c, kind: district, parent: ubnd-tinh, name: Huyện C}\n  \
                 - {id: xa-d, kind: commune, parent: huyen-c, name: Xã D}\n";
    let lines = "extensions:\n  - {unit: xa-d, period: 2024-06, by: 2024-07-10, document: 8/VP}\n";
    let registry = registry(&[("units/c.yaml", units.to_owned()), ("submissions/2024/them.yaml", lines.to_owned())]);
    let facts = facts(&registry, "2024-07-31");
    let unit = registry.unit_index("xa-d").unwrap();
    let entries = facts.entries_of(unit, Reach::Closing(within("2024-06-01", "2024-06-30")));
    let of_june: Vec<_> = entries.iter().map(|entry| (entry.last_good_day(), entry.status)).collect();
    assert_eq!(of_june, [(None, Status::NotJudged(Why::DateNotSet))]);
}

#[test]
fn a_unit_is_no_more_from_the_day_after_its_last() {
    let units = "units:\n  - {id: so-tam, kind: department, parent: ubnd-tinh, name: Sở Tạm, until: 2024-12-23}\n";
    let registry = registry(&[("units/tam.yaml", units.to_owned())]);
    let is_dissolved = |as_of: &str| {
        let facts = facts(&registry, as_of);
        let unit = registry.unit_index("so-tam").unwrap();
        let entries = facts.entries_of(unit, Reach::Closing(within("2024-12-01", "2024-12-31")));
        assert_eq!(entries.len(), 3);
        entries.iter().all(|entry| entry.dissolved)
    };
    assert_eq!(["2024-12-22", "2024-12-23", "2024-12-24"].map(is_dissolved), [false, false, true]);
}

/// The day that must lie within a waiver is the 21st, whatever extension was given.
#[test]
fn a_waiver_excuses_a_report_if_its_last_good_day_lies_within() {
    let of = |from: &str, until: &str| {
        let waiver = format!(
            "waivers:\n  - {{rule: report-overdue, unit: so-y-te, from: {from}, until: {until}, document: 1/VP, reason: x}}\n"
        );
        let more = "extensions:\n  - {unit: so-y-te, period: 2024-12, by: 2024-12-22, document: 8/VP}\n";
        let registry = registry(&[("submissions/2024/them.yaml", more.to_owned()), ("waivers.yaml", waiver)]);
        let facts = facts(&registry, "2024-12-24");
        let unit = registry.unit_index("so-y-te").unwrap();
        let entries = facts.entries_of(unit, Reach::Closing(within("2024-12-01", "2024-12-31")));
        let entry = entries.into_iter().find(|entry| entry.owed.period() == Some("2024-12".parse().unwrap())).unwrap();
        (entry.status.verdict(), entry.waiver.is_some(), entry.days())
    };
    let waived = (Verdict::Waived, true, Some(2));
    let overdue = (Verdict::Overdue, false, Some(2));
    assert_eq!(of("2024-12-21", "2024-12-21"), waived);
    assert_eq!(of("2024-12-01", "2024-12-20"), overdue);
    assert_eq!(of("2024-12-22", "2024-12-31"), overdue);
}

/// Two regulations, one after the other: what was owed under the first is still looked at under the second.
#[test]
fn all_that_was_owed_so_far_reaches_back_to_the_first_regulation() {
    let quy_che =
        files_of("tests/rules/base").into_iter().find(|file| file.path == "regulations/quy-che.yaml").unwrap();
    let Content::Bytes(bytes) = quy_che.content else { panic!("the base has a regulation") };
    let first = String::from_utf8(bytes).unwrap().replace("until: 2025-06-30}", "until: 2024-06-30}");
    let second = first
        .replace("number: 1/QĐ-UBND", "number: 2/QĐ-UBND")
        .replace("issued: 2024-02-22", "issued: 2024-06-20")
        .replace("{from: 2024-02-22, until: 2024-06-30}", "{from: 2024-07-01, until: 2025-06-30}")
        .replace("before: 22", "before: 11");
    let registry = registry(&[("regulations/quy-che.yaml", first), ("regulations/thay-the.yaml", second)]);
    let facts = facts(&registry, "2024-08-31");
    let unit = registry.unit_index("so-y-te").unwrap();
    let listed: Vec<_> = facts
        .entries_so_far()
        .into_iter()
        .filter(|entry| entry.unit == unit && entry.owed.period().unwrap().to_string().len() == 7)
        .filter(|entry| !entry.owed.period().unwrap().to_string().contains('Q'))
        .map(|entry| entry.owed.listed_on())
        .collect();
    let days = ["2024-03-21", "2024-04-21", "2024-05-21", "2024-06-21", "2024-07-10", "2024-08-10"];
    assert_eq!(listed, days.map(day));
}

#[test]
fn a_request_binds_from_its_day_of_issue_the_units_that_exist_on_its_last_day() {
    let lines = "requests:
  - {id: ra-soat, title: Rà soát, issued: 2024-12-10, by: 2024-12-15, document: 5/VP, kinds: [department]}
submissions:
  - {unit: so-y-te, request: ra-soat, received: 2024-12-15, number: 1/BC, approved: 2024-12-15}
";
    assert_eq!(status(lines, "so-y-te", "ra-soat", "2024-12-09"), None);
    assert_eq!(status(lines, "so-y-te", "ra-soat", "2024-12-10"), Some(Status::DueSoon { days_left: 5 }));
    assert_eq!(status(lines, "so-y-te", "ra-soat", "2024-12-31"), Some(Status::OnTime));
    assert_eq!(status(lines, "huyen-a", "ra-soat", "2024-12-31"), None);
    let after = lines.replace("2024-12-15, document", "2025-07-15, document");
    assert_eq!(
        status(&after, "so-y-te", "ra-soat", "2025-06-30"),
        None,
        "nothing is owed when no regulation is in force"
    );
}

#[test]
fn a_commune_is_judged_by_what_its_district_set_for_the_month_and_not_before() {
    let sets = |sets: &str| {
        format!(
            "units:\n  - {{id: huyen-a, kind: district, parent: ubnd-tinh, name: Huyện A, sets: [{sets}]}}\n  \
             - {{id: xa-b, kind: commune, parent: huyen-a, name: Xã B}}\n"
        )
    };
    let of = |text: &str, period: &str| {
        let registry = registry(&[("units/huyen-a.yaml", sets(text))]);
        let facts = facts(&registry, "2024-12-31");
        let entries =
            facts.entries_of(registry.unit_index("xa-b").unwrap(), Reach::Closing(within("2024-01-01", "2024-12-31")));
        let entry = entries.iter().find(|entry| entry.owed.period() == Some(period.parse().unwrap())).unwrap();
        (entry.last_good_day(), entry.owed.listed_on(), entry.status.verdict())
    };
    let changed = "{from: 2024-06-15, kind: commune, reports: {monthly: {by: 18}}}, \
                   {from: 2024-09-02, kind: commune, reports: {monthly: {by: 10}}}";
    // Set on the 15th of June: June itself began without a date, and May of course.
    let unset = (None, day("2024-06-30"), Verdict::NotJudged);
    assert_eq!(of(changed, "2024-06"), unset);
    assert_eq!(of(changed, "2024-07").0, Some(day("2024-07-18")));
    // Changed on the 2nd of September: in force on the first day of October's month, not of September's.
    assert_eq!(of(changed, "2024-09").0, Some(day("2024-09-18")));
    assert_eq!(of(changed, "2024-10").0, Some(day("2024-10-10")));
}

#[test]
fn the_merged_wards_owe_until_the_merger_and_not_after() {
    let registry = sample();
    let facts = facts(&registry, "2025-06-30");
    let closed = registry.units.iter().position(|unit| unit.code.as_deref() == Some("31513")).unwrap();
    assert_eq!(registry.units[closed].until, Some(day("2024-08-31")));
    let owed = facts.entries_of(closed, Reach::Closing(within("2024-07-01", "2025-06-30")));
    let periods: Vec<String> = owed.iter().filter_map(|entry| Some(entry.owed.period()?.to_string())).collect();
    assert_eq!(periods, ["2024-07", "2024-08"]);
    assert!(owed.iter().all(|entry| entry.dissolved));
}

#[test]
fn a_day_on_which_no_regulation_is_in_force_judges_nothing_but_lists_what_was_owed() {
    let registry = sample();
    let entries = facts(&registry, "2025-07-01").entries(Reach::Closing(within("2025-06-01", "2025-06-30")));
    assert!(!entries.is_empty());
    assert!(entries.iter().all(|entry| entry.status == Status::NotJudged(Why::NoRegulation)));
}

/// By hand: 18 departments and 11 districts owe three months and a quarter; 109 communes owe July and August, and 108
/// of them September and the quarter, whose dates come after the merger.
#[test]
fn the_third_quarter_of_2024_is_owed_as_counted_by_hand() {
    let registry = sample();
    let entries = facts(&registry, "2025-06-30").entries(Reach::Closing(within("2024-07-01", "2024-09-30")));
    let of = |kind: &str| {
        entries
            .iter()
            .filter(|entry| &*registry.units[entry.unit].kind == kind && entry.owed.request().is_none())
            .count()
    };
    assert_eq!((of("department"), of("district"), of("commune")), (18 * 4, 11 * 4, 109 * 2 + 108 * 2));
}

/// What a unit of the generated province owes is known by heart: departments and districts report monthly by the 21st,
/// quarterly by the 18th, yearly by 19/12; the communes of A by the 18th each month, those of B whenever B says, which could
/// only be by its own 21st.
const UNITS: [(&str, &str, &str); 6] = [
    ("so-y-te", "2024-02-22", "2025-06-30"),
    ("so-moi", "2024-08-20", "2025-06-30"),
    ("huyen-a", "2024-02-22", "2025-06-30"),
    ("huyen-b", "2024-02-22", "2025-06-30"),
    ("xa-b", "2024-02-22", "2024-10-18"),
    ("xa-c", "2024-02-22", "2024-11-21"),
];

const PERIODS: [&str; 14] = [
    "2024-02", "2024-03", "2024-04", "2024-05", "2024-06", "2024-07", "2024-08", "2024-09", "2024-10", "2024-11",
    "2024-12", "2024-Q2", "2024-Q3", "2024",
];

#[derive(Clone, Debug)]
struct Sent {
    unit: &'static str,
    period: &'static str,
    received: NaiveDate,
    returned: Option<NaiveDate>,
}

#[derive(Clone, Debug)]
struct More {
    unit: &'static str,
    period: &'static str,
    by: NaiveDate,
}

#[derive(Clone, Debug)]
struct Excuse {
    unit: &'static str,
    period: Option<&'static str>,
    rule: &'static str,
    from: NaiveDate,
    days: i64,
}

#[derive(Clone, Debug)]
struct Life {
    sent: Vec<Sent>,
    more: Vec<More>,
    excuses: Vec<Excuse>,
    as_of: NaiveDate,
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..520i64).prop_map(|days| day("2024-02-01") + chrono::TimeDelta::days(days))
}

fn any_life() -> impl Strategy<Value = Life> {
    let unit = || (0..UNITS.len()).prop_map(|at| UNITS[at].0);
    let period = || proptest::sample::select(&PERIODS[..]);
    // Close to the last good day, so that both sides of it are met often.
    let near = |period: &str, shift: i64| period.parse::<Period>().unwrap().last_day() + chrono::TimeDelta::days(shift);
    let sent = (unit(), period(), -18..6i64, proptest::option::of(0..9i64)).prop_map(
        move |(unit, period, shift, returned)| {
            let received = near(period, shift);
            Sent { unit, period, received, returned: returned.map(|days| received + chrono::TimeDelta::days(days)) }
        },
    );
    let more = (unit(), period(), -14..20i64).prop_map(move |(unit, period, shift)| More {
        unit,
        period,
        by: near(period, shift),
    });
    let excuse = (unit(), proptest::option::of(period()), any::<bool>(), any_day(), 0..90i64).prop_map(
        |(unit, period, overdue, from, days)| Excuse {
            unit,
            period,
            rule: if overdue { "report-overdue" } else { "report-late" },
            from,
            days,
        },
    );
    (
        proptest::collection::vec(sent, 0..40),
        proptest::collection::vec(more, 0..10),
        proptest::collection::vec(excuse, 0..6),
        any_day(),
    )
        .prop_map(|(sent, more, excuses, as_of)| Life { sent, more, excuses, as_of })
}

fn written(life: &Life) -> Registry {
    let mut submissions = "submissions:\n".to_owned();
    for (at, sent) in life.sent.iter().enumerate() {
        let Sent { unit, period, received, returned } = sent;
        let returned = returned.map(|day| format!(", returned: {day}, reason: thiếu biểu")).unwrap_or_default();
        submissions +=
            &format!("  - {{unit: {unit}, period: {period}, received: {received}, number: {at}/BC{returned}}}\n");
    }
    if life.sent.is_empty() {
        submissions = "submissions: []\n".to_owned();
    }
    if !life.more.is_empty() {
        submissions += "extensions:\n";
    }
    for More { unit, period, by } in &life.more {
        submissions += &format!("  - {{unit: {unit}, period: {period}, by: {by}, document: 8/VP}}\n");
    }
    let mut waivers = "waivers:\n".to_owned();
    for excuse in &life.excuses {
        let Excuse { unit, period, rule, from, days } = excuse;
        let until = *from + chrono::TimeDelta::days(*days);
        let period = period.map(|period| format!(", period: {period}")).unwrap_or_default();
        waivers += &format!(
            "  - {{rule: {rule}, unit: {unit}{period}, from: {from}, until: {until}, document: 1/VP, reason: x}}\n"
        );
    }
    if life.excuses.is_empty() {
        waivers = "waivers: []\n".to_owned();
    }
    let province = "units:
  - {id: ubnd-tinh, kind: province, name: Tỉnh Thử}
  - {id: vp-ubnd, kind: provincial-office, parent: ubnd-tinh, name: Văn phòng}
  - {id: so-y-te, kind: department, parent: ubnd-tinh, name: Sở Y tế}
  - {id: so-moi, kind: department, parent: ubnd-tinh, name: Sở Mới, from: 2024-08-20}
  - {id: huyen-b, kind: district, parent: ubnd-tinh, name: Huyện B}
  - {id: xa-c, kind: commune, parent: huyen-b, name: Xã C, until: 2024-11-21}
";
    let district = "units:
  - {id: huyen-a, kind: district, parent: ubnd-tinh, name: Huyện A, sets: [{from: 2024-01-01, kind: commune, reports: {monthly: {by: 18}}}]}
  - {id: xa-b, kind: commune, parent: huyen-a, name: Xã B, until: 2024-10-18}
";
    registry(&[
        ("units/province.yaml", province.to_owned()),
        ("units/huyen-a.yaml", district.to_owned()),
        ("submissions/2024/2024-05.yaml", submissions),
        ("waivers.yaml", waivers),
    ])
}

/// Day by day: what falls due on it, and how that stands.
fn second_count(life: &Life) -> BTreeMap<(&'static str, String), Verdict> {
    let mut count = BTreeMap::new();
    let in_force = day("2024-02-22").iter_days().take_while(|today| *today <= day("2025-06-30"));
    for today in in_force {
        for (unit, from, until) in UNITS {
            if today < day(from) || today > day(until) {
                continue;
            }
            let month = format!("{}-{:02}", today.year(), today.month());
            let quarter = format!("{}-Q{}", today.year(), today.month() / 3);
            let mut due: Vec<(String, bool)> = Vec::new();
            match unit {
                "xa-b" if today.day() == 18 => due.push((month, true)),
                "xa-c" if today.day() == 21 => due.push((month, false)),
                "xa-b" | "xa-c" => {}
                _ => {
                    if today.day() == 21 {
                        due.push((month, true));
                    }
                    if today.day() == 18 && today.month().is_multiple_of(3) {
                        due.push((quarter, true));
                    }
                    if (today.month(), today.day()) == (12, 19) {
                        due.push((today.year().to_string(), true));
                    }
                }
            }
            for (period, is_set) in due {
                let verdict = if is_set { how_it_stands(life, unit, &period, today) } else { Verdict::NotJudged };
                count.insert((unit, period), verdict);
            }
        }
    }
    count
}

fn how_it_stands(life: &Life, unit: &str, period: &str, due: NaiveDate) -> Verdict {
    let as_of = life.as_of;
    if !(day("2024-02-22")..=day("2025-06-30")).contains(&as_of) {
        return Verdict::NotJudged;
    }
    let last = life.more.iter().filter(|more| more.unit == unit && more.period == period).map(|more| more.by);
    let last = last.chain([due]).max().unwrap();
    let of_it: Vec<&Sent> =
        life.sent.iter().filter(|sent| sent.unit == unit && sent.period == period && sent.received <= as_of).collect();
    let was_returned = |sent: &&&Sent| sent.returned.is_some_and(|returned| returned <= as_of);
    let first = of_it.iter().filter(|sent| !was_returned(sent)).map(|sent| sent.received).min();
    let is_excused = |rule: &str| {
        life.excuses.iter().any(|excuse| {
            excuse.unit == unit
                && excuse.period.is_none_or(|named| named == period)
                && excuse.rule == rule
                && excuse.from <= due
                && due <= excuse.from + chrono::TimeDelta::days(excuse.days)
        })
    };
    match first {
        Some(first) if first <= last => Verdict::OnTime,
        Some(_) if is_excused("report-late") => Verdict::Waived,
        Some(_) => Verdict::Late,
        None if as_of > last && is_excused("report-overdue") => Verdict::Waived,
        None if as_of > last => Verdict::Overdue,
        None if of_it.iter().any(|sent| was_returned(&sent)) => Verdict::Returned,
        None if last > due => Verdict::Extended,
        None if (last - as_of).num_days() <= 5 => Verdict::DueSoon,
        None => Verdict::NotYetDue,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_ledger_is_the_second_count_and_every_report_has_one_status(life in any_life()) {
        let registry = written(&life);
        let facts = Facts::new(&registry, life.as_of, day("2026-01-01"));
        let entries = facts.entries(Reach::Listed(within("2024-01-01", "2025-12-31")));
        let ledger: BTreeMap<(&str, String), Verdict> = entries
            .iter()
            .map(|entry| {
                let unit = UNITS.iter().find(|unit| *unit.0 == *registry.units[entry.unit].id).unwrap().0;
                ((unit, entry.owed.period().unwrap().to_string()), entry.status.verdict())
            })
            .collect();
        prop_assert_eq!(ledger.len(), entries.len());
        prop_assert_eq!(ledger, second_count(&life));
    }
}
