//! A proposal is dated after the decision that rests on it.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::Paper;
use crate::locale::{Both, day};

pub const RULE: Rule = Rule {
    id: RuleId::error("proposal-after-decision"),
    group: Group::Recognition,
    title: Both::new("Tờ trình sau ngày quyết định", "The proposal is later than the decision"),
    about: Both::new(
        "Quyết định dựa trên tờ trình nên tờ trình không thể mang ngày sau ngày ký quyết định. Cùng một ngày thì được.",
        "A decision rests on its proposal, so the proposal cannot be dated after it. The same day is all right.",
    ),
    mend: Both::new(
        "Đối chiếu hai văn bản và sửa ngày ghi sai.",
        "Look at both papers and mend the day that is wrong."
    ),
    example: example!("proposal-after-decision"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(facts.papers.iter().filter_map(|paper| finding(facts, paper)));
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>) -> Option<Diagnostic> {
    let decision = paper.decision;
    let proposal = decision.proposal.as_ref().filter(|proposal| proposal.date > decision.date)?;
    let asked = paper.listed().next()?.asked;
    let issuer = facts.unit(paper.issuer);
    let (title, issuer_name) = (decision.title(), facts.unit_name(issuer));
    let (number, proposed, signed) = (&proposal.number, day(proposal.date), day(decision.date));
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("tờ trình {number} ngày {proposed} có sau {} của {issuer_name}", title.vi),
            en: ("proposal {number} of {proposed} is later than {} of {issuer_name}", title.en)
        ),
        proposal.place.field("date"),
    )
    .label(both!("sau ngày ký {signed}", "after {signed}, when it was decided"))
    .related(decision.place.field("date"), both!("ngày ký quyết định", "the decision's date"))
    .remedy(both!("sửa ngày ghi sai trong hai ngày này", "mend whichever day is wrong"))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject::issued(&issuer.id, &decision.id));
    Some(finding)
}
