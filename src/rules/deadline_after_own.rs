//! A unit gives those below it a later date than it has itself.

use chrono::Datelike;

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::{Cadence, Deadline, Period};
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::filing::{report_called, report_for};
use crate::facts::obligations::{Due, day_rule};
use crate::locale::{Both, day};
use crate::model::regulation::Report;
use crate::model::{Owes, Regulation, SetDates, SetDeadline};

pub const RULE: Rule = Rule {
    id: RuleId::warning("deadline-after-own"),
    group: Group::Submissions,
    title: Both::new("Hạn đặt cho cấp dưới muộn hơn hạn của chính mình", "The date set below is later than one's own"),
    about: Both::new(
        "Đơn vị tổng hợp báo cáo của cấp dưới vào báo cáo của mình. Hạn đặt cho cấp dưới muộn hơn hạn của chính đơn vị \
         cho cùng loại báo cáo thì số liệu đến sau khi đơn vị đã phải gửi. Xét hạn đang áp dụng và các hạn sẽ áp dụng, \
         trong cả năm bắt đầu áp dụng.",
        "A unit's own report is made up from those below it. Where the date it sets for them is later than its own date \
         for the same report, their figures come after its own is due. Dates in force and to come are looked at, over \
         the year in which they begin.",
    ),
    mend: Both::new("Đặt hạn sớm hơn hạn của đơn vị.", "Set an earlier date than the unit's own."),
    example: example!("deadline-after-own"),
    check: Check::Judging(check),
};

/// A period in which the date set for the units below is the later one.
struct Clash {
    period: Period,
    set: Deadline,
    own: Deadline,
}

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for (at, unit) in facts.registry.units.iter().enumerate() {
        for sets in &unit.sets {
            for (report, deadline) in &sets.reports.0 {
                if is_superseded(facts, &unit.sets, sets, report) {
                    continue;
                }
                let Some((regulation, kind)) = facts.governed(at, sets.from.max(facts.as_of)) else { continue };
                let own = kind.owes.iter().find(|owes| *owes.report == **report);
                let Some((own, known)) = own.zip(regulation.report(report)) else { continue };
                if let Some(clash) = clash(facts, at, regulation, own, known, sets, deadline) {
                    findings.push(finding(facts, at, regulation, own, known, sets, &clash));
                }
            }
        }
    }
}

/// Whether a later entry for the report, in force by the day judged, has taken this one's place.
fn is_superseded(facts: &Facts<'_>, all: &[SetDates], sets: &SetDates, report: &str) -> bool {
    all.iter().any(|later| {
        later.kind == sets.kind
            && later.from > sets.from
            && later.from <= facts.as_of
            && later.reports.get(report).is_some()
    })
}

fn clash(
    facts: &Facts<'_>,
    unit: usize,
    regulation: &Regulation,
    own: &Owes,
    report: &Report,
    sets: &SetDates,
    deadline: &SetDeadline,
) -> Option<Clash> {
    let rule = day_rule(deadline.before, deadline.by, deadline.workdays_after_window, deadline.month)?;
    periods_of_year(report.every.cadence()?, sets.from.year()).find_map(|period| {
        let set = facts.deadline(rule, regulation, report, period)?;
        let Due::On(own) = facts.due(unit, regulation, own, report, period)? else { return None };
        (set.last_good_day > own.last_good_day).then_some(Clash { period, set, own })
    })
}

fn periods_of_year(cadence: Cadence, year: i32) -> impl Iterator<Item = Period> {
    (1..=cadence.periods_a_year()).filter_map(move |number| Period::new(cadence, year, number))
}

fn finding(
    facts: &Facts<'_>,
    unit: usize,
    regulation: &Regulation,
    own: &Owes,
    report: &Report,
    sets: &SetDates,
    clash: &Clash,
) -> Diagnostic {
    let unit = &facts.registry.units[unit];
    let name = facts.unit_name(unit);
    let (set_day, own_day) = (day(clash.set.last_good_day), day(clash.own.last_good_day));
    let what = if regulation.has_several_of(report.every) {
        report_called(report, clash.period)
    } else {
        report_for(clash.period)
    };
    let kind = regulation.kind(&sets.kind);
    let kind_name = |vi: bool| kind.map_or("", |kind| if vi { &*kind.name.vi } else { &*kind.name.en });
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} đặt hạn cho {} muộn hơn hạn của mình: {} là {set_day}, còn của đơn vị là {own_day}",
                kind_name(true), what.vi),
            en: ("{name} sets a later date for the kind {} than its own: {set_day} and {own_day} for the {}",
                kind_name(false), what.en)
        ),
        sets.place.field("reports").field(&report.id),
    )
    .label(both!("muộn hơn {own_day}", "later than {own_day}"))
    .related(own.place.field("report"), both!("hạn của chính đơn vị", "the unit's own date"))
    .remedy(both!("đặt hạn trước ngày {own_day} của kỳ này, tính cho mọi kỳ", "set a date before the unit's own in every period"))
    .cite(kind.and_then(|kind| kind.owes.iter().find(|owes| owes.report == own.report)).map_or_else(
        || facts.cite(regulation, &own.clause),
        |below| facts.cite(regulation, &below.clause),
    ))
    .about(Subject::unit(&unit.id).detail(format!("{} {} {}", sets.kind, report.id, sets.from)))
}
