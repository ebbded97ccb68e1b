//! A report that came in before anything of its period had happened, or before it was asked for.

use chrono::NaiveDate;

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::filing::{Filing, Purpose};
use crate::facts::obligations::{Obligation, data_window};
use crate::locale::{Both, day};
use crate::model::Submission;

pub const RULE: Rule = Rule {
    id: RuleId::error("received-before-period"),
    group: Group::Submissions,
    title: Both::new("Báo cáo nhận trước khi kỳ bắt đầu", "A report received before its period began"),
    about: Both::new(
        "Báo cáo được ghi là nhận trước ngày đầu của kỳ, và trước cả ngày đầu của kỳ số liệu nếu ngày ấy sớm hơn: lúc đó \
         chưa có gì để báo cáo. Với báo cáo theo yêu cầu là nhận trước ngày yêu cầu. Thường do ghi nhầm năm hoặc tháng.",
        "A report is recorded as received before the first day of its period, and before the first day of its data window \
         where that is earlier: there was nothing to report on yet. For a request it is the day the request was issued. \
         Often the year or month is a slip.",
    ),
    mend: Both::new("Sửa ngày nhận hoặc kỳ báo cáo.", "Mend the day of receipt or the period."),
    example: example!("received-before-period"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for submission in facts.registry.submissions.iter().filter(|submission| submission.received <= facts.as_of) {
        let Some(filing) = Filing::of_submission(facts.registry, submission) else { continue };
        let purpose = facts.purpose(&filing);
        let first = match &purpose {
            Purpose::Report(owed) => first_day(owed),
            Purpose::Ambiguous(owed) => owed.iter().filter_map(first_day).min(),
            Purpose::Request(request) => Some(request.issued),
            Purpose::NotOwed(_) | Purpose::Impossible(_) | Purpose::Unknown => None,
        };
        if let Some(first) = first.filter(|first| submission.received < *first) {
            findings.push(finding(facts, submission, &filing, &purpose, first));
        }
    }
}

/// The first day of which a report can tell anything.
fn first_day(owed: &Obligation<'_>) -> Option<NaiveDate> {
    let window = owed.report.data_window.as_ref().and_then(|window| data_window(window).of(owed.period));
    let begin = owed.period.first_day();
    Some(window.map_or(begin, |window| window.from.min(begin)))
}

fn finding<'r>(
    facts: &Facts<'r>,
    submission: &Submission,
    filing: &Filing<'r>,
    purpose: &Purpose<'r>,
    first: NaiveDate,
) -> Diagnostic {
    let name = facts.unit_name(&facts.registry.units[filing.unit]);
    let what = filing.text(facts);
    let (received, begins) = (day(submission.received), day(first));
    let finding = Diagnostic::new(
        RULE.id,
        match purpose {
            Purpose::Request(_) => both!(
                vi: ("{} của {name} ghi nhận ngày {received}, trước ngày yêu cầu {begins}", what.vi),
                en: ("the {} of {name} was received on {received}, before it was asked for on {begins}", what.en)
            ),
            _ => both!(
                vi: ("{} của {name} ghi nhận ngày {received}, khi số liệu của kỳ mới bắt đầu từ {begins}", what.vi),
                en: ("the {} of {name} was received on {received}, while its data begins on {begins}", what.en)
            ),
        },
        submission.place.field("received"),
    )
    .label(both!("sớm nhất là {begins}", "{begins} at the earliest"))
    .remedy(both!("sửa ngày nhận, hoặc kỳ báo cáo", "mend the day of receipt, or the period"))
    .about(filing.subject(facts.registry));
    let finding = match purpose {
        Purpose::Request(request) => {
            finding.related(request.place.field("issued"), both!("ngày yêu cầu", "asked for on this day"))
        }
        _ => finding.related(submission.place.field("period"), both!("kỳ báo cáo", "the period")),
    };
    let regulation = facts.regulation_of(filing.unit, facts.as_of);
    finding.cite(purpose.clause(facts).or_else(|| facts.cite_rule(regulation, RULE.id.name)))
}
