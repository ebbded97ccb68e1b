//! What is to be decided on, authority by authority: whom to recognise, and whose recognition to end.

use std::collections::BTreeMap;

use crate::facts::Facts;
use crate::facts::recognition::{Awaiting, Departed};
use crate::model::{Kind, Recognition, Regulation};

/// One decision to be taken.
#[derive(Clone, Debug)]
pub struct Change<'r> {
    /// The position of the unit whose head decides.
    pub authority: usize,
    /// That of the unit that proposes.
    pub proposer: Option<usize>,
    pub regulation: &'r Regulation,
    /// How the first of those listed is recognised.
    pub recognition: &'r Recognition,
    /// In the order of their units and seats.
    pub recognized: Vec<Awaiting<'r>>,
    /// Likewise.
    pub ended: Vec<Departed<'r>>,
}

/// Every decision to be taken as of the day judged, authorities in the registry's order.
pub fn changes<'r>(facts: &Facts<'r>) -> Vec<Change<'r>> {
    let mut changes: BTreeMap<usize, Change<'r>> = BTreeMap::new();
    for awaiting in facts.awaiting() {
        if let Some(change) = change_for(facts, &mut changes, awaiting.unit) {
            change.recognized.push(awaiting);
        }
    }
    for departed in facts.departed() {
        if let Some(change) = change_for(facts, &mut changes, departed.unit) {
            change.ended.push(departed);
        }
    }
    let mut changes: Vec<Change<'r>> = changes.into_values().collect();
    for change in &mut changes {
        change.recognized.sort_by_key(|awaiting| (awaiting.unit, seat_at(facts, awaiting.at), awaiting.at));
        change.ended.sort_by_key(|departed| (departed.unit, seat_at(facts, departed.at), departed.at));
    }
    changes
}

/// Those in post without recognition for whom no authority stands: their names cannot go into anybody's decision.
pub fn without_authority<'r>(facts: &Facts<'r>) -> Vec<Awaiting<'r>> {
    let is_without = |awaiting: &Awaiting<'r>| {
        facts.asked_on(awaiting.unit, facts.as_of).is_none_or(|asked| asked.authority.is_none())
    };
    facts.awaiting().filter(is_without).collect()
}

fn change_for<'c, 'r>(
    facts: &Facts<'r>,
    changes: &'c mut BTreeMap<usize, Change<'r>>,
    unit: usize,
) -> Option<&'c mut Change<'r>> {
    let asked = facts.asked_on(unit, facts.as_of)?;
    let authority = asked.authority?;
    Some(changes.entry(authority).or_insert_with(|| Change {
        authority,
        proposer: asked.proposer,
        regulation: asked.regulation,
        recognition: asked.recognition,
        recognized: Vec::new(),
        ended: Vec::new(),
    }))
}

/// The place of an officer's seat among those of the kind of unit; a seat it does not have comes last.
fn seat_at(facts: &Facts<'_>, officer: usize) -> usize {
    let officer = &facts.registry.officers[officer];
    let unit = facts.registry.unit_index(&officer.unit.id);
    let kind = unit.and_then(|unit| facts.governed(unit, facts.as_of)).map(|(_, kind)| kind);
    kind.and_then(|kind| kind.seats.iter().position(|seat| seat.id == officer.seat)).unwrap_or(usize::MAX)
}

impl Change<'_> {
    /// The positions of the units whose officers it lists, in the registry's order, each once.
    pub fn units(&self) -> Vec<usize> {
        let recognized = self.recognized.iter().map(|awaiting| awaiting.unit);
        let mut units: Vec<usize> = recognized.chain(self.ended.iter().map(|departed| departed.unit)).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// The tiers of those units, as the text of a paper names them, from the top down: `cấp huyện, cấp xã`.
    pub fn tiers(&self, facts: &Facts<'_>) -> String {
        let kinds: Vec<&Kind> =
            self.units().into_iter().filter_map(|unit| Some(facts.governed(unit, facts.as_of)?.1)).collect();
        let order = self.regulation.tier_order().into_iter();
        let listed = order.filter(|tier| kinds.iter().any(|kind| kind.tier.as_deref() == Some(*tier)));
        let tiers: Vec<String> = listed.map(|tier| super::words::small(&self.regulation.tier_name(tier).vi)).collect();
        tiers.join(", ")
    }

    /// Whether somebody comes after somebody else, or goes: then the list changes rather than begins.
    pub fn is_change(&self) -> bool {
        !self.ended.is_empty()
    }
}
