//! Which reports arrived, were returned, or are recorded otherwise than before.

use std::collections::BTreeMap;

use super::{Facts, may_be_unread, names_another, paired, rank_of_units};
use crate::calendar::{Interval, Period};
use crate::facts::filing::Filing;
use crate::facts::ledger::{Entry, Reach, Status};
use crate::model::{Registry, Submission};
use crate::record::scalar::ClauseId;

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportTurn {
    Arrived,
    Returned,
    /// Received or returned on another day, or under another number.
    Corrected,
    /// Its record is gone.
    Removed,
}

/// A submission that differs.
#[derive(Clone, Copy, Debug)]
pub struct ReportChange<'r> {
    pub turn: ReportTurn,
    /// The submission as it is now; of one that was removed, as it was.
    pub submission: &'r Submission,
    /// What it is for; `None` where its unit or request cannot be read.
    pub filing: Option<Filing<'r>>,
    /// How the report stands that it is for; `None` where it is for none that is owed, or another counts.
    pub status: Option<Status>,
    /// The clause that asks for that report.
    pub clause: Option<&'r ClauseId>,
}

/// What a submission says that it is for. Submissions for one thing are compared with each other.
type Slot<'r> = (&'r str, Option<Period>, Option<&'r str>, Option<&'r str>);

fn slot(submission: &Submission) -> Slot<'_> {
    let request = submission.request.as_ref().map(|request| &*request.id);
    (&submission.unit.id, submission.period, request, submission.report.as_deref())
}

/// The changes known on the day judged, and how many lie ahead of it (reading, question 18).
pub(super) fn changes<'r>(
    before: &Facts<'r>,
    after: &Facts<'r>,
    unclear: &mut usize,
) -> (Vec<ReportChange<'r>>, usize) {
    let mut slots: BTreeMap<Slot<'r>, (Vec<&'r Submission>, Vec<&'r Submission>)> = BTreeMap::new();
    for submission in &before.registry.submissions {
        slots.entry(slot(submission)).or_default().0.push(submission);
    }
    for submission in &after.registry.submissions {
        slots.entry(slot(submission)).or_default().1.push(submission);
    }
    let mut found: Vec<(ReportTurn, &'r Submission)> = Vec::new();
    let mut ahead = 0;
    for (mut old, mut new) in slots.into_values() {
        paired(&mut old, &mut new, |one| Some((one.received, one.number.as_deref(), one.returned)));
        let mut pairs = paired(&mut old, &mut new, |one| Some(one.received));
        pairs.extend(paired(&mut old, &mut new, |one| one.number.as_deref()));
        for (was, is) in pairs {
            let returned = is.returned.filter(|_| was.returned.is_none());
            match returned {
                Some(day) if day > after.as_of => ahead += 1,
                _ if was.received.min(is.received) > after.as_of => ahead += 1,
                Some(_) => found.push((ReportTurn::Returned, is)),
                None => found.push((ReportTurn::Corrected, is)),
            }
        }
        let (is, was) = (after.registry, before.registry);
        let added = new.into_iter().map(|submission| (ReportTurn::Arrived, submission, is, was));
        let gone = old.into_iter().map(|submission| (ReportTurn::Removed, submission, was, is));
        for (turn, submission, own, other) in added.chain(gone) {
            if may_be_hidden(submission, own, other) {
                *unclear += 1;
            } else if submission.received > after.as_of {
                ahead += 1;
            } else {
                found.push((turn, submission));
            }
        }
    }
    let rank = rank_of_units(after);
    found.sort_by_key(|(_, submission)| (rank(&submission.unit.id), submission.received));
    let change = |(turn, submission): (ReportTurn, &'r Submission)| {
        let facts = if turn == ReportTurn::Removed { before } else { after };
        let filing = Filing::of_submission(facts.registry, submission);
        let entry = filing.and_then(|filing| entry(facts, &filing, submission));
        let status = entry.as_ref().map(|entry| entry.status).filter(|_| turn != ReportTurn::Removed);
        let clause = entry.and_then(|entry| entry.owed.clause());
        ReportChange { turn, submission, filing, status, clause }
    };
    (found.into_iter().map(change).collect(), ahead)
}

/// Whether a submission of one side may be among those that the other could not read.
fn may_be_hidden(submission: &Submission, own: &Registry, other: &Registry) -> bool {
    let period = submission.period.map(|period| period.to_string()).unwrap_or_default();
    let request = submission.request.as_ref().map_or("", |request| &*request.id);
    may_be_unread::<Submission>(other, |flawed| {
        !names_another(flawed, "unit", &submission.unit.id, |unit| own.unit(unit).is_some())
            && !names_another(flawed, "period", &period, |period| period.parse::<Period>().is_ok())
            && !names_another(flawed, "request", request, |request| own.request(request).is_some())
    })
}

/// The report to which the ledger counts this submission.
fn entry<'r>(facts: &Facts<'r>, filing: &Filing<'r>, submission: &Submission) -> Option<Entry<'r>> {
    let days = match (filing.period, filing.request) {
        (Some(period), _) => Interval { from: period.first_day(), until: Some(period.last_day()) },
        (None, Some(request)) => Interval::one_day(request.by),
        (None, None) => return None,
    };
    let is_this = |other: &&Submission| std::ptr::eq(*other, submission);
    facts
        .entries_of(filing.unit, Reach::Closing(days))
        .into_iter()
        .find(|entry| entry.accepted.as_ref().is_some_and(is_this) || entry.returned.iter().any(is_this))
}
