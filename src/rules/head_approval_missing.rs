//! A report on which no approval by the unit's head is recorded.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::filing::Filing;
use crate::locale::{Both, day};

pub const RULE: Rule = Rule {
    id: RuleId::warning("head-approval-missing"),
    group: Group::Submissions,
    title: Both::new("Báo cáo chưa ghi ngày thủ trưởng duyệt", "No approval by the head of the unit"),
    about: Both::new(
        "Báo cáo được thủ trưởng đơn vị duyệt trước khi gửi. Bản ghi của báo cáo này không có ngày duyệt (approved), nên \
         không biết đã được duyệt hay chưa. Báo cáo đã trả lại thì không xét.",
        "A report is approved by the head of the unit before it goes. This record has no day of approval (approved), so \
         whether it was is not known. A report that was returned is not looked at.",
    ),
    mend: Both::new("Ghi ngày thủ trưởng duyệt vào trường approved.", "Record the day of approval in the field approved."),
    example: example!("head-approval-missing"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for submission in &facts.registry.submissions {
        let returned = submission.returned.is_some_and(|returned| returned <= facts.as_of);
        if submission.received > facts.as_of || submission.approved.is_some() || returned {
            continue;
        }
        let Some(filing) = Filing::of_submission(facts.registry, submission) else { continue };
        let name = facts.unit_name(&facts.registry.units[filing.unit]);
        let what = filing.text(facts);
        let received = day(submission.received);
        let purpose = facts.purpose(&filing);
        let regulation = facts.regulation_of(filing.unit, submission.received);
        findings.push(
            Diagnostic::new(
                RULE.id,
                both!(
                    vi: ("{} của {name}, nhận ngày {received}, chưa ghi ngày thủ trưởng duyệt", what.vi),
                    en: ("the {} of {name}, received on {received}, has no day of approval by the head", what.en)
                ),
                submission.place.field("unit"),
            )
            .label(both!("thiếu approved", "approved is missing"))
            .paste(
                both!("ghi ngày duyệt, muộn nhất là ngày gửi", "record the day of approval, at the latest the day it was sent"),
                "approved: …",
            )
            .cite(purpose.clause(facts).or_else(|| facts.cite_rule(regulation, RULE.id.name)))
            .about(filing.subject(facts.registry)),
        );
    }
}
