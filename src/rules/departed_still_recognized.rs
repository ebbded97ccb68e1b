//! Somebody has left the seat and no decision has ended the recognition.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::Departed;
use crate::locale::{Both, day, days};

pub const RULE: Rule = Rule {
    id: RuleId::warning("departed-still-recognized"),
    group: Group::Changes,
    title: Both::new("Đã thôi làm đầu mối mà vẫn còn được công nhận", "Departed and still recognised"),
    about: Both::new(
        "Khi nhân sự thay đổi phải kịp thời có quyết định mới. Vào ngày được xét, người này đã thôi làm đầu mối mà \
         chưa có quyết định nào thôi công nhận hoặc thay thế; công nhận người sau chưa phải là thôi công nhận người \
         trước. Đầu mối của đơn vị đã giải thể thì không cần.",
        "When people change, a new decision follows promptly. On the day judged this officer has left and no decision \
         has ended or replaced the recognition; to recognise a successor does not end it. For the officers of a \
         dissolved unit none is needed.",
    ),
    mend: Both::new(
        "Đề nghị ra quyết định thay đổi và ghi người này vào ends của quyết định ấy.",
        "Have the change decided, and name the officer under ends in that decision.",
    ),
    example: example!("departed-still-recognized"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(facts.departed().map(|departed| finding(facts, &departed)));
}

fn finding(facts: &Facts<'_>, departed: &Departed<'_>) -> Diagnostic {
    let Departed { officer, left, decision, asked, last, .. } = departed;
    let clause = asked.recognition.clause_on_change();
    let unit = facts.unit(departed.unit);
    let (name, unit_name, last_day) = (&officer.name, facts.unit_name(unit), day(*last));
    let age = days((facts.as_of - *last).num_days());
    let title = decision.title();
    let listed = decision.recognizes.iter().position(|recognized| recognized.id == officer.id.0);
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} ({unit_name}) làm đầu mối đến hết ngày {last_day} mà nay vẫn còn được công nhận ({})", age.vi),
            en: ("{name} of {unit_name} left after {last_day} and is still recognised ({})", age.en)
        ),
        left.place.field("until"),
    )
    .label(both!("chưa có quyết định thôi công nhận", "no decision has ended it"))
    .related(
        decision.place.field("recognizes").item(listed.unwrap_or_default()),
        both!(vi: ("{} công nhận", title.vi), en: ("recognised by {}", title.en)),
    )
    .cite(facts.cite_under(asked.regulation, Some(clause), RULE.id.name))
    .about(Subject::officer(&unit.id, &officer.seat, &officer.id));
    let authority = asked.authority.map(|authority| facts.unit_name(facts.unit(authority)));
    let mend = match authority {
        Some(authority) => both!(
            "người đứng đầu {authority} ra quyết định thay đổi; ghi vào tệp của quyết định",
            "the head of {authority} decides on the change; the decision's file then says"
        ),
        None => both!("ghi vào tệp của quyết định thay đổi", "the file of the decision on the change then says"),
    };
    finding.paste(mend, format!("ends: [{}]", officer.id))
}
