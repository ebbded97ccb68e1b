//! A decision recognises officers of another authority of its tier.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::{Listing, Paper};
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::error("lists-outsider"),
    group: Group::Recognition,
    title: Both::new("Quyết định nêu người của nơi khác", "The decision lists another authority's officer"),
    about: Both::new(
        "Một quyết định chỉ công nhận đầu mối của chính cơ quan ban hành và các đơn vị trực thuộc. Ở đây có người \
         thuộc nơi khác cùng cấp; quyết định không công nhận được người ấy.",
        "A decision recognises the officers of its own authority and of the units under it. Here it lists one who \
         belongs to another authority of the same tier, and does not recognise him or her.",
    ),
    mend: Both::new(
        "Bỏ người ấy khỏi quyết định, hoặc sửa đơn vị trong bản ghi của người ấy nếu đơn vị mới là chỗ sai.",
        "Take the officer out of the decision, or mend the unit in the officer's record if that is what is wrong.",
    ),
    example: example!("lists-outsider"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for paper in &facts.papers {
        let issuer = facts.unit(paper.issuer);
        for listing in &paper.recognized {
            if let Some(authority) = listing.asked.authority
                && authority != paper.issuer
                && listing.asked.recognition.by == issuer.kind
            {
                findings.push(finding(facts, paper, listing, authority));
            }
        }
    }
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>, listing: &Listing<'_>, authority: usize) -> Diagnostic {
    let (decision, officer, asked) = (paper.decision, listing.officer, listing.asked);
    let unit = facts.unit(asked.unit);
    let (title, name, unit_name) = (decision.title(), &officer.name, facts.unit_name(unit));
    let (issuer, authority) = (facts.unit_name(facts.unit(paper.issuer)), facts.unit_name(facts.unit(authority)));
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} của {issuer} nêu {name} ({unit_name}), người do {authority} công nhận", title.vi),
            en: ("{} of {issuer} lists {name} of {unit_name}, whom {authority} recognises", title.en)
        ),
        decision.place.field("recognizes").item(listing.index),
    )
    .label(both!("thuộc {authority}", "belongs to {authority}"))
    .related(officer.place.field("unit"), both!("đơn vị của người này", "the officer's unit"))
    .remedy(both!(
        "bỏ người này khỏi quyết định và đề nghị {authority} công nhận",
        "take the officer out, and have {authority} recognise him or her"
    ))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject {
        decision: Some(decision.id.to_string()),
        ..Subject::officer(&unit.id, &officer.seat, &officer.id)
    })
}
