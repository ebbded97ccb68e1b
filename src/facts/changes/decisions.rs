//! Which decisions were recorded, changed or taken out.

use std::collections::HashSet;

use super::{Facts, may_be_unread, names_another, paired, rank_of_units};
use crate::model::{Decision, DecisionFile, Registry};
use crate::record::scalar::ClauseId;

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionTurn {
    Recorded,
    /// Another number, day, issuer or form, or other people in its lists.
    Corrected,
    /// Its record is gone.
    Removed,
}

/// A decision that differs.
#[derive(Clone, Copy, Debug)]
pub struct DecisionChange<'r> {
    pub turn: DecisionTurn,
    /// The decision as it is now; of one that was removed, as it was.
    pub decision: &'r Decision,
    /// The clause that it was made under: on recognition, or where it only ends some the one on changes of people.
    /// `None` where no regulation in force on its date says.
    pub clause: Option<&'r ClauseId>,
}

pub(super) fn changes<'r>(before: &Facts<'r>, after: &Facts<'r>, unclear: &mut usize) -> Vec<DecisionChange<'r>> {
    let (was, is) = (before.registry, after.registry);
    let mut pairs: Vec<(&'r Decision, &'r Decision)> = Vec::new();
    let mut old: Vec<&'r Decision> = Vec::new();
    for decision in &was.decisions {
        match is.decision(&decision.id) {
            Some(now) => pairs.push((decision, now)),
            None => old.push(decision),
        }
    }
    let mut new: Vec<&'r Decision> = is.decisions.iter().filter(|known| was.decision(&known.id).is_none()).collect();
    // The id is the file's name; a file that was renamed holds the same decision.
    pairs.extend(paired(&mut old, &mut new, |decision| {
        Some((&*decision.issued_by.id, &*decision.number, decision.date))
    }));
    let mut changes: Vec<DecisionChange<'r>> = Vec::new();
    let corrected = pairs.into_iter().filter(|(was, is)| differ(was, is));
    let change = |turn, facts: &Facts<'r>, decision| DecisionChange { turn, decision, clause: clause(facts, decision) };
    changes.extend(corrected.map(|(_, decision)| change(DecisionTurn::Corrected, after, decision)));
    let gone = old.into_iter().map(|decision| (DecisionTurn::Removed, decision, before, is));
    let added = new.into_iter().map(|decision| (DecisionTurn::Recorded, decision, after, was));
    let numbers = |of: &'r Registry| of.decisions.iter().map(|known| &*known.number).collect::<HashSet<&str>>();
    let (numbers_before, numbers_after) = (numbers(was), numbers(is));
    for (turn, decision, facts, other) in added.chain(gone) {
        let numbers = if turn == DecisionTurn::Recorded { &numbers_after } else { &numbers_before };
        if may_be_hidden(decision, facts.registry, numbers, other) {
            *unclear += 1;
        } else {
            changes.push(change(turn, facts, decision));
        }
    }
    let rank = rank_of_units(after);
    changes.sort_by_key(|change| (rank(&change.decision.issued_by.id), change.decision.date));
    changes
}

/// Whether a decision of one side may be among those that the other could not read.
fn may_be_hidden(decision: &Decision, own: &Registry, numbers: &HashSet<&str>, other: &Registry) -> bool {
    may_be_unread::<DecisionFile>(other, |flawed| {
        !names_another(flawed, "number", &decision.number, |number| numbers.contains(number))
            && !names_another(flawed, "issued_by", &decision.issued_by.id, |unit| own.unit(unit).is_some())
    })
}

/// The clause that a decision was made under.
fn clause<'r>(facts: &Facts<'r>, decision: &Decision) -> Option<&'r ClauseId> {
    // In the registry's order, as its decisions are.
    let at = facts.registry.decision_index(&decision.id)?;
    let paper = facts.papers.binary_search_by_key(&at, |paper| paper.at).ok().map(|found| &facts.papers[found])?;
    let recognizing = paper.recognized.first().map(|listing| &listing.asked.recognition.clause);
    recognizing.or_else(|| paper.ended.first().map(|listing| listing.asked.recognition.clause_on_change()))
}

/// Whether two records of one decision say something else of who is recognised.
fn differ(was: &Decision, is: &Decision) -> bool {
    let replaced = |decision: &Decision| decision.replaces.iter().map(|paper| paper.id.to_string()).collect::<Vec<_>>();
    was.number != is.number
        || was.date != is.date
        || was.issued_by != is.issued_by
        || was.form != is.form
        || was.recognizes != is.recognizes
        || was.ends != is.ends
        || replaced(was) != replaced(is)
}
