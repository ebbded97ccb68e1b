//! Two regulations are in force for one unit on the same days.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::force::Clash;
use crate::locale::Both;
use crate::model::Regulation;

pub const RULE: Rule = Rule {
    id: RuleId::error("regulation-overlap"),
    group: Group::Regulation,
    title: Both::new("Hai quy định cùng có hiệu lực", "Two regulations are in force at once"),
    about: Both::new(
        "Mỗi ngày, mỗi đơn vị chỉ theo một quy định. Khi hai quy định cùng có hiệu lực đối với một đơn vị thì quy \
         định có hiệu lực sau được áp dụng, nhưng dữ liệu phải được sửa để không còn nước đôi.",
        "On one day one regulation governs a unit. Where two are in force the one that began later governs, but the \
         data should not leave the matter open.",
    ),
    mend: Both::new(
        "Ghi ngày cuối có hiệu lực của quy định cũ là ngày trước ngày đầu của quy định mới, hoặc giới hạn mỗi quy \
         định vào những đơn vị của nó.",
        "End the old regulation on the day before the new one begins, or limit each to its own units.",
    ),
    example: example!("regulation-overlap"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(facts.force.clashes.iter().map(|clash| finding(facts, clash)));
}

fn finding(facts: &Facts<'_>, clash: &Clash) -> Diagnostic {
    let registry = facts.registry;
    let (earlier, later) = (&registry.regulations[clash.earlier], &registry.regulations[clash.later]);
    let (one, two) = (&earlier.number, &later.number);
    let (days, unit) = (clash.days.text(), facts.unit_name(&registry.units[clash.unit]));
    let message = match clash.units - 1 {
        0 => both!(
            vi: ("{one} và {two} cùng có hiệu lực đối với {unit} {}", days.vi),
            en: ("{one} and {two} are both in force for {unit} {}", days.en)
        ),
        others => both!(
            vi: ("{one} và {two} cùng có hiệu lực đối với {unit} và {others} đơn vị khác {}", days.vi),
            en: ("{one} and {two} are both in force for {unit} and {others} more {}", days.en)
        ),
    };
    let finding = Diagnostic::new(RULE.id, message, earlier.in_force.place.field("until"))
        .label(both!("vẫn còn hiệu lực", "still in force"))
        .related(
            later.in_force.place.field("from"),
            both!("có hiệu lực sau nên được áp dụng", "began later, so it governs"),
        )
        .cite(facts.cite_rule(Some(later), RULE.id.name))
        .about(Subject::default().detail(format!("{one} {two}")));
    remedied(finding, earlier, later)
}

fn remedied(finding: Diagnostic, earlier: &Regulation, later: &Regulation) -> Diagnostic {
    let from = earlier.in_force.from;
    match later.in_force.from.pred_opt().filter(|last| *last >= from) {
        Some(last) => finding.paste(
            both!("kết thúc quy định cũ trước khi quy định mới bắt đầu", "end the old one before the new one begins"),
            format!("in_force: {{from: {from}, until: {last}}}"),
        ),
        None => finding.remedy(both!(
            "hai quy định bắt đầu cùng ngày: bỏ một, hoặc ghi applies_to để mỗi quy định có đơn vị riêng",
            "both begin on one day: take one away, or give each its own units with applies_to"
        )),
    }
}
