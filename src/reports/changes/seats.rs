//! Which seats opened or closed, which became vacant or were filled.

use chrono::NaiveDate;

use super::{
    Compared, as_far_as_read, clause_cell, clause_column, day_column, joined, note_column, seat_column, turn_column,
    unit_column,
};
use crate::both;
use crate::document::{Cell, Row, Section, Table, Tone};
use crate::facts::changes::{Changes, SeatChange, SeatTurn};
use crate::locale::{Both, Text, day};
use crate::model::regulation::Count;

pub(super) fn section(compared: &Compared<'_, '_>, changes: &Changes<'_>) -> Section {
    let none = Both::new(
        "Không có vị trí nào mở, đóng, trống thêm hay có người lại",
        "No seat opened, closed, fell vacant or was filled",
    );
    let empty = if changes.regulations_unread {
        both!(
            "Không so sánh vị trí: một bên có quy định không đọc được; hãy chạy ttc validate",
            "Seats are not compared: one side has a regulation that cannot be read; run ttc validate"
        )
    } else {
        as_far_as_read(changes, none)
    };
    Section {
        id: "seats",
        heading: both!("Vị trí mở, đóng, trống, có người", "Seats opened, closed, vacant, filled"),
        lead: Vec::new(),
        table: Table {
            columns: vec![
                turn_column(),
                unit_column(),
                seat_column(),
                day_column(),
                clause_column().ranked(2),
                note_column().ranked(1),
            ],
            rows: changes.seats.iter().map(|change| row(compared, change)).collect(),
            empty,
        },
        chart: None,
        notes: Vec::new(),
    }
}

fn row(compared: &Compared<'_, '_>, change: &SeatChange<'_>) -> Row {
    let turn = match change.turn {
        SeatTurn::Opened(_) => Both::new("mở", "opened"),
        SeatTurn::Closed(_) => Both::new("đóng", "closed"),
        SeatTurn::Recounted { .. } => Both::new("đổi số người", "asks for others"),
        SeatTurn::Vacated(_) => Both::new("trống", "vacant"),
        SeatTurn::Filled => Both::new("đã có người", "filled"),
    };
    let from = first_day(change.turn);
    Row::item(vec![
        Cell::Words(turn.into()),
        Cell::name(&*change.unit),
        Cell::Words(change.seat.clone()),
        Cell::or_missing(from.map(Cell::Day)),
        clause_cell(change.clause),
        Cell::or_missing(note(compared, change, from).map(Cell::Words)),
    ])
    .toned(match (change.turn, change.waiver) {
        (SeatTurn::Vacated(_), None) => Tone::Bad,
        (SeatTurn::Vacated(_), Some(_)) => Tone::Quiet,
        _ => Tone::Plain,
    })
}

/// The first day on which it is so; `None` where it is no matter of days.
fn first_day(turn: SeatTurn) -> Option<NaiveDate> {
    match turn {
        SeatTurn::Opened(run) | SeatTurn::Closed(run) | SeatTurn::Vacated(run) => Some(run.from),
        SeatTurn::Recounted { .. } | SeatTurn::Filled => None,
    }
}

fn note(compared: &Compared<'_, '_>, change: &SeatChange<'_>, from: Option<NaiveDate>) -> Option<Text> {
    let mut remarks: Vec<Text> = from.and_then(|from| compared.ahead(from)).into_iter().collect();
    remarks.extend(change.waiver.map(|waiver| {
        let document = waiver.document.as_ref().map_or("…", |document| &**document);
        both!("được miễn trừ theo {document}", "waived by {document}")
    }));
    match change.turn {
        SeatTurn::Opened(run) | SeatTurn::Closed(run) => {
            remarks.extend(run.until.map(day).map(|last| both!("đến hết ngày {last}", "until {last}")));
        }
        SeatTurn::Recounted { was, is } => {
            let (was, is) = (people(was), people(is));
            remarks.push(both!(vi: ("trước {}, nay {}", was.vi, is.vi), en: ("was {}, is {}", was.en, is.en)));
        }
        SeatTurn::Vacated(_) | SeatTurn::Filled => {}
    }
    joined(remarks)
}

fn people(count: Count) -> Text {
    let min = count.min;
    match count.max {
        Some(max) if max == min => both!("{min} người", "{min}"),
        Some(max) => both!("từ {min} đến {max} người", "{min} to {max}"),
        None => both!("ít nhất {min} người", "at least {min}"),
    }
}
