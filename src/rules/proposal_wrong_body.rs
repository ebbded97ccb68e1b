//! A decision rests on the proposal of a body other than the one that proposes.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::{Listing, Paper};
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::error("proposal-wrong-body"),
    group: Group::Recognition,
    title: Both::new("Tờ trình không đúng nơi đề nghị", "The proposal comes from the wrong body"),
    about: Both::new(
        "Quy định nêu đơn vị đề nghị công nhận đầu mối; tờ trình ghi ở đây là của đơn vị khác. Văn phòng không phải \
         đơn vị riêng, như của huyện, thì chính huyện đứng tên.",
        "The regulation names the body that proposes officers for recognition; the proposal recorded here is \
         another's. An office that is no unit of its own, such as a district's, is recorded as its district.",
    ),
    mend: Both::new(
        "Sửa by nếu ghi sai; nếu đúng thì việc trình chưa đúng quy trình, cần trình lại.",
        "Mend by if it is recorded wrongly; if it is right, the proposal has to be made again by the right body.",
    ),
    example: example!("proposal-wrong-body"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(facts.papers.iter().filter_map(|paper| finding(facts, paper)));
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>) -> Option<Diagnostic> {
    let decision = paper.decision;
    let proposal = decision.proposal.as_ref()?;
    let by = facts.registry.unit_index(&proposal.by.id)?;
    // Whoever is listed by the wrong authority is told as that.
    let is_wrong = |listing: &&Listing<'_>| listing.asked.proposer.is_some_and(|proposer| proposer != by);
    let wrong = paper.rightly_listed().find(is_wrong)?;
    let asked = wrong.asked;
    let right = facts.unit(asked.proposer?);
    let issuer = facts.unit(paper.issuer);
    let (title, number) = (decision.title(), &proposal.number);
    let (by_name, right_name) = (facts.unit_name(facts.unit(by)), facts.unit_name(right));
    let (officer, unit) = (&wrong.officer.name, facts.unit_name(facts.unit(asked.unit)));
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} dựa trên tờ trình {number} của {by_name}, mà nơi đề nghị là {right_name}", title.vi),
            en: ("{} rests on proposal {number} of {by_name}, though {right_name} proposes", title.en)
        ),
        proposal.place.field("by"),
    )
    .label(both!("nơi đề nghị là {right_name}", "{right_name} proposes"))
    .related(asked.recognition.place.field("proposed_by"), both!(
        "ai đề nghị được nêu ở đây",
        "who proposes is set here"
    ))
    .note(both!("xét theo {officer} ({unit})", "judged by {officer} of {unit}"))
    .paste(both!("nếu ghi sai thì sửa", "if it is recorded wrongly, mend it"), format!("by: {}", right.id))
    .remedy(both!("đề nghị {right_name} trình lại", "have {right_name} propose it anew"))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject::issued(&issuer.id, &decision.id));
    Some(finding)
}
