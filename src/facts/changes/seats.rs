//! Which seats opened or closed, and which became vacant or were filled. A seat is open on the days on which a regulation
//! asks a unit that is there for it.

use std::collections::HashMap;

use super::{Facts, may_be_unread, rank_of_units};
use crate::calendar::{Days, Interval};
use crate::facts::staffing::SeatHistory;
use crate::locale::Text;
use crate::model::Unit;
use crate::model::regulation::Count;

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
pub struct SeatChange {
    pub unit_id: String,
    pub unit: String,
    pub seat: Text,
    pub turn: SeatTurn,
}

pub(super) fn changes<'r>(before: &Facts<'r>, after: &Facts<'r>, unclear: &mut usize) -> Vec<SeatChange> {
    let old: HashMap<Key<'_>, &SeatHistory> = before.seats.iter().map(|seat| (key(before, seat), seat)).collect();
    let new: HashMap<Key<'_>, &SeatHistory> = after.seats.iter().map(|seat| (key(after, seat), seat)).collect();
    let mut changes = Vec::new();
    let mut compare = |unit: &str, was: Option<&SeatHistory>, is: Option<&SeatHistory>| {
        let unread = |side: &Facts<'_>| may_be_unread::<Unit>(side.registry, &[("id", unit)]);
        let side = if was.is_none() { before } else { after };
        if (was.is_none() || is.is_none()) && side.registry.unit(unit).is_none() && unread(side) {
            *unclear += 1;
            return;
        }
        let (facts, history) = match (was, is) {
            (_, Some(is)) => (after, is),
            (Some(was), None) => (before, was),
            (None, None) => return,
        };
        let name = || Some((facts.unit_name(facts.unit(history.unit)), seat_name(facts, history)?));
        for turn in turns((before, was), (after, is)) {
            let Some((unit_name, seat)) = name() else { continue };
            changes.push(SeatChange { unit_id: unit.to_owned(), unit: unit_name, seat, turn });
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
    let rank = rank_of_units(after);
    // The sort keeps a unit's seats in the regulation's order.
    changes.sort_by_key(|change| rank(&change.unit_id));
    changes
}

type Key<'f> = (&'f str, &'f str);

fn key<'f>(facts: &'f Facts<'_>, history: &'f SeatHistory) -> Key<'f> {
    (&facts.unit(history.unit).id, &history.seat)
}

fn seat_name(facts: &Facts<'_>, history: &SeatHistory) -> Option<Text> {
    let term = history.term_on(facts.as_of).or_else(|| history.terms.last())?;
    let kind = facts.registry.regulations.get(term.regulation)?.kind(&facts.unit(history.unit).kind)?;
    Some(kind.seat(&history.seat)?.name.text())
}

type Side<'s, 'f, 'r> = (&'s Facts<'r>, Option<&'f SeatHistory>);

fn turns((before, was): Side<'_, '_, '_>, (after, is): Side<'_, '_, '_>) -> Vec<SeatTurn> {
    let days = |history: Option<&SeatHistory>| -> Days {
        history.into_iter().flat_map(|history| &history.terms).map(|term| term.days).collect()
    };
    let (days_before, days_after) = (days(was), days(is));
    let mut turns: Vec<SeatTurn> = Vec::new();
    turns.extend(days_before.without(&days_after).runs().iter().map(|run| SeatTurn::Closed(*run)));
    turns.extend(days_after.without(&days_before).runs().iter().map(|run| SeatTurn::Opened(*run)));
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
