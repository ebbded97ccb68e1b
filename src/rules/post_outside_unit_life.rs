//! An officer is recorded in post on days when the unit does not exist.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, Text, day};
use crate::model::{Officer, Unit};

pub const RULE: Rule = Rule {
    id: RuleId::error("post-outside-unit-life"),
    group: Group::Seats,
    title: Both::new("Làm đầu mối khi đơn vị không tồn tại", "In post while the unit does not exist"),
    about: Both::new(
        "Ngày đầu ghi trước khi đơn vị được lập, hoặc ngày đầu hay ngày cuối ghi sau khi đơn vị đã giải thể. Bản ghi \
         không có until thì tự kết thúc cùng đơn vị, không cần ghi thêm gì.",
        "The first day lies before the unit was set up, or the first or last day after it was dissolved. A record \
         without until ends with its unit by itself; nothing need be added.",
    ),
    mend: Both::new(
        "Sửa ngày, hoặc ghi người này ở đơn vị kế tục bằng một bản ghi mới.",
        "Mend the day, or record the officer at the unit that carries on, in a record of its own.",
    ),
    example: example!("post-outside-unit-life"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for officer in &facts.registry.officers {
        let Some(unit) = facts.registry.unit(&officer.unit.id) else { continue };
        // Days in the wrong order are told by themselves.
        if officer.tenure().is_empty() || unit.life().is_empty() {
            continue;
        }
        findings.extend(first_day(facts, officer, unit));
        findings.extend(last_day(facts, officer, unit));
    }
}

fn first_day(facts: &Facts<'_>, officer: &Officer, unit: &Unit) -> Option<Diagnostic> {
    let (name, unit_name, from) = (&officer.name, facts.unit_name(unit), day(officer.from));
    if let Some(begun) = unit.from.filter(|begun| officer.from < *begun) {
        let begun = day(begun);
        let message = both!(
            "{name} làm đầu mối ở {unit_name} từ ngày {from}, trước khi đơn vị được lập ngày {begun}",
            "{name} is in post at {unit_name} from {from}, before the unit was set up on {begun}"
        );
        return Some(finding(facts, officer, unit, "from", message, both!("lập ngày {begun}", "set up on {begun}")));
    }
    let ended = day(unit.until.filter(|ended| officer.from > *ended)?);
    let message = both!(
        "{name} làm đầu mối ở {unit_name} từ ngày {from}, sau ngày cuối {ended} của đơn vị",
        "{name} is in post at {unit_name} from {from}, after the unit's last day, {ended}"
    );
    Some(finding(facts, officer, unit, "from", message, both!("ngày cuối là {ended}", "its last day is {ended}")))
}

fn last_day(facts: &Facts<'_>, officer: &Officer, unit: &Unit) -> Option<Diagnostic> {
    // One who came after the end is told by the first day.
    let ended = unit.until.filter(|ended| officer.from <= *ended)?;
    let until = officer.until.filter(|until| *until > ended)?;
    let (name, unit_name, until, ended) = (&officer.name, facts.unit_name(unit), day(until), day(ended));
    let message = both!(
        "{name} làm đầu mối ở {unit_name} đến ngày {until}, sau ngày cuối {ended} của đơn vị",
        "{name} is in post at {unit_name} until {until}, after the unit's last day, {ended}"
    );
    Some(finding(facts, officer, unit, "until", message, both!("ngày cuối là {ended}", "its last day is {ended}")))
}

fn finding(
    facts: &Facts<'_>,
    officer: &Officer,
    unit: &Unit,
    field: &str,
    message: Text,
    about_unit: Text,
) -> Diagnostic {
    let ends = unit.until.filter(|ended| officer.from > *ended || field == "until").is_some();
    let finding = Diagnostic::new(RULE.id, message, officer.place.field(field))
        .label(both!("đơn vị không tồn tại ngày này", "the unit does not exist on this day"))
        .related(unit.place.field(if ends { "until" } else { "from" }), about_unit)
        .cite(facts.cite_rule(None, RULE.id.name))
        .about(Subject::officer(&unit.id, &officer.seat, &officer.id).detail(field));
    match (&unit.successor, unit.from) {
        (Some(successor), _) if ends => {
            let successor = facts.registry.unit(&successor.id);
            let successor = successor.map_or_else(String::new, |successor| facts.unit_name(successor));
            finding.remedy(both!(
                "sửa ngày, hoặc ghi người này ở {successor}, đơn vị kế tục",
                "mend the day, or record the officer at {successor}, which carries on"
            ))
        }
        (_, Some(begun)) if !ends => {
            finding.paste(both!("sửa ngày nếu ghi sai", "mend the day if it is wrong"), format!("from: {begun}"))
        }
        _ => finding.remedy(both!("sửa ngày của người này hoặc của đơn vị", "mend the officer's day or the unit's")),
    }
}
