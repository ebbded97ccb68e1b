//! A plan as a document: what would change, cell by cell.

use super::plan::{Change, Plan};
use crate::both;
use crate::document::{Cell, Column, Document, Evidence, Holds, Row, Section, Table, Tone};
use crate::facts::Facts;
use crate::locale::{Both, Text, day};
use crate::model::Officer;

/// What the list would change; `file` is its name.
pub fn shown(facts: &Facts<'_>, plan: &Plan<'_>, file: &str, evidence: Evidence) -> Document {
    let count = |is: fn(&Change<'_>) -> bool| plan.changes.iter().filter(|change| is(change)).count();
    let added = count(|change| matches!(change, Change::Added { .. }));
    let ended = count(|change| matches!(change, Change::Ended { .. }));
    let changed = count(|change| matches!(change, Change::Changed { .. }));
    let unchanged = plan.unchanged;
    let column = |id: &'static str, vi, en| Column::new(id, Both::new(vi, en), Holds::Words);
    let columns = vec![
        Column::new("cell", Both::new("Ô", "Cell"), Holds::Code).ranked(4),
        column("change", "Thay đổi", "Change"),
        column("name", "Họ và tên", "Name"),
        column("unit", "Đơn vị", "Unit").ranked(3),
        column("field", "Mục", "Field"),
        column("old", "Trong sổ", "In the registry"),
        column("new", "Trong danh sách", "On the list"),
    ];
    let manifest = facts.registry.manifest.as_ref();
    Document {
        kind: "import",
        title: both!("Đối chiếu danh sách với sổ", "A list held against the registry"),
        subject: Text::same(file),
        about: Vec::new(),
        notice: manifest.and_then(|manifest| manifest.notice.as_ref()).map(ToString::to_string),
        sections: vec![Section {
            id: "changes",
            heading: both!("Thay đổi", "Changes"),
            lead: vec![both!(
                "{added} người thêm mới, {ended} người thôi, {changed} mục sửa, {unchanged} người không đổi",
                "{added} people added, {ended} ended, {changed} fields changed, {unchanged} people unchanged"
            )],
            table: Table {
                columns,
                rows: plan.changes.iter().map(|change| row(facts, change)).collect(),
                empty: both!("Không có thay đổi nào", "Nothing changes"),
            },
            chart: None,
            notes: plan.notes.clone(),
        }],
        frame: None,
        evidence,
    }
}

fn row(facts: &Facts<'_>, change: &Change<'_>) -> Row {
    let of_officer = |officer: &Officer| {
        let unit = facts.registry.unit(&officer.unit.id).map(|unit| Cell::name(facts.unit_name(unit)));
        (Cell::name(&*officer.name), Cell::or_missing(unit))
    };
    let what = |vi, en| Cell::Words(Both::new(vi, en).into());
    match change {
        Change::Added { cell, unit, seat, record } => {
            let text = |key: &str| record.text(key).unwrap_or_default();
            let from = text("from").parse().map_or_else(|_| text("from").to_owned(), day);
            let (seat, position) = (seat.name.text(), text("position"));
            let new = both!(
                vi: ("{}, {position}, từ {from}", seat.vi),
                en: ("{}, {position}, from {from}", seat.en)
            );
            let name = Cell::name(text("name"));
            let unit = Cell::name(facts.unit_name(facts.unit(*unit)));
            let cells = [Cell::Code(cell.clone()), what("thêm", "added"), name, unit];
            Row::item([&cells[..], &[Cell::Missing, Cell::Missing, Cell::Words(new)]].concat()).toned(Tone::Good)
        }
        Change::Changed { cell, officer, key, old, new } => {
            let (name, unit) = of_officer(officer);
            Row::item(vec![
                Cell::Code(cell.clone()),
                what("sửa", "changed"),
                name,
                unit,
                Cell::Words(field_name(key).into()),
                Cell::or_missing(old.as_ref().map(|old| shown_value(old))),
                shown_value(new),
            ])
        }
        Change::Ended { officer, last_day } => {
            let (name, unit) = of_officer(officer);
            let field = Cell::Words(field_name("until").into());
            let cells = [Cell::Missing, what("thôi", "ended"), name, unit, field];
            let last_day = Cell::name(day(*last_day));
            Row::item([&cells[..], &[Cell::Missing, last_day]].concat()).toned(Tone::Warning)
        }
    }
}

/// A value for people: days as they write them.
fn shown_value(value: &str) -> Cell {
    Cell::name(crate::record::scalar::day(value).map_or_else(|| value.to_owned(), day))
}

fn field_name(key: &str) -> Both {
    match key {
        "name" => Both::new("Họ và tên", "Name"),
        "position" => Both::new("Chức vụ", "Position"),
        "employment" => Both::new("Diện", "Employment"),
        "email" => Both::new("Thư điện tử", "E-mail"),
        "phone" => Both::new("Điện thoại", "Telephone"),
        "from" => Both::new("Từ ngày", "From"),
        "until" => Both::new("Đến ngày", "Until"),
        _ => Both::new("Ghi chú", "Note"),
    }
}
