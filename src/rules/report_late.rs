//! A report that came in after its last good day.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::ledger::{Entry, Excused, Owed, REPORT_LATE, Status};
use crate::locale::{Both, day, days};

pub const RULE: Rule = Rule {
    id: RuleId::note(REPORT_LATE),
    group: Group::Submissions,
    title: Both::new("Báo cáo gửi trễ", "A report came in late"),
    about: Both::new(
        "Báo cáo được nhận sau ngày cuối còn đúng hạn, kể cả gia hạn. Việc đã qua, không có gì phải sửa trong sổ; báo \
         cáo tổng hợp có tính. Bản được nhận đầu tiên mà không bị trả lại là bản để xét.",
        "A report was received after its last good day, with any extension. It is history and nothing is to be mended; \
         reports count it. What decides is the first copy that was not returned.",
    ),
    mend: Both::new(
        "Nếu ngày nhận ghi sai thì sửa; nếu được chấp nhận thì ghi miễn trừ.",
        "Mend the day of receipt if it is wrong; where it is accepted, record a waiver.",
    ),
    example: example!("report-late"),
    check: Check::Reporting(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for entry in facts.entries_so_far() {
        if let Status::Late { days } | Status::Waived(Excused::Late { days }) = entry.status {
            findings.extend(finding(facts, &entry, days));
        }
    }
}

fn finding(facts: &Facts<'_>, entry: &Entry<'_>, late: i64) -> Option<Diagnostic> {
    let accepted = entry.accepted?;
    let (name, what, age) = (facts.unit_name(facts.unit(entry.unit)), entry.owed.name(), days(late));
    let (last, received) = (entry.last_good_day().map(day)?, day(accepted.received));
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} gửi {} trễ {}: nhận ngày {received}, hạn cuối là ngày {last}", what.vi, age.vi),
            en: ("{name} sent its {} {} late, on {received}; it was due by {last}", what.en, age.en)
        ),
        accepted.place.field("received"),
    )
    .about(entry.subject(facts.registry));
    Some(match &entry.owed {
        Owed::Report(owed) => finding
            .related(owed.owes.place.field("report"), both!("nghĩa vụ báo cáo", "owed by this"))
            .cite(facts.cite_under(owed.regulation, Some(&owed.owes.clause), RULE.id.name)),
        Owed::Request { request, regulation, .. } => finding
            .related(request.place.field("by"), both!("hạn của yêu cầu", "the request's last day"))
            .cite(facts.cite_under(regulation, entry.owed.clause(), RULE.id.name)),
    })
}
