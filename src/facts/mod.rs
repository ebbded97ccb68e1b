//! Derived truth: pure functions of a registry and a day, computed once and read by rules, reports and papers alike.
//!
//! No rule works out again who holds a seat, who is recognised or what is owed. Nothing here knows the clock.

pub mod changes;
pub mod citation;
pub mod contacts;
pub mod filing;
pub mod force;
pub mod hierarchy;
pub mod ledger;
pub mod letterhead;
pub mod lookup;
pub mod obligations;
pub mod recognition;
pub mod roster;
pub mod staffing;
pub mod totals;
mod unread_decisions;
pub mod verdict;
pub mod waivers;

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::calendar::WorkingDays;
use crate::diagnostic::Citation;
use crate::locale::Text;
use crate::model::{Kind, Registry, Regulation, Unit};
use crate::record::scalar::ClauseId;
use force::Force;
use hierarchy::Hierarchy;
use ledger::Filings;
use recognition::{Paper, Standing};
use staffing::{People, SeatHistory};

/// What is true of a registry as of a day.
pub struct Facts<'r> {
    pub registry: &'r Registry,
    /// The day judged.
    pub as_of: NaiveDate,
    /// The day on which somebody asks; what is dated later than this cannot have happened.
    pub today: NaiveDate,
    pub hierarchy: Hierarchy,
    pub force: Force,
    pub working_days: WorkingDays,
    /// Every seat that a unit ever had under a regulation, units in the registry's order, seats in the regulation's.
    pub seats: Vec<SeatHistory>,
    pub people: People,
    /// By officer, in the registry's order.
    pub standings: Vec<Standing>,
    /// The decisions known on the day judged, in the registry's order.
    pub papers: Vec<Paper<'r>>,
    filings: OnceLock<Filings<'r>>,
    /// By unit, the place in its name or in that of the nearest unit above which has one.
    places: OnceLock<Vec<Option<Arc<str>>>>,
}

impl<'r> Facts<'r> {
    pub fn new(registry: &'r Registry, as_of: NaiveDate, today: NaiveDate) -> Self {
        let hierarchy = Hierarchy::new(registry);
        let force = Force::new(registry, &hierarchy);
        let seats = staffing::seats(registry, &force);
        let people = People::new(registry);
        let standings = recognition::standings(registry, &hierarchy, &force, &people, as_of);
        let papers = recognition::papers(registry, &hierarchy, &force, as_of);
        let working_days = obligations::working_days(registry);
        let (filings, places) = (OnceLock::new(), OnceLock::new());
        Self {
            registry,
            as_of,
            today,
            hierarchy,
            force,
            working_days,
            seats,
            people,
            standings,
            papers,
            filings,
            places,
        }
    }

    /// The regulation that governs a unit on a day, and the unit's kind under it. `None` where there is no regulation,
    /// no such unit on that day, or no such kind.
    pub fn governed(&self, unit: usize, day: NaiveDate) -> Option<(&'r Regulation, &'r Kind)> {
        let regulation = self.regulation_of(unit, day)?;
        Some((regulation, regulation.kind(&self.registry.units[unit].kind)?))
    }

    /// The regulation that governs a unit on a day.
    pub fn regulation_of(&self, unit: usize, day: NaiveDate) -> Option<&'r Regulation> {
        self.force.on(unit, day).map(|at| &self.registry.regulations[at])
    }

    /// The nearest unit of a kind, seen from `unit` on a day.
    pub fn nearest(&self, unit: usize, kind: &str, day: NaiveDate) -> Option<&'r Unit> {
        self.hierarchy.nearest(self.registry, unit, kind, day).map(|at| &self.registry.units[at])
    }

    /// The same of a unit that may not exist yet on that day, or no longer: it is looked at on its first or last day.
    pub fn nearest_seen_from(&self, unit: usize, kind: &str, day: NaiveDate) -> Option<usize> {
        self.hierarchy.nearest(self.registry, unit, kind, self.registry.units[unit].life().nearest_day(day))
    }

    /// The clause of a regulation that a finding rests on.
    pub fn cite(&self, regulation: &Regulation, clause: &str) -> Option<Citation> {
        let says = regulation.clause(clause).map_or_else(Text::default, |clause| Text {
            vi: clause.says.vi.to_string(),
            en: clause.says.en.to_string(),
        });
        Some(Citation { regulation: regulation.number.to_string(), clause: clause.to_owned(), says })
    }

    /// The clause that a finding rests on, from the clause at hand: of it and the points under it the first that the
    /// regulation says the rule keeps, else the clause itself, else what [`Facts::cite_rule`] finds.
    pub fn cite_under(&self, regulation: &Regulation, clause: Option<&ClauseId>, rule: &str) -> Option<Citation> {
        let Some(clause) = clause else { return self.cite_rule(Some(regulation), rule) };
        let is_under =
            |id: &str| id.strip_prefix(&**clause).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']));
        let kept = regulation.kept_by(rule).find(|kept| is_under(&kept.id));
        self.cite(regulation, kept.map_or(clause, |kept| &kept.id))
    }

    /// The first clause that the regulation says a rule keeps: for rules with no clause nearer at hand. The regulation
    /// is the one given, or else the latest begun by the as-of day.
    pub fn cite_rule(&self, regulation: Option<&Regulation>, rule: &str) -> Option<Citation> {
        let regulation = regulation.or_else(|| self.current_regulation())?;
        let clause = regulation.kept_by(rule).next()?;
        self.cite(regulation, &clause.id)
    }

    /// The latest regulation that had begun by the as-of day, or the first of all.
    pub fn current_regulation(&self) -> Option<&'r Regulation> {
        let regulations = &self.registry.regulations;
        regulations
            .iter()
            .filter(|regulation| regulation.in_force.from <= self.as_of)
            .max_by_key(|regulation| regulation.in_force.from)
            .or_else(|| regulations.iter().min_by_key(|regulation| regulation.in_force.from))
    }

    /// Whether any regulation is in force on the day judged; on other days nothing is judged by one.
    pub fn is_judged(&self) -> bool {
        self.registry.regulations.iter().any(|regulation| force::time_in_force(regulation).contains(self.as_of))
    }

    /// What came in for which report; worked out when it is first asked for.
    fn filings(&self) -> &Filings<'r> {
        self.filings.get_or_init(|| Filings::new(self))
    }

    /// The unit at a position in the registry.
    pub fn unit(&self, at: usize) -> &'r Unit {
        &self.registry.units[at]
    }

    /// Every unit in the order in which people list them: from the top down, those of one unit by their kinds as the
    /// regulation orders them, then in the registry's order.
    pub fn units_in_order(&self) -> Vec<usize> {
        let kinds = self.current_regulation().map_or(&[][..], |regulation| &regulation.kinds);
        let rank = |unit: usize| {
            let kind = &self.registry.units[unit].kind;
            kinds.iter().position(|known| known.id == *kind).unwrap_or(kinds.len())
        };
        self.hierarchy.listed_by(rank)
    }

    /// A unit's name on the as-of day, with the name of the unit above where that is needed to tell it from others.
    pub fn unit_name(&self, unit: &Unit) -> String {
        self.hierarchy.full_name(self.registry, unit, self.as_of)
    }
}
