//! The holder is not in charge of what the seat asks for.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::staffing::Post;
use crate::locale::Both;
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::error("charge-missing"),
    group: Group::Seats,
    title: Both::new("Không phụ trách việc mà vị trí đòi hỏi", "Not in charge of what the seat asks for"),
    about: Both::new(
        "Có vị trí chỉ dành cho người đang trực tiếp phụ trách một việc, như Bộ phận Một cửa. Bản ghi của người đang \
         giữ không ghi việc đó trong in_charge_of. Người ấy vẫn được tính là giữ vị trí.",
        "Some seats are for whoever is in charge of something, such as the One-Stop section. The holder's record does \
         not have it in in_charge_of. The holder still counts as holding the seat.",
    ),
    mend: Both::new(
        "Ghi thêm việc đang phụ trách; nếu thực tế không phụ trách thì cử người khác hoặc phân công lại.",
        "Add what the officer is in charge of; where that is not so, name somebody else or assign the work anew.",
    ),
    example: example!("charge-missing"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for post in facts.posts() {
        let missing: Vec<&str> = post.missing_charges().collect();
        if !missing.is_empty() {
            findings.push(finding(facts, &post, &missing));
        }
    }
}

fn finding(facts: &Facts<'_>, post: &Post<'_>, missing: &[&str]) -> Diagnostic {
    let (name, seat) = (&post.officer.name, &post.seat.name);
    let unit = facts.unit_name(post.unit);
    let lacking = missing.join(", ");
    let mut charges: Vec<&str> = post.officer.in_charge_of.iter().map(|charge| &**charge).collect();
    // What is recorded and only misspelt is what was meant.
    let misspelt = missing.iter().find_map(|asked| text::nearest(asked, charges.iter().copied()).map(|_| *asked));
    charges.extend(missing);
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} ({unit}) giữ vị trí \"{}\" mà không được ghi là phụ trách \"{lacking}\"", seat.vi),
            en: ("{name} of {unit} holds the seat \"{}\" and is not recorded as in charge of \"{lacking}\"", seat.en)
        ),
        post.officer.place.field("in_charge_of"),
    )
    .related(post.seat.place.field("in_charge_of"), both!(
        "việc phải đang phụ trách",
        "what its holder is in charge of"
    ))
    .paste(
        both!("nếu đang phụ trách thì ghi", "if the officer is in charge of it, record it"),
        format!("in_charge_of: [{}]", charges.join(", ")),
    )
    .remedy(both!("cử người đang phụ trách việc ấy", "name the one who is in charge of it"))
    .cite(facts.cite_under(post.regulation, post.kind.clause_of(post.seat), RULE.id.name))
    .about(Subject::officer(&post.unit.id, &post.seat.id, &post.officer.id));
    match misspelt {
        Some(asked) => finding.label(both!("có phải là {asked}?", "did you mean {asked}?")),
        None => finding.label(both!("thiếu {lacking}", "{lacking} is missing")),
    }
}
