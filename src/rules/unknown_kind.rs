//! A unit's kind is not one that the regulation governing it knows.

use std::collections::HashMap;

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::force::Term;
use crate::locale::Both;
use crate::model::{Regulation, Unit};
use crate::record::Record;
use crate::text::Guesses;

pub const RULE: Rule = Rule {
    id: RuleId::error("unknown-kind"),
    group: Group::Units,
    title: Both::new("Loại đơn vị không có trong quy định", "A unit's kind is not in the regulation"),
    about: Both::new(
        "Đơn vị đang theo một quy định, nhưng quy định ấy không có loại đơn vị này, nên không biết đơn vị có những vị \
         trí nào và phải báo cáo gì. Thường là đơn vị đã thôi tồn tại khi quy định mới bắt đầu mà chưa ghi ngày cuối.",
        "A regulation governs the unit and knows no such kind, so that nobody can say which seats the unit has or \
         what it owes. Mostly the unit was gone when the new regulation began and its last day is not recorded.",
    ),
    mend: Both::new(
        "Ghi ngày cuối của đơn vị, sửa loại đơn vị, hoặc thêm loại ấy vào quy định; đơn vị đứng ngoài phạm vi cũng là \
         một loại, với in_scope: false.",
        "Record the unit's last day, mend its kind, or add the kind to the regulation; units outside the scope are a \
         kind too, with in_scope: false.",
    ),
    example: example!("unknown-kind"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    let unread = &registry.unread;
    if unread.is_incomplete(Regulation::description()) || unread.of::<Regulation>().next().is_some() {
        return;
    }
    let mut guesses: HashMap<usize, Guesses<'_>> = HashMap::new();
    for (at, unit) in registry.units.iter().enumerate() {
        let mut told: Vec<usize> = Vec::new();
        for term in facts.force.terms(at) {
            let regulation = &registry.regulations[term.regulation];
            if regulation.kind(&unit.kind).is_none() && !told.contains(&term.regulation) {
                told.push(term.regulation);
                let guesses = guesses
                    .entry(term.regulation)
                    .or_insert_with(|| Guesses::among(regulation.kinds.iter().map(|kind| &*kind.id)));
                findings.push(finding(facts, unit, regulation, term, guesses.nearest(&unit.kind)));
            }
        }
    }
}

fn finding(
    facts: &Facts<'_>,
    unit: &Unit,
    regulation: &Regulation,
    term: &Term,
    nearest: Option<&str>,
) -> Diagnostic {
    let (name, kind, number, days) = (facts.unit_name(unit), &unit.kind, &regulation.number, term.days.text());
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} thuộc loại {kind} mà {number}, áp dụng cho đơn vị {}, không có", days.vi),
            en: ("{name} is of the kind {kind}, which {number}, governing it {}, does not have", days.en)
        ),
        unit.place.field("kind"),
    )
    .related(regulation.place.field("number"), both!("quy định áp dụng cho đơn vị", "the regulation that governs it"))
    .cite(facts.cite_rule(Some(regulation), RULE.id.name))
    .about(Subject::unit(&unit.id).detail(number.to_string()));
    let finding = match nearest {
        Some(nearest) => finding.label(both!("có phải là {nearest}?", "did you mean {nearest}?")),
        None => finding.label(both!("không có loại này", "no such kind")),
    };
    match term.days.from.pred_opt().filter(|last| unit.from.is_none_or(|from| from <= *last)) {
        Some(last) => finding.paste(
            both!("nếu đơn vị đã thôi tồn tại, ghi ngày cuối", "if the unit was gone by then, record its last day"),
            format!("until: {last}"),
        ),
        None => finding.remedy(both!(
            "sửa loại đơn vị, hoặc thêm loại ấy vào quy định",
            "mend the kind, or add it to the regulation"
        )),
    }
}
