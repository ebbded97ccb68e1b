//! A deadline, or the data window it counts from, that no period can have.

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::{DayRule, DeadlineMonth};
use crate::diagnostic::{Citation, Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::obligations::data_window;
use crate::locale::{Both, Text};
use crate::model::regulation::{DueMonth, Report};
use crate::model::{Every, Kind, Owes, Regulation, SetDates, SetDeadline, Unit};
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::error("impossible-deadline"),
    group: Group::Regulation,
    title: Both::new("Hạn báo cáo không thể có", "A deadline is impossible"),
    about: Both::new(
        "Một hạn phải được ghi theo đúng một cách: trước một ngày, chậm nhất một ngày, sau kỳ số liệu mấy ngày làm \
         việc, hoặc do đơn vị cấp trên đặt. Ngày phải có trong lịch, kỳ số liệu không được kết thúc trước khi bắt \
         đầu, và báo cáo theo yêu cầu có hạn ở từng yêu cầu. Hạn không thể có thì báo cáo không được xét.",
        "A deadline is given in exactly one way: before a day, by a day, so many working days after the data window, \
         or set by a unit above. The day must exist, the data window must not end before it begins, and a report on \
         request has its date in each request. A report with an impossible deadline is not judged.",
    ),
    mend: Both::new("Ghi lại hạn theo đúng văn bản.", "Write the deadline as the document has it."),
    example: example!("impossible-deadline"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for regulation in &facts.registry.regulations {
        findings.extend(regulation.reports.iter().filter_map(|report| reversed_window(facts, regulation, report)));
        for kind in regulation.kinds.iter() {
            for owes in &kind.owes {
                owed(facts, regulation, kind, owes, findings);
            }
        }
    }
    for (at, unit) in facts.registry.units.iter().enumerate().filter(|(_, unit)| !unit.sets.is_empty()) {
        for sets in &unit.sets {
            for (report, deadline) in &sets.reports.0 {
                set(facts, at, unit, sets, report, deadline, findings);
            }
        }
    }
}

/// Whose deadline it is, what it is drawn from, and the subject of a finding on it.
struct Owner {
    name: Text,
    cited: Option<Citation>,
    subject: Subject,
}

impl Owner {
    fn finding(&self, fault: Fault) -> Diagnostic {
        let (name, wrong) = (&self.name, &fault.wrong);
        let detail = self.subject.detail.as_deref().unwrap_or_default();
        let subject = self.subject.clone().detail(format!("{detail} {}", fault.field));
        let finding = Diagnostic::new(
            RULE.id,
            both!(vi: ("{}: {}", name.vi, wrong.vi), en: ("{}: {}", name.en, wrong.en)),
            fault.place,
        )
        .label(fault.label)
        .cite(self.cited.clone())
        .about(subject)
        .remedy(fault.remedy);
        match fault.other {
            Some((place, text)) => finding.related(place, text),
            None => finding,
        }
    }
}

/// Something wrong with a deadline.
struct Fault {
    field: &'static str,
    place: Place,
    wrong: Text,
    label: Text,
    remedy: Text,
    other: Option<(Place, Text)>,
}

/// The fields that say a deadline, in what a regulation asks or in what a unit sets.
struct Said<'r> {
    place: &'r Place,
    before: Option<u16>,
    by: Option<u16>,
    workdays: Option<u16>,
    month: Option<DueMonth>,
    set_by: bool,
}

fn owed(facts: &Facts<'_>, regulation: &Regulation, kind: &Kind, owes: &Owes, findings: &mut Vec<Diagnostic>) {
    let Some(report) = regulation.report(&owes.report) else { return };
    let owner = Owner {
        name: both!(
            vi: ("{} của {}", report.name.vi, kind.name.vi),
            en: ("{} of {}", report.name.en, kind.name.en)
        ),
        cited: facts.cite(regulation, &owes.clause),
        subject: Subject::default().detail(format!("{} {} {}", regulation.number, kind.id, report.id)),
    };
    let said = Said {
        place: &owes.place,
        before: owes.before,
        by: owes.by,
        workdays: owes.workdays_after_window,
        month: owes.month,
        set_by: owes.set_by.is_some(),
    };
    let given = said.given();
    if report.every == Every::Request {
        findings.extend(given.first().map(|field| owner.finding(on_request(&said, field, report))));
        return;
    }
    let nameless = given.is_empty().then(|| no_deadline(owes.place.field("report")));
    let faults = nameless.into_iter().chain(said.faults()).chain(said.without_window(report));
    findings.extend(faults.map(|fault| owner.finding(fault)));
}

fn set(
    facts: &Facts<'_>,
    at: usize,
    unit: &Unit,
    sets: &SetDates,
    report: &str,
    deadline: &SetDeadline,
    findings: &mut Vec<Diagnostic>,
) {
    let governing = || facts.force.terms(at).iter().map(|term| &facts.registry.regulations[term.regulation]);
    let name = governing().find_map(|regulation| Some((regulation, regulation.report(report)?)));
    let (unit_name, from) = (facts.unit_name(unit), crate::locale::day(sets.from));
    let (vi, en) = name.map_or((report, report), |(_, report)| (&report.name.vi, &report.name.en));
    let owner = Owner {
        name: both!("{vi}, hạn do {unit_name} đặt từ ngày {from}", "{en}, as {unit_name} sets it from {from}"),
        cited: governing().find_map(|regulation| {
            let owes = &regulation.kind(&sets.kind)?.owes;
            let owes = owes.iter().find(|owes| *owes.report == *report && owes.set_by.is_some())?;
            facts.cite(regulation, &owes.clause)
        }),
        subject: Subject::unit(&unit.id).detail(format!("{} {} {report}", sets.from, sets.kind)),
    };
    let said = Said {
        place: &deadline.place,
        before: deadline.before,
        by: deadline.by,
        workdays: deadline.workdays_after_window,
        month: deadline.month,
        set_by: false,
    };
    let given = said.given();
    if let Some((_, report)) = name.filter(|(_, report)| report.every == Every::Request) {
        findings.extend(given.first().map(|field| owner.finding(on_request(&said, field, report))));
        return;
    }
    let nameless = given.is_empty().then(|| no_deadline(deadline.place.clone()));
    let without_window = governing()
        .filter_map(|regulation| regulation.report(report))
        .find(|report| report.data_window.is_none())
        .and_then(|report| said.without_window(report));
    let faults = nameless.into_iter().chain(said.faults()).chain(without_window);
    findings.extend(faults.map(|fault| owner.finding(fault)));
}

impl Said<'_> {
    /// The fields that are there of those of which one must be.
    fn given(&self) -> Vec<&'static str> {
        let fields = [
            ("before", self.before.is_some()),
            ("by", self.by.is_some()),
            ("workdays_after_window", self.workdays.is_some()),
            ("set_by", self.set_by),
        ];
        fields.into_iter().filter(|(_, given)| *given).map(|(field, _)| field).collect()
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let [first, second, ..] = self.given()[..] {
            faults.push(Fault {
                field: second,
                place: self.place.field(second),
                wrong: both!("có hơn một hạn", "more than one deadline is given"),
                label: both!("hạn thứ hai", "a second deadline"),
                remedy: both!("chỉ giữ một hạn theo văn bản", "keep the one that the document gives"),
                other: Some((self.place.field(first), both!("hạn thứ nhất", "the first"))),
            });
        }
        faults.extend(self.before.and_then(|day| self.no_such_day("before", day)));
        faults.extend(self.by.and_then(|day| self.no_such_day("by", day)));
        faults.extend(self.workdays.and_then(|count| self.bad_workdays(count)));
        if self.month.is_some() && self.before.is_none() && self.by.is_none() {
            faults.push(Fault {
                field: "month",
                place: self.place.field("month"),
                wrong: both!("có tháng mà không có ngày", "a month is given without a day of it"),
                label: both!("không có before hoặc by", "no before or by"),
                remedy: both!("ghi ngày, hoặc bỏ tháng", "give the day, or take the month away"),
                other: None,
            });
        }
        faults
    }

    fn no_such_day(&self, field: &'static str, day: u16) -> Option<Fault> {
        let possible = |day| DayRule::By { day, month: DeadlineMonth::Closing }.check().is_ok();
        if u8::try_from(day).is_ok_and(possible) {
            return None;
        }
        Some(Fault {
            field,
            place: self.place.field(field),
            wrong: both!("không tháng nào có ngày {day}", "no month has a day {day}"),
            label: both!("ngày phải từ 1 đến 31", "days are 1 to 31"),
            remedy: both!("ghi ngày đúng theo văn bản", "give the day that the document has"),
            other: None,
        })
    }

    fn bad_workdays(&self, count: u16) -> Option<Fault> {
        let wrong = DayRule::WorkdaysAfterWindow(count).check().err()?.text();
        Some(Fault {
            field: "workdays_after_window",
            place: self.place.field("workdays_after_window"),
            wrong,
            label: Text::default(),
            remedy: both!("ghi số ngày đúng theo văn bản", "give the number that the document has"),
            other: None,
        })
    }

    /// Working days are counted from a data window that the report does not have.
    fn without_window(&self, report: &Report) -> Option<Fault> {
        if self.workdays.is_none() || report.data_window.is_some() {
            return None;
        }
        Some(Fault {
            field: "data_window",
            place: self.place.field("workdays_after_window"),
            wrong: both!(
                "hạn đếm từ khi hết kỳ số liệu mà báo cáo không có kỳ số liệu",
                "the deadline counts from a data window that the report does not have"
            ),
            label: both!("đếm từ ngày nào?", "counted from which day?"),
            remedy: both!(
                "ghi kỳ số liệu của báo cáo, như data_window: {{from: 15 previous, until: 14 closing}}",
                "give the report its data window, such as data_window: {{from: 15 previous, until: 14 closing}}"
            ),
            other: Some((report.place.clone(), both!("báo cáo không có data_window", "the report has no data_window"))),
        })
    }
}

fn no_deadline(place: Place) -> Fault {
    Fault {
        field: "deadline",
        place,
        wrong: both!("không có hạn", "no deadline is given"),
        label: both!("thiếu hạn", "no deadline"),
        remedy: both!(
            "ghi một trong: before (trước ngày), by (chậm nhất ngày), workdays_after_window, hoặc set_by trong quy \
             định",
            "give one of: before (a day), by (a day), workdays_after_window, or, in a regulation, set_by"
        ),
        other: None,
    }
}

fn on_request(said: &Said<'_>, field: &'static str, report: &Report) -> Fault {
    Fault {
        field: "every",
        place: said.place.field(field),
        wrong: both!("báo cáo theo yêu cầu mà có hạn định sẵn", "a report on request is given a date of its own"),
        label: both!("hạn nằm ở từng yêu cầu", "each request has its own date"),
        remedy: both!(
            "bỏ hạn này, hoặc ghi báo cáo là định kỳ",
            "take the deadline away, or let the report come at regular intervals"
        ),
        other: Some((report.place.field("every"), both!("báo cáo theo yêu cầu", "a report on request"))),
    }
}

fn reversed_window(facts: &Facts<'_>, regulation: &Regulation, report: &Report) -> Option<Diagnostic> {
    let window = report.data_window.as_ref()?;
    let wrong = data_window(window).check(report.every.cadence()?).err()?.text();
    let owner = Owner {
        name: both!(vi: ("{}", report.name.vi), en: ("{}", report.name.en)),
        cited: facts.cite_rule(Some(regulation), RULE.id.name),
        subject: Subject::default().detail(format!("{} {}", regulation.number, report.id)),
    };
    Some(owner.finding(Fault {
        field: "data_window",
        place: window.place.field("until"),
        wrong,
        label: both!("trước ngày đầu của kỳ số liệu", "before the window's first day"),
        remedy: both!("ghi lại kỳ số liệu theo văn bản", "give the window that the document has"),
        other: Some((window.place.field("from"), both!("bắt đầu ở đây", "it begins here"))),
    }))
}
