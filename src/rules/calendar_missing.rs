//! A year has no holidays in the calendar although deadlines depend on which days are worked.

use chrono::{Datelike, NaiveDate};

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::{Interval, Roll};
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::force::time_in_force;
use crate::facts::obligations::roll;
use crate::locale::{Both, Text};
use crate::model::{Holiday, Registry, Regulation, Unit};
use crate::record::Record;
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::warning("calendar-missing"),
    group: Group::Regulation,
    title: Both::new("Một năm chưa có lịch nghỉ", "A year has no holidays listed"),
    about: Both::new(
        "Có hạn dời theo ngày nghỉ, có hạn đếm bằng ngày làm việc. Năm nào cũng có ngày lễ, nên một năm không có ngày \
         nghỉ nào trong lịch là năm chưa ai ghi, và hạn của năm ấy có thể sai. Chỉ xét đến năm của ngày được xét.",
        "Some deadlines move with days off, some are counted in working days. Every year has holidays, so a year \
         without any in the calendar is one nobody has entered, and its deadlines may be wrong. Years after that of \
         the day judged are not asked for.",
    ),
    mend: Both::new(
        "Ghi ngày nghỉ và ngày làm bù của năm đó vào một tệp trong thư mục calendar.",
        "Enter the year's holidays and make-up days in a file under calendar.",
    ),
    example: example!("calendar-missing"),
    check: Check::Judging(check),
};

/// Why working days matter: where it is written, under which regulation, on which days.
struct Need<'r> {
    regulation: &'r Regulation,
    place: Place,
    reason: Text,
    days: Interval,
    /// The unit that set the deadline; else the regulation itself does.
    unit: Option<&'r Unit>,
}

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    if registry.unread.is_incomplete(Holiday::description()) || registry.unread.of::<Holiday>().next().is_some() {
        return;
    }
    let mut told: Vec<i32> = Vec::new();
    let regulated = registry.regulations.iter().filter_map(of_regulation);
    let set = (0..registry.units.len()).flat_map(|unit| of_unit(facts, unit));
    for need in regulated.chain(set) {
        let missing: Vec<i32> = years(facts, need.days)
            .filter(|year| !facts.working_days.has_holidays_in(*year) && !told.contains(year))
            .collect();
        if !missing.is_empty() {
            findings.push(finding(facts, &need, &missing));
            told.extend(missing);
        }
    }
}

/// The years of some days, up to that of the day judged.
fn years(facts: &Facts<'_>, days: Interval) -> impl Iterator<Item = i32> {
    let last = facts.as_of.min(facts.today);
    let until = days.until.map_or(last, |until| until.min(last));
    // No calendar is asked for from before there were periods to report on.
    let first = days.from.year().max(*crate::calendar::YEARS.start());
    (days.from <= until).then(|| first..=until.year()).into_iter().flatten()
}

fn of_regulation(regulation: &Regulation) -> Option<Need<'_>> {
    let mut owed = regulation.kinds.iter().flat_map(|kind| &kind.owes).peekable();
    owed.peek()?;
    let (place, reason) = if roll(regulation) == Roll::None {
        let counted = owed.find(|owes| owes.workdays_after_window.is_some())?;
        (counted.place.field("workdays_after_window"), counted_in_working_days())
    } else {
        (regulation.place.field("roll"), both!("hạn dời theo ngày nghỉ", "deadlines move with days off"))
    };
    Some(Need { regulation, place, reason, days: time_in_force(regulation), unit: None })
}

fn counted_in_working_days() -> Text {
    both!("hạn đếm bằng ngày làm việc", "counted in working days")
}

/// What a unit has set in working days, on days on which a regulation governs it.
fn of_unit<'r>(facts: &Facts<'r>, at: usize) -> Vec<Need<'r>> {
    let registry: &'r Registry = facts.registry;
    let unit = &registry.units[at];
    let mut needs = Vec::new();
    for sets in &unit.sets {
        let Some((_, counted)) = sets.reports.0.iter().find(|(_, set)| set.workdays_after_window.is_some()) else {
            continue;
        };
        for term in facts.force.terms(at) {
            let Some(days) = term.days.intersection(Interval { from: sets.from, until: None }) else { continue };
            needs.push(Need {
                regulation: &registry.regulations[term.regulation],
                place: counted.place.field("workdays_after_window"),
                reason: counted_in_working_days(),
                days,
                unit: Some(unit),
            });
        }
    }
    needs
}

fn finding(facts: &Facts<'_>, need: &Need<'_>, missing: &[i32]) -> Diagnostic {
    let number = &need.regulation.number;
    let list = missing.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
    let deadlines = match need.unit.map(|unit| facts.unit_name(unit)) {
        Some(unit) => both!("hạn do {unit} đặt", "the deadlines that {unit} sets"),
        None => both!("hạn theo {number}", "the deadlines of {number}"),
    };
    let subject = need.unit.map_or_else(Subject::default, |unit| Subject::unit(&unit.id));
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("lịch chưa có ngày nghỉ nào của năm {list} trong khi {} tùy ngày làm việc", deadlines.vi),
            en: ("the calendar has no holidays of {list}, and {} depend on working days", deadlines.en)
        ),
        need.place.clone(),
    )
    .label(need.reason.clone())
    .cite(facts.cite_rule(Some(need.regulation), RULE.id.name))
    .about(subject.detail(format!("{number} {list}")))
    .paste(
        both!(vi: ("ghi vào calendar/{}.yaml", missing[0]), en: ("enter it in calendar/{}.yaml", missing[0])),
        format!("holidays:\n  - {{date: {}, name: …}}", new_year(missing[0])),
    )
}

/// The one holiday whose date every year shares.
fn new_year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}
