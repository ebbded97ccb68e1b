//! Which unit or person somebody means by what they wrote: an id, a code or a name, with or without marks.

use std::collections::HashMap;

use super::Facts;
use crate::both;
use crate::locale::{Text, listed};
use crate::model::{Registry, Unit};
use crate::text;

/// What somebody means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// By position in the registry.
    Unit(usize),
    /// The positions of the officer records of one person, in the registry's order.
    Person(Vec<usize>),
}

/// Which units bear which names, for looking up many.
pub struct UnitNames {
    /// By name and code, without marks.
    bearers: HashMap<String, Vec<usize>>,
}

impl UnitNames {
    /// A unit's names are those it has and had, each also with the name of the unit above in parentheses.
    pub fn new(registry: &Registry) -> Self {
        let mut names = Self { bearers: HashMap::new() };
        for (at, unit) in registry.units.iter().enumerate() {
            let above = unit.parent.as_ref().and_then(|parent| registry.unit(&parent.id));
            for name in unit.former_names.iter().map(|former| &*former.name).chain([&*unit.name]) {
                names.add(name, at);
                if let Some(above) = above {
                    names.add(&format!("{name} ({})", above.name), at);
                }
            }
            if let Some(code) = &unit.code {
                names.add(code, at);
            }
        }
        names
    }

    fn add(&mut self, name: &str, unit: usize) {
        let bearers = self.bearers.entry(text::skeleton(name)).or_default();
        if bearers.last() != Some(&unit) {
            bearers.push(unit);
        }
    }

    /// The units that may be meant: the one with this id; else those of this name or code, and of these only the ones
    /// that are there on the day judged, if any are. In the registry's order.
    pub fn meant(&self, facts: &Facts<'_>, written: &str) -> Vec<usize> {
        let registry = facts.registry;
        if let Some(unit) = registry.unit_index(written.trim()) {
            return vec![unit];
        }
        let bearers = self.bearers.get(&text::skeleton(written)).map_or(&[][..], Vec::as_slice);
        let present: Vec<usize> =
            bearers.iter().copied().filter(|at| registry.units[*at].exists_on(facts.as_of)).collect();
        if present.is_empty() { bearers.to_vec() } else { present }
    }
}

impl Facts<'_> {
    /// The position of the unit that is meant: the one with this id; else the only one of this name, now or once, or of
    /// this code, marks and case aside.
    ///
    /// # Errors
    /// Where there is none, with the nearest; or where several bear the name, with their ids.
    pub fn unit_meant(&self, written: &str) -> Result<usize, Text> {
        let written = written.trim();
        match UnitNames::new(self.registry).meant(self, written).as_slice() {
            [only] => Ok(*only),
            [] => Err(self.no_such_unit(written)),
            several => Err(self.several_units(written, several)),
        }
    }

    /// The units in whose names all words of a text stand: `ke sach` is part of two.
    fn units_named_in_part(&self, written: &str) -> Vec<&Unit> {
        let bare = text::skeleton(written);
        let words: Vec<&str> = bare.split(' ').collect();
        let units = self.registry.units.iter().filter(|unit| unit.exists_on(self.as_of));
        let has_all = |unit: &&Unit| {
            let name = text::skeleton(&unit.name);
            let held: Vec<&str> = name.split(' ').collect();
            held.windows(words.len()).any(|part| part == words)
        };
        units.filter(has_all).collect()
    }

    /// Where units are named in part: which, so that one of them can be taken.
    fn named_in_part(&self, written: &str) -> Option<Text> {
        const TOLD: usize = 10;
        let units = self.units_named_in_part(written);
        let told: Vec<String> = units.iter().take(TOLD).map(|unit| format!("{} ({})", unit.id, unit.name)).collect();
        let Text { vi, en } = listed(told.iter().map(String::as_str), "đơn vị");
        (!units.is_empty() && units.len() <= TOLD).then(|| {
            both!(
                "không có đơn vị nào tên đúng là “{written}”; có phải là: {vi}?",
                "no unit is called exactly “{written}”; did you mean: {en}?"
            )
        })
    }

    /// The unit or person that is meant; of a unit and a person of one name the unit.
    ///
    /// # Errors
    /// Where there is neither, with the nearest; or where several bear the name, with their ids.
    pub fn meant(&self, written: &str) -> Result<Meant, Text> {
        let written = written.trim();
        match UnitNames::new(self.registry).meant(self, written).as_slice() {
            [only] => return Ok(Meant::Unit(*only)),
            [] => {}
            several => return Err(self.several_units(written, several)),
        }
        let officers = &self.registry.officers;
        let records = match self.registry.officer_index(written) {
            Some(officer) => vec![officer],
            None => self.officers_called(written),
        };
        let mut people: Vec<&[usize]> = Vec::new();
        for record in records {
            let person = self.people.records_of(record);
            if !people.contains(&person) {
                people.push(person);
            }
        }
        match people.as_slice() {
            [only] => Ok(Meant::Person(only.to_vec())),
            [] => {
                if let Some(told) = self.named_in_part(written) {
                    return Err(told);
                }
                let names = officers.iter().flat_map(|officer| [&*officer.id.0, &*officer.name]);
                let units = self.registry.units.iter().flat_map(|unit| [&*unit.id.0, &*unit.name]);
                Err(match text::nearest(written, units.chain(names)) {
                    Some(nearest) => both!(
                        "không có đơn vị hay người nào là “{written}”; có phải là {nearest}?",
                        "there is no unit or person “{written}”; did you mean {nearest}?"
                    ),
                    None => {
                        both!("không có đơn vị hay người nào là “{written}”", "there is no unit or person “{written}”")
                    }
                })
            }
            several => {
                let told: Vec<String> = several
                    .iter()
                    .filter_map(|records| officers.get(*records.first()?))
                    .map(|officer| format!("{} ({})", officer.id, officer.unit.id))
                    .collect();
                let told = listed(told.iter().map(String::as_str), "người");
                Err(both!(
                    vi: ("có nhiều người tên “{written}”; hãy nêu mã: {}", told.vi),
                    en: ("several people are called “{written}”; give an id: {}", told.en)
                ))
            }
        }
    }

    /// The officers of a name; where none has it with these marks, of the name without marks.
    fn officers_called(&self, name: &str) -> Vec<usize> {
        let officers = || self.registry.officers.iter().enumerate();
        let bare = text::skeleton(name);
        let exact: Vec<usize> =
            officers().filter(|(_, officer)| text::same_name(&officer.name, name)).map(|(at, _)| at).collect();
        if !exact.is_empty() {
            return exact;
        }
        officers().filter(|(_, officer)| text::skeleton(&officer.name) == bare).map(|(at, _)| at).collect()
    }

    fn several_units(&self, written: &str, several: &[usize]) -> Text {
        let ids = listed(several.iter().map(|at| &*self.registry.units[*at].id.0), "đơn vị");
        both!(
            vi: ("có nhiều đơn vị tên “{written}”; hãy nêu mã: {}", ids.vi),
            en: ("several units are called “{written}”; give an id: {}", ids.en)
        )
    }

    fn no_such_unit(&self, written: &str) -> Text {
        if let Some(told) = self.named_in_part(written) {
            return told;
        }
        let units = &self.registry.units;
        let nearest = text::nearest(written, units.iter().map(|unit| &*unit.id)).or_else(|| {
            let name = text::nearest(written, units.iter().map(|unit| &*unit.name))?;
            units.iter().find(|unit| *unit.name == *name).map(|unit| &*unit.id)
        });
        match nearest.and_then(|id| self.registry.unit(id)) {
            Some(unit) => {
                let (id, name) = (&unit.id, &unit.name);
                both!(
                    "không có đơn vị “{written}”; có phải là {id} ({name})?",
                    "there is no unit “{written}”; did you mean {id} ({name})?"
                )
            }
            None => both!("không có đơn vị “{written}”", "there is no unit “{written}”"),
        }
    }
}
