//! What differs between two registries judged as of one day: the same one at two revisions, mostly.
//!
//! Records are known by what they are about, not by where they stand, so moved lines and renamed files change nothing.
//! Nothing is concluded from the absence of a record that may be among those one side could not read: such a change is
//! only counted ([`Changes::unclear`]). Nothing here knows where the two registries come from.

mod decisions;
mod people;
mod reports;
mod seats;
mod undecided;

pub use decisions::{DecisionChange, DecisionTurn};
pub use people::{PersonChange, Turn};
pub use reports::{ReportChange, ReportTurn};
pub use seats::{SeatChange, SeatTurn};
pub use undecided::{Lack, Undecided};

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use super::Facts;
use crate::model::{DecisionFile, Registry, Regulation};
use crate::record::{Flawed, Record};

/// Everything that differs, each list in the order in which people list units.
pub struct Changes<'r> {
    pub people: Vec<PersonChange<'r>>,
    pub seats: Vec<SeatChange<'r>>,
    pub reports: Vec<ReportChange<'r>>,
    pub decisions: Vec<DecisionChange<'r>>,
    /// The changes that no decision covers on the day judged.
    pub undecided: Vec<Undecided<'r>>,
    /// How many others lack a decision with no change to be seen: they lacked it before, or nobody can say.
    pub undecided_otherwise: usize,
    /// Whether a decision of the newer side cannot be read; nothing is said of the people it may name.
    pub decisions_unread: bool,
    /// How many reports were recorded, or returned, on days after the one judged, when nothing is known of them.
    pub reports_ahead: usize,
    /// What each side could not read, the older first.
    pub unread: [Unreadable; 2],
    /// How many records are on one side only and may be among those that the other side could not read.
    pub unclear: usize,
    /// Whether one side has a regulation that cannot be read; then nothing is said of seats.
    pub regulations_unread: bool,
}

/// How much of a registry could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Records with a fault in them.
    pub records: usize,
    /// Whether a file, or part of one, shows no records at all.
    pub files: bool,
}

/// Compares two registries; both facts are as of one day.
pub fn changes<'f, 'r>(before: &'f Facts<'r>, after: &'f Facts<'r>) -> Changes<'r> {
    let mut unclear = 0;
    let people = people::changes(before, after, &mut unclear);
    let (reports, reports_ahead) = reports::changes(before, after, &mut unclear);
    let decisions = decisions::changes(before, after, &mut unclear);
    let regulations_unread = [before, after].into_iter().any(|side| has_unread::<Regulation>(side.registry));
    let seats = if regulations_unread { Vec::new() } else { seats::changes(before, after, &mut unclear) };
    let (undecided, undecided_otherwise) = undecided::changes(before, after, &people);
    Changes {
        people,
        seats,
        reports,
        decisions,
        undecided,
        undecided_otherwise,
        decisions_unread: has_unread::<DecisionFile>(after.registry),
        reports_ahead,
        unread: [before, after].map(|side| unreadable(side.registry)),
        unclear,
        regulations_unread,
    }
}

impl Changes<'_> {
    /// Whether nothing differs of what is compared, as far as it can be read.
    pub fn are_none(&self) -> bool {
        self.people.is_empty()
            && self.seats.is_empty()
            && self.reports.is_empty()
            && self.reports_ahead == 0
            && self.decisions.is_empty()
            && self.undecided.is_empty()
    }

    /// Whether both sides could be read whole.
    pub fn are_whole(&self) -> bool {
        self.unread.iter().all(|side| side.records == 0 && !side.files)
    }
}

fn unreadable(registry: &Registry) -> Unreadable {
    Unreadable { records: registry.unread.flawed.len(), files: !registry.unread.incomplete.is_empty() }
}

fn has_unread<R: Record>(registry: &Registry) -> bool {
    registry.unread.is_incomplete(R::description()) || registry.unread.of::<R>().next().is_some()
}

/// Whether a record that a registry does not show may be among those it could not read: one that fits, or any where whole
/// files are unread.
fn may_be_unread<R: Record>(registry: &Registry, fits: impl Fn(&Flawed) -> bool) -> bool {
    registry.unread.is_incomplete(R::description()) || registry.unread.of::<R>().any(fits)
}

/// Whether what can be read of a record names something else than `value`. A name that means nothing on the side which
/// has the record in question may be a slip, and so names nothing.
fn names_another(flawed: &Flawed, key: &str, value: &str, is_known: impl Fn(&str) -> bool) -> bool {
    flawed.field(key).is_some_and(|written| written != value && is_known(written))
}

/// The place of each unit in the order in which people list them, by id; a unit that is gone comes after all others.
fn rank_of_units<'r>(facts: &Facts<'r>) -> impl Fn(&str) -> usize + use<'r> {
    let mut ranks = vec![usize::MAX; facts.registry.units.len()];
    facts.units_in_order().into_iter().enumerate().for_each(|(rank, unit)| ranks[unit] = rank);
    let registry = facts.registry;
    move |unit| registry.unit_index(unit).and_then(|at| ranks.get(at).copied()).unwrap_or(usize::MAX)
}

/// Takes the pairs of one key out of two lists, the first of it for each; what is left, or has no key, has no counterpart.
fn paired<T: Copy, K: Hash + Eq>(old: &mut Vec<T>, new: &mut Vec<T>, key: impl Fn(T) -> Option<K>) -> Vec<(T, T)> {
    let mut of_key: HashMap<K, VecDeque<usize>> = HashMap::new();
    for (at, other) in new.iter().enumerate() {
        if let Some(key) = key(*other) {
            of_key.entry(key).or_default().push_back(at);
        }
    }
    let mut taken = vec![false; new.len()];
    let mut pairs = Vec::new();
    old.retain(|one| {
        let found = key(*one).and_then(|key| of_key.get_mut(&key)?.pop_front());
        found.inspect(|at| taken[*at] = true).map(|at| pairs.push((*one, new[at]))).is_none()
    });
    let mut taken = taken.into_iter();
    new.retain(|_| !taken.next().unwrap_or(false));
    pairs
}
