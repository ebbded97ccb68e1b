//! A decision on recognition is signed for the committee, where it is its head's own power.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::Paper;
use crate::locale::Both;
use crate::model::Capacity;

pub const RULE: Rule = Rule {
    id: RuleId::error("signed-for-committee"),
    group: Group::Recognition,
    title: Both::new("Ký thay mặt tập thể (TM.)", "Signed on behalf of the committee (TM.)"),
    about: Both::new(
        "Công nhận đầu mối là thẩm quyền của Chủ tịch, không phải của tập thể Ủy ban. Quyết định ký với tư cách người \
         đứng đầu hoặc ký thay (KT.), không ký \"TM. ỦY BAN NHÂN DÂN\".",
        "To recognise officers is the Chairman's own power, not the committee's. The decision is signed as head, or \
         for the head (KT.), never for the committee (TM.).",
    ),
    mend: Both::new(
        "Sửa signed_by.as nếu ghi sai; nếu văn bản thực sự ký TM. thì đề nghị ban hành lại cho đúng thể thức.",
        "Mend signed_by.as if it is recorded wrongly; if the paper really says TM., have it issued again.",
    ),
    example: example!("signed-for-committee"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let wrong = facts.papers.iter().filter(|paper| paper.decision.signed_by.r#as == Capacity::ForCommittee);
    findings.extend(wrong.filter_map(|paper| finding(facts, paper)));
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>) -> Option<Diagnostic> {
    let asked = paper.listed().next()?.asked;
    let decision = paper.decision;
    let issuer = facts.unit(paper.issuer);
    let (title, issuer_name, signer) = (decision.title(), facts.unit_name(issuer), &decision.signed_by.name);
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: (
                "{} của {issuer_name} do {signer} ký thay mặt tập thể (TM.), mà đây là thẩm quyền của người đứng \
                 đầu",
                title.vi
            ),
            en: (
                "{} of {issuer_name} was signed by {signer} for the committee (TM.), though it is its head's own \
                 power",
                title.en
            )
        ),
        decision.signed_by.place.field("as"),
    )
    .label(both!("phải là head hoặc for-head", "must be head or for-head"))
    .paste(both!("nếu văn bản ký KT. thì sửa", "if the paper says KT., mend it"), "as: for-head")
    .remedy(both!("đề nghị ban hành lại nếu văn bản ký TM.", "have it issued again if it says TM."))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject::issued(&issuer.id, &decision.id));
    Some(finding)
}
