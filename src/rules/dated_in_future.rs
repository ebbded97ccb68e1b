//! A decision, a copy of one or a unit's list is dated on a day that has not come.

use chrono::NaiveDate;

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, Text, day, days};
use crate::model::{Decision, Officer};
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::error("dated-in-future"),
    group: Group::Recognition,
    title: Both::new("Văn bản ghi ngày ở tương lai", "A paper is dated on a day that has not come"),
    about: Both::new(
        "Ngày ký quyết định, ngày gửi quyết định, ngày lập hoặc phê duyệt danh sách muộn hơn hôm nay. Đây là so với ngày \
         chạy chương trình, không phải với ngày được xét: xét lại một ngày đã qua thì quyết định ký sau ngày đó chỉ là \
         chưa biết.",
        "The day of a decision, of sending it, of drawing up or approving a unit's list is later than today. It is the day \
         on which the program runs that counts, not the day that is judged: seen from a past day, a later decision is \
         merely not known yet.",
    ),
    mend: Both::new("Sửa ngày ghi sai.", "Mend the day that is wrong."),
    example: example!("dated-in-future"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(facts.registry.decisions.iter().filter_map(|decision| of_decision(facts, decision)));
    findings.extend(facts.registry.officers.iter().filter_map(|officer| of_list(facts, officer)));
}

fn of_decision(facts: &Facts<'_>, decision: &Decision) -> Option<Diagnostic> {
    let subject = || Subject { decision: Some(decision.id.to_string()), ..Subject::unit(&decision.issued_by.id) };
    if decision.date > facts.today {
        return Some(finding(facts, decision.title(), decision.date, decision.place.field("date"), subject()));
    }
    let copy = decision.copies.iter().find(|copy| copy.sent > facts.today)?;
    let (title, sent) = (decision.title(), day(copy.sent));
    let what = both!(
        vi: ("{}, gửi đi ngày {sent}", title.vi),
        en: ("{}, sent on {sent}", title.en)
    );
    Some(finding(facts, what, copy.sent, copy.place.field("sent"), subject().detail(copy.to.id.to_string())))
}

fn of_list(facts: &Facts<'_>, officer: &Officer) -> Option<Diagnostic> {
    let list = officer.nomination.as_ref()?;
    let (number, name) = (&list.number, &officer.name);
    let subject = || Subject::officer(&officer.unit.id, &officer.seat, &officer.id);
    if list.date > facts.today {
        let date = day(list.date);
        let what = both!(
            "danh sách {number} ngày {date}, có tên {name}",
            "list {number} of {date}, which names {name}"
        );
        return Some(finding(facts, what, list.date, list.place.field("date"), subject()));
    }
    let approved = list.approved.filter(|approved| *approved > facts.today)?;
    let date = day(approved);
    let what = both!(
        "danh sách {number}, có tên {name}, phê duyệt ngày {date}",
        "list {number}, which names {name}, approved on {date}"
    );
    Some(finding(facts, what, approved, list.place.field("approved"), subject()))
}

fn finding(facts: &Facts<'_>, what: Text, date: NaiveDate, place: Place, subject: Subject) -> Diagnostic {
    let today = day(facts.today);
    let ahead = days((date - facts.today).num_days());
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{}, mà hôm nay mới là {today}", what.vi),
            en: ("{}, and today is {today}", what.en)
        ),
        place,
    )
    .label(both!(vi: ("còn {} nữa mới đến", ahead.vi), en: ("{} ahead", ahead.en)))
    .remedy(both!("sửa ngày ghi sai", "mend the day that is wrong"))
    .cite(facts.cite_rule(None, RULE.id.name))
    .about(subject)
}
