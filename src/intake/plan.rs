//! What a list would change, and how that gets into a draft.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::comparison::Comparison;
use super::entries::{addressed_text, entries, passed_over_text};
use super::fault::Fault;
use super::grid::Grid;
use super::headings::heading;
use super::legacy;
use super::units::Units;
use crate::both;
use crate::edit::{Draft, NewRecord, officers};
use crate::facts::Facts;
use crate::locale::{Text, listed};
use crate::model::{Officer, Seat};
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
    if let Some(fault) = legacy::fault(grid) {
        return Err(vec![fault]);
    }
    let heading = heading(grid).map_err(|fault| vec![fault])?;
    let units = Units::new(facts);
    let is_unit = |text: &str| units.is_one(text, terms.scope);
    let names: HashSet<String> = facts.registry.officers.iter().map(|officer| text::fold(&officer.name)).collect();
    let is_person = |name: &str| names.contains(&text::fold(name));
    let (read, faults) = entries(grid, &heading, &is_unit, &is_person);
    let mut comparison = Comparison::new(facts, grid, terms, units);
    comparison.faults = faults;
    comparison.compare(&read);
    if !comparison.faults.is_empty() {
        return Err(comparison.faults);
    }
    let mut plan = comparison.plan;
    plan.notes.extend(passed_over_text(&read.passed_over));
    plan.notes.extend(addressed_text(&read.addressed));
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
