//! The figures of a registry on a day: units, seats, people recognised.

use super::Facts;

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
    pub fn of(facts: &Facts<'_>) -> Self {
        let registry = facts.registry;
        let mut totals = Self { not_judged: registry.unread.flawed.len(), ..Self::default() };
        let mut counted = None;
        for history in facts.seats.iter().filter(|history| history.term_on(facts.as_of).is_some()) {
            if counted != Some(history.unit) {
                counted = Some(history.unit);
                totals.units += 1;
            }
            totals.seats_expected += history.expected_on(registry, facts.as_of);
            totals.seats_held += history.held_on(registry, facts.as_of);
            totals.recognized += history
                .holders
                .iter()
                .filter(|officer| {
                    registry.officers[**officer].tenure().contains(facts.as_of)
                        && facts.standings[**officer].recognized_by(facts.as_of).is_some()
                })
                .count();
        }
        totals
    }
}
