//! An officer in post whom no decision recognises.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::Awaiting;
use crate::locale::{Both, Text, day, days};
use crate::model::Form;

pub const RULE: Rule = Rule {
    id: RuleId::warning("awaiting-recognition"),
    group: Group::Recognition,
    title: Both::new("Đang làm đầu mối mà chưa được công nhận", "In post without a decision"),
    about: Both::new(
        "Vào ngày được xét, người này đang làm đầu mối mà không có quyết định công nhận nào còn hiệu lực. Số ngày chờ \
         tính từ ngày đầu của thời gian liên tục làm đầu mối dưới một quy định. Quy định chỉ nói \"kịp thời\"; quá số \
         ngày mà địa phương tự đặt thì xem recognition-overdue.",
        "On the day judged the officer is in post and no decision that still holds recognises him or her. The wait \
         counts from the first day of the unbroken run in post under a regulation. The regulation says only \
         \"promptly\"; past the number of days set locally, see recognition-overdue.",
    ),
    mend: Both::new(
        "Trình người có thẩm quyền ra quyết định công nhận, rồi ghi quyết định vào thư mục decisions.",
        "Have the authority decide, then record the decision under decisions.",
    ),
    example: example!("awaiting-recognition"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let waiting = facts.awaiting().filter(|awaiting| awaiting.grace_exceeded.is_none());
    findings.extend(waiting.filter_map(|awaiting| finding(facts, RULE.id, &awaiting)));
}

/// What is said of an officer who waits, under this rule or the one for long waits. Where nobody is there to decide, that is
/// what is wrong, and told as such.
pub(super) fn finding(facts: &Facts<'_>, rule: RuleId, awaiting: &Awaiting<'_>) -> Option<Diagnostic> {
    let asked = facts.asked_on(awaiting.unit, facts.as_of)?;
    let authority = asked.authority?;
    let Awaiting { officer, regulation, recognition, .. } = awaiting;
    let unit = facts.unit(awaiting.unit);
    let (name, unit_name) = (&officer.name, facts.unit_name(unit));
    let (since, age) = (day(awaiting.since), days(awaiting.days));
    // Where somebody held the seat before, a change of people is what has not been decided on.
    let before = facts.predecessor(awaiting.unit, officer);
    let clause = facts.clause_on(awaiting.unit, recognition, officer);
    let mut finding = Diagnostic::new(
        rule,
        if awaiting.in_post_since < awaiting.since {
            both!(
                vi: ("{name} ({unit_name}) vẫn làm đầu mối mà từ ngày {since} không còn được công nhận ({})", age.vi),
                en: ("{name} of {unit_name} is still in post and no longer recognised since {since} ({})", age.en)
            )
        } else {
            both!(
                vi: ("{name} ({unit_name}) làm đầu mối từ ngày {since} mà chưa được công nhận ({})", age.vi),
                en: ("{name} of {unit_name} has been in post since {since} without recognition ({})", age.en)
            )
        },
        officer.place.clone(),
    )
    .label(both!("chưa được công nhận", "not recognised"))
    .cite(facts.cite_under(regulation, Some(clause), rule.name))
    .about(Subject::officer(&unit.id, &officer.seat, &officer.id));
    if officer.from < awaiting.in_post_since {
        let from = day(officer.from);
        finding = finding.note(both!(
            "ở vị trí này từ ngày {from}; chỉ tính những ngày có quy định",
            "in the seat since {from}; only days under a regulation count"
        ));
    }
    if let Some(before) = before {
        let before = &before.name;
        finding = finding.note(both!("vào thay {before}", "came in place of {before}"));
    }
    for paper in &facts.standings[awaiting.at].listed_by {
        let (place, why) = why_not(facts, awaiting, *paper);
        finding = finding.related(place, why);
    }
    Some(finding.paste(whose_turn(facts, authority, asked.proposer), format!("recognizes: [{}]", officer.id)))
}

/// Why a paper that lists the officer does not recognise him or her on the day judged.
fn why_not(facts: &Facts<'_>, awaiting: &Awaiting<'_>, paper: usize) -> (crate::source::Place, Text) {
    let registry = facts.registry;
    let decision = &registry.decisions[paper];
    let coverage = facts.standings[awaiting.at].covered.iter().find(|coverage| coverage.decision == paper);
    match coverage.map(|coverage| coverage.ended_by) {
        Some(Some(ended_by)) => {
            let ended_by = &registry.decisions[ended_by];
            let title = ended_by.title();
            (
                ended_by.place.field("date"),
                both!(vi: ("{} đã thôi công nhận", title.vi), en: ("{} ended the recognition", title.en)),
            )
        }
        Some(None) | None if decision.form != Form::Decision => {
            let form = decision.form.name();
            (
                decision.place.field("form"),
                both!(
                    vi: ("{} có nêu tên nhưng không phải quyết định", form.vi),
                    en: ("a {} that names the officer recognises nobody", form.en)
                ),
            )
        }
        Some(None) | None => (
            decision.place.field("issued_by"),
            both!("có nêu tên nhưng không đúng thẩm quyền", "names the officer, by another than the right authority"),
        ),
    }
}

/// Who must decide, and on whose proposal.
fn whose_turn(facts: &Facts<'_>, authority: usize, proposer: Option<usize>) -> Text {
    let name = |unit: usize| facts.unit_name(facts.unit(unit));
    let authority = name(authority);
    match proposer.map(name) {
        Some(proposer) => both!(
            "{proposer} đề nghị, người đứng đầu {authority} ra quyết định; ghi vào tệp của quyết định",
            "{proposer} proposes, the head of {authority} decides; the decision's file then says"
        ),
        None => both!(
            "người đứng đầu {authority} ra quyết định; ghi vào tệp của quyết định",
            "the head of {authority} decides; the decision's file then says"
        ),
    }
}
