//! Periods, working days, deadlines and sets of days.
//!
//! Pure functions of days that are handed in: there is no clock here, and nothing knows what is due or to whom.

mod deadline;
mod interval;
mod period;
mod vietnam;
mod working_days;

pub use deadline::{
    DataWindow, DayRule, DayRuleFault, Deadline, DeadlineMonth, Edge, EdgeFault, EdgeMonth, Roll, WindowFault,
    last_good_day,
};
pub use interval::{Days, Interval, covering, runs_where};
pub use period::{Cadence, Period, PeriodFault, UnknownCadence, YEARS, periods_between};
pub use vietnam::vietnam_day;
pub use working_days::WorkingDays;

use chrono::NaiveDate;

/// The last day of a month (1 to 12); `None` where there is no such month.
fn last_day_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next_month) = month_after(year, month);
    NaiveDate::from_ymd_opt(next_year, next_month, 1)?.pred_opt()
}

fn month_after(year: i32, month: u32) -> (i32, u32) {
    if month == 12 { (year + 1, 1) } else { (year, month + 1) }
}

fn month_before(year: i32, month: u32) -> (i32, u32) {
    if month == 1 { (year - 1, 12) } else { (year, month - 1) }
}

/// Days for tests, from the form that registry files use.
#[cfg(test)]
fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}
