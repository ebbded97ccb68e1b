//! What a waiver speaks of: it accepts what its rule finds about the subject it names (reading, question 24).

use super::Facts;
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
    /// The waiver that accepts a seat's vacancy on the day judged.
    pub fn waiver_of_vacancy(&self, unit: usize, seat: &str) -> Option<&'r Waiver> {
        let subject = Subject { seat: Some(seat.to_owned()), ..Subject::unit(&self.unit(unit).id) };
        let mut waivers = self.registry.waivers.iter();
        waivers.find(|waiver| waiver.time().contains(self.as_of) && excuses(waiver, SEAT_VACANT, &subject))
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
