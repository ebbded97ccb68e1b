//! What each submission and extension is for: which report that its unit owes, or which request.

use chrono::{Datelike, NaiveDate};

use super::Facts;
use super::force::time_in_force;
use super::obligations::{Due, Obligation};
use crate::both;
use crate::calendar::{Interval, Period};
use crate::diagnostic::{Citation, Subject};
use crate::locale::{Text, day};
use crate::model::regulation::Report;
use crate::model::{Extension, Kind, Owes, Registry, Regulation, Request, Submission};
use crate::record::Record;

/// What a submission or an extension says that it is for.
#[derive(Clone, Copy, Debug)]
pub struct Filing<'r> {
    /// The unit's position in the registry.
    pub unit: usize,
    pub period: Option<Period>,
    pub request: Option<&'r Request>,
    /// The report, where it names one.
    pub report: Option<&'r str>,
    /// Whether it names both a period and a request.
    both: bool,
    /// A day that it gives besides: when it was received, until when the extension runs.
    day: NaiveDate,
}

/// What a submission or an extension is for.
#[derive(Clone, Debug)]
pub enum Purpose<'r> {
    /// A report that the unit owes.
    Report(Obligation<'r>),
    /// A request that binds the unit.
    Request(&'r Request),
    /// One of several reports of one cadence that the unit owes; it does not say which.
    Ambiguous(Vec<Obligation<'r>>),
    /// Nothing that the unit owes.
    NotOwed(NotOwed<'r>),
    /// Nothing that anybody could owe.
    Impossible(Impossible<'r>),
    /// What it depends on cannot be read.
    Unknown,
}

/// Why nobody could owe it.
#[derive(Clone, Debug)]
pub enum Impossible<'r> {
    NeitherPeriodNorRequest,
    PeriodAndRequest,
    /// No regulation of the unit's has reports of such periods; here is one of them.
    Cadence(&'r Regulation),
    /// So many years lie between the period and the day that the record gives: a slip of the keyboard.
    FarAway(u32),
}

/// Why the unit does not owe it.
#[derive(Clone, Debug)]
pub enum NotOwed<'r> {
    /// No regulation ever governs the unit.
    Ungoverned,
    OutOfScope(&'r Regulation, &'r Kind),
    /// The kind of unit owes no report of such periods.
    Kind(&'r Regulation, &'r Kind),
    /// It owes these for the period and not the one that is named.
    OtherReports(Vec<Obligation<'r>>),
    /// The report would have come about on this day, and did not.
    Day {
        regulation: &'r Regulation,
        owes: &'r Owes,
        report: &'r Report,
        due: Due,
        day: NaiveDate,
        why: NotThen,
    },
    /// The request is to other kinds of unit.
    RequestKinds(&'r Request),
    /// The unit does not exist on the last day of the request.
    RequestDay(&'r Request),
    /// No regulation has the unit in its scope on the last day of the request.
    RequestForce(&'r Request),
}

/// Why a report did not come about on its last good day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotThen {
    NotYetInForce(NaiveDate),
    NoLongerInForce(NaiveDate),
    NoUnitYet(NaiveDate),
    NoUnitAnyMore(NaiveDate),
    /// Another regulation governed the unit that day.
    OtherRegulation,
}

/// A period further than this from the day on which its report came in was never meant.
const FARTHEST_YEARS: u32 = 10;

impl<'r> Filing<'r> {
    /// `None` where the unit or request cannot be read.
    pub fn of_submission(registry: &'r Registry, submission: &'r Submission) -> Option<Self> {
        let request = submission.request.as_ref().map(|request| registry.request(&request.id));
        Some(Self {
            unit: registry.unit_index(&submission.unit.id)?,
            period: submission.period,
            request: absent_or_read(request)?,
            report: submission.report.as_deref(),
            both: submission.period.is_some() && submission.request.is_some(),
            day: submission.received,
        })
    }

    /// `None` where the unit or request cannot be read.
    pub fn of_extension(registry: &'r Registry, extension: &'r Extension) -> Option<Self> {
        let request = extension.request.as_ref().map(|request| registry.request(&request.id));
        Some(Self {
            unit: registry.unit_index(&extension.unit.id)?,
            period: extension.period,
            request: absent_or_read(request)?,
            report: extension.report.as_deref(),
            both: extension.period.is_some() && extension.request.is_some(),
            day: extension.by,
        })
    }

    /// A report for a period, as if it had come in on the period's last day.
    pub fn for_period(unit: usize, period: Period) -> Self {
        Self { unit, period: Some(period), request: None, report: None, both: false, day: period.last_day() }
    }

    /// An answer to a request, as if it had come in on its last day.
    pub fn for_request(unit: usize, request: &'r Request) -> Self {
        Self { unit, period: None, request: Some(request), report: None, both: false, day: request.by }
    }

    /// What a waiver would name.
    pub fn subject(&self, registry: &Registry) -> Subject {
        Subject {
            period: self.period.map(|period| period.to_string()),
            request: self.request.map(|request| request.id.to_string()),
            detail: self.report.map(str::to_owned),
            ..Subject::unit(&registry.units[self.unit].id)
        }
    }

    /// What people call it: "báo cáo quý II/2024", "report for Q2 2024"; of several reports of one cadence the one named.
    pub fn text(&self, facts: &Facts<'r>) -> Text {
        match (self.period, self.request) {
            (Some(period), _) => match self.one_of_several(facts, period) {
                Some(report) => report_called(report, period),
                None => report_for(period),
            },
            (None, Some(request)) => {
                let title = &request.title;
                both!("báo cáo theo yêu cầu \"{title}\"", "report on the request \"{title}\"")
            }
            (None, None) => both!("báo cáo", "report"),
        }
    }
}

impl<'r> Filing<'r> {
    /// The report that it names, where the regulation has several of that cadence.
    fn one_of_several(&self, facts: &Facts<'r>, period: Period) -> Option<&'r Report> {
        let named = self.report?;
        facts.force.terms(self.unit).iter().find_map(|term| {
            let regulation = &facts.registry.regulations[term.regulation];
            let report = regulation.report(named)?;
            let is_meant = report.every.cadence() == Some(period.cadence()) && regulation.has_several_of(report.every);
            is_meant.then_some(report)
        })
    }
}

/// What people call a report for a period where the period alone does not say which it is.
pub fn report_called(report: &Report, period: Period) -> Text {
    let (name, Text { vi, en }) = (&report.name, period.text());
    both!(vi: ("“{}” {}", name.vi, small(&vi)), en: ("“{}” for {en}", name.en))
}

/// What people call the report for a period: "báo cáo quý II/2024", "report for Q2 2024".
pub fn report_for(period: Period) -> Text {
    let Text { vi, en } = period.text();
    both!(vi: ("báo cáo {}", small(&vi)), en: ("report for {en}"))
}

/// A text as it stands within a sentence: its first letter small.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// How many days lie between a run of days and a day, on either side; none where the day is in it.
fn days_apart(days: Interval, day: NaiveDate) -> i64 {
    let before = (days.from - day).num_days();
    let after = days.until.map_or(0, |until| (day - until).num_days());
    before.max(after).max(0)
}

/// `None` for something that is named and cannot be read.
fn absent_or_read<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        Some(None) => None,
        Some(read) => Some(read),
        None => Some(None),
    }
}

impl<'r> Purpose<'r> {
    /// The clause nearest to what is filed, if any is near.
    pub fn clause(&self, facts: &Facts<'r>) -> Option<Citation> {
        match self {
            Self::Report(owed) => facts.cite(owed.regulation, &owed.owes.clause),
            Self::Ambiguous(owed) | Self::NotOwed(NotOwed::OtherReports(owed)) => {
                owed.first().and_then(|owed| facts.cite(owed.regulation, &owed.owes.clause))
            }
            Self::NotOwed(NotOwed::Day { regulation, owes, .. }) => facts.cite(regulation, &owes.clause),
            Self::NotOwed(NotOwed::OutOfScope(regulation, kind)) => {
                kind.clause.as_ref().and_then(|clause| facts.cite(regulation, clause))
            }
            Self::NotOwed(_) | Self::Request(_) | Self::Impossible(_) | Self::Unknown => None,
        }
    }
}

impl<'r> Facts<'r> {
    /// What a submission or an extension is for.
    pub fn purpose(&self, filing: &Filing<'r>) -> Purpose<'r> {
        match (filing.period, filing.request) {
            // A unit that ends before it begins is told as such; what it owes nobody knows.
            _ if self.registry.units[filing.unit].life().is_empty() => Purpose::Unknown,
            _ if filing.both => Purpose::Impossible(Impossible::PeriodAndRequest),
            (None, None) => Purpose::Impossible(Impossible::NeitherPeriodNorRequest),
            (_, Some(request)) => self.purpose_of_request(filing.unit, request),
            (Some(period), None) => self.purpose_of_period(filing, period),
        }
    }

    fn purpose_of_request(&self, at: usize, request: &'r Request) -> Purpose<'r> {
        let unit = &self.registry.units[at];
        if !request.kinds.contains(&unit.kind) {
            Purpose::NotOwed(NotOwed::RequestKinds(request))
        } else if !unit.exists_on(request.by) {
            Purpose::NotOwed(NotOwed::RequestDay(request))
        } else if self.bound(at, request).is_some() {
            Purpose::Request(request)
        } else if self.governance_is_in_doubt(at) {
            Purpose::Unknown
        } else {
            Purpose::NotOwed(NotOwed::RequestForce(request))
        }
    }

    /// The regulation and kind under which a request binds a unit: one of the kinds it names, in scope of a regulation in
    /// force on the request's last day, on which the unit exists (reading, question 21).
    pub fn bound(&self, unit: usize, request: &Request) -> Option<(&'r Regulation, &'r Kind)> {
        let is_asked = request.kinds.contains(&self.registry.units[unit].kind);
        let governed = is_asked.then(|| self.governed(unit, request.by)).flatten();
        governed.filter(|(_, kind)| kind.in_scope())
    }

    /// Whether a unit may be governed by a regulation that cannot be read or ends before it begins, or stands in a circle or
    /// below nobody, which is told as such.
    fn governance_is_in_doubt(&self, unit: usize) -> bool {
        let unread = &self.registry.unread;
        unread.is_incomplete(Regulation::description())
            || unread.of::<Regulation>().next().is_some()
            || self.registry.regulations.iter().any(|regulation| time_in_force(regulation).is_empty())
            || self.hierarchy.is_circular(unit)
            || self.adrift(unit).is_some()
    }

    fn purpose_of_period(&self, filing: &Filing<'r>, period: Period) -> Purpose<'r> {
        let years = period.year().abs_diff(filing.day.year());
        if years > FARTHEST_YEARS {
            return Purpose::Impossible(Impossible::FarAway(years));
        }
        let mut owed = self.obligations(filing.unit, period);
        if owed.is_empty() {
            return self.why_not_owed(filing, period);
        }
        if let Some(report) = filing.report {
            return match owed.iter().position(|obligation| &*obligation.report.id == report) {
                Some(at) => Purpose::Report(owed.swap_remove(at)),
                None => Purpose::NotOwed(NotOwed::OtherReports(owed)),
            };
        }
        match owed.pop() {
            Some(only) if owed.is_empty() => Purpose::Report(only),
            Some(last) => {
                owed.push(last);
                Purpose::Ambiguous(owed)
            }
            None => Purpose::Unknown,
        }
    }

    fn why_not_owed(&self, filing: &Filing<'r>, period: Period) -> Purpose<'r> {
        if self.governance_is_in_doubt(filing.unit) {
            return Purpose::Unknown;
        }
        // The regulation nearest in time to the period first: it is the one that people have in mind.
        let last = period.last_day();
        let mut terms = self.force.terms(filing.unit).to_vec();
        terms.sort_by_key(|term| days_apart(term.days, last));
        let regulations = || terms.iter().map(|term| &self.registry.regulations[term.regulation]);
        let Some(nearest) = regulations().next() else { return Purpose::NotOwed(NotOwed::Ungoverned) };
        let cadence = Some(period.cadence());
        if !regulations().any(|regulation| regulation.reports.iter().any(|report| report.every.cadence() == cadence)) {
            return Purpose::Impossible(Impossible::Cadence(nearest));
        }
        // That a kind is unknown to its regulation is told of the unit; it says nothing of what it owes.
        let Some(kind) = nearest.kind(&self.registry.units[filing.unit].kind) else { return Purpose::Unknown };
        if !kind.in_scope() {
            return Purpose::NotOwed(NotOwed::OutOfScope(nearest, kind));
        }
        for regulation in regulations() {
            for (owes, report) in self.reports_of(filing.unit, regulation, period.cadence()) {
                if filing.report.is_some_and(|named| named != &*report.id) {
                    continue;
                }
                let Some(due) = self.due(filing.unit, regulation, owes, report, period) else {
                    return Purpose::Unknown;
                };
                let day = self.comes_about_on(filing.unit, regulation, owes, report, period, due);
                let why = self.why_not_then(filing.unit, regulation, day);
                return Purpose::NotOwed(NotOwed::Day { regulation, owes, report, due, day, why });
            }
        }
        Purpose::NotOwed(NotOwed::Kind(nearest, kind))
    }

    fn why_not_then(&self, unit: usize, regulation: &Regulation, day: NaiveDate) -> NotThen {
        let unit = &self.registry.units[unit];
        match (regulation.in_force.until, unit.from, unit.until) {
            _ if day < regulation.in_force.from => NotThen::NotYetInForce(regulation.in_force.from),
            (Some(until), ..) if day > until => NotThen::NoLongerInForce(until),
            (_, Some(from), _) if day < from => NotThen::NoUnitYet(from),
            (.., Some(until)) if day > until => NotThen::NoUnitAnyMore(until),
            _ => NotThen::OtherRegulation,
        }
    }
}

impl NotOwed<'_> {
    /// Why the unit does not owe it, in words.
    pub fn text(&self) -> Text {
        match self {
            NotOwed::Ungoverned => both!(
                "không quy định nào áp dụng cho đơn vị vào bất cứ ngày nào",
                "no regulation governs the unit on any day"
            ),
            NotOwed::OutOfScope(regulation, kind) => {
                let (number, kind) = (&regulation.number, &kind.name);
                both!(
                    vi: ("{} nằm ngoài phạm vi của {number}", kind.vi),
                    en: ("{} is outside the scope of {number}", kind.en)
                )
            }
            NotOwed::Kind(regulation, kind) => owes_no_such(regulation, kind),
            NotOwed::OtherReports(owed) => {
                let names = |name: fn(&Report) -> &str| {
                    owed.iter().map(|owed| name(owed.report)).collect::<Vec<_>>().join(", ")
                };
                both!(
                    vi: ("kỳ này đơn vị chỉ phải gửi {}", names(|report| &report.name.vi)),
                    en: ("for this period it owes only {}", names(|report| &report.name.en))
                )
            }
            NotOwed::Day { regulation, report, due, day, why, .. } => not_then(regulation, report, *due, *day, *why),
            NotOwed::RequestKinds(_) => {
                both!("yêu cầu không gửi đến loại đơn vị này", "the request is to other kinds of unit")
            }
            NotOwed::RequestDay(request) => {
                let by = day(request.by);
                both!(
                    "vào ngày {by}, hạn của yêu cầu, đơn vị không tồn tại",
                    "on {by}, the last day of the request, the unit does not exist"
                )
            }
            NotOwed::RequestForce(request) => {
                let by = day(request.by);
                both!(
                    "vào ngày {by}, hạn của yêu cầu, không quy định nào áp dụng cho đơn vị",
                    "on {by}, the last day of the request, no regulation has the unit in its scope"
                )
            }
        }
    }
}

fn owes_no_such(regulation: &Regulation, kind: &Kind) -> Text {
    let (number, kind) = (&regulation.number, &kind.name);
    both!(
        vi: ("{number} không giao báo cáo kỳ này cho {}", kind.vi),
        en: ("{number} asks no such report of the kind {}", kind.en)
    )
}

fn not_then(regulation: &Regulation, report: &Report, due: Due, on: NaiveDate, why: NotThen) -> Text {
    let (number, by) = (&regulation.number, day(on));
    let when = match due {
        Due::On(_) => both!("hạn là ngày {by}", "it would be due by {by}"),
        Due::NotSet => both!(
            vi: ("hạn của \"{}\" chưa được đặt, ngày {by} được lấy thay", report.name.vi),
            en: ("no date is set for the {}, for which {by} stands", report.name.en)
        ),
    };
    let then = match why {
        NotThen::NotYetInForce(from) => {
            let from = day(from);
            both!("{number} có hiệu lực từ ngày {from}", "{number} is in force from {from}")
        }
        NotThen::NoLongerInForce(until) => {
            let until = day(until);
            both!("{number} chỉ có hiệu lực đến ngày {until}", "{number} is in force until {until}")
        }
        NotThen::NoUnitYet(from) => {
            let from = day(from);
            both!("đơn vị có từ ngày {from}", "the unit exists from {from}")
        }
        NotThen::NoUnitAnyMore(until) => {
            let until = day(until);
            both!("đơn vị chỉ tồn tại đến ngày {until}", "the unit exists until {until}")
        }
        NotThen::OtherRegulation => {
            both!("ngày đó một quy định khác áp dụng", "another regulation governs it on that day")
        }
    };
    both!(vi: ("{}, mà {}", when.vi, then.vi), en: ("{}, and {}", when.en, then.en))
}
