//! Who came, left and moved.

use super::{
    Compared, as_far_as_read, clause_cell, clause_column, day_column, joined, note_column, records, seat_column,
    turn_column, unit_column,
};
use crate::both;
use crate::document::{Cell, Column, Holds, Row, Section, Table, Tone};
use crate::facts::changes::{Changes, PersonChange, Turn};
use crate::locale::{Both, Text, day};
use crate::model::Officer;

pub(super) fn section(compared: &Compared<'_, '_>, changes: &Changes<'_>) -> Section {
    let count = |turn: Turn| changes.people.iter().filter(|change| change.turn == turn).count();
    let (came, left, moved) = (count(Turn::Came), count(Turn::Left), count(Turn::Moved));
    let (corrected, removed) = (count(Turn::Corrected), count(Turn::Removed));
    let columns = vec![
        turn_column(),
        Column::new("officer", Both::new("Họ và tên", "Name"), Holds::Words),
        unit_column(),
        seat_column().ranked(1),
        day_column(),
        Column::new("decision", Both::new("Quyết định", "Decision"), Holds::Code).ranked(2),
        clause_column().ranked(3),
        note_column(),
    ];
    let nobody = Both::new("Không có ai vào, thôi hoặc chuyển vị trí", "Nobody came, left or moved");
    Section {
        id: "people",
        heading: both!("Người vào, thôi, chuyển vị trí", "Who came, left, moved"),
        lead: [both!(
            "{came} người vào, {left} người thôi, {moved} người chuyển vị trí",
            "{came} came, {left} left, {moved} moved"
        )]
        .into_iter()
        .chain(records(corrected, removed))
        .collect(),
        table: Table {
            columns,
            rows: changes.people.iter().map(|change| row(compared, change)).collect(),
            empty: as_far_as_read(changes, nobody),
        },
        chart: None,
        notes: Vec::new(),
    }
}

fn row(compared: &Compared<'_, '_>, change: &PersonChange<'_>) -> Row {
    let officer = change.officer;
    let decision = change.decision.map(|decision| Cell::Code(decision.number.to_string()));
    Row::item(vec![
        Cell::Words(turn(change.turn).into()),
        Cell::name(&*officer.name),
        Cell::name(compared.unit_name(&officer.unit.id)),
        Cell::Words(compared.seat_name(&officer.unit.id, &officer.seat)),
        Cell::Day(change.day),
        Cell::or_missing(decision),
        clause_cell(change.clause),
        Cell::or_missing(note(compared, change).map(Cell::Words)),
    ])
    .toned(match change.turn {
        Turn::Removed => Tone::Warning,
        Turn::Came | Turn::Left | Turn::Moved | Turn::Corrected => Tone::Plain,
    })
}

fn turn(turn: Turn) -> Both {
    match turn {
        Turn::Came => Both::new("vào", "came"),
        Turn::Left => Both::new("thôi", "left"),
        Turn::Moved => Both::new("chuyển", "moved"),
        Turn::Corrected => Both::new("sửa bản ghi", "corrected"),
        Turn::Removed => Both::new("xóa bản ghi", "removed"),
    }
}

fn note(compared: &Compared<'_, '_>, change: &PersonChange<'_>) -> Option<Text> {
    let officer = change.officer;
    let mut remarks: Vec<Text> = compared.ahead(change.day).into_iter().collect();
    match (change.turn, change.was) {
        (Turn::Moved, Some(was)) => remarks.push(left_behind(compared, was, officer)),
        (Turn::Corrected, Some(was)) => remarks.extend(corrected(compared, was, officer)),
        _ => {}
    }
    remarks.extend(change.in_place_of.map(|before| {
        let before = &before.name;
        both!("thay {before}", "in place of {before}")
    }));
    if let (Turn::Came | Turn::Moved, Some(last)) = (change.turn, officer.until) {
        let last = day(last);
        remarks.push(both!("đến hết ngày {last}", "until {last}"));
    }
    joined(remarks)
}

/// The seat that somebody left for another.
fn left_behind(compared: &Compared<'_, '_>, was: &Officer, is: &Officer) -> Text {
    let seat = compared.seat_name(&was.unit.id, &was.seat);
    let Text { vi, en } = if was.unit == is.unit {
        seat
    } else {
        let unit = compared.unit_name(&was.unit.id);
        both!(vi: ("{unit}, {}", seat.vi), en: ("{unit}, {}", seat.en))
    };
    match was.until.map(day) {
        Some(last) => both!("từ {vi}, thôi sau ngày {last}", "from {en}, left after {last}"),
        None => both!("từ {vi}", "from {en}"),
    }
}

/// What a record said before.
fn corrected(compared: &Compared<'_, '_>, was: &Officer, is: &Officer) -> Vec<Text> {
    let mut remarks = Vec::new();
    if was.name != is.name {
        let was = &was.name;
        remarks.push(both!("trước ghi tên {was}", "was named {was}"));
    }
    if was.unit != is.unit || was.seat != is.seat {
        let (unit, seat) = (compared.unit_name(&was.unit.id), compared.seat_name(&was.unit.id, &was.seat));
        remarks.push(both!(vi: ("trước ghi {unit}, {}", seat.vi), en: ("was {unit}, {}", seat.en)));
    }
    if was.tenure() != is.tenure() {
        let (was, is) = (was.tenure().text(), is.tenure().text());
        remarks.push(both!(
            vi: ("trước ghi {}, nay ghi {}", was.vi, is.vi),
            en: ("was {}, is {}", was.en, is.en)
        ));
    }
    remarks
}
