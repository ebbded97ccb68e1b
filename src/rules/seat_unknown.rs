//! An officer is recorded in a seat that the regulation does not give the kind of unit.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::force::Term;
use crate::locale::{Both, Text, day};
use crate::model::{Officer, Unit};
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::error("seat-unknown"),
    group: Group::Seats,
    title: Both::new("Loại đơn vị không có vị trí này", "The kind of unit has no such seat"),
    about: Both::new(
        "Người làm đầu mối được ghi ở một vị trí mà quy định có hiệu lực trong thời gian đó không đặt ra cho loại đơn \
         vị ấy: gõ sai mã, hoặc quy định mới đã bỏ vị trí cũ. Người này không được tính vào vị trí nào.",
        "The officer is recorded in a seat that the regulation then in force does not give the kind of unit: the id \
         is misspelt, or a new regulation has done away with the seat. The officer counts for no seat.",
    ),
    mend: Both::new(
        "Đổi sang mã vị trí có trong quy định. Nếu vị trí đã bị bỏ thì ghi ngày cuối vào until và lập bản ghi mới.",
        "Change it to a seat of the regulation. Where the seat was done away with, give the record its last day in \
         until and begin a new one.",
    ),
    example: example!("seat-unknown"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for officer in &facts.registry.officers {
        let Some(at) = facts.registry.unit_index(&officer.unit.id) else { continue };
        let unit = facts.unit(at);
        // A first term is enough: what follows is mended with it.
        findings.extend(facts.force.terms(at).iter().find_map(|term| finding(facts, officer, unit, term)));
    }
}

fn finding(facts: &Facts<'_>, officer: &Officer, unit: &Unit, term: &Term) -> Option<Diagnostic> {
    let regulation = &facts.registry.regulations[term.regulation];
    let kind = regulation.kind(&unit.kind).filter(|kind| kind.in_scope())?;
    if kind.seat(&officer.seat).is_some() {
        return None;
    }
    let since = officer.tenure().intersection(term.days)?.from;
    if since > facts.judged_until(officer) {
        return None;
    }
    let (seat, number, since) = (&officer.seat, &regulation.number, day(since));
    let who = both!(
        vi: ("{} ({})", officer.name, facts.unit_name(unit)),
        en: ("{} of {}", officer.name, facts.unit_name(unit))
    );
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: (
                "{} được ghi ở vị trí {seat}, nhưng từ ngày {since}, {number} không có vị trí này cho \"{}\"",
                who.vi, kind.name.vi
            ),
            en: (
                "{} is recorded in the seat {seat}; since {since}, {number} gives \"{}\" no such seat",
                who.en, kind.name.en
            )
        ),
        officer.place.field("seat"),
    )
    .related(kind.place.clone(), both!("các vị trí của loại đơn vị này", "the seats of this kind of unit"))
    .cite(facts.cite_under(regulation, kind.clause.as_ref(), RULE.id.name))
    .about(Subject::officer(&unit.id, seat, &officer.id));
    if kind.seats.is_empty() {
        return Some(finding.remedy(both!(
            "loại đơn vị này không có vị trí nào: ghi đúng đơn vị của người này",
            "this kind of unit has no seats at all: give the officer's right unit"
        )));
    }
    let known = |name: fn(&crate::model::Seat) -> &str| {
        kind.seats.iter().map(|seat| format!("{} ({})", seat.id, name(seat))).collect::<Vec<_>>().join(", ")
    };
    let known = Text { vi: known(|seat| &seat.name.vi), en: known(|seat| &seat.name.en) };
    let finding = finding.remedy(both!(vi: ("dùng một trong: {}", known.vi), en: ("use one of: {}", known.en)));
    Some(match text::nearest(seat, kind.seats.iter().map(|seat| &*seat.id)) {
        Some(nearest) => finding.label(both!("có phải là {nearest}?", "did you mean {nearest}?")),
        None => finding.label(both!("không có vị trí này", "no such seat")),
    })
}
