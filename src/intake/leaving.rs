//! Who has left, going by a list: whoever must have for somebody new to have room, and of a complete list whoever is not on
//! it. On which day is never guessed.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::comparison::{Comparison, Newcomer, Starts};
use super::fault::Fault;
use super::headings::Field;
use super::plan::Change;
use crate::both;
use crate::locale::{Text, day, listed};
use crate::model::Seat;

impl<'r> Comparison<'_, 'r> {
    /// Ends whoever must have left for the newcomers to have room.
    pub(super) fn end_predecessors(&mut self, newcomers: &[Newcomer<'_, 'r>], starts: &Starts<'r>) {
        let mut seats: Vec<(usize, &'r Seat, &Newcomer<'_, 'r>, usize)> = Vec::new();
        let mut places: HashMap<(usize, &'r str), usize> = HashMap::new();
        for newcomer in newcomers {
            let place = *places.entry((newcomer.unit, &newcomer.seat.id)).or_insert(seats.len());
            match seats.get_mut(place) {
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
    pub(super) fn end_missing(&mut self, listed_units: &[usize], starts: &Starts<'r>) {
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
