//! How a report stands and why: the clause, the arithmetic of its deadline, what came in, step by step.

use chrono::NaiveDate;

use crate::both;
use crate::calendar::{DayRule, Deadline, DeadlineMonth, Period, WorkingDays};
use crate::facts::Facts;
use crate::facts::filing::{Filing, Impossible, Purpose};
use crate::facts::ledger::{Entry, Excused, Owed, Status, Verdict, Why};
use crate::facts::obligations::{DateRule, Due, Obligation};
use crate::locale::{Both, Text, clause, day, days, weekday};
use crate::model::{Kind, Rolling, Submission};
use crate::source::Place;

/// An answer, and the steps that lead to it.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub verdict: Text,
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it is about, in a word or two.
    pub label: Both,
    pub says: Text,
    /// The record that it rests on.
    pub place: Option<Place>,
    /// Whether it matters when that record was made: of what came in, not of what the regulation says.
    pub is_event: bool,
}

impl Step {
    fn new(label: Both, says: Text, place: Option<Place>) -> Self {
        Self { label, says, place, is_event: false }
    }

    fn event(label: Both, says: Text, place: Place) -> Self {
        Self { label, says, place: Some(place), is_event: true }
    }
}

const OBLIGATION: Both = Both::new("nghĩa vụ", "obligation");
const IN_FORCE: Both = Both::new("hiệu lực", "in force");
const DATA: Both = Both::new("số liệu", "data");
const DEADLINE: Both = Both::new("hạn", "deadline");
const EXTENSION: Both = Both::new("gia hạn", "extension");
const RECEIVED: Both = Both::new("đã nhận", "received");
const WAIVER: Both = Both::new("miễn trừ", "waiver");
const REASON: Both = Both::new("lý do", "reason");
const RESULT: Both = Both::new("kết luận", "so");

/// Why an entry of the ledger stands as it does.
pub fn why(facts: &Facts<'_>, entry: &Entry<'_>) -> Explanation {
    let name = facts.unit_name(facts.unit(entry.unit));
    let (what, state, as_of) = (entry.owed.name(), state(entry), day(facts.as_of));
    let verdict = both!(
        vi: ("{} của {name}: {} (tính đến {as_of})", capital(&what.vi), state.vi),
        en: ("{} of {name}: {} (as of {as_of})", capital(&what.en), state.en)
    );
    let mut steps = Vec::new();
    match &entry.owed {
        Owed::Report(owed) => of_report(facts, owed, &mut steps),
        Owed::Request { request, regulation, kind } => {
            let (title, document, issued) = (&request.title, &request.document, day(request.issued));
            let cited = entry.owed.clause().map(|id| clause(id)).unwrap_or_default();
            let (number, by) = (&regulation.number, day(request.by));
            steps.push(Step::new(
                OBLIGATION,
                both!(
                    vi: ("{}, {number}: {} báo cáo khi được yêu cầu; “{title}” theo {document} ngày {issued}", cited.vi, kind.name.vi),
                    en: ("{}, {number}: {} reports when asked; “{title}” by {document} of {issued}", cited.en, kind.name.en)
                ),
                Some(request.place.clone()),
            ));
            let weekday = weekday(request.by);
            steps.push(Step::new(
                DEADLINE,
                both!(
                    vi: ("đến hết ngày {by} ({}), ghi trong yêu cầu; không dời khi vào ngày nghỉ", weekday.vi),
                    en: ("{by} included ({}), as the request says; it is not moved for days off", weekday.en)
                ),
                Some(request.place.field("by")),
            ));
        }
    }
    if let Some(extension) = entry.extension {
        let (by, document) = (day(extension.by), &extension.document);
        steps.push(Step::event(
            EXTENSION,
            both!("đến hết ngày {by} theo {document}", "until {by} included, by {document}"),
            extension.place.clone(),
        ));
    }
    received(facts, entry, &mut steps);
    if let Some(waiver) = entry.waiver {
        let (from, until) = (day(waiver.from), day(waiver.until));
        let (document, reason) = (waiver.document.as_ref().map_or("…", |document| &**document), &waiver.reason);
        steps.push(Step::event(
            WAIVER,
            both!(
                "{document}, từ ngày {from} đến hết ngày {until}: {reason}",
                "{document}, from {from} to {until}: {reason}"
            ),
            waiver.place.clone(),
        ));
    }
    steps.push(Step::new(RESULT, conclusion(facts, entry), None));
    Explanation { verdict, steps }
}

/// Why a unit owes nothing of what is asked about: a report for a period, or an answer to a request.
pub fn why_not<'r>(facts: &Facts<'r>, filing: &Filing<'r>) -> Explanation {
    let name = facts.unit_name(facts.unit(filing.unit));
    let what = filing.text(facts);
    let mut steps = Vec::new();
    if let Some(request) = filing.request.filter(|request| request.issued > facts.as_of) {
        let issued = day(request.issued);
        let says = both!("yêu cầu ban hành ngày {issued}", "the request is issued on {issued}");
        steps.push(Step::new(REASON, says, Some(request.place.field("issued"))));
    }
    match facts.purpose(filing) {
        Purpose::NotOwed(reason) => steps.push(Step::new(REASON, reason.text(), None)),
        Purpose::Impossible(Impossible::Cadence(regulation)) => {
            let number = &regulation.number;
            let says = both!("{number} không có báo cáo theo kỳ như vậy", "{number} has no reports for such periods");
            steps.push(Step::new(REASON, says, Some(regulation.place.field("reports"))));
        }
        Purpose::Impossible(_)
        | Purpose::Unknown
        | Purpose::Report(_)
        | Purpose::Request(_)
        | Purpose::Ambiguous(_) => {}
    }
    let verdict = both!(
        vi: ("{name} không phải gửi {}", what.vi),
        en: ("{name} does not owe a {}", what.en)
    );
    Explanation { verdict, steps }
}

fn of_report(facts: &Facts<'_>, owed: &Obligation<'_>, steps: &mut Vec<Step>) {
    let unit = facts.unit(owed.unit);
    let Some(kind) = owed.regulation.kind(&unit.kind) else { return };
    steps.push(Step::new(OBLIGATION, obligation(facts, owed, kind), Some(owed.owes.place.clone())));
    let number = &owed.regulation.number;
    let days = crate::facts::force::time_in_force(owed.regulation).text();
    steps.push(Step::new(
        IN_FORCE,
        both!(vi: ("{number} {}", days.vi), en: ("{number} {}", days.en)),
        Some(owed.regulation.in_force.place.clone()),
    ));
    if let Some(window) = &owed.report.data_window
        && let Some(covered) = crate::facts::obligations::data_window(window).of(owed.period)
    {
        let span = covered.text();
        let source = window.source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
        steps.push(Step::new(
            DATA,
            both!(
                vi: ("{}{source}; không dùng để xét trễ hạn", span.vi),
                en: ("{}{source}; nobody is late by it", span.en)
            ),
            Some(window.place.clone()),
        ));
    }
    let Some(rule) = facts.date_rule(owed.unit, owed.regulation, owed.owes, owed.report, owed.period) else { return };
    match rule {
        DateRule::NotSet { setter } => {
            let listed = day(owed.period.last_day());
            let setter = setter.map_or_else(
                || both!("không có đơn vị nào", "there is no unit"),
                |setter| Text::same(facts.unit_name(facts.unit(setter))),
            );
            steps.push(Step::new(
                DEADLINE,
                both!(
                    vi: ("{} có quyền quy định hạn mà chưa quy định; liệt kê vào ngày cuối kỳ {listed}, không đánh giá", setter.vi),
                    en: ("{} is to set the date and has not; it is listed on the period's last day, {listed}, and not judged", setter.en)
                ),
                Some(owed.owes.place.clone()),
            ));
        }
        DateRule::Written(rule) => {
            steps.extend(deadline(facts, owed, rule, Some(owed.owes.place.clone())));
        }
        DateRule::Set { setter, sets, rule } => {
            let setter = facts.unit_name(facts.unit(setter));
            let document = sets.document.as_ref().map_or("…", |document| &**document);
            let (from, first) =
                (day(sets.from), day(crate::facts::obligations::first_day_of_closing_month(owed.period)));
            steps.push(Step::new(
                DEADLINE,
                both!(
                    "{setter} quy định tại {document}, áp dụng từ ngày {from}; quy định đang áp dụng ngày {first}, ngày đầu của tháng cuối kỳ, là quy định để xét",
                    "{setter} set it by {document}, from {from} on; what is in force on {first}, the first day of the closing month, governs"
                ),
                Some(sets.place.clone()),
            ));
            steps.extend(deadline(facts, owed, rule, None));
        }
    }
}

fn obligation(facts: &Facts<'_>, owed: &Obligation<'_>, kind: &Kind) -> Text {
    let regulation = owed.regulation;
    let cited = clause(&owed.owes.clause);
    let name_of = |id: &str| regulation.kind(id).map_or_else(|| Text::same(id), |kind| kind.name.text());
    let to = name_of(&owed.owes.to);
    let (number, report) = (&regulation.number, owed.report.name.text());
    let sent = match &owed.owes.via {
        Some(via) => {
            let via = name_of(via);
            both!(
                vi: ("{} gửi {} {}, thông qua {}", kind.name.vi, to.vi, small(&report.vi), via.vi),
                en: ("{} sends {} its {}, through {}", kind.name.en, to.en, small(&report.en), via.en)
            )
        }
        None => both!(
            vi: ("{} gửi {} {}", kind.name.vi, to.vi, small(&report.vi)),
            en: ("{} sends {} its {}", kind.name.en, to.en, small(&report.en))
        ),
    };
    let says = facts.cite(regulation, &owed.owes.clause).map(|citation| citation.says).unwrap_or_default();
    let says = if says.is_empty() { Text::default() } else { both!(vi: (". {}", says.vi), en: (". {}", says.en)) };
    both!(
        vi: ("{}, {number}: {}{}", cited.vi, sent.vi, says.vi),
        en: ("{}, {number}: {}{}", cited.en, sent.en, says.en)
    )
}

/// The arithmetic of a date, and of what a roll makes of it.
fn deadline(facts: &Facts<'_>, owed: &Obligation<'_>, rule: DayRule, place: Option<Place>) -> Vec<Step> {
    let Due::On(deadline) = owed.due else { return Vec::new() };
    let working_days = &facts.working_days;
    let mut steps = vec![Step::new(DEADLINE, arithmetic(owed, rule, deadline, working_days), place)];
    if deadline.rolled {
        let (written, moved) = (on(deadline.as_written, working_days), on(deadline.last_good_day, working_days));
        let how = match owed.regulation.roll {
            Some(Rolling::Previous) => Rolling::Previous,
            _ => Rolling::Next,
        };
        let how = how.name();
        steps.push(Step::new(
            DEADLINE,
            both!(
                vi: ("{} là ngày nghỉ; theo quy định thì {}: {}", written.vi, how.vi, moved.vi),
                en: ("{} is a day off; by the regulation it {}: {}", written.en, how.en, moved.en)
            ),
            Some(owed.regulation.place.field("roll")),
        ));
    } else if !working_days.is_working(deadline.last_good_day) {
        let before = working_days.previous_working_on_or_before(deadline.last_good_day);
        let before = before.map(|before| on(before, working_days)).unwrap_or_default();
        steps.push(Step::new(
            DEADLINE,
            both!(
                vi: ("đó là ngày nghỉ và hạn giữ nguyên; ngày làm việc cuối cùng trước hạn là {}", before.vi),
                en: ("that is a day off and the date stands; the last working day before it is {}", before.en)
            ),
            None,
        ));
    }
    steps
}

fn arithmetic(owed: &Obligation<'_>, rule: DayRule, deadline: Deadline, working_days: &WorkingDays) -> Text {
    let last = on(deadline.as_written, working_days);
    let of_month = |month| month_of(owed.period, month);
    match rule {
        DayRule::Before { day: before, month } => {
            let month = of_month(month);
            both!(
                vi: ("{}; “trước ngày {before}” không kể ngày {before}, nên ngày cuối còn đúng hạn là {}", month.vi, last.vi),
                en: ("{}; “before {before}” leaves that day out, so that the last good day is {}", month.en, last.en)
            )
        }
        DayRule::By { day: by, month } => {
            let month = of_month(month);
            both!(
                vi: ("{}; “chậm nhất ngày {by}” kể cả ngày {by}, nên ngày cuối còn đúng hạn là {}", month.vi, last.vi),
                en: ("{}; “by {by}” includes that day, so that the last good day is {}", month.en, last.en)
            )
        }
        DayRule::WorkdaysAfterWindow(count) => {
            let window = owed.report.data_window.as_ref();
            let end = window.and_then(|window| crate::facts::obligations::data_window(window).of(owed.period)?.until);
            let end = end.map(day).unwrap_or_default();
            both!(
                vi: ("{count} ngày làm việc kể từ sau ngày {end}, ngày cuối của kỳ số liệu, nên ngày cuối còn đúng hạn là {}", last.vi),
                en: ("{count} working days after {end}, the last day of the data, so that the last good day is {}", last.en)
            )
        }
    }
}

fn month_of(period: Period, month: DeadlineMonth) -> Text {
    let (year, closing) = period.closing_month();
    match month {
        DeadlineMonth::Closing => {
            both!("tháng cuối kỳ là {closing:02}/{year}", "the closing month is {closing:02}/{year}")
        }
        DeadlineMonth::Next => both!(
            "tháng sau tháng cuối kỳ {closing:02}/{year}",
            "the month after {closing:02}/{year}, the closing month"
        ),
    }
}

/// A day with what kind of day it is: `18/09/2024 (thứ Tư, ngày làm việc)`.
fn on(date: NaiveDate, working_days: &WorkingDays) -> Text {
    let (written, week) = (day(date), weekday(date));
    let kind = match (working_days.holidays.get(&date), working_days.is_working(date)) {
        (_, true) => both!("ngày làm việc", "a working day"),
        (Some(holiday), false) => both!("nghỉ {holiday}", "a holiday: {holiday}"),
        (None, false) => both!("ngày nghỉ", "a day off"),
    };
    both!(
        vi: ("{written} ({}, {})", week.vi, kind.vi),
        en: ("{written} ({}, {})", week.en, kind.en)
    )
}

fn received(facts: &Facts<'_>, entry: &Entry<'_>, steps: &mut Vec<Step>) {
    let mut known: Vec<&Submission> = entry.returned.iter().copied().chain(entry.accepted).collect();
    known.sort_by_key(|submission| submission.received);
    if known.is_empty() {
        let as_of = day(facts.as_of);
        steps.push(Step::new(RECEIVED, both!("chưa có gì đến ngày {as_of}", "nothing by {as_of}"), None));
    }
    for submission in known {
        let on = day(submission.received);
        let number = submission.number.as_ref().map(|number| format!(" {number}")).unwrap_or_default();
        let returned = submission.returned.filter(|returned| *returned <= facts.as_of).map(day);
        let reason = submission.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let says = match returned {
            Some(back) => both!(
                "ngày {on}{number}, bị trả lại ngày {back}{reason}",
                "on {on}{number}, returned on {back}{reason}"
            ),
            None => both!("ngày {on}{number}", "on {on}{number}"),
        };
        steps.push(Step::event(RECEIVED, says, submission.place.clone()));
    }
}

/// How it stands, in words.
fn state(entry: &Entry<'_>) -> Text {
    let name: Text = entry.status.verdict().name().into();
    let by = |name: &Text, late: i64| {
        let age = days(late);
        both!(vi: ("{} {}", name.vi, age.vi), en: ("{} by {}", name.en, age.en))
    };
    match (entry.status, entry.days()) {
        (Status::Waived(excused), Some(late)) => {
            let excused: Text = match excused {
                Excused::Late { .. } => Verdict::Late.name().into(),
                Excused::Overdue { .. } => Verdict::Overdue.name().into(),
            };
            let excused = by(&excused, late);
            both!(vi: ("{}, {}", excused.vi, name.vi), en: ("{}, {}", excused.en, name.en))
        }
        (_, Some(late)) => by(&name, late),
        (Status::DueSoon { days_left: 0 }, _) => both!("đến hạn hôm nay", "due today"),
        (Status::DueSoon { days_left }, _) => {
            let left = days(days_left);
            both!(vi: ("còn {} là hết hạn", left.vi), en: ("due in {}", left.en))
        }
        _ => name,
    }
}

/// The last step: the comparison that gives the verdict.
fn conclusion(facts: &Facts<'_>, entry: &Entry<'_>) -> Text {
    let as_of = day(facts.as_of);
    let Some(last_good_day) = entry.last_good_day() else {
        return both!("chưa có hạn nên không đánh giá", "there is no date, so nothing is judged");
    };
    let last = day(last_good_day);
    let state = state(entry);
    let compared = match (entry.status, entry.accepted) {
        (Status::NotJudged(Why::NoRegulation), _) => {
            return both!(
                "ngày {as_of} không quy định nào có hiệu lực nên không đánh giá",
                "no regulation is in force on {as_of}, so nothing is judged"
            );
        }
        (Status::NotJudged(_), _) => {
            return both!(
                "có bản ghi chưa đọc được hoặc chưa rõ về báo cáo nào, nên không đánh giá; chạy ttc validate",
                "a record cannot be read, or does not say which report it is about, so nothing is judged; run ttc validate"
            );
        }
        (_, Some(accepted)) => {
            let received = day(accepted.received);
            let sign = if accepted.received <= last_good_day { "≤" } else { ">" };
            both!("nhận {received} {sign} hạn cuối {last}", "received {received} {sign} last good day {last}")
        }
        (_, None) => {
            let sign = if facts.as_of <= last_good_day { "≤" } else { ">" };
            both!(
                "ngày xét {as_of} {sign} hạn cuối {last}, chưa nhận",
                "judged {as_of} {sign} last good day {last}, not received"
            )
        }
    };
    let dissolved = if entry.dissolved {
        both!(
            "; đơn vị đã giải thể, báo cáo của đơn vị kế tục không thay được",
            "; the unit is no more, and its successor's reports do not serve for it"
        )
    } else {
        Text::default()
    };
    both!(
        vi: ("{}: {}{}", compared.vi, state.vi, dissolved.vi),
        en: ("{}: {}{}", compared.en, state.en, dissolved.en)
    )
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn small(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}
