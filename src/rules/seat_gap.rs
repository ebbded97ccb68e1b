//! A seat was vacant for a time that is over: history, nothing to mend.

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::Interval;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::staffing::SeatHistory;
use crate::locale::{Both, day, days};

pub const RULE: Rule = Rule {
    id: RuleId::note("seat-gap"),
    group: Group::Seats,
    title: Both::new("Vị trí từng bị trống", "A seat was vacant for a time"),
    about: Both::new(
        "Một vị trí từng thiếu người và nay không còn thiếu, hoặc đơn vị hay vị trí không còn nữa. Đó là lịch sử, \
         không phải lỗi; báo cáo có đếm, còn ở đây chỉ hiện khi dùng --history. Khoảng đang trống xem seat-vacant.",
        "A seat once had too few holders and has them again, or the unit or the seat has ended. That is history and \
         no fault; reports count it, and it is shown with --history only. For a gap that is still open see \
         seat-vacant.",
    ),
    mend: Both::new(
        "Không cần sửa gì. Nếu thực ra không hề trống thì sửa ngày của người trước hoặc người sau.",
        "There is nothing to mend, unless the seat was never vacant; then mend the days of the one before or after.",
    ),
    example: example!("seat-gap"),
    check: Check::Judging(check)};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for history in facts.seats.iter().filter(|history| !history.uncertain) {
        let closed = history.vacant.iter().filter(|run| run.until.is_some_and(|until| until < facts.as_of));
        findings.extend(closed.filter_map(|run| finding(facts, history, *run)));
    }
}

fn finding(facts: &Facts<'_>, history: &SeatHistory, gap: Interval) -> Option<Diagnostic> {
    let unit = facts.unit(history.unit);
    let term = history.term_on(gap.from)?;
    let regulation = &facts.registry.regulations[term.regulation];
    let kind = regulation.kind(&unit.kind)?;
    let seat = kind.seat(&history.seat)?;

    let name = facts.unit_name(unit);
    let span = gap.text();
    let length = days(gap.days_until(facts.as_of));
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} từng trống vị trí \"{}\" {} ({})", seat.name.vi, span.vi, length.vi),
            en: ("{name} had a vacant seat, {}, {} ({})", seat.name.en, span.en, length.en)
        ),
        unit.place.clone(),
    )
    .label(both!("nay không còn trống", "no longer vacant"))
    .related(seat.place.clone(), both!("vị trí được quy định ở đây", "asked for here"))
    .cite(facts.cite_under(regulation, kind.clause_of(seat), RULE.id.name))
    .about(Subject {
        seat: Some(history.seat.to_string()),
        detail: Some(gap.from.to_string()),
        ..Subject::unit(&unit.id)
    });
    if let Some(last) = history.last_holder_before(facts.registry, gap.from)
        && let Some(until) = last.until
    {
        let (name, until) = (&last.name, day(until));
        finding = finding
            .related(last.place.field("until"), both!("{name} ở đó đến ngày {until}", "{name} held it until {until}"));
    }
    if let Some(until) = gap.until
        && let Some(next) = history.next_holder_after(facts.registry, until)
    {
        let (name, from) = (&next.name, day(next.from));
        finding = finding
            .related(next.place.field("from"), both!("{name} vào vị trí ngày {from}", "{name} took it on {from}"));
    }
    Some(finding)
}
