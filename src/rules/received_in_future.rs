//! A report recorded as received on a day that has not come.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::filing::Filing;
use crate::locale::{Both, day, days};

pub const RULE: Rule = Rule {
    id: RuleId::error("received-in-future"),
    group: Group::Submissions,
    title: Both::new("Ngày nhận ở tương lai", "Received on a day that has not come"),
    about: Both::new(
        "Ngày nhận của một báo cáo muộn hơn hôm nay. Đây là so với ngày chạy chương trình, không phải với ngày được xét: \
         xét lại một ngày đã qua thì báo cáo nhận sau ngày đó chỉ là chưa biết.",
        "A report's day of receipt is later than today. It is the day on which the program runs that counts, not the day \
         that is judged: seen from a past day, a report received later is merely not known yet.",
    ),
    mend: Both::new("Sửa ngày nhận.", "Mend the day of receipt."),
    example: example!("received-in-future"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for submission in facts.registry.submissions.iter().filter(|submission| submission.received > facts.today) {
        let Some(filing) = Filing::of_submission(facts.registry, submission) else { continue };
        let name = facts.unit_name(&facts.registry.units[filing.unit]);
        let what = filing.text(facts);
        let (received, today) = (day(submission.received), day(facts.today));
        let ahead = days((submission.received - facts.today).num_days());
        findings.push(
            Diagnostic::new(
                RULE.id,
                both!(
                    vi: ("{} của {name} ghi nhận ngày {received}, mà hôm nay mới là {today}", what.vi),
                    en: ("the {} of {name} is recorded as received on {received}, and today is {today}", what.en)
                ),
                submission.place.field("received"),
            )
            .label(both!(vi: ("còn {} nữa mới đến", ahead.vi), en: ("{} ahead", ahead.en)))
            .remedy(both!("sửa ngày nhận", "mend the day of receipt"))
            .cite(facts.cite_rule(facts.regulation_of(filing.unit, facts.as_of), RULE.id.name))
            .about(filing.subject(facts.registry)),
        );
    }
}
