//! Days: shorthand for dates, and which days an office works.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

const HOLIDAYS: &str = include_str!("data/vn-holidays.csv");

/// A date written in the source, known to exist.
pub const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date written in the source exists")
}

/// The date so many days later.
pub fn plus(date: NaiveDate, days: u32) -> NaiveDate {
    date + Days::new(days.into())
}

/// The date so many days earlier.
pub fn minus(date: NaiveDate, days: u32) -> NaiveDate {
    date - Days::new(days.into())
}

/// Which days an office works: papers are dated and sent on those.
pub struct WorkingDays {
    holidays: BTreeSet<NaiveDate>,
    made_up: BTreeSet<NaiveDate>,
}

#[derive(Deserialize)]
struct HolidayRow {
    // chrono is built without its serde part.
    date: String,
    day_kind: String,
}

impl WorkingDays {
    /// Reads the list of public holidays and of Saturdays worked in exchange.
    pub fn read() -> Result<Self> {
        let mut days = Self { holidays: BTreeSet::new(), made_up: BTreeSet::new() };
        for row in csv::Reader::from_reader(HOLIDAYS.as_bytes()).deserialize() {
            let row: HolidayRow = row.context("vn-holidays.csv")?;
            let date = row.date.parse().with_context(|| format!("vn-holidays.csv: {}", row.date))?;
            if row.day_kind == "working" {
                days.made_up.insert(date)
            } else {
                days.holidays.insert(date)
            };
        }
        Ok(days)
    }

    fn works(&self, date: NaiveDate) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        self.made_up.contains(&date) || !(weekend || self.holidays.contains(&date))
    }

    /// The date itself if worked, else the last working day before it.
    pub fn on_or_before(&self, mut date: NaiveDate) -> NaiveDate {
        while !self.works(date) {
            date = minus(date, 1);
        }
        date
    }

    /// The date itself if worked, else the first working day after it.
    pub fn on_or_after(&self, mut date: NaiveDate) -> NaiveDate {
        while !self.works(date) {
            date = plus(date, 1);
        }
        date
    }
}
