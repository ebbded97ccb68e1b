//! Which days are worked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

/// How many days are looked at before giving up. More than a year, so that only a calendar in which next to nothing is
/// worked, or an absurd number of days asked for, finds no answer.
const MOST_DAYS: usize = 400;

/// Public holidays and the days worked in exchange for others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// Days off, with their names.
    pub holidays: BTreeMap<NaiveDate, String>,
    /// Make-up days, worked whatever else they are.
    pub worked: BTreeSet<NaiveDate>,
}

impl WorkingDays {
    /// Whether a day is worked: a make-up day always, else any day but Saturdays, Sundays and holidays.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.worked.contains(&date)
            || !(matches!(date.weekday(), Weekday::Sat | Weekday::Sun) || self.holidays.contains_key(&date))
    }

    /// Whether any holiday of a year is known. Every year has some, so a year without is one nobody has filled in.
    pub fn has_holidays_in(&self, year: i32) -> bool {
        let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
        first.zip(last).is_some_and(|(first, last)| self.holidays.range(first..=last).next().is_some())
    }

    /// The day itself if it is worked, else the last working day before it. `None` if there is none within 400 days.
    pub fn previous_working_on_or_before(&self, date: NaiveDate) -> Option<NaiveDate> {
        std::iter::successors(Some(date), NaiveDate::pred_opt).take(MOST_DAYS).find(|day| self.is_working(*day))
    }

    /// The day itself if it is worked, else the first working day after it. `None` if there is none within 400 days.
    pub fn next_working_on_or_after(&self, date: NaiveDate) -> Option<NaiveDate> {
        std::iter::successors(Some(date), NaiveDate::succ_opt).take(MOST_DAYS).find(|day| self.is_working(*day))
    }

    /// The `n`th working day after a day, which is not itself counted: the first is the next day if that is worked.
    /// `None` for an `n` of 0 and where the answer is more than 400 days away.
    pub fn nth_working_day_after(&self, date: NaiveDate, n: u16) -> Option<NaiveDate> {
        let before = usize::from(n).checked_sub(1)?;
        std::iter::successors(date.succ_opt(), NaiveDate::succ_opt)
            .take(MOST_DAYS)
            .filter(|day| self.is_working(*day))
            .nth(before)
    }
}

/// The holidays and make-up days of 2024, for the tests of this module and its neighbours.
#[cfg(test)]
pub(super) fn of_2024() -> WorkingDays {
    use super::day;
    let tet = (8..=14).map(|number| (NaiveDate::from_ymd_opt(2024, 2, number).unwrap(), "Tết Nguyên đán"));
    let others = [
        ("2024-01-01", "Tết Dương lịch"),
        ("2024-04-18", "Giỗ Tổ Hùng Vương"),
        ("2024-04-29", "nghỉ thay ngày 04/05"),
        ("2024-04-30", "Ngày Chiến thắng"),
        ("2024-05-01", "Quốc tế Lao động"),
        ("2024-09-02", "Quốc khánh"),
        ("2024-09-03", "Quốc khánh"),
    ];
    WorkingDays {
        holidays: tet
            .chain(others.map(|(date, name)| (day(date), name)))
            .map(|(date, name)| (date, name.to_owned()))
            .collect(),
        worked: [day("2024-05-04")].into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::day;
    use super::*;

    #[test]
    fn tet_2024_is_seven_days_off() {
        let calendar = of_2024();
        assert!(calendar.is_working(day("2024-02-07")));
        assert!((8..=14).all(|number| !calendar.is_working(NaiveDate::from_ymd_opt(2024, 2, number).unwrap())));
        assert!(calendar.is_working(day("2024-02-15")));
        assert_eq!(calendar.previous_working_on_or_before(day("2024-02-14")), Some(day("2024-02-07")));
        assert_eq!(calendar.next_working_on_or_after(day("2024-02-08")), Some(day("2024-02-15")));
        assert_eq!(calendar.nth_working_day_after(day("2024-02-07"), 1), Some(day("2024-02-15")));
        assert_eq!(calendar.nth_working_day_after(day("2024-02-07"), 3), Some(day("2024-02-19")));
    }

    #[test]
    fn a_make_up_saturday_is_worked_and_the_monday_it_stands_for_is_not() {
        let calendar = of_2024();
        assert!(calendar.is_working(day("2024-05-04")));
        assert!(!calendar.is_working(day("2024-04-29")));
        assert!(!calendar.is_working(day("2024-04-27")));
        assert_eq!(calendar.nth_working_day_after(day("2024-04-26"), 3), Some(day("2024-05-04")));
    }

    #[test]
    fn a_make_up_day_is_worked_even_if_it_is_listed_as_a_holiday() {
        let mut calendar = of_2024();
        calendar.worked.insert(day("2024-09-02"));
        assert!(calendar.is_working(day("2024-09-02")));
    }

    #[test]
    fn a_working_day_stays_where_it_is() {
        let calendar = of_2024();
        assert_eq!(calendar.previous_working_on_or_before(day("2024-03-21")), Some(day("2024-03-21")));
        assert_eq!(calendar.next_working_on_or_after(day("2024-03-21")), Some(day("2024-03-21")));
    }

    #[test]
    fn the_zeroth_working_day_is_no_day_and_a_calendar_without_work_has_an_end() {
        let mut calendar = of_2024();
        assert_eq!(calendar.nth_working_day_after(day("2024-03-21"), 0), None);
        assert_eq!(calendar.nth_working_day_after(day("2024-03-21"), u16::MAX), None);
        calendar.holidays =
            day("2020-01-01").iter_days().take(4000).map(|date| (date, "không ai làm việc".to_owned())).collect();
        calendar.worked.clear();
        assert_eq!(calendar.next_working_on_or_after(day("2024-03-21")), None);
        assert_eq!(calendar.previous_working_on_or_before(day("2024-03-21")), None);
        assert_eq!(WorkingDays::default().next_working_on_or_after(NaiveDate::MAX), Some(NaiveDate::MAX));
    }

    #[test]
    fn a_year_without_holidays_is_seen() {
        assert!(of_2024().has_holidays_in(2024));
        assert!(!of_2024().has_holidays_in(2025));
    }
}
