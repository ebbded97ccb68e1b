//! Which changes lack a decision (Decision 246, Article 2.4): who is in post and awaits one, who left and is recognised
//! still, where that is new or where the record changed.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{Facts, PersonChange, has_unread};
use crate::model::{Officer, Regulation};
use crate::record::scalar::ClauseId;

/// What a decision is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lack {
    /// Recognising somebody in post.
    Recognition,
    /// Ending the recognition of somebody who left.
    Ending,
}

/// Somebody about whom no decision was made yet.
#[derive(Clone, Copy, Debug)]
pub struct Undecided<'r> {
    pub lack: Lack,
    pub officer: &'r Officer,
    /// The unit's position in the newer registry.
    pub unit: usize,
    /// The first day in post, or the last.
    pub since: NaiveDate,
    /// How many days that is on the day judged: of somebody in post the first included, of somebody who left the last
    /// not included.
    pub days: i64,
    /// The position in the newer registry of the unit whose head decides; `None` where there is no such unit.
    pub authority: Option<usize>,
    /// The clause that asks for the decision.
    pub clause: &'r ClauseId,
}

/// Those that are new or changed, and how many others there are: who lacked a decision before too, or of whom the older
/// side cannot say.
pub(super) fn changes<'r>(
    before: &Facts<'r>,
    after: &Facts<'r>,
    people: &[PersonChange<'r>],
) -> (Vec<Undecided<'r>>, usize) {
    let known: HashSet<(Lack, &str)> = all(before).into_iter().map(|lacking| (lacking.lack, lacking.id())).collect();
    let changed: HashSet<&str> = people
        .iter()
        .flat_map(|change| [Some(change.officer), change.was])
        .flatten()
        .map(|officer| &*officer.id.0)
        .collect();
    let is_new = |lacking: &Undecided<'_>| {
        changed.contains(lacking.id())
            || !known.contains(&(lacking.lack, lacking.id())) && is_certain(before, lacking.id())
    };
    let (new, others): (Vec<_>, Vec<_>) = all(after).into_iter().partition(is_new);
    (new, others.len())
}

/// Whether a registry can say who lacks a decision: it has the officer and could read all that bears on it.
fn is_certain(facts: &Facts<'_>, officer: &str) -> bool {
    let standing = facts.registry.officer_index(officer).map(|at| &facts.standings[at]);
    standing.is_some_and(|standing| !standing.uncertain) && !has_unread::<Regulation>(facts.registry)
}

fn all<'r>(facts: &Facts<'r>) -> Vec<Undecided<'r>> {
    let awaiting = facts.awaiting().map(|awaiting| Undecided {
        lack: Lack::Recognition,
        officer: awaiting.officer,
        unit: awaiting.unit,
        since: awaiting.since,
        days: awaiting.days,
        authority: facts.asked_on(awaiting.unit, facts.as_of).and_then(|asked| asked.authority),
        clause: facts.clause_on(awaiting.unit, awaiting.recognition, awaiting.officer),
    });
    let departed = facts.departed().map(|departed| Undecided {
        lack: Lack::Ending,
        officer: departed.officer,
        unit: departed.unit,
        since: departed.last,
        days: (facts.as_of - departed.last).num_days(),
        authority: departed.asked.authority,
        clause: departed.asked.recognition.clause_on_change(),
    });
    awaiting.chain(departed).collect()
}

impl<'r> Undecided<'r> {
    fn id(&self) -> &'r str {
        &self.officer.id
    }
}
