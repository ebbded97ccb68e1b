//! A unit stands above itself.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::error("parent-cycle"),
    group: Group::Units,
    title: Both::new("Đơn vị cấp trên thành vòng", "Units stand above each other in a circle"),
    about: Both::new(
        "Đi từ một đơn vị lên cấp trên của nó, rồi lên nữa, phải đến đơn vị cao nhất. Nếu lại gặp chính đơn vị ấy thì \
         không biết ai công nhận và ai nhận báo cáo của các đơn vị trong vòng.",
        "From a unit the way up must end at the top. Where it comes back to the unit itself nobody can say who \
         recognises the officers of the units on the way, or who receives their reports.",
    ),
    mend: Both::new(
        "Sửa đơn vị cấp trên của một đơn vị trong vòng.",
        "Mend the parent of one of the units in the circle.",
    ),
    example: example!("parent-cycle"),
    check: Check::Judging(check),
};

/// So many units of a circle are named.
const MOST_TOLD: usize = 20;

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for cycle in &facts.hierarchy.cycles {
        let mut units = cycle.iter().map(|at| &facts.registry.units[*at]);
        let Some(first) = units.next() else { continue };
        let others: Vec<_> = units.collect();
        let name = facts.unit_name(first);
        let message = if others.is_empty() {
            both!("{name} là cấp trên của chính mình", "{name} stands above itself")
        } else {
            let way = others.iter().take(MOST_TOLD).map(|unit| facts.unit_name(unit)).collect::<Vec<_>>().join(", ");
            match others.len().saturating_sub(MOST_TOLD) {
                0 => both!("{name} lại đứng trên chính mình, qua {way}", "{name} stands above itself, by way of {way}"),
                more => both!(
                    "{name} lại đứng trên chính mình, qua {way} và {more} đơn vị nữa",
                    "{name} stands above itself, by way of {way} and {more} more"
                ),
            }
        };
        let mut finding = Diagnostic::new(RULE.id, message, first.place.field("parent"))
            .label(both!("vòng đi qua đây", "the circle goes through here"))
            .remedy(both!("sửa đơn vị cấp trên ở một chỗ trong vòng", "mend the parent at one place in the circle"))
            .cite(facts.cite_rule(None, RULE.id.name))
            .about(Subject::unit(&first.id));
        for unit in others.into_iter().take(MOST_TOLD) {
            finding = finding.related(unit.place.field("parent"), both!("rồi qua đây", "then through here"));
        }
        findings.push(finding);
    }
}
