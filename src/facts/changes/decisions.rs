//! Which decisions were recorded, changed or taken out.

use super::{Facts, may_be_unread, paired, rank_of_units};
use crate::model::{Decision, DecisionFile};

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
    pairs.extend(paired(&mut old, &mut new, |one, other| {
        one.issued_by == other.issued_by && one.number == other.number && one.date == other.date
    }));
    let mut changes: Vec<DecisionChange<'r>> = Vec::new();
    let corrected = pairs.into_iter().filter(|(was, is)| differ(was, is));
    changes.extend(corrected.map(|(_, decision)| DecisionChange { turn: DecisionTurn::Corrected, decision }));
    let gone = old.into_iter().map(|decision| (DecisionTurn::Removed, decision, is));
    let added = new.into_iter().map(|decision| (DecisionTurn::Recorded, decision, was));
    for (turn, decision, other) in added.chain(gone) {
        if may_be_unread::<DecisionFile>(other, &[("number", &decision.number)]) {
            *unclear += 1;
        } else {
            changes.push(DecisionChange { turn, decision });
        }
    }
    let rank = rank_of_units(after);
    changes.sort_by_key(|change| (rank(&change.decision.issued_by.id), change.decision.date));
    changes
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
