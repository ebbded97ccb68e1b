//! Who is recognised by which decision, from when to when.
//!
//! A recognition covers an officer from the decision's day on, if the paper is a decision of the right authority; it
//! ends on the day of a later paper that ends or replaces it, by the right authority or by whoever recognised.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::force::Force;
use super::hierarchy::Hierarchy;
use crate::calendar::{Days, Interval};
use crate::model::{Decision, DecisionFile, Form, Officer, Registry};
use crate::record::Record;
use crate::text;

/// An officer's recognition as of a day.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The days covered, in order of time, each with the decision (its position in the registry) that covers them.
    pub covered: Vec<(Interval, usize)>,
    /// The papers known on the as-of day that list the officer, valid or not, in order of date.
    pub listed_by: Vec<usize>,
    /// The first day of the unbroken run in post under a regulation that the as-of day lies in.
    pub in_post_since: Option<NaiveDate>,
    /// Whether a decision that cannot be read may name the officer; then the lack of one means nothing.
    pub uncertain: bool,
}

impl Standing {
    /// The decision that covers a day.
    pub fn recognized_by(&self, day: NaiveDate) -> Option<usize> {
        self.covered.iter().find(|(days, _)| days.contains(day)).map(|(_, decision)| *decision)
    }
}

/// The standing of every officer, in the registry's order.
pub fn standings(registry: &Registry, hierarchy: &Hierarchy, force: &Force, as_of: NaiveDate) -> Vec<Standing> {
    let papers = Papers::known_by(registry, as_of);
    registry
        .officers
        .iter()
        .enumerate()
        .map(|(at, officer)| {
            let Some(unit) = registry.unit_index(&officer.unit.id) else { return Standing::default() };
            Standing {
                covered: covered(registry, hierarchy, force, &papers, officer, unit),
                listed_by: papers.recognizing(&officer.id.0).to_vec(),
                in_post_since: in_post_since(registry, force, at, unit, as_of),
                uncertain: may_be_named_by_unread(registry, officer),
            }
        })
        .collect()
}

/// The decisions known on a day, by whom they name.
struct Papers {
    recognizing: HashMap<Arc<str>, Vec<usize>>,
    /// Papers that end a recognition outright, or replace one that gave it without repeating it.
    ending: HashMap<Arc<str>, Vec<usize>>,
}

impl Papers {
    fn known_by(registry: &Registry, as_of: NaiveDate) -> Self {
        let mut order: Vec<usize> =
            (0..registry.decisions.len()).filter(|at| registry.decisions[*at].date <= as_of).collect();
        order.sort_by_key(|at| registry.decisions[*at].date);
        let mut recognizing: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
        let mut ending: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
        for at in order {
            let decision = &registry.decisions[at];
            for officer in &decision.recognizes {
                recognizing.entry(Arc::clone(&officer.id)).or_default().push(at);
            }
            for officer in ended_by(registry, decision) {
                ending.entry(officer).or_default().push(at);
            }
        }
        Self { recognizing, ending }
    }

    fn recognizing(&self, officer: &Arc<str>) -> &[usize] {
        self.recognizing.get(officer).map_or(&[], Vec::as_slice)
    }

    fn ending(&self, officer: &Arc<str>) -> &[usize] {
        self.ending.get(officer).map_or(&[], Vec::as_slice)
    }
}

/// Whose recognition a decision ends: those it names, and those of the decisions it replaces that it does not repeat.
pub fn ended_by(registry: &Registry, decision: &Decision) -> Vec<Arc<str>> {
    let mut ended: Vec<Arc<str>> = decision.ends.iter().map(|officer| Arc::clone(&officer.id)).collect();
    for replaced in decision.replaces.iter().filter_map(|replaced| registry.decision(&replaced.id)) {
        let dropped = replaced.recognizes.iter().filter(|officer| !decision.recognizes_officer(&officer.id));
        for officer in dropped {
            if !ended.contains(&officer.id) {
                ended.push(Arc::clone(&officer.id));
            }
        }
    }
    ended
}

/// The unit whose head recognises the officers of `unit` on a day: as the regulation in force then asks, or before
/// any, as the next one does. `None` where no regulation says, or no such unit stands.
pub fn authority(
    registry: &Registry,
    hierarchy: &Hierarchy,
    force: &Force,
    unit: usize,
    day: NaiveDate,
) -> Option<usize> {
    let terms = force.terms(unit);
    let term =
        terms.iter().find(|term| term.days.contains(day)).or_else(|| terms.iter().find(|term| term.days.from > day))?;
    let kind = registry.regulations[term.regulation].kind(&registry.units[unit].kind)?;
    let by = &kind.recognition.as_ref()?.by;
    // A decision from before its unit's first day is judged by who stood above the unit on that day.
    let seen_from = if registry.units[unit].exists_on(day) { day } else { term.days.from };
    hierarchy.nearest(registry, unit, by, seen_from)
}

fn covered(
    registry: &Registry,
    hierarchy: &Hierarchy,
    force: &Force,
    papers: &Papers,
    officer: &Officer,
    unit: usize,
) -> Vec<(Interval, usize)> {
    let issuer = |decision: &Decision| registry.unit_index(&decision.issued_by.id);
    let right = |day| authority(registry, hierarchy, force, unit, day);
    let mut covered: Vec<(Interval, usize)> = Vec::new();
    for at in papers.recognizing(&officer.id.0) {
        let decision = &registry.decisions[*at];
        let authority = right(decision.date);
        if decision.form != Form::Decision || authority.is_none() || issuer(decision) != authority {
            continue;
        }
        let end = papers.ending(&officer.id.0).iter().map(|ending| &registry.decisions[*ending]).find(|ending| {
            let ender = issuer(ending);
            ending.date > decision.date && ender.is_some() && (ender == right(ending.date) || ender == issuer(decision))
        });
        let until = end.and_then(|ending| ending.date.pred_opt());
        covered.push((Interval { from: decision.date, until }, *at));
    }
    covered
}

/// The unbroken run in post under a regulation: the officer's days in the seat, joined with those of records of the
/// same person in the same seat, on days when a regulation governs the unit.
fn in_post_since(registry: &Registry, force: &Force, at: usize, unit: usize, as_of: NaiveDate) -> Option<NaiveDate> {
    let officer = &registry.officers[at];
    if !officer.tenure().contains(as_of) {
        return None;
    }
    let linked = |other: &&Officer| {
        other.unit == officer.unit
            && other.seat == officer.seat
            && (other.id == officer.id || officer.person.is_some() && other.same_person_as(officer))
    };
    let in_post = if officer.person.is_some() {
        registry
            .officers
            .iter()
            .filter(linked)
            .fold(Days::default(), |days, other| days.union(&Days::from(other.tenure())))
    } else {
        Days::from(officer.tenure())
    };
    let days = in_post.intersection(&force.days(unit));
    days.runs().iter().find(|run| run.contains(as_of)).map(|run| run.from)
}

fn may_be_named_by_unread(registry: &Registry, officer: &Officer) -> bool {
    registry.unread.is_incomplete(DecisionFile::description())
        || registry
            .unread
            .of::<DecisionFile>()
            .any(|flawed| text::nearest(&officer.id, flawed.mentions.iter().map(|mention| &**mention)).is_some())
}
