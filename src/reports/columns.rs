//! What several parts show alike: a unit, a report, a day, whom to ask.

use chrono::NaiveDate;

use super::Scope;
use crate::document::{Cell, Column, Holds};
use crate::facts::ledger::Entry;
use crate::locale::{Both, Text};
use crate::model::Officer;

pub fn unit() -> Column {
    Column::new("unit", Both::new("Đơn vị", "Unit"), Holds::Words)
}

pub fn report() -> Column {
    Column::new("report", Both::new("Báo cáo", "Report"), Holds::Words)
}

pub fn last_good_day() -> Column {
    Column::new("last_good_day", Both::new("Hạn cuối", "Due by"), Holds::Day)
}

pub fn days() -> Column {
    Column::new("days", Both::new("Số ngày", "Days"), Holds::Count)
}

/// The unit's name.
pub fn unit_cell(scope: &Scope<'_, '_>, unit: usize) -> Cell {
    Cell::name(scope.unit_name(unit))
}

pub fn day_cell(day: Option<NaiveDate>) -> Cell {
    day.map_or(Cell::Missing, Cell::Day)
}

/// The period, or the request's title.
pub fn report_cell(entry: &Entry<'_>) -> Cell {
    Cell::Words(entry.owed.short_name())
}

/// Whom to ask: the officers in post in a unit on the day judged, in the registry's order.
pub fn in_post<'r>(scope: &Scope<'_, 'r>, unit: usize) -> Vec<&'r Officer> {
    let facts = scope.facts;
    let histories = facts.seats.iter().filter(|history| history.unit == unit);
    histories
        .flat_map(|history| history.holders_on(facts.registry, facts.as_of).map(|officer| &officer.id))
        .filter_map(|id| facts.registry.officer(id))
        .collect()
}

/// Names or addresses in one cell; missing where there are none.
pub fn joined<'w>(words: impl IntoIterator<Item = &'w str>) -> Cell {
    let words: Vec<&str> = words.into_iter().collect();
    if words.is_empty() { Cell::Missing } else { Cell::Words(Text::same(words.join("; "))) }
}
