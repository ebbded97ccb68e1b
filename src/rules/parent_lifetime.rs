//! A unit exists on days on which the unit above it does not.

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::Days;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, day};
use crate::model::Unit;

pub const RULE: Rule = Rule {
    id: RuleId::error("parent-lifetime"),
    group: Group::Units,
    title: Both::new("Đơn vị tồn tại khi cấp trên chưa có hoặc không còn", "A unit exists on days its parent does not"),
    about: Both::new(
        "Đơn vị trực thuộc không thể có trước đơn vị cấp trên, cũng không thể còn khi cấp trên đã thôi tồn tại. Đơn \
         vị chuyển sang cấp trên khác là một đơn vị mới, kế tục đơn vị cũ.",
        "A unit cannot be there before the unit above it, nor after it. One that passes to another parent is a new \
         unit, the successor of the old one.",
    ),
    mend: Both::new(
        "Ghi ngày đầu, ngày cuối cho đúng; nếu đơn vị chuyển cấp trên thì kết thúc bản ghi cũ và lập đơn vị kế tục.",
        "Mend the first and last days; for a unit that changes its parent end the old record and make a successor.",
    ),
    example: example!("parent-lifetime"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let units = &facts.registry.units;
    for (at, unit) in units.iter().enumerate() {
        let Some(parent) = facts.hierarchy.parent(at).map(|parent| &units[parent]) else { continue };
        let without = Days::from(unit.life()).without(&Days::from(parent.life()));
        // A parent whose days are reversed never exists; that is told of the parent.
        if !without.is_empty() && !parent.life().is_empty() {
            findings.push(finding(facts, unit, parent, &without));
        }
    }
}

fn finding(facts: &Facts<'_>, unit: &Unit, parent: &Unit, without: &Days) -> Diagnostic {
    let (name, above, days) = (facts.unit_name(unit), facts.unit_name(parent), without.text());
    let too_early = parent.from.filter(|from| unit.life().from < *from);
    let field = if too_early.is_some() { "from" } else { "until" };
    let (label, related) = match too_early {
        Some(from) => (
            both!("trước khi có cấp trên", "before the parent is there"),
            both!(vi: ("{above} có từ ngày {}", day(from)), en: ("{above} is there from {}", day(from))),
        ),
        None => (
            both!("sau khi cấp trên không còn", "after the parent is gone"),
            parent.until.map_or_else(Default::default, |until| {
                both!(vi: ("{above} còn đến hết ngày {}", day(until)), en: ("{above} is there up to {}", day(until)))
            }),
        ),
    };
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} tồn tại {} trong khi {above} thì không", days.vi),
            en: ("{name} exists {}, and {above} above it does not", days.en)
        ),
        unit.place.field(field),
    )
    .label(label)
    .related(parent.place.field(field), related)
    .cite(facts.cite_rule(None, RULE.id.name))
    .about(Subject::unit(&unit.id));
    match too_early.or(parent.until) {
        Some(date) => finding.paste(
            both!("ghi ngày như của cấp trên, nếu đúng là vậy", "give it the day of its parent, if that is so"),
            format!("{field}: {date}"),
        ),
        None => finding,
    }
}
