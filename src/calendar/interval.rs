//! Runs of days, sets of days, and where the number of overlapping runs is this or that.
//!
//! Both ends of a run are days of it. A run without an end goes on for ever; one that ends before it begins has no days.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::both;
use crate::locale::{Text, day as written};

/// A run of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None` for no end.
    pub until: Option<NaiveDate>,
}

impl Interval {
    /// The run from one day to another, or `None` if that has no days.
    pub fn new(from: NaiveDate, until: Option<NaiveDate>) -> Option<Self> {
        let interval = Self { from, until };
        (!interval.is_empty()).then_some(interval)
    }

    /// Every day there is.
    pub fn always() -> Self {
        Self { from: NaiveDate::MIN, until: None }
    }

    /// A single day.
    pub fn one_day(date: NaiveDate) -> Self {
        Self { from: date, until: Some(date) }
    }

    /// Whether it has no days because it ends before it begins.
    pub fn is_empty(self) -> bool {
        self.from > self.end()
    }

    pub fn contains(self, date: NaiveDate) -> bool {
        (self.from..=self.end()).contains(&date)
    }

    /// The day itself if it is one of the run, else the run's first or last day, whichever is nearer.
    pub fn nearest_day(self, date: NaiveDate) -> NaiveDate {
        date.min(self.end()).max(self.from)
    }

    /// The days that two runs have in common; `None` where there are none.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), bounded(self.end().min(other.end())))
    }

    /// Whether two runs have a day in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.intersection(other).is_some()
    }

    /// How many days it has up to and including `as_of`; 0 if it begins later or has none.
    pub fn days_until(self, as_of: NaiveDate) -> i64 {
        ((self.end().min(as_of) - self.from).num_days() + 1).max(0)
    }

    /// In words: `từ ngày 01/03/2024 đến hết ngày 30/09/2024`, `from 01/03/2024 to 30/09/2024`.
    pub fn text(self) -> Text {
        let from = written(self.from);
        match self.until.map(written) {
            None if self.from == NaiveDate::MIN => both!("mọi ngày", "on every day"),
            None => both!("từ ngày {from}", "from {from} on"),
            Some(until) if self.from == NaiveDate::MIN => both!("đến hết ngày {until}", "up to {until}"),
            Some(until) if until == from => both!("ngày {from}", "on {from}"),
            Some(until) => both!("từ ngày {from} đến hết ngày {until}", "from {from} to {until}"),
        }
    }

    /// The last day, which for a run without an end is the last of the calendar.
    fn end(self) -> NaiveDate {
        self.until.unwrap_or(NaiveDate::MAX)
    }
}

/// The last day of the calendar is no end: nothing can be seen behind it.
fn bounded(end: NaiveDate) -> Option<NaiveDate> {
    (end != NaiveDate::MAX).then_some(end)
}

/// A set of days, as runs in order that neither overlap nor touch. Equal sets have equal runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Days(Vec<Interval>);

impl Days {
    /// No day.
    pub fn none() -> Self {
        Self::default()
    }

    /// Every day there is.
    pub fn always() -> Self {
        Interval::always().into()
    }

    /// Its runs, in order; between two of them there is always a day that is not in the set.
    pub fn runs(&self) -> &[Interval] {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its runs in words, one after the other.
    pub fn text(&self) -> Text {
        let runs: Vec<Text> = self.0.iter().map(|run| run.text()).collect();
        let joined = |one: fn(&Text) -> &str| runs.iter().map(one).collect::<Vec<_>>().join("; ");
        Text { vi: joined(|run| &run.vi), en: joined(|run| &run.en) }
    }

    pub fn contains(&self, date: NaiveDate) -> bool {
        self.run_at(date).is_some()
    }

    /// The run that a day is in, or `None`.
    pub fn run_at(&self, date: NaiveDate) -> Option<Interval> {
        let after = self.0.partition_point(|run| run.from <= date);
        let run = *self.0.get(after.checked_sub(1)?)?;
        run.contains(date).then_some(run)
    }

    /// The days that are in either set.
    pub fn union(&self, other: &Self) -> Self {
        self.0.iter().chain(&other.0).copied().collect()
    }

    /// The days that are in both sets.
    pub fn intersection(&self, other: &Self) -> Self {
        let mut common = Vec::new();
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(one), Some(two)) = (mine.peek(), theirs.peek()) {
            common.extend(one.intersection(**two));
            // The run that ends first can meet nothing more.
            if one.end() < two.end() {
                mine.next();
            } else {
                theirs.next();
            }
        }
        Self(common)
    }

    /// The days of this set that are not in the other.
    pub fn without(&self, other: &Self) -> Self {
        self.intersection(&other.complement())
    }

    /// Every day that is not in the set.
    pub fn complement(&self) -> Self {
        let mut gaps = Vec::new();
        let mut from = Some(NaiveDate::MIN);
        for run in &self.0 {
            if let (Some(from), Some(until)) = (from, run.from.pred_opt()) {
                gaps.extend(Interval::new(from, Some(until)));
            }
            from = run.end().succ_opt();
        }
        gaps.extend(from.and_then(|from| Interval::new(from, None)));
        Self(gaps)
    }
}

impl From<Interval> for Days {
    fn from(interval: Interval) -> Self {
        Self::from_iter([interval])
    }
}

impl FromIterator<Interval> for Days {
    /// The days that are in any of the intervals.
    fn from_iter<I: IntoIterator<Item = Interval>>(intervals: I) -> Self {
        let mut sorted: Vec<Interval> = intervals.into_iter().filter(|interval| !interval.is_empty()).collect();
        sorted.sort_unstable_by_key(|interval| interval.from);
        let mut runs = Vec::new();
        for interval in sorted {
            append(&mut runs, interval);
        }
        Self(runs)
    }
}

/// Adds a run that begins no earlier than the last one, joining the two if no day lies between.
fn append(runs: &mut Vec<Interval>, run: Interval) {
    match runs.last_mut() {
        Some(last) if last.end().succ_opt().is_none_or(|after| run.from <= after) => {
            last.until = bounded(last.end().max(run.end()));
        }
        _ => runs.push(Interval { from: run.from, until: bounded(run.end()) }),
    }
}

/// The longest runs of days of `domain` on which the number of `intervals` that contain the day passes the test, in order.
/// A run goes on while the test is passed, even where the number or the intervals themselves change.
pub fn runs_where(intervals: &[Interval], domain: &Days, test: impl Fn(usize) -> bool) -> Vec<Interval> {
    // On each of these days the number changes: so many intervals begin, so many ended the day before.
    let mut changes: BTreeMap<NaiveDate, (usize, usize)> = BTreeMap::new();
    for interval in intervals.iter().filter(|interval| !interval.is_empty()) {
        changes.entry(interval.from).or_default().0 += 1;
        if let Some(after) = interval.end().succ_opt() {
            changes.entry(after).or_default().1 += 1;
        }
    }
    let mut changes = changes.into_iter().peekable();
    let mut count = 0;
    let mut found = Vec::new();
    for run in domain.runs() {
        let mut from = run.from;
        loop {
            while let Some((_, (begun, ended))) = changes.next_if(|(date, _)| *date <= from) {
                count = count + begun - ended;
            }
            let next = changes.peek().map(|(date, _)| *date).filter(|date| run.contains(*date));
            let until = next.and_then(|date| date.pred_opt()).or(run.until);
            if test(count) {
                append(&mut found, Interval { from, until });
            }
            match next {
                Some(date) => from = date,
                None => break,
            }
        }
    }
    found
}

/// The positions of the intervals that contain a day.
pub fn covering(intervals: &[Interval], date: NaiveDate) -> impl Iterator<Item = usize> {
    intervals.iter().enumerate().filter(move |(_, interval)| interval.contains(date)).map(|(position, _)| position)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::super::day;
    use super::*;

    fn interval(from: &str, until: &str) -> Interval {
        Interval { from: day(from), until: (!until.is_empty()).then(|| day(until)) }
    }

    #[test]
    fn both_ends_are_in() {
        let month = interval("2024-09-01", "2024-09-30");
        assert!(month.contains(day("2024-09-01")) && month.contains(day("2024-09-30")));
        assert!(!month.contains(day("2024-08-31")) && !month.contains(day("2024-10-01")));
        assert_eq!(month.days_until(day("2024-09-30")), 30);
        assert_eq!(month.days_until(day("2024-09-01")), 1);
        assert_eq!(month.days_until(day("2024-08-31")), 0);
        assert_eq!(month.days_until(day("2025-01-01")), 30);
    }

    #[test]
    fn the_nearest_day_of_a_run_is_in_it() {
        let month = interval("2024-09-01", "2024-09-30");
        assert_eq!(month.nearest_day(day("2024-09-10")), day("2024-09-10"));
        assert_eq!(month.nearest_day(day("2024-08-31")), day("2024-09-01"));
        assert_eq!(month.nearest_day(day("2024-10-01")), day("2024-09-30"));
    }

    #[test]
    fn a_run_without_an_end_or_a_beginning_is_told_so() {
        let told = |run: Interval| (run.text().vi, run.text().en);
        let both = |vi: &str, en: &str| (vi.to_owned(), en.to_owned());
        assert_eq!(told(interval("2024-09-01", "")), both("từ ngày 01/09/2024", "from 01/09/2024 on"));
        assert_eq!(told(Interval::one_day(day("2024-09-01"))), both("ngày 01/09/2024", "on 01/09/2024"));
        let before = Interval { from: NaiveDate::MIN, until: Some(day("2024-09-01")) };
        assert_eq!(told(before), both("đến hết ngày 01/09/2024", "up to 01/09/2024"));
        let days: Days = [before, interval("2024-10-01", "2024-10-31")].into_iter().collect();
        assert_eq!(days.text().en, "up to 01/09/2024; from 01/10/2024 to 31/10/2024");
    }

    #[test]
    fn a_run_that_ends_before_it_begins_has_no_days() {
        let reversed = interval("2024-09-30", "2024-09-01");
        assert!(reversed.is_empty());
        assert_eq!(Interval::new(reversed.from, reversed.until), None);
        assert!(Days::from(reversed).is_empty());
        assert_eq!(reversed.days_until(day("2025-01-01")), 0);
    }

    #[test]
    fn runs_that_touch_are_one() {
        let days: Days =
            [interval("2024-03-01", "2024-03-31"), interval("2024-01-01", "2024-02-29"), interval("2024-06-01", "")]
                .into_iter()
                .collect();
        assert_eq!(days.runs(), [interval("2024-01-01", "2024-03-31"), interval("2024-06-01", "")]);
        assert_eq!(days.run_at(day("2024-02-29")), Some(interval("2024-01-01", "2024-03-31")));
        assert_eq!(days.run_at(day("2024-05-31")), None);
    }

    #[test]
    fn what_is_always_less_what_is_never_is_always() {
        assert_eq!(Days::always().without(&Days::none()), Days::always());
        assert_eq!(Days::always().complement(), Days::none());
        assert_eq!(Days::none().complement(), Days::always());
    }

    #[test]
    fn a_gap_is_not_cut_where_the_number_changes() {
        // Wanted: two. Two until March, one in April, none in May, one from June, two from July.
        let posts = [
            interval("2024-01-01", "2024-04-30"),
            interval("2024-01-01", "2024-03-31"),
            interval("2024-06-01", ""),
            interval("2024-07-01", ""),
        ];
        let domain = Days::from(interval("2024-02-22", ""));
        assert_eq!(runs_where(&posts, &domain, |count| count < 2), [interval("2024-04-01", "2024-06-30")]);
        assert_eq!(runs_where(&posts, &domain, |count| count > 2), []);
        assert_eq!(covering(&posts, day("2024-06-15")).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn successors_from_the_next_day_leave_no_gap_and_overlap_on_no_day() {
        let posts = [interval("2024-01-01", "2024-09-30"), interval("2024-10-01", "")];
        let domain = Days::from(interval("2024-02-22", "2025-06-30"));
        assert_eq!(runs_where(&posts, &domain, |count| count != 1), []);
        let late = [posts[0], interval("2024-09-30", "")];
        assert_eq!(runs_where(&late, &domain, |count| count > 1), [Interval::one_day(day("2024-09-30"))]);
    }

    #[test]
    fn nobody_is_missed_outside_the_domain() {
        let domain: Days =
            [interval("2024-02-22", "2024-03-31"), interval("2024-06-01", "2025-06-30")].into_iter().collect();
        assert_eq!(runs_where(&[], &domain, |count| count < 1), domain.runs());
    }

    const SPAN: i64 = 40;

    fn nth(number: i64) -> NaiveDate {
        day("2024-01-01") + TimeDelta::days(number)
    }

    fn any_interval() -> impl Strategy<Value = Interval> {
        (0..SPAN, proptest::option::of(0..SPAN))
            .prop_map(|(from, until)| Interval { from: nth(from), until: until.map(nth) })
    }

    fn any_intervals() -> impl Strategy<Value = Vec<Interval>> {
        proptest::collection::vec(any_interval(), 0..7)
    }

    /// The days around the span, one by one: the independent count.
    fn every_day() -> impl Iterator<Item = NaiveDate> {
        (-2..SPAN + 2).map(nth)
    }

    fn is_well_formed(runs: &[Interval]) -> bool {
        runs.iter().all(|run| !run.is_empty())
            && runs.windows(2).all(|pair| pair[0].until.is_some_and(|until| until.succ_opt().unwrap() < pair[1].from))
    }

    proptest! {
        #[test]
        fn sets_agree_with_a_count_day_by_day(one in any_intervals(), other in any_intervals()) {
            let (a, b): (Days, Days) = (one.iter().copied().collect(), other.iter().copied().collect());
            let (union, both, less, none) = (a.union(&b), a.intersection(&b), a.without(&b), a.complement());
            for set in [&a, &b, &union, &both, &less, &none] {
                prop_assert!(is_well_formed(set.runs()), "{set:?}");
            }
            for date in every_day() {
                let in_a = one.iter().any(|interval| interval.contains(date));
                let in_b = other.iter().any(|interval| interval.contains(date));
                prop_assert_eq!(a.contains(date), in_a);
                prop_assert_eq!(union.contains(date), in_a || in_b);
                prop_assert_eq!(both.contains(date), in_a && in_b);
                prop_assert_eq!(less.contains(date), in_a && !in_b);
                prop_assert_eq!(none.contains(date), !in_a);
            }
            prop_assert_eq!(a.complement().complement(), a);
        }

        #[test]
        fn runs_agree_with_a_count_day_by_day(
            intervals in any_intervals(), domain in any_intervals(), least in 0..4usize, most in 0..4usize
        ) {
            let domain: Days = domain.into_iter().collect();
            let test = |count: usize| count < least || count > most;
            let runs = runs_where(&intervals, &domain, test);
            prop_assert!(is_well_formed(&runs), "{runs:?}");
            for date in every_day() {
                let count = intervals.iter().filter(|interval| interval.contains(date)).count();
                prop_assert_eq!(covering(&intervals, date).count(), count);
                let wanted = domain.contains(date) && test(count);
                prop_assert_eq!(runs.iter().any(|run| run.contains(date)), wanted, "{} {:?}", date, runs);
            }
        }

        #[test]
        fn two_runs_overlap_where_they_share_a_day(one in any_interval(), other in any_interval()) {
            let shared = every_day().any(|date| one.contains(date) && other.contains(date));
            prop_assert_eq!(one.overlaps(other), shared);
        }
    }
}
