//! A report that has not come in, though its last good day has passed.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::ledger::{Entry, Excused, Owed, REPORT_OVERDUE, Status};
use crate::locale::{Both, day, days};

pub const RULE: Rule = Rule {
    id: RuleId::warning(REPORT_OVERDUE),
    group: Group::Submissions,
    title: Both::new("Báo cáo quá hạn", "A report is overdue"),
    about: Both::new(
        "Đơn vị phải gửi báo cáo, ngày cuối còn đúng hạn (kể cả gia hạn) đã qua mà chưa có bản nào được nhận, hoặc bản \
         đã nhận bị trả lại. Hạn do huyện quy định mà huyện chưa quy định thì không xét. Số ngày tính từ sau ngày \
         cuối còn đúng hạn.",
        "A unit owes a report, its last good day (with any extension) has passed, and nothing has come in, or what \
         came was returned. Where the date is another unit's to set and it has not, nothing is judged. Days count \
         from the day after the last good one.",
    ),
    mend: Both::new(
        "Ghi báo cáo đã nhận, hoặc gia hạn kèm văn bản; nếu được miễn thì ghi miễn trừ.",
        "Record the report that came in, or the extension with its document; where the unit is excused, a waiver.",
    ),
    example: example!("report-overdue"),
    check: Check::Reporting(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for entry in facts.entries_so_far() {
        // An excused one is found too: that a waiver accepts it is for the waivers to say.
        if let Status::Overdue { days, .. } | Status::Waived(Excused::Overdue { days }) = entry.status {
            findings.push(finding(facts, &entry, days));
        }
    }
}

fn finding(facts: &Facts<'_>, entry: &Entry<'_>, overdue: i64) -> Diagnostic {
    let unit = facts.unit(entry.unit);
    let (name, what, age) = (facts.unit_name(unit), entry.owed.name(), days(overdue));
    let last = entry.last_good_day().map(day).unwrap_or_default();
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} quá hạn {} {}: hạn cuối là ngày {last}", what.vi, age.vi),
            en: ("{name} is {} overdue with its {}, due by {last}", age.en, what.en)
        ),
        unit.place.clone(),
    )
    .about(entry.subject(facts.registry));
    finding = match &entry.owed {
        Owed::Report(owed) => finding
            .related(owed.owes.place.field("report"), both!("nghĩa vụ báo cáo", "owed by this"))
            .cite(facts.cite_under(owed.regulation, Some(&owed.owes.clause), RULE.id.name)),
        Owed::Request { request, regulation, .. } => finding
            .related(request.place.field("by"), both!("hạn của yêu cầu", "the request's last day"))
            .cite(facts.cite_under(regulation, entry.owed.clause(), RULE.id.name)),
    };
    if let Some(returned) = entry.returned.last()
        && let Some(on) = returned.returned.map(day)
    {
        finding = finding
            .related(returned.place.field("returned"), both!("đã trả lại ngày {on}", "returned on {on}"));
    }
    if let Some(extension) = entry.extension {
        finding = finding.related(extension.place.field("by"), both!("đã gia hạn đến đây", "extended until then"));
    }
    if entry.dissolved {
        finding = finding.note(both!(
            "đơn vị không còn tồn tại; báo cáo của đơn vị kế tục không thay được",
            "the unit is no more; its successor's reports do not serve for it"
        ));
    }
    let subject = match (entry.owed.period(), entry.owed.request()) {
        (Some(period), _) => format!("period: {period}"),
        (None, request) => format!("request: {}", request.map_or("…", |request| &request.id)),
    };
    finding
        .paste(
            both!("báo cáo đã đến thì ghi vào tệp trong submissions/", "record it in a file under submissions/ if it came"),
            format!("- {{unit: {}, {subject}, received: …, number: …, approved: …}}", unit.id),
        )
        .waiver(
            both!("được miễn thì ghi miễn trừ vào waivers.yaml", "or, if it is excused, a waiver in waivers.yaml"),
            format!(
                "- {{rule: {}, unit: {}, {subject}, from: {}, until: …, document: …, reason: …}}",
                RULE.id.name,
                unit.id,
                entry.owed.listed_on()
            ),
        )
}
