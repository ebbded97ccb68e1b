//! The holder is of another class of employment than the seat asks for.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::staffing::Post;
use crate::locale::Both;
use crate::model::Employment;

pub const RULE: Rule = Rule {
    id: RuleId::error("employment-not-eligible"),
    group: Group::Seats,
    title: Both::new("Không đúng diện cán bộ, công chức, viên chức", "The wrong class of employment for the seat"),
    about: Both::new(
        "Quy định nói vị trí do cán bộ, công chức hay viên chức đảm nhận, và người đang giữ thuộc diện khác. Người ấy \
         vẫn được tính là giữ vị trí.",
        "The regulation says whether a cadre, a civil servant or a public employee holds the seat, and its holder is \
         of another class. The holder still counts as holding the seat.",
    ),
    mend: Both::new(
        "Sửa employment nếu ghi chưa đúng; nếu đúng thì đơn vị phải cử người thuộc diện quy định.",
        "Mend employment if it is recorded wrongly; if it is right, the unit has to name somebody of the right class.",
    ),
    example: example!("employment-not-eligible"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for post in facts.posts() {
        if let Some(asked) = post.seat.employment.filter(|asked| *asked != post.officer.employment) {
            findings.push(finding(facts, &post, asked));
        }
    }
}

fn finding(facts: &Facts<'_>, post: &Post<'_>, asked: Employment) -> Diagnostic {
    let name = &post.officer.name;
    let unit = facts.unit_name(post.unit);
    let (held, seat) = (post.officer.employment.name(), &post.seat.name);
    let word = asked.word();
    let asked = asked.name();
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} ({unit}) là {}, vị trí \"{}\" phải là {}", held.vi, seat.vi, asked.vi),
            en: ("{name} of {unit} is a {}; the seat \"{}\" asks for a {}", held.en, seat.en, asked.en)
        ),
        post.officer.place.field("employment"),
    )
    .label(both!(vi: ("phải là {}", asked.vi), en: ("must be a {}", asked.en)))
    .related(post.seat.place.field("employment"), both!("diện phải có", "the class asked for"))
    .paste(both!("nếu ghi sai thì sửa lại", "if it is recorded wrongly, mend it"), format!("employment: {word}"))
    .remedy(both!("cử người thuộc diện quy định", "name somebody of the right class"))
    .cite(facts.cite_under(post.regulation, post.kind.clause_of(post.seat), RULE.id.name))
    .about(Subject::officer(&post.unit.id, &post.seat.id, &post.officer.id))
}
