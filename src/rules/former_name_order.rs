//! A unit's former names do not make a history.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, Text, day};
use crate::model::Unit;
use crate::model::unit::FormerName;
use crate::source::Place;
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::error("former-name-order"),
    group: Group::Units,
    title: Both::new("Các tên cũ không đúng thứ tự", "Former names are out of order"),
    about: Both::new(
        "Mỗi tên cũ có ngày cuối mang tên ấy. Các ngày phải nằm trong thời gian đơn vị tồn tại, trước ngày cuối của \
         đơn vị, theo thứ tự từ cũ đến mới, và mỗi tên phải khác tên đứng ngay sau nó; nếu không thì không biết đơn \
         vị tên gì vào một ngày.",
        "Each former name has the last day on which the unit bore it. The days lie within the unit's life and before \
         its last day, from the oldest on, and each name differs from the one right after it; else nobody can say \
         what the unit was called on a day.",
    ),
    mend: Both::new(
        "Xếp các tên cũ theo thời gian và sửa ngày sai.",
        "Put the former names in order and mend the wrong day.",
    ),
    example: example!("former-name-order"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for unit in &facts.registry.units {
        for (index, former) in unit.former_names.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|index| unit.former_names.get(index));
            let found = outside_life(facts, unit, former)
                .or_else(|| not_after(facts, unit, former, before?))
                .or_else(|| unchanged(facts, unit, former, unit.former_names.get(index + 1)));
            findings.extend(found);
        }
    }
}

fn outside_life(facts: &Facts<'_>, unit: &Unit, former: &FormerName) -> Option<Diagnostic> {
    // A unit whose own days are reversed is told elsewhere.
    if unit.life().is_empty() {
        return None;
    }
    let (name, old, until) = (&unit.name, &former.name, day(former.until));
    if let Some(from) = unit.from.filter(|from| former.until < *from) {
        let from = day(from);
        let message = both!(
            "{name} mang tên cũ {old} đến ngày {until}, khi chưa tồn tại",
            "{name} bore its former name {old} until {until}, before it was there"
        );
        let told = finding(facts, unit, former, "until", message);
        return Some(told.related(unit.place.field("from"), both!("có từ ngày {from}", "it is there from {from}")));
    }
    let last = unit.until.filter(|last| former.until >= *last)?;
    let last_day = day(last);
    let message = if former.until == last {
        both!(
            "{name} mang tên cũ {old} đến ngày cuối cùng, {until}, nên không còn ngày nào mang tên hiện nay",
            "{name} bore its former name {old} until its last day, {until}, and its present name on none"
        )
    } else {
        both!(
            "{name} mang tên cũ {old} đến ngày {until}, khi không còn tồn tại",
            "{name} bore its former name {old} until {until}, when it was gone"
        )
    };
    let told = finding(facts, unit, former, "until", message);
    Some(told.related(unit.place.field("until"), both!("còn đến hết ngày {last_day}", "it is there up to {last_day}")))
}

fn not_after(facts: &Facts<'_>, unit: &Unit, former: &FormerName, before: &FormerName) -> Option<Diagnostic> {
    if former.until > before.until {
        return None;
    }
    let (name, old, older) = (&unit.name, &former.name, &before.name);
    let (until, earlier) = (day(former.until), day(before.until));
    let message = both!(
        "{name}: tên cũ {old}, đến ngày {until}, đứng sau tên {older}, đến ngày {earlier}",
        "{name}: the former name {old}, until {until}, stands after {older}, until {earlier}"
    );
    let told = finding(facts, unit, former, "until", message);
    Some(told.related(before.place.field("until"), both!("phải sau ngày này", "it must be after this day")))
}

fn unchanged(facts: &Facts<'_>, unit: &Unit, former: &FormerName, after: Option<&FormerName>) -> Option<Diagnostic> {
    let (next, place) = match after {
        Some(after) => (&after.name, after.place.field("name")),
        None => (&unit.name, unit.place.field("name")),
    };
    if !text::same_name(&former.name, next) {
        return None;
    }
    let (name, old, until) = (&unit.name, &former.name, day(former.until));
    let message = both!(
        "{name}: tên cũ {old}, đến ngày {until}, trùng với tên ngay sau đó",
        "{name}: the former name {old}, until {until}, is also the name right after"
    );
    Some(related_name(finding(facts, unit, former, "name", message), place))
}

fn related_name(finding: Diagnostic, place: Place) -> Diagnostic {
    finding.related(place, both!("tên ngay sau đó", "the name right after"))
}

fn finding(facts: &Facts<'_>, unit: &Unit, former: &FormerName, field: &str, message: Text) -> Diagnostic {
    let detail = format!("{field} {} {}", former.until, former.name);
    Diagnostic::new(RULE.id, message, former.place.field(field))
        .remedy(match field {
            "name" => both!("ghi đúng tên cũ, hoặc bỏ dòng này", "give the former name it had, or take the line away"),
            _ => both!(
                "ghi đúng ngày cuối mang tên ấy, tên cũ nhất trước",
                "give the last day on which it bore the name, the oldest name first"
            ),
        })
        .cite(facts.cite_rule(None, RULE.id.name))
        .about(Subject::unit(&unit.id).detail(detail))
}
