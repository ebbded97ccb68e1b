//! Two days of one record stand in the wrong order.

use chrono::NaiveDate;

use super::{Check, Group, Rule, acceptance};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, Text, day};
use crate::model::{Decision, Holiday, Officer, Regulation, Request, Submission, Unit, Waiver};
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::error("dates-reversed"),
    group: Group::Files,
    title: Both::new("Hai ngày của một bản ghi ngược nhau", "Two days of one record are reversed"),
    about: Both::new(
        "Ngày cuối không thể trước ngày đầu, ngày phê duyệt không thể trước ngày lập, bản gửi đi không thể trước ngày \
         ký, báo cáo không thể được duyệt sau khi đã nhận hay bị trả lại trước khi nhận. Hai ngày trùng nhau thì \
         được.",
        "A last day cannot come before the first, an approval before what is approved, a copy before the signature; a \
         report cannot be approved after it was received, nor sent back before. The same day for both is no fault.",
    ),
    mend: Both::new("Đối chiếu văn bản và sửa ngày sai.", "Look the document up and mend the wrong day."),
    example: example!("dates-reversed"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    findings.extend(registry.regulations.iter().filter_map(regulation));
    findings.extend(registry.holidays.iter().filter_map(holiday));
    findings.extend(registry.units.iter().filter_map(|record| unit(facts, record)));
    findings.extend(registry.officers.iter().flat_map(officer));
    findings.extend(registry.decisions.iter().flat_map(decision));
    findings.extend(registry.submissions.iter().flat_map(|record| submission(facts, record)));
    findings.extend(registry.requests.iter().filter_map(request));
    findings.extend(registry.waivers.iter().filter_map(|record| waiver(facts, record)));
}

/// A day of a record: the record, the field, the day, and what it is.
#[derive(Clone, Copy)]
struct Dated<'r> {
    record: &'r Place,
    field: &'static str,
    day: NaiveDate,
    what: Both,
}

const FIRST_DAY: Both = Both::new("ngày đầu", "the first day");
const LAST_DAY: Both = Both::new("ngày cuối", "the last day");

fn dated<'r>(record: &'r Place, field: &'static str, day: NaiveDate, what: Both) -> Dated<'r> {
    Dated { record, field, day, what }
}

/// Whose days they are, and the subject of a finding on them. There are millions of days, so this is asked last.
type Whose<'f> = &'f dyn Fn() -> (Text, Subject);

/// A finding on `wrong`, which must not be before `other`.
fn too_early(wrong: Dated<'_>, other: Dated<'_>, whose: Whose<'_>) -> Option<Diagnostic> {
    if wrong.day >= other.day {
        return None;
    }
    let label = both!(vi: ("trước ngày {}", day(other.day)), en: ("before {}", day(other.day)));
    Some(finding(wrong, other, Both::new("trước", "before"), whose).label(label))
}

/// A finding on `wrong`, which must not be after `other`.
fn too_late(wrong: Dated<'_>, other: Dated<'_>, whose: Whose<'_>) -> Option<Diagnostic> {
    if wrong.day <= other.day {
        return None;
    }
    let label = both!(vi: ("sau ngày {}", day(other.day)), en: ("after {}", day(other.day)));
    Some(finding(wrong, other, Both::new("sau", "after"), whose).label(label))
}

fn finding(wrong: Dated<'_>, other: Dated<'_>, how: Both, whose: Whose<'_>) -> Diagnostic {
    let (whose, subject) = whose();
    let (this, that) = (day(wrong.day), day(other.day));
    let detail = [subject.detail.as_deref().unwrap_or_default(), wrong.field].join(" ");
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{}: {} {this} lại {} {} {that}", whose.vi, wrong.what.vi, how.vi, other.what.vi),
            en: ("{}: {}, {this}, is {} {}, {that}", whose.en, wrong.what.en, how.en, other.what.en)
        ),
        wrong.record.field(wrong.field),
    )
    .related(other.record.field(other.field), other.what.into())
    .remedy(both!("sửa ngày sai trong hai ngày", "mend the one of the two days that is wrong"))
    .about(subject.detail(detail.trim()))
}

fn regulation(record: &Regulation) -> Option<Diagnostic> {
    let force = &record.in_force;
    too_early(
        dated(&force.place, "until", force.until?, Both::new("ngày cuối có hiệu lực", "the last day in force")),
        dated(&force.place, "from", force.from, Both::new("ngày đầu có hiệu lực", "the first day in force")),
        &|| (Text::same(record.number.to_string()), Subject::default().detail(record.number.to_string())),
    )
}

fn holiday(record: &Holiday) -> Option<Diagnostic> {
    let from = record.from?;
    too_early(
        dated(&record.place, "until", record.until?, LAST_DAY),
        dated(&record.place, "from", from, FIRST_DAY),
        &|| (Text::same(record.name.to_string()), Subject::default().detail(format!("{} {from}", record.name))),
    )
}

fn unit(facts: &Facts<'_>, record: &Unit) -> Option<Diagnostic> {
    too_early(
        dated(&record.place, "until", record.until?, LAST_DAY),
        dated(&record.place, "from", record.from?, FIRST_DAY),
        &|| (Text::same(facts.unit_name(record)), Subject::unit(&record.id)),
    )
}

fn officer(record: &Officer) -> Vec<Diagnostic> {
    let whose = || (Text::same(record.name.to_string()), Subject::officer(&record.unit.id, &record.seat, &record.id));
    let tenure = record.until.and_then(|until| {
        too_early(
            dated(&record.place, "until", until, Both::new("ngày cuối làm đầu mối", "the last day in the seat")),
            dated(&record.place, "from", record.from, Both::new("ngày đầu làm đầu mối", "the first day in the seat")),
            &whose,
        )
    });
    let nomination = record.nomination.as_ref().and_then(|list| {
        let approved = Both::new("ngày duyệt danh sách", "the day the list was approved");
        too_early(
            dated(&list.place, "approved", list.approved?, approved),
            dated(&list.place, "date", list.date, Both::new("ngày lập danh sách", "the day it was drawn up")),
            &whose,
        )
    });
    tenure.into_iter().chain(nomination).collect()
}

fn decision(record: &Decision) -> Vec<Diagnostic> {
    let signed = dated(&record.place, "date", record.date, Both::new("ngày ký", "the day it was signed"));
    let copies = record.copies.iter().filter_map(|copy| {
        let (number, to) = (&record.number, &copy.to.id);
        let sent = Both::new("ngày gửi", "the day it was sent");
        too_early(dated(&copy.place, "sent", copy.sent, sent), signed, &|| {
            let name = both!("bản {number} gửi {to}", "the copy of {number} to {to}");
            (name, Subject::decision(&record.id).detail(to.to_string()))
        })
    });
    copies.collect()
}

fn submission(facts: &Facts<'_>, record: &Submission) -> Vec<Diagnostic> {
    let received = dated(&record.place, "received", record.received, Both::new("ngày nhận", "the day it was received"));
    let whose = || (report_name(facts, record), report_subject(record));
    let approved = record.approved.and_then(|approved| {
        let what = Both::new("ngày duyệt", "the day it was approved");
        too_late(dated(&record.place, "approved", approved, what), received, &whose)
    });
    let returned = record.returned.and_then(|returned| {
        let what = Both::new("ngày trả lại", "the day it was sent back");
        too_early(dated(&record.place, "returned", returned, what), received, &whose)
    });
    approved.into_iter().chain(returned).collect()
}

fn report_name(facts: &Facts<'_>, record: &Submission) -> Text {
    let unit = facts.registry.unit(&record.unit.id);
    let name = unit.map_or_else(|| record.unit.id.to_string(), |unit| facts.unit_name(unit));
    match (record.period, &record.request) {
        (Some(period), _) => {
            let Text { vi, en } = period.text();
            both!("báo cáo kỳ {vi} của {name}", "the report of {name} for {en}")
        }
        (None, Some(request)) => both!(
            vi: ("báo cáo của {name} theo yêu cầu {}", request.id),
            en: ("the report of {name} for the request {}", request.id)
        ),
        (None, None) => both!("báo cáo của {name}", "the report of {name}"),
    }
}

fn report_subject(record: &Submission) -> Subject {
    Subject {
        period: record.period.map(|period| period.to_string()),
        request: record.request.as_ref().map(|request| request.id.to_string()),
        ..Subject::unit(&record.unit.id).detail(record.received.to_string())
    }
}

fn request(record: &Request) -> Option<Diagnostic> {
    too_early(
        dated(&record.place, "by", record.by, Both::new("hạn", "the last good day")),
        dated(&record.place, "issued", record.issued, Both::new("ngày yêu cầu", "the day of the request")),
        &|| {
            let title = &record.title;
            let name = both!("yêu cầu \"{title}\"", "the request {title}");
            (name, Subject { request: Some(record.id.to_string()), ..Subject::default() })
        },
    )
}

fn waiver(facts: &Facts<'_>, record: &Waiver) -> Option<Diagnostic> {
    too_early(
        dated(&record.place, "until", record.until, LAST_DAY),
        dated(&record.place, "from", record.from, FIRST_DAY),
        &|| (acceptance::named(facts, record), acceptance::subject(record)),
    )
}
