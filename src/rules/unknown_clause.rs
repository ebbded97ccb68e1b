//! A clause is cited that the regulation's own list of clauses does not have.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;
use crate::model::{Clause, Registry, Regulation};
use crate::source::Place;
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::error("unknown-clause"),
    group: Group::Regulation,
    title: Both::new("Điều khoản được dẫn không có trong quy định", "A cited clause is not in the regulation"),
    about: Both::new(
        "Loại đơn vị, vị trí, thẩm quyền, báo cáo và nhiệm vụ đều dẫn điều khoản của chúng. Mỗi điều khoản được dẫn \
         phải có trong danh sách điều khoản của quy định, để phát hiện nào cũng nói được căn cứ. Quy định chưa lập \
         danh sách thì không xét.",
        "Kinds, seats, authorities, reports and duties cite their clauses. Each must be in the regulation's list of \
         clauses, so that every finding can say what it rests on. A regulation that keeps no such list is not judged.",
    ),
    mend: Both::new(
        "Sửa số điều khoản, hoặc thêm điều khoản ấy vào danh sách.",
        "Mend the clause's number, or add the clause to the list.",
    ),
    example: example!("unknown-clause"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for regulation in &facts.registry.regulations {
        if let Some(known) = known_clauses(facts.registry, regulation) {
            judge(facts, regulation, &known, findings);
        }
    }
}

/// The ids in the regulation's list, those of clauses with faults too; `None` where they cannot all be known.
fn known_clauses(registry: &Registry, regulation: &Regulation) -> Option<HashSet<Arc<str>>> {
    let listed = regulation.clauses.as_ref()?.0.iter().map(|clause| Some(Arc::clone(&clause.id.0)));
    let flawed = registry.unread.of::<Clause>().filter(|flawed| flawed.place.file == regulation.place.file);
    listed.chain(flawed.map(|flawed| flawed.id.clone())).collect()
}

/// One finding for each clause, at the first place that cites it.
fn judge(facts: &Facts<'_>, regulation: &Regulation, known: &HashSet<Arc<str>>, findings: &mut Vec<Diagnostic>) {
    let mut unknown: Vec<(&Arc<str>, Vec<Place>)> = Vec::new();
    for (clause, place) in regulation.cited_clauses() {
        if known.contains(clause) {
            continue;
        }
        match unknown.iter_mut().find(|(told, _)| *told == clause) {
            Some((_, places)) => places.push(place),
            None => unknown.push((clause, vec![place])),
        }
    }
    findings.extend(unknown.into_iter().map(|(clause, places)| finding(facts, regulation, clause, places)));
}

fn finding(facts: &Facts<'_>, regulation: &Regulation, clause: &str, places: Vec<Place>) -> Diagnostic {
    let number = &regulation.number;
    let mut places = places.into_iter();
    let first = places.next().unwrap_or_else(|| regulation.place.clone());
    let mut finding = Diagnostic::new(
        RULE.id,
        both!("{number} không có điều khoản {clause} trong danh sách", "{number} lists no clause {clause}"),
        first,
    )
    .cite(facts.cite_rule(Some(regulation), RULE.id.name))
    .about(Subject::default().detail(format!("{number} {clause}")));
    for place in places {
        finding = finding.related(place, both!("cũng được dẫn ở đây", "cited here too"));
    }
    finding = match nearest(regulation, clause) {
        Some(nearest) => finding
            .label(both!("có phải là {nearest}?", "did you mean {nearest}?"))
            .remedy(both!("đổi {clause} thành {nearest}", "change {clause} to {nearest}")),
        None => finding.label(both!("không có trong danh sách", "not in the list")),
    };
    finding.paste(
        both!("thêm điều khoản vào danh sách clauses", "add the clause to the list of clauses"),
        format!("- {{id: \"{clause}\", says: {{vi: …, en: …}}, kept_by: […]}}"),
    )
}

/// The listed clause of the same article that was probably meant: across articles a digit more or less says nothing.
fn nearest<'r>(regulation: &'r Regulation, clause: &str) -> Option<&'r str> {
    let article = |clause: &str| text::skeleton(clause.split('.').next().unwrap_or_default());
    let cited = article(clause);
    let same_article = regulation.clauses().iter().map(|clause| &*clause.id).filter(|id| article(id) == cited);
    text::nearest(clause, same_article)
}
