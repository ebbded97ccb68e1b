//! A decision recognises somebody who had already left the seat.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::{Listing, Paper};
use crate::locale::{Both, day};

pub const RULE: Rule = Rule {
    id: RuleId::error("lists-departed"),
    group: Group::Recognition,
    title: Both::new("Quyết định công nhận người đã thôi làm đầu mối", "The decision recognises one who has left"),
    about: Both::new(
        "Ngày cuối làm đầu mối của người này, hoặc ngày cuối của đơn vị, ở trước ngày ký quyết định: quyết định công \
         nhận một người không còn ở vị trí. Người thôi đúng ngày ký thì ngày ấy vẫn còn ở vị trí.",
        "The officer's last day in post, or the unit's last day, lies before the decision's date: it recognises \
         somebody no longer in the seat. One whose last day is the date itself is still in the seat that day.",
    ),
    mend: Both::new(
        "Bỏ người ấy khỏi quyết định, hoặc sửa ngày cuối trong bản ghi của người ấy nếu ngày mới là chỗ sai.",
        "Take the officer out of the decision, or mend the last day in the officer's record if that is what is wrong.",
    ),
    example: example!("lists-departed"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for paper in &facts.papers {
        findings.extend(paper.recognized.iter().filter_map(|listing| finding(facts, paper, listing)));
    }
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>, listing: &Listing<'_>) -> Option<Diagnostic> {
    let (decision, officer, asked) = (paper.decision, listing.officer, listing.asked);
    let last = facts.days_in_post(officer)?.until.filter(|last| *last < decision.date)?;
    let unit = facts.unit(asked.unit);
    let (title, name, unit_name, last_day) = (decision.title(), &officer.name, facts.unit_name(unit), day(last));
    let (end, what) = if officer.until == Some(last) {
        (officer.place.field("until"), both!("ngày cuối làm đầu mối", "the last day in post"))
    } else {
        (unit.place.field("until"), both!("ngày cuối của đơn vị", "the unit's last day"))
    };
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} công nhận {name} ({unit_name}), người đã thôi làm đầu mối sau ngày {last_day}", title.vi),
            en: ("{} recognises {name} of {unit_name}, whose last day in post was {last_day}", title.en)
        ),
        decision.place.field("recognizes").item(listing.index),
    )
    .label(both!("thôi sau ngày {last_day}", "left after {last_day}"))
    .related(end, what)
    .remedy(both!(
        "bỏ người này khỏi quyết định, hoặc sửa ngày cuối nếu ghi sai",
        "take the officer out, or mend the last day if it is wrong"
    ))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject {
        decision: Some(decision.id.to_string()),
        ..Subject::officer(&unit.id, &officer.seat, &officer.id)
    });
    Some(finding)
}
