//! Whom decisions that cannot be read may name: of these, and of nobody else, nothing is concluded from the lack of one.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::model::{DecisionFile, Officer, Registry, Unit};
use crate::record::{Flawed, Record};
use crate::text;

/// Whom decisions that cannot be read may name.
pub struct UnreadDecisions<'r> {
    /// Anybody: some file of decisions could not be read at all, or neither the issuer nor the lists of one can be told.
    anybody: bool,
    named: HashSet<&'r str>,
    /// The units that issued one whose lists cannot be told for certain: it may be anybody whom they recognise. `None` is a
    /// unit that cannot be read itself: it may be anybody for whom no authority is found.
    anybody_of: HashSet<Option<usize>>,
}

impl<'r> UnreadDecisions<'r> {
    pub fn new(registry: &'r Registry) -> Self {
        let mut unread = Self {
            anybody: registry.unread.is_incomplete(DecisionFile::description()),
            named: HashSet::new(),
            anybody_of: HashSet::new(),
        };
        let (flawed_units, flawed_officers, flawed_decisions) =
            (flawed_ids::<Unit>(registry), flawed_ids::<Officer>(registry), flawed_ids::<DecisionFile>(registry));
        let mut mentions: HashSet<&str> = HashSet::new();
        for flawed in registry.unread.of::<DecisionFile>() {
            mentions.extend(flawed.mentions.iter().map(|mention| &**mention));
            if lists_are_certain(registry, &flawed_officers, &flawed_decisions, flawed) {
                continue;
            }
            let issuer = flawed.field("issued_by");
            match issuer.and_then(|written| registry.unit_index(written)) {
                None if issuer.is_none_or(|written| !flawed_units.contains(written)) => unread.anybody = true,
                known => _ = unread.anybody_of.insert(known),
            }
        }
        // A decision that is mentioned may be one that is replaced.
        let replaced = mentions.iter().filter_map(|mention| registry.decision(mention));
        unread.named.extend(replaced.flat_map(|decision| &decision.recognizes).map(|officer| &*officer.id));
        unread.named.extend(mentions.iter().filter_map(|mention| meant(registry, mention)));
        unread
    }

    /// Whether one of them may name an officer, whom this unit recognises.
    pub fn may_name(&self, officer: &str, authority: impl Fn() -> Option<usize>) -> bool {
        self.anybody
            || self.named.contains(officer)
            || !self.anybody_of.is_empty() && self.anybody_of.contains(&authority())
    }
}

fn flawed_ids<R: Record>(registry: &Registry) -> HashSet<&str> {
    registry.unread.of::<R>().filter_map(|flawed| flawed.id.as_deref()).collect()
}

/// Whether whom a flawed decision recognises and whose recognition it ends can be told: all that its lists name is there,
/// read or not.
fn lists_are_certain(
    registry: &Registry,
    flawed_officers: &HashSet<&str>,
    flawed_decisions: &HashSet<&str>,
    flawed: &Flawed,
) -> bool {
    let all = |key: &str, is_there: &dyn Fn(&str) -> bool| {
        flawed.list(key).is_some_and(|names| names.iter().all(|name| is_there(name)))
    };
    let is_officer = |id: &str| registry.officer(id).is_some() || flawed_officers.contains(id);
    let is_decision = |id: &str| registry.decision(id).is_some() || flawed_decisions.contains(id);
    all("recognizes", &is_officer) && all("ends", &is_officer) && all("replaces", &is_decision)
}

/// The officer whom a text in a flawed decision may mean.
fn meant<'r>(registry: &'r Registry, mention: &'r str) -> Option<&'r str> {
    if let Some(officer) = registry.officer(mention) {
        return Some(&officer.id);
    }
    let is_of_something_else = registry.unit(mention).is_some() || registry.decision(mention).is_some();
    // Numbers, dates and names are not worth a search through every officer.
    if is_of_something_else || !mention.contains('-') || mention.parse::<NaiveDate>().is_ok() {
        return None;
    }
    let is_like_an_id = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let nearest = || text::nearest(mention, registry.officers.iter().map(|officer| &*officer.id));
    mention.chars().all(is_like_an_id).then(nearest).flatten()
}
