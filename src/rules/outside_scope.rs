//! An officer is recorded on a unit that the regulation does not reach.

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::{Days, Interval};
use crate::diagnostic::{Citation, Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::force::time_in_force;
use crate::locale::{Both, Text, day};
use crate::model::{Officer, Regulation};
use crate::record::Record;

pub const RULE: Rule = Rule {
    id: RuleId::error("outside-scope"),
    group: Group::Seats,
    title: Both::new("Đầu mối ở đơn vị ngoài phạm vi", "An officer of a unit outside the scope"),
    about: Both::new(
        "Có những đơn vị được ghi trong sổ mà quy định không áp dụng, như cơ quan trung ương đóng tại tỉnh: chúng \
         không có đầu mối và không nợ báo cáo. Ở đây một người được ghi là đầu mối của đơn vị như vậy.",
        "Some units in the registry are outside the regulation, such as central agencies located in the province: \
         they have no focal-point officers and owe no reports. Here somebody is recorded as an officer of such a \
         unit.",
    ),
    mend: Both::new(
        "Bỏ bản ghi, ghi đúng đơn vị, hoặc sửa loại đơn vị và đơn vị cấp trên nếu chúng mới là chỗ sai.",
        "Take the record away, give it its right unit, or mend the unit's kind and parent if those are wrong.",
    ),
    example: example!("outside-scope"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let somewhere: Days = facts.registry.regulations.iter().map(time_in_force).collect();
    // A regulation that cannot be read may well reach the unit.
    let unread = &facts.registry.unread;
    let all_read =
        !unread.is_incomplete(Regulation::description()) && unread.of::<Regulation>().next().is_none();
    for officer in &facts.registry.officers {
        let Some(unit) = facts.registry.unit_index(&officer.unit.id) else { continue };
        let Some(days) = facts.days_in_post(officer) else { continue };
        // That a unit stands in a circle or below nobody, so that nothing can govern it, is told of the units.
        let is_placed = !facts.hierarchy.is_circular(unit) && facts.adrift(unit).is_none();
        let is_unreached = all_read && facts.force.terms(unit).is_empty() && is_placed;
        let found = excluded(facts, unit, days)
            .or_else(|| unreached(facts, &Days::from(days).intersection(&somewhere)).filter(|_| is_unreached))
            .filter(|outside| outside.since <= facts.judged_until(officer));
        findings.extend(found.map(|outside| finding(facts, officer, unit, outside)));
    }
}

/// Why a unit is outside, and from which of the officer's days on.
struct Outside<'r> {
    since: chrono::NaiveDate,
    regulation: &'r Regulation,
    why: Text,
    citation: Option<Citation>,
    related: Option<crate::source::Place>,
}

/// Its kind is outside the scope of the regulation that governs it.
fn excluded<'r>(facts: &Facts<'r>, unit: usize, days: Interval) -> Option<Outside<'r>> {
    facts.force.terms(unit).iter().find_map(|term| {
        let regulation = &facts.registry.regulations[term.regulation];
        let kind = regulation.kind(&facts.unit(unit).kind).filter(|kind| !kind.in_scope())?;
        let since = days.intersection(term.days)?.from;
        let number = &regulation.number;
        Some(Outside {
            since,
            regulation,
            why: both!(
                vi: ("{number} không áp dụng cho \"{}\"", kind.name.vi),
                en: ("{number} does not cover \"{}\"", kind.name.en)
            ),
            citation: facts.cite_under(regulation, kind.clause.as_ref(), RULE.id.name),
            related: Some(kind.place.field("in_scope")),
        })
    })
}

/// No regulation ever applies to it, while one is in force elsewhere.
fn unreached<'r>(facts: &Facts<'r>, outside: &Days) -> Option<Outside<'r>> {
    let since = outside.runs().first()?.from;
    let regulation = facts.registry.regulations.iter().find(|regulation| time_in_force(regulation).contains(since))?;
    let number = &regulation.number;
    Some(Outside {
        since,
        regulation,
        why: both!("{number} không áp dụng cho đơn vị này", "{number} does not apply to this unit"),
        citation: facts.cite_rule(Some(regulation), RULE.id.name),
        related: regulation.applies_to.as_ref().map(|_| regulation.place.field("applies_to")),
    })
}

fn finding(facts: &Facts<'_>, officer: &Officer, unit: usize, outside: Outside<'_>) -> Diagnostic {
    let unit = facts.unit(unit);
    let (name, unit_name, since) = (&officer.name, facts.unit_name(unit), day(outside.since));
    let why = outside.why;
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} được ghi là đầu mối của {unit_name} từ ngày {since}, nhưng {}", why.vi),
            en: ("{name} is recorded as an officer of {unit_name} since {since}, but {}", why.en)
        ),
        officer.place.field("unit"),
    )
    .label(both!("ngoài phạm vi", "outside the scope"))
    .related(unit.place.clone(), both!("đơn vị này", "this unit"))
    .remedy(both!("ghi đúng đơn vị, hoặc bỏ bản ghi", "give the right unit, or take the record away"))
    .cite(outside.citation)
    .about(Subject::officer(&unit.id, &officer.seat, &officer.id));
    match outside.related {
        Some(place) => {
            let number = &outside.regulation.number;
            finding.related(place, both!("phạm vi của {number}", "the scope of {number}"))
        }
        None => finding,
    }
}
