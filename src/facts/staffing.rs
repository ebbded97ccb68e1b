//! Who holds which seat, since when a seat is vacant, where two hold a seat of one; whose records are of one person.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{Months, NaiveDate};

use super::Facts;
use super::force::Force;
use crate::calendar::{Days, Interval, runs_where};
use crate::model::regulation::{Count, Position};
use crate::model::{Kind, Officer, Registry, Regulation, Seat, Unit};
use crate::record::Record;
use crate::text::{self, Guesses};

/// One seat of one unit over all the days that a regulation asks for it.
#[derive(Clone, Debug)]
pub struct SeatHistory {
    /// The unit's position in the registry.
    pub unit: usize,
    pub seat: Arc<str>,
    /// The runs of days with one regulation and one count, in order of time.
    pub terms: Vec<SeatTerm>,
    /// The officers recorded for the seat, in the registry's order.
    pub holders: Vec<usize>,
    /// The maximal runs of days with fewer holders than asked for, less the days on which somebody sits in a seat that
    /// the unit does not have and that may have been meant for this one.
    pub vacant: Vec<Interval>,
    /// The maximal runs of days with more holders than allowed.
    pub overfilled: Vec<Interval>,
    /// Whether somebody may have held it of whom no day is known: a record that cannot be read, or one that ends
    /// before it begins. Then vacancies mean nothing.
    pub uncertain: bool,
}

/// A run of days on which a regulation asks for a seat.
#[derive(Clone, Copy, Debug)]
pub struct SeatTerm {
    pub days: Interval,
    pub regulation: usize,
    pub count: Count,
}

impl SeatHistory {
    /// What is asked for on a day, if the seat exists then.
    pub fn term_on(&self, day: NaiveDate) -> Option<&SeatTerm> {
        self.terms.iter().find(|term| term.days.contains(day))
    }

    /// The officers in the seat on a day.
    pub fn holders_on<'a>(&'a self, registry: &'a Registry, day: NaiveDate) -> impl Iterator<Item = &'a Officer> {
        self.holders.iter().map(|at| &registry.officers[*at]).filter(move |officer| officer.tenure().contains(day))
    }

    /// How many seats this one counts as on a day: the holders, but at least the minimum and at most the maximum
    /// (reading, question 10).
    pub fn expected_on(&self, registry: &Registry, day: NaiveDate) -> usize {
        self.term_on(day).map_or(0, |term| {
            let holders = self.holders_on(registry, day).count();
            let least = holders.max(usize::from(term.count.min));
            term.count.max.map_or(least, |max| least.min(usize::from(max)))
        })
    }

    /// How many of the expected seats are held on a day.
    pub fn held_on(&self, registry: &Registry, day: NaiveDate) -> usize {
        self.holders_on(registry, day).count().min(self.expected_on(registry, day))
    }

    /// The officer whose tenure ended last before a day.
    pub fn last_holder_before<'a>(&self, registry: &'a Registry, day: NaiveDate) -> Option<&'a Officer> {
        self.holders
            .iter()
            .map(|at| &registry.officers[*at])
            .filter(|officer| officer.until.is_some_and(|until| until < day))
            .max_by_key(|officer| officer.until)
    }

    /// The officer whose tenure begins first after a day.
    pub fn next_holder_after<'a>(&self, registry: &'a Registry, day: NaiveDate) -> Option<&'a Officer> {
        self.holders
            .iter()
            .map(|at| &registry.officers[*at])
            .filter(|officer| officer.from > day)
            .min_by_key(|officer| officer.from)
    }
}

/// An officer in post on the day judged, in a seat that the regulation in force gives the unit.
#[derive(Clone, Copy, Debug)]
pub struct Post<'r> {
    /// The officer's position in the registry.
    pub at: usize,
    pub officer: &'r Officer,
    pub unit: &'r Unit,
    pub regulation: &'r Regulation,
    pub kind: &'r Kind,
    pub seat: &'r Seat,
}

impl<'r> Facts<'r> {
    /// Everyone in post on the day judged whose unit is in scope and has the seat, in the registry's order.
    pub fn posts(&self) -> impl Iterator<Item = Post<'r>> {
        let registry = self.registry;
        registry.officers.iter().enumerate().filter_map(|(at, officer)| {
            if !officer.tenure().contains(self.as_of) {
                return None;
            }
            let unit = registry.unit_index(&officer.unit.id)?;
            let (regulation, kind) = self.governed(unit, self.as_of).filter(|(_, kind)| kind.in_scope())?;
            Some(Post { at, officer, unit: &registry.units[unit], regulation, kind, seat: kind.seat(&officer.seat)? })
        })
    }

    /// The days of an officer's tenure on which the unit exists: a post ends with its unit, whatever its record says.
    pub fn days_in_post(&self, officer: &Officer) -> Option<Interval> {
        let unit = self.registry.unit(&officer.unit.id)?;
        officer.tenure().intersection(unit.life())
    }

    /// A run of days as far as it is a fact on the day judged: up to that day, but of an officer whose record begins
    /// later, up to the first day. What is recorded ahead is not judged before its time.
    pub fn judged_until(&self, officer: &Officer) -> NaiveDate {
        self.as_of.max(officer.from)
    }
}

impl<'r> Post<'r> {
    /// The title that the officer's position begins with; of several the longest, which says the most.
    pub fn title(&self) -> Option<&'r Position> {
        let words = |position: &&Position| text::fold(&position.title).chars().count();
        let titles = self.seat.positions.iter();
        titles.filter(|title| text::begins_with_title(&self.officer.position, &title.title)).max_by_key(words)
    }

    /// Whether the position fits: it begins with a title that qualifies, or any position does (reading, question 9).
    pub fn is_eligible(&self) -> bool {
        self.seat.positions.is_empty() || self.title().is_some()
    }

    /// What the seat asks its holder to be in charge of, and the officer is not recorded to be.
    pub fn missing_charges(&self) -> impl Iterator<Item = &'r str> {
        let held = &self.officer.in_charge_of;
        self.seat.in_charge_of.iter().filter(|asked| !held.iter().any(|charge| charge == *asked)).map(|asked| &**asked)
    }

    /// The least years of service that the seat, or the officer's title in it, asks for.
    pub fn years_asked(&self) -> Option<u16> {
        self.seat.experience_years.max(self.title().and_then(|title| title.experience_years))
    }

    /// The whole years of service on the day the officer took the seat; `None` where their beginning is not recorded.
    pub fn years_served(&self) -> Option<u16> {
        let since = self.officer.experience_since?;
        let years = self.officer.from.years_since(since).map_or(0, |years| u16::try_from(years).unwrap_or(u16::MAX));
        // 29 February has no anniversary in most years; the last day of the month stands for it.
        let next = since.checked_add_months(Months::new((u32::from(years) + 1) * 12));
        Some(if next.is_some_and(|next| next <= self.officer.from) { years + 1 } else { years })
    }
}

/// Which records are of one human being, as far as `person` says so.
#[derive(Debug)]
pub struct People {
    /// The person's number, by officer.
    person: Vec<usize>,
    /// The officers, by the person's number, in the registry's order.
    records: Vec<Vec<usize>>,
}

impl People {
    pub fn new(registry: &Registry) -> Self {
        // `person` may name a record, or be an id that several records share: either way both names mean one person.
        let mut names = Names::default();
        for officer in &registry.officers {
            let own = names.number(&officer.id);
            if let Some(person) = &officer.person {
                let shared = names.number(person);
                names.join(own, shared);
            }
        }
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let mut people = Self { person: Vec::new(), records: Vec::new() };
        for (at, officer) in registry.officers.iter().enumerate() {
            let own = names.number(&officer.id);
            let number = *numbers.entry(names.root(own)).or_insert(people.records.len());
            people.person.push(number);
            if number == people.records.len() {
                people.records.push(Vec::new());
            }
            people.records[number].push(at);
        }
        people
    }

    /// Every record of the person that an officer's record is of, that one included.
    pub fn records_of(&self, officer: usize) -> &[usize] {
        &self.records[self.person[officer]]
    }

    /// Whether two officers' records are of one person, by each other or through others that link them.
    pub fn are_one(&self, one: usize, other: usize) -> bool {
        self.person[one] == self.person[other]
    }

    /// The records of each person who has more than one, people in the order of their first records.
    pub fn with_several_records(&self) -> impl Iterator<Item = &[usize]> {
        self.records.iter().map(Vec::as_slice).filter(|records| records.len() > 1)
    }
}

/// Names, some of which are said to mean the same.
#[derive(Default)]
struct Names<'n> {
    numbers: HashMap<&'n str, usize>,
    /// By number: another name that means the same, or itself.
    same_as: Vec<usize>,
}

impl<'n> Names<'n> {
    fn number(&mut self, name: &'n str) -> usize {
        let next = self.same_as.len();
        let number = *self.numbers.entry(name).or_insert(next);
        if number == next {
            self.same_as.push(number);
        }
        number
    }

    /// The one number of all names that mean the same; the way to it is shortened for the next time.
    fn root(&mut self, mut number: usize) -> usize {
        while self.same_as[number] != number {
            self.same_as[number] = self.same_as[self.same_as[number]];
            number = self.same_as[number];
        }
        number
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.same_as[one.max(other)] = one.min(other);
    }
}

/// Every seat of every unit.
pub fn seats(registry: &Registry, force: &Force) -> Vec<SeatHistory> {
    let mut by_unit: Vec<Vec<usize>> = vec![Vec::new(); registry.units.len()];
    for (at, officer) in registry.officers.iter().enumerate() {
        if let Some(unit) = registry.unit_index(&officer.unit.id) {
            by_unit[unit].push(at);
        }
    }
    let unread = UnreadOfficers::new(registry);
    let mut histories = Vec::new();
    for (at, unit) in registry.units.iter().enumerate() {
        let first = histories.len();
        for term in force.terms(at) {
            let regulation = &registry.regulations[term.regulation];
            let Some(kind) = regulation.kind(&unit.kind).filter(|kind| kind.in_scope()) else { continue };
            for seat in &kind.seats {
                let asked = SeatTerm { days: term.days, regulation: term.regulation, count: seat.count() };
                let known = histories[first..].iter_mut().find(|known: &&mut SeatHistory| known.seat == seat.id.0);
                match known {
                    Some(known) => known.terms.push(asked),
                    None => histories.push(history(at, &seat.id.0, asked, registry, &by_unit[at])),
                }
            }
        }
        let seats: Vec<Arc<str>> = histories[first..].iter().map(|history| Arc::clone(&history.seat)).collect();
        for history in &mut histories[first..] {
            judge(history, &seats, registry, &by_unit[at], &unread);
        }
    }
    histories
}

fn history(unit: usize, seat: &Arc<str>, term: SeatTerm, registry: &Registry, officers: &[usize]) -> SeatHistory {
    SeatHistory {
        unit,
        seat: Arc::clone(seat),
        terms: vec![term],
        holders: officers.iter().copied().filter(|at| registry.officers[*at].seat.0 == *seat).collect(),
        vacant: Vec::new(),
        overfilled: Vec::new(),
        uncertain: false,
    }
}

fn judge(
    history: &mut SeatHistory,
    seats: &[Arc<str>],
    registry: &Registry,
    officers: &[usize],
    unread: &UnreadOfficers<'_>,
) {
    let tenures: Vec<Interval> = history.holders.iter().map(|at| registry.officers[*at].tenure()).collect();
    let runs = |test: &dyn Fn(usize, Count) -> bool| {
        // Of a count that nobody can meet, the regulation is told.
        let terms = history.terms.iter().filter(|term| term.count.is_possible());
        terms.fold(Days::default(), |days, term| {
            let found = runs_where(&tenures, &Days::from(term.days), |holders| test(holders, term.count));
            found.into_iter().fold(days, |days, run| days.union(&Days::from(run)))
        })
    };
    let vacant = runs(&|holders, count| holders < usize::from(count.min));
    let overfilled = runs(&|holders, count| count.max.is_some_and(|max| holders > usize::from(max)));
    history.vacant = vacant.without(&strays(history, seats, registry, officers)).runs().to_vec();
    history.overfilled = overfilled.runs().to_vec();
    history.uncertain =
        tenures.iter().any(|tenure| tenure.is_empty()) || unread.may_hold(history.unit, &history.seat, seats);
}

/// The days on which officers of the unit sit in a seat that it never has and may have been meant for this one.
fn strays(history: &SeatHistory, seats: &[Arc<str>], registry: &Registry, officers: &[usize]) -> Days {
    officers
        .iter()
        .map(|at| &registry.officers[*at])
        .filter(|officer| !seats.contains(&officer.seat.0) && may_mean(&officer.seat, &history.seat, seats))
        .map(Officer::tenure)
        .collect()
}

/// Whether what is written for a seat may mean this one of the unit's seats.
fn may_mean(written: &str, seat: &str, seats: &[Arc<str>]) -> bool {
    if seats.iter().any(|known| **known == *written) {
        return seat == written;
    }
    text::nearest(written, seats.iter().map(|known| &**known)).is_none_or(|nearest| nearest == seat)
}

/// What records of officers that cannot be read may be about.
struct UnreadOfficers<'r> {
    /// Some file of officers could not be read at all.
    incomplete: bool,
    /// By unit, what they say of the seat; `None` where they say nothing.
    by_unit: HashMap<usize, BTreeSet<Option<&'r str>>>,
    /// The same of those that do not say which unit.
    anywhere: BTreeSet<Option<&'r str>>,
}

impl<'r> UnreadOfficers<'r> {
    fn new(registry: &'r Registry) -> Self {
        let mut unread = Self {
            incomplete: registry.unread.is_incomplete(Officer::description()),
            by_unit: HashMap::new(),
            anywhere: BTreeSet::new(),
        };
        let unread_units: BTreeSet<Option<&str>> =
            registry.unread.of::<Unit>().map(|flawed| flawed.id.as_deref()).collect();
        let units_are_missing = registry.unread.is_incomplete(Unit::description()) || unread_units.contains(&None);
        let mut guesses = Guesses::among(registry.units.iter().map(|unit| &*unit.id.0));
        for flawed in registry.unread.of::<Officer>() {
            let seat = flawed.field("seat");
            let Some(written) = flawed.field("unit") else {
                unread.anywhere.insert(seat);
                continue;
            };
            let unit = registry.unit_index(written);
            // Of a unit that cannot be read itself; no other unit's seat is in doubt for it.
            if unit.is_none() && (units_are_missing || unread_units.contains(&Some(written))) {
                continue;
            }
            let unit = unit.or_else(|| registry.unit_index(guesses.nearest(written)?));
            match unit {
                Some(unit) => unread.by_unit.entry(unit).or_default().insert(seat),
                None => unread.anywhere.insert(seat),
            };
        }
        unread
    }

    fn may_hold(&self, unit: usize, seat: &str, seats: &[Arc<str>]) -> bool {
        let fits = |written: &Option<&str>| written.is_none_or(|written| may_mean(written, seat, seats));
        self.incomplete || self.by_unit.get(&unit).into_iter().flatten().chain(&self.anywhere).any(fits)
    }
}
