//! A person's name with a slip in the way it is typed.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, Text};
use crate::source::Place;
use crate::text::{self, Misspelling};

pub const RULE: Rule = Rule {
    id: RuleId::warning("misspelt-name"),
    group: Group::People,
    title: Both::new("Họ tên gõ sai cách", "A person's name is typed amiss"),
    about: Both::new(
        "Họ tên của đầu mối, của thủ trưởng hoặc của người ký có khoảng trắng thừa, chữ Ð gõ thay cho Đ, cả từ viết hoa, \
         từ không viết hoa, hoặc ký tự mà tên người không có. Những lỗi này làm một người trông như hai, và đi thẳng vào \
         quyết định được soạn.",
        "The name of an officer, a head or a signer has spaces too many, the letter Ð for Đ, a word all in capitals or \
         without one, or a character that no name has. Such slips make one person look like two, and go straight into \
         the decisions that are drafted.",
    ),
    mend: Both::new("Gõ lại họ tên như gợi ý.", "Type the name as suggested."),
    example: example!("misspelt-name"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    for unit in &registry.units {
        if let Some(head) = &unit.head {
            findings.extend(finding(facts, &head.name, head.place.field("name"), Subject::unit(&unit.id)));
        }
    }
    for officer in &registry.officers {
        let subject = Subject::officer(&officer.unit.id, &officer.seat, &officer.id);
        findings.extend(finding(facts, &officer.name, officer.place.field("name"), subject));
    }
    for decision in registry.decisions.iter().filter(|decision| decision.date <= facts.as_of) {
        let signer = &decision.signed_by;
        findings.extend(finding(facts, &signer.name, signer.place.field("name"), Subject::decision(&decision.id)));
    }
}

fn finding(facts: &Facts<'_>, name: &str, place: Place, subject: Subject) -> Option<Diagnostic> {
    let slip = text::misspelling(name)?;
    let what = slip_text(slip);
    let finding = Diagnostic::new(
        RULE.id,
        both!(vi: ("họ tên \"{name}\" {}", what.vi), en: ("the name \"{name}\" {}", what.en)),
        place,
    )
    .cite(facts.cite_rule(None, RULE.id.name))
    .about(subject);
    let mended = text::mended(name);
    Some(if mended == name {
        finding.remedy(both!("bỏ phần không thuộc họ tên", "take away what is no part of the name"))
    } else {
        finding
            .label(both!("có phải là {mended}?", "did you mean {mended}?"))
            .paste(both!("gõ lại họ tên", "type the name again"), format!("name: {mended}"))
    })
}

fn slip_text(slip: Misspelling) -> Text {
    match slip {
        Misspelling::Spaces => both!("có khoảng trắng thừa", "has spaces too many"),
        Misspelling::EthLetter => {
            both!("dùng chữ Ð (eth) thay cho Đ", "has the letter Ð (eth) in the place of Đ")
        }
        Misspelling::OddCharacter(odd) if odd.is_control() || odd.is_whitespace() || odd > '\u{2000}' => {
            let code = u32::from(odd);
            both!("có ký tự lạ U+{code:04X}", "has an odd character, U+{code:04X}")
        }
        Misspelling::OddCharacter(odd) => {
            both!("có ký tự \"{odd}\" mà tên người không có", "has the character \"{odd}\", which no name has")
        }
        Misspelling::AllCapitals => both!("có từ viết hoa tất cả", "has a word all in capitals"),
        Misspelling::NoCapital => both!("có từ không viết hoa chữ đầu", "has a word that begins with a small letter"),
    }
}
