//! What a row changes of somebody's record, and the record of somebody new. A cell that says nothing changes nothing.

use chrono::NaiveDate;

use super::comparison::{Comparison, Newcomer};
use super::entries::Entry;
use super::fault::Fault;
use super::grid::Value;
use super::headings::Field;
use super::plan::Change;
use super::values::{shape, valid, without_remarks};
use crate::both;
use crate::edit::NewRecord;
use crate::facts::contacts::{is_one_number, is_phone_of};
use crate::locale::{Text, listed};
use crate::model::{Employment, Officer};
use crate::record::Shape;
use crate::text;

impl<'r> Comparison<'_, 'r> {
    /// What a row changes of an officer's record.
    pub(super) fn changes(&mut self, entry: &Entry<'_>, at: usize) {
        let officer = &self.facts.registry.officers[at];
        let before = self.plan.changes.len();
        let unit = self.facts.registry.unit(&officer.unit.id);
        let text = |field: Field| Some(entry.text(field).into_owned()).filter(|text| !text.is_empty());
        let masked = |old: &str| self.facts.without_particulars(old);
        let is_one = |new: &str, old: &str| text::same_name(new, old) || text::same_name(new, &masked(old));
        let differs = |new: &String, old: Option<&str>| old.is_none_or(|old| !is_one(new, old));
        let name = text(Field::Name).filter(|new| differs(new, Some(&officer.name)) || mends_case(new, &officer.name));
        self.set(entry, officer, Field::Name, "name", name, Some(&officer.name));
        let position = text(Field::Position).filter(|new| differs(new, Some(&officer.position)));
        self.set(entry, officer, Field::Position, "position", position, Some(&officer.position));
        let old = officer.email.as_deref();
        let of_unit = unit.and_then(|unit| unit.email.as_deref());
        let email = text(Field::Email)
            .filter(|new| old.is_none_or(|old| !new.eq_ignore_ascii_case(old) && *new != text::masked_email(old)));
        let has_own_place = old.is_some_and(|old| !self.facts.is_private_address(old));
        let email = self.unless_the_units(officer, email, old, |new| !has_own_place && of_unit == Some(new));
        self.set(entry, officer, Field::Email, "email", email, old);
        let old = officer.phone.as_deref();
        let phone = self
            .phone(entry)
            .filter(|new| old.is_none_or(|old| !is_one_number(new, old) && *new != text::masked_phone(old)));
        let is_units = |number: &str| unit.is_some_and(|unit| is_phone_of(unit, number));
        let has_own_place = old.is_some_and(is_units);
        let phone = self.unless_the_units(officer, phone, old, |new| !has_own_place && is_units(new));
        self.set(entry, officer, Field::Phone, "phone", phone, old);
        match self.employment(entry) {
            Ok(employment) => {
                let employment = employment.filter(|new| *new != officer.employment.word()).map(str::to_owned);
                self.set(entry, officer, Field::Employment, "employment", employment, Some(officer.employment.word()));
            }
            Err(fault) => self.faults.push(fault),
        }
        let old = officer.note.as_deref();
        let note = text(Field::Note).map(without_remarks).filter(|new| {
            // What the office itself says is compared letter by letter; an export has it on one line.
            let is_one = |old: &str| text::one_line(old) == *new || masked(&text::one_line(old)) == *new;
            !new.is_empty() && !old.is_some_and(is_one)
        });
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

    /// What the list says of how somebody is reached, unless that is only the unit's own contact: a published list has it
    /// in place of one that is private or that nobody has.
    fn unless_the_units(
        &mut self,
        officer: &'r Officer,
        new: Option<String>,
        old: Option<&str>,
        is_only_the_units: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let is_kept = new.as_deref().is_some_and(is_only_the_units);
        if is_kept && old.is_some() {
            self.kept_contacts.insert(&officer.name);
        }
        new.filter(|_| !is_kept)
    }

    pub(super) fn tell_kept_contacts(&mut self) {
        if !self.kept_contacts.is_empty() {
            let Text { vi, en } = listed(self.kept_contacts.iter().copied(), "người");
            self.plan.notes.push(both!(
                "danh sách ghi liên hệ của đơn vị, sổ vẫn giữ liên hệ riêng của: {vi}",
                "the list has the unit's contact, the registry keeps the person's own: {en}"
            ));
        }
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
    pub(super) fn add(&mut self, newcomer: &Newcomer<'_, 'r>) -> Option<NaiveDate> {
        let Newcomer { entry, unit, seat, .. } = *newcomer;
        let faults = self.faults.len();
        let cell = entry.cell(self.grid, Field::Name);
        let name = entry.text(Field::Name);
        let from = newcomer.from.or(self.terms.started_on);
        let employment = match self.employment(entry) {
            Ok(employment) => employment.or_else(|| seat.employment.map(Employment::word)),
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
}

/// Whether a name differs only in its capitals and has them where names do. A list in capitals says nothing about that.
fn mends_case(new: &str, old: &str) -> bool {
    let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    new != old
        && new.to_lowercase() == text::to_nfc(old).to_lowercase()
        && new.split(' ').all(is_capital)
        && new.chars().any(char::is_lowercase)
}
