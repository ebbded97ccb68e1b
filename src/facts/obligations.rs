//! What is owed: which reports a unit owes for a period, under which clause, and by when.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Facts;
use super::filing::{report_called, report_for};
use crate::calendar::{
    Cadence, DataWindow, DayRule, Deadline, DeadlineMonth, Period, Roll, WorkingDays, last_good_day,
};
use crate::locale::Text;
use crate::model::regulation::{DueMonth, Report, Window};
use crate::model::{Holiday, Kind, Owes, Registry, Regulation, Rolling, SetDates, SetDeadline, Unit};

/// One report of one unit for one period.
#[derive(Clone, Debug)]
pub struct Obligation<'r> {
    /// The unit's position in the registry.
    pub unit: usize,
    pub period: Period,
    pub regulation: &'r Regulation,
    pub owes: &'r Owes,
    pub report: &'r Report,
    pub due: Due,
}

impl Obligation<'_> {
    /// Whether its regulation has other reports of its cadence.
    pub fn is_one_of_several(&self) -> bool {
        self.regulation.has_several_of(self.report.every)
    }

    /// What people call it: `báo cáo quý III/2024`; where its regulation has several of that cadence, by its own name.
    pub fn name(&self) -> Text {
        if self.is_one_of_several() { report_called(self.report, self.period) } else { report_for(self.period) }
    }
}

/// By when something is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    On(Deadline),
    /// The unit that is to set the date has not; nothing is judged by it.
    NotSet,
}

impl Due {
    /// The day under which it is listed: the last good day, or for want of one the period's last (reading, question 20).
    pub fn listed_on(self, period: Period) -> NaiveDate {
        match self {
            Self::On(deadline) => deadline.last_good_day,
            Self::NotSet => period.last_day(),
        }
    }
}

/// Where the day comes from on which a report is due.
#[derive(Clone, Copy, Debug)]
pub enum DateRule<'r> {
    /// The regulation says it itself.
    Written(DayRule),
    /// The unit at this position in the registry has set it.
    Set { setter: usize, sets: &'r SetDates, rule: DayRule },
    /// A unit is to set it and has not: the one at this position, if there is one.
    NotSet { setter: Option<usize> },
}

impl DateRule<'_> {
    /// The rule, where there is one.
    pub fn rule(self) -> Option<DayRule> {
        match self {
            Self::Written(rule) | Self::Set { rule, .. } => Some(rule),
            Self::NotSet { .. } => None,
        }
    }
}

/// The reports of one kind of unit for which the unit that is to set their dates has nothing in force.
#[derive(Clone, Debug)]
pub struct UnsetDates<'r> {
    /// The position of the unit that is to set them.
    pub setter: usize,
    pub kind: &'r Kind,
    pub regulation: &'r Regulation,
    /// In the regulation's order.
    pub owes: Vec<&'r Owes>,
    /// How many units below are left without a date.
    pub units: usize,
}

/// The working days that the registry's calendar files make.
pub fn working_days(registry: &Registry) -> WorkingDays {
    let mut days = WorkingDays::default();
    for holiday in &registry.holidays {
        days.holidays.extend(days_off(holiday).map(|day| (day, holiday.name.to_string())));
    }
    days.worked.extend(registry.working_days.iter().map(|worked| worked.date));
    days
}

/// The days that a holiday takes, one by one.
pub fn days_off(holiday: &Holiday) -> impl Iterator<Item = NaiveDate> {
    holiday
        .span()
        .into_iter()
        .flat_map(|(from, until)| from.iter_days().take_while(move |day| *day <= until))
        .take(MOST_DAYS_OFF)
}

/// No holiday is longer than a year, whatever a file says.
const MOST_DAYS_OFF: usize = 366;

impl<'r> Facts<'r> {
    /// The reports that a unit owes for a period, each once: under the first regulation that is in force for the unit,
    /// while it exists and is in scope, on the day on which the report comes about (Decision 246, Articles 7.3, 7.4). A
    /// later regulation makes no period due a second time, whatever it calls its reports.
    pub fn obligations(&self, unit: usize, period: Period) -> Vec<Obligation<'r>> {
        let mut owed: Vec<Obligation<'r>> = Vec::new();
        for term in self.force.terms(unit) {
            let regulation = &self.registry.regulations[term.regulation];
            if owed.iter().any(|earlier| !std::ptr::eq(earlier.regulation, regulation)) {
                break;
            }
            for (owes, report) in self.reports_of(unit, regulation, period.cadence()) {
                let known = owed.iter().any(|obligation| obligation.report.id == report.id);
                let Some(due) = (!known).then(|| self.due(unit, regulation, owes, report, period)).flatten() else {
                    continue;
                };
                if term.days.contains(self.comes_about_on(unit, regulation, owes, report, period, due)) {
                    owed.push(Obligation { unit, period, regulation, owes, report, due });
                }
            }
        }
        owed
    }

    /// The reports of a cadence that a regulation asks of a unit's kind, if that is in scope.
    pub fn reports_of(
        &self,
        unit: usize,
        regulation: &'r Regulation,
        cadence: Cadence,
    ) -> impl Iterator<Item = (&'r Owes, &'r Report)> + use<'r> {
        let kind = regulation.kind(&self.registry.units[unit].kind).filter(|kind| kind.in_scope());
        kind.into_iter().flat_map(|kind| &kind.owes).filter_map(move |owes| {
            let report = regulation.report(&owes.report)?;
            (report.every.cadence() == Some(cadence)).then_some((owes, report))
        })
    }

    /// By when a unit owes a report for a period under a regulation; `None` for a deadline that cannot exist.
    pub fn due(
        &self,
        unit: usize,
        regulation: &Regulation,
        owes: &Owes,
        report: &Report,
        period: Period,
    ) -> Option<Due> {
        match self.date_rule(unit, regulation, owes, report, period)?.rule() {
            Some(rule) => self.deadline(rule, regulation, report, period).map(Due::On),
            None => Some(Due::NotSet),
        }
    }

    /// The day on which a unit has to be there, and the regulation in force, to owe a report: its last good day. Where that
    /// is not set, it could only be one by which the unit that is to set it owes its own report of the name, which the
    /// unit's goes into: then the last good day of that one stands for it, at most the period's last day.
    pub fn comes_about_on(
        &self,
        unit: usize,
        regulation: &Regulation,
        owes: &Owes,
        report: &Report,
        period: Period,
        due: Due,
    ) -> NaiveDate {
        let listed = due.listed_on(period);
        match due {
            Due::On(_) => listed,
            Due::NotSet => {
                self.own_date_of_setter(unit, regulation, owes, report, period).map_or(listed, |own| own.min(listed))
            }
        }
    }

    fn own_date_of_setter(
        &self,
        unit: usize,
        regulation: &Regulation,
        owes: &Owes,
        report: &Report,
        period: Period,
    ) -> Option<NaiveDate> {
        let Some(DateRule::NotSet { setter: Some(setter) }) = self.date_rule(unit, regulation, owes, report, period)
        else {
            return None;
        };
        let kind = regulation.kind(&self.registry.units[setter].kind)?;
        let own = kind.owes.iter().find(|own| own.report == owes.report)?;
        let rule = self.date_rule(setter, regulation, own, report, period)?.rule()?;
        Some(self.deadline(rule, regulation, report, period)?.last_good_day)
    }

    /// Where the day comes from on which a unit owes a report for a period: what is set on the first day of the period's
    /// closing month governs it (reading, question 27). `None` for a rule that no day can meet.
    pub fn date_rule(
        &self,
        unit: usize,
        regulation: &Regulation,
        owes: &Owes,
        report: &Report,
        period: Period,
    ) -> Option<DateRule<'r>> {
        let Some(kind) = &owes.set_by else {
            return day_rule(owes.before, owes.by, owes.workdays_after_window, owes.month).map(DateRule::Written);
        };
        let first = first_day_of_closing_month(period);
        let Some(setter) = self.hierarchy.nearest_under(regulation, self.registry, unit, kind, first) else {
            return Some(DateRule::NotSet { setter: None });
        };
        let below = &self.registry.units[unit];
        match set_deadline(&self.registry.units[setter], below, &report.id, first) {
            Some((sets, set)) => {
                let rule = day_rule(set.before, set.by, set.workdays_after_window, set.month)?;
                Some(DateRule::Set { setter, sets, rule })
            }
            None => Some(DateRule::NotSet { setter: Some(setter) }),
        }
    }

    /// The deadline that a rule gives for a report under a regulation; `None` for one that cannot exist.
    pub fn deadline(
        &self,
        rule: DayRule,
        regulation: &Regulation,
        report: &Report,
        period: Period,
    ) -> Option<Deadline> {
        let window = report.data_window.as_ref().map(data_window);
        last_good_day(rule, window.as_ref(), period, roll(regulation), &self.working_days)
    }

    /// The dates that units are to set for those below them and have not, as of the day judged; setters in the
    /// registry's order.
    pub fn unset_dates(&self) -> Vec<UnsetDates<'r>> {
        let mut unset: BTreeMap<(usize, &str), UnsetDates<'r>> = BTreeMap::new();
        for unit in 0..self.registry.units.len() {
            let Some((regulation, kind)) = self.governed(unit, self.as_of) else { continue };
            if !kind.in_scope() {
                continue;
            }
            // The setter that the unit has been counted for: it lacks one date or several, it is one unit.
            let mut counted = None;
            for owes in &kind.owes {
                let Some(setter) = self.unset_by(unit, regulation, owes) else { continue };
                let entry = unset.entry((setter, &kind.id)).or_insert_with(|| UnsetDates {
                    setter,
                    kind,
                    regulation,
                    owes: Vec::new(),
                    units: 0,
                });
                if !entry.owes.iter().any(|known| known.report == owes.report) {
                    entry.owes.push(owes);
                }
                entry.units += usize::from(counted.replace(setter) != Some(setter));
            }
        }
        unset.into_values().collect()
    }

    /// The unit that is to set the date of a report of `unit`, is governed itself, and has none in force.
    fn unset_by(&self, unit: usize, regulation: &Regulation, owes: &Owes) -> Option<usize> {
        let kind = owes.set_by.as_ref()?;
        let setter = self.hierarchy.nearest_under(regulation, self.registry, unit, kind, self.as_of)?;
        self.governed(setter, self.as_of)?;
        let set = set_deadline(&self.registry.units[setter], &self.registry.units[unit], &owes.report, self.as_of);
        set.is_none().then_some(setter)
    }
}

/// What a unit has set for a report of a unit below it, as in force on a day: of the entries that name the report the
/// latest begun.
pub fn set_deadline<'u>(
    setter: &'u Unit,
    below: &Unit,
    report: &str,
    day: NaiveDate,
) -> Option<(&'u SetDates, &'u SetDeadline)> {
    setter
        .sets
        .iter()
        .filter(|sets| sets.kind == below.kind && sets.from <= day)
        .filter_map(|sets| Some((sets, sets.reports.get(report)?)))
        .max_by_key(|(sets, _)| sets.from)
}

/// A deadline's rule from the fields that can say it; `None` unless exactly one does, and possibly.
pub fn day_rule(
    before: Option<u16>,
    by: Option<u16>,
    workdays: Option<u16>,
    month: Option<DueMonth>,
) -> Option<DayRule> {
    let month = match month {
        None | Some(DueMonth::Closing) => DeadlineMonth::Closing,
        Some(DueMonth::Next) => DeadlineMonth::Next,
    };
    let day = |day: u16| u8::try_from(day).ok();
    let rule = match (before, by, workdays) {
        (Some(before), None, None) => DayRule::Before { day: day(before)?, month },
        (None, Some(by), None) => DayRule::By { day: day(by)?, month },
        (None, None, Some(workdays)) => DayRule::WorkdaysAfterWindow(workdays),
        _ => return None,
    };
    rule.check().ok()?;
    Some(rule)
}

/// A regulation's roll.
pub fn roll(regulation: &Regulation) -> Roll {
    match regulation.roll {
        None | Some(Rolling::None) => Roll::None,
        Some(Rolling::Previous) => Roll::Previous,
        Some(Rolling::Next) => Roll::Next,
    }
}

/// A report's data window as the calendar counts it.
pub fn data_window(window: &Window) -> DataWindow {
    DataWindow { from: window.from, until: window.until }
}

/// The first day of the month in which a period closes: what is set on that day governs the period.
pub fn first_day_of_closing_month(period: Period) -> NaiveDate {
    let (year, month) = period.closing_month();
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MIN)
}
