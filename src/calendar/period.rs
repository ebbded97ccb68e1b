//! Periods of reporting, as values: `2024-06`, `2024-Q2`, `2024-H1`, `2024-9M`, `2024`.

use std::cmp::Ordering;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::{last_day_of_month, month_after};
use crate::both;
use crate::locale::{Language, Text};

/// The years that a period may have. Wide enough for any register, narrow enough to catch a slip of the keyboard.
pub const YEARS: RangeInclusive<i32> = 1900..=2999;

/// How often something recurs, which is also how long its periods are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cadence {
    Month,
    Quarter,
    HalfYear,
    /// January to September, once a year.
    NineMonths,
    Year,
}

impl Cadence {
    /// Every cadence, the shortest first.
    pub const ALL: [Self; 5] = [Self::Month, Self::Quarter, Self::HalfYear, Self::NineMonths, Self::Year];

    /// The word for it in data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half-year",
            Self::NineMonths => "nine-months",
            Self::Year => "year",
        }
    }

    /// How many months a period has.
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::NineMonths => 9,
            Self::Year => 12,
        }
    }

    /// How many periods a year has.
    pub fn periods_a_year(self) -> u32 {
        12 / self.months()
    }

    /// What people call a period of it: `quý`, `quarter`.
    pub fn text(self) -> Text {
        let (vi, en) = match self {
            Self::Month => ("tháng", "month"),
            Self::Quarter => ("quý", "quarter"),
            Self::HalfYear => ("6 tháng", "half-year"),
            Self::NineMonths => ("9 tháng", "nine months"),
            Self::Year => ("năm", "year"),
        };
        Text { vi: vi.to_owned(), en: en.to_owned() }
    }
}

impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A word that names no [`Cadence`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCadence(pub String);

impl UnknownCadence {
    /// What is wrong, for people.
    pub fn text(&self) -> Text {
        let (word, words) = (&self.0, Cadence::ALL.map(Cadence::word).join(", "));
        both!("“{word}” không phải là một chu kỳ ({words})", "“{word}” is not a cadence ({words})")
    }
}

impl FromStr for Cadence {
    type Err = UnknownCadence;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|cadence| cadence.word() == word).ok_or_else(|| UnknownCadence(word.to_owned()))
    }
}

/// One period of a cadence, in a year of [`YEARS`].
///
/// Periods stand in the order in which they end; of those that end on one day the shorter is first: March, the first
/// quarter; December, the fourth quarter, the second half, the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    cadence: Cadence,
    year: i32,
    /// Which of the year's periods of this cadence, from 1.
    number: u32,
}

impl Period {
    /// The `number`th period of a year, from 1; `None` where there is none.
    pub fn new(cadence: Cadence, year: i32, number: u32) -> Option<Self> {
        let exists = YEARS.contains(&year) && (1..=cadence.periods_a_year()).contains(&number);
        exists.then_some(Self { cadence, year, number })
    }

    /// The period of a cadence in which a day lies. `None` outside [`YEARS`], and for nine months from October on.
    pub fn containing(cadence: Cadence, date: NaiveDate) -> Option<Self> {
        Self::new(cadence, date.year(), date.month0() / cadence.months() + 1)
    }

    pub fn cadence(self) -> Cadence {
        self.cadence
    }

    pub fn year(self) -> i32 {
        self.year
    }

    /// Which of the year's periods of its cadence it is, from 1.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Its first month, as year and month (1 to 12).
    pub fn first_month(self) -> (i32, u32) {
        (self.year, (self.number - 1) * self.cadence.months() + 1)
    }

    /// Its last month, as year and month (1 to 12).
    pub fn closing_month(self) -> (i32, u32) {
        (self.year, self.number * self.cadence.months())
    }

    pub fn first_day(self) -> NaiveDate {
        let (year, month) = self.first_month();
        NaiveDate::from_ymd_opt(year, month, 1).expect("a period has months and years that exist")
    }

    pub fn last_day(self) -> NaiveDate {
        let (year, month) = self.closing_month();
        last_day_of_month(year, month).expect("a period has months and years that exist")
    }

    pub fn contains(self, date: NaiveDate) -> bool {
        (self.first_day()..=self.last_day()).contains(&date)
    }

    /// The period of the same cadence after it; `None` after the last of [`YEARS`].
    pub fn next(self) -> Option<Self> {
        Self::new(self.cadence, self.year, self.number + 1).or_else(|| Self::new(self.cadence, self.year + 1, 1))
    }

    /// The period of the same cadence before it; `None` before the first of [`YEARS`].
    pub fn previous(self) -> Option<Self> {
        Self::new(self.cadence, self.year, self.number - 1)
            .or_else(|| Self::new(self.cadence, self.year - 1, self.cadence.periods_a_year()))
    }

    /// What people call it: `Quý II/2024`, `Q2 2024`.
    pub fn label(self, language: Language) -> String {
        let Self { cadence, year, number } = self;
        let which = usize::try_from(number - 1).unwrap_or_default();
        match (cadence, language) {
            (Cadence::Month, Language::Vi) => format!("Tháng {number:02}/{year}"),
            (Cadence::Month, Language::En) => format!("{} {year}", MONTHS[which]),
            (Cadence::Quarter, Language::Vi) => format!("Quý {}/{year}", ["I", "II", "III", "IV"][which]),
            (Cadence::Quarter, Language::En) => format!("Q{number} {year}"),
            (Cadence::HalfYear, Language::Vi) => format!("6 tháng {} năm {year}", ["đầu", "cuối"][which]),
            (Cadence::HalfYear, Language::En) => format!("{} half of {year}", ["First", "Second"][which]),
            (Cadence::NineMonths, Language::Vi) => format!("9 tháng năm {year}"),
            (Cadence::NineMonths, Language::En) => format!("First nine months of {year}"),
            (Cadence::Year, Language::Vi) => format!("Năm {year}"),
            (Cadence::Year, Language::En) => format!("Year {year}"),
        }
    }

    /// Its [`label`](Self::label) in both languages.
    pub fn text(self) -> Text {
        Text { vi: self.label(Language::Vi), en: self.label(Language::En) }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |period: &Self| (period.closing_month(), period.cadence.months());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cadence, year, number } = *self;
        f.pad(&match cadence {
            Cadence::Month => format!("{year}-{number:02}"),
            Cadence::Quarter => format!("{year}-Q{number}"),
            Cadence::HalfYear => format!("{year}-H{number}"),
            Cadence::NineMonths => format!("{year}-9M"),
            Cadence::Year => format!("{year}"),
        })
    }
}

/// Why a text is not a [`Period`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodFault {
    /// It has none of the five forms.
    Form,
    /// A year outside [`YEARS`].
    Year(i32),
    /// A month that is not 01 to 12.
    Month(u32),
    /// A quarter that is not Q1 to Q4.
    Quarter(u32),
    /// A half-year that is not H1 or H2.
    HalfYear(u32),
    /// A number of months other than 9.
    Months(u32),
}

impl PeriodFault {
    /// What is wrong, for people.
    pub fn text(self) -> Text {
        let (first, last) = (YEARS.start(), YEARS.end());
        match self {
            Self::Form => both!(
                "kỳ được viết như 2024-06, 2024-Q2, 2024-H1, 2024-9M hoặc 2024",
                "a period is written like 2024-06, 2024-Q2, 2024-H1, 2024-9M or 2024"
            ),
            Self::Year(year) => both!(
                "năm {year} nằm ngoài khoảng {first} đến {last}",
                "the year {year} is not between {first} and {last}"
            ),
            Self::Month(month) => {
                both!(
                    "không có tháng {month:02}; tháng từ 01 đến 12",
                    "there is no month {month:02}; months are 01 to 12"
                )
            }
            Self::Quarter(quarter) => {
                both!(
                    "không có quý {quarter}; quý từ Q1 đến Q4",
                    "there is no quarter {quarter}; quarters are Q1 to Q4"
                )
            }
            Self::HalfYear(half) => both!(
                "không có nửa năm thứ {half}; chỉ có H1 và H2",
                "there is no half-year {half}; there are H1 and H2"
            ),
            Self::Months(months) => both!(
                "không có kỳ {months} tháng viết như vậy; chỉ có 9M",
                "no period of {months} months is written so; there is only 9M"
            ),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodFault;

    /// Reads one of the five forms exactly as they are printed.
    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let (year, part) = written.split_once('-').map_or((written, None), |(year, part)| (year, Some(part)));
        let year = digits(year).filter(|_| year.len() == 4).ok_or(PeriodFault::Form)?;
        let (cadence, number, fault) = read_part(part).ok_or(PeriodFault::Form)?;
        let year = i32::try_from(year).unwrap_or(i32::MAX);
        if !YEARS.contains(&year) {
            return Err(PeriodFault::Year(year));
        }
        fault.map_or_else(|| Self::new(cadence, year, number).ok_or(PeriodFault::Form), Err)
    }
}

/// What stands behind the year: cadence, number, and what is wrong with the number. `None` if it has no known form.
fn read_part(part: Option<&str>) -> Option<(Cadence, u32, Option<PeriodFault>)> {
    let Some(part) = part else { return Some((Cadence::Year, 1, None)) };
    let (cadence, number, fault): (_, _, fn(u32) -> PeriodFault) = if let Some(quarter) = part.strip_prefix('Q') {
        (Cadence::Quarter, digits(quarter).filter(|_| quarter.len() == 1)?, PeriodFault::Quarter)
    } else if let Some(half) = part.strip_prefix('H') {
        (Cadence::HalfYear, digits(half).filter(|_| half.len() == 1)?, PeriodFault::HalfYear)
    } else if let Some(months) = part.strip_suffix('M') {
        let months = digits(months).filter(|_| !months.starts_with('0'))?;
        return Some((Cadence::NineMonths, 1, (months != 9).then_some(PeriodFault::Months(months))));
    } else {
        (Cadence::Month, digits(part).filter(|_| part.len() == 2)?, PeriodFault::Month)
    };
    let exists = (1..=cadence.periods_a_year()).contains(&number);
    Some((cadence, number, (!exists).then(|| fault(number))))
}

/// One to four ASCII digits as a number.
fn digits(text: &str) -> Option<u32> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The periods of a cadence whose closing month is the month of `from`, that of `until` or one between, in order.
/// None before or after [`YEARS`], and none if the month of `until` is before that of `from`.
pub fn periods_between(cadence: Cadence, from: NaiveDate, until: NaiveDate) -> impl Iterator<Item = Period> {
    let first_year = from.year().max(*YEARS.start());
    let bounds = (from.year(), from.month())..month_after(until.year(), until.month());
    std::iter::successors(Period::new(cadence, first_year, 1), |period| period.next())
        .skip_while({
            let start = bounds.start;
            move |period| period.closing_month() < start
        })
        .take_while(move |period| period.closing_month() < bounds.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::day;
    use super::*;

    fn period(written: &str) -> Period {
        written.parse().unwrap()
    }

    #[test]
    fn every_form_is_read_and_printed_alike() {
        for (written, first, last) in [
            ("2024-06", "2024-06-01", "2024-06-30"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024-12", "2024-12-01", "2024-12-31"),
            ("2024-Q1", "2024-01-01", "2024-03-31"),
            ("2024-Q4", "2024-10-01", "2024-12-31"),
            ("2024-H1", "2024-01-01", "2024-06-30"),
            ("2024-H2", "2024-07-01", "2024-12-31"),
            ("2024-9M", "2024-01-01", "2024-09-30"),
            ("2024", "2024-01-01", "2024-12-31"),
        ] {
            assert_eq!(period(written).to_string(), written);
            assert_eq!((period(written).first_day(), period(written).last_day()), (day(first), day(last)), "{written}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_period_is_said() {
        for (written, fault) in [
            ("2024-13", PeriodFault::Month(13)),
            ("2024-00", PeriodFault::Month(0)),
            ("2024-Q5", PeriodFault::Quarter(5)),
            ("2024-H3", PeriodFault::HalfYear(3)),
            ("2024-6M", PeriodFault::Months(6)),
            ("1899", PeriodFault::Year(1899)),
            ("3000-Q1", PeriodFault::Year(3000)),
            ("0024-06", PeriodFault::Year(24)),
        ] {
            assert_eq!(written.parse::<Period>(), Err(fault), "{written}");
        }
        for written in [
            "",
            "24-06",
            "2024-6",
            "2024-q2",
            "2024/06",
            "2024-",
            "2024-Q",
            "2024-06-01",
            "2024-09M",
            "２０２４",
            "+202",
        ] {
            assert_eq!(written.parse::<Period>(), Err(PeriodFault::Form), "{written}");
        }
    }

    #[test]
    fn cadences_have_words() {
        for cadence in Cadence::ALL {
            assert_eq!(cadence.to_string().parse(), Ok(cadence));
        }
        assert_eq!("Month".parse::<Cadence>(), Err(UnknownCadence("Month".into())));
        assert!(UnknownCadence("week".into()).text().en.contains("half-year"));
    }

    #[test]
    fn people_read_periods_in_their_language() {
        for (written, vi, en) in [
            ("2024-06", "Tháng 06/2024", "June 2024"),
            ("2024-Q2", "Quý II/2024", "Q2 2024"),
            ("2024-H1", "6 tháng đầu năm 2024", "First half of 2024"),
            ("2024-H2", "6 tháng cuối năm 2024", "Second half of 2024"),
            ("2024-9M", "9 tháng năm 2024", "First nine months of 2024"),
            ("2024", "Năm 2024", "Year 2024"),
        ] {
            assert_eq!(period(written).text(), Text { vi: vi.into(), en: en.into() });
        }
    }

    #[test]
    fn a_period_has_neighbours_except_at_the_ends_of_time() {
        assert_eq!(period("2024-12").next(), Some(period("2025-01")));
        assert_eq!(period("2024-Q1").previous(), Some(period("2023-Q4")));
        assert_eq!(period("2024-9M").next(), Some(period("2025-9M")));
        assert_eq!(period("2999").next(), None);
        assert_eq!(period("1900-01").previous(), None);
    }

    #[test]
    fn a_day_from_october_on_is_in_no_nine_months() {
        assert_eq!(Period::containing(Cadence::NineMonths, day("2024-09-30")), Some(period("2024-9M")));
        assert_eq!(Period::containing(Cadence::NineMonths, day("2024-10-01")), None);
        assert_eq!(Period::containing(Cadence::Quarter, day("2024-10-01")), Some(period("2024-Q4")));
    }

    #[test]
    fn periods_stand_by_their_end_then_by_length() {
        let order = ["2024-03", "2024-Q1", "2024-06", "2024-H1", "2024-09", "2024-Q3", "2024-9M", "2024-12", "2024-Q4"]
            .map(period)
            .into_iter()
            .chain([period("2024-H2"), period("2024"), period("2025-01")]);
        assert!(order.is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn periods_between_two_days_close_in_the_months_of_those_days_or_between() {
        let between = |cadence, from, until| {
            periods_between(cadence, day(from), day(until)).map(|period| period.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(between(Cadence::Month, "2024-02-22", "2024-04-01"), ["2024-02", "2024-03", "2024-04"]);
        assert_eq!(between(Cadence::Quarter, "2024-02-22", "2024-12-31"), ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]);
        assert_eq!(between(Cadence::Quarter, "2024-04-01", "2024-08-31"), ["2024-Q2"]);
        assert_eq!(between(Cadence::NineMonths, "2024-10-01", "2026-09-01"), ["2025-9M", "2026-9M"]);
        assert_eq!(between(Cadence::Year, "2024-02-22", "2024-11-30"), [""; 0]);
        assert_eq!(between(Cadence::Month, "2024-04-30", "2024-03-01"), [""; 0]);
        assert_eq!(between(Cadence::Year, "0001-01-01", "1901-12-01"), ["1900", "1901"]);
        assert_eq!(between(Cadence::Year, "2998-01-01", "9999-12-31"), ["2998", "2999"]);
    }

    fn any_period() -> impl Strategy<Value = Period> {
        (0..5usize, YEARS, 0..12u32).prop_map(|(cadence, year, number)| {
            let cadence = Cadence::ALL[cadence];
            Period::new(cadence, year, number % cadence.periods_a_year() + 1).unwrap()
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(period in any_period()) {
            prop_assert_eq!(period.to_string().parse(), Ok(period));
        }

        #[test]
        fn a_period_contains_its_days_and_ends_before_the_next(period in any_period()) {
            for date in [period.first_day(), period.last_day()] {
                prop_assert_eq!(Period::containing(period.cadence(), date), Some(period));
            }
            if let Some(next) = period.next() {
                prop_assert!(period < next && period.last_day() < next.first_day());
                prop_assert_eq!(next.previous(), Some(period));
            }
        }

        #[test]
        fn the_order_is_that_of_last_days_and_lengths(one in any_period(), other in any_period()) {
            let key = |period: Period| (period.last_day(), (period.last_day() - period.first_day()).num_days());
            prop_assert_eq!(one.cmp(&other), key(one).cmp(&key(other)));
        }

        #[test]
        fn no_text_makes_the_reader_fail(written in "\\PC{0,8}|[0-9]{4}-[QHM0-9]{0,3}") {
            if let Ok(period) = written.parse::<Period>() {
                prop_assert_eq!(period.to_string(), written);
            }
        }
    }
}
