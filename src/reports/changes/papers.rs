//! Which decisions came in, and which changes still lack one.

use super::{Compared, day_column, note_column, seat_column, table, turn_column, unit_column};
use crate::both;
use crate::document::{Cell, Column, Holds, Row, Section, Table, Tone};
use crate::facts::changes::{Changes, DecisionChange, DecisionTurn, Lack, Undecided};
use crate::locale::{Both, plural};

pub(super) fn undecided(compared: &Compared<'_, '_>, changes: &Changes<'_>) -> Section {
    let empty = table(
        vec![
            Column::new("lacks", Both::new("Còn thiếu", "Lacks"), Holds::Words),
            Column::new("officer", Both::new("Họ và tên", "Name"), Holds::Words),
            unit_column(),
            seat_column().ranked(1),
            Column::new("since", Both::new("Từ ngày", "Since"), Holds::Day),
            Column::new("days", Both::new("Số ngày", "Days"), Holds::Count),
            Column::new("authority", Both::new("Cơ quan quyết định", "To be decided by"), Holds::Words).ranked(2),
        ],
        Both::new("Không có thay đổi nào thiếu quyết định", "No change lacks a decision"),
    );
    let rows = changes.undecided.iter().map(|lacking| lacking_row(compared, lacking)).collect();
    let older = changes.undecided_before;
    let counted = plural(i64::try_from(older).unwrap_or(i64::MAX), "more case");
    let note = (older > 0).then(|| {
        both!(
            "Ngoài ra có {older} trường hợp đã thiếu quyết định từ trước, không có gì thay đổi",
            "Besides, {counted} lacked a decision before and stayed as before"
        )
    });
    Section {
        id: "undecided",
        heading: both!("Thay đổi chưa có quyết định", "Changes that lack a decision"),
        lead: Vec::new(),
        table: Table { rows, ..empty },
        chart: None,
        notes: note.into_iter().collect(),
    }
}

fn lacking_row(compared: &Compared<'_, '_>, lacking: &Undecided<'_>) -> Row {
    let officer = lacking.officer;
    let facts = compared.after;
    let lacks = match lacking.lack {
        Lack::Recognition => Both::new("quyết định công nhận", "recognition"),
        Lack::Ending => Both::new("quyết định thôi công nhận", "end of recognition"),
    };
    let authority = lacking.authority.map(|unit| Cell::name(facts.unit_name(facts.unit(unit))));
    Row::item(vec![
        Cell::Words(lacks.into()),
        Cell::name(&*officer.name),
        Cell::name(facts.unit_name(facts.unit(lacking.unit))),
        Cell::Words(compared.seat_name(&officer.unit.id, &officer.seat)),
        Cell::Day(lacking.since),
        Cell::Count(lacking.days),
        Cell::or_missing(authority),
    ])
    .toned(Tone::Warning)
}

pub(super) fn decisions(compared: &Compared<'_, '_>, changes: &Changes<'_>) -> Section {
    let empty = table(
        vec![
            turn_column(),
            Column::new("number", Both::new("Số, ký hiệu", "Number"), Holds::Code),
            day_column(),
            Column::new("issued_by", Both::new("Nơi ban hành", "Issued by"), Holds::Words),
            Column::new("recognizes", Both::new("Công nhận", "Recognises"), Holds::Count),
            Column::new("ends", Both::new("Thôi công nhận", "Ends"), Holds::Count),
            note_column().ranked(1),
        ],
        Both::new("Không có quyết định nào mới hoặc thay đổi", "No decision is new or changed"),
    );
    Section {
        id: "decisions",
        heading: both!("Quyết định", "Decisions"),
        lead: Vec::new(),
        table: Table { rows: changes.decisions.iter().map(|change| row(compared, change)).collect(), ..empty },
        chart: None,
        notes: Vec::new(),
    }
}

fn row(compared: &Compared<'_, '_>, change: &DecisionChange<'_>) -> Row {
    let decision = change.decision;
    let turn = match change.turn {
        DecisionTurn::Recorded => Both::new("mới ghi", "recorded"),
        DecisionTurn::Corrected => Both::new("sửa bản ghi", "corrected"),
        DecisionTurn::Removed => Both::new("xóa bản ghi", "removed"),
    };
    Row::item(vec![
        Cell::Words(turn.into()),
        Cell::Code(decision.number.to_string()),
        Cell::Day(decision.date),
        Cell::name(compared.unit_name(&decision.issued_by.id)),
        Cell::count(decision.recognizes.len()),
        Cell::count(decision.ends.len()),
        Cell::or_missing(compared.ahead(decision.date).map(Cell::Words)),
    ])
    .toned(if change.turn == DecisionTurn::Removed { Tone::Warning } else { Tone::Plain })
}
