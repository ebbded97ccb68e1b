//! The ledger: every report that is owed, and exactly one status of it as of the day judged (Decision 246, Articles
//! 7.3 and 7.4; reading, questions 18 to 28).
//!
//! [`Facts::entries`] gives it for the periods or days asked for; nobody else decides whether a report is late.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{Months, NaiveDate};
use rayon::prelude::*;

use super::Facts;
use super::filing::{Filing, Purpose};
use super::obligations::{DateRule, Due, Obligation, data_window};
pub use super::verdict::{Excused, Status, Verdict, Why};
use super::waivers::may_be_excused_by_unread;
use crate::both;
use crate::calendar::{Cadence, DayRule, Interval, Period, periods_between};
use crate::diagnostic::Subject;
use crate::locale::Text;
use crate::model::{Extension, Holiday, Kind, Registry, Regulation, Request, Rolling, Submission, Waiver};
use crate::record::scalar::{self, ClauseId};
use crate::record::{Flawed, Record};
use crate::text;

/// The rule, and so the name in a waiver, of a report that has not come in by its last good day.
pub const REPORT_OVERDUE: &str = "report-overdue";
/// The rule of a report that came in after its last good day.
pub const REPORT_LATE: &str = "report-late";

/// A report is due soon from this many days before its last good day on, where the registry sets nothing else.
const DUE_SOON_DAYS: u16 = 5;

/// One report that one unit owes, and how it stands.
#[derive(Clone, Debug)]
pub struct Entry<'r> {
    /// The unit's position in the registry.
    pub unit: usize,
    pub owed: Owed<'r>,
    /// The latest extension that gives more time.
    pub extension: Option<&'r Extension>,
    /// The first submission that was not returned, as far as known on the day judged.
    pub accepted: Option<&'r Submission>,
    /// The submissions that were returned, as far as known on the day judged, in order of receipt.
    pub returned: Vec<&'r Submission>,
    /// The waiver that excuses it, where its status is [`Status::Waived`].
    pub waiver: Option<&'r Waiver>,
    pub status: Status,
    /// Whether the unit is no more on the day judged.
    pub dissolved: bool,
}

/// What is owed.
#[derive(Clone, Debug)]
pub enum Owed<'r> {
    /// A report for a period.
    Report(Obligation<'r>),
    /// An ad hoc report.
    Request { request: &'r Request, regulation: &'r Regulation, kind: &'r Kind },
}

impl<'r> Owed<'r> {
    pub fn regulation(&self) -> &'r Regulation {
        match self {
            Self::Report(obligation) => obligation.regulation,
            Self::Request { regulation, .. } => regulation,
        }
    }

    /// `None` for a request.
    pub fn period(&self) -> Option<Period> {
        match self {
            Self::Report(obligation) => Some(obligation.period),
            Self::Request { .. } => None,
        }
    }

    pub fn request(&self) -> Option<&'r Request> {
        match self {
            Self::Report(_) => None,
            Self::Request { request, .. } => Some(request),
        }
    }

    /// The clause that asks for it: of a request the one that asks the kind of unit for its other reports.
    pub fn clause(&self) -> Option<&'r ClauseId> {
        match self {
            Self::Report(obligation) => Some(&obligation.owes.clause),
            Self::Request { kind, .. } => kind.owes.first().map(|owes| &owes.clause),
        }
    }

    /// The last good day before any extension; `None` where no date is set.
    pub fn last_good_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Report(obligation) => match obligation.due {
                Due::On(deadline) => Some(deadline.last_good_day),
                Due::NotSet => None,
            },
            Self::Request { request, .. } => Some(request.by),
        }
    }

    /// The day under which it is listed: the last good day, or for want of one the period's last (reading, question 20).
    pub fn listed_on(&self) -> NaiveDate {
        match self {
            Self::Report(obligation) => obligation.due.listed_on(obligation.period),
            Self::Request { request, .. } => request.by,
        }
    }

    /// The days whose data it covers, where the regulation says.
    pub fn data_window(&self) -> Option<Interval> {
        match self {
            Self::Report(obligation) => {
                obligation.report.data_window.as_ref().and_then(|window| data_window(window).of(obligation.period))
            }
            Self::Request { .. } => None,
        }
    }

    /// What people call it: `báo cáo quý III/2024`, of several of one cadence by its own name; a request by its title.
    pub fn name(&self) -> Text {
        match self {
            Self::Report(obligation) => obligation.name(),
            Self::Request { request, .. } => Text::same(&*request.title),
        }
    }

    /// In few words: the period, of several reports of one cadence with the report's name; or the request's title.
    pub fn short_name(&self) -> Text {
        match self {
            Self::Report(obligation) if obligation.is_one_of_several() => {
                let (name, period) = (&obligation.report.name, obligation.period.text());
                both!(vi: ("{}: {}", period.vi, name.vi), en: ("{}: {}", period.en, name.en))
            }
            Self::Report(obligation) => obligation.period.text(),
            Self::Request { request, .. } => Text::same(&*request.title),
        }
    }
}

impl Entry<'_> {
    /// The last good day, extended where it was; `None` where no date is set.
    pub fn last_good_day(&self) -> Option<NaiveDate> {
        Some(self.extension.map_or(self.owed.last_good_day()?, |extension| extension.by))
    }

    /// What a waiver of it would name.
    pub fn subject(&self, registry: &Registry) -> Subject {
        let detail = match &self.owed {
            Owed::Report(obligation) => Some(obligation.report.id.to_string()),
            Owed::Request { .. } => None,
        };
        Subject {
            period: self.owed.period().map(|period| period.to_string()),
            request: self.owed.request().map(|request| request.id.to_string()),
            detail,
            ..Subject::unit(&registry.units[self.unit].id)
        }
    }

    /// How many days it is late or overdue, excused or not; `None` where it is neither.
    pub fn days(&self) -> Option<i64> {
        match self.status {
            Status::Late { days } | Status::Overdue { days, .. } => Some(days),
            Status::Waived(Excused::Late { days } | Excused::Overdue { days }) => Some(days),
            _ => None,
        }
    }

    /// Whether it counts when rates are worked out: it is on time, late or overdue.
    pub fn is_decided(&self) -> bool {
        matches!(self.status, Status::OnTime | Status::Late { .. } | Status::Overdue { .. })
    }

    /// Whether the unit is still to send it.
    pub fn is_open(&self) -> bool {
        matches!(
            self.status,
            Status::Overdue { .. } | Status::Returned | Status::Extended | Status::DueSoon { .. } | Status::NotYetDue
        )
    }
}

/// Which reports to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those for the periods that end within these days, and the requests whose last day lies within them.
    Closing(Interval),
    /// Those listed within these days, which is on their last good day before any extension.
    Listed(Interval),
}

impl Reach {
    fn takes(self, owed: &Owed<'_>) -> bool {
        match self {
            Self::Closing(days) => days.contains(owed.period().map_or(owed.listed_on(), Period::last_day)),
            Self::Listed(days) => days.contains(owed.listed_on()),
        }
    }

    /// The days in whose months the periods looked at close; a last good day is so many months away from the month in
    /// which its period closes, at most.
    fn closing(self, farthest: u32) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Closing(days) => (days.from, days.until.unwrap_or(days.from)),
            Self::Listed(days) => {
                let until = days.until.unwrap_or(days.from);
                let months = Months::new(farthest);
                (
                    days.from.checked_sub_months(months).unwrap_or(days.from),
                    until.checked_add_months(months).unwrap_or(until),
                )
            }
        }
    }
}

/// A day of the closing month or the next, or "before the 1st", is at most a month away from the closing month.
const FARTHEST_BY_DAY: u32 = 1;
/// 250 working days after a window, and a roll over 400 days, are more.
const FARTHEST_BY_WORKING_DAYS: u32 = 28;

/// What came in for which report by the day judged, and what gave more time for it.
#[derive(Debug, Default)]
pub struct Filings<'r> {
    /// In order of receipt, on one day in the registry's order.
    submissions: HashMap<Slot, Vec<&'r Submission>>,
    extensions: HashMap<Slot, Vec<&'r Extension>>,
    /// Units and periods with a submission or an extension that does not say for which of two reports.
    ambiguous: HashSet<(usize, Period)>,
    /// How many months a last good day may be away from the month in which its period closes.
    farthest: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Slot {
    Report(usize, Period, Arc<str>),
    Request(usize, Arc<str>),
}

impl Slot {
    fn of(unit: usize, owed: &Owed<'_>) -> Self {
        match owed {
            Owed::Report(obligation) => Self::Report(unit, obligation.period, Arc::clone(&obligation.report.id.0)),
            Owed::Request { request, .. } => Self::Request(unit, Arc::clone(&request.id.0)),
        }
    }
}

impl<'r> Filings<'r> {
    pub fn new(facts: &Facts<'r>) -> Self {
        let registry = facts.registry;
        let mut filings = Self { farthest: farthest(registry), ..Self::default() };
        let slot = |filing: Filing<'r>, ambiguous: &mut HashSet<(usize, Period)>| match facts.purpose(&filing) {
            Purpose::Report(owed) => Some(Slot::Report(filing.unit, owed.period, Arc::clone(&owed.report.id.0))),
            Purpose::Request(request) => Some(Slot::Request(filing.unit, Arc::clone(&request.id.0))),
            Purpose::Ambiguous(owed) => {
                ambiguous.extend(owed.iter().map(|owed| (filing.unit, owed.period)));
                None
            }
            Purpose::NotOwed(_) | Purpose::Impossible(_) | Purpose::Unknown => None,
        };
        // What is received later is not known yet, whatever it is for (reading, question 18).
        for submission in registry.submissions.iter().filter(|submission| submission.received <= facts.as_of) {
            let filing = Filing::of_submission(registry, submission);
            if let Some(slot) = filing.and_then(|filing| slot(filing, &mut filings.ambiguous)) {
                filings.submissions.entry(slot).or_default().push(submission);
            }
        }
        for extension in &registry.extensions {
            let filing = Filing::of_extension(registry, extension);
            if let Some(slot) = filing.and_then(|filing| slot(filing, &mut filings.ambiguous)) {
                filings.extensions.entry(slot).or_default().push(extension);
            }
        }
        // The sort keeps the registry's order among those of one day.
        filings.submissions.values_mut().for_each(|of_slot| of_slot.sort_by_key(|submission| submission.received));
        filings
    }
}

impl<'r> Facts<'r> {
    /// The entries of the ledger within a reach, as of the day judged: units in the registry's order, the reports of
    /// each by the day they are listed on, then by length of period. Requests issued later do not exist yet.
    pub fn entries(&self, reach: Reach) -> Vec<Entry<'r>> {
        let units = (0..self.registry.units.len()).into_par_iter();
        units.flat_map_iter(|unit| self.entries_of(unit, reach)).collect()
    }

    /// The entries listed up to the day judged.
    pub fn entries_so_far(&self) -> Vec<Entry<'r>> {
        let first = self.registry.regulations.iter().map(|regulation| regulation.in_force.from).min();
        let days = first.and_then(|first| Interval::new(first, Some(self.as_of)));
        days.map_or_else(Vec::new, |days| self.entries(Reach::Listed(days)))
    }

    /// The entries of one unit.
    pub fn entries_of(&self, unit: usize, reach: Reach) -> Vec<Entry<'r>> {
        let mut owed: Vec<Owed<'r>> = Vec::new();
        let (from, until) = reach.closing(self.filings().farthest);
        for cadence in self.cadences_of(unit) {
            for period in periods_between(cadence, from, until) {
                owed.extend(self.obligations(unit, period).into_iter().map(Owed::Report));
            }
        }
        owed.extend(self.requests_of(unit));
        owed.retain(|owed| reach.takes(owed));
        owed.sort_by_key(|owed| (owed.listed_on(), owed.period()));
        owed.into_iter().map(|owed| self.entry(unit, owed)).collect()
    }

    /// The requests that bind a unit: to its kind, under a regulation that has it in scope on the request's last day
    /// (reading, question 21), and issued by the day judged.
    pub fn requests_of(&self, unit: usize) -> impl Iterator<Item = Owed<'r>> {
        let registry = self.registry;
        let issued = registry.requests.iter().filter(|request| request.issued <= self.as_of);
        issued.filter_map(move |request| {
            let (regulation, kind) = self.bound(unit, request)?;
            Some(Owed::Request { request, regulation, kind })
        })
    }

    /// The cadences of the reports that a unit's regulations ask of its kind.
    fn cadences_of(&self, unit: usize) -> Vec<Cadence> {
        let asked = |cadence: &Cadence| {
            let mut terms = self.force.terms(unit).iter();
            terms.any(|term| {
                self.reports_of(unit, &self.registry.regulations[term.regulation], *cadence).next().is_some()
            })
        };
        Cadence::ALL.into_iter().filter(asked).collect()
    }

    fn entry(&self, unit: usize, owed: Owed<'r>) -> Entry<'r> {
        let filings = self.filings();
        let slot = Slot::of(unit, &owed);
        let known = filings.submissions.get(&slot).into_iter().flatten().copied();
        // A return that lies ahead of the day judged is not known on it (reading, question 18).
        let is_returned = |submission: &&Submission| submission.returned.is_some_and(|day| day <= self.as_of);
        let (returned, accepted): (Vec<_>, Vec<_>) = known.partition(is_returned);
        let original = owed.last_good_day();
        let extensions = filings.extensions.get(&slot).into_iter().flatten().copied();
        let longer = extensions.filter(|extension| original.is_some_and(|day| extension.by > day));
        let extension = longer.max_by_key(|extension| extension.by);
        let dissolved = self.registry.units[unit].until.is_some_and(|until| until < self.as_of);
        let mut entry = Entry {
            unit,
            owed,
            extension,
            accepted: accepted.first().copied(),
            returned,
            waiver: None,
            status: Status::NotYetDue,
            dissolved,
        };
        entry.status = self.status(&entry);
        let (rule, excused) = match entry.status {
            Status::Late { days } => (REPORT_LATE, Excused::Late { days }),
            Status::Overdue { days, .. } => (REPORT_OVERDUE, Excused::Overdue { days }),
            _ => return entry,
        };
        let subject = entry.subject(self.registry);
        if self.is_unclear(&entry) {
            entry.status = Status::NotJudged(Why::Unclear);
        } else if let Some(waiver) = self.waiver_of(rule, &subject, entry.owed.last_good_day()) {
            entry.waiver = Some(waiver);
            entry.status = Status::Waived(excused);
        } else if may_be_excused_by_unread(self.registry, rule, &subject) {
            entry.status = Status::NotJudged(Why::Unclear);
        }
        entry
    }

    /// The status before waivers, in the order of reading, question 23.
    fn status(&self, entry: &Entry<'_>) -> Status {
        if !self.is_judged_for(entry.unit) {
            return Status::NotJudged(Why::NoRegulation);
        }
        let Some(last_good_day) = entry.last_good_day() else { return Status::NotJudged(Why::DateNotSet) };
        if let Some(accepted) = entry.accepted {
            let days = (accepted.received - last_good_day).num_days();
            return if days <= 0 { Status::OnTime } else { Status::Late { days } };
        }
        let days = (self.as_of - last_good_day).num_days();
        if days > 0 {
            return Status::Overdue { days, returned: !entry.returned.is_empty() };
        }
        if !entry.returned.is_empty() {
            Status::Returned
        } else if entry.extension.is_some() {
            Status::Extended
        } else if -days <= i64::from(self.due_soon_days()) {
            Status::DueSoon { days_left: -days }
        } else {
            Status::NotYetDue
        }
    }

    /// From how many days before its last good day a report is due soon: local practice, 5 where nothing is set.
    pub fn due_soon_days(&self) -> u16 {
        let settings = self.registry.manifest.as_ref().and_then(|manifest| manifest.settings.as_ref());
        settings.and_then(|settings| settings.due_soon_days).unwrap_or(DUE_SOON_DAYS)
    }

    /// Whether a regulation that applies to the unit is in force on the day judged, whether or not the unit still exists
    /// (reading, questions 25 and 26).
    fn is_judged_for(&self, unit: usize) -> bool {
        self.force.is_in_force_for(self.registry, &self.hierarchy, unit, self.as_of)
    }

    /// Whether some record that cannot be read may change what is said of an entry, or some that can does not say which
    /// report it is about.
    fn is_unclear(&self, entry: &Entry<'_>) -> bool {
        let unread = &self.registry.unread;
        let (submission, extension) = (Submission::description(), Extension::description());
        if unread.is_incomplete(submission) || unread.is_incomplete(extension) {
            return true;
        }
        if self.goes_by_working_days(entry)
            && (unread.is_incomplete(Holiday::description()) || unread.of::<Holiday>().next().is_some())
        {
            return true;
        }
        let is_ambiguous =
            entry.owed.period().is_some_and(|period| self.filings().ambiguous.contains(&(entry.unit, period)));
        is_ambiguous
            || unread.of::<Submission>().chain(unread.of::<Extension>()).any(|flawed| self.may_be_about(flawed, entry))
    }

    /// Whether the calendar's days off have a say in when an entry is due.
    fn goes_by_working_days(&self, entry: &Entry<'_>) -> bool {
        let Owed::Report(obligation) = &entry.owed else { return false };
        let rule =
            self.date_rule(entry.unit, obligation.regulation, obligation.owes, obligation.report, obligation.period);
        obligation.regulation.roll.is_some_and(|roll| roll != Rolling::None)
            || rule.and_then(DateRule::rule).is_some_and(DayRule::needs_window)
    }

    /// Whether nothing that can be read of a flawed submission or extension says that it is about something else.
    fn may_be_about(&self, flawed: &Flawed, entry: &Entry<'_>) -> bool {
        let is_later = |key: &str| flawed.field(key).and_then(scalar::day).is_some_and(|day| day > self.as_of);
        if is_later("received") {
            return false;
        }
        let may_mean = |written: &str, id: &str| written == id || text::nearest(written, [id]).is_some();
        let names_unit = flawed.field("unit").is_none_or(|written| {
            let other =
                self.registry.unit(written).is_some_and(|other| *other.id != *self.registry.units[entry.unit].id);
            !other && may_mean(written, &self.registry.units[entry.unit].id)
        });
        names_unit
            && match &entry.owed {
                Owed::Report(obligation) => {
                    flawed.field("request").is_none()
                        && flawed.field("period").is_none_or(|written| match written.parse::<Period>() {
                            Ok(period) => period == obligation.period,
                            Err(_) => true,
                        })
                }
                Owed::Request { request, .. } => {
                    flawed.field("period").is_none()
                        && flawed.field("request").is_none_or(|written| may_mean(written, &request.id))
                }
            }
    }
}

/// How many of its reports before an entry, of the same name and cadence and none left out, a unit has left overdue in a row,
/// the entry included. Requests make one row. The entries are those of the unit, in the ledger's order.
pub fn in_a_row(entries: &[Entry<'_>], at: usize) -> usize {
    let series = |entry: &Entry<'_>| match &entry.owed {
        Owed::Report(owed) => Some((Arc::clone(&owed.report.id.0), owed.period.cadence())),
        Owed::Request { .. } => None,
    };
    let of_series = entries[..=at].iter().rev().filter(|entry| series(entry) == series(&entries[at]));
    of_series.take_while(|entry| matches!(entry.status, Status::Overdue { .. })).count()
}

fn farthest(registry: &Registry) -> u32 {
    let regulations = &registry.regulations;
    let rolls = regulations.iter().any(|regulation| regulation.roll.is_some_and(|roll| roll != Rolling::None));
    let mut owes = regulations.iter().flat_map(|regulation| regulation.kinds.iter()).flat_map(|kind| &kind.owes);
    let mut set = registry.units.iter().flat_map(|unit| &unit.sets).flat_map(|sets| &sets.reports.0);
    let by_working_days = rolls
        || owes.any(|owes| owes.workdays_after_window.is_some())
        || set.any(|(_, set)| set.workdays_after_window.is_some());
    if by_working_days { FARTHEST_BY_WORKING_DAYS } else { FARTHEST_BY_DAY }
}
