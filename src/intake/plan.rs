//! What a list would change: its people matched with the roster by unit, seat and name, field by field.
//!
//! A cell that says nothing changes nothing. Somebody new in a seat that is full ends whoever is not on the list; anybody
//! else who is missing from it stays, unless it is said to be complete.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::entries::{Entries, Entry, entries, passed_over_text};
use super::fault::Fault;
use super::grid::{Grid, Value};
use super::headings::{Field, heading};
use super::units::Units;
use crate::both;
use crate::edit::{self, Draft, NewRecord, fields, officers};
use crate::facts::Facts;
use crate::facts::contacts::{is_one_number, is_phone_of};
use crate::facts::roster::REMARKS;
use crate::locale::{Text, day, listed};
use crate::model::{Kind, Officer, Seat};
use crate::record::{Record, Shape};
use crate::text;

/// On what terms a list is taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// Only units below this one, itself included; rows that name no unit are of this one.
    pub scope: Option<usize>,
    /// Whoever of a unit on the list is not on it has left.
    pub complete: bool,
    /// The last day of those who left, where no successor says it.
    pub ended_on: Option<NaiveDate>,
    /// The first day of new people of whom the list does not say it.
    pub started_on: Option<NaiveDate>,
    /// New people are in charge of what their seats ask for.
    pub in_charge: bool,
}

/// What a list would change.
#[derive(Debug, Default)]
pub struct Plan<'r> {
    pub changes: Vec<Change<'r>>,
    /// How many people are on the list as they are in the registry.
    pub unchanged: usize,
    /// What has to be known of how the list was read.
    pub notes: Vec<Text>,
}

/// One change.
#[derive(Debug)]
pub enum Change<'r> {
    Added { cell: String, unit: usize, seat: &'r Seat, record: NewRecord },
    Changed { cell: String, officer: &'r Officer, key: &'static str, old: Option<String>, new: String },
    Ended { officer: &'r Officer, last_day: NaiveDate },
}

impl Plan<'_> {
    /// Puts the changes into a draft of the same registry.
    ///
    /// # Errors
    /// Where one cannot be made, as no id can be made of a name.
    pub fn draft(self, draft: &mut Draft<'_>) -> Result<(), Text> {
        for change in self.changes {
            match change {
                Change::Changed { officer, key, new, .. } => draft.set(&officer.place, key, new),
                Change::Ended { officer, last_day } => draft.set(&officer.place, "until", last_day),
                Change::Added { record, .. } => officers::add(draft, record).map(drop)?,
            }
        }
        Ok(())
    }
}

/// The plan of a sheet.
///
/// # Errors
/// Every fault of it.
pub fn plan<'r>(facts: &Facts<'r>, grid: &Grid, terms: Terms) -> Result<Plan<'r>, Vec<Fault>> {
    let heading = heading(grid).map_err(|fault| vec![fault])?;
    let units = Units::new(facts);
    let scope = terms.scope.map(|top| facts.hierarchy.below(top));
    let is_unit = |text: &str| units.meant(text, None, scope.as_deref()).is_ok();
    let read = entries(grid, &heading, &is_unit)?;
    let mut comparison = Comparison {
        facts,
        grid,
        terms,
        units,
        scope,
        officers: officers_by_unit(facts),
        claimed: HashMap::new(),
        faults: Vec::new(),
        plan: Plan::default(),
    };
    comparison.compare(&read);
    if !comparison.faults.is_empty() {
        return Err(comparison.faults);
    }
    let mut plan = comparison.plan;
    plan.notes.extend(passed_over_text(&read.passed_over));
    if read.hidden > 0 {
        let hidden = read.hidden;
        plan.notes.push(both!(
            "{hidden} người ở các dòng bị ẩn cũng được đọc",
            "{hidden} people in hidden rows were read too"
        ));
    }
    if !heading.unused.is_empty() {
        let unused: Vec<String> = heading.unused.iter().map(|(text, cell)| format!("“{text}” ({cell})")).collect();
        let Text { vi, en } = listed(unused.iter().map(String::as_str), "cột");
        plan.notes.push(both!("cột không dùng đến: {vi}", "columns that nobody reads: {en}"));
    }
    Ok(plan)
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

struct Comparison<'c, 'r> {
    facts: &'c Facts<'r>,
    grid: &'c Grid,
    terms: Terms,
    units: Units<'c, 'r>,
    scope: Option<Vec<usize>>,
    /// By unit, the positions of its officers.
    officers: Vec<Vec<usize>>,
    /// The officers that rows speak of, with the cell of the row.
    claimed: HashMap<usize, String>,
    faults: Vec<Fault>,
    plan: Plan<'r>,
}

/// A person of the list whom no record of this name is of.
struct Newcomer<'c, 'r> {
    entry: &'c Entry<'c>,
    unit: usize,
    kind: &'r Kind,
    seat: &'r Seat,
    from: Option<NaiveDate>,
}

/// A first day that somebody new has, by unit and seat.
type Starts<'r> = HashMap<(usize, &'r str), NaiveDate>;

impl<'c, 'r> Comparison<'c, 'r> {
    fn compare(&mut self, read: &'c Entries<'c>) {
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
                matched.push((newcomer.entry, officer));
                false
            }
            None => true,
        });
        matched.sort_by_key(|(entry, _)| entry.row);
        for (entry, officer) in matched {
            self.changes(entry, officer);
        }
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
        self.end_predecessors(&newcomers, &starts);
        self.end_missing(&listed, &starts);
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
        let Some(kind) = kind.filter(|kind| !kind.seats.is_empty()) else {
            let cell = entry.unit(self.grid).map_or_else(|| entry.cell(self.grid, Field::Name), |(_, cell)| cell);
            let unit = self.facts.unit_name(self.facts.unit(unit));
            return Err(Fault::at(cell, both!("{unit} không có vị trí đầu mối nào", "{unit} has no seats")));
        };
        let seat = match written {
            Some(seat) => seat,
            None => self.seat_inferred(entry, kind)?,
        };
        Ok((unit, None, Some(Newcomer { entry, unit, kind, seat, from })))
    }

    fn unit(&self, entry: &Entry<'_>) -> Result<usize, Fault> {
        let above = entry.text(Field::Above);
        let above = Some(&*above).filter(|above| !above.is_empty());
        let code = entry.text(Field::UnitCode);
        let (written, cell) = if code.is_empty() {
            match (entry.unit(self.grid), self.terms.scope) {
                (Some(found), _) => found,
                (None, Some(scope)) => return Ok(scope),
                (None, None) => {
                    let says = both!(
                        "không rõ của đơn vị nào; hãy thêm cột Đơn vị hoặc dùng --unit",
                        "no unit is named; add a column Unit or use --unit"
                    );
                    return Err(Fault::at(entry.cell(self.grid, Field::Name), says));
                }
            }
        } else {
            (code.into_owned(), entry.cell(self.grid, Field::UnitCode))
        };
        self.units.meant(&written, above, self.scope.as_deref()).map_err(|says| Fault::at(cell, says))
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

    fn is_in_post(&self, at: usize) -> bool {
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

    fn day(&self, entry: &Entry<'_>, field: Field) -> Result<Option<NaiveDate>, Fault> {
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

    /// What a row changes of an officer's record.
    fn changes(&mut self, entry: &Entry<'_>, at: usize) {
        let officer = &self.facts.registry.officers[at];
        let before = self.plan.changes.len();
        let unit = self.facts.registry.unit(&officer.unit.id);
        let text = |field: Field| Some(entry.text(field).into_owned()).filter(|text| !text.is_empty());
        let differs = |new: &String, old: Option<&str>| old.is_none_or(|old| !text::same_name(new, old));
        let name = text(Field::Name).filter(|new| differs(new, Some(&officer.name)));
        self.set(entry, officer, Field::Name, "name", name, Some(&officer.name));
        let position = text(Field::Position).filter(|new| differs(new, Some(&officer.position)));
        self.set(entry, officer, Field::Position, "position", position, Some(&officer.position));
        let old = officer.email.as_deref();
        let email = text(Field::Email).filter(|new| match old {
            Some(old) => !new.eq_ignore_ascii_case(old) && *new != text::masked_email(old),
            // What a published list has in place of an address that nobody has.
            None => unit.and_then(|unit| unit.email.as_deref()) != Some(new),
        });
        self.set(entry, officer, Field::Email, "email", email, old);
        let old = officer.phone.as_deref();
        let phone = self.phone(entry).filter(|new| match old {
            Some(old) => !is_one_number(new, old) && *new != text::masked_phone(old),
            None => !unit.is_some_and(|unit| is_phone_of(unit, new)),
        });
        self.set(entry, officer, Field::Phone, "phone", phone, old);
        match self.employment(entry) {
            Ok(employment) => {
                let employment = employment.filter(|new| *new != officer.employment.word()).map(str::to_owned);
                self.set(entry, officer, Field::Employment, "employment", employment, Some(officer.employment.word()));
            }
            Err(fault) => self.faults.push(fault),
        }
        let old = officer.note.as_deref();
        let note = text(Field::Note).map(without_remarks).filter(|new| !new.is_empty() && differs(new, old));
        self.set(entry, officer, Field::Note, "note", note, old);
        for (field, key, old) in [(Field::From, "from", Some(officer.from)), (Field::Until, "until", officer.until)] {
            match self.day(entry, field) {
                Ok(new) => {
                    let new = new.filter(|new| Some(*new) != old).map(|day| day.to_string());
                    self.set(entry, officer, field, key, new, old.map(|day| day.to_string()).as_deref());
                }
                Err(fault) => self.faults.push(fault),
            }
        }
        self.plan.unchanged += usize::from(self.plan.changes.len() == before);
    }

    fn set(
        &mut self,
        entry: &Entry<'_>,
        officer: &'r Officer,
        field: Field,
        key: &'static str,
        new: Option<String>,
        old: Option<&str>,
    ) {
        let Some(new) = new else { return };
        let cell = entry.cell(self.grid, field);
        match valid(key, &new) {
            Ok(new) => {
                self.plan.changes.push(Change::Changed { cell, officer, key, old: old.map(str::to_owned), new });
            }
            Err(says) => self.faults.push(Fault::at(cell, says)),
        }
    }

    /// A telephone number; one that a spreadsheet took for a number has its first zero again.
    fn phone(&mut self, entry: &Entry<'_>) -> Option<String> {
        let written = entry.text(Field::Phone).into_owned();
        let is_number = matches!(entry.value(Field::Phone), Some(Value::Number(_)));
        if !is_number || written.starts_with('0') || written.len() < 9 {
            return Some(written).filter(|written| !written.is_empty());
        }
        Some(format!("0{written}"))
    }

    /// The class of employment that a row names, as data has it.
    fn employment(&self, entry: &Entry<'_>) -> Result<Option<&'static str>, Fault> {
        let written = entry.text(Field::Employment);
        if written.is_empty() {
            return Ok(None);
        }
        let bare = text::skeleton(&written);
        let values = match shape("employment") {
            Some(Shape::Scalar(shape)) => shape.values,
            _ => &[],
        };
        let found = values
            .iter()
            .find(|(word, name)| [*word, name.vi, name.en].iter().any(|spelling| text::skeleton(spelling) == bare));
        found.map(|(word, _)| Some(*word)).ok_or_else(|| {
            let known = values.iter().map(|(_, name)| name.vi).collect::<Vec<_>>().join(", ");
            Fault::at(
                entry.cell(self.grid, Field::Employment),
                both!("“{written}” không phải là một trong: {known}", "“{written}” is none of: {known}"),
            )
        })
    }

    /// Adds somebody new; gives the first day.
    fn add(&mut self, newcomer: &Newcomer<'_, 'r>) -> Option<NaiveDate> {
        let Newcomer { entry, unit, seat, .. } = *newcomer;
        let faults = self.faults.len();
        let cell = entry.cell(self.grid, Field::Name);
        let name = entry.text(Field::Name);
        if name.starts_with(['=', '+', '-', '@']) {
            self.faults.push(Fault::at(&cell, both!("“{name}” không phải là tên người", "“{name}” is nobody's name")));
        }
        let from = newcomer.from.or(self.terms.started_on);
        let employment = match self.employment(entry) {
            Ok(employment) => employment.or_else(|| seat.employment.map(crate::model::Employment::word)),
            Err(fault) => {
                self.faults.push(fault);
                return None;
            }
        };
        let until = match self.day(entry, Field::Until) {
            Ok(until) => until,
            Err(fault) => {
                self.faults.push(fault);
                None
            }
        };
        let lacking = [
            (entry.text(Field::Position).is_empty(), both!("người mới thiếu chức vụ", "somebody new has no position")),
            (
                from.is_none(),
                both!(
                    "người mới thiếu ngày bắt đầu; hãy ghi cột Từ ngày hoặc dùng --started-on",
                    "somebody new has no first day; give it in a column From or with --started-on"
                ),
            ),
            (
                employment.is_none(),
                both!(
                    "người mới thiếu diện cán bộ; hãy ghi cột Diện",
                    "somebody new has no class of employment; give it in a column Employment"
                ),
            ),
        ];
        let asked: Vec<String> = seat.in_charge_of.iter().map(ToString::to_string).collect();
        if !asked.is_empty() && !self.terms.in_charge {
            let asked = asked.join(", ");
            self.faults.push(Fault::at(
                &cell,
                both!(
                    "vị trí này dành cho người phụ trách {asked}; nếu người mới đang phụ trách, dùng --in-charge",
                    "this seat is for whoever is in charge of {asked}; if the new people are, use --in-charge"
                ),
            ));
        }
        for (_, says) in lacking.into_iter().filter(|(is_lacking, _)| *is_lacking) {
            self.faults.push(Fault::at(&cell, says));
        }
        let mut record = NewRecord::of::<Officer>();
        record.set("unit", &*self.facts.unit(unit).id.0);
        record.set("seat", &*seat.id.0);
        if !asked.is_empty() {
            record.set("in_charge_of", asked);
        }
        let phone = self.phone(entry);
        let note = without_remarks(entry.text(Field::Note).into_owned());
        let day = |day: NaiveDate| day.to_string();
        let values = [
            (Field::Name, "name", Some(name.into_owned())),
            (Field::Position, "position", Some(entry.text(Field::Position).into_owned())),
            (Field::Employment, "employment", employment.map(str::to_owned)),
            (Field::From, "from", from.map(day)),
            (Field::Until, "until", until.map(day)),
            (Field::Email, "email", Some(entry.text(Field::Email).into_owned())),
            (Field::Phone, "phone", phone),
            (Field::Note, "note", Some(note)),
        ];
        for (field, key, value) in values {
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            match valid(key, &value) {
                Ok(value) => record.set(key, value),
                Err(says) => self.faults.push(Fault::at(entry.cell(self.grid, field), says)),
            }
        }
        if self.faults.len() > faults {
            return None;
        }
        self.plan.changes.push(Change::Added { cell, unit, seat, record });
        from
    }

    /// Ends whoever must have left for the newcomers to have room.
    fn end_predecessors(&mut self, newcomers: &[Newcomer<'_, 'r>], starts: &Starts<'r>) {
        let mut seats: Vec<(usize, &'r Seat, &Newcomer<'_, 'r>, usize)> = Vec::new();
        for newcomer in newcomers {
            match seats.iter_mut().find(|(unit, seat, ..)| *unit == newcomer.unit && seat.id == newcomer.seat.id) {
                Some((.., count)) => *count += 1,
                None => seats.push((newcomer.unit, newcomer.seat, newcomer, 1)),
            }
        }
        for (unit, seat, newcomer, count) in seats {
            let Some(most) = newcomer.kind.seat(&seat.id).and_then(|seat| seat.count().max).map(usize::from) else {
                continue;
            };
            let cell = newcomer.entry.cell(self.grid, Field::Name);
            let (stay, rest): (Vec<usize>, Vec<usize>) =
                self.holders(unit, &seat.id).into_iter().partition(|at| self.claimed.contains_key(at));
            let name = seat.name.text();
            if stay.len() + count > most {
                self.faults.push(Fault::at(
                    cell,
                    both!(
                        vi: ("vị trí “{}” chỉ có {most} người, mà danh sách có {}", name.vi, stay.len() + count),
                        en: ("the seat “{}” is for {most}, and the list has {}", name.en, stay.len() + count)
                    ),
                ));
                continue;
            }
            let leaving = (stay.len() + count + rest.len()).saturating_sub(most);
            if leaving == 0 || self.terms.complete {
                continue;
            }
            if leaving < rest.len() {
                self.faults.push(Fault::at(
                    cell,
                    both!(
                        vi: ("không rõ ai thôi ở vị trí “{}”; hãy nêu đủ người và dùng --complete", name.vi),
                        en: ("who left the seat “{}” is not clear; list everybody and use --complete", name.en)
                    ),
                ));
                continue;
            }
            let last_day = self.last_day(unit, seat, starts);
            rest.into_iter().for_each(|at| self.end(at, last_day));
        }
    }

    /// Of a complete list: ends whoever is not on it. Of another: says who.
    fn end_missing(&mut self, listed_units: &[usize], starts: &Starts<'r>) {
        let registry = self.facts.registry;
        let ended: HashSet<&str> = self
            .plan
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Ended { officer, .. } => Some(&*officer.id.0),
                _ => None,
            })
            .collect();
        let of_units = listed_units.iter().flat_map(|unit| self.officers[*unit].iter().map(|at| (*unit, *at)));
        let missing: Vec<(usize, usize)> = of_units
            .filter(|(_, at)| self.is_in_post(*at) && !self.claimed.contains_key(at))
            .filter(|(_, at)| registry.officers[*at].until.is_none())
            .filter(|(_, at)| !ended.contains(&*registry.officers[*at].id))
            .collect();
        if self.terms.complete {
            for (unit, at) in missing {
                let last_day = self
                    .facts
                    .seat_history(unit, &registry.officers[at].seat)
                    .and_then(|history| starts.get(&(unit, &*history.seat)))
                    .and_then(|start| start.pred_opt());
                self.end(at, self.terms.ended_on.or(last_day));
            }
        } else if !missing.is_empty() {
            let names: Vec<String> = missing
                .iter()
                .map(|(unit, at)| {
                    format!("{} ({})", registry.officers[*at].name, self.facts.unit_name(self.facts.unit(*unit)))
                })
                .collect();
            let Text { vi, en } = listed(names.iter().map(String::as_str), "người");
            self.plan.notes.push(both!(
                "có trong sổ mà không có trong danh sách, để nguyên: {vi}; nếu danh sách là đầy đủ, dùng --complete",
                "in the registry and not on the list, left as they are: {en}; if the list is complete, use --complete"
            ));
        }
    }

    fn holders(&self, unit: usize, seat: &str) -> Vec<usize> {
        let registry = self.facts.registry;
        let of_unit = self.officers[unit].iter().copied();
        of_unit.filter(|at| *registry.officers[*at].seat == *seat && self.is_in_post(*at)).collect()
    }

    /// The last day of somebody whom a newcomer follows.
    fn last_day(&self, unit: usize, seat: &Seat, starts: &Starts<'r>) -> Option<NaiveDate> {
        self.terms.ended_on.or_else(|| starts.get(&(unit, &*seat.id))?.pred_opt())
    }

    fn end(&mut self, at: usize, last_day: Option<NaiveDate>) {
        let officer = &self.facts.registry.officers[at];
        let name = &officer.name;
        match last_day {
            Some(last_day) if last_day >= officer.from => self.plan.changes.push(Change::Ended { officer, last_day }),
            Some(last_day) => {
                let (from, last) = (day(officer.from), day(last_day));
                self.faults.push(Fault::of_all(both!(
                    "{name} làm đầu mối từ {from}, không thể thôi ngày {last}",
                    "{name} is in post since {from} and cannot have left on {last}"
                )));
            }
            None => self.faults.push(Fault::of_all(both!(
                "{name} không có trong danh sách, nhưng không rõ thôi ngày nào; hãy dùng --ended-on NGÀY",
                "{name} is not on the list, and on which day they left is not said; use --ended-on DATE"
            ))),
        }
    }
}

/// A value of an officer's field, as data writes it.
fn valid(key: &'static str, written: &str) -> Result<String, Text> {
    if ["phone", "email"].contains(&key) && (written.contains("xx") || written.contains("***")) {
        return Err(both!(
            "“{written}” đã bị che bớt; hãy ghi đủ hoặc để trống",
            "“{written}” is masked; write all of it or leave the cell empty"
        ));
    }
    let Some(shape) = shape(key) else { return Ok(written.to_owned()) };
    match fields::value(shape, written)? {
        edit::Value::Text(text) => Ok(text),
        edit::Value::List(_) | edit::Value::Record(_) => Ok(written.to_owned()),
    }
}

fn shape(key: &str) -> Option<&'static Shape> {
    let field = Officer::description().fields.iter().find(|field| field.key == key)?;
    Some(&field.shape)
}

/// A note without what the program's own export says after it.
fn without_remarks(note: String) -> String {
    for remark in REMARKS.iter().flat_map(|remark| [remark.vi, remark.en]) {
        if let Some(own) = note.strip_suffix(remark)
            && (own.is_empty() || own.ends_with("; "))
        {
            return own.trim_end_matches("; ").to_owned();
        }
    }
    note
}

/// A day as people write it, day first: 20/06/2024, 1.7.2024, 01-07-2024, or as data does.
fn written_day(written: &str) -> Option<NaiveDate> {
    let bare = text::skeleton(written).replace("ngay", " ").replace("thang", "/").replace("nam", "/");
    let parts: Vec<&str> = bare.split(['/', '.', '-']).map(str::trim).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let is_number = |part: &&&str| part.chars().all(|digit| digit.is_ascii_digit());
    if ![first, month, last].iter().all(is_number) {
        return None;
    }
    let (year, day) = match (first.len(), last.len()) {
        (4, 1 | 2) => (first, last),
        (1 | 2, 4) => (last, first),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_an_office_writes_it() {
        let day = NaiveDate::from_ymd_opt(2024, 7, 1);
        for written in
            ["01/07/2024", "1.7.2024", "1-7-2024", "2024-07-01", "01 / 07 / 2024", "ngày 01 tháng 7 năm 2024"]
        {
            assert_eq!(written_day(written), day, "{written}");
        }
        for wrong in ["07/2024", "1/7/24", "31/06/2024", "7/13/2024", "hôm nay", "45474", ""] {
            assert_eq!(written_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_the_program_says_itself_is_no_note() {
        assert_eq!(without_remarks("chưa công nhận".into()), "");
        assert_eq!(without_remarks("kiêm nhiệm; chưa công nhận".into()), "kiêm nhiệm");
        assert_eq!(without_remarks("có người chưa công nhận".into()), "có người chưa công nhận");
    }
}
