//! What a waiver speaks of: it accepts what its rule finds about the subject it names (reading, question 24).

use chrono::NaiveDate;

use super::Facts;
use super::obligations::Due;
use crate::diagnostic::Subject;
use crate::model::{Registry, Waiver};
use crate::record::{Record, scalar};
use crate::text;

/// Whether a waiver names this rule and nothing that the subject is not about.
pub fn excuses(waiver: &Waiver, rule: &str, subject: &Subject) -> bool {
    if *waiver.rule != *rule || !names_something(waiver) {
        return false;
    }
    let fits = |named: Option<&str>, is: &Option<String>| named.is_none_or(|named| is.as_deref() == Some(named));
    let period = waiver.period.map(|period| period.to_string());
    fits(waiver.unit.as_ref().map(|unit| &*unit.id), &subject.unit)
        && fits(waiver.seat.as_deref(), &subject.seat)
        && fits(waiver.officer.as_ref().map(|officer| &*officer.id), &subject.officer)
        && fits(waiver.decision.as_ref().map(|decision| &*decision.id), &subject.decision)
        && fits(period.as_deref(), &subject.period)
        && fits(waiver.request.as_ref().map(|request| &*request.id), &subject.request)
}

/// The rule by whose name a waiver accepts a vacancy.
const SEAT_VACANT: &str = "seat-vacant";

impl<'r> Facts<'r> {
    /// The waiver that accepts what a rule finds about a subject: the first in the registry's order that names nothing else
    /// and lasts on `day`, of a report its last good day before any extension. None accepts anything of a report without one.
    /// This alone decides it, for findings and for the ledger.
    pub fn waiver_of(&self, rule: &str, subject: &Subject, day: Option<NaiveDate>) -> Option<&'r Waiver> {
        let day = day?;
        self.registry.waivers.iter().find(|waiver| waiver.time().contains(day) && excuses(waiver, rule, subject))
    }

    /// The waiver that accepts a seat's vacancy on the day judged.
    pub fn waiver_of_vacancy(&self, unit: usize, seat: &str) -> Option<&'r Waiver> {
        let subject = Subject { seat: Some(seat.to_owned()), ..Subject::unit(&self.unit(unit).id) };
        self.waiver_of(SEAT_VACANT, &subject, Some(self.as_of))
    }

    /// The day that must lie within a waiver of what is found about a subject: of a report its last good day before any
    /// extension, else the day judged. Of several reports of one period the subject's detail begins with the one meant.
    pub fn day_to_waive(&self, subject: &Subject) -> NaiveDate {
        if let Some(request) = subject.request.as_deref().and_then(|id| self.registry.request(id)) {
            return request.by;
        }
        let due = || {
            let unit = self.registry.unit_index(subject.unit.as_deref()?)?;
            let mut owed = self.obligations(unit, subject.period.as_deref()?.parse().ok()?);
            let meant = subject.detail.as_deref().and_then(|detail| detail.split(' ').next());
            let at = owed.iter().position(|owed| Some(&*owed.report.id) == meant);
            match owed.swap_remove(at.or_else(|| (!owed.is_empty()).then_some(0))?).due {
                Due::On(deadline) => Some(deadline.last_good_day),
                Due::NotSet => None,
            }
        };
        due().unwrap_or(self.as_of)
    }
}

/// Whether a waiver names a subject at all.
pub fn names_something(waiver: &Waiver) -> bool {
    waiver.unit.is_some()
        || waiver.officer.is_some()
        || waiver.decision.is_some()
        || waiver.period.is_some()
        || waiver.request.is_some()
}

/// Whether a waiver that cannot be read may speak of this rule and subject: nothing that can be read of it says
/// otherwise. What is no id, or is nearly the right one, says nothing.
pub fn may_be_excused_by_unread(registry: &Registry, rule: &str, subject: &Subject) -> bool {
    let unread = &registry.unread;
    let parts = [
        ("unit", &subject.unit),
        ("seat", &subject.seat),
        ("officer", &subject.officer),
        ("decision", &subject.decision),
        ("period", &subject.period),
        ("request", &subject.request),
    ];
    unread.is_incomplete(Waiver::description())
        || unread.of::<Waiver>().any(|waiver| {
            let fits = |named: &str, is: &str| {
                named == is || text::nearest(named, [is]).is_some() || !scalar::matches(scalar::ID, named)
            };
            waiver.field("rule").is_none_or(|named| fits(named, rule))
                && parts.iter().all(|(key, is)| {
                    waiver.field(key).is_none_or(|named| is.as_deref().is_some_and(|is| fits(named, is)))
                })
        })
}
