//! Reports that came in after their last good day.

use crate::both;
use crate::document::{Cell, Column, Holds, Row, Section, Table, Tone};
use crate::facts::ledger::{Entry, Status};
use crate::locale::Both;

use super::{Scope, columns};

pub fn sections(scope: &Scope<'_, '_>) -> Vec<Section> {
    let late = scope.entries.iter().filter(|entry| matches!(entry.status, Status::Late { .. }));
    vec![Section {
        id: "late",
        heading: both!("Báo cáo gửi trễ", "Reports that came late"),
        lead: Vec::new(),
        table: Table {
            columns: vec![
                columns::unit(),
                columns::report(),
                columns::last_good_day(),
                Column::new("received", Both::new("Ngày nhận", "Received"), Holds::Day),
                columns::days(),
                Column::new("number", Both::new("Số văn bản", "Number"), Holds::Code).ranked(1),
                Column::new("note", Both::new("Ghi chú", "Note"), Holds::Words).ranked(2),
            ],
            rows: late.map(|entry| row(scope, entry)).collect(),
            empty: both!("Không có báo cáo nào gửi trễ", "No report came late"),
        },
        chart: None,
        notes: Vec::new(),
    }]
}

fn row(scope: &Scope<'_, '_>, entry: &Entry<'_>) -> Row {
    let number = entry.accepted.and_then(|accepted| accepted.number.as_ref());
    let extended = entry.extension.map(|extension| {
        let document = &extension.document;
        Cell::Words(both!("đã gia hạn theo {document}", "extended by {document}"))
    });
    Row::item(vec![
        columns::unit_cell(scope, entry.unit),
        columns::report_cell(entry),
        columns::day_cell(entry.last_good_day()),
        columns::day_cell(entry.accepted.map(|accepted| accepted.received)),
        entry.days().map_or(Cell::Missing, Cell::Count),
        number.map_or(Cell::Missing, |number| Cell::Code(number.to_string())),
        Cell::or_missing(extended),
    ])
    .toned(Tone::Warning)
}
