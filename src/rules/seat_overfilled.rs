//! More people in a seat than the regulation allows, on any day up to the one judged.

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::Interval;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::staffing::SeatHistory;
use crate::locale::{Both, plural};
use crate::model::Officer;

pub const RULE: Rule = Rule {
    id: RuleId::error("seat-overfilled"),
    group: Group::Seats,
    title: Both::new("Một vị trí có quá số người", "A seat has too many holders"),
    about: Both::new(
        "Số người ở một vị trí vượt số tối đa theo quy định, dù chỉ một ngày và dù ngày đó đã qua: ngày cuối của \
         người trước và ngày đầu của người sau đã ghi chồng lên nhau. Ngày ghi trong until vẫn là ngày còn làm đầu \
         mối.",
        "More people are in a seat than the regulation allows, be it for one day and be that day past: the last day \
         of the one before and the first day of the one after overlap. The day in until is still a day in post.",
    ),
    mend: Both::new(
        "Đối chiếu quyết định phân công rồi sửa until của người trước hoặc from của người sau.",
        "Look the assignments up and mend the until of the one before or the from of the one after.",
    ),
    example: example!("seat-overfilled"),
    check: Check::Judging(check)};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for history in &facts.seats {
        for run in history.overfilled.iter().filter(|run| run.from <= facts.as_of) {
            findings.extend(finding(facts, history, *run));
        }
    }
}

fn finding(facts: &Facts<'_>, history: &SeatHistory, run: Interval) -> Option<Diagnostic> {
    let unit = facts.unit(history.unit);
    let term = history.term_on(run.from)?;
    let regulation = &facts.registry.regulations[term.regulation];
    let kind = regulation.kind(&unit.kind)?;
    let seat = kind.seat(&history.seat)?;
    let most = term.count.max?;

    let together: Vec<&Officer> = history
        .holders
        .iter()
        .map(|at| &facts.registry.officers[*at])
        .filter(|officer| officer.tenure().overlaps(run))
        .collect();
    // Of those there on the first day, the one who came last made it too many.
    let later = together.iter().filter(|officer| officer.from <= run.from).max_by_key(|officer| officer.from)?;
    let others: Vec<&&Officer> = together.iter().filter(|officer| officer.id != later.id).collect();

    let name = facts.unit_name(unit);
    let names = together.iter().map(|officer| &*officer.name).collect::<Vec<_>>().join(", ");
    let span = Interval { until: run.until.filter(|until| *until < facts.as_of), ..run }.text();
    let people = plural(i64::from(most), "holder");
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} có hơn {most} người ở vị trí \"{}\" {}: {names}", seat.name.vi, span.vi),
            en: ("{name} has more than {people} of the seat \"{}\" {}: {names}", seat.name.en, span.en)
        ),
        later.place.field("from"),
    )
    .label(both!("người vào sau, khi vị trí đã đủ người", "came when the seat was full"))
    .cite(facts.cite_under(regulation, kind.clause_of(seat), RULE.id.name))
    .about(Subject::officer(&unit.id, &history.seat, &later.id).detail(run.from.to_string()));
    for other in &others {
        let (name, span) = (&other.name, other.tenure().text());
        let place = other.place.field(if other.until.is_some() { "until" } else { "from" });
        finding = finding
            .related(place, both!(vi: ("{name} ở vị trí này {}", span.vi), en: ("{name} holds it {}", span.en)));
    }
    finding = finding.related(seat.place.clone(), both!("tối đa {most} người", "at most {people}"));
    let before = others.iter().find(|other| other.from < later.from);
    if let (Some(before), Some(last)) = (before, later.from.pred_opt()) {
        let (before, later) = (&before.name, &later.name);
        finding = finding.paste(
            both!(
                "nếu {later} thay {before} thì ghi ngày cuối cho {before}",
                "if {later} took over from {before}, give {before} a last day"
            ),
            format!("until: {last}"),
        );
    }
    Some(finding.remedy(both!("sửa ngày ghi sai", "mend the day that is wrong")))
}
