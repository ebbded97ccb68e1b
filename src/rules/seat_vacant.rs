//! A seat that the regulation asks for has too few holders on the day judged.

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::Interval;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::staffing::SeatHistory;
use crate::locale::{Both, day, days};

pub const RULE: Rule = Rule {
    id: RuleId::error("seat-vacant"),
    group: Group::Seats,
    title: Both::new("Vị trí đầu mối còn trống", "A seat is vacant"),
    about: Both::new(
        "Quy định ấn định mỗi loại đơn vị phải có những đầu mối nào. Vào ngày được xét, đơn vị còn tồn tại mà số \
         người ở một vị trí ít hơn số phải có. Khoảng trống đã qua chỉ là lịch sử, xem seat-gap.",
        "The regulation says which focal-point officers each kind of unit has. On the day judged the unit exists and \
         a seat of it has fewer holders than that. A gap that has closed is history; see seat-gap.",
    ),
    mend: Both::new(
        "Ghi người mới vào vị trí, hoặc nếu đã được chấp thuận để trống thì ghi một miễn trừ kèm văn bản.",
        "Record the new holder, or, where the vacancy has been agreed to, a waiver with its document.",
    ),
    example: example!("seat-vacant"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for history in facts.seats.iter().filter(|history| !history.uncertain) {
        let vacancy = history.vacant.iter().find(|run| run.contains(facts.as_of));
        findings.extend(vacancy.and_then(|vacancy| finding(facts, history, *vacancy)));
    }
}

fn finding(facts: &Facts<'_>, history: &SeatHistory, vacancy: Interval) -> Option<Diagnostic> {
    let term = history.term_on(facts.as_of)?;
    let unit = facts.unit(history.unit);
    let regulation = &facts.registry.regulations[term.regulation];
    let kind = regulation.kind(&unit.kind)?;
    let seat = kind.seat(&history.seat)?;

    let needed = term.count.min;
    let held = history.holders_on(facts.registry, facts.as_of).count();
    let name = facts.unit_name(unit);
    let since = day(vacancy.from);
    let age = days(vacancy.days_until(facts.as_of));
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} trống vị trí \"{}\" từ ngày {since} ({})", seat.name.vi, age.vi),
            en: ("{name} has a vacant seat, {}, since {since} ({})", seat.name.en, age.en)
        ),
        unit.place.clone(),
    )
    .label(both!("cần {needed} người, có {held}", "needs {needed}, has {held}"))
    .related(seat.place.clone(), both!("vị trí được quy định ở đây", "asked for here"))
    .cite(facts.cite_under(regulation, kind.clause_of(seat), RULE.id.name))
    .about(Subject { seat: Some(history.seat.to_string()), ..Subject::unit(&unit.id) });
    if let Some(last) = history.last_holder_before(facts.registry, vacancy.from)
        && let Some(until) = last.until
    {
        let (last, until) = (&last.name, day(until));
        finding =
            finding.note(both!("người giữ gần nhất: {last}, đến ngày {until}", "last held by {last} until {until}"));
    }
    if let Some(next) = history.next_holder_after(facts.registry, facts.as_of) {
        let (next, from) = (&next.name, day(next.from));
        finding = finding.note(both!("{next} đã được ghi từ ngày {from}", "{next} is recorded from {from} on"));
    }
    let record = format!(
        "- {{id: …, name: …, unit: {}, seat: {}, position: …, employment: …, from: {}}}",
        unit.id, history.seat, facts.as_of
    );
    let waiver = format!(
        "- {{rule: {}, unit: {}, seat: {}, from: {}, until: …, document: …, reason: …}}",
        RULE.id.name, unit.id, history.seat, vacancy.from
    );
    let finding = finding
        .paste(both!(
            "ghi người mới vào tệp trong officers/",
            "record the new holder in a file under officers/"
        ), record)
        .waiver(
            both!("ghi miễn trừ kèm văn bản vào waivers.yaml", "record a waiver with its document in waivers.yaml"),
            waiver,
        );
    Some(finding)
}
