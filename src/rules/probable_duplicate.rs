//! Two records of officers that are not linked and are probably of one human being.

use std::collections::HashMap;

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, Text};
use crate::model::Officer;
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::warning("probable-duplicate"),
    group: Group::People,
    title: Both::new("Có lẽ hai bản ghi là một người", "Two records are probably one person"),
    about: Both::new(
        "Hai bản ghi có tên viết cách nào đó là một (`hòa` và `hoà`, `Đ` và `Ð`, hoa và thường, khoảng trắng), lại cùng đơn vị, \
         cùng thư điện tử hoặc cùng điện thoại, mà không được nối bằng trường person. Chỉ trùng tên ở hai đơn vị thì \
         không sao: trùng tên là chuyện thường.",
        "Two records have names that are one in some spelling (`hòa` and `hoà`, `Đ` and `Ð`, capitals, spaces), and the same unit, \
         e-mail or telephone besides, and are not linked by the field person. The same name alone, in two units, is \
         nothing: many people share a name.",
    ),
    mend: Both::new(
        "Nếu là một người, ghi cùng một mã vào trường person của cả hai. Nếu là hai người, ghi miễn trừ cho phát hiện này.",
        "If they are one person, give both the same person. If they are two people, waive the finding.",
    ),
    example: example!("probable-duplicate"),
    check: Check::Judging(check),
};

/// What two records of one person have in common besides the name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Tie {
    Unit,
    Email,
    Phone,
}

impl Tie {
    fn text(self) -> Text {
        match self {
            Self::Unit => both!("cùng đơn vị", "the same unit"),
            Self::Email => both!("cùng thư điện tử", "the same e-mail"),
            Self::Phone => both!("cùng điện thoại", "the same telephone"),
        }
    }
}

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(String, Tie, String), usize> = HashMap::new();
    for (at, officer) in facts.registry.officers.iter().enumerate() {
        let name = text::fold(&officer.name);
        let mut told = false;
        for (tie, value) in ties(officer) {
            let earlier = *first.entry((name.clone(), tie, value)).or_insert(at);
            // Whoever else is in the group has been compared with its first, too.
            if !told && !facts.people.are_one(earlier, at) {
                findings.push(finding(facts, officer, &facts.registry.officers[earlier], tie));
                told = true;
            }
        }
    }
}

fn ties(officer: &Officer) -> Vec<(Tie, String)> {
    let mut ties = vec![(Tie::Unit, officer.unit.id.to_string())];
    ties.extend(officer.email.as_ref().map(|email| (Tie::Email, email.to_ascii_lowercase())));
    let phone = officer.phone.as_ref().map(|phone| phone.chars().filter(char::is_ascii_digit).collect::<String>());
    ties.extend(phone.filter(|digits| !digits.is_empty()).map(|digits| (Tie::Phone, digits)));
    ties
}

fn finding(facts: &Facts<'_>, officer: &Officer, earlier: &Officer, tie: Tie) -> Diagnostic {
    let (name, before) = (&officer.name, &earlier.name);
    let unit = facts.registry.unit(&officer.unit.id).map_or_else(String::new, |unit| facts.unit_name(unit));
    let tie = tie.text();
    let names = if name == before {
        both!(vi: ("{name}, {unit}, có hai bản ghi"), en: ("{name} of {unit} has two records"))
    } else {
        both!(
            vi: ("{name} và {before}, {unit}, khác nhau ở cách viết"),
            en: ("{name} and {before} of {unit} differ in spelling only")
        )
    };
    let person = earlier.person.as_ref().unwrap_or(&earlier.id);
    let both_named = officer.person.is_some();
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} ({}); có lẽ là một người", names.vi, tie.vi),
            en: ("{} ({}); they are probably one person", names.en, tie.en)
        ),
        officer.place.field("name"),
    )
    .label(both!(vi: ("{}", tie.vi), en: ("{}", tie.en)))
    .related(earlier.place.field("name"), both!("bản ghi trước", "the earlier record"))
    .paste(
        if both_named {
            both!("nếu là một người, sửa person cho giống nhau", "if they are one person, make their person the same")
        } else {
            both!("nếu là một người, thêm vào bản ghi này", "if they are one person, add to this record")
        },
        format!("person: {person}"),
    )
    .waiver(
        both!("nếu là hai người, ghi vào waivers.yaml", "if they are two people, record in waivers.yaml"),
        format!("- {{rule: {}, officer: {}, from: {}, until: …, document: …, reason: …}}", RULE.id.name, officer.id, facts.as_of),
    )
    .cite(facts.cite_rule(None, RULE.id.name))
    .about(Subject::officer(&officer.unit.id, &officer.seat, &officer.id).detail(earlier.id.to_string()))
}
