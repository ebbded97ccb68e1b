//! Which reports arrived or were returned, and how they stand.

use super::{Compared, as_far_as_read, clause_cell, clause_column, records, turn_column, unit_column};
use crate::both;
use crate::document::{Cell, Column, Holds, Row, Section, Table, Tone};
use crate::facts::changes::{Changes, ReportChange, ReportTurn};
use crate::facts::ledger::{Status, Verdict};
use crate::locale::{Both, Text, plural};

pub(super) fn section(compared: &Compared<'_, '_>, changes: &Changes<'_>) -> Section {
    let columns = vec![
        turn_column(),
        unit_column(),
        Column::new("report", Both::new("Báo cáo", "Report"), Holds::Words),
        Column::new("received", Both::new("Ngày nhận", "Received"), Holds::Day),
        Column::new("number", Both::new("Số văn bản", "Number"), Holds::Code).ranked(3),
        Column::new("status", Both::new("Tình trạng", "Status"), Holds::Words),
        Column::new("days", Both::new("Số ngày", "Days"), Holds::Count).ranked(2),
        clause_column().ranked(1),
    ];
    let none = Both::new("Không có báo cáo nào mới nhận hoặc bị trả lại", "No report arrived or was returned");
    let count = |turn: ReportTurn| changes.reports.iter().filter(|change| change.turn == turn).count();
    let (arrived, returned) = (count(ReportTurn::Arrived), count(ReportTurn::Returned));
    let (corrected, removed) = (count(ReportTurn::Corrected), count(ReportTurn::Removed));
    let ahead = changes.reports_ahead;
    let counted = plural(i64::try_from(ahead).unwrap_or(i64::MAX), "report");
    let note = (ahead > 0).then(|| {
        both!(
            "{ahead} báo cáo nhận hoặc trả lại sau ngày xét, chưa tính",
            "Not counted: {counted} received or returned after the day judged"
        )
    });
    Section {
        id: "reports",
        heading: both!("Báo cáo đã nhận", "Reports that arrived"),
        lead: [both!("{arrived} mới nhận, {returned} bị trả lại", "{arrived} arrived, {returned} returned")]
            .into_iter()
            .chain(records(corrected, removed))
            .collect(),
        table: Table {
            columns,
            rows: changes.reports.iter().map(|change| row(compared, change)).collect(),
            empty: as_far_as_read(changes, none),
        },
        chart: None,
        notes: note.into_iter().collect(),
    }
}

fn row(compared: &Compared<'_, '_>, change: &ReportChange<'_>) -> Row {
    let submission = change.submission;
    let turn = match change.turn {
        ReportTurn::Arrived => Both::new("mới nhận", "arrived"),
        ReportTurn::Returned => Both::new("trả lại", "returned"),
        ReportTurn::Corrected => Both::new("sửa bản ghi", "corrected"),
        ReportTurn::Removed => Both::new("xóa bản ghi", "removed"),
    };
    let days = match change.status {
        Some(Status::Late { days } | Status::Overdue { days, .. }) => Some(Cell::Count(days)),
        _ => None,
    };
    let number = submission.number.as_ref().map(|number| Cell::Code(number.to_string()));
    let status = change.status.map(|status| Cell::Words(status.verdict().name().into()));
    Row::item(vec![
        Cell::Words(turn.into()),
        Cell::name(compared.unit_name(&submission.unit.id)),
        Cell::Words(what_for(change)),
        Cell::Day(submission.received),
        Cell::or_missing(number),
        Cell::or_missing(status),
        Cell::or_missing(days),
        clause_cell(change.clause),
    ])
    .toned(match (change.turn, change.status.map(Status::verdict)) {
        (ReportTurn::Removed, _) => Tone::Warning,
        (_, Some(Verdict::Overdue)) => Tone::Bad,
        (_, Some(Verdict::Late | Verdict::Returned)) => Tone::Warning,
        _ => Tone::Plain,
    })
}

/// The period, or the request's title.
fn what_for(change: &ReportChange<'_>) -> Text {
    let submission = change.submission;
    let request = change.filing.and_then(|filing| filing.request);
    match (submission.period, request, &submission.request) {
        (Some(period), ..) => period.text(),
        (None, Some(request), _) => Text::same(&*request.title),
        (None, None, Some(named)) => Text::same(&*named.id),
        (None, None, None) => both!("không rõ", "unclear"),
    }
}
