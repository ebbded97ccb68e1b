//! The people of a list matched with the roster by unit, seat and name.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::entries::{Entries, Entry};
use super::fault::Fault;
use super::grid::{Grid, Value};
use super::headings::Field;
use super::plan::{Plan, Terms};
use super::units::Units;
use super::values::written_day;
use crate::both;
use crate::facts::Facts;
use crate::locale::Text;
use crate::model::{Kind, Seat};
use crate::text;

pub(super) struct Comparison<'c, 'r> {
    pub(super) facts: &'c Facts<'r>,
    pub(super) grid: &'c Grid,
    pub(super) terms: Terms,
    units: Units<'c, 'r>,
    /// By unit, the positions of its officers.
    pub(super) officers: Vec<Vec<usize>>,
    /// The officers that rows speak of, with the cell of the row.
    pub(super) claimed: HashMap<usize, String>,
    /// The people whose own contact is kept though the list has the unit's in its place.
    pub(super) kept_contacts: BTreeSet<&'r str>,
    pub(super) faults: Vec<Fault>,
    pub(super) plan: Plan<'r>,
}

/// A person of the list whom no record of this name is of.
pub(super) struct Newcomer<'c, 'r> {
    pub(super) entry: &'c Entry<'c>,
    pub(super) unit: usize,
    pub(super) kind: &'r Kind,
    pub(super) seat: &'r Seat,
    pub(super) from: Option<NaiveDate>,
}

/// More digits than these in the cell of a name are a telephone number.
const MOST_DIGITS: usize = 6;

/// A first day that somebody new has, by unit and seat.
pub(super) type Starts<'r> = HashMap<(usize, &'r str), NaiveDate>;

impl<'c, 'r> Comparison<'c, 'r> {
    pub(super) fn new(facts: &'c Facts<'r>, grid: &'c Grid, terms: Terms, units: Units<'c, 'r>) -> Self {
        Self {
            facts,
            grid,
            terms,
            units,
            officers: officers_by_unit(facts),
            claimed: HashMap::new(),
            kept_contacts: BTreeSet::new(),
            faults: Vec::new(),
            plan: Plan::default(),
        }
    }

    /// Compares the rows; what is found is in `plan`, or else in `faults`.
    pub(super) fn compare(&mut self, read: &'c Entries<'c>) {
        let mut listed: Vec<usize> = Vec::new();
        let mut newcomers: Vec<Newcomer<'c, 'r>> = Vec::new();
        let mut matched: Vec<(&Entry<'_>, usize)> = Vec::new();
        for entry in &read.people {
            match self.person(entry) {
                Ok((unit, Some(officer), _)) => {
                    listed.push(unit);
                    self.claim(officer, entry);
                    matched.push((entry, officer));
                }
                Ok((unit, None, Some(newcomer))) => {
                    listed.push(unit);
                    newcomers.push(newcomer);
                }
                Ok((_, None, None)) => {}
                Err(fault) => self.faults.push(fault),
            }
        }
        if self.terms.complete {
            for entry in &read.empty {
                match self.unit(entry) {
                    Ok(unit) => listed.push(unit),
                    Err(fault) => self.faults.push(fault),
                }
            }
        }
        listed.sort_unstable();
        listed.dedup();
        // Somebody whose record has the same first day in the same seat is the same person under a mended name.
        newcomers.retain(|newcomer| match self.misnamed(newcomer) {
            Some(officer) => {
                self.claim(officer, newcomer.entry);
                self.doubt_name(officer, newcomer.entry);
                matched.push((newcomer.entry, officer));
                false
            }
            None => true,
        });
        matched.sort_by_key(|(entry, _)| entry.row);
        for (entry, officer) in matched {
            self.changes(entry, officer);
        }
        self.tell_kept_contacts();
        let mut starts = Starts::new();
        let mut known: HashSet<(usize, &str, String)> = HashSet::new();
        for newcomer in &newcomers {
            let name = newcomer.entry.text(Field::Name);
            if !known.insert((newcomer.unit, &newcomer.seat.id, text::fold(&name))) {
                let cell = newcomer.entry.cell(self.grid, Field::Name);
                self.faults
                    .push(Fault::at(cell, both!("{name} có hai lần ở vị trí này", "{name} is in this seat twice")));
                continue;
            }
            if let Some(from) = self.add(newcomer) {
                let start = starts.entry((newcomer.unit, &*newcomer.seat.id)).or_insert(from);
                *start = from.min(*start);
            }
        }
        // Who has left cannot be told while it is not clear who is there.
        if self.faults.is_empty() {
            self.end_predecessors(&newcomers, &starts);
            self.end_missing(&listed, &starts);
        }
    }

    /// Says so where a name that is taken for a mended one has little of the other: a unit that writes somebody new over
    /// somebody who left forgets the first day easily.
    fn doubt_name(&mut self, officer: usize, entry: &Entry<'_>) {
        let old = &*self.facts.registry.officers[officer].name;
        let new = entry.text(Field::Name);
        if text::nearest(&new, [old]).is_none() {
            let cell = entry.cell(self.grid, Field::Name);
            self.plan.notes.push(both!(
                "{cell}: cùng vị trí, cùng ngày bắt đầu nên coi là sửa tên “{old}” thành “{new}”; nếu là người khác, ghi ngày bắt đầu của người ấy rồi nhập lại",
                "{cell}: the seat and the first day are those of “{old}”, so “{new}” is taken for a mended name; if it is somebody else, give that person's first day and import again"
            ));
        }
    }

    fn claim(&mut self, officer: usize, entry: &Entry<'_>) {
        let cell = entry.cell(self.grid, Field::Name);
        if let Some(earlier) = self.claimed.insert(officer, cell.clone()) {
            let name = entry.text(Field::Name);
            self.faults.push(Fault::at(
                cell,
                both!("{name} đã có ở ô {earlier}", "{name} is on the list already, in cell {earlier}"),
            ));
        }
    }

    /// The unit of a row, and the officer that it is about or else what is known of somebody new.
    fn person(&self, entry: &'c Entry<'c>) -> Result<(usize, Option<usize>, Option<Newcomer<'c, 'r>>), Fault> {
        let registry = self.facts.registry;
        let record = entry.text(Field::Record);
        if !record.is_empty() {
            let officer = registry.officer_index(&record).ok_or_else(|| {
                Fault::at(
                    entry.cell(self.grid, Field::Record),
                    both!("không có bản ghi {record}", "there is no record {record}"),
                )
            })?;
            let unit = registry.unit_index(&registry.officers[officer].unit.id).unwrap_or_default();
            return Ok((unit, Some(officer), None));
        }
        let unit = self.unit(entry)?;
        let name = entry.text(Field::Name);
        let from = self.day(entry, Field::From)?;
        let (kind, written) = self.seat_written(entry, unit);
        let of_name: Vec<usize> = self.officers[unit]
            .iter()
            .copied()
            .filter(|at| text::same_name(&registry.officers[*at].name, &name))
            .filter(|at| written.is_none_or(|seat| seat.id == registry.officers[*at].seat))
            .collect();
        let began = of_name.iter().copied().find(|at| Some(registry.officers[*at].from) == from);
        let in_post: Vec<usize> = of_name.into_iter().filter(|at| self.is_in_post(*at)).collect();
        match (began, in_post.as_slice()) {
            (Some(officer), _) => return Ok((unit, Some(officer), None)),
            (None, [officer]) => return Ok((unit, Some(*officer), None)),
            (None, [_, _, ..]) => {
                let cell = entry.cell(self.grid, Field::Name);
                return Err(Fault::at(
                    cell,
                    both!(
                        "đơn vị này có nhiều người tên {name}; hãy ghi cột Vị trí đầu mối hoặc Từ ngày",
                        "several people of this unit are called {name}; say which in a column Seat or From"
                    ),
                ));
            }
            (None, []) => {}
        }
        if let Some((unit, officer)) = self.of_closed_unit(entry, &name, from) {
            return Ok((unit, Some(officer), None));
        }
        let Some(kind) = kind.filter(|kind| !kind.seats.is_empty()) else {
            let cell = entry.unit(self.grid).map_or_else(|| entry.cell(self.grid, Field::Name), |(_, cell)| cell);
            let unit = self.facts.unit_name(self.facts.unit(unit));
            return Err(Fault::at(cell, both!("{unit} không có vị trí đầu mối nào", "{unit} has no seats")));
        };
        self.is_a_name(entry)?;
        let seat = match written {
            Some(seat) => seat,
            None => self.seat_inferred(entry, kind)?,
        };
        Ok((unit, None, Some(Newcomer { entry, unit, kind, seat, from })))
    }

    /// Whether a cell can be the name of one person whom the registry does not know.
    fn is_a_name(&self, entry: &Entry<'_>) -> Result<(), Fault> {
        let name = entry.text(Field::Name);
        let digits = name.chars().filter(char::is_ascii_digit).count();
        let has_two_words = |line: &str| line.split_whitespace().nth(1).is_some();
        let lines = match entry.value(Field::Name) {
            Some(Value::Text(raw)) => raw.lines().filter(|line| has_two_words(line)).count(),
            _ => 1,
        };
        let says = if lines > 1 || name.contains([',', ';']) {
            both!(
                "“{name}” có vẻ là nhiều người; ghi mỗi người một dòng của bảng",
                "“{name}” seems to be several people; give each a row of the table"
            )
        } else if name.starts_with(['=', '+', '-', '@'])
            || !name.chars().any(char::is_alphabetic)
            || digits > MOST_DIGITS
        {
            both!("“{name}” không phải là tên người", "“{name}” is nobody's name")
        } else {
            return Ok(());
        };
        Err(Fault::at(entry.cell(self.grid, Field::Name), says))
    }

    /// The officer of this name and first day in a unit that is no more and bore the name of the unit that is there now.
    fn of_closed_unit(&self, entry: &Entry<'_>, name: &str, from: Option<NaiveDate>) -> Option<(usize, usize)> {
        let (from, (written, _)) = (from?, entry.unit(self.grid)?);
        let above = entry.text(Field::Above);
        let namesakes = self.units.bearing(&written, Some(&*above), self.terms.scope).ok()?;
        namesakes.into_iter().find_map(|unit| {
            let is_meant = |at: &&usize| {
                let officer = &self.facts.registry.officers[**at];
                officer.from == from && text::same_name(&officer.name, name)
            };
            Some((unit, *self.officers[unit].iter().find(is_meant)?))
        })
    }

    fn unit(&self, entry: &Entry<'_>) -> Result<usize, Fault> {
        let above = entry.text(Field::Above);
        let above = Some(&*above);
        let code = entry.text(Field::UnitCode);
        let (written, cell) = if code.is_empty() {
            match (entry.unit(self.grid), self.terms.scope) {
                (Some(found), _) => found,
                (None, Some(scope)) => return Ok(scope),
                (None, None) => {
                    let says = both!(
                        "không rõ của đơn vị nào; hãy ghi đơn vị ở dòng này hoặc dùng --unit",
                        "no unit is named; name it in this row or use --unit"
                    );
                    return Err(Fault::at(entry.cell(self.grid, Field::Name), says));
                }
            }
        } else {
            (code.into_owned(), entry.cell(self.grid, Field::UnitCode))
        };
        self.units.meant(&written, above, self.terms.scope).map_err(|says| Fault::at(cell, says))
    }

    /// The kind of a unit, and the seat of it that a row names.
    fn seat_written(&self, entry: &Entry<'_>, unit: usize) -> (Option<&'r Kind>, Option<&'r Seat>) {
        let as_of = self.facts.as_of;
        let nearest = self.facts.unit(unit).life().nearest_day(as_of);
        let governed = self.facts.governed(unit, as_of).or_else(|| self.facts.governed(unit, nearest));
        let kind = governed.map(|(_, kind)| kind).filter(|kind| kind.in_scope());
        let written = entry.text(Field::Seat);
        let bare = text::skeleton(&written);
        let is_meant = |seat: &&Seat| {
            *seat.id == *written || [&seat.name.vi, &seat.name.en].iter().any(|name| text::skeleton(name) == bare)
        };
        let seat = kind.filter(|_| !written.is_empty()).and_then(|kind| kind.seats.iter().find(is_meant));
        (kind, seat)
    }

    /// The seat of somebody new of whom the row names none: the only one, or the only one that the position fits.
    fn seat_inferred(&self, entry: &Entry<'_>, kind: &'r Kind) -> Result<&'r Seat, Fault> {
        let position = entry.text(Field::Position);
        let fits = |seat: &&Seat| seat.positions.iter().any(|title| text::begins_with_title(&position, &title.title));
        let fitting: Vec<&Seat> = kind.seats.iter().filter(fits).collect();
        let is_silent = entry.text(Field::Seat).is_empty();
        match (kind.seats.as_slice(), fitting.as_slice()) {
            ([only], _) if is_silent => Ok(only),
            (_, [only]) if is_silent => Ok(only),
            (seats, _) => {
                let names: Vec<Text> = seats.iter().map(|seat| seat.name.text()).collect();
                let joined = |part: fn(&Text) -> &str| names.iter().map(part).collect::<Vec<_>>().join("; ");
                let (vi, en) = (joined(|name| &name.vi), joined(|name| &name.en));
                Err(Fault::at(
                    entry.cell(self.grid, Field::Seat),
                    both!("không rõ vị trí đầu mối; đơn vị này có: {vi}", "the seat is not clear; this unit has: {en}"),
                ))
            }
        }
    }

    pub(super) fn is_in_post(&self, at: usize) -> bool {
        let officer = &self.facts.registry.officers[at];
        self.facts.days_in_post(officer).is_some_and(|days| days.contains(self.facts.as_of))
    }

    /// The officer whom nobody on the list is, in post in the same seat since the same day.
    fn misnamed(&self, newcomer: &Newcomer<'_, '_>) -> Option<usize> {
        let from = newcomer.from?;
        let mut same = self.officers[newcomer.unit].iter().copied().filter(|at| {
            let officer = &self.facts.registry.officers[*at];
            officer.seat == newcomer.seat.id && officer.from == from && !self.claimed.contains_key(at)
        });
        same.next().filter(|_| same.next().is_none())
    }

    /// The day that a cell holds, as a date or in words.
    pub(super) fn day(&self, entry: &Entry<'_>, field: Field) -> Result<Option<NaiveDate>, Fault> {
        match entry.value(field) {
            None => Ok(None),
            Some(Value::Day(day)) => Ok(Some(*day)),
            Some(value) => written_day(&value.text()).map(Some).ok_or_else(|| {
                let written = value.text();
                Fault::at(
                    entry.cell(self.grid, field),
                    both!(
                        "“{written}” không phải là một ngày; viết như 20/06/2024",
                        "“{written}” is no day; write it like 20/06/2024"
                    ),
                )
            }),
        }
    }
}

fn officers_by_unit(facts: &Facts<'_>) -> Vec<Vec<usize>> {
    let mut by_unit = vec![Vec::new(); facts.registry.units.len()];
    for (at, officer) in facts.registry.officers.iter().enumerate() {
        if let Some(unit) = facts.registry.unit_index(&officer.unit.id) {
            by_unit[unit].push(at);
        }
    }
    by_unit
}
