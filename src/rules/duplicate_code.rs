//! Two units bear one code on the same day.

use std::collections::HashMap;

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::Interval;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;
use crate::model::Unit;

pub const RULE: Rule = Rule {
    id: RuleId::error("duplicate-code"),
    group: Group::Units,
    title: Both::new("Hai đơn vị trùng mã", "Two units share a code"),
    about: Both::new(
        "Mã hành chính chỉ một đơn vị; vào cùng một ngày hai đơn vị không thể có chung mã. Mã của đơn vị đã thôi tồn \
         tại được cấp lại cho đơn vị khác thì không sao.",
        "An administrative code is one unit's; on one day two cannot share it. A code that is given out again after \
         its unit has closed is no fault.",
    ),
    mend: Both::new(
        "Sửa mã sai, hoặc ghi ngày cuối của đơn vị cũ.",
        "Mend the wrong code, or record the old unit's last day.",
    ),
    example: example!("duplicate-code"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let mut bearers: HashMap<&str, Vec<&Unit>> = HashMap::new();
    for unit in &facts.registry.units {
        let Some(code) = unit.code.as_deref() else { continue };
        let earlier = bearers.entry(code).or_default();
        let shared = earlier.iter().find_map(|other| Some((*other, other.life().intersection(unit.life())?)));
        findings.extend(shared.map(|(other, days)| finding(facts, unit, other, code, days)));
        earlier.push(unit);
    }
}

fn finding(facts: &Facts<'_>, unit: &Unit, other: &Unit, code: &str, days: Interval) -> Diagnostic {
    let (one, two, days) = (facts.unit_name(unit), facts.unit_name(other), days.text());
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{one} và {two} có chung mã {code} {}", days.vi),
            en: ("{one} and {two} share the code {code} {}", days.en)
        ),
        unit.place.field("code"),
    )
    .label(both!("đã dùng", "taken"))
    .related(other.place.field("code"), both!("mã của {two}", "the code of {two}"))
    .remedy(both!(
        "đối chiếu danh mục đơn vị hành chính và sửa mã sai; đơn vị đã thôi tồn tại thì ghi ngày cuối",
        "look the codes up and mend the wrong one; for a unit that has closed record its last day"
    ))
    .cite(facts.cite_rule(None, RULE.id.name))
    .about(Subject::unit(&unit.id).detail(code))
}
