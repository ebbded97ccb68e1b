//! Which decisions came in, and which changes still lack one.

use super::{
    Compared, as_far_as_read, clause_cell, clause_column, day_column, note_column, seat_column, turn_column,
    unit_column,
};
use crate::both;
use crate::document::{Cell, Column, Holds, Row, Section, Table, Tone};
use crate::facts::changes::{Changes, DecisionChange, DecisionTurn, Lack, Undecided};
use crate::locale::{Both, day};

pub(super) fn undecided(compared: &Compared<'_, '_>, changes: &Changes<'_>) -> Section {
    let columns = vec![
        Column::new("lacks", Both::new("Còn thiếu", "Lacks"), Holds::Words),
        Column::new("officer", Both::new("Họ và tên", "Name"), Holds::Words),
        unit_column(),
        seat_column().ranked(2),
        Column::new("since", Both::new("Từ ngày", "Since"), Holds::Day),
        Column::new("days", Both::new("Số ngày", "Days"), Holds::Count),
        Column::new("authority", Both::new("Cơ quan quyết định", "To be decided by"), Holds::Words).ranked(3),
        clause_column().ranked(1),
    ];
    let none = Both::new("Không có thay đổi nào thiếu quyết định", "No change lacks a decision");
    let empty = if compared.after.is_judged() {
        as_far_as_read(changes, none)
    } else if changes.regulations_unread {
        both!(
            "Không xét: có quy định không đọc được; hãy chạy ttc validate",
            "Not judged: a regulation cannot be read; run ttc validate"
        )
    } else {
        let as_of = day(compared.after.as_of);
        both!(
            "Không xét: ngày {as_of} không có quy định nào có hiệu lực",
            "Not judged: no regulation is in force on {as_of}"
        )
    };
    let rows = changes.undecided.iter().map(|lacking| lacking_row(compared, lacking)).collect();
    let others = changes.undecided_otherwise;
    let others = (others > 0).then(|| {
        both!(
            "Người khác còn thiếu quyết định mà giữa hai bên không thấy có gì thay đổi: {others}",
            "Others who lack a decision, with no change to be seen between the two sides: {others}"
        )
    });
    let unread = changes.decisions_unread.then(|| {
        both!(
            "Bên sau có quyết định không đọc được; người có thể được nêu trong đó thì không xét",
            "The later side has a decision that cannot be read; whoever it may name is not judged"
        )
    });
    Section {
        id: "undecided",
        heading: both!("Thay đổi chưa có quyết định", "Changes that lack a decision"),
        lead: Vec::new(),
        table: Table { columns, rows, empty },
        chart: None,
        notes: others.into_iter().chain(unread).collect(),
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
        clause_cell(Some(lacking.clause)),
    ])
    .toned(Tone::Warning)
}

pub(super) fn decisions(compared: &Compared<'_, '_>, changes: &Changes<'_>) -> Section {
    let columns = vec![
        turn_column(),
        Column::new("number", Both::new("Số, ký hiệu", "Number"), Holds::Code),
        day_column(),
        Column::new("issued_by", Both::new("Nơi ban hành", "Issued by"), Holds::Words),
        Column::new("recognizes", Both::new("Công nhận", "Recognises"), Holds::Count),
        Column::new("ends", Both::new("Thôi công nhận", "Ends"), Holds::Count),
        clause_column().ranked(2),
        note_column().ranked(1),
    ];
    let none = Both::new("Không có quyết định nào mới hoặc thay đổi", "No decision is new or changed");
    Section {
        id: "decisions",
        heading: both!("Quyết định", "Decisions"),
        lead: Vec::new(),
        table: Table {
            columns,
            rows: changes.decisions.iter().map(|change| row(compared, change)).collect(),
            empty: as_far_as_read(changes, none),
        },
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
        clause_cell(change.clause),
        Cell::or_missing(compared.ahead(decision.date).map(Cell::Words)),
    ])
    .toned(if change.turn == DecisionTurn::Removed { Tone::Warning } else { Tone::Plain })
}
