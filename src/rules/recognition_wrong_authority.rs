//! A decision recognises officers whom another tier recognises.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::{Listing, Paper};
use crate::locale::{Both, Text, listed};

pub const RULE: Rule = Rule {
    id: RuleId::error("recognition-wrong-authority"),
    group: Group::Recognition,
    title: Both::new("Công nhận không đúng thẩm quyền", "Recognised by the wrong authority"),
    about: Both::new(
        "Quy định nói người đứng đầu cấp nào công nhận đầu mối của mỗi loại đơn vị. Quyết định này do cấp khác ban \
         hành, nên không công nhận được ai trong số những người được nêu ở đây. Đúng cấp nhưng không đúng nơi thì xem \
         lists-outsider.",
        "The regulation says the head of which tier recognises the officers of each kind of unit. This decision was \
         issued by another tier, so it recognises none of the officers named here. For the right tier and the wrong \
         place see lists-outsider.",
    ),
    mend: Both::new(
        "Sửa issued_by nếu ghi sai; nếu đúng thì đề nghị người có thẩm quyền ra quyết định khác.",
        "Mend issued_by if it is recorded wrongly; if it is right, have the proper authority issue a decision.",
    ),
    example: example!("recognition-wrong-authority"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for paper in &facts.papers {
        let issuer = &facts.unit(paper.issuer).kind;
        let wrong: Vec<&Listing<'_>> =
            paper.recognized.iter().filter(|listing| listing.asked.recognition.by != *issuer).collect();
        findings.extend(finding(facts, paper, &wrong));
    }
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>, wrong: &[&Listing<'_>]) -> Option<Diagnostic> {
    const SHOWN: usize = 5;
    let asked = wrong.first()?.asked;
    let (decision, issuer) = (paper.decision, facts.unit(paper.issuer));
    let title = decision.title();
    let issuer_name = facts.unit_name(issuer);
    let names = listed(wrong.iter().map(|listing| &*listing.officer.name), "người");
    let by = asked.regulation.kind(&asked.recognition.by).map_or_else(Text::default, |kind| Text {
        vi: kind.name.vi.to_string(),
        en: kind.name.en.to_string(),
    });
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} do {issuer_name} ban hành, không có thẩm quyền công nhận {}", title.vi, names.vi),
            en: ("{} was issued by {issuer_name}, which has no authority to recognise {}", title.en, names.en)
        ),
        decision.place.field("issued_by"),
    )
    .label(both!(vi: ("thẩm quyền thuộc \"{}\"", by.vi), en: ("the authority is \"{}\"", by.en)))
    .related(asked.recognition.place.field("by"), both!("thẩm quyền được quy định ở đây", "the authority is set here"))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject::issued(&issuer.id, &decision.id));
    for listing in wrong.iter().take(SHOWN) {
        let (name, unit) = (&listing.officer.name, facts.unit_name(facts.unit(listing.asked.unit)));
        finding = finding
            .related(decision.place.field("recognizes").item(listing.index), both!(
                "{name} ({unit})",
                "{name} of {unit}"
            ));
    }
    Some(match asked.authority.map(|authority| facts.unit_name(facts.unit(authority))) {
        Some(authority) => finding.remedy(both!(
            "đề nghị người đứng đầu {authority} ra quyết định công nhận",
            "have the head of {authority} issue the decision"
        )),
        None => finding.remedy(both!("sửa issued_by nếu ghi sai", "mend issued_by if it is wrong")),
    })
}
