//! A waiver names nothing that its rule could speak of.

use super::acceptance::{Accepted, finding};
use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::waivers::names_something;
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::error("waiver-too-broad"),
    group: Group::Waivers,
    title: Both::new("Miễn trừ không nêu đối tượng", "A waiver names no subject"),
    about: Both::new(
        "Miễn trừ phải nêu rõ về đơn vị nào, người nào, quyết định nào, kỳ nào hoặc yêu cầu nào. Chỉ nêu quy tắc, \
         hoặc chỉ thêm vị trí, thì thành bỏ cả quy tắc cho toàn tỉnh; miễn trừ như vậy không có tác dụng.",
        "A waiver says which unit, officer, decision, period or request it is about. With the rule alone, or only a \
         seat besides, it would switch the rule off for the whole province; such a waiver has no effect.",
    ),
    mend: Both::new(
        "Ghi thêm đối tượng; nhiều đơn vị thì mỗi đơn vị một miễn trừ.",
        "Name the subject; for several units write one waiver each.",
    ),
    example: example!("waiver-too-broad"),
    check: Check::Accepting(check),
};

fn check(facts: &Facts<'_>, _: &Accepted<'_>, findings: &mut Vec<Diagnostic>) {
    for waiver in facts.registry.waivers.iter().filter(|waiver| !names_something(waiver)) {
        let rule = &waiver.rule;
        let message = match &waiver.seat {
            Some(seat) => both!(
                "miễn trừ {rule} chỉ nêu vị trí {seat}, không nêu đơn vị hay người nào",
                "the waiver of {rule} names only the seat {seat}, and no unit or officer"
            ),
            None => {
                both!("miễn trừ {rule} không nêu về ai, về gì", "the waiver of {rule} does not say what it is about")
            }
        };
        findings.push(
            finding(facts, RULE.id, waiver, "rule", message)
                .label(both!("cho toàn bộ sổ?", "for the whole registry?"))
                .paste(both!("nêu đối tượng, như đơn vị", "name the subject, such as a unit"), "unit: …"),
        );
    }
}
