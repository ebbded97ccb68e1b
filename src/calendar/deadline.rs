//! The last good day for something that a rule sets by the day of a month or in working days.
//!
//! Readings held here: "before 22" excludes the 22nd and "by 22" includes it; a day that its month does not have is the
//! month's last; a roll moves the last good day itself, so that the first late day is always the one after.

use std::fmt;
use std::str::FromStr;

use chrono::{Days as DayCount, NaiveDate};

use super::{Cadence, Interval, Period, WorkingDays, last_day_of_month, month_after, month_before};
use crate::both;
use crate::locale::Text;

/// The most working days after a window that a rule may give: about a year, which working days are counted within.
const MOST_WORKDAYS: u16 = 250;

/// Which month a day of a deadline is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeadlineMonth {
    /// The last month of the period.
    #[default]
    Closing,
    /// The month after the period.
    Next,
}

impl DeadlineMonth {
    pub const ALL: [Self; 2] = [Self::Closing, Self::Next];

    /// The word for it in data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Closing => "closing",
            Self::Next => "next",
        }
    }

    /// The month with this word, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|month| month.word() == word)
    }
}

/// How a rule sets the last good day of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayRule {
    /// Before a day of the month, which is itself too late ("trước ngày 22").
    Before { day: u8, month: DeadlineMonth },
    /// By a day of the month, which is itself still good ("chậm nhất ngày 22").
    By { day: u8, month: DeadlineMonth },
    /// So many working days after the end of the data window, the day after it being the first that can count.
    WorkdaysAfterWindow(u16),
}

/// Why a [`DayRule`] gives no day in any period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayRuleFault {
    /// A day that is not 1 to 31.
    Day(u8),
    /// A number of working days that is not 1 to 250.
    Workdays(u16),
}

impl DayRuleFault {
    /// What is wrong, for people.
    pub fn text(self) -> Text {
        match self {
            Self::Day(day) => no_such_day(u32::from(day)),
            Self::Workdays(count) => both!(
                "số ngày làm việc là {count}; phải từ 1 đến {MOST_WORKDAYS}",
                "the number of working days is {count}; it must be 1 to {MOST_WORKDAYS}"
            ),
        }
    }
}

fn no_such_day(day: u32) -> Text {
    both!("không tháng nào có ngày {day}; ngày từ 1 đến 31", "no month has a day {day}; days are 1 to 31")
}

impl DayRule {
    /// The rule itself if it can be met in some period.
    ///
    /// # Errors
    ///
    /// Days outside 1 to 31; working days outside 1 to 250.
    pub fn check(self) -> Result<Self, DayRuleFault> {
        match self {
            Self::Before { day, .. } | Self::By { day, .. } if !(1..=31).contains(&day) => Err(DayRuleFault::Day(day)),
            Self::WorkdaysAfterWindow(count) if !(1..=MOST_WORKDAYS).contains(&count) => {
                Err(DayRuleFault::Workdays(count))
            }
            rule => Ok(rule),
        }
    }

    /// Whether the rule needs a data window to count from.
    pub fn needs_window(self) -> bool {
        matches!(self, Self::WorkdaysAfterWindow(_))
    }
}

/// What becomes of a last good day that is not worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Roll {
    /// It stands as written.
    #[default]
    None,
    /// It is the last working day before.
    Previous,
    /// It is the first working day after.
    Next,
}

impl Roll {
    pub const ALL: [Self; 3] = [Self::None, Self::Previous, Self::Next];

    /// The word for it in data.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Previous => "previous",
            Self::Next => "next",
        }
    }

    /// The roll with this word, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|roll| roll.word() == word)
    }
}

/// Which month an edge of a data window is in, counted from the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EdgeMonth {
    /// The month before the period's first.
    Previous,
    /// The first month of the period.
    First,
    /// The last month of the period.
    Closing,
    /// The month after the period's last.
    Next,
}

impl EdgeMonth {
    pub const ALL: [Self; 4] = [Self::Previous, Self::First, Self::Closing, Self::Next];

    /// The word for it in data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Previous => "previous",
            Self::First => "first",
            Self::Closing => "closing",
            Self::Next => "next",
        }
    }

    /// The month with this word, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|month| month.word() == word)
    }

    fn of(self, period: Period) -> (i32, u32) {
        let (first, closing) = (period.first_month(), period.closing_month());
        match self {
            Self::Previous => month_before(first.0, first.1),
            Self::First => first,
            Self::Closing => closing,
            Self::Next => month_after(closing.0, closing.1),
        }
    }
}

/// A day of a month at which a data window begins or ends: `15 previous`. Where the month is shorter, its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edge {
    /// 1 to 31.
    pub day: u8,
    pub month: EdgeMonth,
}

/// Why a text is not an [`Edge`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EdgeFault {
    /// It is not a number and a word.
    Form,
    /// A day that is not 1 to 31.
    Day(u32),
    /// A word that names no [`EdgeMonth`].
    Month(String),
}

impl EdgeFault {
    /// What is wrong, for people.
    pub fn text(&self) -> Text {
        let words = EdgeMonth::ALL.map(EdgeMonth::word).join(", ");
        match self {
            Self::Form => both!(
                "mốc được viết gồm ngày và tháng, như “15 previous” ({words})",
                "an edge is written as a day and a month, like “15 previous” ({words})"
            ),
            Self::Day(day) => no_such_day(*day),
            Self::Month(word) => both!("không có tháng “{word}” ({words})", "there is no month “{word}” ({words})"),
        }
    }
}

impl Edge {
    /// The day of this edge for a period; `None` only for a day of 0.
    pub fn of(self, period: Period) -> Option<NaiveDate> {
        let (year, month) = self.month.of(period);
        clamped(year, month, self.day)
    }
}

impl FromStr for Edge {
    type Err = EdgeFault;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let mut words = written.split(' ').filter(|word| !word.is_empty());
        let (Some(day), Some(month), None) = (words.next(), words.next(), words.next()) else {
            return Err(EdgeFault::Form);
        };
        if day.len() > 4 || !day.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(EdgeFault::Form);
        }
        let day: u32 = day.parse().map_err(|_| EdgeFault::Form)?;
        let in_month = u8::try_from(day).ok().filter(|day| (1..=31).contains(day)).ok_or(EdgeFault::Day(day))?;
        let month = EdgeMonth::from_word(month).ok_or_else(|| EdgeFault::Month(month.to_owned()))?;
        Ok(Self { day: in_month, month })
    }
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.day, self.month.word())
    }
}

/// The days whose events a report covers, both edges included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DataWindow {
    pub from: Edge,
    pub until: Edge,
}

/// Why a [`DataWindow`] has no days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowFault {
    /// It ends before it begins.
    Reversed { from: Edge, until: Edge },
}

impl WindowFault {
    /// What is wrong, for people.
    pub fn text(self) -> Text {
        let Self::Reversed { from, until } = self;
        both!(
            "khoảng số liệu kết thúc ({until}) trước khi bắt đầu ({from})",
            "the data window ends ({until}) before it begins ({from})"
        )
    }
}

impl DataWindow {
    /// The window itself if it has days in the periods of a cadence.
    ///
    /// # Errors
    ///
    /// A window that ends before it begins; in the periods of one month `first` and `closing` are one month.
    pub fn check(self, cadence: Cadence) -> Result<Self, WindowFault> {
        let rank = |edge: Edge| match edge.month {
            EdgeMonth::First if cadence.months() == 1 => (EdgeMonth::Closing, edge.day),
            month => (month, edge.day),
        };
        if rank(self.from) <= rank(self.until) {
            Ok(self)
        } else {
            Err(WindowFault::Reversed { from: self.from, until: self.until })
        }
    }

    /// Its days for a period; `None` where it ends before it begins.
    pub fn of(self, period: Period) -> Option<Interval> {
        Interval::new(self.from.of(period)?, Some(self.until.of(period)?))
    }
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// The last good day as the rule has it, before any roll.
    pub as_written: NaiveDate,
    /// The last day on which it is on time, until 24:00.
    pub last_good_day: NaiveDate,
    /// The day after.
    pub first_late_day: NaiveDate,
    /// Whether the last good day was moved to a working day.
    pub rolled: bool,
}

/// The deadline of a period under a rule.
///
/// `None` where there is none: a rule or window that [`DayRule::check`] or [`DataWindow::check`] refuses, working days
/// after a window that is not given, no working day within 400 days.
pub fn last_good_day(
    rule: DayRule,
    window: Option<&DataWindow>,
    period: Period,
    roll: Roll,
    working_days: &WorkingDays,
) -> Option<Deadline> {
    let as_written = match rule.check().ok()? {
        DayRule::By { day, month } => {
            let (year, month) = deadline_month(month, period);
            clamped(year, month, day)?
        }
        // "Before 1" is the last day of the month before; "before 31" of a month of 30 days is the 30th, not the 29th.
        DayRule::Before { day: 1, month } => {
            let (year, month) = deadline_month(month, period);
            NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()?
        }
        DayRule::Before { day, month } => {
            let (year, month) = deadline_month(month, period);
            clamped(year, month, day - 1)?
        }
        DayRule::WorkdaysAfterWindow(count) => working_days.nth_working_day_after(window?.of(period)?.until?, count)?,
    };
    let last_good_day = match roll {
        Roll::None => as_written,
        Roll::Previous => working_days.previous_working_on_or_before(as_written)?,
        Roll::Next => working_days.next_working_on_or_after(as_written)?,
    };
    Some(Deadline {
        as_written,
        last_good_day,
        first_late_day: last_good_day.checked_add_days(DayCount::new(1))?,
        rolled: last_good_day != as_written,
    })
}

fn deadline_month(month: DeadlineMonth, period: Period) -> (i32, u32) {
    match month {
        DeadlineMonth::Closing => EdgeMonth::Closing,
        DeadlineMonth::Next => EdgeMonth::Next,
    }
    .of(period)
}

/// A day of a month, or the month's last day if it has none so late. `None` for day 0.
fn clamped(year: i32, month: u32, day: u8) -> Option<NaiveDate> {
    if day == 0 {
        return None;
    }
    NaiveDate::from_ymd_opt(year, month, day.into()).or_else(|| last_day_of_month(year, month))
}

#[cfg(test)]
mod tests {
    use super::super::day;
    use super::super::working_days::of_2024;
    use super::*;

    const MONTHLY: DayRule = before(22);
    const QUARTERLY: DayRule = before(19);
    const YEARLY: DayRule = before(20);

    const fn before(day: u8) -> DayRule {
        DayRule::Before { day, month: DeadlineMonth::Closing }
    }

    const fn by(day: u8) -> DayRule {
        DayRule::By { day, month: DeadlineMonth::Closing }
    }

    fn due(rule: DayRule, period: &str, roll: Roll) -> Deadline {
        last_good_day(rule, None, period.parse().unwrap(), roll, &of_2024()).unwrap()
    }

    fn due_as_written(rule: DayRule, period: &str) -> NaiveDate {
        let deadline = due(rule, period, Roll::None);
        assert_eq!(deadline.last_good_day, deadline.as_written);
        assert_eq!(deadline.first_late_day, deadline.as_written.succ_opt().unwrap());
        assert!(!deadline.rolled);
        deadline.last_good_day
    }

    #[test]
    fn december_2024_has_three_deadlines() {
        assert_eq!(due_as_written(MONTHLY, "2024-12"), day("2024-12-21"));
        assert_eq!(due_as_written(QUARTERLY, "2024-Q4"), day("2024-12-18"));
        assert_eq!(due_as_written(YEARLY, "2024"), day("2024-12-19"));
    }

    #[test]
    fn the_first_deadlines_of_2024_are_in_february_and_march() {
        assert_eq!(due_as_written(MONTHLY, "2024-02"), day("2024-02-21"));
        assert_eq!(due_as_written(QUARTERLY, "2024-Q1"), day("2024-03-18"));
        assert_eq!(due_as_written(MONTHLY, "2024-03"), day("2024-03-21"));
    }

    #[test]
    fn a_day_that_a_month_does_not_have_is_its_last() {
        assert_eq!(due_as_written(by(31), "2024-04"), day("2024-04-30"));
        assert_eq!(due_as_written(before(31), "2024-04"), day("2024-04-30"));
        assert_eq!(due_as_written(by(30), "2024-02"), day("2024-02-29"));
        assert_eq!(due_as_written(before(30), "2023-02"), day("2023-02-28"));
        assert_eq!(due_as_written(before(31), "2024-05"), day("2024-05-30"));
        assert_eq!(due_as_written(by(31), "2024-05"), day("2024-05-31"));
    }

    #[test]
    fn before_the_first_is_the_last_day_of_the_month_before() {
        assert_eq!(due_as_written(before(1), "2024-03"), day("2024-02-29"));
        assert_eq!(due_as_written(before(1), "2024-01"), day("2023-12-31"));
        let next = DayRule::Before { day: 1, month: DeadlineMonth::Next };
        assert_eq!(due_as_written(next, "2024-12"), day("2024-12-31"));
    }

    #[test]
    fn a_deadline_may_be_in_the_month_after_the_period() {
        let rule = DayRule::By { day: 5, month: DeadlineMonth::Next };
        assert_eq!(due_as_written(rule, "2024-Q4"), day("2025-01-05"));
        assert_eq!(due_as_written(rule, "2024-H1"), day("2024-07-05"));
        assert_eq!(due_as_written(rule, "2024-9M"), day("2024-10-05"));
        assert_eq!(due_as_written(rule, "2999"), day("3000-01-05"));
    }

    #[test]
    fn a_roll_moves_the_last_good_day_and_the_first_late_day_with_it() {
        // 21/12/2024 is a Saturday.
        let back = due(MONTHLY, "2024-12", Roll::Previous);
        assert_eq!((back.as_written, back.last_good_day), (day("2024-12-21"), day("2024-12-20")));
        assert_eq!((back.first_late_day, back.rolled), (day("2024-12-21"), true));
        let on = due(MONTHLY, "2024-12", Roll::Next);
        assert_eq!((on.last_good_day, on.first_late_day), (day("2024-12-23"), day("2024-12-24")));
        // 21/03/2024 is a Thursday.
        assert!(!due(MONTHLY, "2024-03", Roll::Next).rolled);
        // "By 10" in February 2024 is New Year's Day of the lunar calendar.
        assert_eq!(due(by(10), "2024-02", Roll::Previous).last_good_day, day("2024-02-07"));
        assert_eq!(due(by(10), "2024-02", Roll::Next).last_good_day, day("2024-02-15"));
        // A make-up Saturday does not roll.
        assert!(!due(by(4), "2024-05", Roll::Previous).rolled);
    }

    fn window(from: &str, until: &str) -> DataWindow {
        DataWindow { from: from.parse().unwrap(), until: until.parse().unwrap() }
    }

    #[test]
    fn working_days_are_counted_from_the_day_after_the_window() {
        let window = window("15 previous", "14 closing");
        let due = |count, period: &str| {
            let rule = DayRule::WorkdaysAfterWindow(count);
            last_good_day(rule, Some(&window), period.parse().unwrap(), Roll::Next, &of_2024()).unwrap()
        };
        // 14/02/2024 is the last day of the Tết holiday, 15 and 16 are a Thursday and a Friday.
        assert_eq!(due(1, "2024-02").last_good_day, day("2024-02-15"));
        assert_eq!(due(3, "2024-02").last_good_day, day("2024-02-19"));
        // 14/06/2024 is a Friday.
        assert_eq!(due(1, "2024-Q2").last_good_day, day("2024-06-17"));
        // 14/04/2024 is a Sunday; 18/04 is a holiday.
        assert_eq!(due(4, "2024-04").last_good_day, day("2024-04-19"));
        assert!(!due(4, "2024-04").rolled);
    }

    #[test]
    fn a_window_begins_before_its_period_and_ends_in_it() {
        let window = window("15 previous", "14 closing");
        for (period, from, until) in [
            ("2024-01", "2023-12-15", "2024-01-14"),
            ("2024-Q2", "2024-03-15", "2024-06-14"),
            ("2024", "2023-12-15", "2024-12-14"),
        ] {
            let days = Interval { from: day(from), until: Some(day(until)) };
            assert_eq!(window.of(period.parse().unwrap()), Some(days), "{period}");
        }
    }

    #[test]
    fn an_edge_in_a_shorter_month_is_its_last_day() {
        let edges = window("31 previous", "31 closing");
        let days = edges.of("2024-03".parse().unwrap()).unwrap();
        assert_eq!((days.from, days.until), (day("2024-02-29"), Some(day("2024-03-31"))));
        assert_eq!(window("1 first", "31 next").of("2024-Q1".parse().unwrap()).unwrap().until, Some(day("2024-04-30")));
    }

    #[test]
    fn a_window_that_ends_before_it_begins_is_refused() {
        assert!(window("15 previous", "14 closing").check(Cadence::Month).is_ok());
        assert!(window("15 first", "14 closing").check(Cadence::Quarter).is_ok());
        assert!(window("15 first", "14 closing").check(Cadence::Month).is_err());
        assert!(window("15 closing", "14 first").check(Cadence::Year).is_err());
        assert!(window("1 closing", "1 first").check(Cadence::Month).is_ok());
        assert_eq!(window("15 first", "14 closing").of("2024-06".parse().unwrap()), None);
    }

    #[test]
    fn edges_are_read_as_they_are_printed_and_faults_are_named() {
        assert_eq!("15 previous".parse(), Ok(Edge { day: 15, month: EdgeMonth::Previous }));
        for month in EdgeMonth::ALL {
            let edge = Edge { day: 7, month };
            assert_eq!(edge.to_string().parse(), Ok(edge));
        }
        assert_eq!("32 closing".parse::<Edge>(), Err(EdgeFault::Day(32)));
        assert_eq!("0 closing".parse::<Edge>(), Err(EdgeFault::Day(0)));
        assert_eq!("15 last".parse::<Edge>(), Err(EdgeFault::Month("last".into())));
        for written in ["", "15", "previous 15", "15 closing month", "-1 first", "99999999999 first"] {
            assert_eq!(written.parse::<Edge>(), Err(EdgeFault::Form), "{written}");
        }
    }

    #[test]
    fn rules_that_no_calendar_can_meet_are_refused() {
        assert_eq!(before(0).check(), Err(DayRuleFault::Day(0)));
        assert_eq!(by(32).check(), Err(DayRuleFault::Day(32)));
        assert_eq!(DayRule::WorkdaysAfterWindow(0).check(), Err(DayRuleFault::Workdays(0)));
        assert_eq!(DayRule::WorkdaysAfterWindow(251).check(), Err(DayRuleFault::Workdays(251)));
        assert_eq!(before(22).check(), Ok(before(22)));
        let period = "2024-06".parse().unwrap();
        for rule in [before(0), by(32), DayRule::WorkdaysAfterWindow(3)] {
            assert_eq!(last_good_day(rule, None, period, Roll::None, &of_2024()), None);
        }
    }

    #[test]
    fn words_of_data_are_read_back() {
        for roll in Roll::ALL {
            assert_eq!(Roll::from_word(roll.word()), Some(roll));
        }
        for month in DeadlineMonth::ALL {
            assert_eq!(DeadlineMonth::from_word(month.word()), Some(month));
        }
        assert_eq!(Roll::from_word("forward"), None);
    }
}
