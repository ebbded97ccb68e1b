//! The sample province: what `registry/` must say on the days that are known from the law and the news, and that
//! nothing is wrong with it on any day in force.

use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rayon::prelude::*;
use ttc::diagnostic::{Diagnostic, Severity};
use ttc::facts::Facts;
use ttc::facts::totals::Totals;
use ttc::load::{Loaded, load, tree::read_folder};
use ttc::rules;

static SAMPLE: LazyLock<Loaded> =
    LazyLock::new(|| load(read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("registry")).unwrap()));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts(as_of: &str) -> Facts<'static> {
    Facts::new(&SAMPLE.registry, day(as_of), day(as_of))
}

fn findings(as_of: NaiveDate) -> Vec<Diagnostic> {
    // Asked long afterwards: what is dated later than the day judged is not known yet, and has happened all the same.
    rules::judge(&Facts::new(&SAMPLE.registry, as_of, day("2026-01-01"))).standing
}

/// How many officers of the Public Administrative Service Centre the sample has: the `n` of 168 + n.
const CENTRE_OFFICERS: usize = 3;

#[test]
fn on_the_first_day_168_seats_and_those_of_the_centre_are_expected() {
    // 18 departments of 2, the Provincial Office's leader, 11 districts of 2, 109 communes.
    assert_eq!(18 * 2 + 1 + 11 * 2 + 109, 168);
    assert_eq!(Totals::of(&facts("2024-02-22")).seats_expected, 168 + CENTRE_OFFICERS);
}

#[test]
fn from_the_merger_of_two_wards_167_seats_are_expected() {
    assert_eq!(Totals::of(&facts("2024-08-31")).seats_expected, 168 + CENTRE_OFFICERS);
    assert_eq!(Totals::of(&facts("2024-09-01")).seats_expected, 167 + CENTRE_OFFICERS);
}

#[test]
fn from_the_merger_of_departments_157_seats_are_expected() {
    assert_eq!(Totals::of(&facts("2025-02-28")).seats_expected, 167 + CENTRE_OFFICERS);
    assert_eq!(Totals::of(&facts("2025-03-01")).seats_expected, 157 + CENTRE_OFFICERS);
}

#[test]
fn after_the_last_day_nothing_is_expected_of_anybody() {
    assert_eq!(Totals::of(&facts("2025-06-30")).seats_expected, 157 + CENTRE_OFFICERS);
    assert_eq!(Totals::of(&facts("2025-07-01")).seats_expected, 0);
}

#[test]
fn the_files_themselves_are_without_fault() {
    assert!(SAMPLE.diagnostics.is_empty(), "{:#?}", SAMPLE.diagnostics);
}

#[test]
fn on_no_day_in_force_is_there_an_error() {
    let days: Vec<NaiveDate> = day("2024-02-22").iter_days().take_while(|as_of| *as_of <= day("2025-06-30")).collect();
    assert_eq!(days.len(), 495);
    days.par_iter().for_each(|as_of| {
        let errors: Vec<Diagnostic> =
            findings(*as_of).into_iter().filter(|finding| finding.rule.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "on {as_of}: {errors:#?}");
    });
}

#[test]
fn the_last_day_has_the_warnings_that_were_put_there() {
    let mut told: Vec<(&str, String)> = findings(day("2025-06-30"))
        .into_iter()
        .filter(|finding| finding.rule.severity == Severity::Warning)
        .map(|finding| (finding.rule.name, finding.subject.officer.or(finding.subject.unit).unwrap_or_default()))
        .collect();
    told.sort();
    let expected = [
        ("awaiting-recognition", "trinh-vinh-quan"),
        ("deadline-not-set", "huyen-cu-lao-dung"),
        ("deadline-not-set", "thi-xa-vinh-chau"),
        ("departed-still-recognized", "quach-my-cuong"),
    ];
    assert_eq!(told, expected.map(|(rule, who)| (rule, who.to_owned())));
}
