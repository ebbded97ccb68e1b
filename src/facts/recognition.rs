//! Who is recognised by which decision, from when to when; who waits for one; and what each decision was to look like.
//!
//! A recognition covers an officer from the decision's day on, if the paper is a decision of the right authority; it
//! ends on the day of a later paper that ends or replaces it, by the right authority or by whoever recognised.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::Facts;
use super::force::{Force, time_in_force};
use super::hierarchy::Hierarchy;
use super::staffing::{People, SeatHistory};
use super::unread_decisions::UnreadDecisions;
use crate::calendar::{Days, Interval};
use crate::model::{Decision, Form, Kind, Officer, Recognition, Registry, Regulation};
use crate::record::scalar::ClauseId;

/// An officer's recognition as of a day.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// The recognitions that count, in order of their decisions' dates.
    pub covered: Vec<Coverage>,
    /// Those of the same person's other records in the same unbroken run in the seat. A new record for a new title
    /// changes nobody, so that they cover this record as well.
    pub carried: Vec<Coverage>,
    /// The papers known on the as-of day that list the officer, valid or not, in order of date.
    pub listed_by: Vec<usize>,
    /// The first day of the unbroken run in post under a regulation that the as-of day lies in.
    pub in_post_since: Option<NaiveDate>,
    /// The first of the days of that run up to the as-of day that no recognition covers; `None` where one covers that day.
    pub waiting_since: Option<NaiveDate>,
    /// Whether a decision that cannot be read may name the officer; then the lack of one means nothing.
    pub uncertain: bool,
}

/// The days that one decision covers an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    pub days: Interval,
    /// The position in the registry of the decision that recognises.
    pub decision: usize,
    /// That of the decision that ends it, on the day after the last one covered.
    pub ended_by: Option<usize>,
}

impl Standing {
    /// The recognition that covers a day.
    pub fn coverage_on(&self, day: NaiveDate) -> Option<&Coverage> {
        self.covered.iter().chain(&self.carried).find(|coverage| coverage.days.contains(day))
    }

    /// The decision that covers a day.
    pub fn recognized_by(&self, day: NaiveDate) -> Option<usize> {
        self.coverage_on(day).map(|coverage| coverage.decision)
    }
}

/// An officer in post on the day judged whom no decision covers.
#[derive(Clone, Copy, Debug)]
pub struct Awaiting<'r> {
    /// The officer's position in the registry.
    pub at: usize,
    pub officer: &'r Officer,
    /// The unit's position in the registry.
    pub unit: usize,
    pub regulation: &'r Regulation,
    pub recognition: &'r Recognition,
    /// The first day of the unbroken run in post under a regulation.
    pub in_post_since: NaiveDate,
    /// The first of those days that no recognition covers, up to the day judged.
    pub since: NaiveDate,
    /// How many days it has been since then, the first and the day judged included.
    pub days: i64,
    /// The local setting that the days exceed, where there is one.
    pub grace_exceeded: Option<u16>,
}

/// Somebody who has left the seat and is recognised still.
#[derive(Clone, Copy, Debug)]
pub struct Departed<'r> {
    /// The officer's position in the registry.
    pub at: usize,
    pub officer: &'r Officer,
    /// The record of the same person's last days in the seat: this one, or one that goes on where it ends.
    pub left: &'r Officer,
    /// The unit's position in the registry.
    pub unit: usize,
    /// The last day in the seat.
    pub last: NaiveDate,
    /// The decision that still recognises.
    pub decision: &'r Decision,
    /// How the officers of the unit are recognised on the day judged.
    pub asked: Asked<'r>,
}

/// A decision known on the day judged, with the officers it lists and what the regulation in force on its date asked.
#[derive(Clone, Debug)]
pub struct Paper<'r> {
    /// The decision's position in the registry.
    pub at: usize,
    pub decision: &'r Decision,
    /// The issuing unit's position in the registry.
    pub issuer: usize,
    /// Those it recognises, and those whose recognition it ends, as far as a regulation then in force says how.
    pub recognized: Vec<Listing<'r>>,
    pub ended: Vec<Listing<'r>>,
}

/// An officer in a decision's list.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'r> {
    /// The position in the list.
    pub index: usize,
    /// The officer's position in the registry.
    pub at: usize,
    pub officer: &'r Officer,
    pub asked: Asked<'r>,
}

/// How the officers of a unit are recognised on a day.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'r> {
    /// The unit's position in the registry.
    pub unit: usize,
    pub regulation: &'r Regulation,
    pub kind: &'r Kind,
    pub recognition: &'r Recognition,
    /// The unit whose head decides; `None` where no such unit stands.
    pub authority: Option<usize>,
    /// The unit that proposes, likewise.
    pub proposer: Option<usize>,
}

impl<'r> Paper<'r> {
    /// Everyone in it: those it recognises, then those whose recognition it ends.
    pub fn listed(&self) -> impl Iterator<Item = &Listing<'r>> {
        self.recognized.iter().chain(&self.ended)
    }

    /// Those in it for whom its issuer is the right one. What else it lists is a fault of its own.
    pub fn rightly_listed(&self) -> impl Iterator<Item = &Listing<'r>> {
        self.listed().filter(|listing| listing.asked.authority == Some(self.issuer))
    }
}

impl<'r> Facts<'r> {
    /// How the officers of a unit are recognised on a day, under the regulation in force on that day. A unit that does
    /// not exist yet, or no longer, is looked at on its first or last day.
    pub fn asked_on(&self, unit: usize, day: NaiveDate) -> Option<Asked<'r>> {
        asked_on(self.registry, &self.hierarchy, &self.force, unit, day)
    }

    /// Who last held the seat of a unit before an officer came to it, under a regulation: then people have changed. An
    /// earlier record of the same person is nobody else.
    pub fn predecessor(&self, unit: usize, officer: &Officer) -> Option<&'r Officer> {
        let history = self.seat_history(unit, &officer.seat)?;
        let own = self.registry.officer_index(&officer.id)?;
        let others = history.holders.iter().filter(|other| !self.people.are_one(own, **other));
        let others = others.map(|other| &self.registry.officers[*other]);
        let left = others.filter(|other| other.until.is_some_and(|until| until < officer.from));
        let before = left.max_by_key(|other| other.until)?;
        history.term_on(before.until?).map(|_| before)
    }

    /// The clause that asks for somebody's recognition in a unit: where people have changed the one on that.
    pub fn clause_on<'a>(&self, unit: usize, recognition: &'a Recognition, officer: &Officer) -> &'a ClauseId {
        match self.predecessor(unit, officer) {
            Some(_) => recognition.clause_on_change(),
            None => &recognition.clause,
        }
    }

    /// The history of a unit's seat.
    pub fn seat_history(&self, unit: usize, seat: &str) -> Option<&SeatHistory> {
        let first = self.seats.partition_point(|history| history.unit < unit);
        self.seats[first..].iter().take_while(|history| history.unit == unit).find(|history| &*history.seat == seat)
    }

    /// The recognitions of an officer that count, each with what the regulation in force on its date asked. Those from
    /// before any regulation count as well, but nothing was asked of their papers then.
    pub fn recognitions_under_regulation(&self, officer: usize) -> impl Iterator<Item = (&'r Decision, Asked<'r>)> {
        let unit = self.registry.unit_index(&self.registry.officers[officer].unit.id);
        self.standings[officer].covered.iter().filter_map(move |coverage| {
            let decision = &self.registry.decisions[coverage.decision];
            Some((decision, self.asked_on(unit?, decision.date)?))
        })
    }

    /// Of these the ones that were to rest on a proposal, and so on the lists of the units.
    pub fn recognitions_with_proposal(&self, officer: usize) -> impl Iterator<Item = (&'r Decision, Asked<'r>)> {
        self.recognitions_under_regulation(officer).filter(|(_, asked)| asked.recognition.proposed_by.is_some())
    }

    /// Everyone in post whom no decision covers on the day judged (Decision 246, Articles 2.3 and 2.4; reading,
    /// question 12), in the registry's order.
    pub fn awaiting(&self) -> impl Iterator<Item = Awaiting<'r>> {
        let registry = self.registry;
        let settings = registry.manifest.as_ref().and_then(|manifest| manifest.settings.as_ref());
        let grace = settings.and_then(|settings| settings.recognition_grace_days);
        registry.officers.iter().zip(&self.standings).enumerate().filter_map(move |(at, (officer, standing))| {
            let since = standing.waiting_since.filter(|_| !standing.uncertain)?;
            let in_post_since = standing.in_post_since?;
            let unit = registry.unit_index(&officer.unit.id)?;
            let (regulation, kind) = self.governed(unit, self.as_of).filter(|(_, kind)| kind.in_scope())?;
            let recognition = kind.recognition.as_ref()?;
            let days = Interval { from: since, until: None }.days_until(self.as_of);
            let grace_exceeded = grace.filter(|grace| days > i64::from(*grace));
            Some(Awaiting { at, officer, unit, regulation, recognition, in_post_since, since, days, grace_exceeded })
        })
    }
}

impl<'r> Facts<'r> {
    /// Everyone who has left by the day judged and is still recognised on it, of units that are there and governed then:
    /// for the officers of a dissolved unit nobody must end anything (Decision 246, Article 2.4; reading, questions 16
    /// and 17). In the registry's order.
    pub fn departed(&self) -> impl Iterator<Item = Departed<'r>> {
        (0..self.registry.officers.len()).filter_map(|at| self.departed_at(at))
    }

    fn departed_at(&self, at: usize) -> Option<Departed<'r>> {
        let registry = self.registry;
        let officer = &registry.officers[at];
        let standing = &self.standings[at];
        if officer.tenure().is_empty() || standing.uncertain {
            return None;
        }
        // A recognition that is carried over is told of the record that it names.
        let own = standing.covered.iter().find(|coverage| coverage.days.contains(self.as_of))?;
        let decision = &registry.decisions[own.decision];
        let unit = registry.unit_index(&officer.unit.id)?;
        let asked = self.governed(unit, self.as_of).and_then(|_| self.asked_on(unit, self.as_of))?;
        // Another record may have the same person in the same seat.
        let records = || records_in_seat(registry, &self.people, at).map(|other| &registry.officers[other]);
        if records().any(|other| other.tenure().contains(self.as_of)) {
            return None;
        }
        let last = run_in_seat(registry, &self.people, at)?.until.filter(|last| *last < self.as_of)?;
        let left = records().find(|other| other.until == Some(last))?;
        Some(Departed { at, officer, left, unit, last, decision, asked })
    }
}

/// The standing of every officer, in the registry's order.
pub fn standings(
    registry: &Registry,
    hierarchy: &Hierarchy,
    force: &Force,
    people: &People,
    as_of: NaiveDate,
) -> Vec<Standing> {
    let naming = Naming::known_by(registry, as_of);
    let unread = UnreadDecisions::new(registry);
    let units: Vec<Option<usize>> =
        registry.officers.iter().map(|officer| registry.unit_index(&officer.unit.id)).collect();
    let covered: Vec<Vec<Coverage>> = registry
        .officers
        .iter()
        .zip(&units)
        .map(|(officer, unit)| match unit {
            Some(unit) => covered(registry, &naming, officer, |day| authority(registry, hierarchy, force, *unit, day)),
            None => Vec::new(),
        })
        .collect();
    let standing = |(at, officer): (usize, &Officer)| {
        let Some(unit) = units[at] else { return Standing::default() };
        let run = run_in_seat(registry, people, at);
        let carried = carried(registry, people, at, run, &covered);
        let run_on_the_day = run.filter(|_| officer.tenure().contains(as_of)).map(Days::from).unwrap_or_default();
        let governed = run_on_the_day.intersection(&force.days(unit));
        let recognized = covered[at].iter().chain(&carried).map(|coverage| coverage.days).collect();
        Standing {
            in_post_since: governed.run_at(as_of).map(|run| run.from),
            waiting_since: governed.without(&recognized).run_at(as_of).map(|run| run.from),
            listed_by: naming.recognizing(&officer.id.0).to_vec(),
            uncertain: unread.may_name(&officer.id, || authority(registry, hierarchy, force, unit, as_of)),
            covered: covered[at].clone(),
            carried,
        }
    };
    registry.officers.iter().enumerate().map(standing).collect()
}

/// The records of the person in one and the same seat that an officer's record is of, that one included.
fn records_in_seat<'p>(registry: &'p Registry, people: &'p People, at: usize) -> impl Iterator<Item = usize> + use<'p> {
    let officer = &registry.officers[at];
    people.records_of(at).iter().copied().filter(|other| {
        let other = &registry.officers[*other];
        other.unit == officer.unit && other.seat == officer.seat
    })
}

/// The unbroken run of days in the seat that an officer's record is part of, joined with the records of the same person in
/// the same seat before and after. `None` for a record that ends before it begins.
fn run_in_seat(registry: &Registry, people: &People, at: usize) -> Option<Interval> {
    let days: Days = records_in_seat(registry, people, at).map(|other| registry.officers[other].tenure()).collect();
    days.run_at(registry.officers[at].from)
}

/// The recognitions of the other records of an unbroken run in the seat, in order of their decisions' dates.
fn carried(
    registry: &Registry,
    people: &People,
    at: usize,
    run: Option<Interval>,
    covered: &[Vec<Coverage>],
) -> Vec<Coverage> {
    let others = records_in_seat(registry, people, at)
        .filter(|other| *other != at && run.is_some_and(|run| run.contains(registry.officers[*other].from)));
    let mut carried: Vec<Coverage> = others.flat_map(|other| covered[other].iter().copied()).collect();
    carried.sort_by_key(|coverage| coverage.days.from);
    carried
}

/// The decisions known on a day, by whom they name, each list in order of date.
struct Naming {
    recognizing: HashMap<Arc<str>, Vec<usize>>,
    ending: HashMap<Arc<str>, Vec<Ending>>,
}

/// A paper that may end a recognition.
#[derive(Clone, Copy)]
struct Ending {
    by: usize,
    /// Only that of the decision it replaces; `None`: whichever there is.
    of: Option<usize>,
    /// It recognises the officer anew, so that it ends nothing unless it counts itself.
    repeats: bool,
}

impl Naming {
    fn known_by(registry: &Registry, as_of: NaiveDate) -> Self {
        let mut order: Vec<usize> =
            (0..registry.decisions.len()).filter(|at| registry.decisions[*at].date <= as_of).collect();
        order.sort_by_key(|at| registry.decisions[*at].date);
        let mut naming = Self { recognizing: HashMap::new(), ending: HashMap::new() };
        for by in order {
            let decision = &registry.decisions[by];
            let recognized: HashSet<&Arc<str>> = decision.recognizes.iter().map(|officer| &officer.id).collect();
            for officer in &decision.recognizes {
                let papers = naming.recognizing.entry(Arc::clone(&officer.id)).or_default();
                if papers.last() != Some(&by) {
                    papers.push(by);
                }
            }
            let mut end = |officer: &Arc<str>, of: Option<usize>, repeats: bool| {
                naming.ending.entry(Arc::clone(officer)).or_default().push(Ending { by, of, repeats });
            };
            for officer in &decision.ends {
                end(&officer.id, None, false);
            }
            for replaced in decision.replaces.iter().filter_map(|replaced| registry.decision_index(&replaced.id)) {
                for officer in &registry.decisions[replaced].recognizes {
                    end(&officer.id, Some(replaced), recognized.contains(&officer.id));
                }
            }
        }
        naming
    }

    fn recognizing(&self, officer: &Arc<str>) -> &[usize] {
        self.recognizing.get(officer).map_or(&[], Vec::as_slice)
    }

    fn ending(&self, officer: &Arc<str>) -> &[Ending] {
        self.ending.get(officer).map_or(&[], Vec::as_slice)
    }
}

/// The unit whose head recognises the officers of `unit` on a day: as the regulation in force then asks, or before
/// any, as the next one does (reading, question 13). `None` where no regulation says, or no such unit stands.
fn authority(registry: &Registry, hierarchy: &Hierarchy, force: &Force, unit: usize, day: NaiveDate) -> Option<usize> {
    // A decision from before its unit's first day is judged by who stands above the unit on that day.
    let day = day.max(registry.units[unit].life().from);
    let terms = force.terms(unit);
    let term =
        terms.iter().find(|term| term.days.contains(day)).or_else(|| terms.iter().find(|term| term.days.from > day))?;
    let regulation = &registry.regulations[term.regulation];
    let kind = regulation.kind(&registry.units[unit].kind)?;
    let recognition = kind.recognition.as_ref().filter(|_| kind.in_scope())?;
    hierarchy.nearest_under(regulation, registry, unit, &recognition.by, day)
}

fn asked_on<'r>(
    registry: &'r Registry,
    hierarchy: &Hierarchy,
    force: &Force,
    unit: usize,
    day: NaiveDate,
) -> Option<Asked<'r>> {
    let seen_from = registry.units[unit].life().nearest_day(day);
    let regulation = &registry.regulations[force.on(unit, seen_from)?];
    if !time_in_force(regulation).contains(day) {
        return None;
    }
    let kind = regulation.kind(&registry.units[unit].kind).filter(|kind| kind.in_scope())?;
    let recognition = kind.recognition.as_ref()?;
    let nearest = |kind: &str| hierarchy.nearest_under(regulation, registry, unit, kind, seen_from);
    let proposer = recognition.proposed_by.as_ref().and_then(|kind| nearest(kind));
    Some(Asked { unit, regulation, kind, recognition, authority: nearest(&recognition.by), proposer })
}

fn covered(
    registry: &Registry,
    naming: &Naming,
    officer: &Officer,
    authority: impl Fn(NaiveDate) -> Option<usize>,
) -> Vec<Coverage> {
    let decisions = &registry.decisions;
    let issuer = |at: usize| registry.unit_index(&decisions[at].issued_by.id);
    let is_by_authority = |at: usize| {
        let issuer = issuer(at);
        issuer.is_some() && issuer == authority(decisions[at].date)
    };
    // Form and authority decide whether a paper recognises (reading, question 15).
    let counts = |at: usize| decisions[at].form == Form::Decision && is_by_authority(at);
    let ends = |ending: &Ending, recognizing: usize| {
        ending.of.is_none_or(|of| of == recognizing)
            // On one date recognition beats ending (reading, question 14).
            && decisions[ending.by].date > decisions[recognizing].date
            && (is_by_authority(ending.by) || issuer(ending.by) == issuer(recognizing))
            && (!ending.repeats || counts(ending.by))
    };
    let recognizing = naming.recognizing(&officer.id.0).iter().copied().filter(|at| counts(*at));
    recognizing
        .map(|decision| {
            let ended_by = naming.ending(&officer.id.0).iter().find(|ending| ends(ending, decision));
            let ended_by = ended_by.map(|ending| ending.by);
            let until = ended_by.and_then(|ending| decisions[ending].date.pred_opt());
            Coverage { days: Interval { from: decisions[decision].date, until }, decision, ended_by }
        })
        .collect()
}

/// The decisions known on the day judged, in the registry's order; none on a day without any regulation, when nothing
/// is judged (reading, question 26).
pub fn papers<'r>(registry: &'r Registry, hierarchy: &Hierarchy, force: &Force, as_of: NaiveDate) -> Vec<Paper<'r>> {
    if !registry.regulations.iter().any(|regulation| time_in_force(regulation).contains(as_of)) {
        return Vec::new();
    }
    let listings = |officers: &'r [crate::record::Ref<Officer>], date: NaiveDate| -> Vec<Listing<'r>> {
        officers
            .iter()
            .enumerate()
            .filter_map(|(index, officer)| {
                let at = registry.officer_index(&officer.id)?;
                let officer = &registry.officers[at];
                let unit = registry.unit_index(&officer.unit.id)?;
                Some(Listing { index, at, officer, asked: asked_on(registry, hierarchy, force, unit, date)? })
            })
            .collect()
    };
    let known = registry.decisions.iter().enumerate().filter(|(_, decision)| decision.date <= as_of);
    known
        .filter_map(|(at, decision)| {
            Some(Paper {
                at,
                decision,
                issuer: registry.unit_index(&decision.issued_by.id)?,
                recognized: listings(&decision.recognizes, decision.date),
                ended: listings(&decision.ends, decision.date),
            })
        })
        .collect()
}
