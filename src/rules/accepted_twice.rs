//! Two reports of one unit for one period, or one request, neither of which was returned.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::Period;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::filing::{Filing, Purpose};
use crate::locale::{Both, day};
use crate::model::Submission;

pub const RULE: Rule = Rule {
    id: RuleId::error("accepted-twice"),
    group: Group::Submissions,
    title: Both::new("Hai báo cáo cùng được nhận cho một kỳ", "Two reports accepted for one period"),
    about: Both::new(
        "Mỗi kỳ, mỗi loại báo cáo, mỗi yêu cầu chỉ một báo cáo của đơn vị được chấp nhận. Nhiều báo cáo đã trả lại là \
         quá trình bổ sung, không phải lỗi; hai báo cáo không bị trả lại thì một cái ghi nhầm đơn vị, nhầm kỳ, ghi hai \
         lần, hoặc chưa ghi ngày trả lại.",
        "For each period, each report and each request one report of a unit is accepted. Several that were returned are a \
         history and no fault; of two that were not, one has the wrong unit or period, is recorded twice, or lacks the \
         day on which it was returned.",
    ),
    mend: Both::new(
        "Sửa bản ghi nhầm, bỏ bản ghi trùng, hoặc ghi ngày trả lại (returned) cho báo cáo đã bị trả.",
        "Mend the one that is wrong, take the copy away, or record when the earlier was returned.",
    ),
    example: example!("accepted-twice"),
    check: Check::Judging(check),
};

/// What can be accepted once.
#[derive(PartialEq, Eq, Hash)]
enum Slot {
    Report(usize, Period, Arc<str>),
    Request(usize, Arc<str>),
}

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    let stands = |submission: &&Submission| {
        submission.received <= facts.as_of && submission.returned.is_none_or(|returned| returned > facts.as_of)
    };
    let mut accepted: Vec<&Submission> = registry.submissions.iter().filter(stands).collect();
    // The sort keeps the registry's order among those of one day.
    accepted.sort_by_key(|submission| submission.received);
    let mut first: HashMap<Slot, &Submission> = HashMap::with_capacity(accepted.len());
    for submission in accepted {
        let Some(filing) = Filing::of_submission(registry, submission) else { continue };
        let purpose = facts.purpose(&filing);
        let slot = match &purpose {
            Purpose::Report(owed) => Slot::Report(filing.unit, owed.period, Arc::clone(&owed.report.id.0)),
            Purpose::Request(request) => Slot::Request(filing.unit, Arc::clone(&request.id.0)),
            Purpose::Ambiguous(_) | Purpose::NotOwed(_) | Purpose::Impossible(_) | Purpose::Unknown => continue,
        };
        match first.get(&slot) {
            Some(earlier) => findings.push(finding(facts, &filing, &purpose, submission, earlier)),
            None => {
                first.insert(slot, submission);
            }
        }
    }
}

fn finding<'r>(
    facts: &Facts<'r>,
    filing: &Filing<'r>,
    purpose: &Purpose<'r>,
    submission: &Submission,
    earlier: &Submission,
) -> Diagnostic {
    let name = facts.unit_name(&facts.registry.units[filing.unit]);
    let what = filing.text(facts);
    let (received, before) = (day(submission.received), day(earlier.received));
    let field = if filing.period.is_some() { "period" } else { "request" };
    let mut subject = filing.subject(facts.registry);
    let copy = submission.number.as_ref().map_or_else(|| submission.received.to_string(), ToString::to_string);
    subject.detail = Some(filing.report.map_or_else(|| copy.clone(), |report| format!("{report} {copy}")));
    let regulation = facts.regulation_of(filing.unit, facts.as_of);
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} có hai {} không bị trả lại: nhận ngày {before} và ngày {received}", what.vi),
            en: ("{name} has two copies of its {} that were not returned, received on {before} and {received}", what.en)
        ),
        submission.place.field(field),
    )
    .label(both!("báo cáo thứ hai", "the second"))
    .related(earlier.place.field(field), both!("báo cáo đầu, nhận ngày {before}", "the first, received on {before}"))
    .paste(
        both!("nếu báo cáo đầu đã bị trả lại, ghi ngày trả", "if the first was returned, record the day"),
        "returned: …",
    )
    .remedy(both!("nếu ghi nhầm đơn vị, kỳ hoặc ghi hai lần, sửa hoặc bỏ một bản ghi", "if a unit or period is wrong or it is recorded twice, mend or remove one"))
    .cite(purpose.clause(facts).or_else(|| facts.cite_rule(regulation, RULE.id.name)))
    .about(subject)
}
