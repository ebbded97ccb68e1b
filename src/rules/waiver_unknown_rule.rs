//! A waiver is for a rule that does not exist or cannot be waived.

use super::acceptance::{Accepted, finding};
use super::{Check, Group, RULES, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::locale::Both;
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::error("waiver-unknown-rule"),
    group: Group::Waivers,
    title: Both::new("Miễn trừ cho quy tắc không thể miễn trừ", "A waiver is for a rule that cannot be waived"),
    about: Both::new(
        "Miễn trừ nêu tên một quy tắc. Tên phải có thật, và quy tắc phải là loại có thể miễn trừ: tệp không đọc được \
         hoặc ghi sai dạng thì phải sửa, không thể chấp nhận; bản thân miễn trừ cũng vậy.",
        "A waiver names a rule. The rule must exist, and be one that can be waived: a file that cannot be read or is \
         malformed is to be mended, not accepted, and so are waivers themselves.",
    ),
    mend: Both::new("Sửa tên quy tắc, hoặc bỏ miễn trừ.", "Mend the rule's name, or take the waiver away."),
    example: example!("waiver-unknown-rule"),
    check: Check::Accepting(check),
};

fn check(facts: &Facts<'_>, _: &Accepted<'_>, findings: &mut Vec<Diagnostic>) {
    for waiver in facts.registry.waivers.iter().filter(|waiver| !super::is_waivable(&waiver.rule)) {
        let rule = &waiver.rule;
        if super::rule(rule).is_some() {
            let message = both!("quy tắc {rule} không thể được miễn trừ", "the rule {rule} cannot be waived");
            findings.push(
                finding(facts, RULE.id, waiver, "rule", message)
                    .label(both!("phải sửa, không thể chấp nhận", "to be mended, not accepted"))
                    .remedy(both!("sửa lỗi ấy và bỏ miễn trừ này", "mend the fault and take this waiver away")),
            );
            continue;
        }
        let message = both!("không có quy tắc nào tên {rule}", "there is no rule {rule}");
        let told = finding(facts, RULE.id, waiver, "rule", message);
        let names = RULES.iter().map(|rule| rule.id.name).filter(|name| super::is_waivable(name));
        findings.push(match text::nearest(rule, names) {
            Some(nearest) => told
                .label(both!("có phải là {nearest}?", "did you mean {nearest}?"))
                .remedy(both!("đổi thành {nearest}", "change it to {nearest}")),
            None => {
                told.remedy(both!("chạy `ttc rules` để xem tên các quy tắc", "see `ttc rules` for the rules' names"))
            }
        });
    }
}
