//! Who holds which seat, since when a seat is vacant, where two hold a seat of one.

use std::sync::Arc;

use chrono::NaiveDate;

use super::force::Force;
use crate::calendar::{Days, Interval, runs_where};
use crate::model::regulation::Count;
use crate::model::{Officer, Registry};

/// One seat of one unit over all the days that a regulation asks for it.
#[derive(Clone, Debug)]
pub struct SeatHistory {
    /// The unit's position in the registry.
    pub unit: usize,
    pub seat: Arc<str>,
    /// The runs of days with one regulation and one count, in order of time.
    pub terms: Vec<SeatTerm>,
    /// The officers recorded for the seat, in the registry's order.
    pub holders: Vec<usize>,
    /// The maximal runs of days with fewer holders than asked for.
    pub vacant: Vec<Interval>,
    /// The maximal runs of days with more holders than allowed.
    pub overfilled: Vec<Interval>,
    /// Whether a record that cannot be read may be of a holder; then vacancies mean nothing.
    pub uncertain: bool,
}

/// A run of days on which a regulation asks for a seat.
#[derive(Clone, Copy, Debug)]
pub struct SeatTerm {
    pub days: Interval,
    pub regulation: usize,
    pub count: Count,
}

impl SeatHistory {
    /// What is asked for on a day, if the seat exists then.
    pub fn term_on(&self, day: NaiveDate) -> Option<&SeatTerm> {
        self.terms.iter().find(|term| term.days.contains(day))
    }

    /// The officers in the seat on a day.
    pub fn holders_on<'a>(&'a self, registry: &'a Registry, day: NaiveDate) -> impl Iterator<Item = &'a Officer> {
        self.holders.iter().map(|at| &registry.officers[*at]).filter(move |officer| officer.tenure().contains(day))
    }

    /// How many seats this one counts as on a day: the holders, but at least the minimum and at most the maximum.
    pub fn expected_on(&self, registry: &Registry, day: NaiveDate) -> usize {
        self.term_on(day).map_or(0, |term| {
            let holders = self.holders_on(registry, day).count();
            let least = holders.max(usize::from(term.count.min));
            term.count.max.map_or(least, |max| least.min(usize::from(max)))
        })
    }

    /// How many of the expected seats are held on a day.
    pub fn held_on(&self, registry: &Registry, day: NaiveDate) -> usize {
        self.holders_on(registry, day).count().min(self.expected_on(registry, day))
    }

    /// The officer whose tenure ended last before a day.
    pub fn last_holder_before<'a>(&self, registry: &'a Registry, day: NaiveDate) -> Option<&'a Officer> {
        self.holders
            .iter()
            .map(|at| &registry.officers[*at])
            .filter(|officer| officer.until.is_some_and(|until| until < day))
            .max_by_key(|officer| officer.until)
    }
}

/// Every seat of every unit.
pub fn seats(registry: &Registry, force: &Force) -> Vec<SeatHistory> {
    let mut by_unit: Vec<Vec<usize>> = vec![Vec::new(); registry.units.len()];
    for (at, officer) in registry.officers.iter().enumerate() {
        if let Some(unit) = registry.unit_index(&officer.unit.id) {
            by_unit[unit].push(at);
        }
    }
    let mut histories = Vec::new();
    for (at, unit) in registry.units.iter().enumerate() {
        let first = histories.len();
        for term in force.terms(at) {
            let regulation = &registry.regulations[term.regulation];
            let Some(kind) = regulation.kind(&unit.kind).filter(|kind| kind.in_scope()) else { continue };
            for seat in &kind.seats {
                let asked = SeatTerm { days: term.days, regulation: term.regulation, count: seat.count() };
                let known = histories[first..].iter_mut().find(|known: &&mut SeatHistory| known.seat == seat.id.0);
                match known {
                    Some(known) => known.terms.push(asked),
                    None => histories.push(history(at, &seat.id.0, asked, registry, &by_unit[at])),
                }
            }
        }
        let strays = strays(registry, &by_unit[at], &histories[first..]);
        for history in &mut histories[first..] {
            judge(history, registry, &strays);
        }
    }
    histories
}

fn history(unit: usize, seat: &Arc<str>, term: SeatTerm, registry: &Registry, officers: &[usize]) -> SeatHistory {
    SeatHistory {
        unit,
        seat: Arc::clone(seat),
        terms: vec![term],
        holders: officers.iter().copied().filter(|at| registry.officers[*at].seat.0 == *seat).collect(),
        vacant: Vec::new(),
        overfilled: Vec::new(),
        uncertain: false,
    }
}

/// The days on which officers of the unit sit in a seat that it does not have: each of them may have been meant for
/// one that it has.
fn strays(registry: &Registry, officers: &[usize], histories: &[SeatHistory]) -> Days {
    officers
        .iter()
        .map(|at| &registry.officers[*at])
        .filter(|officer| !histories.iter().any(|history| history.seat == officer.seat.0))
        .fold(Days::default(), |days, officer| days.union(&Days::from(officer.tenure())))
}

fn judge(history: &mut SeatHistory, registry: &Registry, strays: &Days) {
    let tenures: Vec<Interval> =
        history.holders.iter().map(|at| registry.officers[*at].tenure()).filter(is_forward).collect();
    let runs = |test: &dyn Fn(usize, Count) -> bool| {
        history.terms.iter().fold(Days::default(), |days, term| {
            let found = runs_where(&tenures, &Days::from(term.days), |holders| test(holders, term.count));
            found.into_iter().fold(days, |days, run| days.union(&Days::from(run)))
        })
    };
    let vacant = runs(&|holders, count| holders < usize::from(count.min)).without(strays);
    let overfilled = runs(&|holders, count| count.max.is_some_and(|max| holders > usize::from(max)));
    history.vacant = vacant.runs().to_vec();
    history.overfilled = overfilled.runs().to_vec();
    history.uncertain = may_be_held_by_unread(history, registry);
}

fn is_forward(tenure: &Interval) -> bool {
    tenure.until.is_none_or(|until| until >= tenure.from)
}

fn may_be_held_by_unread(history: &SeatHistory, registry: &Registry) -> bool {
    use crate::record::Record;
    if registry.unread.is_incomplete(Officer::description()) {
        return true;
    }
    let unit = &registry.units[history.unit];
    registry.unread.of::<Officer>().any(|flawed| {
        let here = flawed.field("unit").is_none_or(|id| id == &*unit.id || !known_unit(registry, id));
        let seat = flawed.field("seat").is_none_or(|seat| {
            seat == &*history.seat
                || !registry
                    .regulations
                    .iter()
                    .any(|regulation| regulation.kind(&unit.kind).is_some_and(|kind| kind.seat(seat).is_some()))
        });
        here && seat
    })
}

fn known_unit(registry: &Registry, id: &str) -> bool {
    registry.unit_index(id).is_some()
        || registry.unread.of::<crate::model::Unit>().any(|flawed| flawed.id.as_deref() == Some(id))
}
