//! A unit that is to set the dates of those below it and has not.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::obligations::UnsetDates;
use crate::locale::{Both, day, plural};

pub const RULE: Rule = Rule {
    id: RuleId::warning("deadline-not-set"),
    group: Group::Submissions,
    title: Both::new("Chưa đặt hạn báo cáo cho cấp dưới", "No date set for the reports of the units below"),
    about: Both::new(
        "Quy định để cấp trên trực tiếp đặt hạn báo cáo cho cấp dưới. Vào ngày được xét chưa có hạn nào có hiệu lực cho \
         các báo cáo được nêu, nên báo cáo của cấp dưới không thể coi là đúng hạn hay trễ hạn.",
        "The regulation leaves it to the unit above to set the date of these reports. On the day judged no date is in \
         force for them, so the reports of the units below can be neither on time nor late.",
    ),
    mend: Both::new(
        "Ban hành văn bản về hạn báo cáo và ghi vào trường sets của đơn vị.",
        "Issue a document with the dates and record it in the unit's field sets.",
    ),
    example: example!("deadline-not-set"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(facts.unset_dates().iter().map(|unset| finding(facts, unset)));
}

fn finding(facts: &Facts<'_>, unset: &UnsetDates<'_>) -> Diagnostic {
    let setter = &facts.registry.units[unset.setter];
    let name = facts.unit_name(setter);
    let reports = |vi: bool| {
        let name = |owes: &&crate::model::Owes| {
            unset.regulation.report(&owes.report).map(|report| {
                let name = if vi { &report.name.vi } else { &report.name.en };
                name.to_string()
            })
        };
        unset.owes.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    };
    let kind = &unset.kind.name;
    let count = unset.units;
    let units = plural(i64::try_from(count).unwrap_or(i64::MAX), "unit");
    let ids: Vec<String> = unset.owes.iter().map(|owes| format!("{}: {{by: …}}", owes.report)).collect();
    let clause = unset.owes.first().map_or("", |owes| &*owes.clause);
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} chưa đặt hạn cho {} của {} ({count} đơn vị)", reports(true), kind.vi),
            en: ("{name} has set no date for {} of the kind {} ({units})", reports(false), kind.en)
        ),
        setter.place.field("sets"),
    )
    .label(both!("chưa có hạn", "no date"))
    .cite(facts.cite(unset.regulation, clause))
    .about(Subject::unit(&setter.id).detail(unset.kind.id.to_string()));
    for owes in &unset.owes {
        finding = finding.related(owes.place.field("set_by"), both!("để đơn vị này đặt hạn", "left to this unit"));
        let later = setter
            .sets
            .iter()
            .filter(|sets| sets.kind == unset.kind.id && sets.reports.get(&owes.report).is_some())
            .map(|sets| sets.from)
            .min();
        if let Some(from) = later {
            let (report, from) = (&owes.report, day(from));
            finding = finding.note(both!("hạn của {report} chỉ có từ ngày {from}", "{report} has a date from {from} only"));
        }
    }
    finding.paste(
        both!("ghi văn bản đặt hạn vào sets của đơn vị", "record the document that sets them in the unit's sets"),
        format!(
            "sets:\n  - {{from: {}, kind: {}, document: …, reports: {{{}}}}}",
            facts.as_of,
            unset.kind.id,
            ids.join(", ")
        ),
    )
}
