//! Two units under one parent bear one name on the same day.

use std::collections::HashMap;

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::Interval;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;
use crate::model::Unit;
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::warning("duplicate-unit-name"),
    group: Group::Units,
    title: Both::new("Hai đơn vị cùng cấp trên trùng tên", "Two units under one parent share a name"),
    about: Both::new(
        "Tên đơn vị có thể lặp lại ở nhiều nơi, nhưng dưới cùng một cấp trên và vào cùng một ngày thì hai đơn vị \
         trùng tên thường là một đơn vị được ghi hai lần. Chữ hoa, chữ thường, cách đặt dấu và dấu gạch không làm tên \
         khác đi.",
        "Names come again in many places, but two units of one name under one parent on one day are mostly one unit \
         recorded twice. Capitals, the place of a tone mark and dashes make no other name.",
    ),
    mend: Both::new(
        "Bỏ bản ghi thừa, hoặc ghi đúng tên, ngày cuối, tên cũ của từng đơn vị.",
        "Take the extra record away, or mend the name, last day or former names of one of them.",
    ),
    example: example!("duplicate-unit-name"),
    check: Check::Judging(check),
};

/// A name of a unit, with the days on which it bore it.
struct Borne<'r> {
    unit: &'r Unit,
    days: Interval,
}

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let mut bearers: HashMap<(Option<&str>, String), Vec<Borne<'_>>> = HashMap::new();
    for unit in &facts.registry.units {
        let parent = unit.parent.as_ref().map(|parent| &*parent.id);
        for (days, name) in unit.names() {
            let earlier = bearers.entry((parent, text::fold(name))).or_default();
            let shared = earlier
                .iter()
                .filter(|other| other.unit.id != unit.id)
                .find_map(|other| Some((other.unit, other.days.intersection(days)?)));
            findings.extend(shared.map(|(other, days)| finding(facts, unit, other, name, days)));
            earlier.push(Borne { unit, days });
        }
    }
}

fn finding(facts: &Facts<'_>, unit: &Unit, other: &Unit, name: &str, days: Interval) -> Diagnostic {
    let (id, days) = (&other.id, days.text());
    let above = unit.parent.as_ref().and_then(|parent| facts.registry.unit(&parent.id));
    let message = match above.map(|above| facts.unit_name(above)) {
        Some(above) => both!(
            vi: ("{above} có hai đơn vị cùng tên {name} {}", days.vi),
            en: ("{above} has two units called {name} {}", days.en)
        ),
        None => both!(
            vi: ("có hai đơn vị cao nhất cùng tên {name} {}", days.vi),
            en: ("there are two units at the top called {name} {}", days.en)
        ),
    };
    Diagnostic::new(RULE.id, message, place_of(unit, name))
        .label(both!("trùng tên với {id}", "the name of {id} too"))
        .related(place_of(other, name), both!("đơn vị kia", "the other unit"))
        .remedy(both!(
            "nếu là một đơn vị thì bỏ một bản ghi; nếu là hai thì ghi đúng tên và thời gian của từng đơn vị",
            "if they are one unit take one record away; if two, give each its right name and days"
        ))
        .cite(facts.cite_rule(None, RULE.id.name))
        .about(Subject::unit(&unit.id).detail(id.to_string()))
}

/// Where a unit's record has a name, the present one first.
fn place_of(unit: &Unit, name: &str) -> crate::source::Place {
    let former = unit.former_names.iter().find(|former| text::same_name(&former.name, name));
    match former {
        Some(former) if !text::same_name(&unit.name, name) => former.place.field("name"),
        _ => unit.place.field("name"),
    }
}
