//! A submission or an extension that does not say which of several reports of one cadence it is for.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::filing::{Filing, Purpose};
use crate::facts::obligations::Obligation;
use crate::locale::Both;
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::error("report-ambiguous"),
    group: Group::Submissions,
    title: Both::new("Không rõ là báo cáo nào", "It is not said which report it is"),
    about: Both::new(
        "Trong kỳ này đơn vị phải gửi nhiều loại báo cáo cùng chu kỳ, mà bản ghi không nêu loại nào (trường report), nên \
         không biết nghĩa vụ nào đã xong.",
        "The unit owes several reports of one cadence for the period, and the record does not say which it is for (the \
         field report), so nobody knows which obligation is met.",
    ),
    mend: Both::new("Thêm trường report với mã của loại báo cáo.", "Add the field report with the report's id."),
    example: example!("report-ambiguous"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    for submission in registry.submissions.iter().filter(|submission| submission.received <= facts.as_of) {
        let Some(filing) = Filing::of_submission(registry, submission) else { continue };
        if let Purpose::Ambiguous(owed) = facts.purpose(&filing) {
            findings.push(finding(facts, &filing, &submission.place, &owed));
        }
    }
    for extension in &registry.extensions {
        let Some(filing) = Filing::of_extension(registry, extension) else { continue };
        if let Purpose::Ambiguous(owed) = facts.purpose(&filing) {
            findings.push(finding(facts, &filing, &extension.place, &owed));
        }
    }
}

fn finding<'r>(facts: &Facts<'r>, filing: &Filing<'r>, place: &Place, owed: &[Obligation<'r>]) -> Diagnostic {
    let name = facts.unit_name(&facts.registry.units[filing.unit]);
    let what = filing.text(facts);
    let listed = |vi: bool| {
        let name = |owed: &Obligation<'_>| {
            let name = &owed.report.name;
            format!("{} ({})", if vi { &name.vi } else { &name.en }, owed.report.id)
        };
        owed.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let count = owed.len();
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} phải gửi {count} loại {}, mà bản ghi không nêu loại nào", what.vi),
            en: ("{name} owes {count} kinds of {}, and the record does not say which", what.en)
        ),
        place.field("period"),
    )
    .label(both!("báo cáo nào?", "which report?"))
    .note(both!(vi: ("các báo cáo phải gửi: {}", listed(true)), en: ("what it owes: {}", listed(false))))
    .about(filing.subject(facts.registry));
    for owed in owed {
        finding = finding.related(owed.owes.place.field("report"), both!("một loại phải gửi", "one that it owes"));
    }
    let purpose = Purpose::Ambiguous(owed.to_vec());
    finding
        .paste(
            both!("thêm loại báo cáo", "add the report"),
            owed.first().map_or_else(String::new, |owed| format!("report: {}", owed.report.id)),
        )
        .cite(purpose.clause(facts))
}
