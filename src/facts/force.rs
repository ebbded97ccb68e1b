//! Which regulation governs which unit on which days.

use chrono::NaiveDate;

use super::Facts;
use super::hierarchy::Hierarchy;
use crate::calendar::{Days, Interval};
use crate::model::{Registry, Regulation};

/// A run of days on which one regulation governs a unit that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub days: Interval,
    /// The regulation's position in the registry.
    pub regulation: usize,
}

/// Two regulations in force for the same units on the same days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub earlier: usize,
    /// The one that governs.
    pub later: usize,
    /// The first unit they clash for, in the registry's order.
    pub unit: usize,
    /// How many units they clash for.
    pub units: usize,
    /// The days on which they clash for any of them.
    pub days: Days,
}

/// Which regulation governs which unit when.
pub struct Force {
    /// By unit, in order of time.
    terms: Vec<Vec<Term>>,
    pub clashes: Vec<Clash>,
}

impl Force {
    pub fn new(registry: &Registry, hierarchy: &Hierarchy) -> Self {
        // Later regulations first: the later governs where two are in force.
        let mut by_age: Vec<usize> = (0..registry.regulations.len()).collect();
        by_age.sort_by_key(|at| {
            let regulation = &registry.regulations[*at];
            std::cmp::Reverse((regulation.in_force.from, regulation.issued, *at))
        });
        let mut clashes: Vec<Clash> = Vec::new();
        let mut terms = Vec::with_capacity(registry.units.len());
        for (at, unit) in registry.units.iter().enumerate() {
            let mut taken: Vec<(usize, Days)> = Vec::new();
            for regulation in by_age.iter().copied() {
                let record = &registry.regulations[regulation];
                if !applies(record, at, registry, hierarchy) {
                    continue;
                }
                let mut free = Days::from(time_in_force(record)).intersection(&Days::from(unit.life()));
                for (later, days) in &taken {
                    let both = free.intersection(days);
                    free = free.without(days);
                    note_clash(
                        &mut clashes,
                        Clash { earlier: regulation, later: *later, unit: at, units: 1, days: both },
                    );
                }
                taken.push((regulation, free));
            }
            let mut of_unit: Vec<Term> = taken
                .iter()
                .flat_map(|(regulation, days)| {
                    days.runs().iter().map(|days| Term { days: *days, regulation: *regulation })
                })
                .collect();
            of_unit.sort_by_key(|term| term.days.from);
            terms.push(of_unit);
        }
        Self { terms, clashes }
    }

    /// The unit's terms in order of time; they never overlap.
    pub fn terms(&self, unit: usize) -> &[Term] {
        &self.terms[unit]
    }

    /// The regulation that governs a unit on a day.
    pub fn on(&self, unit: usize, day: NaiveDate) -> Option<usize> {
        self.terms[unit].iter().find(|term| term.days.contains(day)).map(|term| term.regulation)
    }

    /// Whether some regulation that applies to the unit is in force on a day, whether or not the unit exists then.
    pub fn is_in_force_for(&self, registry: &Registry, hierarchy: &Hierarchy, unit: usize, day: NaiveDate) -> bool {
        self.on(unit, day).is_some()
            || registry.regulations.iter().any(|regulation| {
                time_in_force(regulation).contains(day) && applies(regulation, unit, registry, hierarchy)
            })
    }

    /// The days on which some regulation governs the unit.
    pub fn days(&self, unit: usize) -> Days {
        self.terms[unit].iter().fold(Days::default(), |days, term| days.union(&Days::from(term.days)))
    }
}

/// The days on which a regulation is in force, anywhere.
pub fn time_in_force(regulation: &Regulation) -> Interval {
    Interval { from: regulation.in_force.from, until: regulation.in_force.until }
}

/// The last day up to `day` on which any regulation is in force; `None` where none had begun.
pub fn last_day_in_force(registry: &Registry, day: NaiveDate) -> Option<NaiveDate> {
    registry
        .regulations
        .iter()
        .map(time_in_force)
        .filter(|time| time.from <= day && !time.is_empty())
        .map(|time| time.until.map_or(day, |until| until.min(day)))
        .max()
}

/// Adds what clashes for one unit to what is known of the same two regulations.
fn note_clash(clashes: &mut Vec<Clash>, found: Clash) {
    if found.days.is_empty() {
        return;
    }
    match clashes.iter_mut().find(|known| known.earlier == found.earlier && known.later == found.later) {
        Some(known) => {
            known.units += 1;
            known.days = known.days.union(&found.days);
        }
        None => clashes.push(found),
    }
}

/// A unit that no regulation reaches because nothing stands above it, or above the last unit on its way up.
#[derive(Clone, Copy, Debug)]
pub struct Adrift<'r> {
    /// The unit without one above it, by its position in the registry.
    pub top: usize,
    /// The regulation that has units of its kind below the one it is for.
    pub regulation: &'r Regulation,
    /// That one, by its position in the registry.
    pub root: usize,
}

impl<'r> Facts<'r> {
    /// Whether the way up from a unit ends too early: at a unit of a kind that some regulation has below the unit it is
    /// for, and that no regulation reaches. A circle has no end.
    pub fn adrift(&self, unit: usize) -> Option<Adrift<'r>> {
        let top = self.hierarchy.top(unit)?;
        let registry = self.registry;
        if registry.regulations.iter().any(|regulation| applies(regulation, top, registry, &self.hierarchy)) {
            return None;
        }
        let kind = &registry.units[top].kind;
        registry.regulations.iter().find_map(|regulation| {
            let root = registry.unit_index(&regulation.applies_to.as_ref()?.id)?;
            let is_below = regulation.kind(kind).is_some() && registry.units[root].kind != *kind;
            is_below.then_some(Adrift { top, regulation, root })
        })
    }
}

fn applies(regulation: &Regulation, unit: usize, registry: &Registry, hierarchy: &Hierarchy) -> bool {
    regulation
        .applies_to
        .as_ref()
        .is_none_or(|root| registry.unit_index(&root.id).is_some_and(|root| hierarchy.is_within(unit, root)))
}
