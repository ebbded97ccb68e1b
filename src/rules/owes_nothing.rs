//! A submission or an extension for a report that its unit does not owe.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::filing::{Filing, NotOwed, NotThen, Purpose};
use crate::facts::obligations::Obligation;
use crate::locale::{Both, Text};
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::error("owes-nothing"),
    group: Group::Submissions,
    title: Both::new("Đơn vị không phải gửi báo cáo này", "The unit owes no such report"),
    about: Both::new(
        "Sổ ghi một báo cáo hoặc một lần gia hạn cho kỳ mà đơn vị không phải báo cáo: đơn vị ngoài phạm vi, loại đơn vị \
         không có báo cáo ấy, hạn rơi vào lúc quy định chưa hoặc không còn hiệu lực, hoặc lúc đơn vị không tồn tại; hoặc \
         yêu cầu không gửi đến đơn vị. Thường là ghi nhầm đơn vị hoặc nhầm kỳ.",
        "A report or an extension is recorded for a period for which the unit owes none: the unit is out of scope, its \
         kind owes no such report, the last good day falls before or after the regulation's time or the unit's life; or \
         the request is not to the unit. Often the unit or the period is a slip.",
    ),
    mend: Both::new(
        "Sửa đơn vị, kỳ hoặc loại báo cáo. Báo cáo gửi thêm mà không ai yêu cầu thì không ghi vào sổ.",
        "Mend the unit, the period or the report. A report that nobody asked for is not recorded.",
    ),
    example: example!("owes-nothing"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    for submission in registry.submissions.iter().filter(|submission| submission.received <= facts.as_of) {
        let Some(filing) = Filing::of_submission(registry, submission) else { continue };
        if let Purpose::NotOwed(why) = facts.purpose(&filing) {
            let done = Both::new("đã gửi", "sent");
            findings.push(finding(facts, &filing, &submission.place, done, why));
        }
    }
    for extension in &registry.extensions {
        let Some(filing) = Filing::of_extension(registry, extension) else { continue };
        if let Purpose::NotOwed(why) = facts.purpose(&filing) {
            let done = Both::new("được gia hạn", "was given more time for");
            findings.push(finding(facts, &filing, &extension.place, done, why));
        }
    }
}

fn finding<'r>(facts: &Facts<'r>, filing: &Filing<'r>, place: &Place, done: Both, why: NotOwed<'r>) -> Diagnostic {
    let unit = &facts.registry.units[filing.unit];
    let name = facts.unit_name(unit);
    let what = filing.text(facts);
    let because = why.text();
    let field = match (&why, filing.period) {
        (NotOwed::OtherReports(_), _) => "report",
        (NotOwed::Ungoverned | NotOwed::OutOfScope(..) | NotOwed::RequestKinds(_), _) => "unit",
        (NotOwed::Kind(_, kind), _) if kind.owes.is_empty() => "unit",
        (_, Some(_)) => "period",
        (_, None) => "request",
    };
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} {} {} nhưng không phải gửi: {}", done.vi, what.vi, because.vi),
            en: ("{name} {} a {} that it does not owe: {}", done.en, what.en, because.en)
        ),
        place.field(field),
    )
    .label(both!("không phải gửi", "not owed"))
    .remedy(both!(
        "sửa đơn vị, kỳ hoặc loại báo cáo nếu ghi nhầm; nếu không thì bỏ bản ghi này",
        "mend the unit, the period or the report if it is a slip; else take the record away"
    ))
    .about(filing.subject(facts.registry));
    if let Some((place, text)) = other_end(&why) {
        finding = finding.related(place, text);
    }
    let regulation = facts.regulation_of(filing.unit, facts.as_of);
    let citation = Purpose::NotOwed(why).clause(facts);
    finding.cite(citation.or_else(|| facts.cite_rule(regulation, RULE.id.name)))
}

/// The place that the verdict rests on, with its words.
fn other_end(why: &NotOwed<'_>) -> Option<(Place, Text)> {
    let owed_here = |owed: &Obligation<'_>| (owed.owes.place.field("report"), both!("báo cáo phải gửi", "what it owes"));
    match why {
        NotOwed::Ungoverned => None,
        NotOwed::OutOfScope(_, kind) => Some((kind.place.field("in_scope"), both!("ngoài phạm vi", "out of scope"))),
        NotOwed::Kind(_, kind) => Some((kind.place.clone(), both!("loại đơn vị này", "this kind of unit"))),
        NotOwed::OtherReports(owed) => owed.first().map(owed_here),
        NotOwed::Day { regulation, why: NotThen::NotYetInForce(_) | NotThen::NoLongerInForce(_), .. } => {
            Some((regulation.place.field("in_force").field("from"), both!("thời gian hiệu lực", "the time in force")))
        }
        NotOwed::Day { owes, .. } => Some((owes.place.field("report"), both!("báo cáo này", "this report"))),
        NotOwed::RequestKinds(request) => {
            Some((request.place.field("kinds"), both!("gửi đến các loại đơn vị này", "to these kinds of unit")))
        }
        NotOwed::RequestDay(request) | NotOwed::RequestForce(request) => Some((request.place.field("by"), both!("hạn của yêu cầu", "the request's last day"))),
    }
}
