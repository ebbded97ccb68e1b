//! The unit's list is later than the proposal that is to rest on it.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, day};

pub const RULE: Rule = Rule {
    id: RuleId::error("nomination-after-proposal"),
    group: Group::Recognition,
    title: Both::new("Danh sách đề cử sau ngày tờ trình", "The list is later than the proposal"),
    about: Both::new(
        "Tờ trình tổng hợp danh sách các đơn vị đã gửi, nên danh sách không thể được lập hay phê duyệt sau ngày \
         trình. Cùng một ngày thì được. Người được công nhận nhiều lần thì xét theo tờ trình cuối cùng.",
        "A proposal puts together the lists that units have sent, so a list can be neither drawn up nor approved \
         after it. The same day is all right. For one recognised more than once the last proposal counts.",
    ),
    mend: Both::new(
        "Đối chiếu danh sách với tờ trình và sửa ngày ghi sai.",
        "Look at the list and the proposal and mend the day that is wrong.",
    ),
    example: example!("nomination-after-proposal"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    if facts.is_judged() {
        findings.extend((0..facts.registry.officers.len()).filter_map(|at| finding(facts, at)));
    }
}

fn finding(facts: &Facts<'_>, at: usize) -> Option<Diagnostic> {
    let officer = &facts.registry.officers[at];
    let nomination = officer.nomination.as_ref()?;
    let (decision, asked, proposal) = facts
        .recognitions_with_proposal(at)
        .filter_map(|(decision, asked)| Some((decision, asked, decision.proposal.as_ref()?)))
        .max_by_key(|(_, _, proposal)| proposal.date)?;
    let (field, late, done) = match nomination.approved {
        _ if nomination.date > proposal.date => ("date", nomination.date, Both::new("lập", "drawn up")),
        Some(approved) if approved > proposal.date => ("approved", approved, Both::new("phê duyệt", "approved")),
        _ => return None,
    };
    let unit = facts.unit(asked.unit);
    let (name, unit_name) = (&officer.name, facts.unit_name(unit));
    let (list, late, number, proposed) = (&nomination.number, day(late), &proposal.number, day(proposal.date));
    let title = decision.title();
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: (
                "danh sách {list} của {unit_name}, có tên {name}, được {} ngày {late}, sau tờ trình {number} ngày \
                 {proposed}",
                done.vi
            ),
            en: (
                "list {list} of {unit_name}, which names {name}, was {} on {late}, after proposal {number} of \
                 {proposed}",
                done.en
            )
        ),
        nomination.place.field(field),
    )
    .label(both!("sau ngày trình {proposed}", "after the proposal of {proposed}"))
    .related(
        proposal.place.field("date"),
        both!(vi: ("tờ trình của {}", title.vi), en: ("the proposal of {}", title.en)),
    )
    .remedy(both!("sửa ngày ghi sai trong hai ngày này", "mend whichever day is wrong"))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject::officer(&unit.id, &officer.seat, &officer.id));
    Some(finding)
}
