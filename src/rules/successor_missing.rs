//! A unit has closed while the regulation goes on, and nobody is said to carry on.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, day};
use crate::model::Regulation;

pub const RULE: Rule = Rule {
    id: RuleId::warning("successor-missing"),
    group: Group::Units,
    title: Both::new("Đơn vị thôi tồn tại mà không ghi đơn vị kế tục", "A closed unit has no successor"),
    about: Both::new(
        "Đơn vị đã thôi tồn tại trong khi quy định vẫn áp dụng ở cấp trên của nó. Công việc của nó phải có đơn vị kế \
         tục. Khi cả quy định cùng hết hiệu lực với đơn vị thì không cần.",
        "The unit has closed while a regulation still governs above it, so some unit carries on its work. Where the \
         regulation ends together with the unit none is asked for.",
    ),
    mend: Both::new(
        "Ghi đơn vị kế tục; nếu thật sự không có thì ghi một miễn trừ kèm văn bản.",
        "Record the successor, or, where there is truly none, a waiver with its document.",
    ),
    example: example!("successor-missing"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for (at, unit) in facts.registry.units.iter().enumerate().filter(|(_, unit)| unit.successor.is_none()) {
        let Some(last) = unit.until.filter(|last| *last < facts.as_of) else { continue };
        let in_scope = facts.governed(at, last).is_some_and(|(_, kind)| kind.in_scope());
        let Some(regulation) = going_on_above(facts, at, last).filter(|_| in_scope) else { continue };
        let (name, number, last) = (facts.unit_name(unit), &regulation.number, day(last));
        findings.push(
            Diagnostic::new(
                RULE.id,
                both!(
                    "{name} thôi tồn tại sau ngày {last} mà không có đơn vị kế tục, trong khi {number} vẫn được áp \
                     dụng",
                    "{name} closed after {last} without a successor, and {number} goes on"
                ),
                unit.place.field("until"),
            )
            .label(both!("ai kế tục?", "who carries on?"))
            .related(
                regulation.in_force.place.field("from"),
                both!("quy định vẫn có hiệu lực", "the regulation is still in force"),
            )
            .paste(both!("ghi đơn vị kế tục", "record the successor"), "successor: …")
            .cite(facts.cite_rule(Some(regulation), RULE.id.name))
            .about(Subject::unit(&unit.id)),
        );
    }
}

/// The regulation that governs the nearest unit above that is still there on the day after a unit's last.
fn going_on_above<'r>(facts: &Facts<'r>, unit: usize, last: chrono::NaiveDate) -> Option<&'r Regulation> {
    let after = last.succ_opt()?;
    facts.hierarchy.upward(unit).skip(1).find_map(|above| facts.regulation_of(above, after))
}
