//! A seat whose number of holders no roster can meet.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;
use crate::model::{Kind, Regulation, Seat};

pub const RULE: Rule = Rule {
    id: RuleId::error("impossible-seat-count"),
    group: Group::Regulation,
    title: Both::new("Số người của vị trí không thể có", "A seat's number is impossible"),
    about: Both::new(
        "Quy định ghi mỗi vị trí cần ít nhất và nhiều nhất mấy người. Số ít nhất lớn hơn số nhiều nhất, hoặc số nhiều \
         nhất là 0, thì không danh sách nào đúng được.",
        "The regulation says how many hold a seat, at least and at most. With a least above the most, or a most of 0, \
         no roster can be right.",
    ),
    mend: Both::new(
        "Sửa lại hai con số theo văn bản; vị trí không còn nữa thì bỏ hẳn khỏi loại đơn vị.",
        "Mend the two numbers by the text; a seat that is no more is taken out of the kind.",
    ),
    example: example!("impossible-seat-count"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for regulation in &facts.registry.regulations {
        for kind in regulation.kinds.iter() {
            findings.extend(kind.seats.iter().filter_map(|seat| finding(facts, regulation, kind, seat)));
        }
    }
}

fn finding(facts: &Facts<'_>, regulation: &Regulation, kind: &Kind, seat: &Seat) -> Option<Diagnostic> {
    let (min, max) = (seat.count().min, seat.count().max?);
    let count = seat.place.field("count");
    let (message, label) = if min > max {
        (
            both!(
                vi: ("vị trí \"{}\" của {} cần ít nhất {min} người mà nhiều nhất chỉ {max}", seat.name.vi, kind.name.vi),
                en: ("the seat {} of {} needs at least {min} and has at most {max}", seat.name.en, kind.name.en)
            ),
            both!("nhỏ hơn số ít nhất, {min}", "below the least, {min}"),
        )
    } else if max == 0 {
        (
            both!(
                vi: ("vị trí \"{}\" của {} không được có ai", seat.name.vi, kind.name.vi),
                en: ("the seat {} of {} may have nobody in it", seat.name.en, kind.name.en)
            ),
            both!("nhiều nhất 0 người", "at most nobody"),
        )
    } else {
        return None;
    };
    let clause = seat.clause.as_ref().or(kind.clause.as_ref());
    let cited =
        clause.map_or_else(|| facts.cite_rule(Some(regulation), RULE.id.name), |clause| facts.cite(regulation, clause));
    let detail = format!("{} {} {}", regulation.number, kind.id, seat.id);
    let finding = Diagnostic::new(RULE.id, message, count.field("max"))
        .label(label)
        .cite(cited)
        .about(Subject::default().detail(detail));
    Some(if min > max {
        finding.related(count.field("min"), both!("số ít nhất", "the least")).paste(
            both!("ghi số nhỏ trước", "put the smaller number first"),
            format!("count: {{min: {max}, max: {min}}}"),
        )
    } else {
        finding.remedy(both!("ghi số người đúng, hoặc bỏ vị trí này", "give the right number, or take the seat away"))
    })
}
