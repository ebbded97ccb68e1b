//! A unit's successor cannot be it.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, Text, day};
use crate::model::Unit;

pub const RULE: Rule = Rule {
    id: RuleId::error("successor-mismatch"),
    group: Group::Units,
    title: Both::new("Đơn vị kế tục không hợp", "A successor does not fit"),
    about: Both::new(
        "Đơn vị kế tục tiếp tục công việc từ ngày sau ngày cuối của đơn vị cũ. Vì vậy đơn vị cũ phải có ngày cuối, \
         đơn vị kế tục phải là đơn vị khác và phải tồn tại vào ngày hôm sau ấy; các đơn vị cũng không thể kế tục lẫn \
         nhau thành vòng.",
        "A successor carries on from the day after the old unit's last. So the old unit has a last day, the successor \
         is another unit and exists on that day after; and units do not succeed each other in a circle.",
    ),
    mend: Both::new(
        "Ghi ngày cuối của đơn vị cũ, ngày đầu của đơn vị kế tục, hoặc sửa mã đơn vị kế tục.",
        "Record the old unit's last day or the successor's first, or name the right successor.",
    ),
    example: example!("successor-mismatch"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for unit in &facts.registry.units {
        let successor = unit.successor.as_ref().and_then(|successor| facts.registry.unit(&successor.id));
        findings.extend(successor.and_then(|successor| finding(facts, unit, successor)));
    }
}

fn finding(facts: &Facts<'_>, unit: &Unit, successor: &Unit) -> Option<Diagnostic> {
    let (name, next) = (facts.unit_name(unit), facts.unit_name(successor));
    let told = |message: Text, label: Text| {
        Diagnostic::new(RULE.id, message, unit.place.field("successor"))
            .label(label)
            .cite(facts.cite_rule(None, RULE.id.name))
            .about(Subject::unit(&unit.id).detail(successor.id.to_string()))
    };
    if unit.id == successor.id {
        let message = both!("{name} được ghi là kế tục chính mình", "{name} is said to succeed itself");
        let finding = told(message, both!("chính đơn vị này", "the unit itself"));
        return Some(finding.remedy(both!(
            "ghi đơn vị kế tục thật, hoặc bỏ trường này",
            "name the true successor, or take the field away"
        )));
    }
    let Some(last) = unit.until else {
        let message = both!(
            "{name} có đơn vị kế tục là {next} mà không có ngày cuối",
            "{name} has a successor, {next}, and no last day"
        );
        return Some(told(message, both!("kế tục từ ngày nào?", "from which day?")).paste(
            both!(
                "ghi ngày cuối của đơn vị, hoặc bỏ đơn vị kế tục",
                "record the unit's last day, or take the successor away"
            ),
            "until: …",
        ));
    };
    let after = last.succ_opt()?;
    // A successor whose days are reversed never exists; that is told of the successor.
    if successor.exists_on(after) || successor.life().is_empty() {
        return None;
    }
    let (last, after_day, days) = (day(last), day(after), successor.life().text());
    let message = both!(
        "{name} thôi tồn tại sau ngày {last} mà ngày {after_day} không có {next}",
        "{name} closed after {last}, and on {after_day} there is no {next}"
    );
    let field = if successor.from.is_some_and(|from| from > after) { "from" } else { "until" };
    Some(
        told(message, both!("không có vào ngày {after_day}", "not there on {after_day}"))
            .related(
                successor.place.field(field),
                both!(vi: ("{next} tồn tại {}", days.vi), en: ("{next} exists {}", days.en)),
            )
            .remedy(both!(
                "sửa ngày của một trong hai đơn vị, hoặc ghi đúng đơn vị kế tục",
                "mend the days of one of the two, or name the right successor"
            )),
    )
}
