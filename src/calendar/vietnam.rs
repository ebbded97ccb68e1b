//! The day it is in Vietnam.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// The day in Vietnam at an instant: UTC+7 all year round, whatever the time zone of the machine.
pub fn vietnam_day(utc: DateTime<Utc>) -> NaiveDate {
    // Vietnam keeps no daylight saving time; only the last seven hours of chrono's calendar overflow.
    utc.naive_utc().checked_add_signed(TimeDelta::hours(7)).map_or(NaiveDate::MAX, |local| local.date())
}

#[cfg(test)]
mod tests {
    use super::super::day;
    use super::*;

    #[test]
    fn the_day_turns_at_17_utc_in_winter_and_in_summer() {
        for (utc, vietnam) in [
            ("2024-03-21T16:59:59Z", "2024-03-21"),
            ("2024-03-21T17:00:00Z", "2024-03-22"),
            ("2024-07-21T16:59:59Z", "2024-07-21"),
            ("2024-07-21T17:00:00Z", "2024-07-22"),
        ] {
            assert_eq!(vietnam_day(utc.parse().unwrap()), day(vietnam), "{utc}");
        }
    }

    #[test]
    fn the_end_of_the_calendar_does_not_overflow() {
        assert_eq!(vietnam_day(DateTime::<Utc>::MAX_UTC), NaiveDate::MAX);
    }
}
