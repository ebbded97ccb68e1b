//! Which seats opened or closed, and which became vacant or were filled. A seat is open on the days on which a regulation
//! asks a unit that is there for it.

use std::collections::{BTreeSet, HashMap};

use super::{Facts, may_be_unread, names_another, rank_of_units};
use crate::calendar::{Days, Interval};
use crate::facts::force::time_in_force;
use crate::facts::staffing::SeatHistory;
use crate::locale::Text;
use crate::model::regulation::Count;
use crate::model::{Kind, Registry, Seat, Unit, Waiver};
use crate::record::scalar::ClauseId;

/// What became of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatTurn {
    /// It is there on days on which it was not before.
    Opened(Interval),
    /// It is not there any more on days on which it was before.
    Closed(Interval),
    /// On the day judged it asks for another number of people.
    Recounted { was: Count, is: Count },
    /// On the day judged it is short of people, and was not before.
    Vacated(Interval),
    /// On the day judged it is no longer short of people.
    Filled,
}

/// A seat that differs.
#[derive(Clone, Debug)]
pub struct SeatChange<'r> {
    pub unit_id: &'r str,
    pub unit: String,
    pub seat: Text,
    pub turn: SeatTurn,
    /// The clause that asks for the seat, or did.
    pub clause: Option<&'r ClauseId>,
    /// The waiver that excuses its being vacant.
    pub waiver: Option<&'r Waiver>,
}

pub(super) fn changes<'f, 'r>(before: &'f Facts<'r>, after: &'f Facts<'r>, unclear: &mut usize) -> Vec<SeatChange<'r>> {
    let by_key = |facts: &'f Facts<'r>| facts.seats.iter().map(|seat| (key(facts, seat), seat)).collect();
    let (old, new): (Histories<'f, 'r>, Histories<'f, 'r>) = (by_key(before), by_key(after));
    let mut changes = Vec::new();
    let mut hidden: BTreeSet<&str> = BTreeSet::new();
    let mut compare = |unit_id: &'r str, was: Option<&SeatHistory>, is: Option<&SeatHistory>| {
        let (own, other) = if was.is_none() { (after, before) } else { (before, after) };
        let is_gone = (was.is_none() || is.is_none()) && other.registry.unit(unit_id).is_none();
        if is_gone && may_be_hidden(unit_id, own.registry, other.registry) {
            hidden.insert(unit_id);
            return;
        }
        let (facts, history) = match (was, is) {
            (_, Some(is)) => (after, is),
            (Some(was), None) => (before, was),
            (None, None) => return,
        };
        let Some((kind, seat)) = described(facts, history) else { return };
        for turn in turns((before, was), (after, is)) {
            let (unit, name) = (facts.unit_name(facts.unit(history.unit)), seat.name.text());
            let waiver = match turn {
                SeatTurn::Vacated(_) => after.waiver_of_vacancy(history.unit, &history.seat),
                _ => None,
            };
            changes.push(SeatChange { unit_id, unit, seat: name, turn, clause: kind.clause_of(seat), waiver });
        }
    };
    for history in &after.seats {
        let key = key(after, history);
        compare(key.0, old.get(&key).copied(), Some(history));
    }
    for history in &before.seats {
        let key = key(before, history);
        if !new.contains_key(&key) {
            compare(key.0, Some(history), None);
        }
    }
    *unclear += hidden.len();
    let rank = rank_of_units(after);
    // The sort keeps a unit's seats in the regulation's order.
    changes.sort_by_key(|change| rank(change.unit_id));
    changes
}

/// Whether a unit of one side may be among those that the other could not read.
fn may_be_hidden(unit: &str, own: &Registry, other: &Registry) -> bool {
    may_be_unread::<Unit>(other, |flawed| !names_another(flawed, "id", unit, |id| own.unit(id).is_some()))
}

/// A seat's history by the ids of its unit and of the seat.
type Histories<'f, 'r> = HashMap<Key<'f, 'r>, &'f SeatHistory>;
type Key<'f, 'r> = (&'r str, &'f str);

fn key<'f, 'r>(facts: &'f Facts<'r>, history: &'f SeatHistory) -> Key<'f, 'r> {
    (&facts.unit(history.unit).id, &history.seat)
}

/// The seat as the regulation has it on the day judged, or else the latest that had it.
fn described<'r>(facts: &Facts<'r>, history: &SeatHistory) -> Option<(&'r Kind, &'r Seat)> {
    let term = history.term_on(facts.as_of).or_else(|| history.terms.last())?;
    let kind = facts.registry.regulations.get(term.regulation)?.kind(&facts.unit(history.unit).kind)?;
    Some((kind, kind.seat(&history.seat)?))
}

/// The run without an end where that is only the end of a regulation: every seat ends with it.
fn to_the_end(run: Interval, facts: &Facts<'_>) -> Interval {
    let ends_then = facts.registry.regulations.iter().any(|regulation| time_in_force(regulation).until == run.until);
    Interval { until: run.until.filter(|_| !ends_then), ..run }
}

type Side<'s, 'f, 'r> = (&'s Facts<'r>, Option<&'f SeatHistory>);

fn turns((before, was): Side<'_, '_, '_>, (after, is): Side<'_, '_, '_>) -> Vec<SeatTurn> {
    let days = |history: Option<&SeatHistory>| -> Days {
        history.into_iter().flat_map(|history| &history.terms).map(|term| term.days).collect()
    };
    let (days_before, days_after) = (days(was), days(is));
    let mut turns: Vec<SeatTurn> = Vec::new();
    let closed = days_before.without(&days_after);
    turns.extend(closed.runs().iter().map(|run| SeatTurn::Closed(to_the_end(*run, before))));
    let opened = days_after.without(&days_before);
    turns.extend(opened.runs().iter().map(|run| SeatTurn::Opened(to_the_end(*run, after))));
    let asked = |history: Option<&SeatHistory>, facts: &Facts<'_>| Some(history?.term_on(facts.as_of)?.count);
    if let (Some(was), Some(is)) = (asked(was, before), asked(is, after))
        && was != is
    {
        turns.push(SeatTurn::Recounted { was, is });
    }
    if was.into_iter().chain(is).any(|history| history.uncertain) {
        return turns;
    }
    let vacancy = |history: Option<&SeatHistory>, facts: &Facts<'_>| {
        history?.vacant.iter().find(|run| run.contains(facts.as_of)).copied()
    };
    match (vacancy(was, before), vacancy(is, after)) {
        (None, Some(run)) => turns.push(SeatTurn::Vacated(run)),
        (Some(_), None) if days_after.contains(after.as_of) => turns.push(SeatTurn::Filled),
        _ => {}
    }
    turns
}
