//! A decision rests on no proposal.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::Paper;
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::warning("proposal-missing"),
    group: Group::Recognition,
    title: Both::new("Quyết định không ghi tờ trình", "The decision names no proposal"),
    about: Both::new(
        "Quyết định công nhận hay thay đổi đầu mối dựa trên đề nghị của đơn vị mà quy định nêu. Bản ghi của quyết \
         định này không có tờ trình. Quyết định từ trước khi có quy định thì không xét.",
        "A decision that recognises or changes officers rests on a proposal by the body that the regulation names. \
         This decision's record has none. Decisions from before any regulation are left alone.",
    ),
    mend: Both::new("Ghi số, ngày và đơn vị trình vào proposal.", "Record the proposal's number, date and body."),
    example: example!("proposal-missing"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let without = facts.papers.iter().filter(|paper| paper.decision.proposal.is_none());
    findings.extend(without.filter_map(|paper| finding(facts, paper)));
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>) -> Option<Diagnostic> {
    let asked = paper.listed().map(|listing| listing.asked).find(|asked| asked.recognition.proposed_by.is_some())?;
    let decision = paper.decision;
    let issuer = facts.unit(paper.issuer);
    let (title, issuer_name) = (decision.title(), facts.unit_name(issuer));
    let proposer = asked.proposer.map(|proposer| facts.unit(proposer));
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} của {issuer_name} không ghi tờ trình", title.vi),
            en: ("{} of {issuer_name} names no proposal", title.en)
        ),
        decision.place.field("proposal"),
    )
    .label(both!("thiếu proposal", "proposal is missing"))
    .related(asked.recognition.place.field("proposed_by"), both!(
        "ai đề nghị được nêu ở đây",
        "who proposes is set here"
    ))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject::issued(&issuer.id, &decision.id));
    Some(match proposer {
        Some(proposer) => {
            let name = facts.unit_name(proposer);
            finding.paste(
                both!("ghi tờ trình của {name}", "record the proposal of {name}"),
                format!("proposal: {{number: …, date: …, by: {}}}", proposer.id),
            )
        }
        None => finding.remedy(both!("ghi số, ngày và đơn vị trình", "record its number, date and body")),
    })
}
