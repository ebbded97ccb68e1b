//! The holder's position is none of those that the regulation asks for in the seat.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::staffing::Post;
use crate::locale::Both;
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::error("position-not-eligible"),
    group: Group::Seats,
    title: Both::new("Chức vụ không thuộc chức danh được làm đầu mối", "The position does not qualify for the seat"),
    about: Both::new(
        "Quy định nêu những chức danh được giữ một vị trí. Chức vụ của người đang giữ không bắt đầu bằng chức danh \
         nào trong số đó, so từng từ, không kể chữ hoa và dấu gạch. Người ấy vẫn được tính là giữ vị trí.",
        "The regulation lists the titles that qualify for a seat. The holder's position begins with none of them, \
         word by word, capitals and dashes aside. The holder still counts as holding the seat.",
    ),
    mend: Both::new(
        "Sửa chức vụ nếu ghi chưa đúng; nếu đúng thì đơn vị phải cử người có chức danh phù hợp.",
        "Mend the position if it is recorded wrongly; if it is right, the unit has to name somebody who qualifies.",
    ),
    example: example!("position-not-eligible"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(facts.posts().filter(|post| !post.is_eligible()).map(|post| finding(facts, &post)));
}

fn finding(facts: &Facts<'_>, post: &Post<'_>) -> Diagnostic {
    let (name, position) = (&post.officer.name, &post.officer.position);
    let unit = facts.unit_name(post.unit);
    let titles: Vec<&str> = post.seat.positions.iter().map(|position| &*position.title).collect();
    let listed = titles.join(", ");
    let seat = &post.seat.name;
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} ({unit}) giữ chức vụ \"{position}\", không thuộc chức danh của vị trí \"{}\"", seat.vi),
            en: ("{name} of {unit} is \"{position}\", which does not qualify for the seat \"{}\"", seat.en)
        ),
        post.officer.place.field("position"),
    )
    .related(post.seat.place.field("positions"), both!("các chức danh phù hợp", "the titles that qualify"))
    .note(both!("chức danh phù hợp: {listed}", "titles that qualify: {listed}"))
    .remedy(both!(
        "sửa chức vụ nếu ghi sai, nếu không thì cử người có chức danh phù hợp",
        "mend the position if it is wrong, else name somebody who qualifies"
    ))
    .cite(facts.cite_under(post.regulation, post.kind.clause_of(post.seat), RULE.id.name))
    .about(Subject::officer(&post.unit.id, &post.seat.id, &post.officer.id));
    match text::nearest(position, titles) {
        Some(nearest) => finding.label(both!("có phải là {nearest}?", "did you mean {nearest}?")),
        None => finding.label(both!("chức danh này không phù hợp", "does not qualify")),
    }
}
