//! Officers are recognised, or their recognition ended, by a paper that is no decision.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::Paper;
use crate::locale::Both;
use crate::model::Form;

pub const RULE: Rule = Rule {
    id: RuleId::error("recognition-wrong-form"),
    group: Group::Recognition,
    title: Both::new("Công nhận không bằng quyết định", "Recognised by a paper that is no decision"),
    about: Both::new(
        "Việc công nhận và thay đổi đầu mối phải bằng quyết định. Thông báo hay công văn không công nhận được ai; \
         người được nêu trong đó vẫn là chờ công nhận.",
        "Officers are recognised, and changed, by a decision. A notice or a letter recognises nobody; whoever it \
         lists is still waiting.",
    ),
    mend: Both::new(
        "Sửa form nếu ghi sai; nếu đúng thì đề nghị người có thẩm quyền ra quyết định.",
        "Mend form if it is recorded wrongly; if it is right, have the authority issue a decision.",
    ),
    example: example!("recognition-wrong-form"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let wrong = facts.papers.iter().filter(|paper| paper.decision.form != Form::Decision);
    findings.extend(wrong.filter_map(|paper| finding(facts, paper)));
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>) -> Option<Diagnostic> {
    let asked = paper.listed().next()?.asked;
    let decision = paper.decision;
    let issuer = facts.unit(paper.issuer);
    let (title, issuer_name, form) = (decision.title(), facts.unit_name(issuer), decision.form.name());
    let (does, clause) = if paper.recognized.is_empty() {
        (Both::new("thôi công nhận đầu mối", "ends recognitions"), asked.recognition.change_clause.as_ref())
    } else {
        (Both::new("công nhận đầu mối", "recognises officers"), Some(&asked.recognition.clause))
    };
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} của {issuer_name} {}, mà việc này phải bằng quyết định", title.vi, does.vi),
            en: ("{} of {issuer_name} {}, which takes a decision", title.en, does.en)
        ),
        decision.place.field("form"),
    )
    .label(both!(vi: ("{}, không phải quyết định", form.vi), en: ("a {}, not a decision", form.en)))
    .paste(both!("nếu đó là quyết định thì sửa", "if it is a decision, mend it"), "form: decision")
    .remedy(both!("đề nghị {issuer_name} ra quyết định", "have {issuer_name} issue a decision"))
    .cite(facts.cite_under(asked.regulation, clause.or(Some(&asked.recognition.clause)), RULE.id.name))
    .about(Subject::issued(&issuer.id, &decision.id));
    Some(finding)
}
