//! `ttc deadlines -o FILE.ics`: what a calendar that has the events already makes of them.

use std::collections::BTreeMap;

use crate::workplace::Workplace;

/// The day and the stamp of every event, by UID; fails where two events share one.
fn events(place: &Workplace, more: &[&str]) -> BTreeMap<String, (String, String)> {
    let days = ["deadlines", "--as-of", "2024-07-01", "--from", "2024-07-01", "--to", "2024-08-31", "-q"];
    let run = place.run(&[&days, more, &["-o", "out.ics"]].concat());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    let text = place.read("out.ics").replace("\r\n ", "");
    let mut events = BTreeMap::new();
    for event in text.split("BEGIN:VEVENT").skip(1) {
        let of = |property: &str| {
            let line = event.lines().find_map(|line| line.strip_prefix(property));
            line.unwrap_or_else(|| panic!("no {property} in {event}")).to_owned()
        };
        let before = events.insert(of("UID:"), (of("DTSTART;VALUE=DATE:"), of("DTSTAMP:")));
        assert_eq!(before, None, "two events with one UID: {event}");
    }
    events
}

const COMMUNES: [&str; 2] = ["xa-phu-tam", "xa-my-huong"];

fn extend(place: &Workplace, unit: &str, by: &str) {
    let file = "registry/submissions/2024/2024-07.yaml";
    let text = place.read(file);
    let entry = format!("  - {{unit: {unit}, period: 2024-07, by: {by}, document: 88/VP-KSTTHC, reason: chờ}}\n");
    let list = if text.contains("\nextensions:\n") { "" } else { "\nextensions:\n" };
    place.write(file, format!("{text}{list}{entry}"));
}

#[test]
fn a_date_that_is_moved_comes_under_the_same_uid_and_a_later_stamp() {
    let place = Workplace::with_sample();
    let unit = ["--unit", "so-y-te"];
    let before = events(&place, &unit);
    extend(&place, "so-y-te", "2024-07-29");
    let moved = events(&place, &unit);
    extend(&place, "so-y-te", "2024-08-06");
    let again = events(&place, &unit);
    let (uid, _) = before.iter().find(|(_, (day, _))| day == "20240721").expect("July's report is due by the 21st");
    assert_eq!([&moved[uid].0, &again[uid].0], ["20240729", "20240806"]);
    assert!(before[uid].1 < moved[uid].1 && moved[uid].1 < again[uid].1, "{before:?}, {moved:?}, {again:?}");
    let untouched = before.iter().filter(|(other, _)| *other != uid);
    assert!(untouched.clone().count() > 0 && untouched.clone().all(|(uid, event)| moved[uid] == *event), "{moved:?}");
}

#[test]
fn an_earlier_date_set_by_another_paper_has_a_later_stamp_too() {
    let place = Workplace::with_sample();
    let unit = ["--unit", "xa-phu-tam"];
    let before = events(&place, &unit);
    let set = "      - {from: 2024-01-01, kind: commune, document: 43/UBND-VP,";
    let earlier = "      - {from: 2024-06-15, kind: commune, document: 90/UBND-VP, reports: {monthly: {by: 12}}}\n";
    place.replace("registry/units/chau-thanh.yaml", set, &format!("{earlier}{set}"));
    let after = events(&place, &unit);
    let moved: Vec<_> =
        before.iter().filter(|(uid, (day, _))| after.get(*uid).is_some_and(|now| now.0 != *day)).collect();
    assert!(!moved.is_empty(), "{before:?}\n{after:?}");
    for (uid, (day, stamp)) in moved {
        assert!(after[uid].0 < *day && after[uid].1 > *stamp, "{uid}: {day} {stamp} to {:?}", after[uid]);
    }
}

#[test]
fn units_given_the_same_new_date_have_an_event_each() {
    let place = Workplace::with_sample();
    let before = events(&place, &[]).len();
    for commune in COMMUNES {
        extend(&place, commune, "2024-07-29");
    }
    assert_eq!(events(&place, &[]).len(), before + COMMUNES.len());
}

#[test]
fn no_line_of_a_calendar_ends_within_an_escape() {
    let place = Workplace::with_sample();
    for under in ["huyen-ke-sach", "huyen-chau-thanh"] {
        place.run(&["deadlines", "--as-of", "2024-06-10", "--next", "60", "--under", under, "-q", "-o", "out.ics"]);
        let text = place.read("out.ics");
        assert!(text.contains("\r\n ") && text.contains('\\'), "nothing is folded or escaped");
        for line in text.split("\r\n") {
            let slashes = line.bytes().rev().take_while(|byte| *byte == b'\\').count();
            assert!(slashes.is_multiple_of(2), "{line}");
        }
    }
}
