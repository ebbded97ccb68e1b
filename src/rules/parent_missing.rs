//! A unit stands below nobody, so that no regulation reaches it.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::error("parent-missing"),
    group: Group::Units,
    title: Both::new("Đơn vị không ghi cấp trên", "A unit without the unit above it"),
    about: Both::new(
        "Quy định áp dụng cho một đơn vị và mọi đơn vị ở dưới. Đơn vị thuộc loại mà quy định ấy nêu nhưng không ghi cấp \
         trên thì đứng ngoài: không ai biết ai công nhận đầu mối của nó, nó phải gửi báo cáo cho ai. Đầu mối và báo \
         cáo của nó, và của các đơn vị dưới nó, chưa xét được.",
        "A regulation is for one unit and all below it. A unit of a kind that it names, with no unit above, stands \
         outside: nobody can tell who recognises its officers or to whom it reports. Its officers and reports, and \
         those of the units below it, are not judged until then.",
    ),
    mend: Both::new("Ghi đơn vị cấp trên vào trường parent.", "Name the unit above it in the field parent."),
    example: example!("parent-missing"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for (at, unit) in facts.registry.units.iter().enumerate() {
        let Some(adrift) = facts.adrift(at).filter(|adrift| adrift.top == at) else { continue };
        let (name, number, root) =
            (facts.unit_name(unit), &adrift.regulation.number, facts.unit_name(facts.unit(adrift.root)));
        findings.push(
            Diagnostic::new(
                RULE.id,
                both!(
                    "{name} không ghi cấp trên, nên {number} không áp dụng được cho đơn vị này",
                    "{name} stands below nobody, so that {number} does not reach it"
                ),
                unit.place.field("id"),
            )
            .label(both!("thiếu parent", "parent is missing"))
            .related(
                adrift.regulation.place.field("applies_to"),
                both!("áp dụng cho {root} và các đơn vị ở dưới", "for {root} and all below it"),
            )
            .paste(both!("ghi đơn vị cấp trên", "name the unit above it"), "parent: …".to_owned())
            .cite(facts.cite_rule(Some(adrift.regulation), RULE.id.name))
            .about(Subject::unit(&unit.id)),
        );
    }
}
