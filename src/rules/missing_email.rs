//! An officer in post without an e-mail address.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::warning("missing-email"),
    group: Group::People,
    title: Both::new("Đầu mối chưa có thư điện tử", "An officer without an e-mail address"),
    about: Both::new(
        "Trao đổi, nhắc việc và gửi báo cáo ưu tiên qua thư điện tử. Vào ngày được xét người này đang làm đầu mối mà sổ \
         chưa có địa chỉ thư, nên không nhắc việc được.",
        "E-mail is preferred for questions, reminders and reports. On the day judged this officer is in post and the \
         registry has no address, so no reminder can be sent.",
    ),
    mend: Both::new("Ghi địa chỉ thư công vụ vào trường email.", "Record the official address in the field email."),
    example: example!("missing-email"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for (officer, regulation) in facts.in_post().filter(|(officer, _)| officer.email.is_none()) {
        let name = &officer.name;
        let unit = facts.registry.unit(&officer.unit.id).map_or_else(String::new, |unit| facts.unit_name(unit));
        let manifest = facts.registry.manifest.as_ref();
        let domain = manifest.and_then(|manifest| manifest.email_domains.first()).map_or("…", |domain| domain);
        findings.push(
            Diagnostic::new(
                RULE.id,
                both!("{name}, {unit}, chưa có địa chỉ thư điện tử", "{name} of {unit} has no e-mail address"),
                officer.place.clone(),
            )
            .label(both!("thiếu email", "email is missing"))
            .paste(both!("thêm địa chỉ thư công vụ", "add the official address"), format!("email: …@{domain}"))
            .cite(facts.cite_rule(Some(regulation), RULE.id.name))
            .about(Subject::officer(&officer.unit.id, &officer.seat, &officer.id)),
        );
    }
}
