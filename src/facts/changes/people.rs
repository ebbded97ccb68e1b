//! Who came, left, moved. Tenures are compared over all their days: what is recorded ahead of the day judged is a change
//! as well, and says of itself that it lies ahead.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Facts, may_be_unread, names_another, paired, rank_of_units};
use crate::facts::recognition::Asked;
use crate::model::{Decision, Officer, Registry};
use crate::record::scalar::ClauseId;
use crate::text;

/// What became of a tenure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Came,
    Left,
    /// Left one seat and came to another.
    Moved,
    /// The same tenure with other days, or in another seat from the same day on.
    Corrected,
    /// Its record is gone, as if it had never been.
    Removed,
}

/// A tenure that differs.
#[derive(Clone, Copy, Debug)]
pub struct PersonChange<'r> {
    pub turn: Turn,
    /// The record as it is now; of one that was removed, as it was.
    pub officer: &'r Officer,
    /// What it was before: of somebody who moved, the tenure that ended; of a record corrected, its former state.
    pub was: Option<&'r Officer>,
    /// The first day of who came or moved, the last of who left; of the others the first day.
    pub day: NaiveDate,
    /// The decision that it rests on as of the day judged: that recognises who came, that ends the recognition of who
    /// left.
    pub decision: Option<&'r Decision>,
    /// In a seat of one: who held it before somebody who came or moved.
    pub in_place_of: Option<&'r Officer>,
    /// The clause that asks for a decision on it; `None` where only the record was mended, or no regulation says.
    pub clause: Option<&'r ClauseId>,
}

pub(super) fn changes<'r>(before: &Facts<'r>, after: &Facts<'r>, unclear: &mut usize) -> Vec<PersonChange<'r>> {
    let (was, is) = (before.registry, after.registry);
    let mut changes = Vec::new();
    let mut old: Vec<&'r Officer> = Vec::new();
    let mut pairs: Vec<(&'r Officer, &'r Officer)> = Vec::new();
    let mut new: Vec<&'r Officer> = is.officers.iter().filter(|officer| was.officer(&officer.id).is_none()).collect();
    for officer in &was.officers {
        match is.officer(&officer.id) {
            Some(now) if is_another_person(officer, now) => {
                old.push(officer);
                new.push(now);
            }
            Some(now) => pairs.push((officer, now)),
            None => old.push(officer),
        }
    }
    // A record under another id is the same tenure where all that makes one is the same.
    pairs.extend(paired(&mut old, &mut new, |officer| {
        Some((&*officer.unit.id, &*officer.seat, officer.from, text::fold(&officer.name)))
    }));
    changes.extend(pairs.into_iter().filter_map(|(was, is)| compared(after, was, is)));
    for officer in new {
        if may_be_hidden(officer, is, was) {
            *unclear += 1;
        } else {
            changes.push(came(after, officer));
        }
    }
    for officer in old {
        if may_be_hidden(officer, was, is) {
            *unclear += 1;
        } else {
            changes.push(mended(Turn::Removed, None, officer));
        }
    }
    join_moves(after, &mut changes);
    let rank = rank_of_units(after);
    changes.sort_by_key(|change| (rank(&change.officer.unit.id), change.day));
    changes
}

/// Whether a record of one side may be among those that the other could not read.
fn may_be_hidden(officer: &Officer, own: &Registry, other: &Registry) -> bool {
    may_be_unread::<Officer>(other, |flawed| {
        flawed.field("id") == Some(&*officer.id)
            || !names_another(flawed, "id", &officer.id, |id| own.officer(id).is_some())
                && !names_another(flawed, "unit", &officer.unit.id, |unit| own.unit(unit).is_some())
    })
}

/// Whether a record was written over with somebody else: another name, from another day on.
fn is_another_person(was: &Officer, is: &Officer) -> bool {
    was.from != is.from && !text::same_name(&was.name, &is.name)
}

fn is_same_seat(one: &Officer, other: &Officer) -> bool {
    one.unit == other.unit && one.seat == other.seat
}

/// How a tenure differs that both sides have.
fn compared<'r>(after: &Facts<'r>, was: &'r Officer, is: &'r Officer) -> Option<PersonChange<'r>> {
    let same_seat = is_same_seat(was, is);
    if same_seat && was.tenure() == is.tenure() && text::same_name(&was.name, &is.name) {
        return None;
    }
    Some(match is.until {
        _ if !same_seat && was.from != is.from => moved(after, was, is),
        Some(last) if same_seat && was.until.is_none() => left(after, is, last),
        _ => mended(Turn::Corrected, Some(was), is),
    })
}

/// Of a change that is none of people, but of what is recorded.
fn mended<'r>(turn: Turn, was: Option<&'r Officer>, officer: &'r Officer) -> PersonChange<'r> {
    PersonChange { turn, officer, was, day: officer.from, decision: None, in_place_of: None, clause: None }
}

fn came<'r>(after: &Facts<'r>, officer: &'r Officer) -> PersonChange<'r> {
    let unit = after.registry.unit_index(&officer.unit.id);
    let asked = unit.and_then(|unit| asked(after, unit, officer.from));
    PersonChange {
        turn: Turn::Came,
        officer,
        was: None,
        day: officer.from,
        decision: recognizing(after, officer),
        in_place_of: unit.and_then(|unit| in_place_of(after, unit, officer)),
        clause: asked.map(|asked| after.clause_on(asked.unit, asked.recognition, officer)),
    }
}

fn moved<'r>(after: &Facts<'r>, was: &'r Officer, is: &'r Officer) -> PersonChange<'r> {
    let came = came(after, is);
    let unit = after.registry.unit_index(&is.unit.id);
    let asked = unit.and_then(|unit| asked(after, unit, is.from));
    let clause = asked.map(|asked| asked.recognition.clause_on_change());
    PersonChange { turn: Turn::Moved, was: Some(was), clause, ..came }
}

fn left<'r>(after: &Facts<'r>, officer: &'r Officer, last: NaiveDate) -> PersonChange<'r> {
    let unit = after.registry.unit_index(&officer.unit.id);
    let asked = unit.and_then(|unit| asked(after, unit, last));
    let clause = asked.map(|asked| asked.recognition.clause_on_change());
    let decision = ending(after, officer);
    PersonChange { turn: Turn::Left, officer, was: None, day: last, decision, in_place_of: None, clause }
}

/// How the officers of a unit are recognised on a day; before any regulation, as on the day judged.
fn asked<'r>(facts: &Facts<'r>, unit: usize, day: NaiveDate) -> Option<Asked<'r>> {
    facts.asked_on(unit, day).or_else(|| facts.asked_on(unit, facts.as_of))
}

/// Who held the seat before, where it is one for a single person.
fn in_place_of<'r>(facts: &Facts<'r>, unit: usize, officer: &Officer) -> Option<&'r Officer> {
    let count = facts.seat_history(unit, &officer.seat)?.term_on(officer.from)?.count;
    facts.predecessor(unit, officer).filter(|_| count.max == Some(1))
}

/// The decision that recognises somebody in the tenure: on the day judged, or where that is not in it, at its nearer end.
fn recognizing<'r>(facts: &Facts<'r>, officer: &Officer) -> Option<&'r Decision> {
    let at = facts.registry.officer_index(&officer.id)?;
    let decision = facts.standings[at].recognized_by(officer.tenure().nearest_day(facts.as_of))?;
    facts.registry.decisions.get(decision)
}

/// The decision that ended the recognition which somebody had on the last day of the tenure or after it.
fn ending<'r>(facts: &Facts<'r>, officer: &Officer) -> Option<&'r Decision> {
    let at = facts.registry.officer_index(&officer.id)?;
    let ended = facts.standings[at].covered.iter().filter(|coverage| coverage.days.overlaps(officer.tenure()));
    let decision = ended.filter_map(|coverage| coverage.ended_by).next_back()?;
    facts.registry.decisions.get(decision)
}

/// Makes one move of somebody who left one seat and came to another, where the records say that it is one person.
fn join_moves<'r>(after: &Facts<'r>, changes: &mut Vec<PersonChange<'r>>) {
    let person = |officer: &Officer| {
        let at = after.registry.officer_index(&officer.id)?;
        after.people.records_of(at).first().copied()
    };
    let (left, others): (Vec<_>, Vec<_>) =
        std::mem::take(changes).into_iter().partition(|change| change.turn == Turn::Left);
    *changes = others;
    let mut by_person: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, change) in left.iter().enumerate() {
        if let Some(person) = person(change.officer) {
            by_person.entry(person).or_default().push(index);
        }
    }
    let mut left: Vec<Option<PersonChange<'r>>> = left.into_iter().map(Some).collect();
    for change in changes.iter_mut().filter(|change| change.turn == Turn::Came) {
        let of_person = person(change.officer).and_then(|person| by_person.get(&person));
        let of_person = of_person
            .into_iter()
            .flatten()
            .filter_map(|index| Some((*index, left[*index].as_ref()?)))
            .filter(|(_, left)| !is_same_seat(left.officer, change.officer));
        // Of several seats left the one left last, and rather before the new one was taken than after.
        let last = of_person.max_by_key(|(_, left)| (left.day < change.day, left.day)).map(|(index, _)| index);
        if let Some(was) = last.and_then(|index| left[index].take()) {
            *change = moved(after, was.officer, change.officer);
        }
    }
    changes.extend(left.into_iter().flatten());
}
