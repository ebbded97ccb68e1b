//! What is owed: which reports a unit owes for a period, under which clause, and by when.

use chrono::NaiveDate;

use super::Facts;
use crate::calendar::{DataWindow, DayRule, Deadline, DeadlineMonth, Period, Roll, WorkingDays, last_good_day};
use crate::model::regulation::{DueMonth, Report, Window};
use crate::model::{Holiday, Owes, Registry, Regulation, Rolling, SetDates, SetDeadline, Unit};

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

/// By when something is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    On(Deadline),
    /// The unit that is to set the date has not; nothing is judged by it.
    NotSet,
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
    /// while it exists and is in scope, on the report's last good day (Decision 246, Articles 7.3, 7.4). Where the
    /// date is not set the period's last day stands for it.
    pub fn obligations(&self, unit: usize, period: Period) -> Vec<Obligation<'r>> {
        let mut owed: Vec<Obligation<'r>> = Vec::new();
        for term in self.force.terms(unit) {
            let regulation = &self.registry.regulations[term.regulation];
            let Some(kind) = regulation.kind(&self.registry.units[unit].kind).filter(|kind| kind.in_scope()) else {
                continue;
            };
            for owes in &kind.owes {
                let Some(report) = regulation.report(&owes.report) else { continue };
                let known = owed.iter().any(|obligation| obligation.report.id == report.id);
                if known || report.every.cadence() != Some(period.cadence()) {
                    continue;
                }
                let Some(due) = self.due(unit, regulation, owes, report, period) else { continue };
                let day = match due {
                    Due::On(deadline) => deadline.last_good_day,
                    Due::NotSet => period.last_day(),
                };
                if term.days.contains(day) {
                    owed.push(Obligation { unit, period, regulation, owes, report, due });
                }
            }
        }
        owed
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
        let roll = roll(regulation);
        let window = report.data_window.as_ref().map(data_window);
        let rule = match &owes.set_by {
            None => day_rule(owes.before, owes.by, owes.workdays_after_window, owes.month)?,
            Some(setter) => {
                let first = first_day_of_closing_month(period);
                let Some(setter) = self.nearest(unit, setter, first) else { return Some(Due::NotSet) };
                match set_deadline(setter, &self.registry.units[unit], &report.id, first) {
                    Some((_, set)) => day_rule(set.before, set.by, set.workdays_after_window, set.month)?,
                    None => return Some(Due::NotSet),
                }
            }
        };
        last_good_day(rule, window.as_ref(), period, roll, &self.working_days).map(Due::On)
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
