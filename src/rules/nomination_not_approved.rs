//! The list that names an officer was not approved by the head of the unit.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, day};

pub const RULE: Rule = Rule {
    id: RuleId::warning("nomination-not-approved"),
    group: Group::Recognition,
    title: Both::new("Danh sách đề cử chưa được thủ trưởng phê duyệt", "The list was not approved by the head"),
    about: Both::new(
        "Danh sách đầu mối của đơn vị phải được thủ trưởng phê duyệt trước khi gửi đi tổng hợp. Người này đang làm \
         đầu mối, đã được công nhận theo quy định, mà danh sách không ghi ngày phê duyệt.",
        "The list of a unit's officers is approved by its head before it is sent on. This officer is in post and was \
         recognised under the regulation, but the list has no day of approval.",
    ),
    mend: Both::new("Ghi ngày phê duyệt vào approved.", "Record the day of approval in approved."),
    example: example!("nomination-not-approved"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend((0..facts.registry.officers.len()).filter_map(|at| finding(facts, at)));
}

fn finding(facts: &Facts<'_>, at: usize) -> Option<Diagnostic> {
    let officer = &facts.registry.officers[at];
    let nomination = officer.nomination.as_ref().filter(|nomination| nomination.approved.is_none())?;
    facts.standings[at].in_post_since?;
    let (_, asked) = facts.recognitions_with_proposal(at).next()?;
    let unit = facts.unit(asked.unit);
    let (name, unit_name) = (&officer.name, facts.unit_name(unit));
    let (number, date) = (&nomination.number, day(nomination.date));
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            "danh sách {number} ngày {date} của {unit_name}, có tên {name}, không ghi ngày thủ trưởng phê duyệt",
            "list {number} of {date} of {unit_name}, which names {name}, has no day on which its head approved it"
        ),
        nomination.place.field("approved"),
    )
    .label(both!("thiếu approved", "approved is missing"))
    .paste(both!("ghi ngày phê duyệt", "record the day of approval"), "approved: …")
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject::officer(&unit.id, &officer.seat, &officer.id));
    Some(finding)
}
