//! An officer in post was recognised only after taking the seat.

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::Days;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, day, days};

pub const RULE: Rule = Rule {
    id: RuleId::warning("recognized-late"),
    group: Group::Recognition,
    title: Both::new("Công nhận sau khi đã làm đầu mối", "Recognised after taking the seat"),
    about: Both::new(
        "Quyết định đầu tiên công nhận một người đang làm đầu mối được ký sau ngày người ấy bắt đầu, nên đã có những \
         ngày làm đầu mối mà chưa được công nhận. Chỉ tính những ngày có quy định; người đã thôi thì không xét nữa.",
        "The first decision that recognises an officer in post is dated after the officer's first day, so some days \
         passed without recognition. Only days under a regulation count, and nothing is said of those who have left.",
    ),
    mend: Both::new(
        "Kiểm tra lại ngày bắt đầu và ngày ký. Nếu đều đúng thì việc đã qua; có thể ghi miễn trừ kèm văn bản giải \
         thích.",
        "Check the first day and the decision's date. If both are right it is done with; a waiver with the paper that \
         explains it may be recorded.",
    ),
    example: example!("recognized-late"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend((0..facts.registry.officers.len()).filter_map(|at| finding(facts, at)));
}

fn finding(facts: &Facts<'_>, at: usize) -> Option<Diagnostic> {
    let officer = &facts.registry.officers[at];
    let standing = &facts.standings[at];
    // One who is not recognised now is told as waiting.
    standing.in_post_since.filter(|_| !standing.uncertain)?;
    standing.recognized_by(facts.as_of)?;
    let decision = &facts.registry.decisions[standing.covered.first()?.decision];
    let unit = facts.registry.unit_index(&officer.unit.id)?;
    let asked = facts.asked_on(unit, decision.date)?;
    let under_regulation = Days::from(officer.tenure()).intersection(&facts.force.days(unit));
    let since = under_regulation.runs().first()?.from;
    let late = (decision.date - since).num_days();
    if late <= 0 {
        return None;
    }
    let unit = facts.unit(unit);
    let (name, unit_name) = (&officer.name, facts.unit_name(unit));
    let (since_day, date, late) = (day(since), day(decision.date), days(late));
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: (
                "{name} ({unit_name}) làm đầu mối từ ngày {since_day} mà đến ngày {date} mới được công nhận, chậm {}",
                late.vi
            ),
            en: ("{name} of {unit_name} was in post from {since_day} and recognised on {date}, {} late", late.en)
        ),
        officer.place.field("from"),
    )
    .label(both!(vi: ("chậm {}", late.vi), en: ("{} before the decision", late.en)))
    .related(decision.place.field("date"), decision.title())
    .remedy(both!("kiểm tra lại hai ngày này", "check both days"))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject {
        decision: Some(decision.id.to_string()),
        ..Subject::officer(&unit.id, &officer.seat, &officer.id)
    });
    if officer.from < since {
        let from = day(officer.from);
        finding = finding.note(both!(
            "ở vị trí này từ ngày {from}; chỉ tính những ngày có quy định",
            "in the seat since {from}; only days under a regulation count"
        ));
    }
    Some(finding)
}
