//! An officer was recognised without a list of the unit that names him or her.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::warning("nomination-missing"),
    group: Group::Recognition,
    title: Both::new("Không ghi danh sách đề cử của đơn vị", "No list of the unit names the officer"),
    about: Both::new(
        "Trước khi trình, mỗi đơn vị lập danh sách đầu mối của mình và thủ trưởng phê duyệt. Người này đang làm đầu \
         mối, đã được công nhận theo quy định, mà bản ghi không có danh sách ấy. Chỉ xét khi quy định có nêu nơi đề \
         nghị, tức là nơi tổng hợp các danh sách.",
        "Before a proposal every unit draws up the list of its officers, and its head approves it. This officer is in \
         post and was recognised under the regulation, but the record has no such list. It is asked for where the \
         regulation names a body that proposes, and so puts the lists together.",
    ),
    mend: Both::new(
        "Ghi số, ngày và ngày phê duyệt của danh sách vào nomination.",
        "Record the list's number, its date and the day it was approved in nomination.",
    ),
    example: example!("nomination-missing"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend((0..facts.registry.officers.len()).filter_map(|at| finding(facts, at)));
}

fn finding(facts: &Facts<'_>, at: usize) -> Option<Diagnostic> {
    let officer = &facts.registry.officers[at];
    facts.standings[at].in_post_since.filter(|_| officer.nomination.is_none())?;
    let (decision, asked) = facts.recognitions_with_proposal(at).next()?;
    let unit = facts.unit(asked.unit);
    let (name, unit_name, title) = (&officer.name, facts.unit_name(unit), decision.title());
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} đã được công nhận nhưng chưa ghi danh sách đề cử nào của {unit_name}"),
            en: ("{name} was recognised, and no list of {unit_name} naming the officer is recorded")
        ),
        officer.place.field("nomination"),
    )
    .label(both!("thiếu nomination", "nomination is missing"))
    .related(decision.place.field("number"), both!(vi: ("{} công nhận", title.vi), en: ("recognised by {}", title.en)))
    .paste(
        both!("ghi danh sách của đơn vị", "record the unit's list"),
        "nomination: {number: …, date: …, approved: …}",
    )
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject::officer(&unit.id, &officer.seat, &officer.id));
    Some(finding)
}
