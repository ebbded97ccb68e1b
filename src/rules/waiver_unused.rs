//! A waiver accepts nothing, though the day judged lies within it.

use std::collections::BTreeSet;

use super::acceptance::{Accepted, finding, named, speaks_of};
use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::waivers::names_something;
use crate::locale::{Both, Text, day};
use crate::model::Registry;

pub const RULE: Rule = Rule {
    id: RuleId::warning("waiver-unused"),
    group: Group::Waivers,
    title: Both::new("Miễn trừ không còn gì để chấp nhận", "A waiver accepts nothing"),
    about: Both::new(
        "Miễn trừ đang trong thời gian của nó mà không có phát hiện nào để chấp nhận: việc đã được xử lý, hoặc miễn \
         trừ ghi nhầm đơn vị, nhầm vị trí. Để lại thì nó sẽ che một phát hiện sau này. Khi có bản ghi không đọc được \
         thì không xét.",
        "The day judged lies within the waiver, and there is no finding for it to accept: the matter is settled, or \
         the waiver names the wrong unit or seat. Left there, it would hide a later finding. Not judged while some \
         record cannot be read.",
    ),
    mend: Both::new(
        "Việc đã xong thì bỏ miễn trừ hoặc sửa ngày cuối; ghi nhầm thì sửa lại.",
        "Where the matter is settled take the waiver away or mend its last day; where it names the wrong thing mend \
         that.",
    ),
    example: example!("waiver-unused"),
    check: Check::Accepting(check),
};

fn check(facts: &Facts<'_>, accepted: &Accepted<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    if is_partly_unread(registry) {
        return;
    }
    let used: BTreeSet<usize> = accepted.waived.iter().map(|(waiver, _)| *waiver).collect();
    for (at, waiver) in registry.waivers.iter().enumerate() {
        // What names nothing, or no rule that can be waived, accepts nothing for a reason told elsewhere.
        let judged = names_something(waiver) && super::is_waivable(&waiver.rule);
        if !judged || used.contains(&at) || !waiver.time().contains(facts.as_of) {
            continue;
        }
        let (Text { vi, en }, as_of) = (named(facts, waiver), day(facts.as_of));
        let finding = finding(
            facts,
            RULE.id,
            waiver,
            "rule",
            both!("{vi} không chấp nhận phát hiện nào vào ngày {as_of}", "{en} accepts nothing as of {as_of}"),
        )
        .label(both!("không có phát hiện này", "there is no such finding"))
        .remedy(both!("bỏ miễn trừ, hoặc sửa cho đúng đối tượng", "take the waiver away, or mend what it names"));
        let other = accepted.waived.iter().find(|(_, finding)| speaks_of(waiver, finding)).map(|(other, _)| *other);
        findings.push(match other.and_then(|other| registry.waivers.get(other)) {
            Some(other) => finding.related(
                other.place.field("rule"),
                both!("miễn trừ này đã chấp nhận", "this waiver accepts it already"),
            ),
            None => finding,
        });
    }
}

fn is_partly_unread(registry: &Registry) -> bool {
    !(registry.unread.flawed.is_empty() && registry.unread.incomplete.is_empty())
}
