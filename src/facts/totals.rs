//! The figures of a registry on a day: units, seats, people recognised; and of a ledger: how many reports stand how.

use std::ops::AddAssign;

use super::Facts;
use super::ledger::{Entry, Verdict};
use super::staffing::SeatHistory;

/// How many there are as of the facts' day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Units that exist and have seats under the regulation then.
    pub units: usize,
    /// Expected seats: of an open seat its holders, at least the minimum.
    pub seats_expected: usize,
    pub seats_held: usize,
    /// Officers in those seats who are recognised.
    pub recognized: usize,
    /// Records left unjudged because of faults in them or in what they stand on.
    pub not_judged: usize,
}

impl Totals {
    /// Of the whole registry.
    pub fn of(facts: &Facts<'_>) -> Self {
        let seats = Self::of_units(facts, |_| true);
        Self { not_judged: facts.registry.unread.flawed.len(), ..seats }
    }

    /// Of the units, by position in the registry, that `is_counted` takes; `not_judged` is left at 0.
    pub fn of_units(facts: &Facts<'_>, is_counted: impl Fn(usize) -> bool) -> Self {
        let mut totals = Self::default();
        let mut counted = None;
        let in_force = facts.seats.iter().filter(|history| history.term_on(facts.as_of).is_some());
        for history in in_force.filter(|history| is_counted(history.unit)) {
            if counted != Some(history.unit) {
                counted = Some(history.unit);
                totals.units += 1;
            }
            totals.count(facts, history);
        }
        totals
    }

    fn count(&mut self, facts: &Facts<'_>, history: &SeatHistory) {
        let registry = facts.registry;
        self.seats_expected += history.expected_on(registry, facts.as_of);
        self.seats_held += history.held_on(registry, facts.as_of);
        let is_recognized = |officer: &&usize| {
            registry.officers[**officer].tenure().contains(facts.as_of)
                && facts.standings[**officer].recognized_by(facts.as_of).is_some()
        };
        self.recognized += history.holders.iter().filter(is_recognized).count();
    }
}

/// How many reports stand how. Every report is counted once: the sum over [`Verdict::ALL`] is the number owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    by_verdict: [usize; Verdict::ALL.len()],
}

impl Tally {
    pub fn of<'e, 'r: 'e>(entries: impl IntoIterator<Item = &'e Entry<'r>>) -> Self {
        let mut tally = Self::default();
        for entry in entries {
            tally.by_verdict[entry.status.verdict() as usize] += 1;
        }
        tally
    }

    pub fn get(&self, verdict: Verdict) -> usize {
        self.by_verdict[verdict as usize]
    }

    /// All that is owed.
    pub fn owed(&self) -> usize {
        self.by_verdict.iter().sum()
    }

    /// Those on time, late or overdue, which alone count for a rate.
    pub fn decided(&self) -> usize {
        self.get(Verdict::OnTime) + self.get(Verdict::Late) + self.get(Verdict::Overdue)
    }

    /// Those for which there is still time.
    pub fn open(&self) -> usize {
        self.get(Verdict::Returned)
            + self.get(Verdict::Extended)
            + self.get(Verdict::DueSoon)
            + self.get(Verdict::NotYetDue)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        for (mine, theirs) in self.by_verdict.iter_mut().zip(other.by_verdict) {
            *mine += theirs;
        }
    }
}
