//! An address that is not in one of the registry's official domains.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;
use crate::model::Regulation;
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::warning("unofficial-email"),
    group: Group::People,
    title: Both::new("Thư điện tử không phải thư công vụ", "An e-mail address that is not official"),
    about: Both::new(
        "Địa chỉ của đầu mối đang làm việc hoặc của đơn vị không thuộc các tên miền công vụ khai trong ttc.yaml \
         (email_domains) hay tên miền con của chúng. Việc công không trao đổi qua thư cá nhân. Không khai tên miền nào thì \
         không xét.",
        "The address of an officer in post or of a unit is in none of the official domains that ttc.yaml lists \
         (email_domains), nor below one. Official business does not go through private mailboxes. Where no domain is \
         listed nothing is judged.",
    ),
    mend: Both::new(
        "Thay bằng địa chỉ công vụ, hoặc thêm tên miền vào email_domains nếu đó là tên miền công vụ.",
        "Put the official address in its place, or add the domain to email_domains if it is an official one.",
    ),
    example: example!("unofficial-email"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for (at, unit) in facts.registry.units.iter().enumerate() {
        let Some(email) = unit.email.as_ref().filter(|email| !facts.is_official(email)) else { continue };
        let Some((regulation, _)) = facts.governed(at, facts.as_of) else { continue };
        let name = facts.unit_name(unit);
        findings.push(finding(facts, regulation, &name, email, &unit.place, Subject::unit(&unit.id)));
    }
    for (officer, regulation) in facts.in_post() {
        let Some(email) = officer.email.as_ref().filter(|email| !facts.is_official(email)) else { continue };
        let subject = Subject::officer(&officer.unit.id, &officer.seat, &officer.id);
        findings.push(finding(facts, regulation, &officer.name, email, &officer.place, subject));
    }
}

fn finding(
    facts: &Facts<'_>,
    regulation: &Regulation,
    name: &str,
    email: &str,
    record: &Place,
    subject: Subject,
) -> Diagnostic {
    let domains = facts.registry.manifest.as_ref().map_or(&[][..], |manifest| &manifest.email_domains);
    let known = domains.iter().map(|domain| &**domain).collect::<Vec<_>>().join(", ");
    Diagnostic::new(
        RULE.id,
        both!("thư {email} của {name} không phải thư công vụ", "{name} has the address {email}, which is not official"),
        record.field("email"),
    )
    .label(both!("không thuộc {known}", "not in {known}"))
    .related(
        facts.registry.place().field("email_domains"),
        both!("các tên miền công vụ khai ở đây", "the official domains are listed here"),
    )
    .remedy(both!(
        "thay bằng địa chỉ công vụ; nếu tên miền này là của cơ quan thì thêm vào email_domains",
        "put the official address in its place; if the domain is an office's own add it to email_domains"
    ))
    .cite(facts.cite_rule(Some(regulation), RULE.id.name))
    .about(subject)
}
