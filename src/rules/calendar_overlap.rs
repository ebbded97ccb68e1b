//! A day that the calendar lists twice, or lists as worked in exchange although it is worked anyway.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::{Days, Interval};
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::obligations::days_off;
use crate::locale::{Both, Text, day as written};
use crate::model::{Holiday, Registry, WorkedDay};
use crate::record::Record;
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::warning("calendar-overlap"),
    group: Group::Regulation,
    title: Both::new("Một ngày được ghi hai lần trong lịch", "The calendar lists a day twice"),
    about: Both::new(
        "Mỗi ngày nghỉ và mỗi ngày làm bù chỉ cần ghi một lần; ghi hai lần thường là nhầm ngày. Ngày làm bù phải là \
         ngày nghỉ hằng tuần hoặc ngày nghỉ lễ: một ngày vốn đã làm việc thì không thể làm bù.",
        "Each holiday and each make-up day is listed once; a day listed twice is mostly a slip. A make-up day is a \
         weekend day or a holiday: a day that is worked anyway makes up for nothing.",
    ),
    mend: Both::new(
        "Bỏ dòng thừa, hoặc sửa lại ngày cho đúng thông báo nghỉ.",
        "Take the extra line away, or mend the day.",
    ),
    example: example!("calendar-overlap"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    let mut listed: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for (at, holiday) in registry.holidays.iter().enumerate() {
        let mut again: Vec<(NaiveDate, usize)> = Vec::new();
        for date in days_off(holiday) {
            match listed.entry(date) {
                Entry::Vacant(free) => drop(free.insert(at)),
                Entry::Occupied(taken) => again.push((date, *taken.get())),
            }
        }
        if !again.is_empty() {
            findings.push(holiday_twice(facts, holiday, &again));
        }
    }
    let mut worked: BTreeMap<NaiveDate, &WorkedDay> = BTreeMap::new();
    for record in &registry.working_days {
        match worked.entry(record.date) {
            Entry::Vacant(free) => drop(free.insert(record)),
            Entry::Occupied(first) => {
                findings.push(worked_twice(facts, record, first.get()));
                continue;
            }
        }
        if !may_lack_holidays(registry) && is_weekday(record.date) && !listed.contains_key(&record.date) {
            findings.push(worked_anyway(facts, record));
        }
    }
}

fn is_weekday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Whether a holiday may stand in what could not be read.
fn may_lack_holidays(registry: &Registry) -> bool {
    registry.unread.is_incomplete(Holiday::description()) || registry.unread.of::<Holiday>().next().is_some()
}

fn place_of(holiday: &Holiday) -> Place {
    holiday.place.field(if holiday.date.is_some() { "date" } else { "from" })
}

/// A holiday with days that earlier ones have: which days, each with the position of the one that has it.
fn holiday_twice(facts: &Facts<'_>, holiday: &Holiday, again: &[(NaiveDate, usize)]) -> Diagnostic {
    let days: Vec<NaiveDate> = again.iter().map(|(date, _)| *date).collect();
    let listed = days.iter().map(|day| Interval::one_day(*day)).collect::<Days>().text();
    let name = &holiday.name;
    let mut finding = finding(
        facts,
        both!(
            vi: ("ngày nghỉ \"{name}\" ghi lại {}, đã có trong lịch", listed.vi),
            en: ("the holiday {name} repeats what the calendar already has {}", listed.en)
        ),
        place_of(holiday),
        &days,
    )
    .label(both!("đã ghi", "already listed"))
    .remedy(both!("bỏ ngày ở một trong các chỗ", "take the day away in one of the places"));
    let firsts: BTreeSet<usize> = again.iter().map(|(_, first)| *first).collect();
    for first in firsts.iter().filter_map(|first| facts.registry.holidays.get(*first)) {
        finding = finding.related(place_of(first), both!("ghi lần đầu ở đây", "first listed here"));
    }
    finding
}

fn worked_twice(facts: &Facts<'_>, record: &WorkedDay, first: &WorkedDay) -> Diagnostic {
    let date = written(record.date);
    finding(
        facts,
        both!("ngày làm bù {date} được ghi hai lần", "the make-up day {date} is listed twice"),
        record.place.field("date"),
        &[record.date],
    )
    .label(both!("đã ghi", "already listed"))
    .related(first.place.field("date"), both!("ghi lần đầu ở đây", "first listed here"))
    .remedy(both!("bỏ một trong hai dòng", "take one of the two lines away"))
}

fn worked_anyway(facts: &Facts<'_>, record: &WorkedDay) -> Diagnostic {
    let date = written(record.date);
    finding(
        facts,
        both!("ngày làm bù {date} vốn là ngày làm việc", "the make-up day {date} is a working day anyway"),
        record.place.field("date"),
        &[record.date],
    )
    .label(both!("không phải ngày nghỉ", "not a day off"))
    .remedy(both!(
        "sửa thành ngày nghỉ được làm bù, hoặc bỏ dòng này",
        "mend the day, which is one that would be off, or take the line away"
    ))
}

fn finding(facts: &Facts<'_>, message: Text, place: Place, days: &[NaiveDate]) -> Diagnostic {
    let detail = days.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join(" ");
    Diagnostic::new(RULE.id, message, place)
        .cite(facts.cite_rule(None, RULE.id.name))
        .about(Subject::default().detail(detail))
}
